//! Names as rules find them: where a name begins and ends, by capitals, lists and joining words.
//!
//! Which kind it is of is judged in `kind.rs`. What the tagger makes of both is in `tagged.rs`, which names are of one
//! thing in `alias.rs` and `resolve.rs`.

use std::ops::Range;

use super::words::{Capital, Words};
use crate::document::{Case, TokenId, TokenKind};
use crate::model::gazetteer::{Facts, find_phrase};

/// A stretch of tokens that looks like a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Its tokens; never empty.
    pub tokens: Range<TokenId>,
    /// What the lists say about the whole of it.
    pub listed: Facts,
    /// The title that stands before it: "President" in "President Jane Doe".
    pub title: Option<TokenId>,
}

/// Finds candidates in order of the text, not overlapping. Linear.
pub(super) fn find_candidates(words: &Words) -> Vec<Candidate> {
    let mut finder = Finder { words, found: Vec::new(), buffer: String::new() };
    for stretch in &words.stretches {
        finder.find_in(stretch.clone());
    }
    finder.found
}

/// Walks over the document and collects candidates.
pub(super) struct Finder<'w, 'd> {
    pub(super) words: &'w Words<'d>,
    pub(super) found: Vec<Candidate>,
    /// Room for looking up phrases.
    buffer: String,
}

/// No name is longer than about this many tokens; it bounds every look ahead.
const LONGEST_NAME: TokenId = 24;

/// Heads before "of", "for": "Ministry of Health", "Bank of England", "Gulf of Mexico".
pub(super) const ANY_HEAD: Facts =
    Facts::ORGANIZATION_HEAD.with(Facts::PLACE_HEAD).with(Facts::LAW_HEAD).with(Facts::EVENT_HEAD);

impl Finder<'_, '_> {
    /// The end and facts of the listed phrase that begins at `at`.
    pub(super) fn phrase(&mut self, at: TokenId, end: TokenId) -> Option<(TokenId, Facts)> {
        let token = &self.words.doc.tokens[at as usize];
        if !token.is_capitalised() && self.words.text(at + 1, at, end) != "-" {
            return None;
        }
        let (phrase_end, facts) = find_phrase(self.words.doc, at, end, self.words.facts(at), &mut self.buffer)?;
        let last = &self.words.doc.tokens[phrase_end as usize - 1];
        let cased = last.is_capitalised() || last.kind != TokenKind::Word;
        (cased && self.words.capitals[phrase_end as usize - 1] != Capital::No || last.kind != TokenKind::Word)
            .then_some((phrase_end, facts))
    }

    /// Finds the candidates of one stretch.
    fn find_in(&mut self, sentence: Range<TokenId>) {
        let end = sentence.end;
        let mut at = sentence.start;
        while at < end {
            if self.words.doc.tokens[at as usize].kind != TokenKind::Word {
                at += 1;
                continue;
            }
            if self.words.capitals[at as usize] != Capital::No
                && let Some((phrase_end, facts)) = self.phrase(at, end)
                && facts.has(Facts::ANY_PLACE.with(Facts::ORGANIZATION))
                && !self.can_go_on(at, phrase_end, end)
            {
                // "the Hague", "The Times": an article belongs to the name only where the list says so.
                self.found.push(Candidate { tokens: at..phrase_end, listed: facts, title: None });
                at = phrase_end;
                continue;
            }
            if self.starts_name(at, end) {
                let run_end = self.find_run_end(at, end);
                self.split_run(at, run_end);
                at = run_end;
            } else {
                at += 1;
            }
        }
    }

    /// Whether the listed phrase `at..phrase_end` is only the beginning of a longer name.
    fn can_go_on(&self, _at: TokenId, phrase_end: TokenId, end: TokenId) -> bool {
        phrase_end < end
            && self.words.doc.tokens[phrase_end as usize].kind == TokenKind::Word
            && self.words.is_name_part(phrase_end, false)
    }

