//! How claims stand to earlier claims: which denial answers which allegation, what is said again, what is set against what.
//!
//! A denial goes to what is denied and to nothing else; where the text does not settle what that is, there is no link.
//! Each look back is bounded, so the work is linear.

use super::article::Article;
use super::claimant::AUTHOR;
use super::cue_word::{
    ACCOUNT, ALLEGATION, ANY, BOTH, Cues, DEMONSTRATIVE, DENIED_WRONG, FIGURE, PLURAL, is_content_word,
};
use super::proposition::Proposition;
use super::repetition::link_repeats;
use super::stance::{negated, speaks_of_self};
use super::{Claim, ClaimType, Claimant, ClaimantKind, HedgeKind, Link, LinkKind, Stance};
use crate::document::{SentenceId, TokenId};
use crate::model::pos::Pos;
use crate::quote::QuoteId;
use crate::span::Span;

/// How many claims back a denial may answer.
const CLAIMS_BACK: usize = 24;
/// How many sentences back a denial of "the allegation" may answer.
const SENTENCES_BACK: SentenceId = 6;
/// How many sentences back one of "it" or of an unnamed actor may.
const NEAR: SentenceId = 2;

/// A claim with the words that it was read from.
pub(super) struct Draft {
    pub(super) claim: Claim,
    pub(super) proposition: Proposition,
    /// Index in the proposition's tokens of the verb of a speech act.
    pub(super) act_verb: Option<usize>,
    /// The word that decided the main type.
    pub(super) decisive: Option<TokenId>,
    /// The quote whose cue puts the claim forward.
    pub(super) told_by: Option<QuoteId>,
}

/// Links each draft to earlier ones. `drafts` are in order of the text.
pub(super) fn link_claims(article: &Article, drafts: &mut [Draft]) {
    link_repeats(article, drafts);
    for at in 0..drafts.len() {
        link_content(drafts, at);
        link_ahead(article, drafts, at);
        let (before, rest) = drafts.split_at_mut(at);
        let Some(draft) = rest.first_mut() else { continue };
        let kind = match draft.claim.stance {
            Stance::Denies => Some(LinkKind::Denies),
            Stance::Disputes => Some(LinkKind::Disputes),
            _ => None,
        };
        let is_settled = !draft.claim.links.is_empty();
        let proposed = if is_settled { Vec::new() } else { find_answered(article, before, draft) };
        let targets: Vec<(LinkKind, usize)> =
            proposed.into_iter().map(|to| (kind.unwrap_or(LinkKind::Denies), to)).collect();
        for (kind, to) in targets {
            draft.claim.links.push(Link { kind, to: to as u32 });
            if kind == LinkKind::Denies {
                mark_denied(draft, &mut before[to]);
            }
        }
        let Some(last) = at.checked_sub(1) else { continue };
        let previous = &before[last];
        let adjacent = draft.proposition.sentence - previous.proposition.sentence.min(draft.proposition.sentence) <= 1;
        if draft.proposition.contrasts && adjacent && !draft.claim.links.iter().any(|link| link.to == last as u32) {
            draft.claim.links.push(Link { kind: LinkKind::Contrasts, to: last as u32 });
        }
    }
}

/// The drafts among `before` that `draft` answers.
fn find_answered(article: &Article, before: &[Draft], draft: &Draft) -> Vec<usize> {
    match draft.claim.stance {
        Stance::Denies | Stance::Disputes => find_denied(article, before, draft),
        _ => find_countered(article, before, draft),
    }
}

/// Links a denial to the content of what it denies: "rejected the claim [that it had fired first]".
fn link_content(drafts: &mut [Draft], at: usize) {
    let (before, after) = drafts.split_at_mut(at + 1);
    let draft = &mut before[at];
    let kind = match draft.claim.stance {
        Stance::Denies => LinkKind::Denies,
        Stance::Disputes => LinkKind::Disputes,
        _ => return,
    };
    let Some(last) = draft.proposition.tokens.last().copied() else { return };
    let is_content = |other: &Draft| {
        let first = other.proposition.tokens.first().copied().unwrap_or_default();
        other.proposition.accuser.is_some() && first > last && first <= last + 3
    };
    for (to, _) in after.iter().enumerate().take(2).filter(|(_, other)| is_content(other)) {
        draft.claim.links.push(Link { kind, to: (at + 1 + to) as u32 });
    }
}

