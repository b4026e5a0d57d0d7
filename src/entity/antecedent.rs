//! Whom a pronoun stands for: the best by a learned ranking of what was spoken of before, or none of it.
//!
//! # Source
//! Ranking of candidates by a linear model, "none" among them: Denis and Baldridge 2007 and 2008; the features are
//! those of Lappin and Leass 1994 and Soon, Ng and Lim 2001, and what quotations add in news.

use std::sync::LazyLock;

use super::EntityKind;
use super::clause::Clause;
use super::kind::FormId;
use super::reference::Pronoun;
use super::resolve::{Function, Recent, Resolver, Sex, ThingId};
use super::words::Words;
use crate::document::{SentenceId, TokenId};
use crate::model::features::key;
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
const LEAST_LEAD: i32 = 22;

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
pub(super) enum Place {
    Subject = 0,
    Object = 1,
    Possessive = 2,
    Reflexive = 3,
}

/// A pronoun in its place.
pub(super) struct Anaphor {
    pub(super) pronoun: Pronoun,
    pub(super) place: Place,
    pub(super) at: TokenId,
    /// The quotation that holds it.
    pub(super) quoted: Option<u32>,
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
        for rank in 0..candidates.len() {
            let mut features = Vec::with_capacity(32);
            self.push_candidate(&anaphor, &candidates, rank, clause, &mut features);
            options.candidates.push(Candidacy { thing: candidates[rank].thing, features });
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

    /// Whether what was mentioned is an organization.
    fn is_body(&self, recent: &Recent) -> bool {
        self.things[recent.thing as usize].kind == EntityKind::Organization
    }

    /// Whether a verb of speech follows the token.
    fn speaks_next(&self, at: TokenId) -> bool {
        at as usize + 1 < self.words.doc.tokens.len() && self.words.facts(at + 1).has(Facts::SPEECH)
    }

    /// Whether "it" at `at` stands for nothing: "it is clear that", "it rained".
    pub(super) fn is_empty_it(&self, at: TokenId) -> bool {
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
pub(super) fn find_speakers(words: &Words, names: &[(TokenId, TokenId, FormId)]) -> Vec<Option<FormId>> {
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
