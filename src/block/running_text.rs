//! Which blocks of a page are running text of its article: rules propose, what other pages taught decides.
//!
//! A linear classifier of blocks by their words, the page's facts and their neighbours, as in shallow text features for boilerplate
//! detection (Kohlschuetter, Fankhauser and Nejdl 2010).

use std::sync::LazyLock;

use super::credit::has_quote;
use super::label_by_rule;
use super::lines::ends_sentence;
use crate::document::{Block, BlockFacts, BlockKind, Document, Input};
use crate::model::features::{hash_word, join, key};
use crate::model::linear::Linear;
use crate::model::weights::FeatureKey;
use crate::span::Span;

/// The weights that were trained on the pages named in `models/running-text.md`.
static RUNNING_TEXT: LazyLock<Linear> = LazyLock::new(|| {
    Linear::read(include_bytes!("../../models/running-text.bin")).expect("a test reads the embedded model")
});

/// What a block that rules take for the article's must not fall below to stay.
const LEAST: i32 = -10;
/// The same for what is worse to lose than to read too much of: sentences with a quotation, and on a page with few long
/// blocks any long one.
const LEAST_DEAR: i32 = -80;
/// A page with fewer long blocks at its main path has little to tell the others by.
const FEW: usize = 4;
/// What furniture must reach to be taken for running text.
const ENOUGH: i32 = 20;
/// A block of so many words is running text for the sake of its neighbours' features.
const LONG: usize = 18;
/// Words of a block that are looked at, and hints.
const WORDS: usize = 14;
const HINTS: usize = 24;

/// The running text of an article's document, block by block: without what stands above it, captions and credits.
pub fn find_running_text(doc: &Document) -> String {
    // A standfirst that is no sentence is part of the title.
    let is_body = |block: &Block| match block.kind {
        BlockKind::Paragraph | BlockKind::List | BlockKind::Quotation => true,
        BlockKind::Standfirst => ends_sentence(doc.slice(block.span)),
        _ => false,
    };
    let is_read = |block: &Block| {
        is_body(block) || matches!(block.kind, BlockKind::Headline | BlockKind::Entry | BlockKind::PullQuote)
    };
    let first = doc.blocks.iter().position(is_body).unwrap_or(doc.blocks.len());
    let body = doc.blocks[first..].iter().filter(|block| is_read(block));
    body.map(|block| doc.slice(block.span)).collect::<Vec<_>>().join("\n")
}

/// A block of a page as training sees it.
pub struct TextLesson {
    /// Where it lies.
    pub span: Span,
    /// What it is by rule.
    pub kind: BlockKind,
    /// Whether it is the headline or stands right below it, above the running text.
    pub is_title: bool,
    /// Whether it is worse to lose it than to read it in vain.
    pub is_dear: bool,
    /// What speaks for running text.
    pub features: Vec<FeatureKey>,
}

/// The blocks of `input` as training sees them.
pub fn list_text_lessons(input: &Input) -> Vec<TextLesson> {
    let (_, blocks) = label_by_rule(input);
    let page = Page::new(input, &blocks);
    let to_lesson = |(at, block): (usize, &Block)| {
        let mut features = Vec::new();
        page.push_features(at, &mut features);
        TextLesson {
            span: block.span,
            kind: block.kind,
            is_title: page.is_title(at),
            is_dear: page.is_dear(at),
            features,
        }
    };
    blocks.iter().enumerate().map(to_lesson).collect()
}

/// What becomes of a block with a score; the article's title stays what it is.
pub const fn settle(kind: BlockKind, is_title: bool, is_dear: bool, score: i32) -> BlockKind {
    let least = if is_dear { LEAST_DEAR } else { LEAST };
    match kind {
        BlockKind::Furniture if score > ENOUGH => BlockKind::Paragraph,
        BlockKind::Headline if is_title => kind,
        BlockKind::Paragraph | BlockKind::List | BlockKind::Quotation | BlockKind::Headline if score < least => {
            BlockKind::Furniture
        }
        kind => kind,
    }
}

