//! Floor 10: an annotated article as a file for other people and programs, and the way back from two of its forms.

mod article;
mod csv;
mod html;
mod import;
mod json;
mod json_ld;
mod link;
mod markdown;
mod marks;
mod view;

use serde::Serialize;

pub use article::{AnnotatedArticle, ArticleError};
pub use import::{ImportError, import, read_request};
pub use link::link_to;

use crate::wire::Article;

/// A form in which an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// W3C Web Annotation; [`import`] reads it.
    JsonLd,
    /// A table for a spreadsheet: one row a quote or claim.
    Csv,
    /// Lists to paste into a note.
    Markdown,
    /// A page that needs nothing else, to read or print.
    Html,
    /// The serialised form with its text; [`import`] reads it.
    Json,
}

impl Format {
    /// All forms.
    pub const ALL: [Self; 5] = [Self::JsonLd, Self::Csv, Self::Markdown, Self::Html, Self::Json];

    /// Its name on the command line and in JavaScript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonLd => "json-ld",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// How the name of such a file ends, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::JsonLd => "jsonld",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// Finds the form of that name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// The article in `format`.
pub fn export(article: &AnnotatedArticle, format: Format) -> String {
    match format {
        Format::JsonLd => json_ld::to_json_ld(article),
        Format::Csv => csv::to_csv(article),
        Format::Markdown => markdown::to_markdown(article),
        Format::Html => html::to_html(article),
        Format::Json => json::to_json(article),
    }
}

/// All of an article in one object: what [`read_request`] reads.
#[derive(Serialize)]
struct Whole<'a> {
    title: &'a str,
    url: Option<&'a str>,
    text: &'a str,
    article: &'a Article,
}

impl<'a> From<&'a AnnotatedArticle> for Whole<'a> {
    fn from(from: &'a AnnotatedArticle) -> Self {
        Self { title: from.title(), url: from.url(), text: from.text(), article: from.article() }
    }
}

/// `value` as JSON.
fn to_json_text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with string keys is always JSON")
}
