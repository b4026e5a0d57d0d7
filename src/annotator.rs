//! Floor 8: the pipeline, in one function.

use crate::block::label_blocks;
use crate::claim::{Claim, find_claims};
use crate::document::{Document, Input};
use crate::entity::{Entities, find_entities, retag_names};
use crate::model::pos::tag_parts_of_speech;
use crate::quote::{Quote, find_quotes};
use crate::summary::{Summary, summarise};
use crate::text::language::detect_language;
use crate::text::lexer::lex;
use crate::text::quotation_marks::pair_quotation_marks;
use crate::text::sentences::split_sentences;

/// An article and all that was found in it.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    /// The text with its blocks, sentences and tokens.
    pub document: Document,
    /// ISO 639-1 code of the language that the text looks like; "und" where there is too little to tell.
    pub language: &'static str,
    /// Mentions and entities.
    pub entities: Entities,
    /// Quotes, in order of their first content.
    pub quotes: Vec<Quote>,
    /// Claims, in order of their first span.
    pub claims: Vec<Claim>,
    /// The article at a glance.
    pub summary: Summary,
}

/// A stage of the pipeline, for those who time it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Blocks, tokens, sentences, quotation marks, language.
    Text,
    /// Parts of speech.
    PartsOfSpeech,
    /// Mentions and entities.
    Entities,
    /// Quotes.
    Quotes,
    /// Claims and the summary.
    Claims,
}

impl Stage {
    /// The stage's name in timings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::PartsOfSpeech => "parts-of-speech",
            Self::Entities => "entities",
            Self::Quotes => "quotes",
            Self::Claims => "claims",
        }
    }
}

/// Reads an article. Any text gives an answer, perhaps an empty one.
pub fn annotate(input: Input) -> Annotations {
    annotate_in_stages(input, |_| ())
}

/// As [`annotate`], and calls `done` after each stage, so that a caller with a clock can time them.
pub fn annotate_in_stages(input: Input, mut done: impl FnMut(Stage)) -> Annotations {
    let document = read_document(input);
    let language = detect_language(&document.text);
    done(Stage::Text);
    let mut pos = tag_parts_of_speech(&document);
    done(Stage::PartsOfSpeech);
    let entities = find_entities(&document, &pos);
    retag_names(&document, &entities, &mut pos);
    done(Stage::Entities);
    let quotes = find_quotes(&document, &pos, &entities);
    done(Stage::Quotes);
    let claims = find_claims(&document, &pos, &entities, &quotes);
    let summary = summarise(&document, &entities, &quotes, &claims);
    done(Stage::Claims);
    Annotations { document, language, entities, quotes, claims, summary }
}

/// Cuts `input` into blocks, tokens, sentences and quotations.
pub fn read_document(input: Input) -> Document {
    let blocks = label_blocks(&input);
    let mut document = Document { text: input.text, blocks, ..Document::default() };
    lex(&mut document);
    split_sentences(&mut document);
    document.quotations = pair_quotation_marks(&document);
    document
}
