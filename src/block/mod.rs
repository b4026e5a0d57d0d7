//! Floor 3: which blocks are headline, byline, caption, article text, furniture.
//!
//! First each block is judged by its own words and the page's facts, then by its place: headlines stand above the
//! first paragraph, headings above a paragraph, links below "You might like".

mod credit;
mod dateline;
mod furniture;
mod lines;
mod page;
mod parts;
mod phrases;
mod running_text;

use rustc_hash::FxHashMap;

pub(crate) use phrases::is_agency;
pub use running_text::{TextLesson, find_running_text, list_text_lessons, settle};

use crate::document::{Block, BlockId, BlockKind, Input};
use crate::span::Span;
use running_text::settle_running_text;

/// A headline or heading is no longer than this, in bytes and words.
const MAX_TITLE: usize = 220;
const MAX_TITLE_WORDS: usize = 28;
const MAX_HEADING_WORDS: usize = 12;
/// The headline stands among the first blocks, so many of them.
const HEAD: usize = 14;
/// A list of links inside the article is no longer than this.
const MAX_LINKS: usize = 12;
/// Authors sign among so many blocks at the article's start and end.
const EDGE: usize = 14;

/// Cuts `input` into blocks and labels each; `tokens` and `sentences` of the blocks are still empty.
///
/// A page's blocks are taken as they come; plain text is cut at line breaks.
pub fn label_blocks(input: &Input) -> Vec<Block> {
    let (drafts, mut blocks) = label_by_rule(input);
    if input.everything {
        blocks.iter_mut().filter(|block| block.kind.is_furniture()).for_each(|block| block.kind = BlockKind::Paragraph);
    } else {
        settle_running_text(input, &mut blocks);
    }
    find_repeats(drafts, &mut blocks);
    find_datelines(&input.text, &mut blocks);
    parts::name_parts(input, &mut blocks);
    blocks
}

/// Cuts and labels as rules have it.
fn label_by_rule(input: &Input) -> (Vec<Draft<'_>>, Vec<Block>) {
    let text = &input.text;
    let mut drafts = if input.blocks.is_empty() { draft_lines(text) } else { draft_page(input) };
    label_links(&mut drafts);
    label_captions(&mut drafts);
    label_head(&mut drafts);
    label_headings(&mut drafts);
    let blocks = drafts.iter().map(Draft::to_block).collect();
    (drafts, blocks)
}

/// What a block looks like before its place is considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// Settled by its own words or by the page.
    Known(BlockKind),
    /// Heads a list of links.
    TailMarker,
    /// A line that could be a headline or a heading.
    Title,
    /// Sentences.
    Prose,
}

/// A block while it is being labelled.
struct Draft<'t> {
    text: &'t str,
    span: Span,
    look: Look,
    /// Its reduced form where it is short, else empty.
    plain: String,
}

impl Draft<'_> {
    /// The block, with what is still open settled as running text.
    fn to_block(&self) -> Block {
        let kind = match self.look {
            Look::Known(kind) => kind,
            Look::TailMarker => BlockKind::Furniture,
            Look::Title | Look::Prose => BlockKind::Paragraph,
        };
        Block { span: self.span, kind, repeats: None, body_start: self.span.start, tokens: 0..0, sentences: 0..0 }
    }

    /// Whether it is running text of the article.
    fn is_body(&self) -> bool {
        matches!(self.look, Look::Prose | Look::Known(BlockKind::Paragraph | BlockKind::List | BlockKind::Quotation))
    }

    /// The number of its words.
    fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// Drafts the blocks of plain text.
fn draft_lines(text: &str) -> Vec<Draft<'_>> {
    let spans = lines::cut(text);
    let count = spans.len();
    (spans.into_iter().enumerate())
        .map(|(index, span)| draft_words(text, span, index < EDGE || index + EDGE >= count))
        .collect()
}

