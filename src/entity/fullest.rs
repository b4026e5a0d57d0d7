//! The name that an entity is shown by: its fullest, in normal case.

use super::resolve::{Resolver, Thing};
use super::{Mention, MentionForm};
use crate::document::{Case, TokenKind};

impl Resolver<'_, '_> {
    /// The fullest name of a thing, in normal case.
    pub(super) fn find_name(&self, thing: &Thing) -> String {
        let mut best: Option<((MentionForm, usize, bool), &Mention)> = None;
        for &id in &thing.mentions {
            let mention = &self.mentions[id as usize];
            let shouted = self.is_shouted(mention);
            let rank = |form| match form {
                MentionForm::Name => 2,
                MentionForm::Nominal => 1,
                MentionForm::Pronoun => 0,
            };
            let letters = mention.span.len() as usize;
            let better = best.is_none_or(|((form, length, loud), _)| {
                (rank(mention.form), letters, !shouted) > (rank(form), length, !loud)
                    && (rank(mention.form) > rank(form) || rank(form) == 2)
            });
            if better {
                best = Some(((mention.form, letters, shouted), mention));
            }
        }
        let Some((_, mention)) = best else { return String::new() };
        let text = self.words.doc.slice(mention.span);
        if mention.form == MentionForm::Name && self.is_shouted(mention) {
            return to_title_case(text);
        }
        if mention.form == MentionForm::Nominal {
            let mut letters = text.chars();
            if let (Some(first), "the " | "this" | "his " | "her " | "our " | "its ") =
                (letters.next(), text.get(..4).map(str::to_lowercase).as_deref().unwrap_or(""))
            {
                return first.to_lowercase().chain(letters).collect();
            }
        }
        text.to_owned()
    }

    /// Whether the mention is written in capitals throughout though it is no acronym.
    fn is_shouted(&self, mention: &Mention) -> bool {
        let doc = self.words.doc;
        let mut long = 0;
        for at in mention.tokens.clone() {
            let token = &doc.tokens[at as usize];
            if token.kind != TokenKind::Word {
                continue;
            }
            if token.case != Case::Upper {
                return false;
            }
            long += u32::from(token.span.len() > 4 && !doc.lower(at).contains('.'));
        }
        long > 0
    }
}

/// `text` with only the first letter of each word in upper case.
fn to_title_case(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    let mut start = true;
    for character in text.chars() {
        if start {
            title.push(character);
        } else {
            title.extend(character.to_lowercase());
        }
        start = !character.is_alphanumeric() && character != '\'' && character != '’';
    }
    title
}
