//! What the learned parts of this floor see of a claim.

use super::article::Article;
use super::clause::is_amount;
use super::cue_word::{BE, COMPARISON, DO, FIRST_PERSON, HAVE, NEGATION, is_content_word};
use super::proposition::Proposition;
use super::{Claim, ClaimType};
use crate::document::TokenId;
use crate::model::features::{hash_ending, join, key};
use crate::model::pos::Pos;
use crate::model::weights::FeatureKey;
use crate::quote::QuoteForm;

/// Tokens of a claim that are looked at.
pub(super) const TOKENS: usize = 60;

/// The features that the word at index `at` of a claim brings by itself and with the next.
pub(super) fn push_word(article: &Article, tokens: &[TokenId], at: usize, features: &mut Vec<FeatureKey>) {
    let token = tokens[at];
    let (tag, cues) = (article.tag(token), article.cue(token));
    let hash = |at: usize| tokens.get(at).map_or(1, |&token| article.cues.hash(article.doc, token));
    if article.is_word(token) {
        features.push(key(1, hash(at)));
    }
    if is_content_word(tag, cues) {
        features.push(key(2, join(hash(at), hash(at + 1))));
        features.push(key(19, article.cues.stem(article.doc, token)));
    }
}

/// Appends what its words say of a claim: `claim` as rules judged it.
pub(super) fn push_features(
    article: &Article,
    proposition: &Proposition,
    claim: &Claim,
    features: &mut Vec<FeatureKey>,
) {
    let doc = article.doc;
    let tokens = &proposition.tokens;
    for at in 0..tokens.len().min(TOKENS) {
        push_word(article, tokens, at, features);
    }
    let mut push = |template: u32, value: u32| features.push(key(template, value));
    push(0, 0);
    let hash = |at: usize| tokens.get(at).map_or(1, |&token| article.cues.hash(doc, token));
    let count = |holds: &dyn Fn(TokenId) -> bool| {
        tokens.iter().take(TOKENS).filter(|&&token| holds(token)).count().min(3) as u32
    };
    let names = count(&|token| article.tag(token) == Pos::Proper);
    let numbers = count(&|token| is_amount(article, token));
    push(3, names);
    push(4, numbers);
    let comparisons = count(&|token| article.cue(token).any(COMPARISON));
    push(5, comparisons.min(2) << 2 | count(&|token| article.cue(token).any(NEGATION)).min(2));
    let words = tokens.iter().filter(|&&token| article.is_word(token)).count();
    push(6, (words as u32 / 4).min(8));
    let main = find_main(claim);
    push(7, main);
    for &kind in &claim.types {
        push(8, kind as u32);
    }
    for evidence in &claim.evidence {
        push(9, evidence.kind as u32);
    }
    push(10, claim.stance as u32);
    push(11, claim.hedges.first().map_or(15, |hedge| hedge.kind as u32));
    let subject = proposition.subject.as_ref();
    let first_person = subject.is_some_and(|subject| article.cue(subject.start).any(FIRST_PERSON));
    push(12, subject.map_or(1, |subject| article.cues.hash(doc, subject.end - 1)));
    push(13, u32::from(first_person) << 8 | subject.map_or(31, |subject| article.tag(subject.end - 1) as u32));
    let verb = proposition.verb.unwrap_or(tokens.len());
    push(14, hash(verb));
    push(15, join(hash(verb), hash(verb + 1)));
    let tense = tokens.get(verb).map_or(31, |&token| article.tag(token) as u32);
    push(16, tense);
    push(17, join(tense, main << 1 | u32::from(first_person)));
    push(18, join(main, numbers.min(2) << 2 | names.min(2)));
}

/// The main type as a number.
fn find_main(claim: &Claim) -> u32 {
    claim.types.first().map_or(15, |&kind: &ClaimType| kind as u32)
}