/// Drafts the blocks of a page. A block that does not lie in the text, or overlaps an earlier one, is left out.
fn draft_page(input: &Input) -> Vec<Draft<'_>> {
    let text = &input.text;
    let count = input.blocks.len();
    let has_headings = input
        .blocks
        .iter()
        .any(|facts| facts.path.rsplit('>').next().is_some_and(|name| matches!(name, "h1" | "h2" | "h3")));
    let mut end = 0;
    let mut drafts = Vec::with_capacity(count);
    for (index, facts) in input.blocks.iter().enumerate() {
        let range = facts.span.start as usize..facts.span.end as usize;
        if facts.span.start < end || text.get(range).is_none() {
            continue;
        }
        let span = lines::trim(text, facts.span);
        if span.is_empty() {
            continue;
        }
        end = span.end;
        let mut draft = draft_words(text, span, index < EDGE || index + EDGE >= count);
        draft.look = match (page::find_kind(facts, draft.text), draft.look) {
            (Some(BlockKind::Furniture), Look::TailMarker) => Look::TailMarker,
            (Some(BlockKind::Headline), Look::TailMarker | Look::Known(BlockKind::Furniture)) => draft.look,
            (Some(BlockKind::List | BlockKind::Quotation), Look::Known(BlockKind::Furniture | BlockKind::Byline)) => {
                draft.look
            }
            (Some(BlockKind::Caption), Look::Known(BlockKind::Byline)) => draft.look,
            (Some(kind), _) => Look::Known(kind),
            // A page with headings marks its titles itself.
            (None, Look::Title) if has_headings => Look::Prose,
            (None, look) => look,
        };
        drafts.push(draft);
    }
    drafts
}

/// Judges a block by its own words.
fn draft_words(text: &str, span: Span, near_edge: bool) -> Draft<'_> {
    let slice = span.slice(text);
    if slice.len() > furniture::MAX_FURNITURE {
        let look = if lines::starts_item(slice) {
            Look::Known(BlockKind::List)
        } else if credit::opens_as_caption(slice, &phrases::to_plain(first_bytes(slice, 60))) {
            Look::Known(BlockKind::Caption)
        } else {
            Look::Prose
        };
        return Draft { text: slice, span, look, plain: String::new() };
    }
    let plain = phrases::to_plain(slice);
    let look = if furniture::is_tail_marker(slice, &plain) {
        Look::TailMarker
    } else if furniture::is_furniture(slice, &plain) {
        Look::Known(BlockKind::Furniture)
    } else if lines::starts_item(slice) && !credit::is_agency_line(slice.trim_end_matches('.')) {
        Look::Known(BlockKind::List)
    } else if let Some(kind) = credit::find_credit(slice, &plain, near_edge) {
        Look::Known(kind)
    } else if is_title_like(slice) {
        Look::Title
    } else {
        Look::Prose
    };
    Draft { text: slice, span, look, plain }
}

/// Whether a line could be a headline: short, opens as a sentence does, and ends in no full stop.
fn is_title_like(line: &str) -> bool {
    let ends_well = |mark| !matches!(mark, '.' | ':' | ';' | ',' | '-' | '—' | '–');
    if line.len() > MAX_TITLE || line.starts_with(['(', '[']) || !lines::ending(line).is_some_and(ends_well) {
        return false;
    }
    let words = line.split_whitespace().count();
    let first = line.trim_start_matches(|mark: char| !mark.is_alphanumeric());
    let opens_well = first.starts_with(|letter: char| !letter.is_lowercase())
        || line.split(' ').next().is_some_and(|word| word.contains(char::is_uppercase));
    words <= MAX_TITLE_WORDS
        && opens_well
        && line.contains(char::is_alphabetic)
        && has_even_quotes(line)
        && !(lines::ends_sentence(line) && (line.starts_with(['"', '“']) || words > 16))
}

