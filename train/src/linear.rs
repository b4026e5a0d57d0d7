//! Training of linear classifiers: one choice among several, each with features of its own.

use sourcelight::model::weights::FeatureKey;

use crate::crf::exp;
use crate::perceptron::Random;

/// What was to be chosen from, and which were right.
#[derive(Clone)]
pub(crate) struct Example {
    pub(crate) choices: Vec<(Vec<FeatureKey>, bool)>,
}

/// Weights while they are trained; a feature's is at the low bits of its key.
pub(crate) struct LinearTrainer {
    pub(crate) weights: Vec<f32>,
    squares: Vec<f32>,
    /// Sums of the weights after each epoch, and how many there were.
    sums: Vec<f32>,
    epochs: u16,
    rate: f32,
    decay: f32,
}

impl LinearTrainer {
    /// All weights nought; `bits` of each key count.
    pub(crate) fn new(bits: u32, rate: f32, decay: f32) -> Self {
        Self {
            weights: vec![0.0; 1 << bits],
            squares: vec![0.0; 1 << bits],
            sums: vec![0.0; 1 << bits],
            epochs: 0,
            rate,
            decay,
        }
    }

    fn place(&self, feature: FeatureKey) -> usize {
        feature as usize & (self.weights.len() - 1)
    }

    /// Goes once over all examples in random order: AdaGrad on the likelihood that one of the right is chosen.
    pub(crate) fn train_epoch(&mut self, examples: &[Example], random: &mut Random) {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        random.shuffle(&mut order);
        for at in order {
            let example = &examples[at];
            let scores: Vec<f32> = (example.choices.iter())
                .map(|(features, _)| features.iter().map(|&feature| self.weights[self.place(feature)]).sum())
                .collect();
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            let shares: Vec<f32> = scores.iter().map(|&score| exp(score - most)).collect();
            let total: f32 = shares.iter().sum();
            let right: f32 =
                (shares.iter().zip(&example.choices)).filter(|(_, choice)| choice.1).map(|(share, _)| share).sum();
            if right <= 0.0 {
                continue;
            }
            for ((features, is_right), &share) in example.choices.iter().zip(&shares) {
                let gradient = share / total - if *is_right { share / right } else { 0.0 };
                for &feature in features {
                    let place = self.place(feature);
                    let gradient = gradient + self.decay * self.weights[place];
                    self.squares[place] += gradient * gradient;
                    self.weights[place] -= self.rate * gradient / (1e-6 + self.squares[place].sqrt());
                }
            }
        }
        for (sum, weight) in self.sums.iter_mut().zip(&self.weights) {
            *sum += weight;
        }
        self.epochs += 1;
    }

    /// The mean weights over all epochs as small whole numbers, `scale` to one.
    pub(crate) fn round(&self, scale: f32) -> Vec<i8> {
        let scale = scale / f32::from(self.epochs.max(1));
        self.sums.iter().map(|&sum| (sum * scale).round().clamp(-127.0, 127.0) as i8).collect()
    }
}
