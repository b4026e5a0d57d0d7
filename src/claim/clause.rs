//! The parts of a clause: its edges, its main verb, its subject.

use std::ops::Range;

use super::article::Article;
use super::cue_word::{AMOUNT, BE, CONCESSIVE, DATE, HAVE, NEGATION, RELATIVE, SUBORDINATOR, THINKS, WRONG};
use super::proposition::REACH;
use crate::document::{TokenId, TokenKind};
use crate::model::pos::Pos;

/// `tokens` without marks and, at the end, coordinators at the edges; the final stop stays if `keep_stop`.
pub(super) fn trim<'t>(article: &Article, tokens: &'t [TokenId], keep_stop: bool) -> &'t [TokenId] {
    let is_edge = |token: TokenId| {
        !article.is_word(token) && !matches!(article.kind(token), TokenKind::Symbol)
            || article.is_comma(token)
            || article.kind(token) == TokenKind::Symbol
                && matches!(article.doc.token_text(token), ":" | ";" | "•" | "*" | "|")
    };
    let mut start = 0;
    while start < tokens.len() && is_edge(tokens[start]) {
        start += 1;
    }
    let mut end = tokens.len();
    while end > start {
        let token = tokens[end - 1];
        if keep_stop && article.kind(token) == TokenKind::Terminal && end - start > 1 {
            break;
        }
        let closes = article.kind(token) == TokenKind::Close && opens_inside(article, &tokens[start..end])
            || article.kind(token) == TokenKind::QuotationMark && pairs_inside(article, &tokens[start..end]);
        let hangs = article.tag(token) == Pos::Coordinator && article.is_word(token);
        if closes || !(is_edge(token) || hangs) {
            break;
        }
        end -= 1;
    }
    &tokens[start..end]
}

/// Whether the quotation mark that ends `tokens` closes one that opens near it.
fn pairs_inside(article: &Article, tokens: &[TokenId]) -> bool {
    let marks = tokens.iter().rev().take(24).filter(|&&token| article.kind(token) == TokenKind::QuotationMark).count();
    marks > 0 && marks % 2 == 0
}

/// Whether a bracket opens near the end of `tokens`, so that the one that closes belongs to it.
fn opens_inside(article: &Article, tokens: &[TokenId]) -> bool {
    tokens.iter().rev().take(24).any(|&token| article.kind(token) == TokenKind::Open)
}

/// What was seen of the clause so far.
#[derive(Default)]
pub(super) struct ClauseState {
    /// A finite verb outside relative clauses.
    pub(super) has_main: bool,
    /// The last finite verb is a relative clause's, or one is still to come.
    pub(super) in_relative: bool,
    /// A relative pronoun still waits for its verb.
    awaits_verb: bool,
    /// The tag before, adverbs left out.
    previous: Option<Pos>,
}

impl ClauseState {
    /// Steps over `token`.
    pub(super) fn step(&mut self, article: &Article, token: TokenId) {
        let tag = article.tag(token);
        let relative = article.cue(token).any(RELATIVE)
            && matches!(self.previous, Some(Pos::Noun | Pos::Proper | Pos::Mark | Pos::Number | Pos::Preposition))
            && (tag != Pos::Determiner);
        if relative {
            (self.in_relative, self.awaits_verb) = (true, true);
        } else if article.is_finite(token) {
            if self.awaits_verb {
                self.awaits_verb = false;
            } else {
                self.has_main = true;
                self.in_relative = false;
            }
        } else if self.in_relative && !self.awaits_verb && article.is_comma(token) {
            self.in_relative = false;
        }
        if tag != Pos::Adverb {
            self.previous = Some(tag);
        }
    }
}

/// Index of the main finite verb of a clause: the first outside a relative clause, else the first of all.
pub(super) fn find_main_verb(article: &Article, tokens: &[TokenId]) -> Option<usize> {
    let mut state = ClauseState::default();
    let mut first = None;
    for (at, &token) in tokens.iter().enumerate() {
        state.step(article, token);
        if article.is_finite(token) {
            first = first.or(Some(at));
        }
        if state.has_main {
            // "groups tied to protesters have left": a participle that looks like a past tense.
            let after_pronoun = at > 0 && article.tag(tokens[at - 1]) == Pos::Pronoun;
            let reduced = !after_pronoun
                && article.tag(token) == Pos::VerbPast
                && !article.cue(token).any(BE.or(HAVE).or(THINKS));
            let later = (at + 1..tokens.len().min(at + REACH))
                .take_while(|&next| {
                    !matches!(article.tag(tokens[next]), Pos::Coordinator | Pos::Wh | Pos::Mark | Pos::Pronoun)
                        && !article.cue(tokens[next]).any(RELATIVE.or(SUBORDINATOR))
                })
                .find(|&next| article.is_finite(tokens[next]));
            return if reduced { later.or(Some(at)) } else { Some(at) };
        }
    }
    first
}

/// The noun phrase that is the subject of the verb at index `verb`.
pub(super) fn find_subject(article: &Article, tokens: &[TokenId], verb: usize) -> Option<Range<TokenId>> {
    let mut start = 0;
    let opens_with_phrase =
        matches!(article.tag(*tokens.first()?), Pos::Preposition | Pos::VerbIng | Pos::VerbParticiple | Pos::To)
            || article.cue(tokens[0]).any(SUBORDINATOR.or(DATE).or(CONCESSIVE));
    if opens_with_phrase && let Some(comma) = (0..verb).find(|&at| article.is_comma(tokens[at])) {
        start = comma + 1;
    }
    while start < verb && (article.tag(tokens[start]) == Pos::Adverb || !article.is_word(tokens[start])) {
        start += 1;
    }
    let mut end = start;
    let mut nominal = false;
    while end < verb {
        let tag = article.tag(tokens[end]);
        if tag == Pos::Wh
            || article.is_comma(tokens[end])
            || nominal && article.cue(tokens[end]).any(RELATIVE)
            || article.is_finite(tokens[end])
        {
            break;
        }
        nominal |= tag.is_nominal() || matches!(tag, Pos::Number | Pos::Determiner | Pos::Possessive | Pos::Adjective);
        end += 1;
    }
    while end > start && matches!(article.tag(tokens[end - 1]), Pos::Adverb | Pos::Mark) {
        end -= 1;
    }
    (nominal && end > start).then(|| tokens[start]..tokens[end - 1] + 1)
}

/// Whether the words begin with a negation and a participle whose subject stands in the clause before: "never intended".
pub(super) fn is_negated_participle(article: &Article, tokens: &[TokenId]) -> bool {
    tokens.len() > 2
        && article.cue(tokens[0]).any(NEGATION)
        && matches!(article.tag(tokens[1]), Pos::VerbParticiple | Pos::VerbPast)
}

/// Whether a clause names a wrong: used by labels that depend on it.
pub(super) fn names_wrong(article: &Article, tokens: &[TokenId]) -> bool {
    tokens.iter().any(|&token| article.cue(token).any(WRONG))
}

/// Whether a token is an amount: a number word, digits, "hundreds".
pub(super) fn is_amount(article: &Article, token: TokenId) -> bool {
    article.cue(token).any(AMOUNT) || article.tag(token) == Pos::Number
}
