//! Which claims say again what an earlier one said: a headline and its lead.

use rustc_hash::FxHashMap;

use super::article::Article;
use super::cue_word::NEGATION;
use super::link::{Draft, find_stems};
use super::{Link, LinkKind, Stance};

/// Links claims that say the same again.
///
/// Compares a claim with the first two and the last two that share a word with it: enough for a headline and its lead.
pub(super) fn link_repeats(article: &Article, drafts: &mut [Draft]) {
    let mut seen: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut sizes: Vec<usize> = Vec::with_capacity(drafts.len());
    let mut counts: Vec<(u32, usize)> = Vec::new();
    for (at, draft) in drafts.iter_mut().enumerate() {
        let stems = find_stems(article, draft);
        counts.clear();
        for stem in &stems {
            for &earlier in seen.get(stem).into_iter().flatten() {
                match counts.iter_mut().find(|(known, _)| *known == earlier) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((earlier, 1)),
                }
            }
        }
        let best = (counts.iter())
            .filter(|&&(earlier, count)| {
                let smaller = stems.len().min(sizes[earlier as usize]);
                let larger = stems.len().max(sizes[earlier as usize]);
                count >= 4 && count * 10 >= smaller * 6 && count * 10 >= larger * 3
            })
            .max_by_key(|&&(earlier, count)| (count, earlier));
        if let Some(&(to, _)) = best
            && !matches!(draft.claim.stance, Stance::Denies | Stance::Disputes)
            && !draft.proposition.tokens.iter().any(|&token| article.cue(token).any(NEGATION))
        {
            draft.claim.links.push(Link { kind: LinkKind::Repeats, to });
        }
        sizes.push(stems.len());
        for stem in stems {
            let places = seen.entry(stem).or_default();
            if places.len() == 4 {
                places.remove(2);
            }
            places.push(at as u32);
        }
    }
}
