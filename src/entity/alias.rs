//! Which spellings are of one thing wherever they stand: listed aliases, acronyms, word order, company endings.

use rustc_hash::FxHashMap;

use super::EntityKind;
use super::kind::{Form, FormId, Forms};
use super::name::Candidate;
use super::words::Words;
use crate::document::{Case, TokenKind, WordId};
use crate::model::gazetteer::{Facts, find_alias};

/// For every form, the first form that is of the same thing.
pub(super) fn join_forms(words: &Words, candidates: &[Candidate], forms: &mut Forms) -> Vec<FormId> {
    let mut joined = Joined { parents: (0..forms.all.len() as FormId).collect() };
    join_aliases(words, forms, &mut joined);
    join_defined(words, candidates, forms, &mut joined);
    join_evident(words, forms, &mut joined);
    join_mixed_acronyms(words, forms, &mut joined);
    join_shortened(words, forms, &mut joined);
    let roots: Vec<FormId> = (0..forms.all.len() as FormId).map(|form| joined.root(form)).collect();
    share_kinds(forms, &roots);
    roots
}

/// Sets of forms; the smallest member stands for its set.
struct Joined {
    parents: Vec<FormId>,
}

impl Joined {
    /// The form that stands for the set of `form`.
    fn root(&mut self, mut form: FormId) -> FormId {
        while self.parents[form as usize] != form {
            let parent = self.parents[form as usize];
            self.parents[form as usize] = self.parents[parent as usize];
            form = parent;
        }
        form
    }

    /// Makes one set of two.
    fn join(&mut self, one: FormId, other: FormId) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other) as usize] = one.min(other);
    }
}

/// Joins forms that are listed as names of one thing, that hold the same words in another order ("Health Ministry",
/// "Ministry of Health"), or that differ in the ending of a company or a plural.
fn join_aliases(words: &Words, forms: &Forms, joined: &mut Joined) {
    let vocabulary = &words.doc.vocabulary;
    let mut by_alias: FxHashMap<u32, FormId> = FxHashMap::default();
    let mut by_words: FxHashMap<Vec<WordId>, FormId> = FxHashMap::default();
    let mut by_text: FxHashMap<&str, FormId> = FxHashMap::default();
    let mut text = String::new();
    for (id, form) in forms.all.iter().enumerate() {
        let id = id as FormId;
        if form.kind == EntityKind::Person {
            continue;
        }
        if let [word] = *form.words {
            by_text.entry(&vocabulary[word as usize]).or_insert(id);
        }
        if form.listed.has(Facts::COUNTRY.with(Facts::ORGANIZATION)) {
            text.clear();
            for (index, &word) in form.words.iter().enumerate() {
                let word = &vocabulary[word as usize];
                let glued = index == 0 || matches!(word.as_ref(), "-" | "," | "'s") || text.ends_with('-');
                if !glued {
                    text.push(' ');
                }
                text.push_str(word);
            }
            if let Some(alias) = find_alias(&text) {
                let first = *by_alias.entry(alias).or_insert(id);
                joined.join(first, id);
            }
        }
        let mut content: Vec<WordId> = (form.words.iter().copied())
            .filter(|&word| {
                let text = vocabulary[word as usize].as_ref();
                !matches!(text, "of" | "the" | "and" | "for" | "&" | "-" | "'s") && !is_company_ending(text)
            })
            .collect();
        if content.is_empty() || form.words.len() == 1 && words.facts_of(content[0]).has(Facts::ORGANIZATION_HEAD) {
            continue;
        }
        content.sort_unstable();
        let first = *by_words.entry(content).or_insert(id);
        let one_kind = forms.all[first as usize].kind == form.kind || form.kind == EntityKind::Organization;
        if one_kind && forms.all[first as usize].kind != EntityKind::Place {
            joined.join(first, id);
        }
    }
    // "American", "Americans".
    for (id, form) in forms.all.iter().enumerate() {
        if let [word] = *form.words
            && form.kind == EntityKind::Group
            && let Some(singular) = vocabulary[word as usize].strip_suffix('s')
            && let Some(&other) = by_text.get(singular)
            && forms.all[other as usize].kind == EntityKind::Group
        {
            joined.join(other, id as FormId);
        }
    }
}

