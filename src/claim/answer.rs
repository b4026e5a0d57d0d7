//! Which claims a denial answers: learned from labelled denials.
//!
//! Every pair of a claim that may be an answer and a claim near it is scored by a linear model, as mention pairs are in
//! coreference; the rules of [`super::link`] say what the denial names as denied, and are among the features.

use std::sync::LazyLock;

use super::article::Article;
use super::claimant::AUTHOR;
use super::cue_word::{
    ALLEGATION, BOTH, CHALLENGES, Cues, DENIES, DISPUTES, FALSE, NEGATION, REJECTS, is_content_word,
};
use super::link::{Denied, Draft, find_object, propose};
use super::stance::{negated, speaks_of_self};
use super::voice::find_cue_classes;
use super::{Claimant, Stance};
use crate::document::TokenId;
use crate::entity::EntityId;
use crate::model::features::{hash_word, join, key};
use crate::model::linear::Linear;
use crate::model::weights::FeatureKey;
use crate::quote::QuoteForm;
use crate::span::Span;

/// The section of the model file.
pub const ANSWER_SECTION: [u8; 4] = *b"answ";

/// The weights that were trained on the labels named in `models/claims.md`.
static ANSWERS: LazyLock<Linear> = LazyLock::new(|| {
    Linear::read_section(include_bytes!("../../models/claims.bin"), ANSWER_SECTION)
        .expect("a test reads the embedded model")
});

/// How many claims back, and how many ahead, a denial may answer.
const CLAIMS_BACK: usize = 24;
const CLAIMS_AHEAD: usize = 4;
/// How many sentences ahead.
const SENTENCES_AHEAD: u32 = 1;
/// What a pair must score to be linked.
const LEAST: i32 = 0;

/// Words by which a claim may answer another.
const SAYS_NO: Cues = DENIES.or(REJECTS).or(DISPUTES).or(CHALLENGES).or(FALSE).or(NEGATION);

/// What of a draft pairs are compared by.
pub(super) struct Sketch {
    /// Stems of its words of content, sorted.
    stems: Vec<u32>,
    /// The entities that it mentions.
    entities: Vec<EntityId>,
    /// The stem of its main verb.
    verb: u32,
    negated: bool,
}

/// What is compared of each draft.
pub(super) fn sketch_all(article: &Article, drafts: &[Draft]) -> Vec<Sketch> {
    drafts.iter().map(|draft| sketch(article, draft)).collect()
}

