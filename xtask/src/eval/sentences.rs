//! Scores of single sentences: hedged or not, worth checking or not.

use std::fs;

use anyhow::Result;
use serde::Deserialize;
use sourcelight::claim::{Claim, ClaimantKind, HedgeKind};
use sourcelight::{Annotations, Input, annotate};

use super::find_shared;

/// A labelled sentence of a corpus.
#[derive(Deserialize)]
struct Sentence {
    text: String,
    label: u8,
}

/// The sentences of a corpus's development part; `None` where the corpora are absent.
fn read(corpus: &str) -> Result<Option<Vec<Sentence>>> {
    let Some(path) = find_shared(&format!("corpora/claims/{corpus}/dev.jsonl")) else { return Ok(None) };
    let lines = fs::read_to_string(path)?;
    Ok(Some(lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?))
}

/// Scores hedges and the ranking of claims.
///
/// # Errors
/// If a corpus cannot be read.
pub(super) fn eval() -> Result<()> {
    if let Some(sentences) = read("conll10_uncertainty")? {
        println!("Sentences hedged or not: CoNLL 2010, Wikipedia, dev");
        let (mut both, mut found, mut labelled) = (0.0, 0.0, 0.0);
        for sentence in &sentences {
            let is_found = is_hedged(&annotate(Input::plain(&*sentence.text)));
            let is_labelled = sentence.label == 1;
            both += f64::from(u8::from(is_found && is_labelled));
            found += f64::from(u8::from(is_found));
            labelled += f64::from(u8::from(is_labelled));
        }
        let (precision, recall) = (100.0 * both / found, 100.0 * both / labelled);
        println!("precision {precision:.1}, recall {recall:.1}, F1 {:.1}\n", 200.0 * both / (found + labelled));
    }
    if let Some(sentences) = read("claimrank16")? {
        println!("Sentences by whether news organizations checked them: claimrank16 dev, not trained on");
        let score = |article: &Annotations| article.claims.iter().map(|claim| claim.check_score).fold(0.0, f32::max);
        let mut scored: Vec<(f32, bool)> = (sentences.iter())
            .map(|sentence| (score(&annotate(Input::plain(&*sentence.text))), sentence.label == 1))
            .collect();
        // Among equals those that were not checked come first, so that a constant earns nothing.
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let (mut hits, mut sum) = (0.0, 0.0);
        for (rank, _) in scored.iter().enumerate().filter(|(_, (_, checked))| *checked) {
            hits += 1.0;
            sum += hits / (rank + 1) as f64;
        }
        println!("average precision {:.3}, by chance {:.3}\n", sum / hits, hits / scored.len() as f64);
    }
    Ok(())
}

/// Whether a claim of the article is put with doubt: by a hedge, by an amount left open ("some"; not "about 40"), or in the name of
/// nobody who could be asked.
fn is_hedged(article: &Annotations) -> bool {
    let text = &article.document.text;
    let is_doubt = |kind: HedgeKind, end: u32| match kind {
        HedgeKind::Epistemic | HedgeKind::Evidential => true,
        HedgeKind::Approximator => !text[end as usize..].trim_start().starts_with(|next: char| next.is_ascii_digit()),
        HedgeKind::Condition | HedgeKind::Booster => false,
    };
    let is_vague = |claim: &Claim| {
        let words = claim.claimant.span.map_or("", |span| article.document.slice(span)).to_lowercase();
        let first = words.split(' ').next().unwrap_or_default();
        claim.claimant.kind == ClaimantKind::Vague
            || matches!(first, "some" | "many" | "several" | "most" | "few" | "other" | "certain" | "various")
    };
    (article.claims.iter())
        .any(|claim| is_vague(claim) || claim.hedges.iter().any(|hedge| is_doubt(hedge.kind, hedge.span.end)))
}
