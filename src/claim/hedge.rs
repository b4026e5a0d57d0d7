//! Words that say how surely a claim is put.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::article::Article;
use super::cue_word::{BE, NEGATION};
use super::types::is_quantity;
use super::{Hedge, HedgeKind};
use crate::document::TokenId;
use crate::model::lexicon::{WordTable, entries};
use crate::model::pos::Pos;
use crate::span::Span;

/// A phrase of the list.
struct Phrase {
    kind: HedgeKind,
    /// Whether it is a hedge only before a number.
    before_number: bool,
    /// Its words after the first.
    rest: Vec<&'static str>,
}

/// The phrases by their first word, the longest first.
struct Phrases {
    by_first: FxHashMap<&'static str, u16>,
    groups: Vec<Vec<Phrase>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases { by_first: FxHashMap::default(), groups: vec![Vec::new()] };
    for line in entries(include_str!("../../models/hedges.txt")) {
        let mut words = line.split(' ');
        let (Some(class), Some(first)) = (words.next(), words.next()) else { continue };
        let kind = match class {
            "epistemic" => HedgeKind::Epistemic,
            "evidential" => HedgeKind::Evidential,
            "booster" => HedgeKind::Booster,
            _ => HedgeKind::Approximator,
        };
        let count = phrases.groups.len() as u16;
        let group = *phrases.by_first.entry(first).or_insert(count);
        if group == count {
            phrases.groups.push(Vec::new());
        }
        let phrase = Phrase { kind, before_number: class == "approximator-number", rest: words.collect() };
        phrases.groups[usize::from(group)].push(phrase);
    }
    phrases.groups.iter_mut().for_each(|group| group.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len())));
    phrases
});

/// Which words of a document may begin a hedge.
pub(super) struct HedgeTable(WordTable<u16>);

impl HedgeTable {
    /// Looks up each distinct word of the article once.
    pub(super) fn new(article: &Article) -> Self {
        Self(WordTable::new(article.doc, |word| PHRASES.by_first.get(word).copied().unwrap_or(0)))
    }

