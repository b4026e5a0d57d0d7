//! The way back: reads what [`super::export`] wrote as JSON or JSON-LD.

use std::fmt;

use serde_json::Value;

use super::article::{AnnotatedArticle, ArticleError};
use super::json_ld::DOCUMENT;
use crate::wire::{Article, VERSION};

/// Why a file could not be read; says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// No JSON at all, and where it stops being it.
    NotJson(String),
    /// JSON of something else.
    NotAnArticle,
    /// Annotations of another program: the article is not in the file.
    NoDocument,
    /// Annotations without their text.
    NoText,
    /// A version of the serialised form that this build does not read; 0 where none is named.
    Version(u64),
    /// A part that is missing or of another shape.
    Shape(String),
    /// Annotations that do not fit.
    Article(ArticleError),
}

impl fmt::Display for ImportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(error) => write!(
                out,
                "expected an article that Sourcelight saved as JSON-LD or JSON, found something else ({error}); choose such a file"
            ),
            Self::NotAnArticle => write!(
                out,
                "expected an article that Sourcelight saved as JSON-LD or JSON, found other JSON; choose such a file"
            ),
            Self::NoDocument => write!(
                out,
                "these annotations do not hold their article, so Sourcelight did not write them or another program has \
                 changed them; open the article itself"
            ),
            Self::NoText => {
                write!(out, "the article's text is not in the file; save it with `sourcelight export --format json`")
            }
            Self::Version(0) => write!(out, "the file does not name its version; save the article again"),
            Self::Version(version) => write!(
                out,
                "version {version}, this build reads {VERSION}; bring Sourcelight up to date, or save the article again with this one"
            ),
            Self::Shape(error) => write!(out, "the file is damaged: {error}; save the article again"),
            Self::Article(error) => write!(out, "the file is damaged: {error}; save the article again"),
        }
    }
}

impl std::error::Error for ImportError {}

impl From<ArticleError> for ImportError {
    fn from(error: ArticleError) -> Self {
        Self::Article(error)
    }
}

/// Reads an article that was written as JSON-LD or JSON.
///
/// # Errors
/// If `file` is anything else, of another version, or damaged.
pub fn import(file: &str) -> Result<AnnotatedArticle, ImportError> {
    let value = parse(file.trim_start_matches('\u{feff}'))?;
    if let Some(document) = value.get(DOCUMENT) {
        return read_whole(document, document.get("article").unwrap_or(&Value::Null));
    }
    if value.get("@context").is_some() {
        return Err(ImportError::NoDocument);
    }
    if value.get("version").is_none() || value.get("mentions").is_none() {
        return Err(ImportError::NotAnArticle);
    }
    read_whole(&value, &value)
}

/// Reads the article that a view holds as JavaScript has it: `article` is JSON in either unit.
///
/// # Errors
/// If it is not of the shape of `wire::Article`, or does not fit `text`.
pub fn read_request(
    text: String,
    article: &str,
    title: String,
    url: Option<String>,
) -> Result<AnnotatedArticle, ImportError> {
    Ok(AnnotatedArticle::check(text, read_article(&parse(article)?)?, title, url)?)
}

/// Parses JSON.
fn parse(json: &str) -> Result<Value, ImportError> {
    serde_json::from_str(json).map_err(|error| ImportError::NotJson(error.to_string()))
}

/// Reads text, title and address in `fields` and the annotations in `article`.
fn read_whole(fields: &Value, article: &Value) -> Result<AnnotatedArticle, ImportError> {
    let article = read_article(article)?;
    let string = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let text = string("text").ok_or(ImportError::NoText)?;
    Ok(AnnotatedArticle::check(text, article, string("title").unwrap_or_default(), string("url"))?)
}

/// Reads annotations.
fn read_article(value: &Value) -> Result<Article, ImportError> {
    let version = value.get("version").and_then(Value::as_u64).unwrap_or(0);
    if version != u64::from(VERSION) {
        return Err(ImportError::Version(version));
    }
    Article::read(value).map_err(ImportError::Shape)
}
