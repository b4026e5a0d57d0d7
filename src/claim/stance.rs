//! How the claimant stands to a proposition.

use super::article::Article;
use super::claimant::{NOBODY, describe_actor, find_actor, find_quote_claimant};
use super::clause::find_main_verb;
use super::cue_word::{
    ACCOUNT, ACCUSER, ALLEGATION, ALLEGES, ANY, BE, CHALLENGES, CLAIMS, COMMITS, Cues, DEMONSTRATIVE, DENIED_WRONG,
    DENIES, DISPUTES, DO, EXPERT, FALSE, FIGURE, FIRST_PERSON, HAVE, HIGHLIGHTS, INTENT, NAMES, NEGATION, OFFICIAL,
    OPINION, PREDICTS, PROOF, REFUSED, REJECTS, SUBJECT, THIRD_PERSON, VAGUE, WILL, WOULD, WRONG, WRONG_VERB,
};
use super::proposition::Proposition;
use super::voice::{ACTS, find_cue_classes};
use super::{ClaimType, Claimant, ClaimantKind, Stance};
use crate::document::TokenId;
use crate::entity::EntityKind;
use crate::model::pos::Pos;
use crate::quote::{Quote, QuoteForm};
use crate::span::Span;

/// Words after a verb in which its object is looked for.
const OBJECT_REACH: usize = 9;

/// A speech act that a clause of the author reports.
pub(super) struct Act {
    /// How its actor stands to what is said.
    pub(super) stance: Stance,
    /// Who acts.
    pub(super) claimant: Claimant,
    /// Index in the proposition's tokens of its verb.
    pub(super) verb: usize,
}

/// Finds the act that `proposition`, a clause of the author, reports: "Iran denies both claims", "has vowed to appeal".
pub(super) fn find_act(article: &Article, proposition: &Proposition) -> Option<Act> {
    let tokens = &proposition.tokens;
    if let Some(id) = proposition.act {
        let quote = article.quote(id);
        let verb = tokens.iter().position(|&token| {
            article.cue(token).any(ACTS.or(NAMES))
                && quote.cue.iter().any(|cue| cue.contains(article.doc.tokens[token as usize].span))
        })?;
        // "did not deny the charge" is no denial.
        if tokens[verb.saturating_sub(3)..verb].iter().any(|&token| article.cue(token).any(NEGATION)) {
            return None;
        }
        let stance = find_act_stance(article, tokens, verb)?;
        let mut claimant = find_quote_claimant(quote);
        if claimant.span.is_none() {
            claimant = find_actor(article, proposition, verb).unwrap_or(NOBODY);
        }
        return Some(Act { stance, claimant, verb });
    }
    if let Some(act) = find_highlighting(article, proposition) {
        return Some(act);
    }
    if let Some((stance, verb)) = find_plain_denial(article, proposition) {
        let claimant = find_actor(article, proposition, proposition.verb?)?;
        return (claimant.kind != ClaimantKind::Vague).then_some(Act { stance, claimant, verb });
    }
    // Else the first verb of the main chain: "has repeatedly denied", "is accused of".
    let main = proposition.verb.or_else(|| find_main_verb(article, tokens))?;
    let mut verb = main;
    let mut passive = false;
    while verb < tokens.len() && verb <= main + 5 {
        let cues = article.cue(tokens[verb]);
        if cues.any(ACTS) && (article.tag(tokens[verb]).is_verb() || verb == main) {
            break;
        }
        let auxiliary = cues.any(BE.or(HAVE).or(DO)) || matches!(article.tag(tokens[verb]), Pos::Adverb | Pos::Modal);
        if !auxiliary || cues.any(NEGATION) {
            return None;
        }
        passive |= cues.any(BE);
        verb += 1;
    }
    let token = *tokens.get(verb)?;
    if !article.cue(token).any(ACTS) || article.cue(token).any(CLAIMS) && !article.cue(token).any(ALLEGES) {
        return None;
    }
    let stance = find_act_stance(article, tokens, verb)?;
    passive &= article.tag(token) != Pos::VerbIng;
    let claimant = if passive { find_agent(article, tokens, verb)? } else { find_actor(article, proposition, verb)? };
    Some(Act { stance, claimant, verb })
}

