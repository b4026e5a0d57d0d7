//! Which mentions are of one thing: names to names, descriptions and pronouns to the names before them.
//!
//! Walks over the mentions in order of the text and keeps what was last spoken of. "Unknown" is better than wrong:
//! a mention that the text does not settle keeps no entity.

use std::collections::VecDeque;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::antecedent::{Antecedent, Choice, Options, find_speakers};
use super::clause::Clause;
use super::kind::{FormId, Forms};
use super::name::Candidate;
use super::reference::{Noun, Pronoun, Reference, ReferenceKind};
use super::words::Words;
use super::{Entities, Entity, EntityId, EntityKind, Mention, MentionForm, MentionId};
use crate::document::{SentenceId, TokenId, TokenKind, WordId};
use crate::model::gazetteer::Facts;
use crate::model::linear::Linear;
use crate::span::Span;

/// Index into [`Resolver::things`].
pub(super) type ThingId = u32;

/// How many mentions back a pronoun looks.
const REACH_MENTIONS: usize = 32;

/// What is known of a person's sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sex {
    Unknown,
    Male,
    Female,
}

impl Sex {
    /// Whether the two may be of one person.
    pub(super) fn agrees(self, other: Self) -> bool {
        self == Self::Unknown || other == Self::Unknown || self == other
    }
}

/// Something the article speaks of.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) kind: EntityKind,
    /// As names, titles and nouns tell it.
    pub(super) sex: Sex,
    /// As the last pronoun that was taken to stand for it tells it.
    pub(super) heard: Sex,
    /// Whether "they" may stand for it.
    pub(super) plural: bool,
    /// Its mentions by index.
    pub(super) mentions: Vec<MentionId>,
    /// The sentence in which it was last named.
    pub(super) last_named: Option<SentenceId>,
    /// The longest name among them.
    pub(super) longest: Option<Range<TokenId>>,
    /// Whether it is kept with a single mention though it has no name: "the prime minister".
    pub(super) office: bool,
}

/// What a mention does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Subject = 0,
    Object = 1,
    /// After a preposition.
    Prepositional = 2,
    Possessive = 3,
}

/// A mention that a later one may refer back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recent {
    pub(super) thing: ThingId,
    pub(super) mention: MentionId,
    pub(super) sentence: SentenceId,
    /// The number of its clause in the document.
    pub(super) clause: u32,
    pub(super) function: Function,
    /// Whether no other mention comes before it in its sentence.
    pub(super) first: bool,
    /// Whether a verb of speech stands beside it.
    pub(super) speaks: bool,
    /// The quotation that holds it, counted from one.
    pub(super) quoted: Option<u32>,
}

/// A noun that tells of a role, with the word that narrows it: "minister" of "prime minister".
pub(super) type Role = (WordId, WordId);

/// No narrowing word.
pub(super) const PLAIN: WordId = WordId::MAX;

/// Resolves names, nominals and pronouns.
pub(super) struct Resolver<'w, 'd> {
    pub(super) words: &'w Words<'d>,
    pub(super) forms: &'w Forms,
    pub(super) roots: &'w [FormId],
    pub(super) things: Vec<Thing>,
    pub(super) mentions: Vec<Mention>,
    /// The thing of each form.
    pub(super) of_form: Vec<Option<ThingId>>,
    /// The last people mentioned in full, by each word of their names.
    pub(super) namesakes: FxHashMap<WordId, Vec<(ThingId, FormId)>>,
    /// People that the article names in full, by each word of their names; `None` where several share it.
    pub(super) full_names: FxHashMap<WordId, Option<FormId>>,
    /// Who bears a role, by form; `None` where several do.
    pub(super) bearers: FxHashMap<Role, Option<FormId>>,
    /// All of them by the noun alone, whatever narrows it.
    pub(super) bearers_of_head: FxHashMap<WordId, Vec<FormId>>,
    /// The name beside a nominal, by the nominal's first token: "the mayor, Jane Doe,".
    pub(super) apposed: FxHashMap<TokenId, FormId>,
    /// The sex of people as titles and nouns beside any of their names tell it; `None` where they disagree.
    pub(super) told_sex: FxHashMap<FormId, Option<Sex>>,
    /// The words that state a role of a name, by the name's first token.
    pub(super) stated: FxHashMap<TokenId, Range<TokenId>>,
    /// Things that only a description names.
    pub(super) described: FxHashMap<Box<[WordId]>, ThingId>,
    /// Named things last mentioned, but people, by the head of their names: "fund" of "Fund for Peace".
    pub(super) headed: FxHashMap<WordId, ThingId>,
    pub(super) recent: VecDeque<Recent>,
    /// For each token the quotation that holds it, counted from one; 0 for none.
    pub(super) quoted: Vec<u32>,
    /// Who speaks each quotation, as far as the words beside its marks tell.
    pub(super) speakers: Vec<Option<FormId>>,
    /// What the last pronoun of each sort stood for.
    pub(super) last_meant: [Option<ThingId>; Pronoun::COUNT],
    pub(super) ranking: &'w Linear,
    /// Where they are asked for, the pronouns with what they may stand for.
    pub(super) choices: Option<Vec<(TokenId, Options)>>,
}

