//! Floor 4: mentions of people, organisations, places and other things, and which mentions are of one thing.

mod alias;
mod antecedent;
mod antecedent_features;
mod clause;
mod description;
mod evidence;
mod fullest;
mod kind;
mod name;
mod other_kind;
mod person;
mod piece;
mod reference;
mod resolve;
mod role;
mod stated_role;
mod tagged;
mod words;

use std::ops::Range;

use self::alias::join_forms;
use self::antecedent::RANKING;
pub use self::antecedent::{Antecedent, Choice};
use self::kind::{FormId, Forms, judge_kinds};
use self::name::{Candidate, find_candidates};
pub use self::other_kind::{OTHER_KINDS, features_of, push_features};
use self::reference::find_references;
use self::resolve::{Named, list_choices, resolve};
use self::tagged::{take_names, to_hints};
use self::words::Words;
use crate::document::{Document, TokenId};
use crate::model::linear::Linear;
use crate::model::name_context::Hint;
use crate::model::names::tag_names;
use crate::model::pos::Pos;
use crate::span::Span;
use crate::text::patterns::{PatternKind, PatternMatch, find_patterns};
use crate::text::value::{Value, read_value};

/// Index into [`Entities::mentions`].
pub type MentionId = u32;
/// Index into [`Entities::entities`].
pub type EntityId = u32;

/// What kind of thing a mention or an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, agency, party, team, militia, outlet.
    Organization,
    /// A country, city, region, facility.
    Place,
    /// A nationality, religion, members of a party: "Americans", "Democratic".
    Group,
    /// A named happening: war, election, storm, games.
    Event,
    /// A book, film, song, broadcast.
    Work,
    /// A statute, treaty, bill.
    Law,
    /// A vehicle, weapon, drug, program.
    Product,
    /// A name of none of the kinds above.
    Other,
    /// A date or a span of days.
    Date,
    /// A time of day.
    Time,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A number with what it counts or measures.
    Quantity,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// By name, number or date: "Donald Trump", "$3 million".
    Name,
    /// By description: "the prime minister", "the PMF leadership".
    Nominal,
    /// By pronoun: "he", "their".
    Pronoun,
}

/// One place in the text that refers to something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it lies; on token boundaries.
    pub span: Span,
    /// Its tokens; never empty.
    pub tokens: Range<TokenId>,
    /// What kind of thing it refers to.
    pub kind: EntityKind,
    /// How it refers.
    pub form: MentionForm,
    /// Which thing it refers to; `None` where the text does not settle it, and for dates and numbers.
    pub entity: Option<EntityId>,
    /// What a date or an amount is worth; `None` where its words do not settle that, and for all else.
    pub value: Option<Value>,
    /// Calibrated probability that kind and span are right, `0.01..=0.99`.
    pub score: f32,
    /// Why it is marked, in words for the reader.
    pub why: &'static str,
}

/// A person, organisation, place or other thing, as this article names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its fullest name in the article, in normal case: "Popular Mobilization Forces".
    pub name: String,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Where the article states a person's role: "deputy mayor", "a ranking member of the panel".
    pub role: Option<Span>,
    /// Its mentions, in order of the text.
    pub mentions: Vec<MentionId>,
}

/// The mentions and entities of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// In order of `span.start`, longer first. A name may lie inside a nominal mention.
    pub mentions: Vec<Mention>,
    /// In order of first mention.
    pub entities: Vec<Entity>,
}

impl Entities {
    /// The mentions that lie wholly inside `span`, in order.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = (MentionId, &Mention)> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        (first as MentionId..)
            .zip(&self.mentions[first..])
            .take_while(move |(_, mention)| mention.span.start < span.end)
            .filter(move |(_, mention)| mention.span.end <= span.end)
    }
}