fn sketch(article: &Article, draft: &Draft) -> Sketch {
    let proposition = &draft.proposition;
    let cover = cover(&draft.claim.span);
    let mut entities: Vec<EntityId> =
        article.entities.mentions_in(cover).take(24).filter_map(|(_, mention)| mention.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    let verb = proposition.verb.and_then(|verb| proposition.tokens.get(verb));
    Sketch {
        stems: find_stems(article, &proposition.tokens),
        entities,
        verb: verb.map_or(0, |&token| article.cues.stem(article.doc, token)),
        negated: negated(article, proposition),
    }
}

/// The stems of the words of content, sorted, each once, at most 40.
pub(super) fn find_stems(article: &Article, tokens: &[TokenId]) -> Vec<u32> {
    let mut stems: Vec<u32> = (tokens.iter())
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

/// The drafts that `drafts[at]` answers, in order.
pub(super) fn find_answered(article: &Article, drafts: &[Draft], sketches: &[Sketch], at: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for_each_pair(article, drafts, sketches, at, |to, features| {
        if ANSWERS.score(features) > LEAST {
            found.push(to);
        }
    });
    found
}

/// Calls `take` with each draft that `drafts[at]` may answer and what speaks for and against it.
pub(super) fn for_each_pair(
    article: &Article,
    drafts: &[Draft],
    sketches: &[Sketch],
    at: usize,
    mut take: impl FnMut(usize, &[FeatureKey]),
) {
    let draft = &drafts[at];
    if !may_answer(article, draft) {
        return;
    }
    let own = read_answer(article, draft);
    let proposed = propose(article, &drafts[..at], draft);
    let sentence = draft.proposition.sentence;
    let first = at.saturating_sub(CLAIMS_BACK);
    let last = (at + CLAIMS_AHEAD + 1).min(drafts.len());
    let mut features = Vec::with_capacity(64);
    for to in (first..last).filter(|&to| to != at) {
        if drafts[to].proposition.sentence > sentence + SENTENCES_AHEAD {
            break;
        }
        features.clear();
        push_features(article, drafts, sketches, (at, to), &own, &mut features);
        let by_rule = u32::from(proposed.contains(&to)) << 2 | (proposed.len().min(3) as u32);
        for (template, value) in [(60, by_rule), (61, join(by_rule, own.object)), (62, join(by_rule, own.stance << 6 | own.manner))] {
            features.push(key(template, value));
        }
        take(to, &features);
    }
}

/// Whether `draft` says no to anything.
fn may_answer(article: &Article, draft: &Draft) -> bool {
    if matches!(draft.claim.stance, Stance::Denies | Stance::Disputes) {
        return true;
    }
    let quote = draft.proposition.quote.or(draft.proposition.act).map(|quote| article.quote(quote));
    draft.proposition.tokens.iter().any(|&token| article.cue(token).any(SAYS_NO))
        || quote.is_some_and(|quote| find_cue_classes(article, quote).any(SAYS_NO))
}

/// What is asked once of an answer, whatever it may answer.
struct Answer {
    object: u32,
    stance: u32,
    voice: u32,
    manner: u32,
    verb: u32,
    denier: Vec<EntityId>,
    of_self: bool,
}

fn read_answer(article: &Article, draft: &Draft) -> Answer {
    let proposition = &draft.proposition;
    let object = match find_object(article, draft) {
        Denied::Both => 0,
        Denied::Noun { class, plural, narrowed } => {
            let class = if class == ALLEGATION { 1 } else { 2 };
            class << 2 | u32::from(plural) << 1 | u32::from(narrowed)
        }
        Denied::Pronoun => 16,
        Denied::Wrong => 17,
        Denied::Content => 18,
    };
    let claimant = &draft.claim.claimant;
    let mut denier: Vec<EntityId> = claimant.entity.into_iter().collect();
    if let Some(span) = claimant.span {
        denier.extend(article.entities.mentions_in(span).take(6).filter_map(|(_, mention)| mention.entity));
    }
    let quote = proposition.quote.or(proposition.act).map(|quote| article.quote(quote));
    let classes = quote.map(|quote| find_cue_classes(article, quote)).unwrap_or_default();
    let form = quote.map_or(3, |quote| match quote.form {
        QuoteForm::Direct => 0,
        QuoteForm::Indirect => 1,
        QuoteForm::Mixed => 2,
    });
    let has = |cues: Cues, classes: Cues| u32::from(cues.any(classes));
    let own = (proposition.tokens.iter()).fold(Cues::default(), |all, &token| all.or(article.cue(token)));
    let manner = has(own, DENIES.or(REJECTS)) << 5
        | has(own, FALSE) << 4
        | has(own, DISPUTES.or(CHALLENGES)) << 3
        | u32::from(negated(article, proposition)) << 2
        | has(classes, DENIES.or(REJECTS).or(DISPUTES)) << 1
        | u32::from(draft.act_verb.is_some());
    let cue = quote.and_then(|quote| quote.cue.first()).map(|&cue| article.doc.tokens_in(cue).start);
    let verb = draft.act_verb.and_then(|verb| proposition.tokens.get(verb)).copied().or(cue);
    Answer {
        object,
        stance: draft.claim.stance as u32,
        voice: form << 3 | claimant.kind as u32,
        manner,
        verb: verb.map_or(1, |token| article.cues.stem(article.doc, token)),
        denier,
        of_self: speaks_of_self(article, proposition, claimant),
    }
}

/// Few, several, many: distances that matter alike share a number.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=3 => distance as u32,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        _ => 7,
    }
}

