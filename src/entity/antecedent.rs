//! Whom a pronoun stands for: the best by a learned ranking of what was spoken of before, or none of it.
//!
//! # Source
//! Ranking of candidates by a linear model, "none" among them: Denis and Baldridge 2007 and 2008; the features are
//! those of Lappin and Leass 1994 and Soon, Ng and Lim 2001, and what quotations add in news.

use std::sync::LazyLock;

use super::kind::FormId;
use super::reference::Pronoun;
use super::resolve::{Clause, Function, Recent, Resolver, Sex, ThingId};
use super::{EntityKind, MentionForm};
use crate::document::{SentenceId, TokenId};
use crate::model::features::{hash_word, join, key};
use crate::model::gazetteer::Facts;
use crate::model::linear::Linear;
use crate::model::pos::Pos;
use crate::model::weights::FeatureKey;
use crate::span::Span;

/// The weights that were trained on the labels named in `models/antecedents.md`.
pub(super) static RANKING: LazyLock<Linear> = LazyLock::new(|| {
    Linear::read(include_bytes!("../../models/antecedents.bin")).expect("a test reads the embedded model")
});

/// How far back a pronoun looks, in sentences.
const REACH_SENTENCES: SentenceId = 7;
/// By how much the best must be ahead of all others, in units of weights; it need only be ahead of "none".
const LEAST_LEAD: i32 = 24;

/// A pronoun with what it might stand for, as training sees it.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The pronoun.
    pub token: TokenId,
    /// What speaks for "none of them".
    pub none: Vec<FeatureKey>,
    /// What it might stand for.
    pub candidates: Vec<Antecedent>,
}

/// One of the things that a pronoun might stand for.
#[derive(Clone, Debug)]
pub struct Antecedent {
    /// What speaks for it.
    pub features: Vec<FeatureKey>,
    /// Where the document names it.
    pub names: Vec<Span>,
    /// Where the document describes it.
    pub descriptions: Vec<Span>,
}

/// A candidate: its features, and which thing it is.
pub(super) struct Candidacy {
    pub(super) thing: ThingId,
    pub(super) features: Vec<FeatureKey>,
}

/// What may be meant, and what speaks for each.
#[derive(Default)]
pub(super) struct Options {
    pub(super) none: Vec<FeatureKey>,
    pub(super) candidates: Vec<Candidacy>,
}

/// Where a pronoun stands in its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Subject = 0,
    Object = 1,
    Possessive = 2,
    Reflexive = 3,
}

/// A pronoun in its place.
struct Anaphor {
    pronoun: Pronoun,
    place: Place,
    at: TokenId,
    /// The quotation that holds it.
    quoted: Option<u32>,
}

impl Resolver<'_, '_> {
    /// Whom the pronoun at token `at` stands for; `next` is the name that comes after it.
    pub(super) fn find_antecedent(
        &mut self,
        pronoun: Pronoun,
        at: TokenId,
        next: Option<(TokenId, FormId)>,
        clause: &Clause,
    ) -> Option<ThingId> {
        if pronoun == Pronoun::Relative {
            let last = self.recent.back()?;
            let mention = &self.mentions[last.mention as usize];
            let gap = mention.tokens.end..at;
            let beside =
                gap.len() < 2 && gap.clone().all(|at| matches!(self.words.doc.lower(at), "," | "(" | "-" | "–" | "—"));
            let fits = matches!(self.things[last.thing as usize].kind, EntityKind::Person | EntityKind::Group);
            return (mention.tokens.end <= at && beside && fits).then_some(last.thing);
        }
        let options = self.list_options(pronoun, at, next, clause);
        let found = self.choose(at, options);
        if found.is_some() {
            self.last_meant[pronoun as usize] = found;
        }
        found.or_else(|| self.find_described_subject(pronoun, at, clause))
    }

    /// What the ranking leaves open stands for the last subject that fits if the article only describes it: "Residents
    /// wept. They left." Looks into this sentence and the one before, in the same paragraph and quotation.
    fn find_described_subject(&self, pronoun: Pronoun, at: TokenId, clause: &Clause) -> Option<ThingId> {
        if pronoun == Pronoun::Thing && self.is_empty_it(at) {
            return None;
        }
        let quoted = Some(self.quoted[at as usize]).filter(|&quoted| quoted > 0);
        let block = self.words.doc.block_of(at);
        let mut fitting = (self.recent.iter().rev())
            .take_while(|recent| recent.sentence + 1 >= clause.sentence)
            .filter(|recent| recent.quoted == quoted && self.fits(pronoun, recent.thing))
            .filter(|recent| self.words.doc.block_of(self.mentions[recent.mention as usize].tokens.start) == block);
        let last = fitting.next()?;
        let subject = if last.function == Function::Subject {
            last
        } else {
            fitting.find(|recent| recent.function == Function::Subject)?
        };
        let thing = &self.things[subject.thing as usize];
        let is_one = match pronoun {
            Pronoun::Male | Pronoun::Female => self.is_only_one(pronoun, subject, clause),
            Pronoun::Plural => thing.plural,
            _ => thing.kind == EntityKind::Organization,
        };
        // "Oxfam works in Yemen. It said ...": places seldom speak.
        let speaks = pronoun == Pronoun::Thing && is_one && self.speaks_next(at);
        let only_body = || {
            (self.recent.iter().rev())
                .take_while(|recent| recent.sentence + 1 >= clause.sentence)
                .all(|recent| recent.thing == subject.thing || !self.is_body(recent))
        };
        (thing.longest.is_none() && is_one || speaks && only_body()).then_some(subject.thing)
    }

