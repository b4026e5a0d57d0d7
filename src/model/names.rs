//! The name tagger: which stretches of tokens are names, and of what kind.
//!
//! A linear chain over the tokens that stand in or near a run of capitals; all others are outside of names.
//! What it was trained on and how well it does is told in `models/names.md`.

use std::ops::Range;
use std::sync::LazyLock;

use super::chain::{Decoder, LABELS, Label, Scores, Transitions, WIDTH, read_stretches};
use super::features::{CaseSign, Form, Role};
use super::file::{ModelError, Sections};
use super::name_context::{Hint, NameContext};
use super::name_features::transition_key;
use super::pos::Pos;
use super::weights::{FeatureKey, Weights};
use crate::document::{Document, TokenId};

/// The section of a model file that holds the tagger's weights.
pub const SECTION: [u8; 4] = *b"name";

/// What a name is of; the number is the kind's in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NameKind {
    /// A human being.
    Person = 0,
    /// A company, agency, party, team.
    Organization = 1,
    /// A country, city, region, facility.
    Place = 2,
    /// A nationality, religion, party as an adjective or noun for its members.
    Group = 3,
    /// An event, work, law, product or other thing.
    Other = 4,
}

impl NameKind {
    /// All kinds, by number.
    pub const ALL: [Self; 5] = [Self::Person, Self::Organization, Self::Place, Self::Group, Self::Other];
}

/// A name that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens; never empty.
    pub tokens: Range<TokenId>,
    /// What it is of.
    pub kind: NameKind,
    /// By how much the best reading without it falls short of the best, in units of weights; never negative.
    pub margin: i32,
}

/// The weights that were trained on the corpora named in `models/names.md`.
static EMBEDDED: LazyLock<NameModel> = LazyLock::new(|| {
    NameModel::read(include_bytes!("../../models/names.bin")).expect("a test reads the embedded model")
});

/// Finds the names of `doc`, in order. `pos` and `hints` hold one entry a token.
pub fn tag_names(doc: &Document, pos: &[Pos], hints: &[Hint]) -> Vec<Name> {
    EMBEDDED.tag(doc, pos, hints)
}

/// The tagger's weights.
#[derive(Clone, Debug)]
pub struct NameModel {
    weights: Weights<WIDTH>,
    transitions: Transitions,
}

/// Scores that were found once and serve many tokens.
struct Cache<'m, 'd> {
    model: &'m NameModel,
    context: NameContext<'d>,
    /// For each form and role the place of its scores in `known` plus one; the last form is what is outside the sentence.
    places: Vec<u32>,
    known: Vec<Scores>,
    /// Of the run that was met last.
    run: Option<(u32, Scores)>,
    keys: Vec<FeatureKey>,
}

impl Cache<'_, '_> {
    /// Adds what `form` gives in `role`.
    fn add_form(&mut self, form: Option<Form>, role: Role, scores: &mut Scores) {
        let outside = self.places.len() / Role::ALL.len() - 1;
        let slot = form.map_or(outside, |form| form as usize) * Role::ALL.len() + role as usize;
        if self.places[slot] == 0 {
            self.keys.clear();
            self.context.push_form_features(form, role, &mut self.keys);
            self.known.push(self.model.sum(&self.keys));
            self.places[slot] = self.known.len() as u32;
        }
        add(scores, &self.known[self.places[slot] as usize - 1]);
    }

    /// The scores of the token at `at` of `sentence`.
    fn find_scores(&mut self, at: TokenId, sentence: &Range<TokenId>) -> Scores {
        let mut scores = [0; WIDTH];
        for (role, form) in self.context.window(at, sentence) {
            self.add_form(form, role, &mut scores);
        }
        if let Some(run) = self.context.run(at) {
            let known = match self.run {
                Some((number, known)) if number == run => known,
                _ => {
                    self.keys.clear();
                    self.context.push_run_features(run, sentence, &mut self.keys);
                    self.model.sum(&self.keys)
                }
            };
            self.run = Some((run, known));
            add(&mut scores, &known);
        }
        self.keys.clear();
        self.context.push_token_features(at, sentence, &mut self.keys);
        add(&mut scores, &self.model.sum(&self.keys));
        scores
    }
}

/// Adds `more` to `scores`.
fn add(scores: &mut Scores, more: &Scores) {
    for (score, more) in scores.iter_mut().zip(more) {
        *score += more;
    }
}

impl NameModel {
    /// Reads a model file.
    ///
    /// # Errors
    /// If `bytes` are not a whole model file of a version that this build reads.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let weights = Weights::read(SECTION, Sections::read(bytes)?.section(SECTION)?)?;
        let mut transitions = [[0; WIDTH]; LABELS];
        for (label, scores) in (0 as Label..).zip(&mut transitions) {
            weights.add(transition_key(label), scores);
        }
        Ok(Self { weights, transitions })
    }

    /// How many features have weights.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether no feature has weights.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The sum of the weights of `keys`.
    fn sum(&self, keys: &[FeatureKey]) -> Scores {
        let mut scores = [0; WIDTH];
        for &key in keys {
            self.weights.add(key, &mut scores);
        }
        scores
    }

    /// Finds the names of `doc`, in order. `pos` and `hints` hold one entry a token. Linear.
    pub fn tag(&self, doc: &Document, pos: &[Pos], hints: &[Hint]) -> Vec<Name> {
        let context = NameContext::new(doc, pos, hints);
        let stretches = context.stretches().to_vec();
        let places = vec![0; (doc.vocabulary.len() * CaseSign::COUNT + 1) * Role::ALL.len()];
        let mut cache = Cache { model: self, context, places, known: Vec::new(), run: None, keys: Vec::new() };
        let mut decoder = Decoder::default();
        let (mut scores, mut labels, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
        let mut names = Vec::new();
        for (stretch, sentence) in stretches {
            scores.clear();
            scores.extend(stretch.clone().map(|at| cache.find_scores(at, &sentence)));
            decoder.decode(&scores, &self.transitions, &mut labels);
            let found = read_stretches(&labels);
            if found.is_empty() {
                continue;
            }
            decoder.find_gaps(&scores, &self.transitions, &mut gaps);
            for (tokens, kind) in found {
                // The cheapest way to read one of its tokens otherwise.
                let margin = (tokens.clone())
                    .flat_map(|at| {
                        let label = usize::from(labels[at]);
                        gaps[at].iter().enumerate().filter(move |&(other, _)| other != label).map(|(_, &gap)| gap)
                    })
                    .min();
                names.push(Name {
                    tokens: stretch.start + tokens.start as TokenId..stretch.start + tokens.end as TokenId,
                    kind: NameKind::ALL[kind],
                    margin: margin.unwrap_or(0).max(0),
                });
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/names.bin");
        assert!(NameModel::read(bytes).unwrap().len() > 1000);
        for length in (0..bytes.len()).step_by(1999) {
            assert!(NameModel::read(&bytes[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn kinds_have_their_numbers() {
        assert!(NameKind::ALL.iter().enumerate().all(|(at, &kind)| at == kind as usize));
    }
}
