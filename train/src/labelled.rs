//! Texts with labelled claims, read as far as claims need it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use labels::{Labels, Pair, find_words, match_claims, read_labels, words_in};
use sourcelight::annotator::read_document;
use sourcelight::entity::{Entities, find_entities, retag_names};
use sourcelight::model::pos::{Pos, tag_parts_of_speech};
use sourcelight::quote::{Quote, find_quotes};
use sourcelight::{Document, Input, Span};

use crate::corpus::CORPORA;

/// What models of claims are trained on.
pub(crate) const TRAIN: &str = "train/claims.jsonl";
/// What they are scored on besides.
pub(crate) const DEVELOPMENT: [&str; 3] =
    ["tests/labels/claims.jsonl", "tests/labels/denials.jsonl", "tests/labels/news-passages.jsonl"];
/// How many parts the training texts are cut into for scores on texts that were not trained on.
pub(crate) const FOLDS: usize = 8;

/// A text with labelled claims and all that was found in it but claims.
pub(crate) struct LabelledText {
    pub(crate) labels: Labels,
    pub(crate) doc: Document,
    pub(crate) pos: Vec<Pos>,
    pub(crate) entities: Entities,
    pub(crate) quotes: Vec<Quote>,
    words: Vec<Pair>,
    /// How many code points begin before each byte.
    points: Vec<u32>,
}

impl LabelledText {
    fn read(labels: Labels) -> Result<Self, String> {
        let text = labels.read_text(Path::new(CORPORA)).map_err(|error| format!("{error:#}"))?;
        let doc = read_document(Input::plain(&*text));
        let mut pos = tag_parts_of_speech(&doc);
        let entities = find_entities(&doc, &pos);
        retag_names(&doc, &entities, &mut pos);
        let quotes = find_quotes(&doc, &pos, &entities);
        let mut points = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for at in 0..=text.len() {
            points.push(count);
            count += u32::from(text.is_char_boundary(at));
        }
        Ok(Self { words: find_words(&text), labels, doc, pos, entities, quotes, points })
    }

    /// The words of the text, by number, that `spans` touch.
    pub(crate) fn words_of(&self, spans: &[Span]) -> BTreeSet<usize> {
        let point = |byte: u32| self.points[byte as usize];
        words_in(&self.words, &spans.iter().map(|span| (point(span.start), point(span.end))).collect::<Vec<_>>())
    }

    /// The words of each labelled claim.
    pub(crate) fn labelled_words(&self) -> Vec<BTreeSet<usize>> {
        (self.labels.claims.iter()).map(|claim| words_in(&self.words, &[(claim.start, claim.end)])).collect()
    }

    /// The found claim of each labelled one.
    pub(crate) fn match_spans<'s>(&self, spans: impl Iterator<Item = &'s [Span]>) -> BTreeMap<usize, usize> {
        match_claims(&self.labelled_words(), &spans.map(|spans| self.words_of(spans)).collect::<Vec<_>>())
    }
}

/// The labelled texts of a file.
pub(crate) fn read_texts(file: &str) -> Result<Vec<LabelledText>, String> {
    let labels = read_labels(Path::new(file)).map_err(|error| format!("{error:#}"))?;
    labels.into_iter().map(LabelledText::read).collect()
}