    /// Whether nobody else whom the pronoun fits was spoken of in this sentence and the one before.
    fn is_only_one(&self, pronoun: Pronoun, one: &Recent, clause: &Clause) -> bool {
        (self.recent.iter().rev())
            .take_while(|recent| recent.sentence + 1 >= clause.sentence)
            .all(|recent| recent.thing == one.thing || !self.fits(pronoun, recent.thing))
    }

    /// The thing that is far enough ahead of all others and of "none"; notes what was to be chosen from where that is
    /// asked for.
    fn choose(&mut self, token: TokenId, options: Options) -> Option<ThingId> {
        let none = self.ranking.score(&options.none);
        let mut best: Option<(i32, ThingId)> = None;
        let mut second = i32::MIN;
        for candidate in &options.candidates {
            let score = self.ranking.score(&candidate.features);
            match best {
                Some((most, _)) if score <= most => second = second.max(score),
                _ => {
                    second = best.map_or(second, |(most, _)| most);
                    best = Some((score, candidate.thing));
                }
            }
        }
        if let Some(choices) = &mut self.choices {
            choices.push((token, options));
        }
        let leads = |&(score, _): &(i32, ThingId)| score > none && score >= second.saturating_add(LEAST_LEAD);
        best.filter(leads).map(|(_, thing)| thing)
    }

    /// What the pronoun at `at` may stand for, the last mentioned first.
    fn list_options(
        &mut self,
        pronoun: Pronoun,
        at: TokenId,
        next: Option<(TokenId, FormId)>,
        clause: &Clause,
    ) -> Options {
        let anaphor = Anaphor {
            pronoun,
            place: self.find_place(pronoun, at),
            at,
            quoted: Some(self.quoted[at as usize]).filter(|&quoted| quoted > 0),
        };
        let mut candidates: Vec<Recent> = Vec::new();
        for recent in self.recent.iter().rev() {
            if clause.sentence - recent.sentence > REACH_SENTENCES {
                break;
            }
            if self.fits(pronoun, recent.thing) && candidates.iter().all(|known| known.thing != recent.thing) {
                candidates.push(*recent);
            }
        }
        // "It said": what speaks is an organization, where there is one.
        if pronoun == Pronoun::Thing && self.speaks_next(at) && candidates.iter().any(|recent| self.is_body(recent)) {
            candidates.retain(|recent| self.is_body(recent));
        }
        let mut options = Options::default();
        self.push_none(&anaphor, candidates.first(), candidates.len(), clause, &mut options.none);
        let speaker = self.recent.iter().rev().find(|recent| recent.speaks).map(|recent| recent.thing);
        let weight = |recent: &Recent| self.things[recent.thing as usize].mentions.len();
        let most = candidates.iter().map(weight).max().unwrap_or(0);
        let last = self.last_meant[pronoun as usize];
        let is_told = |recent: &Recent| self.things[recent.thing as usize].sex != Sex::Unknown;
        let told = candidates.iter().filter(|recent| is_told(recent)).count();
        for (rank, recent) in candidates.iter().enumerate() {
            let mut features = Vec::with_capacity(28);
            self.push_candidate(&anaphor, recent, rank, candidates.len(), clause, &mut features);
            let kind = pronoun as u32;
            let spoke = u32::from(speaker == Some(recent.thing));
            let says = u32::from(self.stands_by_speech(at)) << 1 | u32::from(anaphor.quoted.is_some());
            features.push(key(37, kind << 3 | says << 1 | spoke));
            features.push(key(38, (kind << 3 | says << 1 | spoke) << 2 | (clause.sentence - recent.sentence).min(3)));
            let again = u32::from(last == Some(recent.thing)) << 1 | u32::from(last.is_none());
            features.push(key(41, kind << 4 | again << 2 | (clause.sentence - recent.sentence).min(3)));
            features.push(key(42, kind << 3 | u32::from(is_told(recent)) << 2 | told.min(3) as u32));
            features.push(key(39, kind << 2 | u32::from(weight(recent) == most) << 1 | u32::from(most > 2)));
            options.candidates.push(Candidacy { thing: recent.thing, features });
        }
        if let Some(thing) = self.find_cataphor(&anaphor, next, clause)
            && candidates.iter().all(|known| known.thing != thing)
        {
            let kind = pronoun as u32;
            let features = vec![key(60, kind), key(61, kind << 2 | anaphor.place as u32)];
            options.candidates.push(Candidacy { thing, features });
        }
        options
    }

