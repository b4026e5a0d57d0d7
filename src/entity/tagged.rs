//! Names as the learned tagger gives them: what the rules found goes in as hints, what comes out takes its place.

use rustc_hash::FxHashMap;

use super::EntityKind;
use super::kind::{Form, Forms, collect_forms};
use super::name::Candidate;
use super::other_kind::{OTHER_KINDS, score_kinds};
use super::words::Words;
use crate::document::{Case, Document, Sentence, TokenId, TokenKind, WordId};
use crate::model::gazetteer::Facts;
use crate::model::name_context::{Hint, hint_of};
use crate::model::names::{Name, NameKind};

/// What the rules take each token for.
pub(super) fn to_hints(words: &Words, candidates: &[Candidate], forms: &Forms) -> Vec<Hint> {
    let mut hints = vec![0; words.doc.tokens.len()];
    for (candidate, &form) in candidates.iter().zip(&forms.of_candidate) {
        let kind = forms.all[form as usize].kind as u8;
        for at in candidate.tokens.clone() {
            let (begins, ends) = (at == candidate.tokens.start, at + 1 == candidate.tokens.end);
            hints[at as usize] = hint_of(kind, begins, ends);
        }
    }
    hints
}

/// What the rules' word counts for against the tagger's margins, where they are sure of a kind.
const RULED_MARGIN: i64 = 24;
/// The score from which on the rules are sure.
const SURE_SCORE: f32 = 0.75;
/// A name with a lower score is left out: in news one in five of these is right, in posts one in two.
const LEAST_SCORE: f32 = 0.4;
/// The same for a person's name of one word that stands only where any word has a capital: "Dock workers vote".
const LEAST_SCORE_OF_VAGUE: f32 = 0.6;
/// The score from which on a list names the thing.
const LISTED_SCORE: f32 = 0.9;

/// The names of the tagger as candidates, and their forms: each form is of the kind that its occurrences are together
/// surest of. `ruled` and `rules` are what the rules found.
pub(super) fn take_names(words: &Words, names: &[Name], ruled: &[Candidate], rules: &Forms) -> (Vec<Candidate>, Forms) {
    let mut names = join_names(words, names, ruled, rules);
    let by_rules: FxHashMap<&[WordId], &Form> = rules.all.iter().map(|form| (&*form.words, form)).collect();
    let (candidates, forms) = judge_names(words, &names, &by_rules);
    let is_sure = |form: &Form| match *form.words {
        [word] if form.kind == EntityKind::Person && words.telling_of(word) == 0 => form.score >= LEAST_SCORE_OF_VAGUE,
        _ => form.score >= LEAST_SCORE,
    };
    if forms.all.iter().all(is_sure) {
        return (candidates, forms);
    }
    let mut ids = forms.of_candidate.iter();
    names.retain(|_| ids.next().is_some_and(|&id| is_sure(&forms.all[id as usize])));
    judge_names(words, &names, &by_rules)
}

/// Names as candidates, and their forms with kind and score.
fn judge_names(words: &Words, names: &[Name], by_rules: &FxHashMap<&[WordId], &Form>) -> (Vec<Candidate>, Forms) {
    let candidates: Vec<Candidate> = names.iter().map(|name| to_candidate(words, name)).collect();
    let mut forms = collect_forms(words, &candidates);
    let mut votes = vec![Votes::default(); forms.all.len()];
    for (name, &form) in names.iter().zip(&forms.of_candidate) {
        let votes = &mut votes[form as usize];
        votes.add(name);
        if name.kind == NameKind::Other {
            votes.add_others(&score_kinds(words.doc, &name.tokens));
        }
    }
    for (form, votes) in forms.all.iter_mut().zip(&mut votes) {
        let ruled = by_rules.get(&*form.words);
        if let Some(ruled) = ruled.filter(|ruled| ruled.score >= SURE_SCORE) {
            votes.margins[to_name_kind(ruled.kind) as usize] += RULED_MARGIN;
        }
        if form.listed.has(Facts::GROUP) && !form.listed.has(Facts::ANY_GIVEN.with(Facts::SURNAME)) {
            votes.margins[NameKind::Person as usize] = 0;
        }
        let best = votes.find_best();
        let kind = to_entity_kind(best, &votes.others);
        let agreed = ruled.filter(|ruled| ruled.kind == kind);
        let why = agreed.map_or("its words and those around it, as learned from news", |ruled| ruled.why);
        let score = measured_score(best, votes.mean_margin());
        form.settle(kind, agreed.map_or(score, |ruled| score.max(ruled.score)), why);
    }
    (candidates, forms)
}

