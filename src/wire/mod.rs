//! Floor 9: the one serialised form of an article, as JSON to other tools and as an object to JavaScript.
//!
//! Every key is always there; what is absent is `null` or an empty list. No number has a fraction but
//! `score`, which is never whole, so that Rust and JavaScript write the same digits.

pub mod names;
mod read;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::annotator::Annotations;
use crate::document::{BlockFacts, Input};
use crate::span::{OffsetMap, OffsetUnit, Span};
use crate::text::value;

pub use names::{
    block_kind, claim_type, claimant_kind, entity_kind, evidence_kind, framing, hedge_kind, link_kind, mention_form,
    quote_form, source_kind, stance,
};

/// The version of this form; a reader must refuse a version it does not know.
pub const VERSION: u32 = 1;

/// A `[start, end)` pair in the article's offset unit.
pub type Pair = (u32, u32);

/// A name of [`names`].
pub type Word = &'static str;

/// An article to read, as it comes in.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Request {
    /// The text.
    pub text: String,
    /// The page's blocks, offsets in the request's unit; empty for plain text.
    #[serde(default)]
    pub blocks: Vec<RequestBlock>,
    /// Whether everything is to be read as the article's; see [`Input::everything`].
    #[serde(default)]
    pub everything: bool,
}

/// One block of a page; see [`BlockFacts`].
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestBlock {
    /// Offset of its first character.
    pub start: u32,
    /// Offset just after its last character.
    pub end: u32,
    /// Element names from `body` to its own, joined by `>`.
    #[serde(default)]
    pub path: String,
    /// Class, id, role and itemprop words near it.
    #[serde(default)]
    pub hints: String,
    /// Share of its text that lies in links, `0.0..=1.0`.
    #[serde(default)]
    pub link_density: f32,
}

impl Request {
    /// This request as the core's input; `unit` is the unit of the blocks' offsets.
    ///
    /// Blocks that are out of order or overlap an earlier one lose what overlaps.
    pub fn into_input(self, unit: OffsetUnit) -> Input {
        let map = OffsetMap::new(&self.text, unit);
        let mut end = 0;
        let blocks = (self.blocks.into_iter())
            .map(|block| {
                let span = map.to_span(block.start, block.end);
                let span = Span::new(span.start.max(end), span.end.max(end));
                end = span.end;
                BlockFacts { span, path: block.path, hints: block.hints, link_density: block.link_density }
            })
            .collect();
        Input { text: self.text, blocks, everything: self.everything }
    }
}

/// An article and its annotations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Article {
    /// [`VERSION`].
    pub version: u32,
    /// The unit of every offset: `codepoint` or `utf16`.
    pub offsets: Word,
    /// ISO 639-1 code of the language, or `und`.
    pub language: String,
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
    /// The entities, in order of first mention.
    pub entities: Vec<Entity>,
    /// The mentions, in order.
    pub mentions: Vec<Mention>,
    /// The quotes, in order.
    pub quotes: Vec<Quote>,
    /// The claims, in order.
    pub claims: Vec<Claim>,
    /// The article at a glance.
    pub summary: Summary,
}

/// See [`crate::document::Block`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Block {
    pub start: u32,
    pub end: u32,
    pub kind: Word,
}

/// See [`crate::entity::Entity`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Entity {
    pub id: u32,
    pub name: String,
    pub kind: Word,
    pub role: Option<Pair>,
}

/// See [`crate::entity::Mention`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Mention {
    pub start: u32,
    pub end: u32,
    pub kind: Word,
    pub form: Word,
    pub entity: Option<u32>,
    pub value: Option<Value>,
    pub score: f64,
    pub why: Vec<String>,
}

/// See [`crate::text::value::Value`]; either `iso` is there, or `number` and `unit` are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Value {
    pub iso: Option<String>,
    pub number: Option<String>,
    pub unit: Option<String>,
}

/// See [`crate::quote::Quote`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Quote {
    pub id: u32,
    pub content: Vec<Pair>,
    pub cue: Vec<Pair>,
    pub source: Vec<Pair>,
    pub entity: Option<u32>,
    pub form: Word,
    pub source_kind: Word,
    pub framing: Word,
    pub score: f64,
    pub why: Vec<String>,
}

/// See [`crate::claim::Claimant`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Claimant {
    pub kind: Word,
    pub entity: Option<u32>,
    pub span: Option<Pair>,
}

