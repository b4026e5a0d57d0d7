//! How often pronouns and descriptions lead to the right name, on labels of our own.
//!
//! `tests/labels/references.jsonl` holds, for articles of development parts, the offsets of mentions and of a name of what
//! each refers to; the texts stay in the corpora.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use sourcelight::wire::{Article, Mention};

use super::{Gold, annotate_text, find_shared};
use crate::paths;

/// The labels of one article.
#[derive(Deserialize)]
struct Labels {
    /// The corpus's file under `../shared/corpora`.
    corpus: String,
    /// The article's id there.
    id: String,
    mentions: Vec<Label>,
}

/// What the mention that ends at `end` refers to; offsets in code points.
#[derive(Deserialize)]
struct Label {
    end: u32,
    form: Form,
    /// A name of what it refers to; absent where the article does not name it, where it is several things, or nothing.
    name: Option<(u32, u32)>,
}

/// How a labelled mention refers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Pronoun,
    Nominal,
}

/// What became of the labelled mentions.
#[derive(Default)]
struct Tally {
    /// Mentions of something that the article names.
    named: u32,
    /// Those of them that were given an entity with a name.
    resolved: u32,
    /// Those of them that were given the right one.
    right: u32,
    /// Mentions of anything else.
    others: u32,
    /// Those of them that were given an entity with a name, which is wrong.
    invented: u32,
}

impl Tally {
    fn add(&mut self, label: &Label, found: Option<bool>) {
        if label.name.is_some() {
            self.named += 1;
            self.resolved += u32::from(found.is_some());
            self.right += u32::from(found == Some(true));
        } else {
            self.others += 1;
            self.invented += u32::from(found.is_some());
        }
    }

    fn print(&self, title: &str) {
        let share = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
        println!(
            "{title:24} {:7} {:9.1} {:9.1} {:14} {:9.1}",
            self.named,
            share(self.resolved, self.named),
            share(self.right, self.resolved + self.invented),
            self.others,
            share(self.invented, self.others),
        );
    }
}

/// Whether `label` was given the entity of its name; `None` where it was given none that has a name.
fn judge(article: &Article, label: &Label) -> Option<bool> {
    let is_name_of = |mention: &&Mention, entity: u32| mention.entity == Some(entity) && mention.form == "name";
    let mention = (article.mentions.iter())
        .find(|mention| mention.form != "name" && mention.end == label.end && mention.start < label.end)?;
    let entity = mention.entity?;
    article.mentions.iter().find(|mention| is_name_of(mention, entity))?;
    let is_right = label.name.is_some_and(|(start, end)| {
        (article.mentions.iter())
            .any(|mention| is_name_of(&mention, entity) && mention.start < end && mention.end > start)
    });
    Some(is_right)
}

/// Scores the references.
///
/// # Errors
/// If the labels or a corpus cannot be read.
pub(super) fn eval() -> Result<()> {
    println!("Pronouns and descriptions: to the entity with the right name (tests/labels/references.jsonl)");
    println!("{:24} {:>7} {:>9} {:>9} {:>14} {:>9}", "", "named", "resolved", "accuracy", "not named", "resolved");
    let path = paths::root().join("tests/labels/references.jsonl");
    let lines = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut tallies: BTreeMap<Form, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for line in lines.lines() {
        let labels: Labels = serde_json::from_str(line).with_context(|| path.display().to_string())?;
        let Some(corpus) = find_shared(&format!("corpora/{}", labels.corpus)) else { return Ok(()) };
        let article = find_article(&fs::read_to_string(corpus)?, &labels.id)?;
        let article = annotate_text(article.text);
        for label in &labels.mentions {
            let found = judge(&article, label);
            tallies.entry(label.form).or_default().add(label, found);
            all.add(label, found);
        }
    }
    for (form, tally) in &tallies {
        tally.print(if *form == Form::Pronoun { "pronouns" } else { "descriptions" });
    }
    all.print("all");
    println!();
    Ok(())
}

/// The article of a corpus with an id.
fn find_article(corpus: &str, id: &str) -> Result<Gold> {
    let mut lines = corpus.lines().filter(|line| line.contains(id)).map(serde_json::from_str::<Gold>);
    (lines.find(|gold| gold.as_ref().map_or(true, |gold| gold.id == id)))
        .with_context(|| format!("no article {id}"))?
        .context("reading an article")
}
