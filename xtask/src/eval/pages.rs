//! How often direct quotes of real pages are found and given to the right speaker, on labels of our own.
//!
//! `tests/labels/direct-quotes.jsonl` holds, for articles of saved pages, the offsets of every stretch in quotation marks, what
//! it is, and who speaks; the texts stay in the corpora.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use sourcelight::wire::{Article, Pair, Quote};

use super::{Share, annotate_text, find_shared};
use crate::paths;

/// The labels of one article.
#[derive(Deserialize)]
struct Labels {
    /// The corpus's folder under `../shared/corpora`.
    corpus: String,
    /// The article's folder there.
    id: String,
    quotes: Vec<Label>,
}

/// What stands between quotation marks; offsets in code points.
#[derive(Deserialize)]
struct Label {
    start: u32,
    end: u32,
    form: Form,
    /// The fullest name of the speaker, or the words that describe one who has no name in the article.
    speaker: Option<Pair>,
    /// Whether `speaker` is a name.
    #[serde(default)]
    named: bool,
}

/// What a stretch in quotation marks is.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    /// Somebody's words, a sentence or clause of their own.
    Direct,
    /// A fragment of somebody's words in a sentence of the author's.
    Mixed,
    /// No words of anybody's: titles, names, words as words.
    Other,
}

/// The part of `span` that lies in `others`, in code points.
fn shared(span: Pair, others: &[Pair]) -> u32 {
    others.iter().map(|other| span.1.min(other.1).saturating_sub(span.0.max(other.0))).sum()
}

/// The quote that holds at least half of the label; the innermost where several do.
fn find_quote<'a>(article: &'a Article, label: &Label) -> Option<&'a Quote> {
    let span = (label.start, label.end);
    let length = |quote: &&Quote| quote.content.iter().map(|&(start, end)| end - start).sum::<u32>();
    (article.quotes.iter())
        .filter(|quote| 2 * shared(span, &quote.content) >= label.end - label.start)
        .min_by_key(length)
}

/// Whether `quote` is given to the speaker of `label`: to the entity with that name, or to the words that describe it.
fn has_speaker(text: &[char], article: &Article, quote: &Quote, label: &Label) -> bool {
    let Some(speaker) = label.speaker else { return quote.source.is_empty() && quote.entity.is_none() };
    let name: String = text[speaker.0 as usize..speaker.1 as usize].iter().collect();
    let is_named = quote.entity.is_some_and(|entity| {
        // The words of the name, or a part of them: "Guardiola" for "Pep Guardiola".
        let found = &article.entities[entity as usize].name;
        found.split_whitespace().all(|word| name.split_whitespace().any(|other| other == word))
            || (article.mentions.iter())
                .any(|mention| mention.entity == Some(entity) && mention.start < speaker.1 && mention.end > speaker.0)
    });
    is_named || !label.named && shared(speaker, &quote.source) > 0
}

/// Scores the direct quotes.
///
/// # Errors
/// If the labels or an article cannot be read.
pub(super) fn eval() -> Result<()> {
    let path = paths::root().join("tests/labels/direct-quotes.jsonl");
    let lines = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let [mut recall, mut precision, mut speakers, mut named, mut fragments] = [(); 5].map(|()| Share::default());
    for line in lines.lines() {
        let labels: Labels = serde_json::from_str(line).with_context(|| path.display().to_string())?;
        let Some(file) = find_shared(&format!("corpora/{}/{}/article.txt", labels.corpus, labels.id)) else {
            return Ok(());
        };
        let text = fs::read_to_string(file)?;
        let article = annotate_text(text.clone());
        let text: Vec<char> = text.chars().collect();
        let speech: Vec<Pair> = (labels.quotes.iter().filter(|label| label.form != Form::Other))
            .map(|label| (label.start, label.end))
            .collect();
        for label in &labels.quotes {
            let found = find_quote(&article, label);
            match label.form {
                Form::Direct => recall.add(found.is_some()),
                Form::Mixed => fragments.add(found.is_some()),
                Form::Other => {}
            }
            if let (Form::Direct, Some(quote)) = (label.form, found) {
                let is_right = has_speaker(&text, &article, quote, label);
                speakers.add(is_right);
                if label.named {
                    named.add(is_right);
                }
            }
        }
        for quote in article.quotes.iter().filter(|quote| quote.form == "direct") {
            // Speaker lines of interviews stand in no quotation marks and are not labelled.
            let is_marked = |span: &&Pair| {
                let before = text[..span.0 as usize].iter().rev().find(|character| !character.is_whitespace());
                before.is_some_and(|character| "\"“”'‘’«".contains(*character))
            };
            for &span in quote.content.iter().filter(is_marked) {
                precision.add(2 * shared(span, &speech) >= span.1 - span.0);
            }
        }
    }
    println!("Direct quotes on saved pages (tests/labels/direct-quotes.jsonl)");
    let print = |title: &str, share: Share| println!("{title:34} {:6.1}   {share}", share.percent());
    print("found", recall);
    print("of those marked, quotes", precision);
    print("given to the right speaker", speakers);
    print("the same, speakers with a name", named);
    print("fragments of speech found", fragments);
    println!();
    Ok(())
}
