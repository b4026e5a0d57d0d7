//! Scores of claims on labels of our own, and on the labelled example of the scheme.
//!
//! `tests/labels/claims.jsonl` holds labels of whole articles by `../shared/SCHEME.md`, as offsets into texts that stay in the
//! corpora; `claims-second.jsonl` those of a second annotator for some of them; `denials.jsonl` made-up passages. Articles of the
//! part "check" were not read while the annotator was built, only counted.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;

use anyhow::{Context, Result};
use serde::Deserialize;
use sourcelight::wire::Pair;

use super::claim_scores::{Counts, Tally, count, replace_claims};
use super::{Gold, annotate_text, find_shared};
use crate::paths;

/// The labels of one article; offsets in code points.
#[derive(Deserialize)]
pub(super) struct Labels {
    /// The corpus's file or folder under `../shared/corpora`; absent where `text` is given.
    corpus: Option<String>,
    /// The article's id there.
    #[serde(default)]
    id: String,
    /// The text, where it is our own.
    text: Option<String>,
    #[serde(default)]
    part: String,
    pub(super) claims: Vec<Label>,
    pub(super) links: Vec<LabelLink>,
}

/// A labelled claim, in the words of the scheme.
#[derive(Deserialize)]
pub(super) struct Label {
    pub(super) id: String,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) types: Vec<String>,
    pub(super) claimant: LabelClaimant,
    pub(super) stance: String,
    #[serde(default)]
    pub(super) hedges: Vec<LabelHedge>,
    #[serde(default)]
    pub(super) evidence: Vec<String>,
    pub(super) check_worthy: u8,
}

/// Who puts a labelled claim forward.
#[derive(Deserialize)]
pub(super) struct LabelClaimant {
    pub(super) kind: String,
    /// The fullest name of a named claimant.
    #[serde(default)]
    pub(super) name: Option<NameOrWords>,
    /// Whether the words that name the claimant stand in another sentence.
    #[serde(default)]
    pub(super) apart: bool,
}

/// Where a name stands; the scheme's example gives the name itself.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum NameOrWords {
    Span(Pair),
    Words(String),
}

/// A labelled hedge.
#[derive(Deserialize)]
pub(super) struct LabelHedge {
    #[serde(alias = "type")]
    pub(super) kind: String,
}

/// How one labelled claim stands to another.
#[derive(Deserialize)]
pub(super) struct LabelLink {
    pub(super) from: String,
    pub(super) rel: String,
    pub(super) to: String,
}

/// Scores every labelled article.
///
/// # Errors
/// If labels or articles cannot be read.
pub(super) fn eval() -> Result<()> {
    let mut parts: BTreeMap<String, Vec<Counts>> = BTreeMap::new();
    for labels in read("claims.jsonl")?.into_iter().chain(read("denials.jsonl")?) {
        let Some(text) = find_text(&labels)? else { return Ok(()) };
        let article = annotate_text(text.clone());
        parts.entry(labels.part.clone()).or_default().push(count(&text, &labels, &article));
    }
    for (part, title) in [
        ("development", "Claims: development articles (tests/labels/claims.jsonl)"),
        ("check", "Claims: articles that were only counted (the part \"check\" of the same file)"),
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
    eval_agreement()
}

/// Scores the second annotator against the first.
fn eval_agreement() -> Result<()> {
    let first = read("claims.jsonl")?;
    let mut counts = Vec::new();
    for second in read("claims-second.jsonl")? {
        let Some(text) = find_text(&second)? else { return Ok(()) };
        let first = first.iter().find(|first| first.id == second.id).context("labelled twice, but not once")?;
        let article = annotate_text(text.clone());
        counts.push(count(&text, first, &replace_claims(article, &second)));
    }
    println!("Claims: one annotator against another: {} texts", counts.len());
    Tally::new(&counts).print();
    Ok(())
}

/// The labels in a file of `tests/labels`.
fn read(name: &str) -> Result<Vec<Labels>> {
    let path = paths::root().join("tests/labels").join(name);
    let lines = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    lines.lines().map(|line| serde_json::from_str(line).with_context(|| path.display().to_string())).collect()
}

/// The text of an article; `None` where the corpora are absent.
fn find_text(labels: &Labels) -> Result<Option<String>> {
    if let Some(text) = &labels.text {
        return Ok(Some(text.clone()));
    }
    let corpus = labels.corpus.as_deref().context("labels name neither text nor corpus")?;
    let Some(path) = find_shared(&format!("corpora/{corpus}")) else { return Ok(None) };
    if path.is_dir() {
        return Ok(Some(fs::read_to_string(path.join(&labels.id).join("article.txt"))?));
    }
    let mut lines = String::new();
    let file = fs::File::open(&path).with_context(|| format!("opening {}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(file).read_to_string(&mut lines)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut lines)?;
    }
    let quoted = format!("\"{}\"", labels.id);
    let line =
        lines.lines().find(|line| line.contains(&quoted)).with_context(|| format!("no article {}", labels.id))?;
    Ok(Some(serde_json::from_str::<Gold>(line)?.text))
}
