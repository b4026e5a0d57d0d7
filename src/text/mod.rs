//! Floor 1: tokens, sentences, quotation marks, patterns, language.

pub mod abbreviation;
pub mod language;
pub mod lexer;
mod number_words;
pub mod patterns;
pub mod quotation_marks;
pub mod sentences;
