//! `cargo xtask eval`: how well the annotators do on held-out corpora.
//!
//! The corpora and their scorers lie outside the project, in `../shared`; where they are absent, there is nothing to
//! measure and that is no error.

mod claim_scores;
mod claims;
mod entities;
mod page_text;
mod pages;
mod phenomena;
mod quotes;
mod references;
mod sentences;

use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sourcelight::wire::Article;
use sourcelight::{Input, OffsetUnit, annotate};

use crate::command::{command, read};
use crate::paths;

/// How many of the things counted are right.
#[derive(Clone, Copy, Default)]
struct Share {
    right: u32,
    of: u32,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += u32::from(right);
        self.of += 1;
    }

    const fn join(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }

    fn percent(self) -> f64 {
        100.0 * f64::from(self.right) / f64::from(self.of.max(1))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} of {}", self.right, self.of)
    }
}

/// What to measure.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// The article's text in saved pages.
    Pages,
    /// Names of people, organizations and places.
    Entities,
    /// Pronouns and descriptions of what is named.
    References,
    /// Quotes and their sources.
    Quotes,
    /// Claims of labelled articles and sentences.
    Claims,
    /// All of them.
    All,
}

/// Measures `part` and prints a table.
///
/// # Errors
/// If a corpus that is there cannot be read, or its scorer fails.
pub(crate) fn eval(part: Part) -> Result<()> {
    if matches!(part, Part::Pages | Part::All) {
        page_text::eval()?;
    }
    if matches!(part, Part::Entities | Part::All) {
        entities::eval()?;
    }
    if matches!(part, Part::References | Part::All) {
        references::eval()?;
    }
    if matches!(part, Part::Quotes | Part::All) {
        quotes::eval()?;
        pages::eval()?;
    }
    if matches!(part, Part::Claims | Part::All) {
        claims::eval()?;
        sentences::eval()?;
    }
    Ok(())
}

/// The folder beside the project that holds corpora, tools and labelled articles.
fn shared() -> PathBuf {
    paths::root().join("../shared")
}

/// `path` under [`shared`], or `None` and a message where it is absent.
fn find_shared(path: &str) -> Option<PathBuf> {
    let found = shared().join(path);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: ../shared/{path} is not here");
    None
}

/// What is read of one document of a corpus.
#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
}

/// The article of a plain text, offsets in code points as the corpora have them.
fn annotate_text(text: String) -> Article {
    Article::new(&annotate(Input::plain(text)), OffsetUnit::CodePoint)
}

/// Writes one prediction for each document of `gold` and returns the file's path.
fn predict<Prediction: Serialize>(
    name: &str,
    gold: &Path,
    predict_one: impl Fn(Gold) -> Prediction,
) -> Result<PathBuf> {
    let folder = paths::target().join("eval");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.jsonl"));
    let mut predictions = BufWriter::new(File::create(&path)?);
    let lines = BufReader::new(File::open(gold).with_context(|| format!("opening {}", gold.display()))?).lines();
    for (number, line) in (1..).zip(lines) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let gold = serde_json::from_str(&line).with_context(|| format!("{}, line {number}", gold.display()))?;
        serde_json::to_writer(&mut predictions, &predict_one(gold))?;
        predictions.write_all(b"\n")?;
    }
    predictions.flush()?;
    Ok(path)
}

/// What a scorer says as JSON; `None` and a message where there is no Python.
fn score(scorer: &Path, gold: &Path, predicted: &Path, options: &[&str]) -> Result<Option<Value>> {
    if read(&mut command("python3", &["--version"])).is_err() {
        println!("skipped: the scorers need python3");
        return Ok(None);
    }
    let mut scoring = command("python3", &[]);
    scoring.arg(scorer).arg(gold).arg(predicted).arg("--json").args(options);
    Ok(Some(serde_json::from_str(&read(&mut scoring)?).context("the scorer wrote no JSON")?))
}

/// The number at `path` (`content/iou50/f1`) of a score; 0 where nothing could be counted.
fn number(score: &Value, path: &str) -> f64 {
    score.pointer(&format!("/{path}")).and_then(Value::as_f64).unwrap_or_default()
}
