//! Who puts a proposition forward.

use std::ops::Range;

use super::article::Article;
use super::cue_word::{ACCOUNT, ALLEGATION, DOCUMENT, FIGURE, SUBJECT, VAGUE};
use super::proposition::Proposition;
use super::{Claimant, ClaimantKind};
use crate::document::TokenId;
use crate::entity::{EntityKind, MentionForm};
use crate::model::pos::Pos;
use crate::quote::{Quote, SourceKind};

/// The author, for what no source puts forward.
pub(super) const AUTHOR: Claimant = Claimant { kind: ClaimantKind::Author, entity: None, span: None };

/// Somebody whom the text does not name at all: "he is accused of".
pub(super) const NOBODY: Claimant = Claimant { kind: ClaimantKind::Vague, entity: None, span: None };

/// The source of `quote` as a claimant.
pub(super) fn find_quote_claimant(quote: &Quote) -> Claimant {
    let kind = match quote.source_kind {
        SourceKind::Named => ClaimantKind::Named,
        SourceKind::Unnamed => ClaimantKind::Unnamed,
        SourceKind::Vague | SourceKind::None => ClaimantKind::Vague,
        SourceKind::Document => ClaimantKind::Document,
    };
    Claimant { kind, entity: quote.entity, span: quote.source.first().copied().filter(|span| !span.is_empty()) }
}

/// The one who acts in a clause of the author's: "[Iran] denies", "[prosecutors] accuse".
pub(super) fn find_actor(article: &Article, proposition: &Proposition, verb: usize) -> Option<Claimant> {
    let tokens = &proposition.tokens;
    let actor = find_fronting_actor(article, &tokens[..verb]).or_else(|| proposition.subject.clone())?;
    Some(describe_actor(article, actor))
}

/// The subject after an object that stands in front: "Both claims [Iran] denies", "Those charges [the mayor] rejects".
fn find_fronting_actor(article: &Article, before: &[TokenId]) -> Option<Range<TokenId>> {
    let is_object = |at: usize, token: TokenId| {
        article.cue(token).any(ALLEGATION.or(FIGURE).or(ACCOUNT)) && article.tag(token) != Pos::Proper
            || at == 0 && article.doc.lower(token) == "which"
    };
    let object = before.iter().take(6).enumerate().position(|(at, &token)| is_object(at, token))?;
    let mut start = object + 1;
    while start < before.len() && (article.tag(before[start]) == Pos::Adverb || article.is_comma(before[start])) {
        start += 1;
    }
    // A verb or preposition after the noun makes it the subject: "The claims of Iran deny".
    let first = *before.get(start)?;
    let begins = matches!(article.tag(first), Pos::Proper | Pos::Determiner | Pos::Possessive | Pos::Pronoun);
    let mut end = before.len();
    while end > start && (article.tag(before[end - 1]) == Pos::Adverb || article.tag(before[end - 1]).is_verb()) {
        end -= 1;
    }
    (begins && end > start).then(|| first..before[end - 1] + 1)
}

/// The noun phrase `tokens` as a claimant.
pub(super) fn describe_actor(article: &Article, tokens: Range<TokenId>) -> Claimant {
    let span = article.doc.token_span(tokens.clone());
    let words = tokens.clone().take(8);
    let is_pronoun = tokens.len() == 1 && article.cue(tokens.start).any(SUBJECT);
    let mention = article.head_mention(tokens.clone()).filter(|mention| {
        !matches!(
            mention.kind,
            EntityKind::Date | EntityKind::Time | EntityKind::Money | EntityKind::Percent | EntityKind::Quantity
        )
    });
    let entity = mention.and_then(|mention| mention.entity);
    // "Trump opponents" are not Trump: the name must end the phrase, or the phrase be a mention as a whole.
    let reaches_end = mention.is_some_and(|mention| mention.tokens.end == tokens.end);
    let is_named = entity.is_some_and(|entity| article.is_named.get(entity as usize).copied().unwrap_or_default());
    let names_itself =
        mention.is_some_and(|mention| mention.form == MentionForm::Name && mention.kind != EntityKind::Group);
    let ends_in_name = article.tag(tokens.end - 1) == Pos::Proper;
    let kind = if words.clone().any(|token| article.cue(token).any(DOCUMENT) && article.tag(token) == Pos::Noun) {
        ClaimantKind::Document
    } else if reaches_end && (is_named || names_itself) || mention.is_none() && ends_in_name {
        ClaimantKind::Named
    } else if words.clone().any(|token| article.cue(token).any(VAGUE))
        && !is_pronoun
        && !words.clone().any(|token| article.tag(token) == Pos::Proper)
        || is_expletive(article, tokens.start)
    {
        ClaimantKind::Vague
    } else {
        ClaimantKind::Unnamed
    };
    Claimant { kind, entity: entity.filter(|_| reaches_end), span: Some(span) }
}

/// Whether the token is "it" or "there", which name nobody.
fn is_expletive(article: &Article, token: TokenId) -> bool {
    matches!(article.doc.lower(token), "it" | "there")
}
