//! The crate dom_smoothie on saved pages: reads one JSON object, HTML by the page's id, and prints one, the article's text by the
//! page's id.

use std::collections::HashMap;
use std::error::Error;

use dom_smoothie::{Config, Readability, TextMode};

fn main() -> Result<(), Box<dyn Error>> {
    let pages: HashMap<String, String> = serde_json::from_reader(std::io::stdin().lock())?;
    let texts: HashMap<&str, String> = pages.iter().map(|(id, html)| (id.as_str(), read_article(html))).collect();
    serde_json::to_writer(std::io::stdout().lock(), &texts)?;
    Ok(())
}

/// The text of the article, each block on a line of its own; none where the crate finds none.
fn read_article(html: &str) -> String {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).and_then(|mut page| page.parse());
    article.map(|article| article.text_content.to_string()).unwrap_or_default()
}