/// How sure the tagger is of each kind, over the occurrences of a form.
#[derive(Clone, Copy, Default)]
struct Votes {
    margins: [i64; NameKind::ALL.len()],
    count: i64,
    /// What speaks for each of [`OTHER_KINDS`].
    others: [i32; OTHER_KINDS.len()],
}

impl Votes {
    fn add(&mut self, name: &Name) {
        self.margins[name.kind as usize] += i64::from(name.margin) + 1;
        self.count += 1;
    }

    fn add_others(&mut self, scores: &[i32; OTHER_KINDS.len()]) {
        for (sum, score) in self.others.iter_mut().zip(scores) {
            *sum += score;
        }
    }

    /// The kind with the largest sum; of equals the first.
    fn find_best(&self) -> NameKind {
        let margin = |kind: NameKind| self.margins[kind as usize];
        NameKind::ALL
            .into_iter()
            .fold(NameKind::Person, |best, kind| if margin(kind) > margin(best) { kind } else { best })
    }

    /// The margin of the best kind, by occurrence.
    fn mean_margin(&self) -> i64 {
        self.margins[self.find_best() as usize] / self.count.max(1)
    }
}

/// The share of names of a kind and margin that were right in span and kind.
///
/// # Source
/// Counted on the development part of en_worldwide (`cargo run --release -p train -- names-margins`).
fn measured_score(kind: NameKind, margin: i64) -> f32 {
    let clear = match margin {
        ..=11 => 0,
        12..=23 => 1,
        24..=47 => 2,
        48..=95 => 3,
        _ => 4,
    };
    let row = match kind {
        NameKind::Person => [0.2, 0.3, 0.47, 0.74, 0.96],
        NameKind::Organization => [0.44, 0.56, 0.71, 0.84, 0.96],
        NameKind::Place => [0.32, 0.37, 0.63, 0.74, 0.93],
        NameKind::Group => [0.69, 0.88, 0.97, 0.97, 0.98],
        NameKind::Other => [0.47, 0.47, 0.58, 0.69, 0.81],
    };
    row[clear]
}

/// The tagger's kind for a kind of entity.
const fn to_name_kind(kind: EntityKind) -> NameKind {
    match kind {
        EntityKind::Person => NameKind::Person,
        EntityKind::Organization => NameKind::Organization,
        EntityKind::Place => NameKind::Place,
        EntityKind::Group => NameKind::Group,
        _ => NameKind::Other,
    }
}

/// The kind of entity for a tagger's kind; `others` is what speaks for each of [`OTHER_KINDS`].
fn to_entity_kind(kind: NameKind, others: &[i32; OTHER_KINDS.len()]) -> EntityKind {
    match kind {
        NameKind::Person => EntityKind::Person,
        NameKind::Organization => EntityKind::Organization,
        NameKind::Place => EntityKind::Place,
        NameKind::Group => EntityKind::Group,
        NameKind::Other => {
            let best = (0..OTHER_KINDS.len()).rev().max_by_key(|&at| others[at]);
            best.map_or(EntityKind::Other, |at| OTHER_KINDS[at])
        }
    }
}