/// Whether every double quotation mark that opens on the line closes on it.
fn has_even_quotes(line: &str) -> bool {
    let count = |mark: char| line.matches(mark).count();
    count('"') % 2 == 0 && count('“') == count('”')
}

/// Marks the links below "You might like": to the end of the text, or as many as a list inside the article may have.
fn label_links(drafts: &mut [Draft]) {
    let mut index = 0;
    while index < drafts.len() {
        if drafts[index].look != Look::TailMarker {
            index += 1;
            continue;
        }
        let start = index + 1;
        let mut end = start;
        while end < drafts.len() && is_link_block(&drafts[end]) {
            end += 1;
        }
        if end == drafts.len() || end - start <= MAX_LINKS {
            for draft in &mut drafts[start..end] {
                // Credits keep their kind: neither is article text.
                if draft.look == Look::Title || draft.look == Look::Prose || draft.look == Look::Known(BlockKind::List)
                {
                    draft.look = Look::Known(BlockKind::Furniture);
                }
            }
        }
        index = end.max(start);
    }
}

/// Whether a block may be a link below "You might like".
fn is_link_block(draft: &Draft) -> bool {
    match draft.look {
        Look::Known(BlockKind::Furniture | BlockKind::Byline) => true,
        Look::Title | Look::Prose | Look::Known(BlockKind::List) => furniture::is_link_like(draft.text),
        Look::TailMarker | Look::Known(_) => false,
    }
}

/// Makes captions of the lines below a line that says no more than "Image caption".
fn label_captions(drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        if credit::is_caption_label(&drafts[at - 1].plain) && matches!(drafts[at].look, Look::Title | Look::Prose) {
            drafts[at - 1].look = Look::Known(BlockKind::Furniture);
            drafts[at].look = Look::Known(BlockKind::Caption);
        }
    }
}

/// Finds the headline above the first paragraph, with the section label over it and the author under it.
fn label_head(drafts: &mut [Draft]) {
    let head = drafts.len().min(HEAD);
    let Some(first) = (0..head).find(|&at| matches!(drafts[at].look, Look::Title | Look::Prose)) else { return };
    if drafts[first].look == Look::Prose && is_headline_with_stop(drafts, first) {
        drafts[first].look = Look::Title;
    }
    let body = (first..head).find(|&at| drafts[at].is_body());
    let titles: Vec<usize> = (first..body.unwrap_or(head)).filter(|&at| drafts[at].look == Look::Title).collect();
    let has_marked_headline = drafts[..head].iter().any(|draft| draft.look == Look::Known(BlockKind::Headline));
    // One line and nothing else is its own text.
    if titles.is_empty() || (drafts.len() == 1 && !has_marked_headline) {
        return;
    }
    let mut headline = titles[0];
    if let Some(&next) = titles.get(1) {
        if is_kicker(drafts, headline, next) {
            drafts[headline].look = Look::Known(BlockKind::Furniture);
            headline = next;
        }
    } else if has_marked_headline
        && drafts[headline].words() <= 4
        && furniture::is_section_label(&drafts[headline].plain)
    {
        drafts[headline].look = Look::Known(BlockKind::Furniture);
        return;
    }
    drafts[headline].look = Look::Known(BlockKind::Headline);
    for &at in titles.iter().filter(|&&at| at > headline) {
        let repeats = drafts[at].plain == drafts[headline].plain;
        // Without a body in sight the lines are a list or a poem, not a pile of headlines.
        if body.is_none() && !repeats {
            continue;
        }
        let signs = at <= headline + 3
            && drafts[headline].words() >= 4
            && credit::is_signature(drafts[at].text)
            && body.is_some();
        // What stands between two credits is the author's post: "Political editor".
        let is_credit = |draft: Option<&Draft>| draft.is_some_and(|draft| draft.look == Look::Known(BlockKind::Byline));
        let is_post = drafts[at].words() <= 4 && is_credit(drafts.get(at - 1)) && is_credit(drafts.get(at + 1));
        let kind = if signs || is_post { BlockKind::Byline } else { BlockKind::Headline };
        drafts[at].look = Look::Known(kind);
    }
}

