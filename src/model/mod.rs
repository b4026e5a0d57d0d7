//! Floor 2: word lists, part-of-speech tags, and what is learned.

pub mod features;
pub mod file;
pub mod gazetteer;
pub mod lexicon;
pub mod pos;
pub mod weights;