/// Finds the mentions of `doc` and which of them are of one thing. `pos` holds one tag a token.
pub fn find_entities(doc: &Document, pos: &[Pos]) -> Entities {
    let patterns = find_patterns(doc);
    let words = Words::new(doc, pos, &patterns);
    let (candidates, forms, roots) = read_names(&words, &patterns);
    let dates = patterns.into_iter().map(|pattern| to_mention(doc, pattern)).collect();
    let references = find_references(&words, &candidates);
    let names = Named { candidates: &candidates, forms: &forms, roots: &roots };
    resolve(&words, &names, dates, references, &RANKING)
}

/// Sets right the tags of words that are names though they look like verbs: "Schilling told". `pos` holds one tag a token.
pub fn retag_names(doc: &Document, entities: &Entities, pos: &mut [Pos]) {
    let names = (entities.mentions.iter()).filter(|mention| mention.form == MentionForm::Name && mention.score > 0.5);
    for token in names.flat_map(|mention| mention.tokens.clone()) {
        let tag = &mut pos[token as usize];
        if tag.is_verb() && doc.tokens[token as usize].is_capitalised() {
            *tag = Pos::Proper;
        }
    }
}

/// The pronouns of `doc` with what each may stand for, ranked by `ranking`, as their training reads them. `pos` holds
/// one tag a token.
pub fn find_choices(doc: &Document, pos: &[Pos], ranking: &Linear) -> Vec<Choice> {
    let patterns = find_patterns(doc);
    let words = Words::new(doc, pos, &patterns);
    let (candidates, forms, roots) = read_names(&words, &patterns);
    let references = find_references(&words, &candidates);
    let names = Named { candidates: &candidates, forms: &forms, roots: &roots };
    list_choices(&words, &names, references, ranking)
}

/// The names that the tagger finds, their forms, and for each form the one that stands for all of its thing.
fn read_names(words: &Words, patterns: &[PatternMatch]) -> (Vec<Candidate>, Forms, Vec<FormId>) {
    let (doc, pos) = (words.doc, words.pos);
    let (ruled, rules) = read_by_rules(words);
    let mut names = tag_names(doc, pos, &to_hints(words, &ruled, &rules));
    // "New Year's Day" is a date.
    names.retain(|name| {
        let next = patterns.partition_point(|pattern| pattern.tokens.end <= name.tokens.start);
        patterns
            .get(next)
            .is_none_or(|pattern| pattern.tokens.start > name.tokens.start || pattern.tokens.end < name.tokens.end)
    });
    let (candidates, mut forms) = take_names(words, &names, &ruled, &rules);
    let roots = join_forms(words, &candidates, &mut forms);
    (candidates, forms, roots)
}

/// What rules and lists take each token of `doc` for, as the name tagger reads it. `pos` holds one tag a token.
pub fn find_hints(doc: &Document, pos: &[Pos]) -> Vec<Hint> {
    let words = Words::new(doc, pos, &find_patterns(doc));
    let (candidates, forms) = read_by_rules(&words);
    to_hints(&words, &candidates, &forms)
}

/// The names that rules and lists find, with their kinds.
fn read_by_rules(words: &Words) -> (Vec<Candidate>, Forms) {
    let candidates = find_candidates(words);
    let mut forms = judge_kinds(words, &candidates);
    join_forms(words, &candidates, &mut forms);
    (candidates, forms)
}

/// A date or number as a mention.
fn to_mention(doc: &Document, pattern: PatternMatch) -> Mention {
    Mention {
        span: doc.token_span(pattern.tokens.clone()),
        value: read_value(doc, &pattern),
        tokens: pattern.tokens,
        kind: match pattern.kind {
            PatternKind::Date => EntityKind::Date,
            PatternKind::Time => EntityKind::Time,
            PatternKind::Money => EntityKind::Money,
            PatternKind::Percent => EntityKind::Percent,
            PatternKind::Quantity => EntityKind::Quantity,
        },
        form: MentionForm::Name,
        entity: None,
        score: 0.9,
        why: "written as a date or a number",
    }
}