/// Whether the title at `label` is a section's name over the headline at `next`.
fn is_kicker(drafts: &[Draft], label: usize, next: usize) -> bool {
    let words = drafts[label].words();
    let is_plain_name = words <= 3 && !drafts[label].text.ends_with(['?', '!']);
    let is_headline_repeated = drafts[next + 1..].iter().take(HEAD).any(|draft| draft.plain == drafts[next].plain);
    is_plain_name
        && drafts[next].words() >= 4
        && (words == 1 || is_headline_repeated || furniture::is_section_label(&drafts[label].plain))
}

/// Whether the first block is a headline although it ends in a full stop: capitalised as a title, or above a
/// byline or a dateline.
fn is_headline_with_stop(drafts: &[Draft], first: usize) -> bool {
    let line = drafts[first].text;
    let Some(below) = drafts.get(first + 1) else { return false };
    let bare = line.trim_end_matches(['.', '…', ' ', '”', '"', '’']);
    if line.len() > 140
        || lines::starts_item(line)
        || !has_even_quotes(line)
        || bare.contains(". ")
        || drafts[first].words() < 3
    {
        return false;
    }
    // A headline that a subtitle was cut off from ends in a semicolon.
    bare.ends_with(';')
        || is_in_title_case(bare)
        || (below.look == Look::Known(BlockKind::Byline) && !credit::is_time_line(below.text))
        || (below.look == Look::Prose && dateline::find_body(below.text, true).is_some())
}

/// Whether nearly all long words of `line` are capitalised.
fn is_in_title_case(line: &str) -> bool {
    let (mut long, mut capitalised) = (0, 0);
    for word in line.split_whitespace().map(|word| word.trim_matches(|mark: char| !mark.is_alphanumeric())) {
        if word.chars().count() >= 4 {
            long += 1;
            capitalised += usize::from(!word.starts_with(char::is_lowercase));
        }
    }
    long >= 3 && capitalised * 10 >= long * 9
}

/// Makes headings of the short titles that stand above running text inside the article.
fn label_headings(drafts: &mut [Draft]) {
    for at in (0..drafts.len()).rev() {
        let below = drafts
            .get(at + 1)
            .map(|draft| (draft.is_body() || draft.look == Look::Known(BlockKind::Caption), draft.look));
        let Some((true, below)) = below else { continue };
        let draft = &drafts[at];
        let is_heading = match draft.look {
            Look::Title => {
                draft.words() <= MAX_HEADING_WORDS
                    && !draft.text.starts_with(['"', '“'])
                    && !opens_with_speaker(draft.text)
                    && below != Look::Known(BlockKind::Caption)
            }
            // A date above a paragraph, inside the article, heads an entry of a chronicle.
            Look::Known(BlockKind::Byline) => {
                at > 0 && draft.words() <= 3 && drafts[at - 1].look == Look::Prose && credit::is_time_line(draft.text)
            }
            _ => false,
        };
        if is_heading {
            drafts[at].look = Look::Known(BlockKind::Headline);
        }
    }
}

/// Whether the line opens as a turn of a transcript: "SMITH:", "Q:".
fn opens_with_speaker(line: &str) -> bool {
    line.split_once(':').is_some_and(|(label, _)| label.split(' ').count() <= 5 && !label.contains(char::is_lowercase))
}

