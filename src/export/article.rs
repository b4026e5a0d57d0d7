//! An article whose annotations are known to fit its text.

use std::fmt;

use crate::annotator::Annotations;
use crate::span::{OffsetMap, OffsetUnit};
use crate::wire::{Article, Pair};

/// A text with its annotations: every offset counts code points, lies in the text and follows its start, and every id
/// stands for something.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnotatedArticle {
    text: String,
    article: Article,
    title: String,
    url: Option<String>,
}

/// Why annotations do not fit a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleError {
    /// The text has more bytes than offsets can count.
    TooLong,
    /// A span that is no part of the text.
    Span {
        /// What it belongs to.
        what: &'static str,
        /// Its offsets, as they came.
        pair: Pair,
    },
    /// An id that stands for nothing, or that is not its thing's place in the list.
    Id {
        /// What it should stand for.
        what: &'static str,
        /// The id.
        id: u32,
    },
}

impl fmt::Display for ArticleError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(out, "the text is longer than 4 GiB; split it"),
            Self::Span { what, pair: (start, end) } => {
                write!(out, "the annotations do not fit the text: {what} at {start} to {end} is no part of it")
            }
            Self::Id { what, id } => write!(out, "the annotations do not fit together: there is no {what} {id}"),
        }
    }
}

impl std::error::Error for ArticleError {}

impl AnnotatedArticle {
    /// The article of `annotations`.
    pub fn new(annotations: &Annotations, title: String, url: Option<String>) -> Self {
        let article = Article::new(annotations, OffsetUnit::CodePoint);
        Self { text: annotations.document.text.clone(), article, title, url }
    }

    /// Checks that `article`, in whatever unit it counts, fits `text`.
    ///
    /// # Errors
    /// If it does not: the first thing that is wrong.
    pub fn check(text: String, mut article: Article, title: String, url: Option<String>) -> Result<Self, ArticleError> {
        if text.len() > u32::MAX as usize {
            return Err(ArticleError::TooLong);
        }
        check_ids(&article)?;
        let from = OffsetMap::new(&text, article.unit());
        let to = OffsetMap::new(&text, OffsetUnit::CodePoint);
        let change = |pair| from.find_span(pair).map(|span| to.from_span(span));
        let changed = article.change_offsets(OffsetUnit::CodePoint, &change);
        changed.map_err(|(what, pair)| ArticleError::Span { what, pair })?;
        Ok(Self { text, article, title, url })
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The annotations, every offset in code points.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The title that it was given; may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The address of the page, where there is one.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The same as it stands at `url`.
    pub fn with_url(self, url: String) -> Self {
        Self { url: Some(url), ..self }
    }

    /// The same with every offset in UTF-16 code units, as JavaScript counts.
    pub fn into_utf16(self) -> Utf16Article {
        let Self { text, mut article, title, url } = self;
        let (from, to) = (OffsetMap::new(&text, OffsetUnit::CodePoint), OffsetMap::new(&text, OffsetUnit::Utf16));
        let change = |(start, end)| Some(to.from_span(from.to_span(start, end)));
        article.change_offsets(OffsetUnit::Utf16, &change).expect("every pair is changed");
        Utf16Article { text, article, title, url }
    }
}

/// An [`AnnotatedArticle`] on its way to JavaScript.
#[derive(Debug, serde::Serialize)]
pub struct Utf16Article {
    /// The text.
    pub text: String,
    /// The annotations, every offset in UTF-16 code units.
    pub article: Article,
    /// The title.
    pub title: String,
    /// The address of the page.
    pub url: Option<String>,
}

/// Checks that every id stands for something.
fn check_ids(article: &Article) -> Result<(), ArticleError> {
    let places = |what, ids: &mut dyn Iterator<Item = u32>| {
        (0..).zip(ids).find(|(place, id)| place != id).map_or(Ok(()), |(id, _)| Err(ArticleError::Id { what, id }))
    };
    let known = |what, count: usize, mut ids: &mut dyn Iterator<Item = u32>| {
        Iterator::find(&mut ids, |&id| id as usize >= count).map_or(Ok(()), |id| Err(ArticleError::Id { what, id }))
    };
    let Article { entities, mentions, quotes, claims, summary, .. } = article;
    places("entity", &mut entities.iter().map(|entity| entity.id))?;
    places("quote", &mut quotes.iter().map(|quote| quote.id))?;
    places("claim", &mut claims.iter().map(|claim| claim.id))?;
    known("entity", entities.len(), &mut mentions.iter().filter_map(|mention| mention.entity))?;
    known("entity", entities.len(), &mut quotes.iter().filter_map(|quote| quote.entity))?;
    known("entity", entities.len(), &mut claims.iter().filter_map(|claim| claim.claimant.entity))?;
    known("entity", entities.len(), &mut summary.sources.iter().filter_map(|source| source.entity))?;
    known("quote", quotes.len(), &mut claims.iter().filter_map(|claim| claim.quote))?;
    known("claim", claims.len(), &mut claims.iter().flat_map(|claim| &claim.links).map(|link| link.to))?;
    let allegations = &summary.allegations;
    let of_summary = [&allegations.answered, &allegations.unanswered, &summary.check_first];
    known("claim", claims.len(), &mut of_summary.into_iter().flatten().copied())
}
