//! A document as the name tagger reads it: cases, lists, runs of capitals, and what each word is elsewhere in it.

use std::ops::Range;

use super::features::{CaseSign, Casing, Form, find_case_sign, form_of, hash_word, split_form};
use super::gazetteer::{Facts, find_phrase, find_word};
use super::pos::{Pos, push_sentence_forms};
use crate::document::{Case, Document, TokenId, TokenKind};

/// A document with what is known of its words before names are looked for.
pub struct NameContext<'d> {
    pub(super) doc: &'d Document,
    pub(super) pos: &'d [Pos],
    /// What an earlier reading took each token for.
    pub(super) hints: &'d [Hint],
    /// What the lists say, by word.
    facts: Vec<Facts>,
    /// The same as bits of one number.
    pub(super) packed: Vec<u32>,
    /// Hash of each word.
    pub(super) hashes: Vec<u32>,
    /// How the document writes each word: see [`find_usage`].
    pub(super) usage: Vec<u8>,
    /// The form of each token.
    pub(super) forms: Vec<Form>,
    /// For each token its place in the longest listed phrase of several words and the facts of that, as one number; 0
    /// outside such phrases.
    pub(super) phrases: Vec<u32>,
    /// For each token the number of its run plus one; 0 outside runs.
    pub(super) run_of: Vec<u32>,
    pub(super) runs: Vec<Range<TokenId>>,
    /// By word: what the hints of all its occurrences say together; see [`NameContext::count_votes`].
    pub(super) votes: Vec<u8>,
    /// By word: the kind of the longest hinted name that the word stands in, and how long that is.
    pub(super) longest: Vec<u8>,
    /// The tokens that may be names: runs with two tokens on either side, in order; and the sentence or dateline of each.
    pub(super) stretches: Vec<(Range<TokenId>, Range<TokenId>)>,
}

/// What an earlier reading by rules and lists took a token for; made by [`hint_of`], 0 for nothing.
pub type Hint = u8;
/// How many kinds a hint tells apart.
const HINT_KINDS: usize = 9;

/// The hint for a token of a name of the `kind`th of nine kinds, which begins or ends there or not.
pub const fn hint_of(kind: u8, begins: bool, ends: bool) -> Hint {
    1 + kind * 4 + begins as u8 + 2 * ends as u8
}

/// What the cases of a word's occurrences say, a capital at the start of a sentence left out.
fn find_usage(low: u16, high: u16) -> u8 {
    match (low, high) {
        (0, 0) => 0,
        (0, 1) => 1,
        (0, _) => 2,
        (_, 0) => 3,
        (low, high) if high > 2 * low => 4,
        _ => 5,
    }
}

/// The facts that are features of their own, with the numbers they have in them.
const FACTS: [Facts; 24] = [
    Facts::COUNTRY,
    Facts::CITY,
    Facts::REGION,
    Facts::GROUP,
    Facts::FEMALE,
    Facts::MALE,
    Facts::GIVEN,
    Facts::SURNAME,
    Facts::ORGANIZATION,
    Facts::COMMON,
    Facts::NEVER,
    Facts::TITLE,
    Facts::TITLE_MODIFIER,
    Facts::ORGANIZATION_HEAD,
    Facts::PLACE_HEAD,
    Facts::EVENT_HEAD,
    Facts::LAW_HEAD,
    Facts::OTHER_HEAD,
    Facts::PERSON_NOUN,
    Facts::PERSONS_NOUN,
    Facts::ORGANIZATION_NOUN,
    Facts::SPEECH,
    Facts::OTHER,
    Facts::CALENDAR,
];

/// The facts as bits of one number, in the order of [`FACTS`].
fn pack_facts(facts: Facts) -> u32 {
    FACTS.iter().enumerate().map(|(at, &fact)| u32::from(facts.has(fact)) << at).sum()
}

