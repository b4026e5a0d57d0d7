//! Exact-span scores of names.

use std::collections::BTreeSet;

use anyhow::Result;
use serde::Serialize;

use super::{Gold, annotate_text, find_shared, number, predict, score};

/// The parts that models may be chosen on; test parts stay unseen. Nothing was trained on those of `crossner`.
const SETS: [&str; 9] = [
    "en_worldwide",
    "gum_news",
    "gum_other",
    "wnut17",
    "crossner_politics",
    "crossner_literature",
    "crossner_music",
    "crossner_science",
    "crossner_ai",
];

/// The prediction for one document.
#[derive(Serialize)]
struct Prediction {
    id: String,
    entities: BTreeSet<Name>,
}

/// One predicted name.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Name {
    start: u32,
    end: u32,
    label4: &'static str,
}

/// The corpora's label of an entity kind; `None` for dates and numbers, which they do not score.
fn to_label(kind: &str) -> Option<&'static str> {
    match kind {
        "person" => Some("PER"),
        "organization" => Some("ORG"),
        "place" => Some("LOC"),
        "group" | "event" | "work" | "law" | "product" | "other" => Some("MISC"),
        _ => None,
    }
}

/// The names in one document.
fn predict_names(gold: Gold) -> Prediction {
    let entities = (annotate_text(gold.text).mentions.iter())
        .filter(|mention| mention.form == "name")
        .filter_map(|mention| Some(Name { start: mention.start, end: mention.end, label4: to_label(mention.kind)? }))
        .collect();
    Prediction { id: gold.id, entities }
}

/// Scores every set.
///
/// # Errors
/// As [`super::eval`].
pub(super) fn eval() -> Result<()> {
    println!("Entities: people, organizations, places; exact spans; 95 % interval by bootstrap over documents");
    println!(
        "{:24} {:>6} {:>6} {:>6} {:>13}   {:>17} {:>17} {:>17}   {:>7} {:>7}",
        "", "P", "R", "F1", "interval", "PER: P R F1", "ORG: P R F1", "LOC: P R F1", "untyped", "lenient"
    );
    let Some(scorer) = find_shared("tools/score_ner.py") else { return Ok(()) };
    for set in SETS {
        let Some(gold) = find_shared(&format!("corpora/ner/{set}/dev.jsonl")) else { continue };
        let predicted = predict(&format!("entities-{set}"), &gold, predict_names)?;
        let Some(score) = score(&scorer, &gold, &predicted, &["--types", "PER,ORG,LOC"])? else {
            return Ok(());
        };
        let percent = |path: &str| 100.0 * number(&score, path);
        let interval = format!("{:.1} - {:.1}", percent("ALL/f1_95/0"), percent("ALL/f1_95/1"));
        let by_type = ["PER", "ORG", "LOC"].map(|label| {
            let part = |name| percent(&format!("{label}/{name}"));
            format!("{:5.1} {:5.1} {:5.1}", part("p"), part("r"), part("f1"))
        });
        println!(
            "{:24} {:6.1} {:6.1} {:6.1} {interval:>13}   {}   {:7.1} {:7.1}",
            format!("{set} dev"),
            percent("ALL/p"),
            percent("ALL/r"),
            percent("ALL/f1"),
            by_type.join(" "),
            percent("UNTYPED/f1"),
            percent("LENIENT/f1"),
        );
    }
    println!();
    Ok(())
}