/// The names of a document, found before.
pub(super) struct Named<'n> {
    pub(super) candidates: &'n [Candidate],
    pub(super) forms: &'n Forms,
    /// For each form the one that stands for all of its thing.
    pub(super) roots: &'n [FormId],
}

/// Gives every mention its entity. `patterns` and `references` are in order of the text.
pub(super) fn resolve(
    words: &Words,
    names: &Named,
    patterns: Vec<Mention>,
    references: Vec<Reference>,
    ranking: &Linear,
) -> Entities {
    let mut resolver = Resolver::new(words, names, ranking);
    resolver.read(names.candidates, patterns, references);
    resolver.finish()
}

/// The pronouns of a document with what each may stand for; as [`resolve`].
pub(super) fn list_choices(words: &Words, names: &Named, references: Vec<Reference>, ranking: &Linear) -> Vec<Choice> {
    let mut resolver = Resolver::new(words, names, ranking);
    resolver.choices = Some(Vec::new());
    resolver.read(names.candidates, Vec::new(), references);
    let choices = resolver.choices.take().unwrap_or_default();
    let spans_of = |thing: ThingId, form: MentionForm| -> Vec<Span> {
        (resolver.things[thing as usize].mentions.iter().map(|&mention| &resolver.mentions[mention as usize]))
            .filter(|mention| mention.form == form)
            .map(|mention| mention.span)
            .collect()
    };
    (choices.into_iter())
        .map(|(token, options)| Choice {
            token,
            none: options.none,
            candidates: (options.candidates.into_iter())
                .map(|candidate| Antecedent {
                    features: candidate.features,
                    names: spans_of(candidate.thing, MentionForm::Name),
                    descriptions: spans_of(candidate.thing, MentionForm::Nominal),
                })
                .collect(),
        })
        .collect()
}

/// For each token the number of the innermost quotation that holds it, counted from one; 0 for none.
fn find_quoted(words: &Words) -> Vec<u32> {
    let mut quoted = vec![0; words.doc.tokens.len()];
    for (number, quotation) in (1..).zip(&words.doc.quotations) {
        // Nested quotations count as the outer one: who speaks outside matters.
        if quotation.depth > 0 || quotation.close.is_none() && quotation.segments.len() > 40 {
            continue;
        }
        for segment in &quotation.segments {
            for token in segment.clone() {
                quoted[token as usize] = number;
            }
        }
    }
    quoted
}

impl<'w, 'd> Resolver<'w, 'd> {
    fn new(words: &'w Words<'d>, names: &Named<'w>, ranking: &'w Linear) -> Self {
        let places: Vec<_> = (names.candidates.iter().zip(&names.forms.of_candidate))
            .map(|(candidate, &form)| (candidate.tokens.start, candidate.tokens.end, form))
            .collect();
        Self {
            words,
            forms: names.forms,
            roots: names.roots,
            things: Vec::new(),
            mentions: Vec::new(),
            of_form: vec![None; names.forms.all.len()],
            namesakes: FxHashMap::default(),
            full_names: FxHashMap::default(),
            bearers: FxHashMap::default(),
            bearers_of_head: FxHashMap::default(),
            apposed: FxHashMap::default(),
            told_sex: FxHashMap::default(),
            stated: FxHashMap::default(),
            described: FxHashMap::default(),
            headed: FxHashMap::default(),
            recent: VecDeque::with_capacity(REACH_MENTIONS),
            quoted: find_quoted(words),
            speakers: find_speakers(words, &places),
            last_meant: [None; Pronoun::COUNT],
            ranking,
            choices: None,
        }
    }

    /// Reads all mentions.
    fn read(&mut self, candidates: &[Candidate], patterns: Vec<Mention>, references: Vec<Reference>) {
        self.mentions.reserve(candidates.len() + patterns.len() + references.len());
        self.note_full_names();
        self.note_roles(candidates);
        self.note_appositions(candidates, &references);
        self.walk(candidates, patterns, references);
    }