/// See [`crate::claim::Hedge`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Hedge {
    pub start: u32,
    pub end: u32,
    pub kind: Word,
}

/// See [`crate::claim::Evidence`]; a claim without evidence has the one entry `{"kind": "none", "span": null}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Evidence {
    pub kind: Word,
    pub span: Option<Pair>,
}

/// See [`crate::claim::Link`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Link {
    pub kind: Word,
    pub to: u32,
}

/// See [`crate::claim::Claim`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Claim {
    pub id: u32,
    pub span: Vec<Pair>,
    pub types: Vec<Word>,
    pub claimant: Claimant,
    pub quote: Option<u32>,
    pub stance: Word,
    pub framing: Word,
    pub hedges: Vec<Hedge>,
    pub evidence: Vec<Evidence>,
    pub check_worthy: u8,
    pub check_score: f64,
    pub score: f64,
    pub links: Vec<Link>,
    pub why: Vec<String>,
}

/// See [`crate::summary::Source`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Source {
    pub entity: Option<u32>,
    pub name: String,
    pub kind: Word,
    pub direct: u32,
    pub indirect: u32,
    pub words: u32,
    /// Its words as a share of all words of all sources, in whole percent.
    pub percent: u32,
}

/// How many claims each voice puts forward.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the names of the voices")]
pub struct Voices {
    pub author: u32,
    pub named: u32,
    pub unnamed: u32,
    pub vague: u32,
    pub document: u32,
}

/// Allegations, as ids of claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Allegations {
    /// Those that another claim of the article denies or disputes.
    pub answered: Vec<u32>,
    /// Those that none does.
    pub unanswered: Vec<u32>,
}

/// See [`crate::summary::Summary`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the type it names")]
pub struct Summary {
    pub words: u32,
    pub quoted_words: u32,
    pub sources: Vec<Source>,
    pub claims_by_voice: Voices,
    pub allegations: Allegations,
    pub check_first: Vec<u32>,
}

impl Article {
    /// The serialised form of `annotations`, every offset in `unit`.
    pub fn new(annotations: &Annotations, unit: OffsetUnit) -> Self {
        let map = OffsetMap::new(&annotations.document.text, unit);
        let pairs = |spans: &[Span]| spans.iter().map(|&span| map.from_span(span)).collect();
        let blocks = (annotations.document.blocks.iter())
            .map(|block| {
                let (start, end) = map.from_span(block.span);
                Block { start, end, kind: block_kind(block.kind) }
            })
            .collect();
        let entities = (0..)
            .zip(&annotations.entities.entities)
            .map(|(id, entity)| Entity {
                id,
                name: entity.name.clone(),
                kind: entity_kind(entity.kind),
                role: entity.role.map(|span| map.from_span(span)),
            })
            .collect();
        let mentions = (annotations.entities.mentions.iter())
            .map(|mention| {
                let (start, end) = map.from_span(mention.span);
                Mention {
                    start,
                    end,
                    kind: entity_kind(mention.kind),
                    form: mention_form(mention.form),
                    entity: mention.entity,
                    value: mention.value.clone().map(Value::from),
                    score: round_score(mention.score),
                    why: vec![mention.why.to_owned()],
                }
            })
            .collect();
        let quotes = (0..)
            .zip(&annotations.quotes)
            .map(|(id, quote)| Quote {
                id,
                content: pairs(&quote.content),
                cue: pairs(&quote.cue),
                source: pairs(&quote.source),
                entity: quote.entity,
                form: quote_form(quote.form),
                source_kind: source_kind(quote.source_kind),
                framing: framing(quote.framing),
                score: round_score(quote.score),
                why: quote.why.clone(),
            })
            .collect();
        let claims = (0..)
            .zip(&annotations.claims)
            .map(|(id, claim)| Claim {
                id,
                span: pairs(&claim.span),
                types: claim.types.iter().map(|&kind| claim_type(kind)).collect(),
                claimant: Claimant {
                    kind: claimant_kind(claim.claimant.kind),
                    entity: claim.claimant.entity,
                    span: claim.claimant.span.map(|span| map.from_span(span)),
                },
                quote: claim.quote,
                stance: stance(claim.stance),
                framing: framing(claim.framing),
                hedges: (claim.hedges.iter())
                    .map(|hedge| {
                        let (start, end) = map.from_span(hedge.span);
                        Hedge { start, end, kind: hedge_kind(hedge.kind) }
                    })
                    .collect(),
                evidence: if claim.evidence.is_empty() {
                    vec![Evidence { kind: names::NO_EVIDENCE, span: None }]
                } else {
                    (claim.evidence.iter())
                        .map(|evidence| Evidence {
                            kind: evidence_kind(evidence.kind),
                            span: Some(map.from_span(evidence.span)),
                        })
                        .collect()
                },
                check_worthy: claim.check_worthy,
                check_score: round_score(claim.check_score),
                score: round_score(claim.score),
                links: claim.links.iter().map(|link| Link { kind: link_kind(link.kind), to: link.to }).collect(),
                why: claim.why.clone(),
            })
            .collect();
        Self {
            version: VERSION,
            offsets: unit.name(),
            language: annotations.language.to_owned(),
            blocks,
            entities,
            mentions,
            quotes,
            claims,
            summary: summary(annotations),
        }
    }
}