/// Finds the act that a clause inside an indirect quote reports of somebody else: "police said [the man denied the charge]".
pub(super) fn find_quoted_act(article: &Article, proposition: &Proposition, quote: &Quote) -> Option<Act> {
    let subject = proposition.subject.as_ref()?;
    if quote.form == QuoteForm::Direct || article.cue(subject.start).any(FIRST_PERSON) || proposition.act.is_some() {
        return None;
    }
    let is_report = |act: &Act| {
        matches!(act.stance, Stance::Denies | Stance::Alleges)
            && matches!(act.claimant.kind, ClaimantKind::Named | ClaimantKind::Unnamed)
            && article.cue(proposition.tokens[act.verb]).any(ACTS)
    };
    find_act(article, proposition).filter(is_report)
}

/// Finds words that say no without a verb of denial, and the index of their verb: "there is no truth in", "found no evidence
/// of", "cast doubt on", "pleaded not guilty".
pub(super) fn find_plain_denial(article: &Article, proposition: &Proposition) -> Option<(Stance, usize)> {
    let tokens = &proposition.tokens;
    let verb = proposition.verb?;
    let word = |at: usize| tokens.get(at).map_or("", |&token| article.doc.lower(token));
    // "that number is closer to 40,000"
    let figure = proposition.subject.clone().is_some_and(|subject| {
        subject.len() <= 3
            && matches!(article.doc.lower(subject.start), "that" | "this" | "the" | "those" | "these")
            && subject.clone().any(|token| article.cue(token).any(FIGURE))
    });
    let corrects = (verb + 1..verb + 5).any(|at| {
        matches!(word(at), "closer" | "nearer" | "off" | "too" | "higher" | "lower")
            || tokens.get(at).is_some_and(|&token| article.cue(token).any(FALSE))
    });
    if figure && corrects {
        return Some((Stance::Disputes, verb));
    }
    for at in verb..tokens.len().min(verb + OBJECT_REACH) {
        let next = word(at + 1);
        match word(at) {
            "no" | "little" if next == "truth" => return Some((Stance::Denies, verb)),
            "no" | "little" | "insufficient" | "any"
                if (1..4).any(|ahead| tokens.get(at + ahead).is_some_and(|&token| article.cue(token).any(PROOF)))
                    && (1..6).any(|ahead| matches!(word(at + ahead), "of" | "that" | "for" | "to" | "linking"))
                    && (word(at) != "any"
                        || tokens[verb..at].iter().any(|&token| article.cue(token).any(NEGATION))) =>
            {
                return Some((Stance::Disputes, verb));
            }
            "cast" | "casts" | "casting" if matches!(next, "doubt" | "doubts") => {
                return Some((Stance::Disputes, at));
            }
            "plead" | "pleads" | "pleaded" | "pled" if next == "not" => return Some((Stance::Denies, at)),
            // "is innocent", "maintains his innocence"
            "innocent" if article.cue(tokens[verb]).any(BE) => return Some((Stance::Denies, verb)),
            "innocence" if at <= verb + 3 => return Some((Stance::Denies, verb)),
            _ if article.cue(tokens[at]).any(NAMES) && names_false(article, tokens, at) => {
                return Some((Stance::Denies, at));
            }
            _ => {}
        }
    }
    None
}

/// Whether the verb of naming at `verb` calls what was said false: "called it a lie", "described the claims as baseless".
fn names_false(article: &Article, tokens: &[TokenId], verb: usize) -> bool {
    let object = tokens[verb + 1..].iter().copied().take(OBJECT_REACH);
    let mut before = object.clone().take_while(|&token| !article.cue(token).any(FALSE));
    let is_false = object.clone().any(|token| article.cue(token).any(FALSE));
    is_false
        && before.any(|token| {
            matches!(article.doc.lower(token), "it" | "that" | "this" | "them" | "these" | "those")
                || article.cue(token).any(ALLEGATION.or(ACCOUNT))
        })
}

/// Finds a phrase that somebody presents as a fact: "critics seized on the fire to underline the decay of the mill".
fn find_highlighting(article: &Article, proposition: &Proposition) -> Option<Act> {
    let tokens = &proposition.tokens;
    let main = proposition.verb?;
    let verb = (main + 1..tokens.len()).find(|&at| {
        article.cue(tokens[at]).any(HIGHLIGHTS)
            && article.tag(tokens[at]).is_verb()
            && article.tag(tokens[at - 1]) == Pos::To
    })?;
    let subject = proposition.subject.clone()?;
    // Only people and bodies present facts; a storm or a date does not.
    let speaks = subject.clone().take(8).any(|token| article.cue(token).any(VAGUE.or(EXPERT).or(OFFICIAL).or(SUBJECT)))
        || article.entities.mentions_in(article.doc.token_span(subject)).take(4).any(|(_, mention)| {
            matches!(mention.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group)
        });
    let passive = article.cue(tokens[main]).any(BE);
    let claimant = find_actor(article, proposition, main)?;
    (speaks && !passive && tokens.len() > verb + 4).then_some(Act { stance: Stance::Alleges, claimant, verb })
}