/// The names of the tagger, cut and joined as readers would.
///
/// In words all in capitals, of which it has seen few, those of the rules; two places parted by a comma are two names;
/// an election is a name with its year and its last words.
fn join_names(words: &Words, names: &[Name], ruled: &[Candidate], rules: &Forms) -> Vec<Name> {
    let doc = words.doc;
    let shouted: Vec<bool> = doc.sentences.iter().map(|sentence| is_shouted(doc, sentence)).collect();
    let in_shout = |at: TokenId| shouted.get(doc.sentence_of(at) as usize).copied().unwrap_or(false);
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for name in names.iter().filter(|name| !in_shout(name.tokens.start)) {
        let name = &trim(doc, name);
        let comma = name.tokens.clone().find(|&at| name.kind == NameKind::Place && doc.lower(at) == ",");
        match comma {
            Some(comma) if comma > name.tokens.start && comma + 1 < name.tokens.end => {
                joined.push(Name { tokens: name.tokens.start..comma, ..name.clone() });
                joined.push(Name { tokens: comma + 1..name.tokens.end, ..name.clone() });
            }
            _ => joined.push(to_election(words, name).unwrap_or_else(|| name.clone())),
        }
    }
    let known = find_known_words(words, names);
    for (candidate, &form) in ruled.iter().zip(&rules.of_candidate) {
        let form = &rules.all[form as usize];
        let tokens = candidate.tokens.clone();
        let in_capitals = tokens.len() > 1 && tokens.clone().all(|at| doc.tokens[at as usize].case == Case::Upper);
        let is_known = form.kind == EntityKind::Person && form.words.iter().all(|&word| known[word as usize]);
        let next = names.partition_point(|name| name.tokens.end <= tokens.start);
        let is_free = names.get(next).is_none_or(|name| name.tokens.start >= tokens.end);
        let is_listed = form.score >= LISTED_SCORE;
        if in_shout(tokens.start) || is_free && (in_capitals || is_known || is_listed) {
            joined.push(Name { tokens, kind: to_name_kind(form.kind), margin: 0 });
        }
    }
    joined.sort_by_key(|name| name.tokens.start);
    joined
}

/// By word, whether it stands in a full name of a person.
fn find_known_words(words: &Words, names: &[Name]) -> Vec<bool> {
    let doc = words.doc;
    let mut known = vec![false; doc.vocabulary.len()];
    for name in names.iter().filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1) {
        for at in name.tokens.clone() {
            known[doc.tokens[at as usize].word as usize] = true;
        }
    }
    known
}

/// `name` without the words in lower case that follow its last capital: "Democratic" of "Democratic senators".
fn trim(doc: &Document, name: &Name) -> Name {
    let mut tokens = name.tokens.clone();
    let is_plain = |at: TokenId| {
        let token = &doc.tokens[at as usize];
        token.kind == TokenKind::Word && token.case == Case::Lower && token.space_before
    };
    while tokens.len() > 1 && is_plain(tokens.end - 1) {
        tokens.end -= 1;
    }
    Name { tokens, ..name.clone() }
}

/// "2019 United Kingdom general election", where `name` is the place or people in it.
fn to_election(words: &Words, name: &Name) -> Option<Name> {
    let doc = words.doc;
    let within = words.stretch_of(name.tokens.start);
    let year = name.tokens.start.checked_sub(1).filter(|&year| year >= within.start)?;
    let is_year = doc.tokens[year as usize].kind == TokenKind::Number && doc.tokens[year as usize].span.len() == 4;
    if !is_year || !matches!(name.kind, NameKind::Place | NameKind::Group) {
        return None;
    }
    let last = (name.tokens.end..within.end.min(name.tokens.end + 4))
        .find(|&at| matches!(doc.lower(at), "election" | "elections" | "referendum"))?;
    let is_kind_of = |at: TokenId| doc.tokens[at as usize].case == Case::Lower;
    (name.tokens.end..last).all(is_kind_of).then(|| Name {
        tokens: year..last + 1,
        kind: NameKind::Other,
        margin: name.margin,
    })
}

/// Whether nearly all words of a sentence are in capitals.
fn is_shouted(doc: &Document, sentence: &Sentence) -> bool {
    let tokens = &doc.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word && token.span.len() > 1);
    let (upper, other) = words.fold((0, 0), |(upper, other), token| match token.case {
        Case::Upper => (upper + 1, other),
        _ => (upper, other + 1),
    });
    upper >= 3 && upper >= 4 * other
}

/// One name as a candidate; titles before a person's name stand outside.
fn to_candidate(words: &Words, name: &Name) -> Candidate {
    let doc = words.doc;
    let mut tokens = name.tokens.clone();
    let is_title = |at: TokenId| words.facts(at).has(Facts::TITLE) && doc.tokens[at as usize].is_capitalised();
    while name.kind == NameKind::Person
        && tokens.len() > 1
        && is_title(tokens.start)
        && !words.facts(tokens.start).has(Facts::NAMES)
    {
        tokens.start += 1;
    }
    let floor = words.stretch_of(tokens.start).start;
    let title = tokens.start.checked_sub(1).filter(|&before| before >= floor && is_title(before));
    let listed = words.listed(tokens.clone());
    Candidate { tokens, listed, title }
}
