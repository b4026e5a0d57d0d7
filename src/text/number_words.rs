//! The words of dates, times and amounts: what each does there and what it is worth.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::document::{Document, TokenId, TokenKind};

/// What a word does in dates and amounts: its class in `models/number-words.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Month,
    Weekday,
    Number,
    Scale,
    Suffix,
    Sign,
    Currency,
    Code,
    Days,
    Hours,
    Zone,
    Unit,
    Count,
}

/// The words of `models/number-words.txt`; its head says what the columns are.
struct NumberWords {
    /// One bit a role; a word with several roles has several.
    roles: FxHashMap<&'static str, u16>,
    /// What a word is worth in a role.
    values: FxHashMap<(&'static str, Role), &'static str>,
}

static NUMBER_WORDS: LazyLock<NumberWords> = LazyLock::new(|| {
    let mut words = NumberWords { roles: FxHashMap::default(), values: FxHashMap::default() };
    for line in include_str!("../../models/number-words.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((word, class)) = line.split_once(' ') else { continue };
        let (class, value) = class.split_once(' ').unwrap_or((class, ""));
        let role = match class {
            "month" => Role::Month,
            "weekday" => Role::Weekday,
            "number" => Role::Number,
            "scale" => Role::Scale,
            "suffix" => Role::Suffix,
            "sign" => Role::Sign,
            "currency" => Role::Currency,
            "code" => Role::Code,
            "days" => Role::Days,
            "hours" => Role::Hours,
            "zone" => Role::Zone,
            "count" => Role::Count,
            _ => Role::Unit,
        };
        *words.roles.entry(word).or_default() |= role.bit();
        if !value.is_empty() {
            words.values.insert((word, role), value);
        }
    }
    words
});

impl Role {
    /// The bit of this role in what [`roles_of`] gives.
    pub(super) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The roles of a lower-cased word, one bit each; 0 for a word that is not in the list.
pub(super) fn roles_of(word: &str) -> u16 {
    NUMBER_WORDS.roles.get(word).copied().unwrap_or(0)
}

/// What a lower-cased word is worth in `role`; `None` also where the word alone does not settle it.
pub(super) fn value_of(word: &str, role: Role) -> Option<&'static str> {
    let values: &FxHashMap<(&str, Role), &'static str> = &NUMBER_WORDS.values;
    values.get(&(word, role)).copied()
}

/// The tokens of a match that are still to be read.
#[derive(Clone, Copy)]
pub(super) struct Words<'d> {
    pub(super) doc: &'d Document,
    /// The first of them.
    pub(super) at: TokenId,
    /// Just after the last.
    pub(super) end: TokenId,
}

impl<'d> Words<'d> {
    /// Whether nothing is left.
    pub(super) const fn is_empty(self) -> bool {
        self.at >= self.end
    }

    /// How many tokens are left.
    pub(super) const fn len(self) -> u32 {
        self.end.saturating_sub(self.at)
    }

    /// The kind of the next token.
    pub(super) fn kind(self) -> Option<TokenKind> {
        (!self.is_empty()).then(|| self.doc.tokens[self.at as usize].kind)
    }

    /// The lower-cased text of the next token; empty at the end.
    pub(super) fn word(self) -> &'d str {
        self.word_after(0)
    }

    /// The lower-cased text of the token that comes after `skipped` others; empty past the end.
    pub(super) fn word_after(self, skipped: u32) -> &'d str {
        if skipped < self.len() { self.doc.lower(self.at + skipped) } else { "" }
    }

    /// What the token after `skipped` others is worth in `role`.
    pub(super) fn value_after(self, skipped: u32, role: Role) -> Option<&'static str> {
        value_of(self.word_after(skipped), role)
    }

    /// Whether the next token plays `role`.
    pub(super) fn plays(self, role: Role) -> bool {
        roles_of(self.word()) & role.bit() != 0
    }

    /// The number of the month that the next token names.
    pub(super) fn month(self) -> Option<u8> {
        self.value_after(0, Role::Month)?.parse().ok()
    }

    /// Goes past `count` tokens.
    pub(super) fn skip(&mut self, count: u32) {
        self.at = (self.at + count).min(self.end);
    }

    /// Goes past the next token if it is `word`.
    pub(super) fn take(&mut self, word: &str) {
        self.skip(u32::from(self.word() == word));
    }

    /// Goes past the next tokens if they are `phrase`, and says so.
    pub(super) fn take_phrase(&mut self, phrase: &[&str]) -> bool {
        let is_next = (0..).zip(phrase).all(|(skipped, &word)| self.word_after(skipped) == word);
        self.skip(if is_next { phrase.len() as u32 } else { 0 });
        is_next
    }

    /// Whether the next token joins two ends of a range: a dash or "to".
    pub(super) fn is_range(self) -> bool {
        self.kind() == Some(TokenKind::Dash) || self.word() == "to"
    }

    /// Goes past a dash or "to", and says so.
    pub(super) fn take_range(&mut self) -> bool {
        let is_range = self.is_range();
        self.skip(u32::from(is_range));
        is_range
    }

    /// Goes past the dash of "three-year", and says so.
    pub(super) fn take_dash(&mut self) -> bool {
        let is_dash = self.kind() == Some(TokenKind::Dash);
        self.skip(u32::from(is_dash));
        is_dash
    }
}
