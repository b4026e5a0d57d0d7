//! Word lists: how they are written in `models/`, and how a document is looked up in them.

use crate::document::{Document, TokenId};

/// The entries of a word list: one a line, without white space at its ends; lines that begin with `#` are comments.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// One fact about each distinct word of a document, found once a word and read once a token.
#[derive(Clone, Debug)]
pub struct WordTable<T>(Vec<T>);

impl<T: Copy> WordTable<T> {
    /// Asks `find` about each distinct lower-cased word of `doc`.
    pub fn new(doc: &Document, find: impl Fn(&str) -> T) -> Self {
        Self(doc.vocabulary.iter().map(|word| find(word)).collect())
    }

    /// What was found about the word of `token`.
    pub fn of(&self, doc: &Document, token: TokenId) -> T {
        self.0[doc.tokens[token as usize].word as usize]
    }
}
