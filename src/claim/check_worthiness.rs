//! Whether a reader would want to know that a claim is true.

use super::{ClaimType, ClaimantKind, Stance};

/// What speaks for or against checking a claim.
pub(super) struct Signs<'a> {
    /// Its types, the main one first.
    pub(super) types: &'a [ClaimType],
    /// How its claimant stands to it.
    pub(super) stance: Stance,
    /// What kind of claimant puts it forward.
    pub(super) claimant: ClaimantKind,
    /// Whether a figure stands in it.
    pub(super) has_number: bool,
    /// Whether it names somebody or something.
    pub(super) has_name: bool,
    /// Whether it names a wrong.
    pub(super) has_wrong: bool,
    /// Whether its subject is "I" or "we".
    pub(super) is_first_person: bool,
    /// How many words it has.
    pub(super) words: usize,
}

/// 0, 1 or 2 as in `Claim::check_worthy`, and the reason for the reader.
pub(super) fn judge_check_worthiness(signs: &Signs) -> (u8, &'static str) {
    let is = |kind| signs.types.contains(&kind);
    match signs.types.first() {
        Some(ClaimType::Opinion) => return (0, "a judgement, which no evidence could settle"),
        Some(ClaimType::Intent) if signs.is_first_person && signs.stance != Stance::Denies => {
            return (0, "a wish or feeling of the speaker, which can hardly be checked");
        }
        Some(ClaimType::Intent) => return (1, "a motive or feeling, which is hard to check"),
        _ => {}
    }
    if matches!(signs.stance, Stance::Alleges | Stance::Denies | Stance::Disputes) {
        return (2, "one side accuses or denies");
    }
    if signs.stance == Stance::Commits {
        return (2, "a promise or threat, which can be checked later");
    }
    if is(ClaimType::Prediction) {
        return (1, "about the future");
    }
    if is(ClaimType::Quantity) || signs.has_number {
        return (2, "a figure that can be checked");
    }
    if is(ClaimType::Cause) && signs.words >= 5 {
        return (2, "says that one thing brought about another");
    }
    if is(ClaimType::Rule) && signs.has_name {
        return (2, "a rule or status that stands somewhere");
    }
    if signs.has_wrong && signs.words >= 4 {
        return (2, "names a wrong");
    }
    if is(ClaimType::Event) && signs.has_name && signs.words >= 6 {
        return (2, "an event that names somebody or something");
    }
    if signs.words < 4 || is(ClaimType::Experience) && signs.claimant != ClaimantKind::Named {
        return (1, "little that could be checked");
    }
    (1, "can be checked, of less interest")
}
