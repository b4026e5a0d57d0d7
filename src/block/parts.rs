//! Which part of the page a block is, once it is settled what belongs to the article: standfirst, pull quote and entry in
//! it, and what furniture is for.

use super::credit::{has_quote, is_time_line};
use super::furniture::{is_link_like, is_tail_marker};
use super::page::read_hints;
use super::phrases::{
    ADVERTISEMENT, COMMENT, FOOTER, HINT_ENTRY, HINT_QUOTATION, HINT_STANDFIRST, NAVIGATION, NEWSLETTER, NOTICE,
    PAGE_HINTS, PART_HINTS, PARTS, RELATED, to_plain, to_wording,
};
use super::{MAX_LINKS, furniture};
use crate::document::{Block, BlockFacts, BlockId, BlockKind, Input};

/// A standfirst has so many words.
const STANDFIRST_WORDS: std::ops::RangeInclusive<usize> = 6..=60;
/// It stands so many blocks under the headline at most.
const UNDER_HEADLINE: usize = 6;
/// A pull quote has so many words, twice as many if it stands in no quotation marks, in so many bytes at most.
const PULLED_WORDS: usize = 5;
const PULLED_LENGTH: usize = 400;
/// Words of furniture that are looked at: what it is for is said first.
const LOOKED_AT: usize = 40;
/// The title of another article has so many words, a menu's entry fewer.
const TITLE_WORDS: usize = 4;

/// Names the parts of the page.
pub(super) fn name_parts(input: &Input, blocks: &mut [Block]) {
    let facts = list_facts(input, blocks);
    name_head(input, &facts, blocks);
    name_entries(input, &facts, blocks);
    name_pull_quotes(input, &facts, blocks);
    name_furniture(input, &facts, blocks);
}

/// The page's facts of each block.
fn list_facts<'p>(input: &'p Input, blocks: &[Block]) -> Vec<Option<&'p BlockFacts>> {
    let mut facts = input.blocks.iter().peekable();
    (blocks.iter())
        .map(|block| {
            while facts.next_if(|facts| facts.span.end < block.span.end).is_some() {}
            facts.peek().copied().filter(|facts| facts.span.start <= block.span.start)
        })
        .collect()
}

/// Whether the page's hints on a block have a kind.
fn has_hint(facts: Option<&BlockFacts>, kind: u16) -> bool {
    facts.is_some_and(|facts| read_hints(&facts.hints, &PAGE_HINTS) & kind != 0)
}

/// Finds the standfirst under the headline, and tells places and times from names.
fn name_head(input: &Input, facts: &[Option<&BlockFacts>], blocks: &mut [Block]) {
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Byline) {
        if is_time_line(block.span.slice(&input.text)) {
            block.kind = BlockKind::Dateline;
        }
    }
    let Some(title) = blocks.iter().position(|block| block.kind == BlockKind::Headline) else { return };
    let texts = |blocks: &[Block]| blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).count();
    // Where all the text is one paragraph, that is no summary of it.
    if texts(&blocks[title..]) < 2 {
        return;
    }
    let mut is_first = true;
    for at in title + 1..blocks.len().min(title + 1 + UNDER_HEADLINE) {
        let block = &blocks[at];
        let words = block.span.slice(&input.text).split_whitespace().count();
        let fits = STANDFIRST_WORDS.contains(&words) && block.repeats.is_none();
        match block.kind {
            // A heading stands right above the text that it heads, and the text above it.
            BlockKind::Headline
                if is_first && fits && blocks[at..].iter().any(|below| below.kind == BlockKind::Paragraph) =>
            {
                blocks[at].kind = BlockKind::Standfirst;
            }
            BlockKind::Paragraph | BlockKind::List => {
                if is_first && fits && has_hint(facts[at], HINT_STANDFIRST) {
                    blocks[at].kind = BlockKind::Standfirst;
                }
                is_first = false;
            }
            _ => {}
        }
    }
}

/// Finds what heads the entries of a live blog: times in the article that stand above text, titles that the page names so.
fn name_entries(input: &Input, facts: &[Option<&BlockFacts>], blocks: &mut [Block]) {
    let Some(title) = blocks.iter().position(|block| block.kind == BlockKind::Headline) else { return };
    for at in title + 1..blocks.len() {
        let block = &blocks[at];
        if block.kind == BlockKind::Headline
            && block.repeats.is_none()
            && (is_time_line(block.span.slice(&input.text)) || has_hint(facts[at], HINT_ENTRY))
        {
            blocks[at].kind = BlockKind::Entry;
        }
    }
}

