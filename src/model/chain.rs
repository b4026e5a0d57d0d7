//! A linear chain over stretches of kinds: the best sequence of labels under the scores of tokens and of neighbours.
//!
//! Each kind has four labels, for the first, inner and last token of a stretch and for a stretch of one token;
//! one more stands for tokens outside.

use std::ops::Range;

/// How many kinds of stretches a chain tells apart.
pub const KINDS: usize = 5;
/// How many labels there are.
pub const LABELS: usize = 1 + 4 * KINDS;
/// Room for the labels in whole vectors of eight.
pub const WIDTH: usize = 24;
/// A score for each label of one token.
pub type Scores = [i16; WIDTH];

/// A label: [`OUTSIDE`], or the place of a token in a stretch of a kind.
pub type Label = u8;
/// The label of a token in no stretch.
pub const OUTSIDE: Label = 0;

/// The place of a token in its stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Place {
    /// The first of several.
    First = 0,
    /// Neither first nor last.
    Inner = 1,
    /// The last of several.
    Last = 2,
    /// The only one.
    Only = 3,
}

impl Place {
    const ALL: [Self; 4] = [Self::First, Self::Inner, Self::Last, Self::Only];
}

/// The label of a token at `place` in a stretch of `kind`.
pub const fn label_of(kind: usize, place: Place) -> Label {
    (1 + 4 * kind + place as usize) as Label
}

/// The kind and place that `label` stands for; none for [`OUTSIDE`].
pub fn split_label(label: Label) -> Option<(usize, Place)> {
    let at = usize::from(label.checked_sub(1)?);
    Some((at / 4, Place::ALL[at % 4]))
}

/// Whether `next` may stand right after `label`; the edges of a sentence count as [`OUTSIDE`].
pub fn may_follow(label: Label, next: Label) -> bool {
    let open = match split_label(label) {
        Some((kind, Place::First | Place::Inner)) => Some(kind),
        _ => None,
    };
    match (open, split_label(next)) {
        (Some(kind), Some((next, Place::Inner | Place::Last))) => kind == next,
        (None, None | Some((_, Place::First | Place::Only))) => true,
        _ => false,
    }
}

/// The labels that may stand before each label.
pub fn find_predecessors() -> [Vec<Label>; LABELS] {
    std::array::from_fn(|next| (0..LABELS as Label).filter(|&label| may_follow(label, next as Label)).collect())
}

/// Scores of neighbouring labels, by the first and then the second.
pub type Transitions = [Scores; LABELS];

/// Finds best label sequences; holds the room that this takes.
#[derive(Debug)]
pub struct Decoder {
    predecessors: [Vec<Label>; LABELS],
    /// For each token and label the best score of a sequence that ends there.
    forward: Vec<[i32; LABELS]>,
    /// For each token and label the best score of what follows.
    backward: Vec<[i32; LABELS]>,
    /// For each token and label the label before in the best sequence.
    before: Vec<[Label; LABELS]>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self { predecessors: find_predecessors(), forward: Vec::new(), backward: Vec::new(), before: Vec::new() }
    }
}

/// Less than any sum of scores.
const NEVER: i32 = i32::MIN / 4;

impl Decoder {
    /// Writes the best sequence of labels for the tokens with `scores` to `labels`; of equals the lowest label last.
    pub fn decode(&mut self, scores: &[Scores], transitions: &Transitions, labels: &mut Vec<Label>) {
        labels.clear();
        let Some(first) = scores.first() else { return };
        self.forward.clear();
        self.before.clear();
        let opening = |label: usize| {
            if may_follow(OUTSIDE, label as Label) {
                i32::from(first[label]) + i32::from(transitions[OUTSIDE as usize][label])
            } else {
                NEVER
            }
        };
        self.forward.push(std::array::from_fn(opening));
        self.before.push([OUTSIDE; LABELS]);
        for (at, scores) in scores.iter().enumerate().skip(1) {
            let last = &self.forward[at - 1];
            let mut here = [NEVER; LABELS];
            let mut from = [OUTSIDE; LABELS];
            for (label, predecessors) in self.predecessors.iter().enumerate() {
                let mut best = NEVER;
                for &before in predecessors {
                    let score = last[before as usize] + i32::from(transitions[before as usize][label]);
                    if score > best {
                        (best, from[label]) = (score, before);
                    }
                }
                here[label] = best + i32::from(scores[label]);
            }
            self.forward.push(here);
            self.before.push(from);
        }
        let end = &self.forward[scores.len() - 1];
        let closes = |label: Label| may_follow(label, OUTSIDE);
        let mut label = (0..LABELS as Label)
            .filter(|&label| closes(label))
            .max_by_key(|&label| (end[label as usize], std::cmp::Reverse(label)))
            .unwrap_or(OUTSIDE);
        labels.resize(scores.len(), OUTSIDE);
        for at in (0..scores.len()).rev() {
            labels[at] = label;
            label = self.before[at][label as usize];
        }
    }