/// Links a denial that spells out what it denies to what it answers where that only follows: "Norland denied firing on the boat, hours
/// after officials said it had shot at it".
fn link_ahead(article: &Article, drafts: &mut [Draft], at: usize) {
    let (before, rest) = drafts.split_at_mut(at);
    let Some((draft, after)) = rest.split_first_mut() else { return };
    let says_no = draft.claim.stance == Stance::Denies && find_object(article, draft) == Denied::Content;
    if !says_no || !find_denied(article, before, draft).is_empty() {
        return;
    }
    let sentence = draft.proposition.sentence;
    let is_answered = |other: &Draft| {
        let claimant = &other.claim.claimant;
        *claimant != AUTHOR
            && !is_same_claimant(article, claimant, &draft.claim.claimant)
            && matches!(other.claim.stance, Stance::Asserts | Stance::Alleges)
            && !other.claim.types.contains(&ClaimType::Opinion)
            && other.proposition.sentence <= sentence + 1
    };
    let ahead = after.iter().take(4).position(is_answered);
    let Some(target) = ahead else { return };
    let shares = overlapping(article, &after[..=target], &[target], draft, 1);
    if after[target].proposition.sentence == sentence || !shares.is_empty() {
        draft.claim.links.push(Link { kind: LinkKind::Denies, to: (at + 1 + target) as u32 });
        mark_denied(draft, &mut after[target]);
    }
}

/// Notes that `draft` denies `target`: what one denies of another's words about a deed was alleged.
fn mark_denied(draft: &mut Draft, target: &mut Draft) {
    if draft.claim.stance == Stance::Asserts {
        draft.claim.stance = Stance::Denies;
        draft.claim.why.push("says that what was said before is not so".to_owned());
    }
    let claim = &mut target.claim;
    let is_deed = matches!(claim.types.first(), Some(ClaimType::Event | ClaimType::Cause));
    if claim.stance == Stance::Asserts && claim.claimant.kind != ClaimantKind::Author && is_deed {
        claim.stance = Stance::Alleges;
        claim.why.push("accuses another, who denies it".to_owned());
    }
}

/// The claims among `before` that `draft` counters though it has no verb of denial: "“My deputies never pulled a Taser,” he said",
/// "police say no such incident was reported".
fn find_countered(article: &Article, before: &[Draft], draft: &Draft) -> Vec<usize> {
    let proposition = &draft.proposition;
    let is_future = draft.claim.types.contains(&ClaimType::Prediction);
    let is_attributed = draft.claim.claimant != AUTHOR;
    if !is_attributed || is_future || draft.claim.stance != Stance::Asserts || !negated(article, proposition) {
        return Vec::new();
    }
    let (alleged, attributed) = find_candidates(article, before, draft, SENTENCES_BACK);
    let words = |first: &str, second: &str| {
        (proposition.tokens.windows(2))
            .any(|pair| article.doc.lower(pair[0]) == first && article.doc.lower(pair[1]) == second)
    };
    let pool = if alleged.is_empty() { attributed } else { alleged };
    if words("no", "such") || words("none", "of") || words("no", "truth") {
        last_group(before, &pool)
    } else {
        let claimant = &draft.claim.claimant;
        let about = about_denier(article, before, &pool, claimant);
        let least = if about.is_empty() && !speaks_of_self(article, proposition, claimant) { 3 } else { 2 };
        let found = overlapping(article, before, if about.is_empty() { &pool } else { &about }, draft, least);
        // “I have never taken anything,” says the one accused: an answer, whatever its words.
        let near =
            |at: &usize| proposition.sentence - before[*at].proposition.sentence.min(proposition.sentence) <= NEAR;
        let accused: Vec<usize> =
            (about.into_iter()).filter(|at| before[*at].claim.stance == Stance::Alleges && near(at)).collect();
        if found.is_empty() && speaks_of_self(article, proposition, claimant) {
            whole_group(before, &pool, &accused)
        } else {
            found
        }
    }
}