    /// Whether a name begins at `at`.
    fn starts_name(&self, at: TokenId, end: TokenId) -> bool {
        let words = self.words;
        let token = &words.doc.tokens[at as usize];
        if words.is_name_part(at, true) {
            return true;
        }
        let next_is_part = |at: TokenId| at < end && words.is_name_part(at, false);
        // "al-Haydari", "el-Sisi" away from the start of a name.
        let text = words.doc.lower(at);
        if matches!(text, "al" | "el" | "ul" | "ash" | "as" | "an" | "ibn" | "bin")
            && words.text(at + 1, at, end) == "-"
            && !words.doc.tokens[at as usize + 1].space_before
        {
            return next_is_part(at + 2) && !words.doc.tokens[at as usize + 2].space_before;
        }
        // "Bin Rashid" first in a sentence.
        if matches!(text, "bin" | "de" | "van" | "von" | "del" | "el" | "al" | "ben" | "abu" | "ibn")
            && token.case == Case::Capitalised
            && next_is_part(at + 1)
        {
            return true;
        }
        // "Mr von Bibra".
        if matches!(text, "von" | "van" | "de" | "bin" | "al" | "el" | "ben" | "da" | "di" | "du" | "le" | "la")
            && token.case == Case::Lower
            && at > 0
            && words.facts(at - 1).has(Facts::TITLE)
            && words.capitals[at as usize - 1] != Capital::No
            && next_is_part(at + 1)
        {
            return true;
        }
        if words.capitals[at as usize] == Capital::No || token.span.len() < 2 {
            // An initial: "J. Smith", "W Bush".
            return token.case == Case::Upper
                && token.span.len() <= 2
                && words.doc.token_text(at) != "I"
                && words.doc.token_text(at) != "A"
                && next_is_part(at + 1)
                && words.doc.tokens[at as usize + 1].span.len() > 2;
        }
        // A capital that tells nothing, before a telling one: "Supreme Court judges", "President Doe", "Jane Doe".
        let facts = words.facts(at);
        if facts.has(Facts::NEVER.with(Facts::CALENDAR)) {
            return false;
        }
        if !next_is_part(at + 1) {
            return false;
        }
        if facts.has(Facts::TITLE.with(Facts::TITLE_MODIFIER).with(Facts::ANY_GIVEN)) {
            return true;
        }
        // Ordinary words belong to a name that ends with a head.
        let mut last = at + 1;
        while last < at + LONGEST_NAME && next_is_part(last + 1) {
            last += 1;
        }
        let head = words.facts(last);
        head.has(ANY_HEAD.with(Facts::OTHER_HEAD))
            && !head.has(Facts::ANY_GIVEN.with(Facts::ANY_PLACE).with(Facts::GROUP))
            && !words.facts(at + 1).has(Facts::ANY_GIVEN.with(Facts::GROUP).with(Facts::COUNTRY))
            && words.pos[at as usize] != crate::model::pos::Pos::Adverb
    }

