//! A linear classifier: one small weight for each hashed feature, all in one table.
//!
//! What is chosen among makes its own features; the choice with the largest sum wins. Softmax of the sums gives
//! probabilities, as in maximum-entropy models (Berger, Della Pietra and Della Pietra 1996).

use super::file::{Bytes, ModelError, Sections};
use super::weights::FeatureKey;

/// The section of a model file that holds the weights.
pub const SECTION: [u8; 4] = *b"line";

/// The weights of a linear classifier.
#[derive(Clone, Debug)]
pub struct Linear {
    /// A power of two of weights; a feature's is at the low bits of its key.
    weights: Vec<i8>,
}

impl Linear {
    /// Reads a model file.
    ///
    /// # Errors
    /// If `bytes` are not a whole model file of a version that this build reads.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut section = Bytes(Sections::read(bytes)?.section(SECTION)?);
        let bad = |reason| ModelError::BadSection { name: SECTION, reason };
        let [bits] = section.array()?;
        if bits > 24 {
            return Err(bad("more weights than there are keys"));
        }
        let weights = section.take(1 << bits)?.iter().map(|&weight| weight as i8).collect();
        if section.0.is_empty() { Ok(Self { weights }) } else { Err(bad("bytes are left over")) }
    }

    /// The sum of the weights of `features`.
    pub fn score(&self, features: &[FeatureKey]) -> i32 {
        let mask = self.weights.len() - 1;
        features.iter().map(|&feature| i32::from(self.weights[feature as usize & mask])).sum()
    }
}

/// The section that [`Linear::read`] reads; `weights` are a power of two.
///
/// # Panics
/// If they are not.
pub fn write_linear(weights: &[i8]) -> Vec<u8> {
    assert!(weights.len().is_power_of_two(), "the low bits of a key say where its weight is");
    let mut section = vec![weights.len().trailing_zeros() as u8];
    section.extend(weights.iter().map(|&weight| weight as u8));
    section
}

#[cfg(test)]
mod tests {
    use super::super::file::write_sections;
    use super::*;

    #[test]
    fn weights_come_back_and_add_up() {
        let bytes = write_sections(&[(SECTION, write_linear(&[1, -2, 0, 100]))]);
        let linear = Linear::read(&bytes).unwrap();
        assert_eq!(linear.score(&[0, 1, 7, 4]), 1 - 2 + 100 + 1);
        for length in 0..bytes.len() {
            assert!(Linear::read(&bytes[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn table_that_is_too_long_or_too_large_is_an_error() {
        let read = |section: Vec<u8>| Linear::read(&write_sections(&[(SECTION, section)])).map(|_| ());
        assert!(read(vec![1, 0, 0]).is_ok());
        assert!(read(vec![1, 0, 0, 0]).is_err());
        assert!(read(vec![60]).is_err());
    }
}