    /// For each label of each token by how much the best sequence through it falls short of the best of all, into `gaps`.
    ///
    /// To be called after [`Decoder::decode`] with the same scores.
    pub fn find_gaps(&mut self, scores: &[Scores], transitions: &Transitions, gaps: &mut Vec<[i32; LABELS]>) {
        gaps.clear();
        self.backward.clear();
        self.backward.resize(scores.len(), [NEVER; LABELS]);
        let Some(last) = self.backward.last_mut() else { return };
        for (label, score) in last.iter_mut().enumerate() {
            *score = if may_follow(label as Label, OUTSIDE) { 0 } else { NEVER };
        }
        for at in (1..scores.len()).rev() {
            let mut before_scores = [NEVER; LABELS];
            for (label, predecessors) in self.predecessors.iter().enumerate() {
                let here = self.backward[at][label] + i32::from(scores[at][label]);
                for &before in predecessors {
                    let score = here + i32::from(transitions[before as usize][label]);
                    let best = &mut before_scores[before as usize];
                    *best = (*best).max(score);
                }
            }
            self.backward[at - 1] = before_scores;
        }
        let through = |at: usize, label: usize| self.forward[at][label] + self.backward[at][label];
        for at in 0..scores.len() {
            let best = (0..LABELS).map(|label| through(at, label)).max().unwrap_or(0);
            gaps.push(std::array::from_fn(|label| best - through(at, label)));
        }
    }
}

/// The stretches that `labels` mark, with their kinds, in order.
pub fn read_stretches(labels: &[Label]) -> Vec<(Range<usize>, usize)> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for (at, &label) in labels.iter().enumerate() {
        let Some((kind, place)) = split_label(label) else { continue };
        if matches!(place, Place::First | Place::Only) {
            start = at;
        }
        if matches!(place, Place::Last | Place::Only) {
            stretches.push((start..at + 1, kind));
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores that favour `label`.
    fn favour(label: Label) -> Scores {
        let mut scores = [0; WIDTH];
        scores[label as usize] = 10;
        scores
    }

    const NO_TRANSITIONS: Transitions = [[0; WIDTH]; LABELS];

    #[test]
    fn best_sequence_is_one_that_may_stand() {
        let scores =
            [favour(label_of(1, Place::First)), favour(label_of(2, Place::Inner)), favour(label_of(1, Place::Last))];
        let mut labels = Vec::new();
        Decoder::default().decode(&scores, &NO_TRANSITIONS, &mut labels);
        assert_eq!(labels, [label_of(1, Place::First), label_of(1, Place::Inner), label_of(1, Place::Last)]);
    }

    #[test]
    fn stretches_are_closed_at_the_end() {
        let mut labels = Vec::new();
        Decoder::default().decode(&[favour(label_of(0, Place::First))], &NO_TRANSITIONS, &mut labels);
        assert_eq!(labels, [OUTSIDE]);
        Decoder::default().decode(&[], &NO_TRANSITIONS, &mut labels);
        assert!(labels.is_empty());
    }

    #[test]
    fn gap_is_nought_on_the_best_sequence_and_positive_beside_it() {
        let scores = [favour(OUTSIDE), favour(label_of(3, Place::Only))];
        let (mut labels, mut gaps) = (Vec::new(), Vec::new());
        let mut decoder = Decoder::default();
        decoder.decode(&scores, &NO_TRANSITIONS, &mut labels);
        decoder.find_gaps(&scores, &NO_TRANSITIONS, &mut gaps);
        for (gaps, &label) in gaps.iter().zip(&labels) {
            assert_eq!(gaps[label as usize], 0);
        }
        assert_eq!(gaps[0][label_of(2, Place::Only) as usize], 10);
    }

    #[test]
    fn stretches_are_read_with_their_kinds() {
        let labels = [
            label_of(0, Place::Only),
            OUTSIDE,
            label_of(4, Place::First),
            label_of(4, Place::Inner),
            label_of(4, Place::Last),
        ];
        assert_eq!(read_stretches(&labels), [(0..1, 0), (2..5, 4)]);
    }

    #[test]
    fn labels_have_their_numbers() {
        for label in 1..LABELS as Label {
            let (kind, place) = split_label(label).unwrap();
            assert_eq!(label_of(kind, place), label);
        }
    }
}
