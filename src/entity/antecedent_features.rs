//! What speaks for and against each thing that a pronoun may stand for.

use super::MentionForm;
use super::antecedent::Anaphor;
use super::clause::Clause;
use super::reference::Pronoun;
use super::resolve::{Recent, Resolver, Sex, ThingId};
use crate::document::TokenId;
use crate::model::features::{hash_word, join, key};
use crate::model::gazetteer::Facts;
use crate::model::weights::FeatureKey;

impl Resolver<'_, '_> {
    /// Appends what speaks for no candidate at all; `last` is the one mentioned last, `count` how many there are.
    pub(super) fn push_none(
        &self,
        anaphor: &Anaphor,
        last: Option<&Recent>,
        count: usize,
        clause: &Clause,
        features: &mut Vec<FeatureKey>,
    ) {
        let words = self.words;
        let end = words.doc.tokens.len() as TokenId;
        let kind = anaphor.pronoun as u32;
        let placed = kind << 2 | anaphor.place as u32;
        let mut push = |template: u32, value: u32| features.push(key(template, value));
        push(0, placed);
        push(1, kind << 3 | count.min(5) as u32);
        push(2, kind << 1 | u32::from(anaphor.quoted.is_some()));
        let far = last.map_or(7, |last| (clause.sentence - last.sentence).min(6));
        push(3, kind << 3 | far);
        let pos = |at: TokenId| words.pos.get(at as usize).map_or(31, |&pos| pos as u32);
        push(4, placed << 5 | pos(anaphor.at + 1));
        if anaphor.pronoun == Pronoun::Thing {
            push(5, hash_word(words.text(anaphor.at + 1, 0, end)));
            push(6, hash_word(words.text(anaphor.at.wrapping_sub(1), 0, end)));
            push(7, pos(anaphor.at + 1) << 5 | pos(anaphor.at + 2));
            push(8, u32::from(self.is_empty_it(anaphor.at)));
        }
    }

