//! Which kind a name is of: evidence from lists, from the words around every occurrence, and from longer names.

use rustc_hash::FxHashMap;

use super::EntityKind;
use super::evidence::{judge_own_words, weigh_context};
use super::name::Candidate;
use super::words::Words;
use crate::document::{Case, WordId};
use crate::model::gazetteer::Facts;

/// Index into [`Forms::all`].
pub(super) type FormId = u32;

/// Points for person, organisation, place, and other kinds.
type Points = [i32; 4];
pub(super) const PERSON: usize = 0;
pub(super) const ORGANIZATION: usize = 1;
pub(super) const PLACE: usize = 2;
pub(super) const OTHER: usize = 3;

/// One spelling of a name, regardless of case, with what the document says about it.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// Its lower-cased words.
    pub words: Box<[WordId]>,
    /// The kind, once judged.
    pub kind: EntityKind,
    /// Calibrated probability that the kind is right.
    pub score: f32,
    /// Why, in words for the reader.
    pub why: &'static str,
    /// What the lists say.
    pub listed: Facts,
    /// Points collected over all occurrences.
    points: Points,
    /// The strongest single reason.
    reason: (i32, &'static str),
    /// How many occurrences were weighed.
    occurrences: u32,
    /// Whether its own words settle the kind.
    settled: bool,
    /// Whether it is an acronym wherever it stands.
    pub acronym: bool,
}

/// The forms of a document.
pub(super) struct Forms {
    /// In order of first occurrence.
    pub all: Vec<Form>,
    /// The form of each candidate.
    pub of_candidate: Vec<FormId>,
}

/// The words around so many occurrences of a form are weighed.
const MOST_OCCURRENCES: u32 = 6;

/// Judges the kind of every form. Linear in the number of candidates.
pub(super) fn judge_kinds(words: &Words, candidates: &[Candidate]) -> Forms {
    let mut forms = collect_forms(words, candidates);
    for (candidate, &form) in candidates.iter().zip(&forms.of_candidate) {
        let form = &mut forms.all[form as usize];
        if !form.settled && form.occurrences < MOST_OCCURRENCES {
            form.occurrences += 1;
            weigh_context(words, candidate, form);
        }
    }
    spread(words, &mut forms);
    spread_in_lists(words, candidates, &mut forms);
    for form in &mut forms.all {
        if !form.settled {
            decide(form);
        }
    }
    forms
}

/// Groups candidates by their lower-cased words.
pub(super) fn collect_forms(words: &Words, candidates: &[Candidate]) -> Forms {
    let mut ids: FxHashMap<Box<[WordId]>, FormId> = FxHashMap::default();
    let mut forms = Forms { all: Vec::new(), of_candidate: Vec::with_capacity(candidates.len()) };
    let mut key: Vec<WordId> = Vec::new();
    for candidate in candidates {
        key.clear();
        key.extend(candidate.tokens.clone().map(|at| words.doc.tokens[at as usize].word));
        let id = match ids.get(key.as_slice()) {
            Some(&id) => id,
            None => {
                let id = forms.all.len() as FormId;
                ids.insert(key.as_slice().into(), id);
                forms.all.push(Form {
                    words: key.as_slice().into(),
                    kind: EntityKind::Other,
                    score: 0.5,
                    why: "a name by its capitals",
                    listed: candidate.listed,
                    points: [0; 4],
                    reason: (0, "a name by its capitals"),
                    occurrences: 0,
                    settled: false,
                    acronym: false,
                });
                let form = &mut forms.all[id as usize];
                form.acronym = is_acronym(words, candidate);
                judge_own_words(words, candidate, form);
                id
            }
        };
        let form = &mut forms.all[id as usize];
        form.acronym &= is_acronym(words, candidate);
        forms.of_candidate.push(id);
    }
    forms
}

/// Whether the candidate is one word in capitals: "PMF", "U.N.".
fn is_acronym(words: &Words, candidate: &Candidate) -> bool {
    let token = &words.doc.tokens[candidate.tokens.start as usize];
    candidate.tokens.len() == 1 && token.case == Case::Upper && (2..=8).contains(&token.span.len())
}

impl Form {
    /// Adds `points` for `kind`, and keeps the strongest reason.
    pub(super) fn add(&mut self, kind: usize, points: i32, why: &'static str) {
        self.points[kind] += points;
        if points > self.reason.0 {
            self.reason = (points, why);
        }
    }

    /// Settles the kind.
    pub(super) fn settle(&mut self, kind: EntityKind, score: f32, why: &'static str) {
        (self.kind, self.score, self.why, self.settled) = (kind, score, why, true);
    }
}

