//! Whether a reader would want to know that a claim is true: a level by rule, and a learned score that ranks claims.
//!
//! The score is that of a linear model trained on sentences of political debates that fact-checkers marked as worth checking
//! (ClaimBuster; Hassan et al. 2017). Debates are not news, so it only ranks the claims of an article; the level comes from rules.

use std::sync::LazyLock;

use super::article::Article;
use super::features::push_features;
use super::proposition::Proposition;
use super::{Claim, ClaimType, Stance};
use crate::model::linear::Linear;

/// The weights that were trained on the corpus named in `models/check-worthiness.md`.
static WORTH: LazyLock<Linear> = LazyLock::new(|| {
    Linear::read(include_bytes!("../../models/check-worthiness.bin")).expect("a test reads the embedded model")
});

/// How likely fact-checkers would choose the claim for a check, `0.01..=0.99`.
pub(super) fn score_check_worthiness(article: &Article, proposition: &Proposition, claim: &Claim) -> f32 {
    let mut features = Vec::with_capacity(64);
    push_features(article, proposition, claim, &mut features);
    calibrate(WORTH.score(&features))
}

/// The share of debate sentences with a score that were worth checking.
///
/// # Source
/// Counted on the development part of CheckThat! 2024 by `cargo run --release -p train -- check-worthiness`; straight lines between
/// the counts.
fn calibrate(score: i32) -> f32 {
    const COUNTS: [(i32, f32); 7] =
        [(-96, 0.01), (-60, 0.04), (-36, 0.11), (-12, 0.33), (12, 0.62), (36, 0.82), (84, 0.97)];
    let after = COUNTS.partition_point(|&(bound, _)| bound <= score);
    let (Some(&(low, from)), Some(&(high, to))) =
        (after.checked_sub(1).and_then(|at| COUNTS.get(at)), COUNTS.get(after))
    else {
        return if after == 0 { COUNTS[0].1 } else { COUNTS[COUNTS.len() - 1].1 };
    };
    from + (to - from) * (score - low) as f32 / (high - low) as f32
}

/// What speaks for or against checking a claim.
pub(super) struct Signs<'a> {
    /// Its types, the main one first.
    pub(super) types: &'a [ClaimType],
    /// How its claimant stands to it.
    pub(super) stance: Stance,
    /// Whether a figure stands in it.
    pub(super) has_number: bool,
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
        return (1, "a promise or threat, which can be checked later");
    }
    if is(ClaimType::Prediction) {
        return (1, "about the future");
    }
    if signs.types.first() == Some(&ClaimType::Quantity) || signs.has_number && !signs.is_first_person {
        return (2, "a figure that can be checked");
    }
    if signs.types.first() == Some(&ClaimType::Rule) {
        return (2, "a rule or status that stands somewhere");
    }
    if signs.has_wrong && signs.words >= 4 {
        return (2, "names a wrong");
    }
    if is(ClaimType::Cause) && is(ClaimType::Quantity) {
        return (2, "says that one thing brought about another");
    }
    if signs.words < 4 || is(ClaimType::Experience) {
        return (1, "little that could be checked");
    }
    (1, "can be checked, of less interest")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/check-worthiness.bin");
        assert!(Linear::read(bytes).is_ok());
        assert!(Linear::read(&bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn score_rises_with_the_sum_of_weights() {
        let scores: Vec<f32> = (-120..120).map(calibrate).collect();
        assert!(scores.is_sorted());
        assert!(scores.iter().all(|score| (0.01..=0.99).contains(score)));
    }
}
