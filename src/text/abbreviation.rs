//! Abbreviations: words whose full stop does not by itself end a sentence.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexer::{is_apostrophe, is_word_part, run};
use crate::document::{Token, TokenKind};

/// What the full stop after an abbreviation allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name: the sentence goes on.
    Title,
    /// One only before a digit.
    Number,
    /// May also end a sentence.
    Suffix,
    /// A month, when capitalised.
    Month,
    /// A state of the US after the name of a place or party; may also end a sentence.
    State,
}

/// Abbreviations in lower case, without their last full stop.
static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    (include_str!("../../models/abbreviations.txt").lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(word, class)| {
            let class = match class {
                "title" => Abbreviation::Title,
                "number" => Abbreviation::Number,
                "month" => Abbreviation::Month,
                "state" => Abbreviation::State,
                _ => Abbreviation::Suffix,
            };
            (word, class)
        })
        .collect()
});

/// Words that, capitalised after an abbreviation, begin a sentence.
static STARTERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../models/sentence-starters.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Whether `word` begins a sentence where it is capitalised after an abbreviation; any case.
pub fn is_sentence_starter(word: &str) -> bool {
    word.is_ascii() && STARTERS.contains(word.to_ascii_lowercase().as_str())
}

/// The class of `word` (lower case, without its last full stop) as an abbreviation.
pub fn find_abbreviation(word: &str) -> Option<Abbreviation> {
    ABBREVIATIONS.get(word).copied()
}

/// How many bytes of `after`, which begins with a full stop, belong to the abbreviation that `word` begins; 0 for none.
pub(super) fn scan_stopped(word: &str, after: &str, previous: Option<&Token>, text: &str) -> usize {
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    if single {
        // "U.S.", "a.m.", "J.K.": letters and stops by turns.
        let mut length = 1;
        let mut pairs = 0;
        loop {
            let mut following = after[length..].chars();
            let Some(letter) = following.next().filter(|c| c.is_alphabetic()) else { break };
            match following.next() {
                Some('.') => length += letter.len_utf8() + 1,
                Some(next) if is_word_part(next) || is_apostrophe(next) => break,
                _ => {
                    length += letter.len_utf8();
                    pairs += 1;
                    break;
                }
            }
            pairs += 1;
        }
        if pairs > 0 {
            return length;
        }
        if word == "I" {
            return 0;
        }
        // "J. Smith", "Roe v. Wade": before a capital, if that does not begin a sentence.
        let next = after[1..].trim_start_matches([' ', '\u{a0}']);
        let next_word = &next[..run(next, is_word_part)];
        let after_name = previous.is_some_and(|token| token.is_capitalised() && token.is_wordlike());
        let is_initial = next.starts_with(char::is_uppercase)
            && (word == "v" || word.chars().all(char::is_uppercase))
            && (after_name || !is_sentence_starter(next_word));
        return usize::from(is_initial);
    }
    if word.len() > 8 || !word.is_ascii() {
        return 0;
    }
    let capitalised = word.starts_with(|c: char| c.is_ascii_uppercase());
    if word == "Ph" && after.starts_with(".D") {
        return if after.starts_with(".D.") { 3 } else { 2 };
    }
    let next = after[1..].trim_start_matches([' ', '\u{a0}']).chars().next();
    let is_one = match find_abbreviation(&word.to_ascii_lowercase()) {
        Some(Abbreviation::Title) => capitalised || matches!(word, "vs" | "approx"),
        Some(Abbreviation::Number) => next.is_some_and(|c| c.is_ascii_digit()),
        Some(Abbreviation::Month) => {
            capitalised && next.is_some_and(|c| c.is_ascii_digit() || c.is_lowercase() || c == ',' || c == ')')
        }
        Some(Abbreviation::State) => {
            capitalised
                && previous.is_some_and(|token| {
                    matches!(token.kind, TokenKind::Dash | TokenKind::Open) || token.span.slice(text) == ","
                })
        }
        Some(Abbreviation::Suffix) => match word {
            "al" => previous.is_some_and(|token| token.span.slice(text).eq_ignore_ascii_case("et")),
            "etc" => true,
            _ => capitalised,
        },
        None => false,
    };
    usize::from(is_one)
}
