//! How much of the article's text is found in saved pages, and how much else; by Readability.js in Chromium and by
//! dom_smoothie, too.

use std::collections::HashMap;

use anyhow::{Context, Result};
use labels::{Page, Runs, TextScore, read_pages};
use sourcelight::annotator::read_document;
use sourcelight::block::find_running_text;
use sourcelight::html::read_html;

use super::find_shared;
use crate::command::{cargo, command, feed, read};
use crate::{node, paths};

/// The texts that a reader finds, by the page's id.
type Texts = HashMap<String, String>;

/// Scores the English news pages of each corpus.
///
/// # Errors
/// If a corpus that is there cannot be read.
pub(super) fn eval() -> Result<()> {
    let mut readability = None;
    for corpus in ["scrapinghub", "newspaper4k-424"] {
        let Some(folder) = find_shared(&format!("corpora/pages/{corpus}")) else { return Ok(()) };
        let pages = read_pages(&folder)?;
        println!("Article text, pages/{corpus}: {} English news pages", pages.len());
        print("ours, trained on them", &pages, |page| find_running_text(&read_document(read_html(&page.html))));
        // It reads the pages of all corpora at once.
        let readability = readability.get_or_insert_with(read_by_readability);
        for (reader, texts) in [("Readability.js", &*readability), ("dom_smoothie", &read_by_dom_smoothie(&pages))] {
            match texts {
                Ok(texts) => print(reader, &pages, |page| texts.get(&page.id).cloned().unwrap_or_default()),
                Err(error) => println!("  {reader} was not run: {error:#}"),
            }
        }
    }
    Ok(())
}

/// Prints how well `read` finds the articles of `pages`.
fn print(reader: &str, pages: &[Page], read: impl Fn(&Page) -> String) {
    let (mut all, mut sound) = (TextScore::default(), TextScore::default());
    for page in pages {
        let (expected, found) = (Runs::new(&page.expected), Runs::new(&read(page)));
        all.add(&expected, &found);
        all.add_quotations(&page.expected, &found);
        if !page.is_suspect {
            sound.add(&expected, &found);
        }
    }
    println!("  {reader}");
    for (title, score) in [("all", all), ("without those in suspect.txt", sound)] {
        let (precision, recall, f1) = score.means();
        println!("    {title}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
    }
    let (kept, quotations) = all.quotations();
    println!("    quotations of four words and more: {kept} of {quotations} kept");
}

/// The texts of the saved pages as Mozilla's Readability.js finds them.
fn read_by_readability() -> Result<Texts> {
    node::ensure_packages()?;
    let mut script = command("node", &["benches/readability.mjs"]);
    let printed = read(script.env("CHROMIUM", node::find_chromium()?))?;
    serde_json::from_str(&printed).context("benches/readability.mjs wrote no texts")
}

/// The texts of `pages` as the crate dom_smoothie finds them.
fn read_by_dom_smoothie(pages: &[Page]) -> Result<Texts> {
    let html: HashMap<&str, &str> = pages.iter().map(|page| (page.id.as_str(), page.html.as_str())).collect();
    let mut program = cargo(&["run", "--quiet", "--release", "--manifest-path", "benches/dom-smoothie/Cargo.toml"]);
    program.arg("--target-dir").arg(paths::target().join("dom-smoothie"));
    let printed = feed(&mut program, &serde_json::to_string(&html)?)?;
    serde_json::from_str(&printed).context("benches/dom-smoothie wrote no texts")
}