    /// The hedges among `tokens`, in order, not overlapping.
    pub(super) fn find_hedges(&self, article: &Article, tokens: &[TokenId]) -> Vec<Hedge> {
        let mut hedges: Vec<Hedge> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.find_hedge(article, tokens, at) {
                Some((length, hedge)) => {
                    // "never, ever" is one booster.
                    match hedges.last_mut() {
                        Some(last) if last.kind == hedge.kind && joins(article, last.span, hedge.span) => {
                            last.span.end = hedge.span.end;
                        }
                        _ => hedges.push(hedge),
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
        hedges
    }

    /// The hedge that begins at index `at`, and how many tokens it takes.
    fn find_hedge(&self, article: &Article, tokens: &[TokenId], at: usize) -> Option<(usize, Hedge)> {
        let doc = article.doc;
        let token = tokens[at];
        if let Some(length) = find_condition(article, tokens, at) {
            return Some((1, Hedge { span: cover(article, &tokens[at..at + length]), kind: HedgeKind::Condition }));
        }
        let group = self.0.of(doc, token);
        if group == 0 {
            return None;
        }
        for phrase in &PHRASES.groups[usize::from(group)] {
            let length = phrase.rest.len() + 1;
            let fits = tokens.len() >= at + length
                && phrase.rest.iter().zip(&tokens[at + 1..]).all(|(word, &token)| doc.lower(token) == *word);
            if fits && holds(article, tokens, at, length, phrase) {
                let mut end = at + length;
                if phrase.kind == HedgeKind::Booster {
                    let ever = |at: usize| tokens.get(at).is_some_and(|&token| doc.lower(token) == "ever");
                    let comma = tokens.get(end).is_some_and(|&token| article.is_comma(token));
                    end += if ever(end) {
                        1
                    } else if comma && ever(end + 1) {
                        2
                    } else {
                        0
                    };
                }
                return Some((end - at, Hedge { span: cover(article, &tokens[at..end]), kind: phrase.kind }));
            }
        }
        None
    }
}

/// Whether nothing but a comma and a space lies between two hedges.
fn joins(article: &Article, one: Span, other: Span) -> bool {
    one.end <= other.start && article.doc.slice(Span::new(one.end, other.start)).chars().all(|c| c == ' ')
}

/// The span of `tokens`.
fn cover(article: &Article, tokens: &[TokenId]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(&first), Some(&last)) => article.doc.token_span(first..last + 1),
        _ => Span::default(),
    }
}

/// Whether the phrase at `at` is used as a hedge there.
fn holds(article: &Article, tokens: &[TokenId], at: usize, length: usize, phrase: &Phrase) -> bool {
    let doc = article.doc;
    let token = tokens[at];
    let word = doc.lower(token);
    let next = tokens.get(at + length).copied();
    let next_tag = next.map(|next| article.tag(next));
    if phrase.before_number {
        return next.is_some_and(|_| {
            is_quantity(article, tokens, at + length)
                || doc.token_text(tokens[at + length]).starts_with(['$', '£', '€'])
        });
    }
    match word {
        "may" | "might" => {
            article.tag(token) == Pos::Modal && (at == 0 || !doc.tokens[token as usize].is_capitalised())
        }
        "could" => !next.is_some_and(|next| article.cue(next).any(NEGATION)),
        // Superlatives, and "at the most".
        "most" if length == 1 => {
            !matches!(next_tag, Some(Pos::Adjective | Pos::Adverb | Pos::VerbParticiple))
                && previous_is_not(article, tokens, at, "the")
        }
        "certain" => matches!(next_tag, Some(Pos::Noun | Pos::Adjective)) && previous_is_not(article, tokens, at, "be"),
        "some" | "several" | "many" | "various" | "numerous" => {
            previous_is_not(article, tokens, at, "how") && previous_is_not(article, tokens, at, "so")
        }
        "scores" if length == 1 => {
            !matches!(next_tag, Some(Pos::Noun | Pos::Proper | Pos::VerbPast | Pos::VerbPresent))
                && previous_is_not(article, tokens, at, "the")
                && !at.checked_sub(1).is_some_and(|before| article.tag(tokens[before]).is_nominal())
        }
        "likely" | "unlikely" | "potential" | "alleged" => true,
        // "is considered a danger by the court": a named holder makes it no hedge.
        "is" | "are" | "was" | "were" | "been" | "widely" if phrase.kind == HedgeKind::Evidential => {
            word == "widely" || !tokens[at + length..].iter().take(10).any(|&token| doc.lower(token) == "by")
        }
        // "to suggest designs" is a deed.
        "suggest" | "suggests" | "suggested" | "imply" | "implies" | "implied" | "indicate" | "indicates"
        | "indicated" | "suspect" | "suspects" | "suspected" | "considered" | "thought" => {
            let held = matches!(word, "considered" | "thought")
                && tokens[at + length..].iter().take(10).any(|&token| doc.lower(token) == "by");
            article.tag(token).is_verb() && previous_is_not(article, tokens, at, "to") && !held
        }
        // "as quickly as possible"
        "possible" => previous_is_not(article, tokens, at, "as"),
        "estimated" => article.tag(token) != Pos::Noun,
        "never" if length == 1 => true,
        _ => true,
    }
}

/// Whether the word before index `at` is not `word`.
fn previous_is_not(article: &Article, tokens: &[TokenId], at: usize, word: &str) -> bool {
    at == 0 || article.doc.lower(tokens[at - 1]) != word
}

/// How many tokens the condition at `at` takes: "if talks fail", "unless he resigns".
fn find_condition(article: &Article, tokens: &[TokenId], at: usize) -> Option<usize> {
    let word = article.doc.lower(tokens[at]);
    let opens = match word {
        // "as if", "even if" are no conditions; "asked if" is a question.
        "if" => previous_is_not(article, tokens, at, "as") && previous_is_not(article, tokens, at, "even"),
        "unless" => true,
        "provided" | "providing" | "assuming" => {
            tokens.get(at + 1).is_some_and(|&next| article.doc.lower(next) == "that")
        }
        _ => false,
    };
    if !opens || at + 1 >= tokens.len() {
        return None;
    }
    let mut end = at + 1;
    let mut finite = false;
    while end < tokens.len() && end < at + 12 {
        let token = tokens[end];
        if article.tag(token) == Pos::Mark && !matches!(article.doc.token_text(token), "-" | "'" | "’") {
            break;
        }
        if finite && (article.tag(token) == Pos::Coordinator || article.is_finite(token) && !article.cue(token).any(BE))
        {
            break;
        }
        finite |= article.is_finite(token);
        end += 1;
    }
    // A condition that does not end within reach is marked by its first word alone.
    Some(if end == at + 12 { 1 } else { end - at })
}
