//! How much of the article's text is found in saved pages, and how much else.

use anyhow::Result;
use labels::{Runs, TextScore, read_pages};
use sourcelight::annotator::read_document;
use sourcelight::block::find_running_text;
use sourcelight::html::read_html;

use super::find_shared;

/// Scores the English news pages of each corpus.
///
/// # Errors
/// If a corpus that is there cannot be read.
pub(super) fn eval() -> Result<()> {
    for corpus in ["scrapinghub", "newspaper4k-424"] {
        let Some(folder) = find_shared(&format!("corpora/pages/{corpus}")) else { return Ok(()) };
        let (mut all, mut sound) = (TextScore::default(), TextScore::default());
        let pages = read_pages(&folder)?;
        for page in &pages {
            let doc = read_document(read_html(&page.html));
            let found = find_running_text(&doc);
            let (expected, found) = (Runs::new(&page.expected), Runs::new(&found));
            all.add(&expected, &found);
            all.add_quotations(&page.expected, &found);
            if !page.is_suspect {
                sound.add(&expected, &found);
            }
        }
        println!("Article text, pages/{corpus}: {} English news pages (the model was trained on them)", pages.len());
        for (title, score) in [("all", all), ("without those in suspect.txt", sound)] {
            let (precision, recall, f1) = score.means();
            println!("  {title}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
        }
        let (kept, quotations) = all.quotations();
        println!("  quotations of four words and more: {kept} of {quotations} kept");
    }
    Ok(())
}