    /// Adds a thing.
    pub(super) fn add_thing(&mut self, kind: EntityKind, sex: Sex, plural: bool) -> ThingId {
        self.things.push(Thing {
            kind,
            sex,
            heard: Sex::Unknown,
            plural,
            mentions: Vec::new(),
            last_named: None,
            longest: None,
            office: false,
        });
        self.things.len() as ThingId - 1
    }

    /// Goes over all mentions in order of the text.
    fn walk(&mut self, candidates: &[Candidate], patterns: Vec<Mention>, references: Vec<Reference>) {
        let mut names = candidates.iter().zip(self.forms.of_candidate.clone()).peekable();
        let mut references = references.into_iter().peekable();
        let mut clause = Clause::default();
        loop {
            let name = names.peek().map(|(candidate, _)| candidate.tokens.start);
            let reference = references.peek().map(|reference| reference.tokens.start);
            match (name, reference) {
                (None, None) => break,
                (Some(name), reference) if reference.is_none_or(|reference| name < reference) => {
                    if let Some((candidate, form)) = names.next() {
                        self.take_name(candidate, form, &mut clause);
                    }
                }
                _ => {
                    if let Some(reference) = references.next() {
                        let inside = names
                            .peek()
                            .filter(|(name, _)| reference.tokens.contains(&name.tokens.start))
                            .map(|&(_, form)| form);
                        let next = names.peek().map(|&(name, form)| (name.tokens.start, form));
                        self.take_reference(&reference, inside, next, &mut clause);
                    }
                }
            }
        }
        let named = std::mem::take(&mut self.mentions);
        // The patterns go between, and the things' mentions keep up with the new places.
        let mut order: Vec<(u32, std::cmp::Reverse<u32>, u32)> = Vec::with_capacity(named.len() + patterns.len());
        for (index, mention) in named.iter().chain(&patterns).enumerate() {
            order.push((mention.span.start, std::cmp::Reverse(mention.span.end), index as u32));
        }
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        for (place, &(.., index)) in order.iter().enumerate() {
            places[index as usize] = place as MentionId;
        }
        let mut all: Vec<Option<Mention>> = named.into_iter().chain(patterns).map(Some).collect();
        self.mentions = order.iter().filter_map(|&(.., index)| all[index as usize].take()).collect();
        for thing in &mut self.things {
            for mention in &mut thing.mentions {
                *mention = places[*mention as usize];
            }
            thing.mentions.sort_unstable();
        }
    }

    /// Adds a mention and, where it is settled, its thing.
    fn push(&mut self, mention: Mention, thing: Option<ThingId>, clause: &mut Clause) {
        let id = self.mentions.len() as MentionId;
        let token = mention.tokens.start;
        if let Some(thing) = thing {
            let doc = self.words.doc;
            clause.advance(self.words, token);
            let end = mention.tokens.end as usize;
            let owner = doc.tokens.get(end).is_some_and(|next| next.kind == TokenKind::Clitic)
                && doc.lower(end as TokenId) == "'s";
            let possessive = matches!(doc.lower(token), "his" | "her" | "their" | "its" | "whose");
            let function = if owner || possessive {
                Function::Possessive
            } else if clause.preposition(self.words, token) {
                Function::Prepositional
            } else if clause.verb {
                Function::Object
            } else {
                Function::Subject
            };
            let says = |at: TokenId| self.words.facts(at).has(Facts::SPEECH);
            let speaks = end < doc.tokens.len() && says(end as TokenId) || token > 0 && says(token - 1);
            self.things[thing as usize].mentions.push(id);
            self.recent.push_back(Recent {
                thing,
                mention: id,
                sentence: clause.sentence,
                clause: clause.number,
                function,
                first: self.recent.back().is_none_or(|last| last.sentence < clause.sentence),
                speaks,
                quoted: Some(self.quoted[token as usize]).filter(|&quoted| quoted > 0),
            });
            if self.recent.len() > REACH_MENTIONS {
                self.recent.pop_front();
            }
        }
        self.mentions.push(mention);
    }

    /// Takes one name.
    fn take_name(&mut self, candidate: &Candidate, form_id: FormId, clause: &mut Clause) {
        let form = &self.forms.all[form_id as usize];
        let doc = self.words.doc;
        let told = self.told_sex.get(&self.full_form(form_id)).copied().flatten();
        let sex = Some(self.find_sex(candidate, form)).filter(|&sex| sex != Sex::Unknown).or(told);
        let sex = sex.unwrap_or(Sex::Unknown);
        let thing = self.find_named(form_id, sex);
        if form.kind != EntityKind::Person
            && form.words.len() > 1
            && let Some(&last) = form.words.last()
        {
            let joint =
                form.words.iter().position(|&word| matches!(doc.vocabulary[word as usize].as_ref(), "of" | "for"));
            let head = joint.and_then(|at| form.words.get(at.wrapping_sub(1)).copied()).unwrap_or(last);
            self.headed.insert(head, thing);
        }
        let longest = &mut self.things[thing as usize].longest;
        if longest.as_ref().is_none_or(|longest| longest.len() < candidate.tokens.len()) {
            *longest = Some(candidate.tokens.clone());
        }
        if self.things[thing as usize].sex == Sex::Unknown {
            self.things[thing as usize].sex = sex;
        }
        let mention = Mention {
            span: doc.token_span(candidate.tokens.clone()),
            tokens: candidate.tokens.clone(),
            kind: form.kind,
            form: MentionForm::Name,
            entity: None,
            value: None,
            score: form.score,
            why: form.why,
        };
        self.push(mention, Some(thing), clause);
        self.things[thing as usize].last_named = Some(clause.sentence);
    }

