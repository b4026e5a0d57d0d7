//! A linear-chain conditional random field, trained by AdaGrad on one sentence after another.
//!
//! # Source
//! Lafferty, McCallum and Pereira 2001; Duchi, Hazan and Singer 2011. Where a corpus leaves a label open, the
//! likelihood sums over those that it allows (Bellare and McCallum 2007).

use sourcelight::model::chain::{LABELS, Label, OUTSIDE, WIDTH, find_predecessors, may_follow};

use crate::options::Options;
use crate::perceptron::Random;

/// Labels that a token may have, as bits.
pub(crate) type Allowed = u32;

/// A sentence: for each token its features, by number, and the labels that it may have.
#[derive(Default)]
pub(crate) struct Sequences {
    /// Features of all tokens, one token after another.
    features: Vec<u32>,
    /// Where each token's features end.
    ends: Vec<usize>,
    allowed: Vec<Allowed>,
    /// Where each sentence's tokens end.
    sentences: Vec<usize>,
}

impl Sequences {
    /// Adds a token to the sentence that is being written.
    pub(crate) fn push_token(&mut self, features: impl Iterator<Item = u32>, allowed: Allowed) {
        self.features.extend(features);
        self.ends.push(self.features.len());
        self.allowed.push(allowed);
    }

    /// Ends the sentence that is being written.
    pub(crate) fn end_sentence(&mut self) {
        if self.ends.len() > self.sentences.last().copied().unwrap_or(0) {
            self.sentences.push(self.ends.len());
        }
    }

    fn features(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] };
        &self.features[start..self.ends[token]]
    }
}

/// A row of weights.
pub(crate) type Row = [f32; WIDTH];

/// The weights while they are trained.
pub(crate) struct Crf {
    pub(crate) rows: Vec<Row>,
    /// Sums of squared gradients.
    squares: Vec<Row>,
    pub(crate) transitions: [Row; LABELS],
    transition_squares: [Row; LABELS],
    predecessors: [Vec<Label>; LABELS],
    rate: f32,
    decay: f32,
    /// Of a thousand features how many are left out at each step.
    dropout: usize,
}

/// Scaled sums over label sequences.
struct Lattice {
    forward: Vec<Row>,
    backward: Vec<Row>,
}

/// e to the power of `x`, by the same arithmetic on every machine.
pub(crate) fn exp(x: f32) -> f32 {
    let x = f64::from(x).clamp(-87.0, 87.0);
    let power = (x * std::f64::consts::LOG2_E).round();
    let rest = x - power * std::f64::consts::LN_2;
    let mut sum = 1.0;
    for term in (1..=9).rev() {
        sum = 1.0 + rest / f64::from(term) * sum;
    }
    (sum * f64::from_bits(((1023 + power as i64) as u64) << 52)) as f32
}

impl Crf {
    /// All weights nought; `options` may set the rate of learning, the decay of weights and the share of features that
    /// are left out at each step.
    pub(crate) fn new(features: usize, options: &Options) -> Self {
        Self {
            rows: vec![[0.0; WIDTH]; features],
            squares: vec![[0.0; WIDTH]; features],
            transitions: [[0.0; WIDTH]; LABELS],
            transition_squares: [[0.0; WIDTH]; LABELS],
            predecessors: find_predecessors(),
            rate: options.value("rate", 0.03) as f32,
            decay: options.value("decay", 0.01) as f32,
            dropout: options.value("dropout", 300.0) as usize,
        }
    }

    /// Goes once over all sentences in random order.
    pub(crate) fn train_epoch(&mut self, sequences: &Sequences, random: &mut Random) {
        let mut order: Vec<usize> = (0..sequences.sentences.len()).collect();
        random.shuffle(&mut order);
        let mut lattice = Lattice { forward: Vec::new(), backward: Vec::new() };
        let mut scores: Vec<Row> = Vec::new();
        let mut gradients: Vec<Row> = Vec::new();
        let (mut kept, mut ends) = (Vec::new(), Vec::new());
        for &sentence in &order {
            let start = if sentence == 0 { 0 } else { sequences.sentences[sentence - 1] };
            let end = sequences.sentences[sentence];
            kept.clear();
            ends.clear();
            for token in start..end {
                let features = sequences.features(token).iter().copied();
                kept.extend(features.filter(|_| self.dropout == 0 || random.below(1000) >= self.dropout));
                ends.push(kept.len());
            }
            self.train_sentence(
                &kept,
                &ends,
                &sequences.allowed[start..end],
                &mut lattice,
                &mut scores,
                &mut gradients,
            );
        }
    }

