//! Scores of claims on labelled articles (`NAME.claims.json`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use sourcelight::wire::{Article, Pair};

use super::{annotate_text, find_shared};

/// A labelled article; offsets in code points.
#[derive(Deserialize)]
struct Gold {
    text: String,
    claims: Vec<GoldClaim>,
    links: Vec<GoldLink>,
}

#[derive(Deserialize)]
struct GoldClaim {
    id: String,
    start: u32,
    end: u32,
    types: Vec<String>,
    claimant: GoldClaimant,
    stance: String,
    check_worthy: u8,
}

#[derive(Deserialize)]
struct GoldClaimant {
    kind: String,
}

#[derive(Deserialize)]
struct GoldLink {
    from: String,
    rel: String,
    to: String,
}

/// How often two sides agreed.
#[derive(Default)]
struct Share {
    agreed: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, agreed: bool) {
        self.agreed += usize::from(agreed);
        self.of += 1;
    }

    fn percent(&self) -> f64 {
        100.0 * self.agreed as f64 / self.of.max(1) as f64
    }
}

/// Scores every labelled article.
///
/// # Errors
/// As [`super::eval`].
pub(super) fn eval() -> Result<()> {
    let Some(folder) = find_shared("golden") else { return Ok(()) };
    let mut files: Vec<_> =
        fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.to_string_lossy().ends_with(".claims.json"));
    files.sort();
    for path in files {
        let text = fs::read_to_string(&path)?;
        let gold: Gold = serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
        println!("Claims: {}", path.file_name().unwrap_or_default().to_string_lossy());
        report(&gold, &annotate_text(gold.text.clone()));
    }
    Ok(())
}

/// Prints the scores of one article.
fn report(gold: &Gold, article: &Article) {
    let words = find_words(&gold.text);
    let gold_words: Vec<_> = gold.claims.iter().map(|claim| words_in(&words, &[(claim.start, claim.end)])).collect();
    let predicted_words: Vec<_> = article.claims.iter().map(|claim| words_in(&words, &claim.span)).collect();
    let matches = match_claims(&gold_words, &predicted_words);

    let (matched, predicted, wanted) = (matches.len(), article.claims.len(), gold.claims.len());
    let (precision, recall) = (ratio(matched, predicted), ratio(matched, wanted));
    let f1 = 100.0 * 2.0 * matched as f64 / (predicted + wanted).max(1) as f64;
    println!("{:34} {:>6} {:>6} {:>6}", "", "P", "R", "F1");
    println!(
        "{:34} {precision:6.1} {recall:6.1} {f1:6.1}   predicted {predicted}, gold {wanted}",
        "spans, word IoU >= 0.5"
    );

    let (mut voice, mut kind, mut stance) = (Share::default(), Share::default(), Share::default());
    let (mut main_type, mut any_type, mut worth) = (Share::default(), Share::default(), Share::default());
    for (&g, &p) in &matches {
        let (gold, claim) = (&gold.claims[g], &article.claims[p]);
        voice.add((gold.claimant.kind == "author") == (claim.claimant.kind == "author"));
        kind.add(gold.claimant.kind == claim.claimant.kind);
        stance.add(gold.stance == claim.stance);
        main_type.add(gold.types.first().map(String::as_str) == claim.types.first().copied());
        any_type.add(gold.types.iter().any(|kind| claim.types.contains(&kind.as_str())));
        worth.add(gold.check_worthy == claim.check_worthy);
    }
    for (name, share) in [
        ("voice (author or attributed)", &voice),
        ("claimant kind", &kind),
        ("stance", &stance),
        ("main type", &main_type),
        ("any type in common", &any_type),
        ("check-worthiness", &worth),
    ] {
        println!("{name:34} {:>6} {:6.1}   {} of {} matched", "", share.percent(), share.agreed, share.of);
    }
    report_links(gold, article, &matches);
    println!();
}

/// Prints how many links were found; links between claims that were not matched count as missed.
fn report_links(gold: &Gold, article: &Article, matches: &BTreeMap<usize, usize>) {
    let position = |id: &str| gold.claims.iter().position(|claim| claim.id == id);
    let wanted: BTreeSet<(Option<usize>, &str, Option<usize>)> = (gold.links.iter())
        .map(|link| {
            let to_predicted = |id| position(id).and_then(|g| matches.get(&g).copied());
            (to_predicted(&link.from), link.rel.as_str(), to_predicted(&link.to))
        })
        .collect();
    for kind in ["denies", "disputes", "supports", "repeats", "contrasts"] {
        let wanted_of_kind = gold.links.iter().filter(|link| link.rel == kind).count();
        let mut predicted = 0;
        let mut right = 0;
        for claim in &article.claims {
            for link in claim.links.iter().filter(|link| link.kind == kind) {
                predicted += 1;
                let found = (Some(claim.id as usize), kind, Some(link.to as usize));
                right += usize::from(wanted.contains(&found));
            }
        }
        if wanted_of_kind + predicted > 0 {
            println!("{:34} right {right}, predicted {predicted}, gold {wanted_of_kind}", format!("links: {kind}"));
        }
    }
}

/// The words of `text` as spans of code points: runs of letters and digits, with inner apostrophes.
fn find_words(text: &str) -> Vec<Pair> {
    let characters: Vec<char> = text.chars().collect();
    let is_word = |at: usize| characters.get(at).is_some_and(|character| character.is_alphanumeric());
    let mut words = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        if !is_word(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_word(at) || matches!(characters.get(at), Some('\'' | '’')) && is_word(at + 1) {
            at += 1;
        }
        words.push((start as u32, at as u32));
    }
    words
}

/// The indices of the words that `spans` touch.
fn words_in(words: &[Pair], spans: &[Pair]) -> BTreeSet<usize> {
    (spans.iter())
        .flat_map(|&(start, end)| {
            let first = words.partition_point(|word| word.1 <= start);
            (first..).zip(&words[first..]).take_while(move |(_, word)| word.0 < end).map(|(index, _)| index)
        })
        .collect()
}

/// Pairs gold with predicted claims that share at least half of their words, best pairs first; a claim is in one pair.
fn match_claims(gold: &[BTreeSet<usize>], predicted: &[BTreeSet<usize>]) -> BTreeMap<usize, usize> {
    let mut pairs = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        for (p, predicted) in predicted.iter().enumerate() {
            let shared = gold.intersection(predicted).count();
            let overlap = shared as f64 / (gold.len() + predicted.len() - shared).max(1) as f64;
            if overlap >= 0.5 {
                pairs.push((overlap, g, p));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut matches = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, g, p) in pairs {
        if !matches.contains_key(&g) && taken.insert(p) {
            matches.insert(g, p);
        }
    }
    matches
}

/// `part` of `whole` in percent.
fn ratio(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_inner_apostrophes_and_leave_marks_out() {
        assert_eq!(find_words("“Don’t,” é 2"), [(1, 6), (9, 10), (11, 12)]);
    }

    #[test]
    fn best_overlap_wins_and_half_is_enough() {
        let set = |range: std::ops::Range<usize>| range.collect::<BTreeSet<_>>();
        let matches = match_claims(&[set(0..10), set(20..24)], &[set(0..5), set(0..9), set(22..28)]);
        assert_eq!(matches, BTreeMap::from([(0, 1)]));
        assert_eq!(match_claims(&[set(0..10)], &[set(0..5)]), BTreeMap::from([(0, 0)]));
    }
}
