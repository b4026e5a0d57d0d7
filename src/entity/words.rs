//! What is known of each token before names are looked for: lists, case, and how the rest of the document writes the word.

use std::ops::Range;

use crate::document::{BlockKind, Case, Document, TokenId, TokenKind, WordId};
use crate::model::gazetteer::{Facts, find_phrase, find_word};
use crate::model::pos::Pos;
use crate::text::patterns::PatternMatch;

/// Whether a token may be part of a name, judged by its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capital {
    /// No name part by its case: lower case, a number, a mark.
    No,
    /// A capital that tells nothing: first in a sentence, in capitals throughout, in a headline with capitals.
    Vague,
    /// A capital where only a name has one.
    Telling,
}

/// The document with what is known of its tokens.
pub(super) struct Words<'d> {
    /// The document.
    pub doc: &'d Document,
    /// One part of speech a token.
    pub pos: &'d [Pos],
    /// What its capital says, one a token.
    pub capitals: Vec<Capital>,
    /// Sentences and datelines, in order.
    pub(super) stretches: Vec<Range<TokenId>>,
    /// Whether a quotation mark is one of a pair, one a token.
    paired: Vec<bool>,
    /// What the lists say, by word.
    facts: Vec<Facts>,
    /// How often each word stands in lower case, and with a telling capital.
    lower: Vec<u16>,
    telling: Vec<u16>,
}

/// A capital after this many words of which none is in lower case tells nothing.
const TITLE_CASE_WORDS: u32 = 3;

/// How far ahead a stretch in capitals is read.
const LONGEST_SHOUT: TokenId = 40;

impl<'d> Words<'d> {
    /// Reads the case of every token once. Linear.
    pub(super) fn new(doc: &'d Document, pos: &'d [Pos], patterns: &[PatternMatch]) -> Self {
        let facts: Vec<Facts> = doc.vocabulary.iter().map(|word| find_word(word)).collect();
        let mut words = Self {
            doc,
            pos,
            capitals: vec![Capital::No; doc.tokens.len()],
            stretches: doc.stretches(),
            paired: vec![false; doc.tokens.len()],
            lower: vec![0; facts.len()],
            telling: vec![0; facts.len()],
            facts,
        };
        for quotation in &doc.quotations {
            if let Some(close) = quotation.close {
                words.paired[quotation.open as usize] = true;
                words.paired[close as usize] = true;
            }
        }
        for at in 0..words.stretches.len() {
            let stretch = words.stretches[at].clone();
            let headline = doc.blocks[doc.block_of(stretch.start) as usize].kind == BlockKind::Headline;
            words.read_stretch(stretch.start, stretch.end, headline);
        }
        for pattern in patterns {
            for token in pattern.tokens.clone() {
                words.capitals[token as usize] = Capital::No;
            }
        }
        words
    }

    /// Judges the capitals of one stretch.
    fn read_stretch(&mut self, start: TokenId, end: TokenId, headline: bool) {
        let doc = self.doc;
        let title_case = self.is_title_case(start, end, headline);
        let mut initial = true;
        let mut shout_end = start;
        for at in start..end {
            let token = &doc.tokens[at as usize];
            match token.kind {
                TokenKind::Word => {}
                // The apostrophe of "Workers' Party".
                TokenKind::QuotationMark if !token.space_before && !self.paired[at as usize] => continue,
                TokenKind::QuotationMark | TokenKind::Terminal => {
                    initial = true;
                    continue;
                }
                TokenKind::Symbol => {
                    initial |= !matches!(doc.lower(at), "," | "&" | ";" | "/" | "$" | "€" | "£" | "+" | "%");
                    continue;
                }
                TokenKind::Dash => {
                    initial &= !token.space_before;
                    continue;
                }
                TokenKind::Number => {
                    initial = false;
                    continue;
                }
                _ => continue,
            }
            let word = token.word as usize;
            let capital = match token.case {
                Case::Lower | Case::None => Capital::No,
                Case::Upper => {
                    if at >= shout_end {
                        shout_end = self.find_shout_end(at, end);
                    }
                    let vague = title_case || initial && self.facts[word].has(Facts::COMMON.with(Facts::NEVER));
                    if at < shout_end || vague { Capital::Vague } else { Capital::Telling }
                }
                Case::Capitalised | Case::Mixed if title_case || initial => Capital::Vague,
                Case::Mixed if self.facts[word] == Facts::NONE => Capital::No,
                Case::Capitalised | Case::Mixed => Capital::Telling,
            };
            match capital {
                Capital::Telling => self.telling[word] = self.telling[word].saturating_add(1),
                Capital::No => self.lower[word] = self.lower[word].saturating_add(1),
                Capital::Vague => {}
            }
            self.capitals[at as usize] = capital;
            initial = false;
        }
    }

    /// Whether most words of the sentence bear a capital, as in headlines.
    fn is_title_case(&self, start: TokenId, end: TokenId, headline: bool) -> bool {
        let (mut capitals, mut lower, mut verbs) = (0, 0, 0);
        for token in &self.doc.tokens[start as usize..end as usize] {
            if token.kind != TokenKind::Word || token.span.len() < 4 {
                continue;
            }
            match token.case {
                Case::Lower => lower += 1,
                Case::Capitalised => {
                    capitals += 1;
                    verbs += u32::from(self.facts[token.word as usize].has(Facts::COMMON));
                }
                _ => {}
            }
        }
        let stopped = self.doc.tokens[end as usize - 1].kind == TokenKind::Terminal;
        let enough = if headline { TITLE_CASE_WORDS } else { TITLE_CASE_WORDS + if stopped { 5 } else { 1 } };
        capitals >= enough && verbs >= 2 && lower * 5 <= capitals
    }

