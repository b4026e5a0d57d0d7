//! Whether what reads like an attribution is one: a learned judgement of a cue with its content and source.
//!
//! The rules of `attribution.rs` find more than they should: verbs that report only now and then, nouns with a clause,
//! words in quotation marks in a sentence about somebody. A linear model weighs the verb, the construction, the source
//! and the content.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::attribution::{Attribution, Rule};
use super::cue::{RECIPIENT, class};
use super::direct::is_title;
use super::phrase::{Phrase, PhraseKind, Text, VerbForm};
use crate::document::{TokenId, TokenKind};
use crate::model::features::{hash_word, join, key};
use crate::model::gazetteer::{Facts, find_word};
use crate::model::linear::Linear;
use crate::model::pos::Pos;
use crate::model::weights::FeatureKey;
use crate::span::Span;

/// The weights that were trained on the corpus named in `models/attributions.md`.
pub(super) static ACCEPTANCE: LazyLock<Linear> = LazyLock::new(|| {
    Linear::read(include_bytes!("../../models/attributions.bin")).expect("a test reads the embedded model")
});

/// A reading that may be an attribution, as training sees it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What speaks for it.
    pub features: Vec<FeatureKey>,
    /// What would be said.
    pub content: Vec<Span>,
    /// Who would say it; empty where nobody is named.
    pub source: Vec<Span>,
    /// The cue.
    pub cue: Option<Span>,
}

/// Judges readings, and keeps them where training asks for them.
pub(super) struct Judge<'m> {
    pub(super) model: &'m Linear,
    pub(super) kept: Option<RefCell<Vec<Candidate>>>,
}

impl Judge<'_> {
    /// Whether the reading is an attribution; sets its score. `at` is the phrase of the cue.
    pub(super) fn accepts(&self, text: &Text, phrases: &[Phrase], at: usize, reading: &mut Attribution) -> bool {
        let mut features = Vec::with_capacity(48);
        push_features(text, phrases, at, reading, &mut features);
        let score = self.model.score(&features);
        if let Some(kept) = &self.kept {
            let spans = |ranges: &[Range<TokenId>]| -> Vec<Span> {
                ranges.iter().map(|range| text.doc.token_span(range.clone())).collect()
            };
            kept.borrow_mut().push(Candidate {
                features,
                content: spans(&reading.content),
                source: reading.source.as_ref().map_or_else(Vec::new, |source| spans(&source.words)),
                cue: (!reading.cue.is_empty()).then(|| text.doc.token_span(reading.cue.clone())),
            });
        }
        reading.lead = score;
        // What stands in quotation marks beside a verb of speech is never lost.
        let is_spoken = match reading.rule {
            Rule::QuotationBesideCue => reading.listed || is_beside_comma(text, reading),
            // "hit back at claims that ...", "rejected the suggestion".
            Rule::NounPhrase => reading.listed && stands_for_words(text, phrases, reading),
            // "a poll found only a quarter agreed"
            Rule::BareClause => text.facts(phrases[at].head).verb > 0 && speaks_in_writing(text, reading),
            Rule::ThatClause => reading.listed && (phrases[at].passive || is_telling(text, phrases[at].head)),
            Rule::ColonLead => (reading.content.first())
                .is_some_and(|content| is_whole_speech(text, content) || is_clause(text, content)),
            _ => false,
        };
        let is_sure = is_spoken || reading.awaits_quotation;
        is_sure || score > -16
    }
}

/// Whether the quotation closes after a comma or a question, as before its speaker, and the cue follows at once: “It is,” raved Tom.
fn is_beside_comma(text: &Text, reading: &Attribution) -> bool {
    let Some(content) = reading.content.first() else { return false };
    let begin = (reading.source.iter().flat_map(|source| source.words.first()))
        .map(|words| words.start)
        .fold(reading.cue.start, TokenId::min);
    let inside = text.quotation_of[content.end as usize - 1];
    let last = if text.doc.tokens[content.end as usize - 1].kind == TokenKind::QuotationMark {
        content.end.saturating_sub(2)
    } else {
        content.end - 1
    };
    inside > 0 && begin == content.end && matches!(text.doc.token_text(last), "," | "?" | "!")
}