/// Finds passages that are set off and say again what a paragraph says.
fn name_pull_quotes(input: &Input, facts: &[Option<&BlockFacts>], blocks: &mut [Block]) {
    let is_set_off = |at: usize, block: &Block| match block.kind {
        BlockKind::Quotation => true,
        BlockKind::Furniture => facts[at].is_some_and(|facts| facts.link_density <= 0.5),
        BlockKind::Paragraph | BlockKind::Headline => {
            let is_in = |facts: &BlockFacts| facts.path.split('>').any(|name| matches!(name, "aside" | "figure"));
            has_hint(facts[at], HINT_QUOTATION) || facts[at].is_some_and(is_in)
        }
        _ => false,
    };
    let pulled: Vec<usize> = (blocks.iter().enumerate())
        .filter(|&(at, block)| block.span.len() as usize <= PULLED_LENGTH && is_set_off(at, block))
        .map(|(at, _)| at)
        .collect();
    if pulled.is_empty() {
        return;
    }
    let plain: Vec<String> = (blocks.iter())
        .map(|block| match block.kind {
            BlockKind::Paragraph | BlockKind::List => format!(" {} ", to_wording(block.span.slice(&input.text))),
            _ => String::new(),
        })
        .collect();
    for at in pulled {
        let text = blocks[at].span.slice(&input.text);
        let words = to_wording(text);
        // Short lines recur by chance, less so where they are quoted.
        let is_quoted = blocks[at].kind == BlockKind::Quotation || has_quote(text);
        if words.split(' ').count() < if is_quoted { PULLED_WORDS } else { 2 * PULLED_WORDS } {
            continue;
        }
        let words = format!(" {words} ");
        let said = (0..plain.len()).find(|&other| other != at && plain[other].contains(&words));
        if let Some(said) = said {
            blocks[at].repeats = Some(said as BlockId);
            blocks[at].kind = BlockKind::PullQuote;
        }
    }
}

/// Says what furniture is for: by its elements' names, its words, or what stands above it.
fn name_furniture(input: &Input, facts: &[Option<&BlockFacts>], blocks: &mut [Block]) {
    // Links below "You might like" that are still taken for its list.
    let mut links = 0;
    for at in 0..blocks.len() {
        if blocks[at].kind != BlockKind::Furniture {
            links = 0;
            continue;
        }
        let text = blocks[at].span.slice(&input.text);
        let plain = if text.len() <= furniture::MAX_FURNITURE { to_plain(text) } else { String::new() };
        let is_head = is_tail_marker(text, &plain);
        let named = find_part(facts[at], &plain);
        links = if is_head { MAX_LINKS } else { links.saturating_sub(1) };
        blocks[at].kind = if is_head {
            BlockKind::Related
        } else if let Some(kind) = named {
            kind
        } else if links > 0 && is_link_like(text) {
            BlockKind::Related
        } else if facts[at].is_some_and(|facts| facts.link_density > 0.5) {
            let is_title = text.split_whitespace().count() >= TITLE_WORDS;
            if is_title { BlockKind::Related } else { BlockKind::Navigation }
        } else {
            BlockKind::Furniture
        };
    }
}

/// What the page or the words themselves say that furniture is for; `plain` is its reduced form, empty where it is long.
fn find_part(facts: Option<&BlockFacts>, plain: &str) -> Option<BlockKind> {
    let hints = facts.map_or(0, |facts| read_hints(&facts.hints, &PART_HINTS));
    // The title of another article may hold any word.
    let looked_at = if facts.is_some_and(|facts| facts.link_density > 0.5) { 1 } else { LOOKED_AT };
    let mut said = 0;
    let mut at = 0;
    for word in plain.split(' ').take(looked_at) {
        said |= PARTS.opening_kinds(&plain[at..]);
        at += word.len() + 1;
    }
    let names = |name: &str| facts.is_some_and(|facts| facts.path.split('>').any(|part| part == name));
    [
        (NOTICE, BlockKind::Notice),
        (COMMENT, BlockKind::Comment),
        (NEWSLETTER, BlockKind::Newsletter),
        (ADVERTISEMENT, BlockKind::Advertisement),
        (FOOTER, BlockKind::Footer),
        (RELATED, BlockKind::Related),
        (NAVIGATION, BlockKind::Navigation),
    ]
    .into_iter()
    .find(|&(bit, _)| said & bit != 0 || hints & bit != 0)
    .map(|(_, kind)| kind)
    .or_else(|| names("nav").then_some(BlockKind::Navigation))
    .or_else(|| names("footer").then_some(BlockKind::Footer))
}

