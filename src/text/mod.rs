//! Floor 1: tokens, sentences, quotation marks, dates and amounts with their values, language.

pub mod abbreviation;
mod calendar;
pub mod language;
pub mod lexer;
mod number;
mod number_words;
pub mod patterns;
pub mod quotation_marks;
pub mod sentences;
pub mod value;
