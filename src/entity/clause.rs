//! Where in its sentence and clause a walk over the mentions stands.

use super::words::Words;
use crate::document::{SentenceId, TokenId};
use crate::model::pos::Pos;

/// Where in its clause the walk stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clause {
    pub(super) sentence: SentenceId,
    /// Its number in the document; roughly, for commas and joining words count.
    pub(super) number: u32,
    /// The next token to read.
    pub(super) next: TokenId,
    /// Whether a finite verb stands before in the sentence.
    pub(super) verb: bool,
}

impl Clause {
    /// Reads on to token `at`.
    pub(super) fn advance(&mut self, words: &Words, at: TokenId) {
        let doc = words.doc;
        while (self.sentence as usize) < doc.sentences.len() && doc.sentences[self.sentence as usize].tokens.end <= at {
            self.sentence += 1;
            self.number += 1;
            self.verb = false;
            if let Some(sentence) = doc.sentences.get(self.sentence as usize) {
                self.next = sentence.tokens.start;
            }
        }
        while self.next < at {
            self.verb |= words.pos[self.next as usize].is_finite();
            match doc.lower(self.next) {
                // A new clause has its own subject.
                "but" | "while" | "although" | "because" | ";" => {
                    self.verb = false;
                    self.number += 1;
                }
                "," | "and" | "that" | "who" | "which" | "when" | "where" | "if" | "after" | "before" | "as" => {
                    self.number += 1;
                }
                _ => {}
            }
            self.next += 1;
        }
    }

    /// Whether a preposition governs the mention at `at`.
    pub(super) fn preposition(&self, words: &Words, at: TokenId) -> bool {
        let mut before = at;
        for _ in 0..6 {
            if before == 0 {
                return false;
            }
            before -= 1;
            match words.pos[before as usize] {
                Pos::Preposition | Pos::To => return true,
                Pos::Determiner | Pos::Adjective | Pos::Noun | Pos::Number | Pos::Proper => {}
                _ => return false,
            }
            let stop = words.doc.sentences.get(self.sentence as usize).is_none_or(|s| before < s.tokens.start);
            if stop {
                return false;
            }
        }
        false
    }
}
