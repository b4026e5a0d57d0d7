//! The claims of an article as training sees them: features by the code that the annotator runs.

use super::article::Article;
use super::features::push_features;
use super::link::Draft;
use super::main_type::list_type_features;
use super::part::{Division, list_divisions};
use super::proposition::{Proposition, split_unit};
use super::voice::{Voices, for_each_unit};
use super::{ClaimType, draft_by_rule, draft_claims, find_spans};
use crate::document::Document;
use crate::entity::Entities;
use crate::model::pos::Pos;
use crate::model::weights::FeatureKey;
use crate::quote::Quote;
use crate::span::Span;

/// The claims of `doc` as the training of check-worthiness sees them, in order. `pos` holds one tag a token.
pub fn list_check_lessons(doc: &Document, pos: &[Pos], entities: &Entities, quotes: &[Quote]) -> Vec<Vec<FeatureKey>> {
    let article = Article::new(doc, pos, entities, quotes);
    let to_features = |draft: &Draft| {
        let mut features = Vec::new();
        push_features(&article, &draft.proposition, &draft.claim, &mut features);
        features
    };
    draft_claims(&article).iter().map(to_features).collect()
}

/// A claim as the training of main types sees it.
pub struct TypeLesson {
    /// Where it stands.
    pub span: Vec<Span>,
    /// Its main type by rule.
    pub by_rule: ClaimType,
    /// What its main type is chosen by.
    pub features: Vec<FeatureKey>,
}

/// The claims of `doc` as the training of main types sees them, in order. `pos` holds one tag a token.
pub fn list_type_lessons(doc: &Document, pos: &[Pos], entities: &Entities, quotes: &[Quote]) -> Vec<TypeLesson> {
    let article = Article::new(doc, pos, entities, quotes);
    let to_lesson = |draft: Draft| {
        let features = list_type_features(&article, &draft);
        Some(TypeLesson { by_rule: *draft.claim.types.first()?, features, span: draft.claim.span })
    };
    draft_by_rule(&article).into_iter().filter_map(to_lesson).collect()
}

/// A way to cut a clause in two claims, as training sees it.
pub struct DivisionLesson {
    /// The clause.
    pub whole: Vec<Span>,
    /// The part that is cut off.
    pub part: Vec<Span>,
    /// What is left.
    pub rest: Vec<Span>,
    /// What speaks for cutting.
    pub features: Vec<FeatureKey>,
}

/// The ways to cut each clause of `doc` in two, as training sees them. `pos` holds one tag a token.
pub fn list_division_lessons(
    doc: &Document,
    pos: &[Pos],
    entities: &Entities,
    quotes: &[Quote],
) -> Vec<Vec<DivisionLesson>> {
    let article = Article::new(doc, pos, entities, quotes);
    let voices = Voices::new(&article);
    let mut clauses = Vec::new();
    for_each_unit(&article, &voices, |unit| split_unit(&article, &voices, unit, &mut clauses));
    let spans = |proposition: &Proposition| find_spans(&article, &proposition.tokens);
    let to_lessons = |clause: &Proposition| {
        let divisions = list_divisions(&article, clause).into_iter();
        let to_lesson = |division: Division| DivisionLesson {
            whole: spans(clause),
            part: spans(&division.part),
            rest: spans(&division.rest),
            features: division.features,
        };
        divisions.map(to_lesson).collect()
    };
    clauses.iter().map(to_lessons).collect()
}