    /// Appends what speaks for the `rank`th of the candidates.
    pub(super) fn push_candidate(
        &self,
        anaphor: &Anaphor,
        candidates: &[Recent],
        rank: usize,
        clause: &Clause,
        features: &mut Vec<FeatureKey>,
    ) {
        let doc = self.words.doc;
        let (recent, count) = (&candidates[rank], candidates.len());
        let thing = &self.things[recent.thing as usize];
        let mention = &self.mentions[recent.mention as usize];
        let kind = anaphor.pronoun as u32;
        let placed = kind << 2 | anaphor.place as u32;
        let far = (clause.sentence - recent.sentence).min(6);
        let near = far.min(3);
        let function = recent.function as u32;
        let quotes = match (anaphor.quoted, recent.quoted) {
            (None, None) => 0,
            (Some(here), Some(there)) if here == there => 1,
            (Some(_), Some(_)) => 2,
            (Some(_), None) => 3,
            (None, Some(_)) => 4,
        };
        let form = match mention.form {
            MentionForm::Name => 0,
            MentionForm::Nominal => 1,
            MentionForm::Pronoun => 2,
        };
        let rank = rank.min(5) as u32;
        let mentions = match thing.mentions.len() {
            0..=1 => 0,
            2 => 1,
            3..=5 => 2,
            _ => 3_u32,
        };
        let mut push = |template: u32, value: u32| features.push(key(template, value));
        push(16, placed);
        push(17, kind << 3 | far);
        push(18, placed << 5 | near << 3 | function);
        push(19, kind << 3 | rank);
        push(20, kind << 4 | form << 2 | near);
        push(21, kind << 5 | (thing.kind as u32) << 1 | u32::from(thing.longest.is_some()));
        let heard = match (anaphor.pronoun, thing.heard) {
            (Pronoun::Male, Sex::Male) | (Pronoun::Female, Sex::Female) => 1,
            (Pronoun::Male, Sex::Female) | (Pronoun::Female, Sex::Male) => 2,
            _ => 0,
        };
        push(22, kind << 3 | heard << 1 | u32::from(thing.sex != Sex::Unknown));
        push(23, kind << 2 | mentions);
        push(24, kind << 5 | quotes << 2 | far.min(2));
        push(25, placed << 2 | function);
        if far == 0 {
            let gap = anaphor.at.saturating_sub(mention.tokens.end);
            let gap = match gap {
                0..=1 => gap,
                2..=4 => 2,
                5..=9 => 3,
                10..=17 => 4,
                _ => 5,
            };
            push(26, placed << 3 | gap);
            let joined = gap == 1 && matches!(doc.lower(anaphor.at - 1), "and" | "or");
            push(27, placed << 1 | u32::from(joined));
            // "He saw him": two of one clause are two people.
            push(28, placed << 3 | function << 1 | u32::from(recent.clause == clause.number));
        }
        let blocks = doc.block_of(anaphor.at) - doc.block_of(mention.tokens.start);
        push(29, kind << 4 | blocks.min(3) << 2 | near);
        push(30, kind << 1 | u32::from(doc.sentence_of(self.first_token(recent.thing)) < 2));
        push(31, kind << 4 | quotes << 1 | u32::from(self.speaks_in(anaphor.quoted, recent.thing)));
        push(32, kind << 5 | (count.min(4) as u32) << 2 | rank.min(3));
        push(33, kind << 3 | function << 1 | u32::from(recent.first));
        let speaks = self.stands_by_speech(anaphor.at);
        push(34, kind << 2 | u32::from(speaks) << 1 | u32::from(recent.speaks));
        push(35, join(placed << 6 | quotes << 3 | function, near));
        // How long ago it was named: a chain of pronouns that went wrong goes on being wrong.
        let ago = thing.last_named.map_or(7, |named| (clause.sentence.saturating_sub(named)).min(6));
        push(40, kind << 3 | ago);
        push(36, kind << 3 | mentions << 1 | u32::from(rank == 0));
        let speaker = self.recent.iter().rev().find(|recent| recent.speaks);
        let spoke = u32::from(speaker.is_some_and(|speaker| speaker.thing == recent.thing));
        let said = kind << 3 | u32::from(speaks) << 2 | u32::from(anaphor.quoted.is_some()) << 1 | spoke;
        push(37, said);
        push(38, said << 2 | near);
        let weight = |recent: &Recent| self.things[recent.thing as usize].mentions.len();
        let most = candidates.iter().map(weight).max().unwrap_or(0);
        push(39, kind << 2 | u32::from(weight(recent) == most) << 1 | u32::from(most > 2));
        let last = self.last_meant[anaphor.pronoun as usize];
        let again = u32::from(last == Some(recent.thing)) << 1 | u32::from(last.is_none());
        push(41, kind << 4 | again << 2 | near);
        let is_told = |recent: &Recent| self.things[recent.thing as usize].sex != Sex::Unknown;
        let told = candidates.iter().filter(|recent| is_told(recent)).count();
        push(42, kind << 3 | u32::from(is_told(recent)) << 2 | told.min(3) as u32);
    }

    /// Whether a verb of speech stands beside the token.
    fn stands_by_speech(&self, at: TokenId) -> bool {
        let says = |at: TokenId| self.words.facts(at).has(Facts::SPEECH);
        at as usize + 1 < self.words.doc.tokens.len() && says(at + 1) || at > 0 && says(at - 1)
    }

    /// The first token of the first mention of a thing.
    fn first_token(&self, thing: ThingId) -> TokenId {
        let first = self.things[thing as usize].mentions.first();
        first.map_or(0, |&mention| self.mentions[mention as usize].tokens.start)
    }

    /// Whether the thing is who speaks the quotation, as far as the words beside its marks tell.
    fn speaks_in(&self, quoted: Option<u32>, thing: ThingId) -> bool {
        let speaker = quoted.and_then(|quoted| self.speakers[quoted as usize - 1]);
        let Some(speaker) = speaker else { return false };
        let last = self.forms.all[speaker as usize].words.last();
        (self.things[thing as usize].mentions.iter().map(|&mention| &self.mentions[mention as usize]))
            .filter(|mention| mention.form == MentionForm::Name)
            .any(|mention| last == Some(&self.words.doc.tokens[mention.tokens.end as usize - 1].word))
    }
}
