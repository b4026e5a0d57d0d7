//! A table of feature weights: for each feature a row with one weight a label.
//!
//! Features are 24-bit hashes of what was seen. A row holds small integers, so that the inner loop
//! of every tagger is one widening vector addition a feature.

use super::file::{Bytes, ModelError};

/// A feature: a hash of [`KEY_BITS`] bits.
pub type FeatureKey = u32;
/// Bits of a feature key. The rate at which a feature that was never trained is taken for another is rows / 2^24.
pub const KEY_BITS: u32 = 24;
/// Bits of a key that are its bucket; the others are searched for.
const BUCKET_BITS: u32 = 16;

/// Weights of at most `W` labels.
#[derive(Clone, Debug)]
pub struct Weights<const W: usize> {
    /// For each bucket the first of its rows; one more at the end.
    buckets: Vec<u32>,
    /// For each row the low bits of its key; ascending in a bucket.
    low: Vec<u8>,
    rows: Vec<[i8; W]>,
}

impl<const W: usize> Weights<W> {
    /// Adds the weights of feature `key` to `scores`.
    #[inline]
    pub fn add(&self, key: FeatureKey, scores: &mut [i16; W]) {
        let bucket = (key >> (KEY_BITS - BUCKET_BITS)) as usize;
        let low = key as u8;
        let rows = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
        for row in rows {
            if self.low[row] == low {
                for (score, &weight) in scores.iter_mut().zip(&self.rows[row]) {
                    *score += i16::from(weight);
                }
                return;
            }
        }
    }

    /// How many features have weights.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no feature has weights.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Reads the section `name`.
    ///
    /// # Errors
    /// Whenever `section` is not what [`write_weights`] gives for at most `W` labels.
    pub fn read(name: [u8; 4], section: &[u8]) -> Result<Self, ModelError> {
        let bad = |reason| ModelError::BadSection { name, reason };
        let mut bytes = Bytes(section);
        let labels = usize::from(u16::from_le_bytes(bytes.array()?));
        if labels > W {
            return Err(bad("more labels than this build knows"));
        }
        let count = u32::from_le_bytes(bytes.array()?) as usize;
        if count > 1 << KEY_BITS {
            return Err(bad("more features than there are keys"));
        }
        let counts = bytes.take(1 << BUCKET_BITS)?;
        let mut buckets = Vec::with_capacity(counts.len() + 1);
        let mut first = 0;
        for &rows in counts {
            buckets.push(first);
            first += u32::from(rows);
        }
        buckets.push(first);
        if first as usize != count {
            return Err(bad("the buckets do not add up to the number of features"));
        }
        let low = bytes.take(count)?.to_vec();
        let mut rows = vec![[0; W]; count];
        for label in 0..labels {
            let present = bytes.take(count.div_ceil(8))?;
            let total = present.iter().map(|byte| byte.count_ones() as usize).sum();
            let mut values = bytes.take(total)?.iter();
            // From one present weight to the next, since a fresh instance runs this unoptimised.
            for (eight, &byte) in rows.chunks_mut(8).zip(present) {
                let mut left = byte;
                while left != 0 {
                    if let (Some(row), Some(&value)) = (eight.get_mut(left.trailing_zeros() as usize), values.next()) {
                        row[label] = value as i8;
                    }
                    left &= left - 1;
                }
            }
        }
        if bytes.0.is_empty() { Ok(Self { buckets, low, rows }) } else { Err(bad("bytes are left over")) }
    }
}

/// The section that [`Weights::read`] reads, of `features` in ascending order of their keys, `labels` weights each.
///
/// Weights stand label by label, presence apart from value: so they compress best.
///
/// # Panics
/// If the keys do not ascend or more than 255 of them share a bucket.
pub fn write_weights(labels: usize, features: &[(FeatureKey, Vec<i8>)]) -> Vec<u8> {
    assert!(features.is_sorted_by(|a, b| a.0 < b.0), "feature keys must ascend");
    let mut section = Vec::new();
    section.extend((labels as u16).to_le_bytes());
    section.extend((features.len() as u32).to_le_bytes());
    let mut counts = vec![0_u8; 1 << BUCKET_BITS];
    for (key, _) in features {
        let count = &mut counts[(key >> (KEY_BITS - BUCKET_BITS)) as usize];
        *count = count.checked_add(1).expect("hashes spread over the buckets");
    }
    section.extend(counts);
    section.extend(features.iter().map(|(key, _)| *key as u8));
    for label in 0..labels {
        let mut present = vec![0_u8; features.len().div_ceil(8)];
        for (at, (_, row)) in features.iter().enumerate() {
            present[at / 8] |= u8::from(row[label] != 0) << (at % 8);
        }
        section.extend(present);
        section.extend(features.iter().map(|(_, row)| row[label] as u8).filter(|&weight| weight != 0));
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section() -> Vec<u8> {
        write_weights(3, &[(5, vec![1, 0, -2]), (6, vec![0, 127, 0]), (0xff_ffff, vec![-128, 3, 4])])
    }

    fn scores(weights: &Weights<4>, key: FeatureKey) -> [i16; 4] {
        let mut scores = [0; 4];
        weights.add(key, &mut scores);
        scores
    }

    #[test]
    fn rows_come_back_by_their_keys() {
        let weights = Weights::<4>::read(*b"test", &section()).unwrap();
        assert_eq!(scores(&weights, 5), [1, 0, -2, 0]);
        assert_eq!(scores(&weights, 6), [0, 127, 0, 0]);
        assert_eq!(scores(&weights, 0xff_ffff), [-128, 3, 4, 0]);
        assert_eq!(scores(&weights, 7), [0; 4]);
        assert_eq!(weights.len(), 3);
    }

    #[test]
    fn every_truncation_is_an_error() {
        let section = section();
        for length in (0..section.len()).filter(|length| *length < 64 || length + 64 > section.len()) {
            assert!(Weights::<4>::read(*b"test", &section[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn every_flipped_byte_is_an_error_or_leaves_weights() {
        let mut section = section();
        let length = section.len();
        for at in (0..64).chain(length - 64..length) {
            section[at] ^= 0xff;
            if let Ok(weights) = Weights::<4>::read(*b"test", &section) {
                scores(&weights, 5);
            }
            section[at] ^= 0xff;
        }
    }

    #[test]
    fn more_labels_than_room_are_an_error() {
        assert!(Weights::<2>::read(*b"test", &section()).is_err());
    }
}