/// Puts right which blocks of a page are running text. Plain text has no facts and stays as it is.
pub(super) fn settle_running_text(input: &Input, blocks: &mut [Block]) {
    if input.blocks.is_empty() {
        return;
    }
    let page = Page::new(input, blocks);
    // Where no block is long there is nothing to tell the others by.
    if page.main.is_none() {
        return;
    }
    let mut features = Vec::with_capacity(96);
    let mut kinds = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        features.clear();
        page.push_features(at, &mut features);
        kinds.push(settle(block.kind, page.is_title(at), page.is_dear(at), RUNNING_TEXT.score(&features)));
    }
    blocks.iter_mut().zip(kinds).for_each(|(block, kind)| block.kind = kind);
}

/// One block as features see it.
struct Sketch<'p> {
    text: &'p str,
    facts: Option<&'p BlockFacts>,
    kind: BlockKind,
    words: usize,
    ends: bool,
}

impl Sketch<'_> {
    fn path(&self) -> &str {
        self.facts.map_or("", |facts| facts.path.as_str())
    }

    fn links(&self) -> u32 {
        let density = self.facts.map_or(0.0, |facts| facts.link_density);
        match density {
            density if density <= 0.0 => 0,
            density if density < 0.1 => 1,
            density if density < 0.3 => 2,
            density if density < 0.6 => 3,
            density if density < 0.95 => 4,
            _ => 5,
        }
    }

    fn length(&self) -> u32 {
        match self.words {
            0..=1 => 0,
            2..=3 => 1,
            4..=6 => 2,
            7..=11 => 3,
            12..=17 => 4,
            18..=29 => 5,
            30..=59 => 6,
            _ => 7,
        }
    }

    fn is_quoted(&self) -> bool {
        self.ends && self.words >= 5 && has_quote(self.text)
    }

    fn is_long(&self) -> bool {
        self.words >= LONG && self.links() < 3
    }
}

/// A page's blocks.
struct Page<'p> {
    sketches: Vec<Sketch<'p>>,
    /// The path with most words in long blocks, if there are any.
    main: Option<&'p str>,
    /// The first and the last long block at that path.
    first: usize,
    last: usize,
    /// Long blocks at that path.
    count: usize,
}

impl<'p> Page<'p> {
    fn new(input: &'p Input, blocks: &[Block]) -> Self {
        let mut next = 0;
        let sketches: Vec<Sketch> = (blocks.iter())
            .map(|block| {
                while input.blocks.get(next).is_some_and(|facts| facts.span.end < block.span.end) {
                    next += 1;
                }
                let facts = input.blocks.get(next).filter(|facts| facts.span.start <= block.span.start);
                let text = block.span.slice(&input.text);
                Sketch {
                    text,
                    facts,
                    kind: block.kind,
                    words: text.split_whitespace().count(),
                    ends: ends_sentence(text),
                }
            })
            .collect();
        // Pages have few paths with long blocks: a list in order of first sight is enough, and gives the same on any machine.
        let mut paths: Vec<(&str, usize)> = Vec::new();
        for sketch in sketches.iter().filter(|sketch| sketch.is_long()) {
            let path = sketch.facts.map_or("", |facts| facts.path.as_str());
            match paths.iter_mut().take(64).find(|known| known.0 == path) {
                Some(known) => known.1 += sketch.words,
                None => paths.push((path, sketch.words)),
            }
        }
        // Of equals the first.
        let main = paths.iter().rev().max_by_key(|path| path.1).map(|path| path.0);
        let is_main = |sketch: &Sketch| sketch.is_long() && Some(sketch.path()) == main;
        let first = sketches.iter().position(is_main).unwrap_or(0);
        let last = sketches.iter().rposition(is_main).unwrap_or(sketches.len());
        let count = sketches.iter().filter(|sketch| is_main(sketch)).count();
        Self { sketches, main, first, last, count }
    }

    /// How a path lies to the main one: the same, beside it, below its parent, elsewhere.
    fn relate(&self, path: &str) -> u32 {
        let main = self.main.unwrap_or_default();
        let above = main.rsplit_once('>').map_or("", |parts| parts.0);
        if path == main {
            0
        } else if path.rsplit_once('>').map_or("", |parts| parts.0) == above {
            1
        } else if !above.is_empty() && path.starts_with(above) {
            2
        } else {
            3
        }
    }

    fn is_title(&self, at: usize) -> bool {
        let title = self.sketches.iter().position(|sketch| sketch.kind == BlockKind::Headline);
        title == Some(at)
            || at < self.first
                && (title.is_some_and(|title| at <= title + 2) || self.sketches[at].path().ends_with(">h1"))
    }