/// Who does what a passive says: "is accused by [prosecutors] of"; nobody for "is accused of". Only accusations and denials are read so.
fn find_agent(article: &Article, tokens: &[TokenId], verb: usize) -> Option<Claimant> {
    if !article.cue(tokens[verb]).any(ALLEGES.or(DENIES).or(REJECTS)) {
        return None;
    }
    let by = (verb + 1..tokens.len().min(verb + OBJECT_REACH)).find(|&at| article.doc.lower(tokens[at]) == "by");
    let Some(by) = by else { return Some(NOBODY) };
    let end = (by + 1..tokens.len())
        .find(|&at| {
            matches!(article.tag(tokens[at]), Pos::Preposition | Pos::Mark | Pos::To)
                || article.tag(tokens[at]).is_verb()
        })
        .unwrap_or(tokens.len());
    if end > by + 1 { Some(describe_actor(article, tokens[by + 1]..tokens[end - 1] + 1)) } else { Some(NOBODY) }
}

/// The stance that the verb at index `verb` gives, in view of its object; `None` where it is used in another sense.
fn find_act_stance(article: &Article, tokens: &[TokenId], verb: usize) -> Option<Stance> {
    let cues = article.cue(tokens[verb]);
    let object = || tokens[verb + 1..].iter().copied().take(OBJECT_REACH);
    let takes = |classes: Cues| object().any(|token| article.cue(token).any(classes));
    let next = tokens.get(verb + 1).copied();
    let next_is = |word: &str| next.is_some_and(|token| article.doc.lower(token) == word);
    let stands_for_claim = ALLEGATION.or(FIGURE).or(ACCOUNT);
    // "Both claims Iran denies": the object stands in front.
    let fronted = || tokens[..verb].iter().take(4).any(|&token| article.cue(token).any(stands_for_claim));
    if cues.any(DENIES) {
        let refused = object().find(|&token| article.tag(token).is_nominal() && !article.cue(token).any(DEMONSTRATIVE));
        let refuses = refused.is_some_and(|token| article.cue(token).any(REFUSED)) && !takes(ALLEGATION);
        let person_first = next.is_some_and(|token| matches!(article.doc.lower(token), "him" | "her" | "me" | "us"));
        return (!refuses && !person_first).then_some(Stance::Denies);
    }
    if cues.any(NAMES) && names_false(article, tokens, verb) {
        return Some(Stance::Denies);
    }
    if cues.any(REJECTS) {
        return (takes(ALLEGATION.or(ACCOUNT).or(FALSE)) || fronted() || next_is("that")).then_some(Stance::Denies);
    }
    if cues.any(DISPUTES) {
        return Some(Stance::Disputes);
    }
    if cues.any(CHALLENGES) && !cues.any(ALLEGES) {
        return (takes(stands_for_claim) || fronted() || next_is("whether")).then_some(Stance::Disputes);
    }
    if cues.any(COMMITS) {
        return object().take(3).any(|token| article.tag(token) == Pos::To).then_some(Stance::Commits);
    }
    if cues.any(ALLEGES) {
        let links = object().any(|token| matches!(article.doc.lower(token), "of" | "for" | "with" | "that"));
        let charge = matches!(article.doc.lower(tokens[verb]), "charge" | "charged" | "charges" | "charging");
        let with_wrong = !charge || object().any(|token| article.doc.lower(token) == "with");
        return (links && with_wrong || takes(WRONG) && !charge).then_some(Stance::Alleges);
    }
    if cues.any(CLAIMS) {
        return takes(WRONG).then_some(Stance::Alleges);
    }
    if cues.any(PREDICTS) && article.tag(tokens[verb]) != Pos::VerbParticiple {
        return Some(Stance::Predicts);
    }
    None
}

