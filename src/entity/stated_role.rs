//! The role in which the article presents a person, in its own words: "deputy mayor", "a ranking member of the panel".

use std::ops::Range;

use super::resolve::{Resolver, Thing};
use super::{EntityKind, MentionForm};
use crate::document::{TokenId, TokenKind};
use crate::model::pos::Pos;
use crate::span::Span;

impl Resolver<'_, '_> {
    /// Notes the words that state a role of the name that begins at token `name`.
    pub(super) fn note_stated(&mut self, name: TokenId, tokens: Range<TokenId>) {
        let Some(tokens) = self.trim_role(tokens) else { return };
        let known = self.stated.entry(name).or_insert_with(|| tokens.clone());
        if known.len() == 1 {
            *known = tokens;
        }
    }

    /// The role that the article states first, one of several words before one of a single word.
    pub(super) fn find_stated(&self, thing: &Thing) -> Option<Span> {
        if thing.kind != EntityKind::Person {
            return None;
        }
        let names = thing.mentions.iter().map(|&mention| &self.mentions[mention as usize]);
        let mut roles = names
            .filter(|mention| mention.form == MentionForm::Name)
            .filter_map(|mention| self.stated.get(&mention.tokens.start));
        let first = roles.next()?;
        let best = if first.len() > 1 { first } else { roles.find(|role| role.len() > 1).unwrap_or(first) };
        Some(self.words.doc.token_span(best.clone()))
    }

    /// The words of a role without "the"; `None` where they tell nothing by themselves: "Mr", "the man", "his wife".
    fn trim_role(&self, mut tokens: Range<TokenId>) -> Option<Range<TokenId>> {
        let doc = self.words.doc;
        // "the" of "the bank's founder" is the bank's.
        let is_owned = tokens.clone().any(|at| doc.lower(at) == "'s");
        if tokens.len() > 1 && doc.lower(tokens.start) == "the" && !is_owned {
            tokens.start += 1;
        }
        while tokens.len() > 1 && doc.tokens[tokens.start as usize].kind == TokenKind::Dash {
            tokens.start += 1;
        }
        while tokens.len() > 1 && !doc.tokens[tokens.end as usize - 1].is_wordlike() {
            tokens.end -= 1;
        }
        let (first, last) = (doc.lower(tokens.start), doc.lower(tokens.end - 1));
        let begins = !matches!(
            self.words.pos[tokens.start as usize],
            Pos::VerbParticiple | Pos::VerbIng | Pos::VerbPast | Pos::Coordinator | Pos::Preposition | Pos::Possessive
        );
        let is_linked = tokens.clone().any(|at| matches!(doc.lower(at), "'s" | "of" | "to"));
        let tells = !is_address(last) && (is_linked || !is_relation(last));
        let is_empty = |at: TokenId| is_anybody(doc.lower(at)) || doc.tokens[at as usize].kind != TokenKind::Word;
        (begins && tells && first != "whose" && !tokens.clone().all(is_empty)).then_some(tokens)
    }
}

/// Whether a word before a name is a form of address and no role.
fn is_address(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mr."
            | "mrs"
            | "mrs."
            | "ms"
            | "ms."
            | "miss"
            | "dr"
            | "dr."
            | "sir"
            | "dame"
            | "lord"
            | "lady"
            | "madam"
            | "madame"
    )
}

/// Whether a noun tells only whose relative somebody is.
fn is_relation(word: &str) -> bool {
    matches!(
        word,
        "wife"
            | "husband"
            | "father"
            | "mother"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "uncle"
            | "aunt"
            | "nephew"
            | "niece"
            | "cousin"
            | "grandfather"
            | "grandmother"
            | "grandson"
            | "granddaughter"
            | "widow"
            | "friend"
            | "colleague"
            | "partner"
            | "predecessor"
            | "successor"
            | "counterpart"
    )
}

/// Whether a word may stand with anybody: "a young man".
fn is_anybody(word: &str) -> bool {
    matches!(word, "a" | "an" | "one" | "the" | "man" | "woman" | "boy" | "girl" | "person" | "old" | "young" | "year")
}
