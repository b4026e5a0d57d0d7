//! Labels of claims and expected texts of pages: `tests/labels` holds those that figures come from, `train/claims.jsonl` those that models are trained on.
//!
//! The labels follow `../shared/SCHEME.md`. Texts of corpora stay in `../shared/corpora`: a label is an id and offsets.

mod matching;
mod page_text;

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

pub use matching::{find_words, match_claims, words_in};
pub use page_text::{Page, Runs, TextScore, read_pages};

/// `[start, end)` in code points.
pub type Pair = (u32, u32);

/// The labels of one article; offsets in code points of its text.
#[derive(Deserialize)]
pub struct Labels {
    /// The corpus's file or folder under `../shared/corpora`; absent where `text` is given.
    pub corpus: Option<String>,
    /// The article's id there.
    #[serde(default)]
    pub id: String,
    /// The part of the article that was labelled and that offsets count in; absent for the whole.
    pub range: Option<Pair>,
    /// The text, where it is our own.
    pub text: Option<String>,
    /// What the labels are for: "development", "check" and so on.
    #[serde(default)]
    pub part: String,
    /// The claims in order of their start.
    pub claims: Vec<Label>,
    /// How they stand to each other.
    pub links: Vec<LabelLink>,
}

/// A labelled claim, in the words of the scheme.
#[derive(Deserialize)]
pub struct Label {
    /// What links name it by.
    pub id: String,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The main type first.
    pub types: Vec<String>,
    /// Who puts it forward.
    pub claimant: LabelClaimant,
    /// How the claimant stands to it.
    pub stance: String,
    /// How surely it is put.
    #[serde(default)]
    pub hedges: Vec<LabelHedge>,
    /// What evidence the article shows.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// 0, 1 or 2.
    pub check_worthy: u8,
}

/// Who puts a labelled claim forward.
#[derive(Deserialize)]
pub struct LabelClaimant {
    /// How the claimant is identified.
    pub kind: String,
    /// The fullest name of a named claimant.
    #[serde(default)]
    pub name: Option<NameOrWords>,
    /// Whether the words that name the claimant stand in another sentence.
    #[serde(default)]
    pub apart: bool,
}

/// Where a name stands; the scheme's example gives the name itself.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum NameOrWords {
    /// Where it stands.
    Span(Pair),
    /// The name.
    Words(String),
}

/// A labelled hedge.
#[derive(Deserialize)]
pub struct LabelHedge {
    /// What it does.
    #[serde(alias = "type")]
    pub kind: String,
}

/// How one labelled claim stands to another.
#[derive(Deserialize)]
pub struct LabelLink {
    /// The claim that answers.
    pub from: String,
    /// How.
    pub rel: String,
    /// The claim that is answered.
    pub to: String,
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

impl Labels {
    /// The index of the claim of an id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.claims.iter().position(|claim| claim.id == id)
    }

    /// The text that was labelled. `corpora` is the folder of the corpora.
    ///
    /// # Errors
    /// If the article cannot be read.
    pub fn read_text(&self, corpora: &Path) -> Result<String> {
        let text = match &self.text {
            Some(text) => text.clone(),
            None => read_article(&corpora.join(self.corpus.as_deref().context("labels name no corpus")?), &self.id)?,
        };
        Ok(match self.range {
            Some((start, end)) => text.chars().skip(start as usize).take((end - start) as usize).collect(),
            None => text,
        })
    }
}

/// The article of an id in a corpus: a folder of saved pages, or a file of JSON lines, packed or not.
fn read_article(path: &Path, id: &str) -> Result<String> {
    if path.is_dir() {
        return Ok(fs::read_to_string(path.join(id).join("article.txt"))?);
    }
    let mut lines = String::new();
    let mut file = fs::File::open(path).with_context(|| format!("opening {}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(file).read_to_string(&mut lines)?;
    } else {
        file.read_to_string(&mut lines)?;
    }
    let quoted = format!("\"{id}\"");
    let line = lines.lines().find(|line| line.contains(&quoted)).with_context(|| format!("no article {id}"))?;
    Ok(serde_json::from_str::<Text>(line)?.text)
}

/// The labels in a file of JSON lines.
///
/// # Errors
/// If the file cannot be read or a line is no labels.
pub fn read_labels(path: &Path) -> Result<Vec<Labels>> {
    let lines = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    lines.lines().map(|line| serde_json::from_str(line).with_context(|| path.display().to_string())).collect()
}