    /// Where the run of name parts that begins at `start` ends: joining words are inside, never last.
    fn find_run_end(&mut self, start: TokenId, end: TokenId) -> TokenId {
        let words = self.words;
        let doc = words.doc;
        let part = |at: TokenId| at < end && words.is_name_part(at, false);
        let glued = |at: TokenId| at < end && !doc.tokens[at as usize].space_before;
        let mut at = start + 1;
        let lower_start = doc.tokens[start as usize].case == Case::Lower;
        if lower_start {
            at = start + if words.text(start + 1, start, end) == "-" { 3 } else { 2 };
        }
        loop {
            if at >= end || at > start + LONGEST_NAME {
                return at.min(end);
            }
            if let Some((phrase_end, facts)) = self.phrase(at, end)
                && facts.has(Facts::ANY_PLACE.with(Facts::ORGANIZATION))
                && doc.tokens[at as usize].is_capitalised()
                && !words.facts(at).has(Facts::NEVER)
            {
                at = phrase_end;
                continue;
            }
            let token = &doc.tokens[at as usize];
            match token.kind {
                TokenKind::Word if part(at) => at += 1,
                TokenKind::Word if words.capitals[at as usize] == Capital::Telling && token.span.len() == 1 => at += 1,
                // "Gregory So Kam-leung", "Ping An Bank": a small word with a capital between two name parts.
                TokenKind::Word
                    if words.capitals[at as usize] == Capital::Telling
                        && words.facts(at).has(Facts::NEVER)
                        && token.case == Case::Capitalised
                        && part(at + 1)
                        && doc.tokens[at as usize - 1].kind == TokenKind::Word =>
                {
                    at += 2;
                }
                // 'Maria "Mia" Lopez'.
                TokenKind::QuotationMark
                    if words.is_paired(at)
                        && words.facts(at - 1).has(Facts::ANY_GIVEN)
                        && at + 2 < end
                        && doc.tokens[at as usize + 1].is_capitalised()
                        && doc.tokens[at as usize + 2].kind == TokenKind::QuotationMark
                        && part(at + 3)
                        && doc.tokens[at as usize + 3].kind == TokenKind::Word =>
                {
                    at += 4;
                }
                // "Road Hauliers' Association".
                TokenKind::QuotationMark
                    if glued(at)
                        && !words.is_paired(at)
                        && doc.lower(at - 1).ends_with('s')
                        && part(at + 1)
                        && doc.tokens[at as usize + 1].space_before =>
                {
                    at += 2;
                }
                // In a headline with capitals: "Health Ministry Says".
                TokenKind::Word
                    if words.capitals[at as usize] == Capital::Vague
                        && words.facts(at).has(ANY_HEAD.with(Facts::TITLE))
                        && !words.facts(at).has(Facts::NEVER) =>
                {
                    at += 1;
                }
                TokenKind::Dash if glued(at) && glued(at + 1) => {
                    let next = at + 1;
                    let Some(following) = doc.tokens.get(next as usize).filter(|_| next < end) else { return at };
                    if part(next) {
                        let place = Facts::ANY_PLACE.with(Facts::GROUP);
                        // "U.S.-Iran" is two names, "Baden-Baden" one.
                        if words.facts(at - 1).has(place) && words.facts(next).has(place) {
                            return at;
                        }
                        at = next + 1;
                    } else if following.case == Case::Lower
                        && !words.facts(next).has(Facts::COMMON.with(Facts::NEVER))
                        && following.kind == TokenKind::Word
                        && at >= start + 2
                        && !words.facts(at - 1).has(Facts::ANY_PLACE.with(Facts::GROUP))
                        && following.span.len() <= 6
                        && words.lower(next) <= words.telling(at - 1).max(1) * 2
                    {
                        // "Ban Ki-moon", "Kim Jong-un".
                        at = next + 1;
                    } else if following.kind == TokenKind::Number
                        && (words.facts(at - 1).has(Facts::OTHER) || doc.tokens[at as usize - 1].case == Case::Upper)
                        && following.span.len() <= 4
                    {
                        // "COVID-19", "F-35".
                        at = next + 1;
                    } else {
                        return at;
                    }
                }
                TokenKind::Clitic if doc.lower(at) == "'s" && part(at + 1) => {
                    // "People's Party", "Women's Tennis Association".
                    let owner = doc.lower(at - 1);
                    let plural = matches!(
                        owner,
                        "people" | "women" | "men" | "children" | "king" | "queen" | "prince" | "world" | "st"
                    );
                    if !plural || at - 1 == start && !part(start) {
                        return at;
                    }
                    at += 1;
                }
                TokenKind::Symbol if doc.lower(at) == "&" && part(at + 1) => at += 2,
                TokenKind::Word => match self.skip_joint(start, at, end) {
                    Some(next) => at = next,
                    None => return at,
                },
                _ => return at,
            }
        }
    }