/// Whether the source is a text or a count, which can only report.
fn speaks_in_writing(text: &Text, reading: &Attribution) -> bool {
    reading.source.as_ref().is_some_and(|source| text.facts(source.head).is(class::DOCUMENT))
}

/// Whether what a verb of denial takes is a noun that stands for what was said.
fn stands_for_words(text: &Text, phrases: &[Phrase], reading: &Attribution) -> bool {
    let first = reading.content.first().map_or(0, |content| content.start);
    let phrase = phrases.iter().find(|phrase| phrase.tokens.start == first);
    phrase.is_some_and(|phrase| phrase.kind == PhraseKind::Noun && text.facts(phrase.head).is(class::SPEECH_NOUN))
}

/// Whether the verb whose head is `head` reports what is told to somebody.
fn is_telling(text: &Text, head: TokenId) -> bool {
    text.facts(head).readings().iter().any(|reading| reading.frames & RECIPIENT > 0)
}

/// Whether `content`, what follows a colon in a headline, has a verb and no quotation marks: "UN: talks have failed".
fn is_clause(text: &Text, content: &Range<TokenId>) -> bool {
    let quoted = content.clone().any(|token| text.quotation_of[token as usize] > 0);
    !quoted && content.clone().any(|token| text.tag(token).is_finite())
}

/// Whether `content` is one quotation that closes after a stop, as sentences do and titles seldom.
fn is_whole_speech(text: &Text, content: &Range<TokenId>) -> bool {
    let Some(inside) = text.quotation_of[content.start as usize].checked_sub(1) else { return false };
    let quotation = &text.doc.quotations[inside as usize];
    let last = quotation.tokens().end - 1;
    quotation.open == content.start
        && text.doc.tokens[last as usize].kind == TokenKind::Terminal
        && !is_title(text.doc, quotation)
}

/// A number below eight for an amount.
fn bucket(amount: u32) -> u32 {
    match amount {
        0..=3 => amount,
        4..=6 => 4,
        7..=12 => 5,
        13..=24 => 6,
        _ => 7,
    }
}