#[cfg(test)]
mod tests {
    use super::super::label_blocks;
    use super::*;
    use crate::span::Span;

    /// Checks the kinds of a page's blocks, given as text, path, hints and share of links.
    fn check(parts: &[(&str, &str, &str, f32, BlockKind)]) {
        let mut input = Input::default();
        for &(text, path, hints, link_density, _) in parts {
            let start = input.text.len() as u32;
            input.text.push_str(text);
            let span = Span::new(start, input.text.len() as u32);
            input.blocks.push(BlockFacts { span, path: path.into(), hints: hints.into(), link_density });
            input.text.push('\n');
        }
        let kinds: Vec<BlockKind> = label_blocks(&input).iter().map(|block| block.kind).collect();
        assert_eq!(kinds, parts.iter().map(|part| part.4).collect::<Vec<_>>());
    }

    const P: &str = "body>article>p";
    const FERRY: &str =
        "The ferry with forty people on board sank off the island of Lamu on Friday night, the police said.";
    const SAVED: &str =
        "“We saved them all before the ship went down, and we would do it again,” said the captain, Amina Bello.";

    #[test]
    fn head_of_an_article_has_parts() {
        check(&[
            ("Ferry sinks off Lamu", "body>article>h1", "", 0.0, BlockKind::Headline),
            ("All forty passengers are safe, the captain says", "body>article>h2", "", 0.0, BlockKind::Standfirst),
            ("Jane Doe", "body>article>span", "byline", 0.0, BlockKind::Byline),
            ("3 January 2020", "body>article>time", "", 0.0, BlockKind::Dateline),
            (FERRY, P, "", 0.0, BlockKind::Paragraph),
            (SAVED, P, "", 0.0, BlockKind::Paragraph),
        ]);
        check(&[
            ("Ferry sinks off Lamu", "body>article>h1", "", 0.0, BlockKind::Headline),
            (
                "A ship in the night, and a captain who did not leave her.",
                P,
                "c-standfirst",
                0.0,
                BlockKind::Standfirst,
            ),
            (FERRY, P, "", 0.0, BlockKind::Paragraph),
            (SAVED, P, "", 0.0, BlockKind::Paragraph),
        ]);
    }

    #[test]
    fn pull_quote_repeats_a_paragraph() {
        check(&[
            (FERRY, P, "", 0.0, BlockKind::Paragraph),
            ("“We would do it again”", "body>article>blockquote>p", "", 0.0, BlockKind::PullQuote),
            ("“We would do it for anybody”", "body>article>blockquote>p", "", 0.0, BlockKind::Quotation),
            (SAVED, P, "", 0.0, BlockKind::Paragraph),
        ]);
    }

    #[test]
    fn entries_of_a_live_blog_have_heads() {
        check(&[
            ("Ferry sinks off Lamu: live", "body>article>h1", "", 0.0, BlockKind::Headline),
            (FERRY, P, "", 0.0, BlockKind::Paragraph),
            ("10:42 GMT", "body>article>h2", "", 0.0, BlockKind::Entry),
            (SAVED, P, "", 0.0, BlockKind::Paragraph),
            ("Divers reach the wreck", "body>article>h2", "liveblog-entry__title", 0.0, BlockKind::Entry),
            (FERRY, P, "", 0.0, BlockKind::Paragraph),
        ]);
    }

    #[test]
    fn furniture_is_told_apart() {
        check(&[
            ("World", "body>article>nav>ul>li>a", "", 1.0, BlockKind::Navigation),
            ("Ferry sinks off Lamu", "body>article>h1", "", 0.0, BlockKind::Headline),
            ("Share this", P, "", 0.0, BlockKind::Navigation),
            (FERRY, P, "", 0.0, BlockKind::Paragraph),
            ("Advertisement", P, "", 0.0, BlockKind::Advertisement),
            ("Sign up for our newsletter to get the day's stories.", P, "", 0.0, BlockKind::Newsletter),
            (SAVED, P, "", 0.0, BlockKind::Paragraph),
            ("More on this story", P, "", 0.0, BlockKind::Related),
            ("Harbour wall to be raised", "body>article>ul>li", "", 1.0, BlockKind::Related),
            ("We use cookies to make this site work.", P, "", 0.0, BlockKind::Notice),
            ("12 Comments", P, "", 0.0, BlockKind::Comment),
            ("© 2021 Harbour News. All rights reserved.", P, "", 0.0, BlockKind::Footer),
        ]);
    }
}
