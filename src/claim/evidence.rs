//! What evidence the article shows beside a claim. Presence only.

use super::article::Article;
use super::cue_word::{AMOUNT, Cues, DOCUMENT, EXPERT, EYEWITNESS, FIRST_PERSON, MEDIA, OFFICIAL, PERCEPTION};
use super::proposition::Proposition;
use super::types::is_quantity;
use super::{Claimant, ClaimantKind, Evidence, EvidenceKind};
use crate::document::TokenId;
use crate::model::pos::Pos;
use crate::quote::QuoteForm;
use crate::span::Span;

/// The evidence beside `proposition`, one of a kind, in order of the text.
pub(super) fn find_evidence(article: &Article, proposition: &Proposition, claimant: &Claimant) -> Vec<Evidence> {
    let tokens = &proposition.tokens;
    let mut evidence = Vec::new();
    let mut add = |kind: EvidenceKind, span: Span| {
        if !span.is_empty() && !evidence.iter().any(|known: &Evidence| known.kind == kind) {
            evidence.push(Evidence { kind, span });
        }
    };
    for at in 0..tokens.len() {
        let cues = article.cue(tokens[at]);
        if is_number(article, tokens, at) {
            add(EvidenceKind::Number, cover_number(article, tokens, at));
        }
        if article.tag(tokens[at]) != Pos::Noun {
            continue;
        }
        if cues.any(DOCUMENT) && is_cited(article, tokens, at) {
            add(EvidenceKind::Document, cover_phrase(article, tokens, at));
        }
        if cues.any(MEDIA) && shows(article, tokens, at) {
            add(EvidenceKind::Media, cover_phrase(article, tokens, at));
        }
        if cues.any(EYEWITNESS) && tokens.get(at + 1).is_some_and(|&next| article.cue(next).any(PERCEPTION)) {
            add(EvidenceKind::Eyewitness, cover_phrase(article, tokens, at));
        }
    }
    if let Some(span) = claimant.span {
        let words = article.doc.tokens_in(span);
        let has = |class: Cues| words.clone().take(24).any(|token| article.cue(token).any(class));
        if claimant.kind == ClaimantKind::Document {
            add(EvidenceKind::Document, span);
        } else if claimant.kind != ClaimantKind::Author {
            for (class, kind) in [
                (MEDIA, EvidenceKind::Media),
                (EYEWITNESS, EvidenceKind::Eyewitness),
                (EXPERT, EvidenceKind::Expert),
                (OFFICIAL, EvidenceKind::Official),
            ] {
                if has(class) {
                    add(kind, span);
                }
            }
        }
    }
    if let Some(saw) = find_own_perception(article, proposition) {
        add(EvidenceKind::Eyewitness, article.doc.tokens[saw as usize].span);
    }
    evidence.sort_by_key(|evidence| evidence.span.start);
    evidence
}

/// Whether a figure begins at `at`.
fn is_number(article: &Article, tokens: &[TokenId], at: usize) -> bool {
    (article.tag(tokens[at]) == Pos::Number || article.cue(tokens[at]).any(AMOUNT)) && is_quantity(article, tokens, at)
}

/// The figure at `at` with its currency sign, further number words and per cent sign.
fn cover_number(article: &Article, tokens: &[TokenId], at: usize) -> Span {
    let mut span = article.doc.tokens[tokens[at] as usize].span;
    if at > 0 {
        let before = article.doc.tokens[tokens[at - 1] as usize].span;
        if before.end == span.start && matches!(article.doc.slice(before), "$" | "£" | "€" | "¥" | "US$" | "A$" | "C$")
        {
            span.start = before.start;
        }
    }
    for &token in tokens[at + 1..].iter().take(4) {
        let next = article.doc.tokens[token as usize].span;
        let goes_on =
            article.tag(token) == Pos::Number || article.cue(token).any(AMOUNT) || article.doc.slice(next) == "%";
        if !goes_on || next.start > span.end + 1 {
            break;
        }
        span.end = next.end;
    }
    span
}

/// Whether the document at `at` is cited as a ground: named by a year or name, after "according to", or as what shows something.
fn is_cited(article: &Article, tokens: &[TokenId], at: usize) -> bool {
    let after = tokens[at + 1..].iter().take(3).any(|&token| {
        matches!(
            article.doc.lower(token),
            "show"
                | "shows"
                | "showed"
                | "found"
                | "finds"
                | "revealed"
                | "reveals"
                | "suggests"
                | "suggested"
                | "concluded"
                | "estimates"
                | "estimated"
                | "says"
                | "said"
                | "published"
                | "released"
        )
    });
    let named = tokens[at.saturating_sub(3)..at].iter().any(|&token| {
        article.tag(token) == Pos::Proper
            || article.tag(token) == Pos::Number
            || matches!(article.doc.lower(token), "to" | "court" | "official" | "census" | "leaked" | "internal")
    });
    let cited = tokens[at.saturating_sub(5)..at]
        .iter()
        .any(|&token| matches!(article.doc.lower(token), "according" | "in" | "by" | "per" | "from" | "citing"));
    after || named && cited
}

/// Whether the video or picture at `at` shows something.
fn shows(article: &Article, tokens: &[TokenId], at: usize) -> bool {
    tokens[at + 1..].iter().take(6).any(|&token| {
        matches!(
            article.doc.lower(token),
            "show"
                | "shows"
                | "showed"
                | "showing"
                | "captured"
                | "captures"
                | "appears"
                | "appeared"
                | "shot"
                | "taken"
                | "posted"
                | "shared"
                | "obtained"
        )
    })
}

/// The noun at `at` with the words of its phrase before it.
fn cover_phrase(article: &Article, tokens: &[TokenId], at: usize) -> Span {
    let mut start = at;
    while start > 0
        && at - start < 6
        && matches!(
            article.tag(tokens[start - 1]),
            Pos::Determiner
                | Pos::Adjective
                | Pos::Noun
                | Pos::Proper
                | Pos::Number
                | Pos::Possessive
                | Pos::PossessiveEnding
        )
    {
        start -= 1;
    }
    Span::new(article.doc.tokens[tokens[start] as usize].span.start, article.doc.tokens[tokens[at] as usize].span.end)
}

/// The verb of "I saw", "we heard" in a speaker's own words.
fn find_own_perception(article: &Article, proposition: &Proposition) -> Option<TokenId> {
    let quote = article.quote(proposition.quote?);
    let subject = proposition.subject.clone()?;
    if quote.form == QuoteForm::Indirect || !article.cue(subject.start).any(FIRST_PERSON) {
        return None;
    }
    let verb = proposition.verb?;
    (proposition.tokens.iter().skip(verb).take(3).copied()).find(|&token| {
        article.cue(token).any(PERCEPTION) && article.tag(token) == Pos::VerbPast && article.doc.lower(token) != "felt"
    })
}
