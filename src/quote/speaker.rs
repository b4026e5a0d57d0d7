//! Speakers that the sentence of a quote does not name: the last one, the only person named before, the one interviewed.

use super::phrase::Text;
use super::{Quote, SourceKind};
use crate::document::SentenceId;
use crate::entity::{Entities, EntityId, EntityKind, Mention, MentionForm};
use crate::span::Span;

/// How many sentences back a body may have spoken that "it" or "they" is taken for.
const BODY_BACK: SentenceId = 3;

/// The last sources with a name, for pronouns that nothing else settles.
#[derive(Default)]
pub(super) struct Last {
    person: Option<EntityId>,
    /// The byte at which its source ended.
    end: u32,
    /// An organization or country, how it is identified, and where it spoke.
    body: Option<(EntityId, SourceKind, SentenceId)>,
}

impl Last {
    /// Remembers the source of `quote`, which stands in `sentence`.
    pub(super) fn note(&mut self, entities: &Entities, quote: &Quote, sentence: SentenceId) {
        let Some(entity) = quote.entity else { return };
        self.end = quote.source.last().map_or(self.end, |source| source.end);
        match entities.entities[entity as usize].kind {
            EntityKind::Person => (self.person, self.body) = (Some(entity), None),
            EntityKind::Organization | EntityKind::Place => self.body = Some((entity, quote.source_kind, sentence)),
            _ => {}
        }
    }

    /// Whom `pronoun`, which begins at the byte `at` in `sentence`, most likely stands for.
    pub(super) fn find(
        &self,
        entities: &Entities,
        pronoun: &str,
        at: u32,
        sentence: SentenceId,
    ) -> Option<(EntityId, SourceKind)> {
        match pronoun {
            "he" | "she" => {
                let person = self.person?;
                // "Tom asked Ann, and she replied": somebody else was named in between.
                let is_other = |mention: &Mention| {
                    mention.kind == EntityKind::Person
                        && mention.form == MentionForm::Name
                        && mention.entity != Some(person)
                };
                let since = entities.mentions.partition_point(|mention| mention.span.start < self.end.min(at));
                let mut named = entities.mentions[since..].iter().take_while(|mention| mention.span.end <= at);
                (!named.any(is_other)).then_some((person, SourceKind::Named))
            }
            "it" | "they" => {
                let (body, kind, spoke) = self.body?;
                (sentence <= spoke + BODY_BACK).then_some((body, kind))
            }
            _ => None,
        }
    }
}

/// The one person whom the sentence right before `sentence` names, or the two before it, in the same block or the one before.
pub(super) fn find_only_person(text: &Text, entities: &Entities, sentence: SentenceId) -> Option<EntityId> {
    let here = text.doc.sentences.get(sentence as usize)?;
    (1..=2).find_map(|back| {
        let first = text.doc.sentences.get(sentence.checked_sub(back)? as usize)?;
        if here.block > first.block + 1 {
            return None;
        }
        let words = text.doc.token_span(first.tokens.start..here.tokens.start);
        let mut persons = entities.mentions_in(words).filter_map(|(_, mention)| {
            mention.entity.filter(|_| mention.kind == EntityKind::Person && mention.form == MentionForm::Name)
        });
        let person = persons.next()?;
        persons.all(|other| other == person).then_some(person)
    })
}

/// How many sentences an article may take to say whom its author spoke with.
const OPENING: usize = 12;

/// The person with whom the author says to have spoken, at the beginning: "I spoke with Jane Doe about the survey".
pub(super) fn find_interviewee(text: &Text, entities: &Entities) -> Option<(Span, EntityId)> {
    let doc = text.doc;
    for sentence in doc.sentences.iter().take(OPENING) {
        let mut tokens = sentence.tokens.clone();
        let verb = tokens.find(|&token| {
            let subject = token > sentence.tokens.start && matches!(doc.lower(token - 1), "i" | "we");
            subject && matches!(doc.lower(token), "spoke" | "talked" | "interviewed" | "chatted" | "sat" | "asked")
        });
        let Some(verb) = verb else { continue };
        let rest = doc.token_span(verb..sentence.tokens.end);
        let person = entities.mentions_in(rest).find_map(|(_, mention)| {
            let is_person = mention.kind == EntityKind::Person && mention.form == MentionForm::Name;
            mention.entity.filter(|_| is_person).map(|entity| (mention.span, entity))
        });
        if person.is_some() {
            return person;
        }
    }
    None
}