/// Appends what speaks for a reading.
fn push_features(text: &Text, phrases: &[Phrase], at: usize, reading: &Attribution, features: &mut Vec<FeatureKey>) {
    let doc = text.doc;
    let count = doc.tokens.len() as TokenId;
    let hash = |token: TokenId| if token < count { hash_word(doc.lower(token)) } else { 1 };
    let pos = |token: TokenId| text.pos.get(token as usize).map_or(31, |&pos| pos as u32);
    let phrase = &phrases[at];
    let rule = reading.rule as u32;
    let listed = u32::from(reading.listed);
    let head = if reading.cue.is_empty() { 2 } else { hash(phrase.head) };
    let lemma = text.facts(phrase.head).lemma().unwrap_or(head);
    let mut push = |template: u32, value: u32| features.push(key(template, value));
    push(0, rule << 1 | listed);
    push(1, lemma);
    push(2, join(lemma, rule));
    push(3, head);
    let form = phrase.form as u32;
    let tense = pos(phrase.head) << 3 | form << 1 | u32::from(phrase.passive);
    push(4, join(tense, rule << 1 | listed));
    push(5, join(lemma, tense));
    push(6, join(hash(phrase.tokens.start), listed));
    let negated = phrase.tokens.clone().any(|token| text.facts(token).is(class::NOT));
    let modal = phrase.tokens.clone().any(|token| text.facts(token).is(class::MODAL));
    push(7, rule << 2 | u32::from(negated) << 1 | u32::from(modal));
    push(8, join(lemma, u32::from(negated) << 1 | u32::from(modal)));
    // Who.
    let (kind, source) = match &reading.source {
        None => (0, 1),
        Some(source) => {
            let facts = find_word(doc.lower(source.head));
            let kind = match text.tag(source.head) {
                Pos::Pronoun | Pos::Wh | Pos::Determiner | Pos::Possessive => 1,
                Pos::Proper => 2,
                _ if facts.has(Facts::PERSON_NOUN) => 3,
                _ if facts.has(Facts::PERSONS_NOUN) => 4,
                _ if facts.has(Facts::ORGANIZATION_NOUN.with(Facts::LEADERSHIP_NOUN)) => 5,
                _ if text.facts(source.head).is(class::DOCUMENT) => 6,
                _ => 7,
            };
            (kind, hash(source.head))
        }
    };
    push(9, kind << 5 | rule << 1 | listed);
    push(10, join(lemma, kind));
    push(11, source);
    push(12, join(source, rule));
    if let Some(source) = &reading.source {
        let first = source.words.first().map_or(source.head, |words| words.start);
        push(13, join(hash(first), kind));
        let long = source.words.iter().map(|words| words.end - words.start).sum::<TokenId>();
        push(14, kind << 3 | bucket(long));
    }
    // What.
    if let (Some(first), Some(last)) = (reading.content.first(), reading.content.last()) {
        let long = reading.content.iter().map(|range| range.end - range.start).sum::<TokenId>();
        push(15, rule << 3 | bucket(long));
        push(16, join(hash(first.start), rule));
        push(17, pos(first.start) << 5 | pos(first.start + 1));
        push(18, join(pos(first.start) << 5 | pos(first.start + 1), rule));
        push(19, join(lemma, hash(first.start)));
        push(20, join(hash(first.start.wrapping_sub(1)), rule));
        let quoted = (first.start..last.end).filter(|&token| text.quotation_of[token as usize] > 0).count() as u32;
        let share = if quoted == 0 { 0 } else { 1 + u32::from(quoted * 2 > long) };
        push(21, rule << 3 | share << 1 | listed);
        let after = doc.tokens.get(last.end as usize).map_or(15, |token| token.kind as u32);
        push(22, after << 4 | rule);
        let gap = (reading.cue.end.abs_diff(first.start)).min(reading.cue.start.abs_diff(last.end));
        push(23, rule << 3 | bucket(gap));
        let has_verb = (first.start..last.end).any(|token| text.pos[token as usize].is_finite());
        push(24, rule << 2 | u32::from(has_verb) << 1 | u32::from(reading.content.len() > 1));
        push(25, join(lemma, u32::from(has_verb)));
    }
    // Where.
    let before = at.checked_sub(1).map_or(31, |before| phrases[before].kind as u32);
    push(26, before << 5 | rule);
    let after = phrases.get(at + 1).map_or(31, |after| after.kind as u32);
    push(27, after << 5 | rule);
    push(28, join(lemma, after));
    let begin = reading.source.as_ref().map_or(at, |source| source.first.min(at));
    let opens = begin.checked_sub(1).map_or(31, |before| phrases[before].kind as u32);
    push(29, opens << 5 | rule);
    let sub = phrases[..begin].iter().rev().take(6).any(|phrase| {
        matches!(phrase.kind, PhraseKind::Subordinator | PhraseKind::Relative | PhraseKind::That | PhraseKind::Question)
    });
    let verbs =
        phrases[..at].iter().filter(|phrase| phrase.kind == PhraseKind::Verb && phrase.form == VerbForm::Finite);
    push(30, u32::from(sub) << 2 | verbs.count().min(3) as u32);
    let sentence = &doc.sentences[reading.sentence as usize];
    push(31, (doc.blocks[sentence.block as usize].kind as u32) << 5 | rule);
    push(32, join(hash(phrase.tokens.end), lemma));
    push(33, u32::from(phrase.quoted) << 5 | rule);
    let asks = doc.tokens[sentence.tokens.end as usize - 1].kind == TokenKind::Terminal
        && doc.lower(sentence.tokens.end - 1) == "?";
    push(34, u32::from(asks) << 5 | rule);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/attributions.bin");
        assert!(Linear::read(bytes).is_ok());
        assert!(Linear::read(&bytes[..bytes.len() - 1]).is_err());
    }
}