/// The claims that a denial may answer: those alleged, and those at most `near` sentences back that some source put forward.
fn find_candidates(article: &Article, before: &[Draft], draft: &Draft, near: SentenceId) -> (Vec<usize>, Vec<usize>) {
    let first = before.len().saturating_sub(CLAIMS_BACK);
    let sentence = draft.proposition.sentence;
    let candidates: Vec<usize> = (first..before.len())
        .filter(|&at| {
            sentence - before[at].proposition.sentence.min(sentence) <= SENTENCES_BACK
                && !is_same_claimant(article, &before[at].claim.claimant, &draft.claim.claimant)
                && !matches!(before[at].claim.stance, Stance::Denies | Stance::Disputes)
                && !before[at].claim.types.contains(&ClaimType::Opinion)
        })
        .collect();
    // "He allegedly took bribes" is alleged too, by whomever.
    let is_hearsay = |claim: &Claim| claim.hedges.iter().any(|hedge| hedge.kind == HedgeKind::Evidential);
    let alleged = (candidates.iter().copied())
        .filter(|&at| before[at].claim.stance == Stance::Alleges || is_hearsay(&before[at].claim))
        .collect();
    let attributed = (candidates.iter().copied())
        .filter(|&at| before[at].claim.claimant.kind != ClaimantKind::Author)
        .filter(|&at| sentence - before[at].proposition.sentence <= near)
        .collect();
    (alleged, attributed)
}

/// What a denial says it denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Denied {
    /// "both claims".
    Both,
    /// "the allegation" (one) or "the charges" (several), by the class of the noun; with words that narrow it or not.
    Noun { class: Cues, plural: bool, narrowed: bool },
    /// "it", "that", "which", "them".
    Pronoun,
    /// "any involvement", "wrongdoing".
    Wrong,
    /// What the denial itself spells out: "denied that he took bribes".
    Content,
}

/// Reads what `draft` denies from the words after its verb, or before it where they stand in front.
fn find_object(article: &Article, draft: &Draft) -> Denied {
    let tokens = &draft.proposition.tokens;
    let stands_for_claim = |token: TokenId| {
        article.cue(token).any(ALLEGATION.or(FIGURE).or(ACCOUNT))
            && matches!(article.tag(token), Pos::Noun | Pos::VerbPresent | Pos::VerbBase | Pos::VerbIng)
    };
    let (front, back) = match draft.act_verb {
        Some(verb) => (&tokens[..verb], &tokens[verb + 1..]),
        // "The allegations are baseless", "That is a lie": the subject says it.
        None => (tokens.as_slice(), &tokens[..0]),
    };
    let pleads = draft.act_verb.is_some_and(|verb| {
        article.doc.lower(tokens[verb]).starts_with("ple")
            || tokens[verb..].iter().take(4).any(|&token| article.doc.lower(token).starts_with("innocen"))
    });
    let denies_part = draft.act_verb.is_none() && tokens.iter().any(|&token| article.cue(token).any(DENIED_WRONG));
    if pleads || denies_part && !draft.proposition.is_elliptic {
        return Denied::Wrong;
    }
    if draft.act_verb.is_none() && draft.proposition.is_elliptic {
        return Denied::Content;
    }
    let in_front = find_object_in(article, &front[..front.len().min(5)], &stands_for_claim, true);
    if draft.act_verb.is_none() {
        // A denied content that speaks of "the claim" as its subject; else it spells out what it denies.
        let ends_before_verb = |object: &(Denied, usize)| draft.proposition.verb.is_none_or(|verb| object.1 < verb);
        return in_front.filter(ends_before_verb).map_or(Denied::Content, |(object, _)| object);
    }
    let after = find_object_in(article, &back[..back.len().min(9)], &stands_for_claim, false);
    match (after, in_front) {
        (Some((object, at)), _) => match object {
            Denied::Noun { class, plural, .. } => {
                Denied::Noun { class, plural, narrowed: is_narrowed(article, &back[at + 1..]) }
            }
            other => other,
        },
        (None, Some((object, _))) => object,
        (None, None) => Denied::Content,
    }
}

/// The first word among `tokens` that says what is denied, and its index.
fn find_object_in(
    article: &Article,
    tokens: &[TokenId],
    stands_for_claim: &impl Fn(TokenId) -> bool,
    in_front: bool,
) -> Option<(Denied, usize)> {
    for (at, &token) in tokens.iter().enumerate() {
        let cues = article.cue(token);
        let next = tokens.get(at + 1).copied();
        if cues.any(BOTH) && next.is_none_or(|next| stands_for_claim(next) || !article.tag(next).is_nominal()) {
            return Some((Denied::Both, at));
        }
        if stands_for_claim(token) {
            let class = [ALLEGATION, FIGURE, ACCOUNT].into_iter().find(|&class| cues.any(class)).unwrap_or(ALLEGATION);
            return Some((Denied::Noun { class, plural: cues.any(PLURAL), narrowed: false }, at));
        }
        if in_front && at == 0 && article.doc.lower(token) == "which" {
            return Some((Denied::Pronoun, at));
        }
        let phrase_ends =
            next.is_none_or(|next| !article.tag(next).is_nominal() && article.tag(next) != Pos::Adjective);
        if cues.any(DEMONSTRATIVE) && phrase_ends && !cues.any(BOTH) {
            let word = article.doc.lower(token);
            // "denied that he stole": the word opens a clause.
            let opens = word == "that" && !in_front && next.is_some_and(|next| article.tag(next) != Pos::Mark);
            if !opens && (!in_front || at == 0) {
                return Some((Denied::Pronoun, at));
            }
        }
        if in_front {
            continue;
        }
        if cues.any(DENIED_WRONG) {
            return Some((Denied::Wrong, at));
        }
        if article.tag(token) == Pos::VerbIng && !cues.any(ANY) {
            return None;
        }
    }
    None
}