/// Passes kinds from longer names to the shorter ones made of their words: "Trump" from "Donald Trump".
fn spread(words: &Words, forms: &mut Forms) {
    let mut given_by: FxHashMap<WordId, (usize, i32)> = FxHashMap::default();
    for form in &forms.all {
        let length = form.words.len();
        if !(2..=6).contains(&length) {
            continue;
        }
        let (kind, points) = if form.settled {
            match form.kind {
                EntityKind::Organization => (ORGANIZATION, 8),
                _ => continue,
            }
        } else {
            best(&form.points)
        };
        if points < 4 {
            continue;
        }
        let mut give = |word: WordId, to: usize, points: i32| {
            let given = given_by.entry(word).or_insert((to, 0));
            if points > given.1 {
                *given = (to, points);
            }
        };
        match kind {
            PERSON => {
                give(form.words[length - 1], PERSON, points.min(8));
                give(form.words[0], PERSON, points.min(5));
            }
            ORGANIZATION => {
                let first = words.facts_of(form.words[0]);
                if !first.has(Facts::COMMON.with(Facts::ANY_PLACE).with(Facts::GROUP).with(Facts::ANY_GIVEN)) {
                    give(form.words[0], ORGANIZATION, 4);
                }
            }
            PLACE => {
                let first = words.facts_of(form.words[0]);
                if !first.has(Facts::COMMON.with(Facts::ANY_GIVEN)) && length == 2 {
                    give(form.words[0], PLACE, 2);
                }
            }
            _ => {}
        }
    }
    for form in &mut forms.all {
        let [word] = *form.words else { continue };
        let Some(&(kind, points)) = given_by.get(&word) else { continue };
        if form.settled {
            // "Ford" where the article is about Jack Ford.
            let other = form.kind == EntityKind::Organization;
            if kind == PERSON && points >= 7 && other && !form.acronym {
                form.settle(EntityKind::Person, 0.7, "part of a fuller name in the article");
            }
        } else if !form.acronym || kind == PERSON && points >= 7 {
            // "OKORO:" in a transcript is no acronym.
            form.acronym = false;
            form.add(kind, points, "part of a fuller name in the article");
        }
    }
}

/// Passes the kind of a sure name to its neighbours in a list: "Tana River, Wajir and Lamu".
fn spread_in_lists(words: &Words, candidates: &[Candidate], forms: &mut Forms) {
    let doc = words.doc;
    let sure = |form: &Form| match (form.settled, form.kind) {
        (true, EntityKind::Place) => Some(PLACE),
        (true, EntityKind::Organization) => Some(ORGANIZATION),
        (true, _) => None,
        _ => Some(best(&form.points)).filter(|&(_, points)| points >= 5).map(|(kind, _)| kind),
    };
    let pairs = || candidates.windows(2).zip(forms.of_candidate.windows(2));
    let mut passed: Vec<(FormId, usize)> = Vec::new();
    for (pair, ids) in pairs() {
        let ([one, other], [from, to]) = (pair, ids) else { continue };
        let gap = one.tokens.end..other.tokens.start;
        let listed = (1..=2).contains(&gap.len()) && gap.clone().all(|at| matches!(doc.lower(at), "," | "and" | "or"));
        if !listed {
            continue;
        }
        let kinds = [*from, *to].map(|id| sure(&forms.all[id as usize]));
        match kinds {
            [Some(kind), None] => passed.push((*to, kind)),
            [None, Some(kind)] => passed.push((*from, kind)),
            _ => {}
        }
    }
    for (id, kind) in passed {
        let form = &mut forms.all[id as usize];
        if !form.settled && best(&form.points).1 < 5 {
            form.add(kind, 2, "stands in a list of such names");
        }
    }
}

/// The kind with the most points, and the points.
fn best(points: &Points) -> (usize, i32) {
    let mut found = (PERSON, points[PERSON]);
    for (kind, &points) in points.iter().enumerate().skip(1) {
        if points > found.1 {
            found = (kind, points);
        }
    }
    found
}

/// The share of names judged so, by reason and by how clear the points are, that were right in span and kind.
///
/// # Source
/// Counted on en_worldwide train (745 articles); classes of reasons that score alike share a row.
fn measured_score(why: &str, kind: usize, points: i32, margin: i32) -> f32 {
    let clear = match margin {
        ..=2 => 0,
        3..=4 => 1,
        5..=7 => 2,
        _ => 3,
    };
    if kind == OTHER || points <= 1 {
        return match why {
            "its last word tells an event" => 0.7,
            "its last word tells a law or treaty" | "its last word tells a programme or a work" => 0.6,
            _ => 0.22,
        };
    }
    let row = match why {
        "a title stands before the name" | "an age follows" => [0.8, 0.85, 0.9, 0.93],
        "part of a fuller name in the article" | "a role stands before the name" => [0.48, 0.6, 0.78, 0.97],
        "listed as a city" | "listed as a place" | "its last word tells a place" => [0.66, 0.74, 0.82, 0.88],
        "its last word tells an organization" => [0.5, 0.54, 0.75, 0.77],
        "an acronym" => [0.7, 0.67, 0.85, 0.9],
        "a word for organizations stands before the name" => [0.8, 0.9, 0.9, 0.9],
        "a word of place follows" => [0.6, 0.7, 0.75, 0.8],
        _ => [0.3, 0.38, 0.62, 0.87],
    };
    row[clear]
}

/// Settles the kind of a form by its points.
fn decide(form: &mut Form) {
    let (kind, points) = best(&form.points);
    let second = form
        .points
        .iter()
        .enumerate()
        .filter(|&(other, _)| other != kind)
        .map(|(_, &points)| points)
        .max()
        .unwrap_or(0);
    let margin = points - second.max(0);
    let score = measured_score(form.reason.1, kind, points, margin);
    let kind = match kind {
        // Too little to go by.
        _ if points <= 1 => EntityKind::Other,
        PERSON => EntityKind::Person,
        ORGANIZATION => EntityKind::Organization,
        PLACE => EntityKind::Place,
        _ => match form.reason.1 {
            "its last word tells an event" => EntityKind::Event,
            "its last word tells a law or treaty" => EntityKind::Law,
            _ => EntityKind::Other,
        },
    };
    form.settle(kind, score, form.reason.1);
}