    fn train_sentence(
        &mut self,
        features: &[u32],
        ends: &[usize],
        allowed: &[Allowed],
        lattice: &mut Lattice,
        scores: &mut Vec<Row>,
        gradients: &mut Vec<Row>,
    ) {
        scores.clear();
        let of = |token: usize| &features[if token == 0 { 0 } else { ends[token - 1] }..ends[token]];
        for token in 0..ends.len() {
            let mut sum = [0.0; WIDTH];
            for &feature in of(token) {
                for (sum, weight) in sum.iter_mut().zip(&self.rows[feature as usize]) {
                    *sum += weight;
                }
            }
            let most = sum[..LABELS].iter().copied().fold(f32::MIN, f32::max);
            for value in &mut sum {
                *value = exp(*value - most);
            }
            scores.push(sum);
        }
        let mut transitions = [[0.0; WIDTH]; LABELS];
        for (next, predecessors) in self.predecessors.iter().enumerate() {
            for &before in predecessors {
                transitions[before as usize][next] = exp(self.transitions[before as usize][next]);
            }
        }
        gradients.clear();
        gradients.resize(scores.len(), [0.0; WIDTH]);
        let mut transition_gradients = [[0.0; WIDTH]; LABELS];
        self.add_marginals(scores, &transitions, None, 1.0, lattice, gradients, &mut transition_gradients);
        self.add_marginals(scores, &transitions, Some(allowed), -1.0, lattice, gradients, &mut transition_gradients);
        for (token, gradient) in gradients.iter_mut().enumerate() {
            if gradient.iter().all(|value| value.abs() <= 1e-3) {
                continue;
            }
            for &feature in of(token) {
                let feature = feature as usize;
                step(&mut self.rows[feature], &mut self.squares[feature], gradient, self.rate, self.decay);
            }
        }
        for (before, gradient) in transition_gradients.iter().enumerate() {
            step(&mut self.transitions[before], &mut self.transition_squares[before], gradient, self.rate, self.decay);
        }
    }

    /// Adds `sign` times the marginals of labels and neighbours, under what is `allowed`.
    #[expect(clippy::too_many_arguments, reason = "the room is the caller's, to be used again")]
    fn add_marginals(
        &self,
        scores: &[Row],
        transitions: &[Row; LABELS],
        allowed: Option<&[Allowed]>,
        sign: f32,
        lattice: &mut Lattice,
        gradients: &mut [Row],
        transition_gradients: &mut [Row; LABELS],
    ) {
        if !self.sum_forward(scores, transitions, allowed, &mut lattice.forward) {
            // The labels that are allowed cannot follow each other: nothing to learn.
            gradients.fill([0.0; WIDTH]);
            *transition_gradients = [[0.0; WIDTH]; LABELS];
            return;
        }
        self.sum_backward(scores, transitions, allowed, &mut lattice.backward);
        let Lattice { forward, backward } = lattice;
        for at in 0..scores.len() {
            let mut row: Row = std::array::from_fn(|label| forward[at][label] * backward[at][label]);
            let sum: f32 = row.iter().sum();
            let share = if sum > 0.0 { sign / sum } else { 0.0 };
            row = row.map(|value| value * share);
            add(&mut gradients[at], &row);
            if at == 0 {
                add(&mut transition_gradients[OUTSIDE as usize], &row);
                continue;
            }
            let mut total = 0.0;
            let mut pairs = [[0.0_f32; WIDTH]; LABELS];
            self.for_each_pair(scores[at], backward[at], at, allowed, |before, label, here| {
                let value = forward[at - 1][before] * transitions[before][label] * here;
                pairs[before][label] = value;
                total += value;
            });
            if total > 0.0 {
                for (gradients, pairs) in transition_gradients.iter_mut().zip(&pairs) {
                    add(gradients, &pairs.map(|value| sign * value / total));
                }
            }
        }
    }

    /// The sums over what leads to each label of each token, scaled to one a token; whether any sequence is allowed.
    fn sum_forward(
        &self,
        scores: &[Row],
        transitions: &[Row; LABELS],
        allowed: Option<&[Allowed]>,
        forward: &mut Vec<Row>,
    ) -> bool {
        forward.clear();
        for (at, scores_here) in scores.iter().enumerate() {
            let mut row = [0.0; WIDTH];
            for (label, predecessors) in self.predecessors.iter().enumerate() {
                let may_end = at + 1 < scores.len() || may_follow(label as Label, OUTSIDE);
                if !is_allowed(allowed, at, label) || !may_end {
                    continue;
                }
                let sum: f32 = match at.checked_sub(1).map(|before| forward[before]) {
                    None if may_follow(OUTSIDE, label as Label) => transitions[OUTSIDE as usize][label],
                    None => 0.0,
                    Some(last) => (predecessors.iter())
                        .map(|&before| last[before as usize] * transitions[before as usize][label])
                        .sum(),
                };
                row[label] = sum * scores_here[label];
            }
            if !normalise(&mut row) {
                return false;
            }
            forward.push(row);
        }
        true
    }