    /// Whether a block is worse to lose than to read in vain.
    fn is_dear(&self, at: usize) -> bool {
        let own = &self.sketches[at];
        own.is_quoted() || self.count < FEW && own.ends && own.is_long()
    }

    fn push_features(&self, at: usize, features: &mut Vec<FeatureKey>) {
        let own = &self.sketches[at];
        let mut push = |template: u32, value: u32| features.push(key(template, value));
        let kind = own.kind as u32;
        push(0, 0);
        push(1, kind);
        let path = own.path();
        let mut names = path.rsplit('>');
        let (last, above) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
        let tag = hash_word(last);
        push(2, tag);
        push(3, join(tag, hash_word(above)));
        let place = self.relate(path);
        push(4, place);
        push(5, join(place, kind));
        push(6, join(place, tag));
        for name in path.split('>').take(64) {
            if matches!(
                name,
                "aside"
                    | "footer"
                    | "header"
                    | "nav"
                    | "form"
                    | "figure"
                    | "table"
                    | "section"
                    | "ul"
                    | "ol"
                    | "blockquote"
                    | "article"
            ) {
                push(7, hash_word(name));
            }
        }
        let hints = own.facts.map_or("", |facts| facts.hints.as_str());
        for hint in hints.split(|mark: char| !mark.is_ascii_alphanumeric()).filter(|hint| !hint.is_empty()).take(HINTS)
        {
            push(8, hash_word(hint));
        }
        let (length, links, ends) = (own.length(), own.links(), u32::from(own.ends));
        push(9, length);
        push(10, links);
        push(11, ends);
        let shape = length << 4 | links << 1 | ends;
        push(12, shape);
        push(13, join(shape, place));
        push(14, join(length << 1 | ends, kind));
        // Where it stands.
        let region = if at < self.first {
            0
        } else if at <= self.last {
            1
        } else {
            2
        };
        let distance = match region {
            0 => self.first - at,
            1 => 0,
            _ => at - self.last,
        };
        let distance = region << 3 | distance.min(7);
        let distance = distance as u32;
        push(15, region as u32);
        push(16, distance);
        push(17, join(distance, shape));
        push(18, join(region as u32, join(place, kind)));
        push(19, join(region as u32, join(tag, length)));
        // Its neighbours.
        let beside = |step: isize| at.checked_add_signed(step).and_then(|at| self.sketches.get(at));
        for (number, step) in [-2, -1, 1, 2].into_iter().enumerate() {
            let number = number as u32;
            let Some(other) = beside(step) else {
                push(20, number);
                continue;
            };
            let shape = other.length() << 4 | other.links() << 1 | u32::from(other.ends);
            push(21, number << 8 | shape);
            push(22, number << 8 | (other.kind as u32) << 4 | kind);
            let same = u32::from(other.path() == path);
            push(23, number << 4 | same << 3 | self.relate(other.path()));
            push(24, join(number << 1 | same, join(other.length(), length)));
        }
        // What it says.
        let words = own
            .text
            .split(|mark: char| !mark.is_alphanumeric() && !matches!(mark, '\'' | '’'))
            .filter(|word| !word.is_empty());
        let mut before = 1;
        for (number, word) in words.take(WORDS).enumerate() {
            let word = hash_word(&word.to_lowercase());
            push(25, word);
            push(26, join(word, before));
            if number == 0 {
                push(27, word);
                push(28, join(word, length));
            }
            before = word;
        }
        let has = |mark: &[char]| u32::from(own.text.contains(mark));
        push(29, has(&['@']) << 3 | has(&['©']) << 2 | has(&['|']) << 1 | has(&['“', '"']));
        push(30, u32::from(own.text.chars().all(|letter| !letter.is_lowercase())) << 3 | length);
        let same =
            self.sketches.iter().skip(at.saturating_sub(12)).take(25).filter(|other| other.path() == path).count();
        push(31, (same as u32).min(12));
        push(32, join((same as u32).min(12), length));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/running-text.bin");
        assert!(Linear::read(bytes).is_ok());
        assert!(Linear::read(&bytes[..bytes.len() - 1]).is_err());
    }
}
