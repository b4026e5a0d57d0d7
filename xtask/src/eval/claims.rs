//! Scores of claims on labels of our own, and on the labelled example of the scheme.
//!
//! `tests/labels/claims.jsonl` holds labels of whole articles by `../shared/SCHEME.md`, as offsets into texts that stay in the
//! corpora; `claims-second.jsonl` those of a second annotator for some of them; `denials.jsonl` made-up passages. Articles of the
//! part "check" were not read while the annotator was built, only counted.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use labels::{Labels, read_labels};

use super::claim_scores::{Counts, Tally, count, replace_claims};
use super::{annotate_text, find_shared, shared};
use crate::paths;

/// Scores every labelled article.
///
/// # Errors
/// If labels or articles cannot be read.
pub(super) fn eval() -> Result<()> {
    let mut parts: BTreeMap<String, Vec<Counts>> = BTreeMap::new();
    for file in ["claims.jsonl", "news-passages.jsonl", "denials.jsonl"] {
        for labels in read(file)? {
            let Some(text) = find_text(&labels)? else { return Ok(()) };
            let article = annotate_text(text.clone());
            parts.entry(labels.part.clone()).or_default().push(count(&text, &labels, &article));
        }
    }
    for (part, title) in [
        ("development", "Claims: development articles (tests/labels/claims.jsonl)"),
        ("check", "Claims: articles that were only counted (the part \"check\" of the same file)"),
        ("news-passages", "Claims: passages of news that were only counted (tests/labels/news-passages.jsonl)"),
        ("passages", "Claims: made-up passages with denials (tests/labels/denials.jsonl)"),
        ("check-passages", "Claims: passages that were only counted (\"check-passages\" of the same file)"),
    ] {
        let counts = parts.remove(part).unwrap_or_default();
        println!("{title}: {} texts", counts.len());
        Tally::new(&counts).print();
    }
    if let Some(path) = find_shared("golden/embassy-siege.claims.json") {
        let text = fs::read_to_string(&path)?;
        let labels: Labels = serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
        let text = labels.text.clone().unwrap_or_default();
        println!("Claims: the scheme's example");
        Tally::new(&[count(&text, &labels, &annotate_text(text.clone()))]).print();
    }
    eval_agreement("claims")?;
    eval_agreement("news-passages")
}

/// Scores the second annotator of a file of labels against the first.
fn eval_agreement(name: &str) -> Result<()> {
    let first = read(&format!("{name}.jsonl"))?;
    let mut counts = Vec::new();
    for second in read(&format!("{name}-second.jsonl"))? {
        let Some(text) = find_text(&second)? else { return Ok(()) };
        let is_same = |first: &&Labels| first.id == second.id && first.range == second.range;
        let first = first.iter().find(is_same).context("labelled twice, but not once")?;
        let article = annotate_text(text.clone());
        counts.push(count(&text, first, &replace_claims(article, &second)));
    }
    println!("Claims: one annotator against another ({name}.jsonl): {} texts", counts.len());
    Tally::new(&counts).print();
    Ok(())
}

/// The labels in a file of `tests/labels`.
fn read(name: &str) -> Result<Vec<Labels>> {
    read_labels(&paths::root().join("tests/labels").join(name))
}

/// The text of an article; `None` where the corpora are absent.
fn find_text(labels: &Labels) -> Result<Option<String>> {
    if labels.text.is_none() && find_shared("corpora").is_none() {
        return Ok(None);
    }
    labels.read_text(&shared().join("corpora")).map(Some)
}