/// The stance of the source of `quote` to a clause of its content.
pub(super) fn find_stance(
    article: &Article,
    proposition: &Proposition,
    quote: Option<&Quote>,
    claimant: &Claimant,
    types: &[ClaimType],
) -> Stance {
    let tokens = &proposition.tokens;
    let cue = quote.map(|quote| find_cue_classes(article, quote)).unwrap_or_default();
    let negated_cue = quote.is_some_and(|quote| is_negated(article, quote));
    let is_self = quote.is_some() && speaks_of_self(article, proposition, claimant);
    if let Some(quote) = quote
        && quote.form != QuoteForm::Direct
    {
        if cue.any(DENIES.or(REJECTS)) && !negated_cue {
            return Stance::Denies;
        }
        if cue.any(DISPUTES.or(CHALLENGES)) && !cue.any(ALLEGES) {
            return Stance::Disputes;
        }
    }
    if quote.is_some() && denies_itself(article, proposition, is_self) {
        return Stance::Denies;
    }
    if quote.is_some()
        && let Some((stance, _)) = find_plain_denial(article, proposition)
    {
        return stance;
    }
    let is_deed = types.iter().any(|kind| matches!(kind, ClaimType::Event | ClaimType::Cause));
    if cue.any(ALLEGES) && !is_self {
        return Stance::Alleges;
    }
    // "She claims she was locked in": what was done to the speaker is another's deed.
    let suffers = is_self && is_passive(article, proposition);
    if cue.any(CLAIMS) && is_deed && (!is_self || suffers) && !types.contains(&ClaimType::Opinion) {
        return Stance::Alleges;
    }
    let accuses = claimant
        .span
        .is_some_and(|span| article.doc.tokens_in(span).take(12).any(|token| article.cue(token).any(ACCUSER)));
    if quote.is_some() && is_deed && !is_self && accuses && !negated(article, proposition) {
        return Stance::Alleges;
    }
    let future = tokens.iter().any(|&token| article.cue(token).any(WILL.or(WOULD)));
    if cue.any(COMMITS) && (future || is_self) || future && is_self && is_own_deed(article, proposition) {
        return Stance::Commits;
    }
    if types.first() == Some(&ClaimType::Prediction) || cue.any(PREDICTS) && types.first() != Some(&ClaimType::Opinion)
    {
        return Stance::Predicts;
    }
    if proposition.verb.is_none()
        && !proposition.is_elliptic
        && quote.is_some()
        && types.first() != Some(&ClaimType::Opinion)
    {
        return Stance::Alleges;
    }
    Stance::Asserts
}

/// Whether the main verb is a passive: "was kept".
fn is_passive(article: &Article, proposition: &Proposition) -> bool {
    let Some(verb) = proposition.verb else { return false };
    let group = || proposition.tokens.iter().skip(verb).take(4).copied();
    group().any(|token| article.cue(token).any(BE))
        && group().any(|token| {
            matches!(article.tag(token), Pos::VerbParticiple | Pos::VerbPast) && !article.cue(token).any(BE)
        })
}

/// Whether the main verb or the subject is negated: "was not told", "no such call was made".
pub(super) fn negated(article: &Article, proposition: &Proposition) -> bool {
    let verb = proposition.verb.unwrap_or(0);
    let subject = proposition.subject.as_ref().is_some_and(|subject| article.cue(subject.start).any(NEGATION));
    subject
        || proposition.tokens.iter().skip(verb.saturating_sub(1)).take(5).any(|&token| article.cue(token).any(NEGATION))
}

/// Whether the cue is negated: "did not deny that".
fn is_negated(article: &Article, quote: &Quote) -> bool {
    let Some(cue) = quote.cue.first() else { return false };
    let first = article.doc.tokens_in(*cue).start;
    (first.saturating_sub(3)..first + 2)
        .filter(|&token| (token as usize) < article.doc.tokens.len())
        .any(|token| article.cue(token).any(NEGATION))
}

/// Whether the clause's subject is the claimant: "we", or a pronoun or name of the same entity, or none at all.
pub(super) fn speaks_of_self(article: &Article, proposition: &Proposition, claimant: &Claimant) -> bool {
    let Some(subject) = proposition.subject.clone() else { return true };
    // "... and never intended harm": what is left out is most likely the speaker.
    if proposition.is_elliptic && proposition.tokens.first().is_some_and(|&token| article.cue(token).any(NEGATION)) {
        return true;
    }
    if article.cue(subject.start).any(FIRST_PERSON) {
        return true;
    }
    let mention = article.head_mention(subject.clone());
    match (mention.and_then(|mention| mention.entity), claimant.entity) {
        (Some(one), Some(other)) => one == other,
        // Without entities, "X said he ..." mostly goes back to X.
        (None, _) if subject.len() == 1 => {
            article.cue(subject.start).any(THIRD_PERSON)
                && !matches!(article.doc.lower(subject.start), "it" | "they")
                && claimant.span.is_some_and(|span| is_near(span, article.doc.tokens[subject.start as usize].span))
        }
        _ => false,
    }
}

