//! Which labelled claim a found claim is: they share words.

use std::collections::{BTreeMap, BTreeSet};

use crate::Pair;

/// The words of `text` as spans of code points: runs of letters and digits, with inner apostrophes.
pub fn find_words(text: &str) -> Vec<Pair> {
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
pub fn words_in(words: &[Pair], spans: &[Pair]) -> BTreeSet<usize> {
    (spans.iter())
        .flat_map(|&(start, end)| {
            let first = words.partition_point(|word| word.1 <= start);
            (first..).zip(&words[first..]).take_while(move |(_, word)| word.0 < end).map(|(index, _)| index)
        })
        .collect()
}

/// Pairs gold with predicted claims that share at least half of their words, best pairs first; a claim is in one pair.
pub fn match_claims(gold: &[BTreeSet<usize>], predicted: &[BTreeSet<usize>]) -> BTreeMap<usize, usize> {
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
