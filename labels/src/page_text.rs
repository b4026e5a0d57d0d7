//! Saved pages with the text of their articles, and how much of that text was found.
//!
//! The measure is that of the article-extraction-benchmark (Zyte, 2020): runs of four words that the text read from a page shares
//! with the expected text, precision and recall of each page, their means, and F1 of the means.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// How many words are a run.
const RUN: usize = 4;

/// A page of a corpus.
#[derive(Deserialize)]
struct Entry {
    id: String,
    language: String,
    is_news: bool,
    site: String,
    /// The name of the file that holds it.
    html: String,
}

/// A saved page of news in English.
pub struct Page {
    /// Its id in the corpus.
    pub id: String,
    /// The site that it is from.
    pub site: String,
    /// The page.
    pub html: String,
    /// The text of its article.
    pub expected: String,
    /// Whether the corpus says that the page or its text is damaged.
    pub is_suspect: bool,
}

/// The English news pages of the corpus in `folder`.
///
/// # Errors
/// If one cannot be read.
pub fn read_pages(folder: &Path) -> Result<Vec<Page>> {
    let suspect = fs::read_to_string(folder.join("suspect.txt")).unwrap_or_default();
    let index = fs::read_to_string(folder.join("index.jsonl")).context("reading index.jsonl")?;
    let entries: Vec<Entry> =
        index.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("index.jsonl")?;
    let to_page = |entry: Entry| {
        let expected = fs::read_to_string(folder.join(&entry.id).join("article.txt"))?;
        let is_suspect = suspect.lines().any(|line| line.starts_with(&entry.id));
        Ok(Page {
            html: read_html_file(&folder.join(&entry.id).join(&entry.html))?,
            id: entry.id,
            site: entry.site,
            expected,
            is_suspect,
        })
    };
    entries.into_iter().filter(|entry| entry.is_news && entry.language == "en").map(to_page).collect()
}

/// The HTML in a file, unpacked where its name ends in ".gz".
fn read_html_file(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("opening {}", path.display()))?;
    let mut html = Vec::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut html)?;
    } else {
        html = bytes;
    }
    Ok(String::from_utf8_lossy(&html).into_owned())
}

/// The runs of words of a text, and how often each stands in it.
pub struct Runs(HashMap<String, u32>);

impl Runs {
    /// Counts the runs of `text`; the whole is one where it is shorter.
    pub fn new(text: &str) -> Self {
        let is_mark = |letter: char| !letter.is_alphanumeric() && letter != '_';
        let words: Vec<&str> = text.split(is_mark).filter(|word| !word.is_empty()).collect();
        let mut runs = HashMap::new();
        for run in words.windows(RUN.min(words.len()).max(1)) {
            *runs.entry(run.join(" ")).or_default() += 1;
        }
        Self(runs)
    }

    fn count(&self) -> u32 {
        self.0.values().sum()
    }

    /// How many runs of `self` stand in `other`, each as often as in both.
    fn count_shared(&self, other: &Self) -> u32 {
        self.0.iter().map(|(run, count)| other.0.get(run).copied().unwrap_or_default().min(*count)).sum()
    }

    /// The share of these runs that stand in `other`.
    pub fn share_in(&self, other: &Self) -> f64 {
        f64::from(self.count_shared(other)) / f64::from(self.count().max(1))
    }
}

/// Sums of precision and recall over pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextScore {
    pages: f64,
    precision: f64,
    recall: f64,
    quotations: u32,
    kept: u32,
}

impl TextScore {
    /// Counts which quotations of `expected` are in `found`.
    pub fn add_quotations(&mut self, expected: &str, found: &Runs) {
        for quotation in find_quotations(expected) {
            let runs = Runs::new(quotation);
            self.quotations += 1;
            self.kept += u32::from(runs.share_in(found) >= 0.9);
        }
    }

    /// How many quotations were kept, of how many.
    pub const fn quotations(&self) -> (u32, u32) {
        (self.kept, self.quotations)
    }

    /// Counts a page.
    pub fn add(&mut self, expected: &Runs, found: &Runs) {
        self.pages += 1.0;
        self.precision += found.share_in(expected);
        self.recall += expected.share_in(found);
    }

    /// Mean precision, mean recall and F1 of the two.
    pub fn means(&self) -> (f64, f64, f64) {
        let pages = self.pages.max(1.0);
        let (precision, recall) = (self.precision / pages, self.recall / pages);
        (precision, recall, 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE))
    }
}

/// What stands between double quotation marks in one line, of at least a run's length.
fn find_quotations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once(['“', '"']) {
            let Some((quotation, next)) = after.split_once(['”', '"']) else { break };
            if quotation.split_whitespace().count() >= RUN {
                found.push(quotation);
            }
            rest = next;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_of_four_words_and_count_as_often_as_they_stand() {
        let share = |one: &str, other: &str| Runs::new(one).share_in(&Runs::new(other));
        assert!((share("a b c d e", "A b c d e") - 0.5).abs() < 1e-9);
        assert!((share("a, b. c d", "x a b c d") - 1.0).abs() < 1e-9);
        assert!((share("a b c d a b c d", "a b c d") - 0.2).abs() < 1e-9);
        assert!((share("a b", "a b") - 1.0).abs() < 1e-9);
        assert!(share("", "a b c d").abs() < 1e-9);
    }

    #[test]
    fn quotations_are_of_four_words_and_more() {
        assert_eq!(
            find_quotations("“We will go on now,” he said. “Yes.” \"It is not so bad.\"\n“open"),
            ["We will go on now,", "It is not so bad."]
        );
    }
}