fn push_features(
    article: &Article,
    drafts: &[Draft],
    sketches: &[Sketch],
    (at, to): (usize, usize),
    own: &Answer,
    features: &mut Vec<FeatureKey>,
) {
    let (draft, target) = (&drafts[at], &drafts[to]);
    let (sketch, other) = (&sketches[at], &sketches[to]);
    let claim = &target.claim;
    let mut push = |template: u32, value: u32| features.push(key(template, value));
    push(0, 0);
    // The answer by itself.
    push(1, own.object);
    push(2, own.stance << 6 | own.manner);
    push(3, own.voice);
    push(4, own.verb);
    push(5, join(own.stance << 6 | own.manner, own.object));
    push(6, own.stance << 1 | u32::from(own.of_self));
    // Where the target stands.
    let sentences = (draft.proposition.sentence).abs_diff(target.proposition.sentence) as usize;
    let ahead = u32::from(to > at) << 4;
    let distance = ahead | bucket(sentences);
    push(7, distance);
    push(8, ahead | bucket(at.abs_diff(to)));
    push(9, join(distance, own.object));
    push(10, join(distance, own.stance << 6 | own.manner));
    // What the target is.
    let kind = (claim.claimant.kind as u32) << 3 | claim.stance as u32;
    let main = claim.types.first().map_or(15, |&kind| kind as u32);
    push(11, kind);
    push(12, main);
    push(13, join(kind, own.object));
    push(14, join(kind, distance));
    push(15, join(main, own.object));
    push(16, join(kind, own.stance << 6 | own.manner));
    push(17, u32::from(other.negated) << 1 | u32::from(sketch.negated));
    let quote = target.proposition.quote.map(|quote| article.quote(quote));
    let classes = quote.map(|quote| find_cue_classes(article, quote)).unwrap_or_default();
    for class in classes.classes() {
        push(18, class);
    }
    // Who speaks.
    let is_same = is_same_claimant(article, &claim.claimant, &draft.claim.claimant);
    let is_one_quote = draft.proposition.quote.is_some() && draft.proposition.quote == target.proposition.quote;
    let speakers = u32::from(is_same) << 1 | u32::from(is_one_quote);
    push(19, speakers);
    push(20, join(speakers, own.stance));
    push(21, join(speakers, kind));
    let about = own.denier.iter().any(|entity| other.entities.binary_search(entity).is_ok());
    let subject = target.proposition.subject.clone().and_then(|subject| article.head_mention(subject));
    let accused = subject.and_then(|mention| mention.entity).is_some_and(|entity| own.denier.contains(&entity));
    let about = u32::from(about) << 1 | u32::from(accused);
    push(22, about);
    push(23, join(about, kind));
    push(24, join(about, own.object));
    push(25, join(about, distance));
    push(26, join(join(about, own.object), kind));
    // What they share.
    let shared = count_shared(&sketch.stems, &other.stems);
    let least = sketch.stems.len().min(other.stems.len()).max(1);
    let share = (4 * shared / least) as u32;
    let overlap = bucket(shared).min(4);
    push(27, overlap);
    push(28, share);
    push(29, join(overlap, own.object));
    push(30, join(overlap, own.stance << 6 | own.manner));
    push(31, join(share, distance));
    push(32, join(overlap, speakers));
    push(33, join(overlap, u32::from(other.negated) << 1 | u32::from(sketch.negated)));
    push(34, join(share, join(kind, own.object)));
    let entities = count_shared(&sketch.entities, &other.entities).min(2) as u32;
    push(35, entities);
    push(36, join(entities, own.object));
    push(37, u32::from(sketch.verb == other.verb) << 2 | u32::from(other.negated) << 1 | u32::from(sketch.negated));
    // What stands between: is the target the last that could be meant, or in the group of the last?
    let between = if to < at { &drafts[to + 1..at] } else { &drafts[at + 1..to] };
    let attributed = between.iter().filter(|other| other.claim.claimant != AUTHOR).count();
    let rivals = between
        .iter()
        .filter(|other| {
            other.claim.claimant != AUTHOR && !is_same_claimant(article, &other.claim.claimant, &draft.claim.claimant)
        })
        .filter(|other| !same_place(other, target))
        .count();
    let alleged = between.iter().filter(|other| other.claim.stance == Stance::Alleges).count();
    let answered = between.iter().any(|other| matches!(other.claim.stance, Stance::Denies | Stance::Disputes));
    push(38, bucket(attributed));
    push(39, bucket(rivals));
    push(40, join(bucket(rivals), own.object));
    push(41, join(bucket(alleged), claim.stance as u32));
    push(42, u32::from(answered) << 3 | bucket(rivals));
    push(43, join(join(bucket(rivals), kind), own.object));
    let group =
        drafts[to.saturating_sub(4)..(to + 5).min(drafts.len())].iter().filter(|other| same_place(other, target));
    let group = group.count() as u32;
    push(44, group.min(4));
    push(45, join(group.min(4), own.object));
    push(46, u32::from(draft.proposition.contrasts) << 4 | distance);
    let opens = draft.proposition.tokens.first().map_or(1, |&token| hash_word(article.doc.lower(token)));
    push(47, opens);
    push(48, join(opens, distance));
    let both = draft.proposition.tokens.iter().any(|&token| article.cue(token).any(BOTH));
    push(49, u32::from(both) << 3 | group.min(4));
    push(50, join(own.verb, kind));
    push(51, join(own.voice, speakers));
    push(52, join(u32::from(own.of_self) << 2 | about, own.stance << 6 | own.manner));
    let earlier = drafts[..at].iter().rev().take_while(|other| same_place(other, draft)).count();
    push(53, bucket(earlier).min(3));
}

/// Whether two drafts stand in one sentence and have one claimant.
fn same_place(one: &Draft, other: &Draft) -> bool {
    one.proposition.sentence == other.proposition.sentence && one.claim.claimant.span == other.claim.claimant.span
}

/// How many items two sorted lists share.
fn count_shared<T: Ord>(one: &[T], other: &[T]) -> usize {
    one.iter().filter(|item| other.binary_search(item).is_ok()).count()
}

/// From the first to the last byte of a claim.
pub(super) fn cover(spans: &[Span]) -> Span {
    spans.iter().copied().reduce(Span::cover).unwrap_or_default()
}

/// Whether two claimants are one, as far as the text tells.
pub(super) fn is_same_claimant(article: &Article, one: &Claimant, other: &Claimant) -> bool {
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