/// Finds short blocks that repeat the words of an earlier one: a headline shown again, a pull quote.
fn find_repeats(drafts: Vec<Draft>, blocks: &mut [Block]) {
    /// A repetition has at least so many words; shorter lines recur by chance.
    const MIN_WORDS: usize = 3;
    let mut seen: FxHashMap<String, BlockId> = FxHashMap::default();
    for (id, draft) in drafts.into_iter().enumerate() {
        let kind = blocks[id].kind;
        if matches!(kind, BlockKind::Furniture | BlockKind::Byline) || draft.plain.split(' ').count() < MIN_WORDS {
            continue;
        }
        let wording = if draft.plain.contains('#') { phrases::to_wording(draft.text) } else { draft.plain };
        if let Some(&first) = seen.get(&wording) {
            blocks[id].repeats = Some(first);
            // A paragraph's words are no headline because they came first in one, but a title's are.
            if blocks[first as usize].kind == BlockKind::Headline && is_title_like(draft.text) {
                blocks[id].kind = BlockKind::Headline;
            }
            continue;
        }
        if kind == BlockKind::Headline {
            // The title of a window ends with the site's name: "Bridge opens - Harbour News".
            let site = [" | ", " - ", " – ", " — "].iter().filter_map(|mark| draft.text.rfind(mark)).max();
            let short = site.map(|at| phrases::to_wording(&draft.text[..at])).unwrap_or_default();
            if short.split(' ').count() >= MIN_WORDS {
                seen.entry(short).or_insert(id as BlockId);
            }
        }
        seen.insert(wording, id as BlockId);
    }
}

/// Sets where the running text of each paragraph begins.
fn find_datelines(text: &str, blocks: &mut [Block]) {
    let turns = (blocks.iter().filter(|block| block.kind == BlockKind::Paragraph))
        .filter(|block| opens_with_speaker(first_bytes(block.span.slice(text), 40)))
        .take(3)
        .count();
    let paragraphs = blocks.iter_mut().filter(|block| block.kind == BlockKind::Paragraph);
    for (index, block) in paragraphs.enumerate() {
        let slice = block.span.slice(text);
        // In a transcript, capitals before a colon are a speaker.
        let is_first = index == 0 && turns < 2;
        if let Some(body) = dateline::find_body(slice, is_first) {
            block.body_start = block.span.start + body as u32;
        }
    }
}

