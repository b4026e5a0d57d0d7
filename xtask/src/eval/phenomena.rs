//! How many attributions are found, by what makes them easy or hard.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use sourcelight::wire::Pair;

/// A line of the corpus, or of the predictions, which have no text.
#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    text: String,
    quotes: Vec<Quote>,
}

/// An attribution; offsets in code points.
#[derive(Deserialize)]
struct Quote {
    content: Vec<Pair>,
    #[serde(default)]
    speaker: Vec<Pair>,
    #[serde(default)]
    cue: Vec<Pair>,
}

/// The words of a text: runs of letters and digits, offsets in code points.
struct Words {
    letters: Vec<char>,
    words: Vec<Range<u32>>,
    first_line: u32,
}

impl Words {
    fn new(line: &Line) -> Self {
        let letters: Vec<char> = line.text.chars().collect();
        let mut words: Vec<Range<u32>> = Vec::new();
        for (at, letter) in (0..).zip(&letters) {
            match words.last_mut() {
                Some(word) if letter.is_alphanumeric() && word.end == at => word.end += 1,
                _ if letter.is_alphanumeric() => words.push(at..at + 1),
                _ => {}
            }
        }
        let first_line = letters.iter().position(|&letter| letter == '\n').unwrap_or(letters.len()) as u32;
        Self { letters, words, first_line }
    }

    /// The numbers of the words that lie in some spans.
    fn inside(&self, spans: &[Pair]) -> Vec<usize> {
        let is_inside = |word: &Range<u32>| spans.iter().any(|&(start, end)| word.start < end && word.end > start);
        (0..self.words.len()).filter(|&at| is_inside(&self.words[at])).collect()
    }

    fn text(&self, spans: &[Pair]) -> String {
        let pieces: Vec<String> =
            spans.iter().map(|&(start, end)| self.letters[start as usize..end as usize].iter().collect()).collect();
        pieces.join(" ")
    }
}

/// The name of a phenomenon, and whether an attribution has it.
type Phenomenon = (&'static str, fn(&Words, &Quote) -> bool);

/// What makes an attribution easy or hard.
const PHENOMENA: [Phenomenon; 12] = [
    ("said, says, told", |words, quote| is_plain(&words.text(&quote.cue))),
    ("other cues", |words, quote| has_letters(&words.text(&quote.cue)) && !is_plain(&words.text(&quote.cue))),
    ("according to", |words, quote| words.text(&quote.cue).to_lowercase().contains("according to")),
    ("colon or dash alone", |words, quote| !quote.cue.is_empty() && !has_letters(&words.text(&quote.cue))),
    ("pronoun as speaker", |words, quote| is_pronoun(&words.text(&quote.speaker))),
    ("unnamed speaker", |words, quote| {
        let speaker = words.text(&quote.speaker);
        let mut rest = speaker.split_whitespace().skip(1);
        has_letters(&speaker) && !is_pronoun(&speaker) && !rest.any(|word| word.starts_with(char::is_uppercase)) && {
            let first = speaker.split_whitespace().next().unwrap_or_default();
            !first.starts_with(char::is_uppercase)
                || matches!(first.to_lowercase().as_str(), "the" | "a" | "an" | "some" | "many" | "most" | "other")
        }
    }),
    ("no speaker", |_, quote| quote.speaker.is_empty()),
    ("interrupted", |words, quote| {
        let between = |pair: &[Pair]| words.inside(&[(pair[0].1, pair[1].0)]).len() > 1;
        quote.content.windows(2).any(between)
    }),
    ("over 60 words", |words, quote| words.inside(&quote.content).len() > 60),
    ("under 3 words", |words, quote| words.inside(&quote.content).len() < 3),
    ("in the headline", |words, quote| quote.content.iter().all(|span| span.1 <= words.first_line)),
    ("over paragraphs", |words, quote| {
        let start = quote.content.first().map_or(0, |span| span.0);
        let end = quote.content.last().map_or(start, |span| span.1);
        words.letters[start as usize..end as usize].contains(&'\n')
    }),
];

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

fn is_plain(cue: &str) -> bool {
    matches!(cue.to_lowercase().as_str(), "said" | "says" | "say" | "told" | "tells" | "has said" | "had said")
}

fn is_pronoun(speaker: &str) -> bool {
    matches!(
        speaker.to_lowercase().as_str(),
        "he" | "she" | "they" | "it" | "who" | "i" | "we" | "you" | "his" | "her" | "their" | "him" | "them" | "its"
    )
}

/// Prints for each phenomenon how many attributions have it, and the shares of them whose content is found (half of the
/// words shared), and whose content is found with the right source.
///
/// # Errors
/// If a file cannot be read.
pub(super) fn print(gold: &Path, predicted: &Path) -> Result<()> {
    let read = |path: &Path| -> Result<Vec<Line>> {
        let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        text.lines().map(|line| serde_json::from_str(line).with_context(|| path.display().to_string())).collect()
    };
    let mut counts = [(0_u32, 0_u32, 0_u32); PHENOMENA.len()];
    let predictions = read(predicted)?;
    for line in read(gold)? {
        let words = Words::new(&line);
        let Some(found) = predictions.iter().find(|found| found.id == line.id) else { continue };
        let found: Vec<(Vec<usize>, Vec<usize>)> =
            (found.quotes.iter()).map(|quote| (words.inside(&quote.content), words.inside(&quote.speaker))).collect();
        for quote in &line.quotes {
            let (content, speaker) = (words.inside(&quote.content), words.inside(&quote.speaker));
            let matching = found.iter().filter(|(found, _)| {
                let shared = content.iter().filter(|word| found.contains(word)).count();
                shared > 0 && 2 * shared >= content.len() + found.len() - shared
            });
            let (mut is_found, mut is_right) = (false, false);
            for (_, source) in matching {
                is_found = true;
                is_right |= speaker.iter().any(|word| source.contains(word)) || speaker.is_empty() && source.is_empty();
            }
            for (count, (_, has)) in counts.iter_mut().zip(&PHENOMENA) {
                if has(&words, quote) {
                    count.0 += 1;
                    count.1 += u32::from(is_found);
                    count.2 += u32::from(is_right);
                }
            }
        }
    }
    println!("{:34} {:>6} {:>6} {:>6}", "recall by phenomenon", "n", "found", "source");
    for ((name, _), (all, found, right)) in PHENOMENA.iter().zip(counts) {
        let share = |part: u32| 100.0 * f64::from(part) / f64::from(all.max(1));
        println!("{name:34} {all:6} {:6.1} {:6.1}", share(found), share(right));
    }
    println!();
    Ok(())
}