/// Whether `word` only says that a name is of a company.
fn is_company_ending(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "inc."
            | "corp"
            | "corp."
            | "co"
            | "co."
            | "ltd"
            | "ltd."
            | "plc"
            | "llc"
            | "company"
            | "corporation"
            | "limited"
            | "group"
            | "holdings"
            | "sa"
            | "ag"
            | "gmbh"
    )
}

/// Joins a name and the acronym that stands in brackets after it, or an acronym and the name in brackets after it.
fn join_defined(words: &Words, candidates: &[Candidate], forms: &Forms, joined: &mut Joined) {
    let doc = words.doc;
    for (pair, ids) in candidates.windows(2).zip(forms.of_candidate.windows(2)) {
        let [one, other] = pair else { continue };
        let opens = other.tokens.start == one.tokens.end + 1
            && doc.tokens[one.tokens.end as usize].kind == TokenKind::Open
            && doc.tokens.get(other.tokens.end as usize).is_some_and(|token| token.kind == TokenKind::Close);
        if !opens {
            continue;
        }
        let (long, short) = if one.tokens.len() >= other.tokens.len() { (one, other) } else { (other, one) };
        if short.tokens.len() != 1 || doc.tokens[short.tokens.start as usize].case == Case::Lower {
            continue;
        }
        let mut initials = String::new();
        for at in long.tokens.clone() {
            initials.extend(doc.lower(at).chars().next().filter(|c| c.is_alphabetic()));
        }
        if is_subsequence(doc.lower(short.tokens.start), &initials) {
            joined.join(ids[0], ids[1]);
        }
    }
}

/// Whether the letters of `acronym` stand in `initials` in their order, the first at the start, at most one missing.
fn is_subsequence(acronym: &str, initials: &str) -> bool {
    let mut rest = initials.chars();
    let (mut letters, mut missing) = (0, 0);
    for letter in acronym.chars().filter(|letter| letter.is_alphabetic()) {
        letters += 1;
        let mut ahead = rest.clone();
        if ahead.any(|initial| initial == letter) {
            rest = ahead;
        } else {
            missing += 1;
        }
    }
    letters >= 2 && initials.starts_with(acronym.chars().next().unwrap_or(' ')) && missing * 3 <= letters
}

/// Joins an acronym and the one name in the document whose capital words begin with its letters.
fn join_evident(words: &Words, forms: &Forms, joined: &mut Joined) {
    let vocabulary = &words.doc.vocabulary;
    let mut long: FxHashMap<String, Option<FormId>> = FxHashMap::default();
    for (id, form) in forms.all.iter().enumerate() {
        if form.words.len() < 2 || matches!(form.kind, EntityKind::Person | EntityKind::Group) {
            continue;
        }
        let initials: String = (form.words.iter())
            .map(|&word| vocabulary[word as usize].as_ref())
            .filter(|word| !matches!(*word, "of" | "the" | "and" | "for" | "in" | "on" | "to" | "de"))
            .filter_map(|word| word.chars().next().filter(|c| c.is_alphabetic()))
            .collect();
        let id = id as FormId;
        let entry = long.entry(initials).or_insert(Some(id));
        // Two names with the same initials: neither is evident.
        if entry.is_some_and(|other| joined.root(other) != joined.root(id)) {
            *entry = None;
        }
    }
    for (id, form) in forms.all.iter().enumerate() {
        let [word] = *form.words else { continue };
        if !form.acronym || form.listed.has(Facts::COUNTRY.with(Facts::OTHER)) {
            continue;
        }
        let letters: String = vocabulary[word as usize].chars().filter(|c| c.is_alphabetic()).collect();
        if let Some(&Some(other)) = long.get(&letters) {
            joined.join(other, id as FormId);
        }
    }
}

/// How many names with its first letter an acronym is compared with.
const LONGEST_SEARCH: usize = 64;