/// The first `count` bytes of `text`, or a few fewer.
fn first_bytes(text: &str, count: usize) -> &str {
    let mut end = count.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockFacts;

    /// The letter that stands for a kind in the tests.
    fn letter(kind: BlockKind) -> char {
        match kind {
            BlockKind::Headline | BlockKind::Standfirst | BlockKind::Entry => 'H',
            BlockKind::Byline | BlockKind::Dateline => 'B',
            BlockKind::Caption => 'C',
            BlockKind::Paragraph => 'P',
            BlockKind::List => 'L',
            BlockKind::Quotation | BlockKind::PullQuote => 'Q',
            kind if kind.is_furniture() => 'F',
            kind => panic!("{kind:?} has no letter"),
        }
    }

    /// Checks the labels of a text whose lines are given with the letter of their kind before them.
    fn check(marked: &str) {
        let lines: Vec<&str> = marked.trim().lines().map(str::trim).collect();
        let text: String = lines.iter().map(|line| line.get(2..).unwrap_or_default().to_owned() + "\n").collect();
        let labelled: Vec<String> = (label_blocks(&Input::plain(text.clone())).iter())
            .map(|block| format!("{} {}", letter(block.kind), block.span.slice(&text)))
            .collect();
        let expected: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(labelled, expected);
    }

    #[test]
    fn headline_stands_above_the_first_paragraph() {
        check(
            "H Bridge over the Tana opens after ten years\n\nP The bridge was opened on Friday.\n\nP It cost $3 million.",
        );
        check("H Will the ferry ever come back?\nP Nobody in the harbour knows, the captain said.");
        check("H ‘No idea’ who did it, mayor says\nH Police look for two men\nP The mayor spoke on Monday.");
        check("H Mayor’s Rivals Refuse To Leave The Town Hall.\n\nP They have been there for a week.");
        check("H Tuna prices fall again.\n\nP MANILA (AP) — Tuna prices fell again on Monday.");
        check("P Prices fell again on Monday.\nP Nobody knows why.");
    }

    #[test]
    fn section_label_above_the_headline_is_furniture() {
        check("F Kenya\nH Bridge over the Tana opens after ten years\nP The bridge was opened on Friday.");
        check("F World news\nH Harbour closes for the winter months\nP The harbour was closed on Friday.");
        check("F Home > World > Africa\nH Harbour closes for the winter\nP The harbour was closed on Friday.");
        check("H Bitter end\nH How a strike split the town in two\nP The strike began in May.");
    }

    #[test]
    fn headline_shown_again_repeats_the_first() {
        let text = "Sport\n\nRunner wins the Accra marathon\n\nVideo Credit: Volta Studio - Duration: 00:45s - \
                    Published\nRunner wins the Accra marathon\n\nRUNNER WINS THE ACCRA MARATHON\n\nShe ran fast.\n\n\n\nYou Might Like";
        let blocks = label_blocks(&Input::plain(text));
        assert_eq!(blocks.iter().map(|block| letter(block.kind)).collect::<String>(), "FHBHHPF");
        assert_eq!(
            blocks.iter().map(|block| block.repeats).collect::<Vec<_>>(),
            [None, None, None, Some(1), Some(1), None, None]
        );
    }

    #[test]
    fn window_title_with_the_name_of_the_site_is_repeated_by_the_headline() {
        let blocks =
            label_blocks(&Input::plain("Ferry sinks off Lamu - Harbour News\nFerry sinks off Lamu\nAll were saved."));
        assert_eq!(blocks[1].repeats, Some(0));
        assert_eq!(blocks[1].kind, BlockKind::Headline);
    }

    #[test]
    fn repeated_paragraph_stays_a_paragraph() {
        let blocks = label_blocks(&Input::plain(
            "Ferry sinks\nWe saved them all, she said.\nIt was dark.\nWe saved them all, she said.",
        ));
        assert_eq!(blocks[3].repeats, Some(1));
        assert_eq!(blocks[3].kind, BlockKind::Paragraph);
    }

    #[test]
    fn line_with_another_number_is_no_repetition() {
        let blocks = label_blocks(&Input::plain(
            "Ferry sinks\nBy 9 a.m. 12 people were missing.\nBy 10 a.m. 14 people were missing.\nBy 10 a.m. 14 people were missing.",
        ));
        assert_eq!(blocks.iter().map(|block| block.repeats).collect::<Vec<_>>(), [None, None, None, Some(2)]);
    }

    #[test]
    fn authors_and_times_under_the_headline_are_bylines() {
        check("H Ferry sinks off Lamu island\nB By Amina Bello\nB 3 January 2020\nP All passengers were saved.");
        check("H Ferry sinks off Lamu island\nB Amina Bello\nB Updated: 10 hours ago\nP All passengers were saved.");
        check("H Ferry sinks off Lamu island\nB Amina Bello in Lamu\nP All passengers were saved.");
        check("H Ferry sinks off Lamu;\nP The ferry sank.\nB - Reuters.");
        check("H Ferry sinks off Lamu island\nB Amina Bello\nB Harbour correspondent\nB 4 May 2019\nP All were saved.");
        check("H Ferry sinks off Lamu\nP The ferry sank.\nB Omar Diallo reports.\nP All passengers were saved.");
        check(
            "H Ferry sinks off Lamu\nP The ferry sank.\nB (Reporting by Jane Doe; Editing by John Roe)\nF Our Standards: The Thomson Reuters Trust Principles",
        );
    }

    #[test]
    fn links_at_the_end_are_furniture() {
        check(
            "P The ferry sank on Friday.\nP “We saved them all,” the captain said.\nF Related stories\nF Harbour wall to be raised\n\
             F Why do ferries sink?\nB 2 hours ago\nF Captain of the year",
        );
        check("P The ferry sank.\nF You Might Like");
        check("P The ferry sank.\nF Related: Harbour wall to be raised\nP All passengers were saved.");
        check(
            "P The ferry sank.\nF Advertisement\nP All passengers were saved.\nF Share this\nF Follow us on Twitter.",
        );
        check(
            "P The ferry sank.\nF Most read\nF Harbour wall to be raised\nF Rain expected\nP All passengers were saved, the captain said.",
        );
    }

    #[test]
    fn sentences_below_an_end_marker_are_kept() {
        check(
            "P The ferry sank.\nF Related\nP The inquiry into the ferry was closed in May after a year of hearings.\nP “It was dark,” she said.",
        );
    }

    #[test]
    fn headings_stand_above_paragraphs() {
        check(
            "P The ferry sank on Friday.\nH A night at sea\nP It was dark and cold.\nP She said:\nP “We saved them.”",
        );
        check("P The ferry sank on Friday.\nH 2 January\nP The search was called off.");
        check("P The list of winners:\nP Amina Bello\nP Jane Doe");
        check("P The ferry sank.\nP SMITH: We will act\nP It was dark.");
    }

    #[test]
    fn captions_and_lists_are_told_apart() {
        check(
            "H Ferry sinks off Lamu\nC FILE PHOTO: A ferry in the port of Lamu, May 4, 2019. REUTERS/Jane Doe\nP The ferry sank.\n\
             F Image caption,\nC Divers at the wreck\nL - ten were saved\nL - two are missing\nC Divers search the wreck on Friday. (AP Photo/John Roe)",
        );
    }

    #[test]
    fn speech_of_one_word_is_text() {
        check("P The president, saying:\nP “No.\nP I want to have peace.\nP I like peace.”");
        check("P She said: “Stop.”\nP “...”\nP “Listen.”");
    }

    #[test]
    fn lone_line_is_a_paragraph() {
        check("P Ferry sinks off Lamu");
        check("P “We will rebuild,” Jane Doe said.");
        assert!(label_blocks(&Input::plain(" \n\u{feff}\r\n")).is_empty());
    }

    #[test]
    fn dateline_stands_before_the_running_text() {
        let text = "Oil up\nLONDON, Jan 3 (Reuters) - Prices rose.\nPARIS (AP) — Shares fell.\nMILAN - He left.";
        let bodies: Vec<&str> = label_blocks(&Input::plain(text))
            .iter()
            .map(|block| &text[block.body_start as usize..block.span.end as usize])
            .collect();
        assert_eq!(bodies, ["Oil up", "Prices rose.", "Shares fell.", "MILAN - He left."]);
    }

    #[test]
    fn transcript_speaker_is_no_dateline() {
        let text = "HOST: The bridge is open.\nGUEST: It is.\nHOST: Good.";
        assert!(label_blocks(&Input::plain(text)).iter().all(|block| block.body_start == block.span.start));
    }

    #[test]
    fn pages_pasted_whole_are_told_apart() {
        check(
            "F Skip to main content\n\
             B BBC News\n\
             F Home\n\
             F World > Africa\n\
             H Lagos flood: Thousands flee as dam gates opened\n\
             F Published\n\
             B 3 hours ago\n\
             F Share\n\
             B By Chidi Okafor\n\
             B BBC News, Lagos\n\
             B Image source, Getty Images\n\
             F Image caption,\n\
             C Residents wade through water in Ikorodu\n\
             P Thousands of people have left their homes in Nigeria's biggest city after dam gates were opened upstream.\n\
             P The state emergency agency (LASEMA) said 14 people were missing.\n\
             P “We lost everything,” trader Bola Ade told the BBC.\n\
             P The governor, Musa Bello, denied that officials were warned.\n\
             H Warnings ignored?\n\
             P A leaked report says engineers asked for the gates to be opened in August. The BBC has not been able to verify it.\n\
             F More on this story\n\
             F Why Lagos keeps flooding\n\
             F Nigeria country profile\n\
             F Who is to blame for the floods?\n\
             F Related Topics\n\
             F Lagos\n\
             F Nigeria\n\
             F Around the BBC\n\
             F Focus on Africa podcast",
        );
        check(
            "H Council backs harbour tunnel despite protests | The Harbour Times\n\
             H Council backs harbour tunnel despite protests\n\
             H Vote follows eight hours of debate and two arrests\n\
             B Jane Doe\n\
             B Political editor\n\
             B Tue 5 Nov 2019 17.30 GMT\n\
             B Last modified on Wed 6 Nov 2019 09.10 GMT\n\
             C Protesters outside the town hall on Tuesday. Photograph: Tom Hart/Harbour Times\n\
             P The council has voted to build a tunnel under the harbour.\n\
             H 'This is a mistake'\n\
             P Opponents said the tunnel would cost twice as much as planned.\n\
             L • Three councillors abstained\n\
             L • Two left the room\n\
             F Sign up to our daily newsletter\n\
             F Enter your email address\n\
             P “It is a mistake,” said Cllr Ann Bo, who leads the Greens.\n\
             F Topics\n\
             F Transport\n\
             F Harbour\n\
             F Reuse this content\n\
             F Advertisement\n\
             F comments (12)\n\
             F Most viewed",
        );
    }

    #[test]
    fn page_blocks_are_labelled_by_their_facts_and_words() {
        let parts = [
            ("Harbour News", "body>header>a", "site-nav", 1.0, 'F'),
            ("Ferry sinks", "body>article>h1", "", 0.0, 'H'),
            ("Amina Bello", "body>article>div>span", "byline", 1.0, 'B'),
            ("A ferry", "body>article>figure>figcaption", "", 0.0, 'C'),
            ("LAMU (AP) — The ferry sank.", "body>article>p", "", 0.0, 'P'),
            ("What they said", "body>article>h2", "", 0.0, 'H'),
            ("No sentence but text", "body>article>p", "", 0.0, 'P'),
            ("We saved them.", "body>article>blockquote>p", "", 0.0, 'Q'),
            ("Advertisement", "body>article>p", "", 0.0, 'F'),
            ("Why ferries sink", "body>aside>ul>li>a", "related", 1.0, 'F'),
        ];
        let mut input = Input::default();
        for (text, path, hints, link_density, _) in parts {
            let start = input.text.len() as u32;
            input.text.push_str(text);
            let span = Span::new(start, input.text.len() as u32);
            input.blocks.push(BlockFacts { span, path: path.into(), hints: hints.into(), link_density });
            input.text.push('\n');
        }
        let labels: Vec<char> = label_blocks(&input).iter().map(|block| letter(block.kind)).collect();
        assert_eq!(labels, parts.map(|part| part.4));
    }

    #[test]
    fn everything_is_read_where_that_is_wanted() {
        let text =
            "Ferry sinks off Lamu\nThe ferry sank.\nSign up for our newsletter.\nMost read\nHarbour wall to be raised";
        let input = Input { everything: true, ..Input::plain(text) };
        assert!(label_blocks(&input).iter().all(|block| block.kind.is_article_text()));
    }

    #[test]
    fn block_facts_that_do_not_fit_the_text_are_left_out() {
        let facts = |start, end| BlockFacts { span: Span::new(start, end), ..BlockFacts::default() };
        let blocks = vec![facts(0, 1), facts(0, 3), facts(2, 4), facts(3, 5), facts(4, 99), facts(7, 6)];
        let input = Input { text: "é b d".into(), blocks, ..Input::default() };
        let spans: Vec<Span> = label_blocks(&input).iter().map(|block| block.span).collect();
        assert_eq!(spans, [Span::new(0, 2), Span::new(3, 4)]);
    }
}