    /// Takes one pronoun or nominal; `inside` is the first name that lies in it, `next` the first after its start.
    fn take_reference(
        &mut self,
        reference: &Reference,
        inside: Option<FormId>,
        next: Option<(TokenId, FormId)>,
        clause: &mut Clause,
    ) {
        let doc = self.words.doc;
        clause.advance(self.words, reference.tokens.start);
        let at = reference.tokens.start;
        let (thing, kind, form, score, why) = match reference.kind {
            ReferenceKind::Pronoun(pronoun) => {
                let thing = self.find_antecedent(pronoun, at, next, clause);
                let kind = match (thing, pronoun) {
                    (Some(thing), _) => self.things[thing as usize].kind,
                    (None, Pronoun::Male | Pronoun::Female | Pronoun::Relative) => EntityKind::Person,
                    (None, Pronoun::Plural) => EntityKind::Group,
                    (None, Pronoun::Thing) => EntityKind::Other,
                };
                if let (Some(thing), Pronoun::Male | Pronoun::Female) = (thing, pronoun) {
                    let thing = &mut self.things[thing as usize];
                    thing.heard = if pronoun == Pronoun::Male { Sex::Male } else { Sex::Female };
                }
                let why =
                    if thing.is_some() { "the one spoken of before whom the pronoun fits best" } else { "a pronoun" };
                let score = match (thing.is_some(), pronoun) {
                    (true, Pronoun::Male | Pronoun::Female) => 0.75,
                    (true, _) => 0.6,
                    (false, _) => 0.5,
                };
                (thing, kind, MentionForm::Pronoun, score, why)
            }
            ReferenceKind::Nominal { noun, article, head } => {
                let (thing, why) = match self.apposed.get(&reference.tokens.start) {
                    Some(&form) => {
                        (Some(self.find_named(form, self.sex_of_given(form))), "described by the name beside it")
                    }
                    None => self.find_described(reference, noun, article, head, inside, clause),
                };
                let kind = match noun {
                    Noun::Person => EntityKind::Person,
                    Noun::Persons => EntityKind::Group,
                    Noun::Organization | Noun::Leadership => EntityKind::Organization,
                    Noun::Place => EntityKind::Place,
                    Noun::Thing => EntityKind::Other,
                };
                // What is called so only in passing is no mention: "the country" where none is spoken of.
                if thing.is_none() && matches!(noun, Noun::Place | Noun::Thing) {
                    return;
                }
                let kind = thing.map_or(kind, |thing| self.things[thing as usize].kind);
                (thing, kind, MentionForm::Nominal, 0.7, why)
            }
        };
        let mention = Mention {
            span: doc.token_span(reference.tokens.clone()),
            tokens: reference.tokens.clone(),
            kind,
            form,
            entity: None,
            value: None,
            score,
            why,
        };
        self.push(mention, thing, clause);
    }

    /// Drops things that nobody refers back to, and writes the entities.
    fn finish(mut self) -> Entities {
        let mut order: Vec<(MentionId, ThingId)> = Vec::with_capacity(self.things.len());
        for (id, thing) in (0..).zip(&self.things) {
            let kept = thing.longest.is_some() || thing.office || thing.mentions.len() > 1;
            if let (true, Some(&first)) = (kept, thing.mentions.first()) {
                order.push((first, id));
            }
        }
        order.sort_unstable();
        let mut entities = Vec::with_capacity(order.len());
        for (entity, &(_, thing)) in (0 as EntityId..).zip(&order) {
            let thing = &self.things[thing as usize];
            for &mention in &thing.mentions {
                self.mentions[mention as usize].entity = Some(entity);
            }
            entities.push(Entity {
                name: self.find_name(thing),
                kind: thing.kind,
                role: self.find_stated(thing),
                mentions: thing.mentions.clone(),
            });
        }
        Entities { mentions: self.mentions, entities }
    }
}
