//! Whom a pronoun stands for.

use super::EntityKind;
use super::reference::Pronoun;
use super::resolve::{Clause, REACH_SENTENCES, Recent, Resolver, Sex, ThingId};
use crate::document::TokenId;
use crate::model::pos::Pos;

impl Resolver<'_, '_> {
    /// Whom the pronoun at token `at` stands for.
    pub(super) fn find_antecedent(&self, pronoun: Pronoun, at: TokenId, clause: &Clause) -> Option<ThingId> {
        let doc = self.words.doc;
        if pronoun == Pronoun::Relative {
            let last = self.recent.back()?;
            let mention = &self.mentions[*self.things[last.thing as usize].mentions.last()? as usize];
            let gap = at.checked_sub(mention.tokens.end)?;
            let fits = matches!(self.things[last.thing as usize].kind, EntityKind::Person | EntityKind::Group);
            return (gap <= 1 && fits).then_some(last.thing);
        }
        if pronoun == Pronoun::Thing && self.is_empty_it(at) {
            return None;
        }
        let quoted = Some(self.quoted[at as usize]).filter(|&quoted| quoted > 0);
        let fits = |recent: &Recent| {
            let thing = &self.things[recent.thing as usize];
            match pronoun {
                Pronoun::Male => thing.kind == EntityKind::Person && thing.sex != Sex::Female,
                Pronoun::Female => thing.kind == EntityKind::Person && thing.sex != Sex::Male,
                Pronoun::Plural => thing.plural,
                Pronoun::Thing => {
                    matches!(thing.kind, EntityKind::Organization | EntityKind::Place) && (thing.named || thing.plural)
                }
                Pronoun::Relative => false,
            }
        };
        // What is inside a quotation is seldom meant outside it, and the other way round.
        let usable = |recent: &&Recent| recent.quoted == quoted && fits(recent);
        let reach = match pronoun {
            Pronoun::Male | Pronoun::Female => REACH_SENTENCES,
            _ => 1,
        };
        let mut sentence = clause.sentence;
        let oldest = clause.sentence.saturating_sub(reach);
        loop {
            let here = || self.recent.iter().rev().filter(|recent| recent.sentence == sentence).filter(usable);
            let subject = here().rfind(|recent| recent.subject);
            let found = match pronoun {
                // "it" and "they" stand for subjects only.
                Pronoun::Thing | Pronoun::Plural => subject,
                _ => subject.or_else(|| {
                    let mut others = here();
                    let last = others.next()?;
                    // In this sentence the nearest; in an earlier one only when there is no choice.
                    (sentence == clause.sentence || others.all(|other| other.thing == last.thing)).then_some(last)
                }),
            };
            if let Some(found) = found {
                return Some(found.thing);
            }
            if here().next().is_some() && pronoun != Pronoun::Plural && pronoun != Pronoun::Thing {
                return None;
            }
            if sentence <= oldest {
                return None;
            }
            sentence -= 1;
            let same_block = doc.sentences[sentence as usize].block == doc.sentences[clause.sentence as usize].block;
            if !same_block && matches!(pronoun, Pronoun::Thing | Pronoun::Plural) {
                return None;
            }
        }
    }

    /// Whether "it" at `at` stands for nothing: "it is clear that", "it rained".
    fn is_empty_it(&self, at: TokenId) -> bool {
        let words = self.words;
        let text = |at: TokenId| words.text(at, 0, words.doc.tokens.len() as TokenId);
        if text(at) != "it" {
            return false;
        }
        let verb = text(at + 1);
        let linking = matches!(
            verb,
            "is" | "'s"
                | "was"
                | "seems"
                | "seemed"
                | "appears"
                | "appeared"
                | "remains"
                | "takes"
                | "took"
                | "rained"
                | "turns"
                | "turned"
        ) || matches!(verb, "would" | "will" | "may" | "might" | "could") && text(at + 2) == "be";
        // "is a party", "was founded" speak of a thing; "is clear that", "is not known" do not.
        linking
            && !matches!(text(at + 2), "a" | "an" | "the" | "one")
            && !(matches!(verb, "is" | "was") && words.pos.get(at as usize + 2) == Some(&Pos::Adverb))
            || !matches!(words.pos.get(at as usize + 1), Some(pos) if pos.is_finite())
                && at > 0
                && !matches!(words.pos[at as usize - 1], Pos::Preposition | Pos::To)
    }
}