/// Joins an acronym that takes more than one letter of a word with the one organization whose words begin so: "IISc", "Indian
/// Institute of Science".
fn join_mixed_acronyms(words: &Words, forms: &Forms, joined: &mut Joined) {
    let vocabulary = &words.doc.vocabulary;
    let is_organization = |form: &(usize, &Form)| form.1.kind == EntityKind::Organization;
    // The names of three words and more, by their first letter.
    let mut long: FxHashMap<u8, Vec<(FormId, Vec<&str>)>> = FxHashMap::default();
    for (id, form) in forms.all.iter().enumerate().filter(is_organization).filter(|(_, form)| form.words.len() > 2) {
        let parts: Vec<&str> = (form.words.iter())
            .map(|&word| vocabulary[word as usize].as_ref())
            .filter(|word| !matches!(*word, "of" | "the" | "and" | "for" | "in"))
            .collect();
        if let Some(&first) = parts.first().and_then(|part| part.as_bytes().first()).filter(|_| parts.len() > 2) {
            long.entry(first).or_default().push((id as FormId, parts));
        }
    }
    for (id, form) in forms.all.iter().enumerate().filter(is_organization) {
        let [word] = *form.words else { continue };
        let letters = vocabulary[word as usize].as_ref();
        let is_short = (3..=6).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_lowercase());
        if !is_short || form.acronym || words.facts_of(word).has(Facts::COMMON.with(Facts::NAMES)) {
            continue;
        }
        let candidates = long.get(&letters.as_bytes()[0]).map_or(&[][..], Vec::as_slice);
        let mut made = (candidates.iter().take(LONGEST_SEARCH))
            .filter(|(_, parts)| letters.len() <= parts.len() + 2 && is_made_of(letters, parts))
            .map(|&(long, _)| long);
        if let Some(first) = made.next()
            && made.all(|other| joined.root(other) == joined.root(first))
        {
            joined.join(first, id as FormId);
        }
    }
}

/// Whether `letters` are the first letters, one or more, of each of `parts` in their order.
fn is_made_of(letters: &str, parts: &[&str]) -> bool {
    let Some((part, rest)) = parts.split_first() else { return letters.is_empty() };
    let shared = letters.bytes().zip(part.bytes()).take_while(|(one, other)| one == other).count();
    (1..=shared.min(3)).any(|length| is_made_of(&letters[length..], rest))
}

/// Joins an organization's first word with the one longer name in the document that begins with it: "Starship", "Starship
/// Technologies".
fn join_shortened(words: &Words, forms: &Forms, joined: &mut Joined) {
    let is_organization = |form: &(usize, &Form)| form.1.kind == EntityKind::Organization;
    let mut long: FxHashMap<WordId, Option<FormId>> = FxHashMap::default();
    for (id, form) in forms.all.iter().enumerate().filter(is_organization).filter(|(_, form)| form.words.len() > 1) {
        let id = id as FormId;
        let entry = long.entry(form.words[0]).or_insert(Some(id));
        if entry.is_some_and(|other| joined.root(other) != joined.root(id)) {
            *entry = None;
        }
    }
    let settled = Facts::COUNTRY.with(Facts::ORGANIZATION).with(Facts::CITY).with(Facts::ANY_GIVEN);
    for (id, form) in forms.all.iter().enumerate().filter(is_organization) {
        let [word] = *form.words else { continue };
        let is_common = words.facts_of(word).has(Facts::ORGANIZATION_HEAD.with(settled)) || form.listed.has(settled);
        if let Some(&Some(other)) = long.get(&word)
            && !is_common
            && !form.acronym
        {
            joined.join(other, id as FormId);
        }
    }
}

/// Gives the forms of one thing one kind: that of its surest form, longer ones first.
fn share_kinds(forms: &mut Forms, roots: &[FormId]) {
    let mut best: FxHashMap<FormId, (usize, f32, EntityKind)> = FxHashMap::default();
    for (form, &root) in forms.all.iter().zip(roots) {
        let length = form.words.len().min(4);
        let entry = best.entry(root).or_insert((length, form.score, form.kind));
        if (length, form.score) > (entry.0, entry.1) && form.kind != EntityKind::Other {
            *entry = (length, form.score, form.kind);
        }
    }
    for (form, &root) in forms.all.iter_mut().zip(roots) {
        let Some(&(_, score, kind)) = best.get(&root) else { continue };
        if form.kind != kind {
            (form.kind, form.score, form.why) = (kind, score, "another name of the same thing in the article");
        }
    }
}
