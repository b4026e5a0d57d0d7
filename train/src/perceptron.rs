//! An averaged perceptron over rows of weights, one row a feature.

/// Width of a row.
pub(crate) const WIDTH: usize = 24;

/// Weights in training. Whole numbers only, so that every machine gives the same bytes.
pub(crate) struct Perceptron {
    weights: Vec<[i32; WIDTH]>,
    /// For each weight the sum of its changes, each times the step at which it was made.
    changes: Vec<[i64; WIDTH]>,
    /// Examples seen, plus one.
    step: i64,
}

impl Perceptron {
    /// All weights nought.
    pub(crate) fn new(features: usize) -> Self {
        Self { weights: vec![[0; WIDTH]; features], changes: vec![[0; WIDTH]; features], step: 1 }
    }

    /// Adds the weights of `features` to `scores`.
    pub(crate) fn add(&self, features: &[u32], scores: &mut [i32; WIDTH]) {
        for &feature in features {
            for (score, weight) in scores.iter_mut().zip(&self.weights[feature as usize]) {
                *score += weight;
            }
        }
    }

    /// Moves the weights of `features` away from `predicted` to `gold`.
    pub(crate) fn update(&mut self, features: &[u32], gold: usize, predicted: usize) {
        for &feature in features {
            for (label, change) in [(gold, 1), (predicted, -1)] {
                self.weights[feature as usize][label] += change;
                self.changes[feature as usize][label] += i64::from(change) * self.step;
            }
        }
    }

    /// Counts one example.
    pub(crate) fn step(&mut self) {
        self.step += 1;
    }

    /// The mean weights over all steps.
    pub(crate) fn averages(&self) -> Vec<[f64; WIDTH]> {
        let step = self.step as f64;
        (self.weights.iter().zip(&self.changes))
            .map(|(weights, changes)| {
                std::array::from_fn(|label| f64::from(weights[label]) - changes[label] as f64 / step)
            })
            .collect()
    }
}

/// A small generator of random numbers for shuffling: xorshift64*.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % bound
    }

    /// Puts `items` into a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}