/// Words that may stand inside a run of capitals, never at its edge.
pub(super) fn joins_run(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "the"
            | "de"
            | "del"
            | "da"
            | "di"
            | "du"
            | "la"
            | "el"
            | "al"
            | "bin"
            | "van"
            | "von"
            | "&"
            | "-"
            | "'s"
            | "'"
    )
}

impl<'d> NameContext<'d> {
    /// Reads `doc` once. `pos` and `hints` hold one entry a token.
    pub fn new(doc: &'d Document, pos: &'d [Pos], hints: &'d [Hint]) -> Self {
        let facts: Vec<Facts> = doc.vocabulary.iter().map(|word| find_word(word)).collect();
        let mut context = Self {
            doc,
            pos,
            hints,
            hashes: doc.vocabulary.iter().map(|word| hash_word(word)).collect(),
            usage: Vec::new(),
            forms: Vec::with_capacity(doc.tokens.len()),
            phrases: vec![0; doc.tokens.len()],
            run_of: vec![0; doc.tokens.len()],
            runs: Vec::new(),
            votes: Vec::new(),
            longest: vec![0; doc.vocabulary.len()],
            stretches: Vec::new(),
            packed: facts.iter().map(|&facts| pack_facts(facts)).collect(),
            facts,
        };
        context.read_forms();
        for stretch in doc.stretches() {
            context.find_phrases(&stretch);
            context.find_runs(&stretch);
        }
        context.count_votes();
        context
    }

    /// Counts what each word was taken for, wherever it stands.
    fn count_votes(&mut self) {
        let mut counts = vec![[0_u16; HINT_KINDS + 1]; self.doc.vocabulary.len()];
        let mut start = 0;
        for (at, (&hint, token)) in self.hints.iter().zip(&self.doc.tokens).enumerate() {
            let Some(hint) = hint.checked_sub(1) else {
                if self.is_high(at as TokenId) {
                    let count = &mut counts[token.word as usize][0];
                    *count = count.saturating_add(1);
                }
                continue;
            };
            let kind = hint / 4;
            let count = &mut counts[token.word as usize][usize::from(kind) + 1];
            *count = count.saturating_add(1);
            if hint & 1 > 0 {
                start = at;
            }
            if hint & 2 > 0 {
                let longest = ((at + 1 - start).min(7) as u8) << 4 | (kind + 1);
                for token in &self.doc.tokens[start..=at] {
                    let known = &mut self.longest[token.word as usize];
                    if longest >> 4 > *known >> 4 {
                        *known = longest;
                    }
                }
            }
        }
        self.votes = counts.iter().map(find_vote).collect();
    }

    /// Notes the form of every token, and how the document writes each word.
    fn read_forms(&mut self) {
        let doc = self.doc;
        let (mut low, mut high) = (vec![0_u16; doc.vocabulary.len()], vec![0_u16; doc.vocabulary.len()]);
        let mut forms = Vec::new();
        // Tokens before the first sentence of a block, a dateline, have forms as well.
        self.forms.resize(doc.tokens.len(), 0);
        for (at, token) in doc.tokens.iter().enumerate() {
            self.forms[at] = form_of(token.word, find_case_sign(doc, at, Casing::Running, false));
        }
        for sentence in &doc.sentences {
            forms.clear();
            push_sentence_forms(doc, sentence, &mut forms);
            let start = sentence.tokens.start as usize;
            self.forms[start..start + forms.len()].copy_from_slice(&forms);
        }
        for (at, &form) in self.forms.iter().enumerate() {
            let (word, sign) = split_form(form);
            if doc.tokens[at].kind != TokenKind::Word {
                continue;
            }
            let count = match sign {
                CaseSign::Low => &mut low[word as usize],
                CaseSign::Capitalised | CaseSign::Upper => &mut high[word as usize],
                CaseSign::Unsure => continue,
            };
            *count = count.saturating_add(1);
        }
        self.usage = low.iter().zip(&high).map(|(&low, &high)| find_usage(low, high)).collect();
    }

