//! Of what kind a name is that is no person, organization, place or group: event, work, law, product or other.

use std::ops::Range;
use std::sync::LazyLock;

use super::EntityKind;
use crate::document::{Case, Document, TokenId, TokenKind};
use crate::model::features::{hash_ending, hash_word, join, key};
use crate::model::gazetteer::{Facts, find_word};
use crate::model::linear::Linear;
use crate::model::weights::FeatureKey;

/// The kinds among which is chosen, by number.
pub const OTHER_KINDS: [EntityKind; 5] =
    [EntityKind::Event, EntityKind::Work, EntityKind::Law, EntityKind::Product, EntityKind::Other];

/// The weights that were trained on the corpora named in `models/other-kinds.md`.
static KINDS: LazyLock<Linear> = LazyLock::new(|| {
    Linear::read(include_bytes!("../../models/other-kinds.bin")).expect("a test reads the embedded model")
});

/// How much speaks for each of [`OTHER_KINDS`] at one place where a name of `tokens` stands.
pub(super) fn score_kinds(doc: &Document, tokens: &Range<TokenId>) -> [i32; OTHER_KINDS.len()] {
    let mut features = Vec::with_capacity(24);
    push_features(doc, tokens, &mut features);
    std::array::from_fn(|kind| KINDS.score(&features_of(kind, &features)))
}

/// The features of the `kind`th of [`OTHER_KINDS`], where `features` are those of the name.
pub fn features_of(kind: usize, features: &[FeatureKey]) -> Vec<FeatureKey> {
    features.iter().map(|&feature| key(kind as u32, feature)).collect()
}

/// Appends the features of a name of `tokens`: its words and what stands around it.
pub fn push_features(doc: &Document, tokens: &Range<TokenId>, features: &mut Vec<FeatureKey>) {
    let block = &doc.blocks[doc.block_of(tokens.start) as usize].tokens;
    let inside = |at: Option<TokenId>| at.filter(|at| block.contains(at));
    let hash = |at: Option<TokenId>| inside(at).map_or(1, |at| hash_word(doc.lower(at)));
    let last = tokens.end - 1;
    let (before, after) = (tokens.start.checked_sub(1), Some(tokens.end));
    let mut push = |template: u32, value: u32| features.push(key(template, value));
    push(0, 0);
    let (mut digits, mut upper, mut joins) = (false, false, false);
    for at in tokens.clone() {
        let token = &doc.tokens[at as usize];
        push(1, hash_word(doc.lower(at)));
        digits |= token.kind == TokenKind::Number || doc.lower(at).bytes().any(|byte| byte.is_ascii_digit());
        upper |= token.case == Case::Upper && token.span.len() > 1;
        joins |= at > tokens.start && token.case == Case::Lower && token.kind == TokenKind::Word;
    }
    push(2, hash(Some(tokens.start)));
    push(3, hash(Some(last)));
    for length in [2, 3, 4] {
        if let Some(ending) = hash_ending(doc.lower(last), length) {
            push(4, join(ending, length as u32));
        }
    }
    let count = tokens.len().min(5) as u32;
    push(5, count);
    push(6, u32::from(digits) << 2 | u32::from(upper) << 1 | u32::from(joins));
    push(7, hash(before));
    push(8, hash(after));
    push(9, join(hash(before), hash(tokens.start.checked_sub(2))));
    push(10, join(hash(after), hash(Some(tokens.end + 1))));
    push(11, join(hash(before), count));
    let kind = |at: Option<TokenId>| inside(at).map_or(31, |at| doc.tokens[at as usize].kind as u32);
    push(12, kind(before) << 5 | kind(after));
    let facts = find_word(doc.lower(last));
    for (at, head) in [Facts::EVENT_HEAD, Facts::LAW_HEAD, Facts::OTHER_HEAD].into_iter().enumerate() {
        if facts.has(head) {
            push(13, at as u32);
        }
    }
    // "The Great Gatsby" is a title, "the Great War" is none.
    push(14, u32::from(doc.lower(tokens.start) == "the") << 1 | u32::from(hash(before) == hash_word("the")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/other-kinds.bin");
        assert!(Linear::read(bytes).is_ok());
        assert!(Linear::read(&bytes[..bytes.len() - 1]).is_err());
    }
}
