//! The main type and the stance of a claim, chosen by what labelled claims taught: rules propose, the words decide.

use super::{ClaimType, Stance};
use crate::model::features::key;
use crate::model::weights::FeatureKey;

/// The section of the model file that types are chosen by, and that of stances.
pub const TYPE_SECTION: [u8; 4] = *b"type";
/// As [`TYPE_SECTION`].
pub const STANCE_SECTION: [u8; 4] = *b"stan";

/// The types among which is chosen, by number.
pub const TYPES: [ClaimType; 9] = [
    ClaimType::Quantity,
    ClaimType::Cause,
    ClaimType::Prediction,
    ClaimType::Rule,
    ClaimType::Event,
    ClaimType::Property,
    ClaimType::Intent,
    ClaimType::Experience,
    ClaimType::Opinion,
];
/// The stances among which is chosen, by number.
pub const STANCES: [Stance; 6] =
    [Stance::Asserts, Stance::Alleges, Stance::Denies, Stance::Disputes, Stance::Predicts, Stance::Commits];

/// The features of the `choice`th of several, where `features` are those of the claim.
pub fn features_of(choice: usize, features: &[FeatureKey]) -> Vec<FeatureKey> {
    features.iter().map(|&feature| key(choice as u32, feature)).collect()
}