/// Whether words after the noun say which claim is meant: "allegations of fraud", "the claim that it rained".
fn is_narrowed(article: &Article, after: &[TokenId]) -> bool {
    after.first().is_some_and(|&token| matches!(article.doc.lower(token), "of" | "that" | "about" | "against" | "over"))
        && after.iter().take(8).any(|&token| is_content_word(article.tag(token), article.cue(token)))
}

/// The drafts among `before` that `draft` denies, in order; empty where the text does not settle it.
fn find_denied(article: &Article, before: &[Draft], draft: &Draft) -> Vec<usize> {
    let sentence = draft.proposition.sentence;
    let denier = &draft.claim.claimant;
    let (alleged, attributed) = find_candidates(article, before, draft, NEAR);
    match find_object(article, draft) {
        Denied::Both => {
            let group = last_group(before, &alleged);
            if group.len() == 2 {
                return group;
            }
            let group = if alleged.is_empty() { last_group(before, &attributed) } else { Vec::new() };
            if group.len() == 2 { group } else { Vec::new() }
        }
        Denied::Noun { class, plural, narrowed } => {
            let pool: Vec<usize> = if class == FIGURE {
                (before.len().saturating_sub(CLAIMS_BACK)..before.len())
                    .filter(|&at| before[at].claim.types.contains(&ClaimType::Quantity))
                    .filter(|&at| sentence - before[at].proposition.sentence <= 2 * NEAR)
                    .filter(|&at| !is_same_claimant(article, &before[at].claim.claimant, denier))
                    .collect()
            } else if class == ACCOUNT && !attributed.is_empty() {
                return last_group(before, &attributed);
            } else if alleged.is_empty() {
                if class == ALLEGATION { attributed } else { Vec::new() }
            } else {
                alleged
            };
            if narrowed {
                return overlapping(article, before, &pool, draft, 1);
            }
            let about = about_denier(article, before, &pool, denier);
            let near: Vec<usize> =
                (pool.iter().copied()).filter(|&at| sentence - before[at].proposition.sentence <= 2 * NEAR).collect();
            if plural && class == ALLEGATION && draft.claim.stance == Stance::Denies {
                let all = all_of_accuser(article, before, draft);
                if !all.is_empty() {
                    return all;
                }
            }
            let group = if about.is_empty() { last_group(before, &near) } else { whole_group(before, &pool, &about) };
            // One accusation may hold several deeds, in one sentence.
            if plural || group.len() == 1 || class == ALLEGATION { group } else { Vec::new() }
        }
        Denied::Pronoun => {
            let pool = if alleged.is_empty() { attributed } else { alleged };
            let about = about_denier(article, before, &pool, denier);
            let pool: Vec<usize> = (pool.into_iter())
                .filter(|at| sentence - before[*at].proposition.sentence <= if about.contains(at) { NEAR } else { 1 })
                .collect();
            last_group(before, &pool)
        }
        Denied::Wrong => {
            for pool in [&alleged, &attributed] {
                let about = about_denier(article, before, pool, denier);
                if !about.is_empty() {
                    return whole_group(before, pool, &about);
                }
            }
            // A lawyer or a spokesman denies for somebody else, or the accusation described the accused.
            let near: Vec<usize> =
                (alleged.into_iter()).filter(|&at| sentence - before[at].proposition.sentence <= NEAR).collect();
            last_group(before, &near)
        }
        Denied::Content => {
            // What is spelled out finds its claim from farther away.
            let (alleged, attributed) = find_candidates(article, before, draft, 2 * NEAR);
            let pool = if alleged.is_empty() { attributed } else { alleged };
            let found = overlapping(article, before, &pool, draft, 2);
            if !found.is_empty() {
                return found;
            }
            // One word in common is enough for what is said of the denier, or denied in so many words.
            let about = about_denier(article, before, &pool, denier);
            let found = overlapping(article, before, &about, draft, 1);
            if found.is_empty() && draft.act_verb.is_some() {
                return overlapping(article, before, &pool, draft, 1);
            }
            found
        }
    }
}