    /// The sums over what follows each label of each token, scaled to one a token but the last.
    fn sum_backward(
        &self,
        scores: &[Row],
        transitions: &[Row; LABELS],
        allowed: Option<&[Allowed]>,
        backward: &mut Vec<Row>,
    ) {
        backward.clear();
        backward.resize(scores.len(), [0.0; WIDTH]);
        let Some(last) = backward.last_mut() else { return };
        for (label, value) in last.iter_mut().enumerate().take(LABELS) {
            *value = if may_follow(label as Label, OUTSIDE) { 1.0 } else { 0.0 };
        }
        for at in (1..scores.len()).rev() {
            let mut row = [0.0; WIDTH];
            self.for_each_pair(scores[at], backward[at], at, allowed, |before, label, here| {
                row[before] += here * transitions[before][label];
            });
            normalise(&mut row);
            backward[at - 1] = row;
        }
    }

    /// Calls `take` with each label before token `at`, each label of the token that goes with it, and the weight of the
    /// token and what follows.
    fn for_each_pair(
        &self,
        scores: Row,
        backward: Row,
        at: usize,
        allowed: Option<&[Allowed]>,
        mut take: impl FnMut(usize, usize, f32),
    ) {
        for (label, predecessors) in self.predecessors.iter().enumerate() {
            let here = backward[label] * scores[label];
            if here == 0.0 || !is_allowed(allowed, at, label) {
                continue;
            }
            for &before in predecessors {
                take(before as usize, label, here);
            }
        }
    }
}

/// Whether token `at` may have `label`.
fn is_allowed(allowed: Option<&[Allowed]>, at: usize, label: usize) -> bool {
    allowed.is_none_or(|allowed| allowed[at] >> label & 1 == 1)
}

/// Scales a row so that it sums up to one; whether it could be.
fn normalise(row: &mut Row) -> bool {
    let sum: f32 = row.iter().sum();
    let can = sum > 0.0 && sum.is_finite();
    if can {
        for value in row {
            *value /= sum;
        }
    }
    can
}

/// Adds `more` to `row`.
fn add(row: &mut Row, more: &Row) {
    for (value, more) in row.iter_mut().zip(more) {
        *value += more;
    }
}

/// One AdaGrad step of a row.
fn step(weights: &mut Row, squares: &mut Row, gradient: &Row, rate: f32, decay: f32) {
    for ((weight, square), &gradient) in weights.iter_mut().zip(squares).zip(gradient) {
        if gradient.abs() < 1e-4 {
            continue;
        }
        let gradient = gradient + decay * *weight;
        *square += gradient * gradient;
        *weight -= rate * gradient / (1e-6 + square.sqrt());
    }
}

#[cfg(test)]
mod tests {
    use sourcelight::model::chain::{Place, label_of};

    use super::*;

    /// Two sentences of two tokens: feature 0 begins a name of kind 1 that feature 1 ends; feature 2 is outside.
    fn sequences(second: Allowed) -> Sequences {
        let mut sequences = Sequences::default();
        sequences.push_token([0].into_iter(), 1 << label_of(1, Place::First));
        sequences.push_token([1].into_iter(), second);
        sequences.end_sentence();
        sequences.push_token([2].into_iter(), 1 << OUTSIDE);
        sequences.push_token([2].into_iter(), 1 << OUTSIDE);
        sequences.end_sentence();
        sequences
    }

    /// The rows after some epochs.
    fn train(sequences: &Sequences) -> Vec<Row> {
        let options = Options::parse(&["dropout=0".to_owned(), "rate=0.3".to_owned()]).unwrap();
        let mut crf = Crf::new(3, &options);
        for _ in 0..20 {
            crf.train_epoch(sequences, &mut Random(1));
        }
        crf.rows
    }

    /// The label with the largest weight.
    fn best(row: &Row) -> usize {
        (0..LABELS).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap()
    }

    #[test]
    fn labels_that_were_seen_get_the_largest_weights() {
        let rows = train(&sequences(1 << label_of(1, Place::Last)));
        let expected = [label_of(1, Place::First), label_of(1, Place::Last), OUTSIDE];
        assert_eq!(rows.iter().map(best).collect::<Vec<_>>(), expected.map(usize::from));
    }

    #[test]
    fn open_label_is_settled_by_its_neighbour() {
        // Any label but "outside": only the end of a name of kind 1 can follow its beginning as the last token.
        let rows = train(&sequences(!1));
        assert_eq!(best(&rows[1]), usize::from(label_of(1, Place::Last)));
    }

    #[test]
    fn sentence_that_allows_no_sequence_teaches_nothing() {
        let rows = train(&sequences(1 << OUTSIDE));
        assert_eq!((rows[0], rows[1]), ([0.0; WIDTH], [0.0; WIDTH]));
        assert_eq!(best(&rows[2]), usize::from(OUTSIDE));
    }

    #[test]
    fn power_of_e_is_that_of_the_standard_library() {
        for x in [-60.0_f32, -3.7, -0.1, 0.0, 0.5, 1.0, 12.3, 80.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
    }
}
