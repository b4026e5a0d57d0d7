//! Quotations inside quotations that have a speaker of their own: “She said, ‘Get out of my house,’” Jane Doe told us.

use super::acceptance::Judge;
use super::attribution::{Attribution, Rule, find_attributions};
use super::cue::{RECIPIENT, class};
use super::direct::{find_speech, index_quotations, push_span};
use super::phrase::{Phrase, Text, VerbForm};
use crate::document::SentenceId;
use crate::span::Span;

/// An attribution inside a quotation.
pub(super) struct Nested {
    /// What the inner speaker says.
    pub(super) content: Vec<Span>,
    /// Who says it, and how.
    pub(super) attribution: Attribution,
}

/// Finds the quotations inside those of `text` that stand beside a verb of speech with a subject.
pub(super) fn find_nested(text: &Text, judge: &Judge) -> Vec<Nested> {
    let doc = text.doc;
    let mut found = Vec::new();
    if doc.quotations.iter().all(|quotation| quotation.depth != 1) {
        return found;
    }
    let quotation_of = index_quotations(doc, 1);
    let is_speech = find_speech(doc, text.pos, text.words, 1);
    let inner = Text { quotation_of: &quotation_of, is_speech: &is_speech, ..*text };
    let mut attributions = Vec::new();
    let mut phrases = Vec::new();
    let mut last: Option<SentenceId> = None;
    for (id, quotation) in doc.quotations.iter().enumerate() {
        if quotation.depth != 1 || !is_speech[id] {
            continue;
        }
        let sentence = doc.sentence_of(quotation.open);
        let outer = text.quotation_of[quotation.open as usize].checked_sub(1);
        let (Some(around), Some(outer)) = (doc.sentences.get(sentence as usize), outer) else { continue };
        let block = &doc.blocks[around.block as usize];
        if last == Some(sentence) || !block.kind.is_article_text() || block.repeats.is_some() {
            continue;
        }
        last = Some(sentence);
        let spoken = doc.quotations[outer as usize].tokens();
        let tokens = around.tokens.start.max(spoken.start)..around.tokens.end.min(spoken.end);
        inner.cut(tokens, &mut phrases);
        attributions.clear();
        find_attributions(&inner, &phrases, sentence, judge, &mut attributions);
        for attribution in attributions.drain(..) {
            if !is_report(&inner, &phrases, &attribution) {
                continue;
            }
            let mut content = Vec::new();
            for range in &attribution.content {
                let first = doc.quotations.partition_point(|quotation| quotation.open < range.start);
                let inside = doc.quotations[first..].iter().take_while(|quotation| quotation.open < range.end);
                for quotation in inside.filter(|quotation| quotation.depth == 1) {
                    push_span(doc, quotation.tokens(), &mut content);
                }
            }
            if !content.is_empty() {
                found.push(Nested { content, attribution });
            }
        }
    }
    found
}

/// Whether somebody else is reported to have said it, rather than imagined to: not "I would say", "people saying", "it feels like".
fn is_report(text: &Text, phrases: &[Phrase], attribution: &Attribution) -> bool {
    let Some(source) = &attribution.source else { return false };
    let Some(verb) = phrases.iter().find(|phrase| phrase.tokens.start == attribution.cue.start) else { return false };
    let tells = text.facts(verb.head).readings().iter().any(|reading| reading.frames & RECIPIENT > 0);
    let is_sure = verb.form == VerbForm::Finite && !verb.tokens.clone().any(|token| text.facts(token).is(class::MODAL));
    let nobody =
        matches!(text.doc.lower(source.head), "i" | "we" | "you" | "it") || text.facts(source.head).is(class::VAGUE);
    attribution.rule == Rule::QuotationBesideCue && attribution.listed && tells && is_sure && !nobody
}