    /// Skips the joining word at `at` and the name part after it, where they belong to the name that began at `start`.
    fn skip_joint(&self, start: TokenId, at: TokenId, end: TokenId) -> Option<TokenId> {
        let words = self.words;
        let doc = words.doc;
        let part = |at: TokenId| at < end && words.is_name_part(at, false);
        let last = words.facts(at - 1);
        match doc.lower(at) {
            "of" => {
                let next = at + 1 + TokenId::from(words.text(at + 1, at, end) == "the");
                let head = last.has(ANY_HEAD.with(Facts::OTHER_HEAD))
                    || matches!(doc.lower(at - 1), "republic" | "house" | "declaration" | "battle" | "cathedral")
                    || matches!(doc.lower(at - 1), "directorate-general" | "speaker" | "ministry");
                (head && !last.has(Facts::ANY_GIVEN) && part(next) && !words.facts(at - 1).has(Facts::CALENDAR))
                    .then_some(next + 1)
            }
            "for" | "on" | "against" => {
                let next = at + 1 + TokenId::from(words.text(at + 1, at, end) == "the");
                let head = last.has(Facts::ORGANIZATION_HEAD.with(Facts::LAW_HEAD));
                let topic = part(next) && !words.facts(next).has(Facts::ANY_GIVEN.with(Facts::CITY).with(Facts::GROUP));
                let body = doc.lower(at) == "for"
                    || matches!(doc.lower(at - 1), "committee" | "panel" | "convention" | "commission" | "conference");
                // "Centre for Policy"; but "left Lund University for Acme Ltd".
                let close = at - 1 == start || words.facts(next).has(Facts::COMMON.with(Facts::TITLE_MODIFIER));
                (head && topic && body && close).then_some(next + 1)
            }
            "and" => {
                if !part(at + 1) {
                    return None;
                }
                let mut last_part = at + 1;
                while last_part < at + LONGEST_NAME && part(last_part + 1) {
                    last_part += 1;
                }
                let ordinary = |at: TokenId| {
                    words.facts(at).has(Facts::COMMON.with(ANY_HEAD))
                        && !words.facts(at).has(Facts::NAMES.with(Facts::TITLE))
                        || words.facts(at).has(Facts::TITLE_MODIFIER)
                };
                // "Ministry of Trade and Industry": the head stands before; "Food and Drug Administration": after.
                let before = (start + 1..at).any(|token| {
                    matches!(doc.lower(token), "of" | "for" | "on")
                        && words.facts(token - 1).has(Facts::ORGANIZATION_HEAD.with(Facts::LAW_HEAD))
                }) && ordinary(at + 1);
                let after = ordinary(at - 1)
                    && ordinary(at + 1)
                    && (at - start <= 2 || !last.has(Facts::ORGANIZATION_HEAD))
                    && last_part > at + 1
                    && words.facts(last_part).has(Facts::ORGANIZATION_HEAD);
                (before || after).then_some(at + 2)
            }
            "de" | "da" | "do" | "dos" | "del" | "della" | "di" | "du" | "van" | "von" | "der" | "den" | "la"
            | "las" | "los" | "le" | "bin" | "bint" | "ibn" | "al" | "el" | "ul" | "ter" | "y" | "e" | "abu" | "zu"
            | "dela" | "ben" | "des" | "d'" => {
                let mut next = at + 1;
                while next < end
                    && next < at + 3
                    && (matches!(doc.lower(next), "la" | "las" | "los" | "der" | "den" | "le" | "al" | "el")
                        && doc.tokens[next as usize].case == Case::Lower
                        || doc.tokens[next as usize].kind == TokenKind::Dash && !doc.tokens[next as usize].space_before)
                {
                    next += 1;
                }
                part(next).then_some(next + 1)
            }
            _ => None,
        }
    }
}
