//! The main type of a claim: rules propose types, labelled claims taught which of them, or which other, comes first.
//!
//! Maximum entropy (Berger, Della Pietra and Della Pietra 1996) over what the rules say and the claim's words.

use std::sync::LazyLock;

use super::article::Article;
use super::cue_word::is_content_word;
use super::features::{TOKENS, push_features, push_manner, push_word};
use super::link::Draft;
use super::{ClaimType, Stance};
use crate::document::TokenId;
use crate::model::file::{ModelError, Sections};
use crate::model::pos::Pos;
use crate::model::weights::{FeatureKey, Weights};

/// The types among which is chosen, by number.
pub const TYPES: [ClaimType; 9] = [
    ClaimType::Quantity,
    ClaimType::Cause,
    ClaimType::Prediction,
    ClaimType::Rule,
    ClaimType::Event,
    ClaimType::Property,
    ClaimType::Intent,
    ClaimType::Experience,
    ClaimType::Opinion,
];

/// Types with room for a whole vector register.
const WIDTH: usize = 16;
/// By how much another type must be ahead of the rules' to be put first.
const MARGIN: i16 = 30;
/// The most types that a claim has.
const MOST: usize = 3;

/// What a claim's words say of its main type.
#[derive(Debug)]
pub struct TypeModel {
    weights: Weights<WIDTH>,
}

/// The weights that were trained on the labels named in `models/claim-types.md`.
static MODEL: LazyLock<TypeModel> = LazyLock::new(|| {
    TypeModel::read(include_bytes!("../../models/claim-types.bin")).expect("a test reads the embedded model")
});

impl TypeModel {
    /// The section of the model file: one row of weights a feature, in the order of [`TYPES`].
    pub const SECTION: [u8; 4] = *b"type";

    /// Reads a model file.
    ///
    /// # Errors
    /// If `bytes` are not a whole model file of a version that this build reads.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let weights = Weights::read(Self::SECTION, Sections::read(bytes)?.section(Self::SECTION)?)?;
        Ok(Self { weights })
    }

    /// The type that most speaks for; `by_rule` where no other is ahead of it by [`MARGIN`].
    pub fn choose(&self, features: &[FeatureKey], by_rule: ClaimType) -> ClaimType {
        let mut scores = [0; WIDTH];
        features.iter().for_each(|&feature| self.weights.add(feature, &mut scores));
        let score = |kind: ClaimType| TYPES.iter().position(|&other| other == kind).map_or(0, |kind| scores[kind]);
        let mut best = (by_rule, score(by_rule) + MARGIN);
        for kind in TYPES {
            if score(kind) > best.1 {
                best = (kind, score(kind));
            }
        }
        best.0
    }

    /// How much one feature speaks for a type.
    fn weigh(&self, features: &[FeatureKey], kind: ClaimType) -> i16 {
        let mut scores = [0; WIDTH];
        features.iter().for_each(|&feature| self.weights.add(feature, &mut scores));
        TYPES.iter().position(|&other| other == kind).map_or(0, |kind| scores[kind])
    }
}

/// What the main type of `draft`, which rules judged, is chosen by.
pub(super) fn list_type_features(article: &Article, draft: &Draft) -> Vec<FeatureKey> {
    let mut features = Vec::with_capacity(160);
    push_features(article, &draft.proposition, &draft.claim, &mut features);
    push_manner(article, &draft.proposition, &draft.claim, &mut features);
    features
}

/// Puts the main type of `draft` first, and notes the word that decided it.
pub(super) fn settle_types(article: &Article, draft: &mut Draft) {
    let Some(&by_rule) = draft.claim.types.first() else { return };
    let kind = MODEL.choose(&list_type_features(article, draft), by_rule);
    // Whether a denial holds can be checked, however it is put: "That is simply not true".
    let is_denial = matches!(draft.claim.stance, Stance::Denies | Stance::Disputes);
    if kind == by_rule || is_denial && kind == ClaimType::Opinion {
        return;
    }
    let types = &mut draft.claim.types;
    types.retain(|&other| other != kind);
    types.insert(0, kind);
    types.truncate(MOST);
    draft.decisive = find_decisive(article, &draft.proposition.tokens, kind);
}

/// The word of content, modal or adverb among `tokens` that speaks most for a type; `None` if none does.
fn find_decisive(article: &Article, tokens: &[TokenId], kind: ClaimType) -> Option<TokenId> {
    let mut best = None;
    let mut most = 0;
    let mut features = Vec::with_capacity(4);
    for (at, &token) in tokens.iter().enumerate().take(TOKENS) {
        let tag = article.tag(token);
        if !is_content_word(tag, article.cue(token)) && !matches!(tag, Pos::Modal | Pos::Adverb) {
            continue;
        }
        features.clear();
        push_word(article, tokens, at, &mut features);
        let weight = MODEL.weigh(&features, kind);
        if weight > most {
            (best, most) = (Some(token), weight);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/claim-types.bin");
        assert!(TypeModel::read(bytes).is_ok());
        assert!(TypeModel::read(&bytes[..bytes.len() - 1]).is_err());
    }
}