/// Whether two spans lie within a sentence's length of each other.
fn is_near(one: Span, other: Span) -> bool {
    one.start.abs_diff(other.start) < 240
}

/// Whether the clause denies a wrong or an intent of its speaker ("We never meant harm"), or calls what others said false.
fn denies_itself(article: &Article, proposition: &Proposition, is_self: bool) -> bool {
    let tokens = &proposition.tokens;
    let verb = proposition.verb.unwrap_or(0);
    let near = tokens.iter().copied().take(verb + 5);
    let negated = near.clone().any(|token| article.cue(token).any(NEGATION));
    if negated && is_self {
        let past = tokens.iter().any(|&token| {
            matches!(article.tag(token), Pos::VerbPast | Pos::VerbParticiple)
                || matches!(article.doc.lower(token), "did" | "had")
        });
        let wrong = tokens.iter().any(|&token| article.cue(token).any(WRONG.or(WRONG_VERB).or(DENIED_WRONG)));
        let meant = tokens.iter().skip(verb).take(4).any(|&token| {
            article.cue(token).any(INTENT)
                && matches!(article.tag(token), Pos::VerbPast | Pos::VerbParticiple | Pos::VerbBase)
        });
        return past && (wrong || meant) && !near.clone().any(|token| article.cue(token).any(WILL.or(WOULD)));
    }
    // "That is a lie", "The allegations are baseless".
    let (mut names_claim, mut points) = (false, false);
    for token in proposition.subject.iter().flat_map(|subject| subject.clone().take(6)) {
        names_claim |= article.cue(token).any(ALLEGATION.or(ACCOUNT));
        points |= article.cue(token).any(DEMONSTRATIVE);
    }
    let subject_stands_for_claim = names_claim || points;
    let is_baseless = tokens.windows(2).skip(verb).take(6).any(|pair| is_baseless(article, pair));
    // "It is ridiculous" most often judges a thing and not a claim.
    let judges = |token: TokenId| {
        !names_claim
            && matches!(
                article.doc.lower(token),
                "absurd" | "ridiculous" | "ludicrous" | "preposterous" | "wrong" | "mistaken" | "misleading"
            )
    };
    let is_false =
        is_baseless || tokens.iter().skip(verb).take(6).any(|&token| article.cue(token).any(FALSE) && !judges(token));
    let copular = is_baseless || tokens.iter().skip(verb).take(2).any(|&token| article.cue(token).any(BE));
    let untrue = negated
        && tokens
            .iter()
            .skip(verb)
            .take(5)
            .any(|&token| matches!(article.doc.lower(token), "true" | "correct" | "accurate"));
    let judged = tokens
        .iter()
        .skip(verb)
        .take(6)
        .any(|&token| article.cue(token).any(OPINION) && !article.cue(token).any(FALSE));
    copular && subject_stands_for_claim && (is_false && !negated || untrue) && !judged
}

/// Whether two words say that something has no ground: "without merit", "no basis".
fn is_baseless(article: &Article, pair: &[TokenId]) -> bool {
    let [first, second] = pair else { return false };
    matches!(article.doc.lower(*first), "without" | "no")
        && matches!(article.doc.lower(*second), "merit" | "foundation" | "basis" | "substance" | "truth")
}

/// Whether the future that the clause speaks of is in the speaker's hands: "we will appeal", not "we will be hit".
fn is_own_deed(article: &Article, proposition: &Proposition) -> bool {
    let tokens = &proposition.tokens;
    let Some(verb) = proposition.verb else { return false };
    let rest = || tokens.iter().skip(verb).take(5).copied();
    let acts = rest().any(|token| article.tag(token) == Pos::VerbBase && !article.cue(token).any(BE.or(HAVE).or(ANY)));
    let has_subject = !proposition.is_elliptic || proposition.subject.is_some();
    acts && has_subject && !rest().any(|token| article.cue(token).any(NEGATION) || article.cue(token).any(INTENT))
}
