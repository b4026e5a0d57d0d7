//! The file that trained weights are kept in: a header, a checksum, named sections.
//!
//! ```text
//! "SLMF"  version u16  sections u16  checksum u32 of all that follows
//! then for each section: name [u8; 4]  length u32  bytes
//! ```
//! Numbers are little-endian.

use std::fmt;

/// The version this build writes and reads.
pub const VERSION: u16 = 1;
const MAGIC: [u8; 4] = *b"SLMF";
const HEADER: usize = 12;

/// Why a model cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The file has no bytes.
    Empty,
    /// The file does not begin as a model does.
    BadMagic {
        /// Its first bytes.
        found: [u8; 4],
    },
    /// A later build wrote the file.
    TooNew {
        /// The file's version.
        found: u16,
    },
    /// The file ends before what it announces.
    Truncated {
        /// Bytes that were needed.
        expected: usize,
        /// Bytes that were there.
        found: usize,
    },
    /// The bytes are not those that were written.
    BadChecksum {
        /// What the file says.
        expected: u32,
        /// What its bytes give.
        found: u32,
    },
    /// A section is not there.
    NoSection {
        /// Its name.
        name: [u8; 4],
    },
    /// A section's bytes make no sense.
    BadSection {
        /// Its name.
        name: [u8; 4],
        /// What is wrong.
        reason: &'static str,
    },
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Empty => write!(f, "model file is empty"),
            Self::BadMagic { found } => {
                write!(f, "model begins with `{}`, expected `{}`", found.escape_ascii(), MAGIC.escape_ascii())
            }
            Self::TooNew { found } => write!(f, "model version {found}, this build reads {VERSION}"),
            Self::Truncated { expected, found } => {
                write!(f, "model ends early: expected {expected} bytes, found {found}")
            }
            Self::BadChecksum { expected, found } => {
                write!(f, "model checksum {found:08x}, expected {expected:08x}")
            }
            Self::NoSection { name } => write!(f, "model has no section `{}`", name.escape_ascii()),
            Self::BadSection { name, reason } => write!(f, "model section `{}`: {reason}", name.escape_ascii()),
        }
    }
}

impl std::error::Error for ModelError {}

/// The sections of a model file, in the order they were written.
#[derive(Clone, Debug)]
pub struct Sections<'b>(Vec<([u8; 4], &'b [u8])>);

impl<'b> Sections<'b> {
    /// Reads the frame of a model file.
    ///
    /// # Errors
    /// Whenever `bytes` are not what [`write_sections`] gives.
    pub fn read(bytes: &'b [u8]) -> Result<Self, ModelError> {
        if bytes.is_empty() {
            return Err(ModelError::Empty);
        }
        let mut header = Bytes(bytes);
        let found = header.array()?;
        if found != MAGIC {
            return Err(ModelError::BadMagic { found });
        }
        let version = u16::from_le_bytes(header.array()?);
        if version > VERSION {
            return Err(ModelError::TooNew { found: version });
        }
        let count = u16::from_le_bytes(header.array()?);
        let expected = u32::from_le_bytes(header.array()?);
        let found = checksum(header.0);
        if found != expected {
            return Err(ModelError::BadChecksum { expected, found });
        }
        let mut sections = Vec::new();
        for _ in 0..count {
            let name = header.array()?;
            let length = u32::from_le_bytes(header.array()?);
            sections.push((name, header.take(length as usize)?));
        }
        Ok(Self(sections))
    }

    /// The bytes of the section called `name`.
    ///
    /// # Errors
    /// If there is none.
    pub fn section(&self, name: [u8; 4]) -> Result<&'b [u8], ModelError> {
        let found = self.0.iter().find(|section| section.0 == name);
        found.map(|section| section.1).ok_or(ModelError::NoSection { name })
    }
}

/// A model file that holds `sections`.
pub fn write_sections(sections: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in sections {
        body.extend(name);
        body.extend((bytes.len() as u32).to_le_bytes());
        body.extend(bytes);
    }
    let mut file = Vec::with_capacity(HEADER + body.len());
    file.extend(MAGIC);
    file.extend(VERSION.to_le_bytes());
    file.extend((sections.len() as u16).to_le_bytes());
    file.extend(checksum(&body).to_le_bytes());
    file.extend(body);
    file
}

/// Four interleaved FNV-1a sums over words of four bytes: one multiplication a word, so that loading stays cheap.
fn checksum(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 0x0100_0193;
    let mut sums = [0x811c_9dc5_u32, 0x2f6b_1c4d, 0x6a09_e667, 0xbb67_ae85];
    let mut chunks = bytes.chunks_exact(16);
    for chunk in &mut chunks {
        for (sum, word) in sums.iter_mut().zip(chunk.chunks_exact(4)) {
            let word = word.iter().rev().fold(0, |word, &byte| (word << 8) | u32::from(byte));
            *sum = (*sum ^ word).wrapping_mul(PRIME).rotate_left(5);
        }
    }
    let mut sum =
        sums.into_iter().fold(bytes.len() as u32, |sum, part| (sum.rotate_left(9) ^ part).wrapping_mul(PRIME));
    for &byte in chunks.remainder() {
        sum = (sum ^ u32::from(byte)).wrapping_mul(PRIME);
    }
    sum
}

/// Bytes that are read from the front.
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    /// The next `length` bytes.
    pub(super) fn take(&mut self, length: usize) -> Result<&'b [u8], ModelError> {
        let error = ModelError::Truncated { expected: length, found: self.0.len() };
        let (taken, rest) = self.0.split_at_checked(length).ok_or(error)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        write_sections(&[(*b"one ", (0..50).collect()), (*b"two ", Vec::new())])
    }

    #[test]
    fn sections_come_back_as_written() {
        let file = file();
        let sections = Sections::read(&file).unwrap();
        assert_eq!(sections.section(*b"one ").unwrap(), (0..50).collect::<Vec<u8>>());
        assert_eq!(sections.section(*b"two ").unwrap(), b"");
        assert_eq!(sections.section(*b"none").unwrap_err(), ModelError::NoSection { name: *b"none" });
    }

    #[test]
    fn every_truncation_is_an_error() {
        let file = file();
        for length in 0..file.len() {
            assert!(Sections::read(&file[..length]).is_err(), "{length} bytes");
        }
        assert_eq!(Sections::read(&[]).unwrap_err(), ModelError::Empty);
    }

    #[test]
    fn every_flipped_bit_is_an_error_or_leaves_sections() {
        let mut file = file();
        for at in 0..file.len() {
            for bit in 0..8 {
                file[at] ^= 1 << bit;
                // An older version and a smaller count are the only changes that can pass.
                assert!(Sections::read(&file).is_err() || (4..8).contains(&at), "bit {bit} of byte {at}");
                file[at] ^= 1 << bit;
            }
        }
    }

    #[test]
    fn messages_say_what_was_expected_and_found() {
        assert_eq!(ModelError::TooNew { found: 3 }.to_string(), "model version 3, this build reads 1");
        assert_eq!(
            ModelError::BadMagic { found: *b"PK\x03\x04" }.to_string(),
            "model begins with `PK\\x03\\x04`, expected `SLMF`"
        );
    }
}