/// All that the last accuser before `draft` alleged: "denied the allegations" answers each of them.
fn all_of_accuser(article: &Article, before: &[Draft], draft: &Draft) -> Vec<usize> {
    let first = before.len().saturating_sub(CLAIMS_BACK);
    let alleged: Vec<usize> = (first..before.len())
        .filter(|&at| before[at].claim.stance == Stance::Alleges)
        .filter(|&at| !is_same_claimant(article, &before[at].claim.claimant, &draft.claim.claimant))
        .collect();
    let Some(&last) = alleged.last() else { return Vec::new() };
    let accuser = &before[last].claim.claimant;
    alleged.into_iter().filter(|&at| is_same_claimant(article, &before[at].claim.claimant, accuser)).collect()
}

/// Those of `pool` in the same sentence as the last of `some` of them, put forward by the same claimant.
fn whole_group(before: &[Draft], pool: &[usize], some: &[usize]) -> Vec<usize> {
    let Some(&last) = some.last() else { return Vec::new() };
    let until: Vec<usize> = pool.iter().copied().filter(|&at| at <= last || same_place(before, at, last)).collect();
    last_group(before, &until)
}

/// Whether two claims stand in one sentence and have one claimant.
fn same_place(before: &[Draft], one: usize, other: usize) -> bool {
    let key = |at: usize| (before[at].proposition.sentence, before[at].claim.claimant.span);
    key(one) == key(other)
}

/// Those of `pool` in the same sentence as its last, put forward by the same claimant.
fn last_group(before: &[Draft], pool: &[usize]) -> Vec<usize> {
    let Some(&last) = pool.last() else { return Vec::new() };
    pool.iter().copied().filter(|&at| same_place(before, at, last)).collect()
}

/// Those of `pool` that speak of the denier, or of somebody named in the denier's description ("his lawyer").
fn about_denier(article: &Article, before: &[Draft], pool: &[usize], denier: &Claimant) -> Vec<usize> {
    let mut entities: Vec<_> = denier.entity.into_iter().collect();
    if let Some(span) = denier.span {
        entities.extend(article.entities.mentions_in(span).take(6).filter_map(|(_, mention)| mention.entity));
    }
    (pool.iter().copied())
        .filter(|&at| {
            let cover = cover(&before[at].claim.span);
            entities.iter().any(|&entity| article.mentions_entity(cover, entity))
        })
        .collect()
}

/// The nearest of `pool` whose claims share at least `least` words of content with the denial.
fn overlapping(article: &Article, before: &[Draft], pool: &[usize], draft: &Draft, least: usize) -> Vec<usize> {
    let denied = find_stems(article, draft);
    let names: Vec<u32> = (draft.claim.claimant.span.into_iter())
        .flat_map(|span| article.doc.tokens_in(span).take(8))
        .map(|token| article.cues.stem(article.doc, token))
        .collect();
    let shared: Vec<usize> = (pool.iter().copied())
        .filter(|&at| {
            let stems = find_stems(article, &before[at]);
            denied.iter().filter(|stem| stems.contains(stem) && !names.contains(stem)).count() >= least
        })
        .collect();
    last_group(before, &shared)
}

/// The stems of a draft's words of content, sorted, each once, at most 40.
pub(super) fn find_stems(article: &Article, draft: &Draft) -> Vec<u32> {
    let mut stems: Vec<u32> = (draft.proposition.tokens.iter())
        .filter(|&&token| {
            is_content_word(article.tag(token), article.cue(token)) && !article.cue(token).any(ALLEGATION)
        })
        .map(|&token| article.cues.stem(article.doc, token))
        .take(40)
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// From the first to the last byte of a claim.
fn cover(spans: &[Span]) -> Span {
    spans.iter().copied().reduce(Span::cover).unwrap_or_default()
}

/// Whether two claimants are one, as far as the text tells.
fn is_same_claimant(article: &Article, one: &Claimant, other: &Claimant) -> bool {
    if *one == AUTHOR || *other == AUTHOR {
        return one == other;
    }
    match (one.entity, other.entity, one.span, other.span) {
        (Some(one), Some(other), ..) => one == other,
        (_, _, Some(one), Some(other)) => {
            one == other || article.doc.slice(one).eq_ignore_ascii_case(article.doc.slice(other))
        }
        _ => false,
    }
}
