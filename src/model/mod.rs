//! Floor 2: word lists, part-of-speech tags, and what is learned.

pub mod chain;
pub mod features;
pub mod file;
pub mod gazetteer;
pub mod lexicon;
pub mod linear;
pub mod name_context;
pub mod name_features;
pub mod names;
pub mod pos;
pub mod weights;