    /// Whether the thing may be what the pronoun stands for at all.
    fn fits(&self, pronoun: Pronoun, thing: ThingId) -> bool {
        let thing = &self.things[thing as usize];
        match pronoun {
            Pronoun::Male => thing.kind == EntityKind::Person && thing.sex != Sex::Female,
            Pronoun::Female => thing.kind == EntityKind::Person && thing.sex != Sex::Male,
            Pronoun::Plural => {
                thing.plural || matches!(thing.kind, EntityKind::Organization | EntityKind::Group | EntityKind::Place)
            }
            Pronoun::Thing => !matches!(thing.kind, EntityKind::Person | EntityKind::Group),
            Pronoun::Relative => false,
        }
    }

    /// The thing whose name comes first after a pronoun that opens its sentence: "For his part, Jane Doe ...".
    fn find_cataphor(
        &mut self,
        anaphor: &Anaphor,
        next: Option<(TokenId, FormId)>,
        clause: &Clause,
    ) -> Option<ThingId> {
        let (start, form) = next?;
        let sentence = self.words.doc.sentences.get(clause.sentence as usize)?;
        let opens = anaphor.at < sentence.tokens.start + 6 && start < sentence.tokens.end && start < anaphor.at + 12;
        if !opens || anaphor.quoted.is_some() || clause.verb {
            return None;
        }
        let sex = self.sex_of_given(form);
        let fits = match anaphor.pronoun {
            Pronoun::Male => self.forms.all[form as usize].kind == EntityKind::Person && sex != Sex::Female,
            Pronoun::Female => self.forms.all[form as usize].kind == EntityKind::Person && sex != Sex::Male,
            Pronoun::Thing => self.forms.all[form as usize].kind == EntityKind::Organization,
            Pronoun::Plural | Pronoun::Relative => false,
        };
        fits.then(|| self.find_named(form, sex))
    }

    /// Where the pronoun at `at` stands in its clause.
    fn find_place(&self, pronoun: Pronoun, at: TokenId) -> Place {
        let word = self.words.doc.lower(at);
        if word.ends_with("self") || word.ends_with("selves") {
            return Place::Reflexive;
        }
        match (pronoun, word) {
            (_, "his" | "its" | "their") => Place::Possessive,
            (_, "he" | "she" | "they") => Place::Subject,
            (Pronoun::Female, _) if self.words.pos[at as usize] == Pos::Possessive => Place::Possessive,
            (Pronoun::Thing, _) if self.words.pos.get(at as usize + 1).is_some_and(|pos| pos.is_finite()) => {
                Place::Subject
            }
            _ => Place::Object,
        }
    }

    /// Appends what speaks for no candidate at all; `last` is the one mentioned last, `count` how many there are.
    fn push_none(
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

    /// Appends what speaks for `recent`, the `rank`th of `count` candidates.
    fn push_candidate(
        &self,
        anaphor: &Anaphor,
        recent: &Recent,
        rank: usize,
        count: usize,
        clause: &Clause,
        features: &mut Vec<FeatureKey>,
    ) {
        let doc = self.words.doc;
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
    }

    /// Whether what was mentioned is an organization.
    fn is_body(&self, recent: &Recent) -> bool {
        self.things[recent.thing as usize].kind == EntityKind::Organization
    }

    /// Whether a verb of speech follows the token.
    fn speaks_next(&self, at: TokenId) -> bool {
        at as usize + 1 < self.words.doc.tokens.len() && self.words.facts(at + 1).has(Facts::SPEECH)
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

/// The names of those who speak each quotation, as far as the words beside its marks tell.
pub(super) fn find_speakers(words: &super::words::Words, names: &[(TokenId, TokenId, FormId)]) -> Vec<Option<FormId>> {
    let doc = words.doc;
    let count = doc.tokens.len() as TokenId;
    // The name beside a speech verb within a few tokens from `from`.
    let beside = |from: TokenId, to: TokenId| -> Option<FormId> {
        let verb = (from..to).find(|&at| words.facts(at).has(Facts::SPEECH))?;
        let before = names.partition_point(|name| name.1 < verb);
        let near = |name: &&(TokenId, TokenId, FormId)| {
            name.1 <= verb && name.1 + 1 >= verb && name.0 >= from || name.0 == verb + 1 || name.0 == verb + 2
        };
        names[before..].iter().take(2).find(near).map(|name| name.2)
    };
    (doc.quotations.iter())
        .map(|quotation| {
            let after = quotation.close.map_or(quotation.tokens().end, |close| close + 1);
            let start = quotation.open.saturating_sub(8);
            beside(after, count.min(after + 8)).or_else(|| beside(start, quotation.open))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/antecedents.bin");
        assert!(Linear::read(bytes).is_ok());
        for length in (0..bytes.len()).step_by(97) {
            assert!(Linear::read(&bytes[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn functions_fit_their_bits() {
        assert!((Function::Possessive as u32) < 4);
    }
}
