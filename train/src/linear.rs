//! Training of linear classifiers: one choice among several, each with features of its own.

use sourcelight::model::weights::FeatureKey;

use crate::crf::exp;
use crate::options::Options;
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
            let Some(shares) = find_shares(&scores, example) else { continue };
            for ((features, _), gradient) in example.choices.iter().zip(shares) {
                for &feature in features {
                    let place = self.place(feature);
                    let gradient = gradient + self.decay * self.weights[place];
                    self.squares[place] += gradient * gradient;
                    self.weights[place] -= self.rate * gradient / (1e-6 + self.squares[place].sqrt());
                }
            }
        }
        self.keep_epoch();
    }

    /// Goes once over all examples in random order: plain steps on the likelihood that one of the right is chosen, and a
    /// squared penalty of `decay` on all weights (ridge; le Cessie and van Houwelingen 1992). Better than
    /// [`Self::train_epoch`] where there are far more features than examples.
    fn train_ridge_epoch(&mut self, examples: &[Example], random: &mut Random) {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        random.shuffle(&mut order);
        // All weights share a factor, so that shrinking them is one multiplication.
        let (mut factor, shrink) = (1.0_f32, 1.0 - self.rate * self.decay);
        for at in order {
            let example = &examples[at];
            let scores: Vec<f32> = (example.choices.iter())
                .map(|(features, _)| {
                    factor * features.iter().map(|&feature| self.weights[self.place(feature)]).sum::<f32>()
                })
                .collect();
            let Some(shares) = find_shares(&scores, example) else { continue };
            factor *= shrink;
            for ((features, _), gradient) in example.choices.iter().zip(shares) {
                for &feature in features {
                    let place = self.place(feature);
                    self.weights[place] -= self.rate * gradient / factor;
                }
            }
        }
        self.weights.iter_mut().for_each(|weight| *weight *= factor);
        self.keep_epoch();
    }

    fn keep_epoch(&mut self) {
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

/// How a ridge model is trained where the command line says nothing else.
pub(crate) struct Ridge {
    /// How many bits of a feature's key count.
    pub(crate) bits: u32,
    pub(crate) rate: f64,
    pub(crate) decay: f64,
    pub(crate) epochs: f64,
    /// What a weight of one is written as.
    pub(crate) scale: f64,
}

impl Ridge {
    /// Trains on `examples`; `options` may name another rate, decay, number of epochs or scale.
    pub(crate) fn fit(&self, examples: &[Example], options: &Options) -> Vec<i8> {
        let rate = options.value("rate", self.rate) as f32;
        let mut trainer = LinearTrainer::new(self.bits, rate, options.value("decay", self.decay) as f32);
        let mut random = Random(0x5eed);
        for _ in 0..options.value("epochs", self.epochs) as usize {
            trainer.train_ridge_epoch(examples, &mut random);
        }
        trainer.round(options.value("scale", self.scale) as f32)
    }
}

/// By how much each choice of `example` is scored too high, of one; `None` where none is right.
fn find_shares(scores: &[f32], example: &Example) -> Option<Vec<f32>> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let shares: Vec<f32> = scores.iter().map(|&score| exp(score - most)).collect();
    let total: f32 = shares.iter().sum();
    let right: f32 = (shares.iter().zip(&example.choices)).filter(|(_, choice)| choice.1).map(|(share, _)| share).sum();
    let too_high =
        |(share, choice): (&f32, &(Vec<FeatureKey>, bool))| share / total - if choice.1 { share / right } else { 0.0 };
    (right > 0.0).then(|| shares.iter().zip(&example.choices).map(too_high).collect())
}