impl Article {
    /// Puts every offset through `change` and names the unit in which they are from then on.
    ///
    /// # Errors
    /// The first pair for which `change` has no answer, and what it belongs to.
    pub fn change_offsets(
        &mut self,
        unit: OffsetUnit,
        change: &dyn Fn(Pair) -> Option<Pair>,
    ) -> Result<(), (&'static str, Pair)> {
        let each = |what, pairs: &mut [Pair]| {
            pairs.iter_mut().try_for_each(|pair| change(*pair).map(|to| *pair = to).ok_or((what, *pair)))
        };
        let both = |what, start: &mut u32, end: &mut u32| {
            let mut pair = [(*start, *end)];
            each(what, &mut pair)?;
            [(*start, *end)] = pair;
            Ok(())
        };
        for block in &mut self.blocks {
            both("a block", &mut block.start, &mut block.end)?;
        }
        for entity in &mut self.entities {
            each("a role", entity.role.as_mut_slice())?;
        }
        for mention in &mut self.mentions {
            both("a mention", &mut mention.start, &mut mention.end)?;
        }
        for quote in &mut self.quotes {
            each("a quote's content", &mut quote.content)?;
            each("a quote's cue", &mut quote.cue)?;
            each("a quote's source", &mut quote.source)?;
        }
        for claim in &mut self.claims {
            each("a claim", &mut claim.span)?;
            each("a claimant", claim.claimant.span.as_mut_slice())?;
            for hedge in &mut claim.hedges {
                both("a hedge", &mut hedge.start, &mut hedge.end)?;
            }
            for evidence in &mut claim.evidence {
                each("a claim's evidence", evidence.span.as_mut_slice())?;
            }
        }
        self.offsets = unit.name();
        Ok(())
    }

    /// The unit of every offset.
    pub fn unit(&self) -> OffsetUnit {
        if self.offsets == OffsetUnit::Utf16.name() { OffsetUnit::Utf16 } else { OffsetUnit::CodePoint }
    }
}

impl From<value::Value> for Value {
    fn from(value: value::Value) -> Self {
        match value {
            value::Value::Iso(iso) => Self { iso: Some(iso), number: None, unit: None },
            value::Value::Amount { number, unit } => Self { iso: None, number: Some(number), unit: Some(unit) },
        }
    }
}

/// The serialised form of the summary.
fn summary(annotations: &Annotations) -> Summary {
    let summary = &annotations.summary;
    let all_words: u32 = summary.sources.iter().map(|source| source.words).sum();
    let [author, named, unnamed, vague, document] = summary.claims_by_voice;
    Summary {
        words: summary.words,
        quoted_words: summary.quoted_words,
        sources: (summary.sources.iter())
            .map(|source| Source {
                entity: source.entity,
                name: source.name.clone(),
                kind: source_kind(source.kind),
                direct: source.direct,
                indirect: source.indirect,
                words: source.words,
                percent: (200 * source.words + all_words) / (2 * all_words).max(1),
            })
            .collect(),
        claims_by_voice: Voices { author, named, unnamed, vague, document },
        allegations: Allegations { answered: summary.answered.clone(), unanswered: summary.unanswered.clone() },
        check_first: summary.check_first.clone(),
    }
}

/// A score with two digits, never a whole number.
fn round_score(score: f32) -> f64 {
    (f64::from(score) * 100.0).round().clamp(1.0, 99.0) / 100.0
}