    /// Notes the listed phrases of a sentence or dateline.
    fn find_phrases(&mut self, sentence: &Range<TokenId>) {
        let mut buffer = String::new();
        let end = sentence.end;
        let mut at = sentence.start;
        while at < end {
            let word = self.facts_at(at);
            let found = find_phrase(self.doc, at, end, word, &mut buffer)
                .filter(|_| self.doc.tokens[at as usize].case != Case::Lower);
            let Some((phrase_end, facts)) = found else {
                at += 1;
                continue;
            };
            for token in at..phrase_end {
                let place = if token == at { 0 } else { 1 + u32::from(token + 1 == phrase_end) };
                self.phrases[token as usize] = 1 + (pack_facts(facts) << 2 | place);
            }
            at = phrase_end;
        }
    }

    /// Notes the runs of capitals of a sentence or dateline.
    fn find_runs(&mut self, sentence: &Range<TokenId>) {
        let end = sentence.end;
        let mut at = sentence.start;
        while at < end {
            if !self.is_high(at) {
                at += 1;
                continue;
            }
            let start = at;
            let mut last = at;
            at += 1;
            while at < end && at <= last + 3 {
                if self.is_high(at) {
                    last = at;
                } else if !joins_run(self.doc.lower(at)) {
                    break;
                }
                at += 1;
            }
            self.runs.push(start..last + 1);
            let (from, to) = (start.saturating_sub(2).max(sentence.start), (last + 3).min(end));
            match self.stretches.last_mut() {
                Some((stretch, _)) if stretch.end >= from && stretch.end > sentence.start => stretch.end = to,
                _ => self.stretches.push((from..to, sentence.clone())),
            }
            let number = self.runs.len() as u32;
            self.run_of[start as usize..=last as usize].fill(number);
            at = last + 1;
        }
    }

    /// Whether a run may begin or end with the token.
    fn is_high(&self, at: TokenId) -> bool {
        let token = &self.doc.tokens[at as usize];
        let (_, sign) = split_form(self.forms[at as usize]);
        match token.kind {
            TokenKind::Word | TokenKind::Address => match sign {
                CaseSign::Low => false,
                CaseSign::Capitalised | CaseSign::Upper => true,
                CaseSign::Unsure => !self.facts_at(at).has(Facts::NEVER),
            },
            _ => false,
        }
    }

    pub(super) fn word_at(&self, at: TokenId) -> usize {
        self.doc.tokens[at as usize].word as usize
    }

    fn facts_at(&self, at: TokenId) -> Facts {
        self.facts[self.word_at(at)]
    }

    /// What the lists say of a token's word, as bits.
    pub(super) fn packed_at(&self, at: TokenId) -> u32 {
        self.packed[self.word_at(at)]
    }

    pub(super) fn hash_at(&self, at: TokenId) -> u32 {
        self.hashes[self.word_at(at)]
    }

    /// The stretches of tokens that may hold names, in order, each with its sentence.
    pub fn stretches(&self) -> &[(Range<TokenId>, Range<TokenId>)] {
        &self.stretches
    }

    /// The form of a token.
    pub fn form(&self, at: TokenId) -> Form {
        self.forms[at as usize]
    }

    /// The run that a token stands in.
    pub fn run(&self, at: TokenId) -> Option<u32> {
        self.run_of[at as usize].checked_sub(1)
    }

    /// How many runs there are.
    pub fn run_count(&self) -> usize {
        self.runs.len()
    }
}

/// The kind that most of `counts` are of (the first is "no name"), how clearly, and how many there are, as one number.
fn find_vote(counts: &[u16; HINT_KINDS + 1]) -> u8 {
    let total: u32 = counts.iter().map(|&count| u32::from(count)).sum();
    let (best, most) = counts.iter().enumerate().fold(
        (0, 0),
        |best, (kind, &count)| {
            if count > best.1 { (kind, count) } else { best }
        },
    );
    if total == 0 {
        return 0;
    }
    let share = if u32::from(most) == total {
        0
    } else if 2 * u32::from(most) > total {
        1
    } else {
        2
    };
    1 + (best as u8 * 12 + share * 4 + (total - 1).min(3) as u8)
}
