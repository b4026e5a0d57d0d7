//! Scores of quotes, their sources and cues.

use anyhow::Result;
use serde::Serialize;
use sourcelight::wire::Pair;

use super::{Gold, annotate_text, find_shared, number, phenomena, predict, score};

/// The prediction for one document.
#[derive(Serialize)]
struct Prediction {
    id: String,
    quotes: Vec<PredictedQuote>,
}

/// One predicted quote, in the words of the corpus: its speaker is our source.
#[derive(Serialize)]
struct PredictedQuote {
    content: Vec<Pair>,
    speaker: Vec<Pair>,
    cue: Vec<Pair>,
    kind: &'static str,
}

/// The quotes of one document.
fn predict_quotes(gold: Gold) -> Prediction {
    let quotes = (annotate_text(gold.text).quotes.into_iter())
        .map(|quote| PredictedQuote { content: quote.content, speaker: quote.source, cue: quote.cue, kind: quote.form })
        .collect();
    Prediction { id: gold.id, quotes }
}

/// Scores the development part of PolNeAR.
///
/// # Errors
/// As [`super::eval`].
pub(super) fn eval() -> Result<()> {
    println!("Quotes: polnear dev");
    let Some(scorer) = find_shared("tools/score_quotes.py") else { return Ok(()) };
    let Some(gold) = find_shared("corpora/quotes/polnear/dev.jsonl") else { return Ok(()) };
    let predicted = predict("quotes-polnear", &gold, predict_quotes)?;
    let Some(whole) = score(&scorer, &gold, &predicted, &[])? else { return Ok(()) };
    let Some(segments) = score(&scorer, &gold, &predicted, &["--segments"])? else { return Ok(()) };
    println!("{:34} {:>6} {:>6} {:>6}", "", "P", "R", "F1");
    for (name, scores, path) in [
        ("content and source, end to end", &whole, "end2end"),
        ("content IoU >= 0.5", &whole, "content/iou50"),
        ("content exact", &whole, "content/exact"),
        ("content IoU >= 0.5, direct", &whole, "content/direct/iou50"),
        ("content IoU >= 0.5, indirect", &whole, "content/indirect/iou50"),
        ("content IoU >= 0.5, mixed", &whole, "content/mixed/iou50"),
        ("end to end, direct, by segments", &segments, "end2end/direct"),
    ] {
        let percent = |part| number(scores, &format!("{path}/{part}"));
        println!("{name:34} {:6.1} {:6.1} {:6.1}", percent("p"), percent("r"), percent("f1"));
    }
    for (name, path) in [
        ("source overlaps, of matched", "speaker/overlap"),
        ("source exact, of matched", "speaker/exact"),
        ("cue overlaps, of matched", "cue/overlap"),
    ] {
        println!("{name:34} {:>6} {:6.1}", "", number(&whole, path));
    }
    println!();
    phenomena::print(&gold, &predicted)
}
