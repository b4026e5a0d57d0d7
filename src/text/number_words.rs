//! The words of dates, times and amounts: what each does there.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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

/// The words of `models/number-words.txt`, whose head says what the columns are. A word with several roles has one bit
/// for each.
static ROLES: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut roles = FxHashMap::default();
    for line in include_str!("../../models/number-words.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split(' ');
        let (Some(word), Some(class)) = (columns.next(), columns.next()) else { continue };
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
        *roles.entry(word).or_default() |= role.bit();
    }
    roles
});

impl Role {
    /// The bit of this role in what [`roles_of`] gives.
    pub(super) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The roles of a lower-cased word, one bit each; 0 for a word that is not in the list.
pub(super) fn roles_of(word: &str) -> u16 {
    ROLES.get(word).copied().unwrap_or(0)
}