/// Appends how a claim is put: its verb and what is said of the subject, its claimant, the words around it.
pub(super) fn push_manner(article: &Article, proposition: &Proposition, claim: &Claim, features: &mut Vec<FeatureKey>) {
    let doc = article.doc;
    let tokens = &proposition.tokens;
    let mut push = |template: u32, value: u32| features.push(key(template, value));
    let hash = |token: TokenId| article.cues.hash(doc, token);
    let tag = |at: usize| tokens.get(at).map_or(31, |&token| article.tag(token) as u32);
    let main = find_main(claim);
    let verb = proposition.verb.unwrap_or(tokens.len());
    // The verb that carries the meaning: "has been [praised]", "is going".
    let is_auxiliary =
        |at: usize| article.cue(tokens[at]).any(BE.or(HAVE).or(DO)) || article.tag(tokens[at]) == Pos::Modal;
    let full = (verb..tokens.len().min(verb + 6))
        .find(|&at| article.tag(tokens[at]).is_verb() && !is_auxiliary(at))
        .unwrap_or(tokens.len());
    let stem = |at: usize| tokens.get(at).map_or(1, |&token| article.cues.stem(doc, token));
    push(20, stem(full));
    push(21, join(stem(full), tag(full)));
    push(22, join(tag(verb), join(tag(verb + 1), tag(verb + 2))));
    push(23, join(tag(full), tag(verb)));
    // What is said of the subject after "be": "is [unacceptable]".
    let copula = (verb..tokens.len().min(verb + 4)).find(|&at| article.cue(tokens[at]).any(BE));
    let said = copula.and_then(|at| {
        (at + 1..tokens.len())
            .find(|&next| !matches!(article.tag(tokens[next]), Pos::Adverb | Pos::Mark | Pos::Determiner))
    });
    if let Some(at) = said {
        push(24, stem(at));
        push(25, tag(at));
        push(26, join(tag(at), main));
    }
    for (at, &token) in tokens.iter().enumerate().take(TOKENS) {
        let cues = article.cue(token);
        let place = if at < verb { 0 } else { 1 + u32::from(at > full) };
        for class in cues.classes() {
            push(27, class);
            push(28, class << 2 | place);
        }
        if matches!(article.tag(token), Pos::Adjective | Pos::Adverb)
            && let Some(ending) = hash_ending(doc.lower(token), 3)
        {
            push(29, ending);
        }
    }
    push(30, claim.claimant.kind as u32);
    push(31, join(claim.claimant.kind as u32, main));
    let quote = proposition.quote.or(proposition.act).map(|quote| article.quote(quote));
    let form = quote.map_or(3, |quote| match quote.form {
        QuoteForm::Direct => 0,
        QuoteForm::Indirect => 1,
        QuoteForm::Mixed => 2,
    });
    push(32, form);
    push(33, join(form, main));
    let first_person = proposition.subject.as_ref().is_some_and(|subject| article.cue(subject.start).any(FIRST_PERSON));
    push(34, form << 1 | u32::from(first_person));
    push(35, join(claim.stance as u32, main));
    if let Some(quote) = quote {
        for token in quote.cue.iter().flat_map(|&cue| doc.tokens_in(cue)).take(4) {
            push(36, hash(token));
            push(37, join(hash(token), main));
            for class in article.cue(token).classes() {
                push(38, class);
            }
        }
    }
    push(39, u32::from(proposition.is_elliptic) << 1 | u32::from(proposition.contrasts));
    push(40, u32::from(article.is_headline(proposition.sentence)));
    if let Some(before) = tokens.first().and_then(|first| first.checked_sub(1)) {
        push(41, hash(before));
        push(42, article.tag(before) as u32);
    }
    push(43, join(claim.types.get(1).map_or(15, |&kind| kind as u32), main));
    let subject = proposition.subject.clone().and_then(|subject| article.head_mention(subject));
    push(44, subject.map_or(31, |mention| mention.kind as u32));
    push(45, join(subject.map_or(31, |mention| mention.kind as u32), stem(full)));
}