    /// Where the stretch in capitals throughout that begins at `at` ends; `at` where it is an acronym on its own.
    fn find_shout_end(&self, at: TokenId, end: TokenId) -> TokenId {
        let (mut next, mut words, mut ordinary, mut long) = (at, 0, 0, 0);
        let mut last = at;
        while next < end.min(at + LONGEST_SHOUT) {
            let token = &self.doc.tokens[next as usize];
            match token.kind {
                TokenKind::Word if token.case == Case::Upper => {
                    let facts = self.facts[token.word as usize];
                    words += 1;
                    ordinary += u32::from(
                        facts.has(Facts::COMMON.with(Facts::TITLE).with(Facts::NEVER)) && token.span.len() > 1,
                    );
                    long += u32::from(token.span.len() > 4);
                    last = next + 1;
                }
                TokenKind::Word => break,
                TokenKind::Clitic | TokenKind::Symbol | TokenKind::Dash | TokenKind::Number => {}
                _ => break,
            }
            next += 1;
        }
        if words >= 2 && (ordinary > 0 || long >= 2) { last } else { at }
    }

    /// The sentence or dateline that holds token `at`.
    pub(super) fn stretch_of(&self, at: TokenId) -> Range<TokenId> {
        let place = self.stretches.partition_point(|stretch| stretch.end <= at);
        self.stretches.get(place).cloned().unwrap_or(at..at + 1)
    }

    /// What the lists say about the word of token `at`.
    pub(super) fn facts(&self, at: TokenId) -> Facts {
        self.facts[self.doc.tokens[at as usize].word as usize]
    }

    /// What the lists say about a word.
    pub(super) fn facts_of(&self, word: u32) -> Facts {
        self.facts[word as usize]
    }

    /// What the lists say about a name.
    pub(super) fn listed(&self, name: Range<TokenId>) -> Facts {
        let first = self.facts(name.start);
        if name.len() == 1 {
            return first;
        }
        let found = find_phrase(self.doc, name.start, name.end, first, &mut String::new());
        found.filter(|found| found.0 == name.end).map_or(Facts::NONE, |found| found.1)
    }

    /// How often the word of token `at` stands with a telling capital.
    pub(super) fn telling(&self, at: TokenId) -> u16 {
        self.telling_of(self.doc.tokens[at as usize].word)
    }

    /// How often a word stands with a telling capital.
    pub(super) fn telling_of(&self, word: WordId) -> u16 {
        self.telling[word as usize]
    }

    /// How often the word of token `at` stands in lower case.
    pub(super) fn lower(&self, at: TokenId) -> u16 {
        self.lower[self.doc.tokens[at as usize].word as usize]
    }

    /// The lower-cased token at `at`, or nothing outside `start..end`.
    pub(super) fn text(&self, at: TokenId, start: TokenId, end: TokenId) -> &'d str {
        if at >= start && at < end { self.doc.lower(at) } else { "" }
    }

    /// Whether the quotation mark at `at` opens or closes a quotation.
    pub(super) fn is_paired(&self, at: TokenId) -> bool {
        self.paired[at as usize]
    }

    /// Whether a name may hold token `at`; `first` where it would begin the name.
    pub(super) fn is_name_part(&self, at: TokenId, first: bool) -> bool {
        let token = &self.doc.tokens[at as usize];
        let facts = self.facts(at);
        match self.capitals[at as usize] {
            Capital::No => false,
            Capital::Telling => {
                if token.span.len() == 1 {
                    return !first && self.doc.token_text(at) != "I";
                }
                // "US", "WHO" in capitals are names, "OK" is not.
                let never = facts.has(Facts::NEVER)
                    && (token.case != Case::Upper || !facts.has(Facts::NAMES.with(Facts::OTHER)));
                !never && !facts.has(Facts::CALENDAR)
            }
            Capital::Vague => {
                if facts.has(Facts::NEVER.with(Facts::CALENDAR)) || token.span.len() < 2 {
                    return false;
                }
                let (telling, lower) = (self.telling(at), self.lower(at));
                if telling > 0 && (lower == 0 || telling > lower && !facts.has(Facts::COMMON)) {
                    return true;
                }
                if lower > 0 || facts.has(Facts::COMMON) {
                    return false;
                }
                if facts.has(Facts::NAMES) {
                    return true;
                }
                !facts.has(Facts::TITLE.with(Facts::PERSON_NOUN).with(Facts::PERSONS_NOUN)) && !self.looks_ordinary(at)
            }
        }
    }

    /// Whether the ending of the word is one of ordinary words rather than of names.
    fn looks_ordinary(&self, at: TokenId) -> bool {
        const ENDINGS: [&str; 18] = [
            "ing", "ed", "ly", "tion", "tions", "ment", "ments", "ness", "ism", "isms", "ity", "ities", "ers", "ists",
            "able", "less", "ful", "ous",
        ];
        let word = self.doc.lower(at);
        // A form of an ordinary word: "kills", "promised".
        let stem = ["s", "es", "ed", "d", "ing"].iter().filter_map(|ending| word.strip_suffix(ending));
        let inflected = || stem.clone().any(|stem| stem.len() > 2 && find_word(stem).has(Facts::COMMON));
        word.len() < 3
            || inflected()
            || ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
    }
}
