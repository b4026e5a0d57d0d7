//! Quotation marks: which stretches between them are speech, and which speech belongs to which attribution.

use std::ops::Range;

use super::attribution::{Attribution, Rule};
use super::cue::{QUOTATION, WordFacts, class};
use crate::document::{Document, Quotation, TokenId, TokenKind};
use crate::model::pos::Pos;
use crate::span::Span;

/// How many words a bare quotation needs to be a quote without any sign of a source: shorter ones are titles and scare quotes.
pub(super) const SHORTEST_BARE: usize = 6;

/// For each token: 0, or the quotation of `depth` that it lies in or bounds, plus one; the outermost ones have depth 0.
pub(super) fn index_quotations(doc: &Document, depth: u8) -> Vec<u32> {
    let mut index = vec![0; doc.tokens.len()];
    for (id, quotation) in doc.quotations.iter().enumerate().filter(|(_, quotation)| quotation.depth == depth) {
        let end = quotation.close.map_or(quotation.tokens().end, |close| close + 1);
        for token in quotation.open..end {
            index[token as usize] = id as u32 + 1;
        }
    }
    index
}

/// The number of words in `quotation`, counted up to a few dozen.
pub(super) fn count_words(doc: &Document, quotation: &Quotation) -> usize {
    (quotation.segments.iter().cloned().flatten())
        .take(100)
        .filter(|&token| doc.tokens[token as usize].is_wordlike())
        .count()
}

/// For each quotation: whether it has `depth` and is speech that stands by itself, rather than a fragment in a sentence.
pub(super) fn find_speech(doc: &Document, pos: &[Pos], words: &[WordFacts], depth: u8) -> Vec<bool> {
    doc.quotations.iter().map(|quotation| quotation.depth == depth && is_speech(doc, pos, words, quotation)).collect()
}

/// Whether `quotation` is speech that stands by itself.
fn is_speech(doc: &Document, pos: &[Pos], words: &[WordFacts], quotation: &Quotation) -> bool {
    let inner = quotation.tokens();
    let count = count_words(doc, quotation);
    let facts = |token: TokenId| words[doc.tokens[token as usize].word as usize];
    let block = doc.block_of(quotation.open);
    let block_start = doc.blocks.get(block as usize).map_or(0, |block| block.tokens.start);
    let sentence = doc.sentence_of(quotation.open);
    let starts = doc.sentences.get(sentence as usize).is_none_or(|sentence| sentence.tokens.start >= quotation.open);
    let before = (quotation.open > block_start && !starts).then(|| quotation.open - 1);
    let first = doc.tokens[inner.start as usize];
    let capital = first.is_capitalised() || matches!(first.kind, TokenKind::Open | TokenKind::Number);
    let last = doc.tokens[inner.end as usize - 1];
    let comma = doc.token_text(inner.end - 1) == ",";
    let stopped = last.kind == TokenKind::Terminal;
    let finite = inner.clone().take(100).any(|token| pos.get(token as usize).is_some_and(|tag| tag.is_finite()));
    if before.is_some_and(|before| facts(before).is(class::NAMING)) && !(finite && count >= 8) {
        return false;
    }
    if quotation.segments.len() > 1 || quotation.close.is_none() && count >= 4 {
        return true;
    }
    match before {
        None => comma || stopped || finite || count >= SHORTEST_BARE || quotation_is_answered(doc, words, quotation),
        Some(before) => {
            let mark = doc.token_text(before);
            // “One,” and “Two.”
            let joined = facts(before).is(class::COORDINATOR)
                && before > block_start
                && doc.tokens[before as usize - 1].kind == TokenKind::QuotationMark;
            let parted = matches!(mark, "," | ":") || doc.tokens[before as usize].kind == TokenKind::Dash || joined;
            let cue = facts(before).readings().iter().any(|reading| reading.frames & QUOTATION > 0);
            (parted || cue)
                && capital
                && (finite || comma || stopped || count >= 4 || mark == ":" || joined || cue && count >= 2)
                || parted && (comma || stopped) && finite
                || capital && finite && (stopped || comma) && count >= 3
        }
    }
}

/// Whether a comma and a reporting verb follow within a few words: ‘Rates to fall’, says bank.
fn quotation_is_answered(doc: &Document, words: &[WordFacts], quotation: &Quotation) -> bool {
    let Some(close) = quotation.close else { return false };
    (close + 1..(close + 6).min(doc.tokens.len() as TokenId)).any(|token| {
        let facts = words[doc.tokens[token as usize].word as usize];
        facts.readings().iter().any(|reading| reading.frames & QUOTATION > 0) && !facts.is(class::NOUN_TOO)
    })
}

/// A quote before its source is identified.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What is said: trimmed spans in order.
    pub(super) content: Vec<Span>,
    /// The attribution that gives cue and source; `None` for a quotation without one.
    pub(super) attribution: Option<usize>,
    /// For a quotation without an attribution: the draft whose source it takes.
    pub(super) follows: Option<usize>,
}

/// Makes quotes of the attributions and of the speech that none of them took.
pub(super) fn draft_quotes(
    doc: &Document,
    quotation_of: &[u32],
    is_speech: &[bool],
    attributions: &[Attribution],
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut taken: Vec<Option<usize>> = vec![None; doc.quotations.len()];
    // The attribution whose own sentence holds the quotation goes before one that waits for it.
    let mut beside: Vec<TokenId> =
        (attributions.iter().filter(|attribution| attribution.rule == Rule::QuotationBesideCue))
            .flat_map(|attribution| attribution.content.iter().map(|range| range.start))
            .collect();
    beside.sort_unstable();
    let has_own_cue = |quotation: &Quotation| {
        let found = beside.partition_point(|&start| start < quotation.open);
        beside.get(found).is_some_and(|start| whole(quotation).contains(start))
    };
    for (id, attribution) in attributions.iter().enumerate() {
        let mut ranges = attribution.content.clone();
        if attribution.awaits_quotation {
            let next = find_next_quotation(doc, attribution.cue.end);
            match next.filter(|&next| taken[next].is_none() && !has_own_cue(&doc.quotations[next])) {
                Some(next) => ranges = vec![whole(&doc.quotations[next])],
                None => continue,
            }
        }
        if attribution.rule == Rule::QuotationBesideCue {
            ranges = ranges.into_iter().flat_map(|range| part_quotations(doc, is_speech, range)).collect();
        }
        let mut content = Vec::new();
        for range in &mut ranges {
            take_quotations(doc, quotation_of, is_speech, range, drafts.len(), &mut taken);
            cut_spans(doc, quotation_of, range.clone(), &mut content);
        }
        content.sort_unstable();
        content.dedup();
        if !content.is_empty() {
            drafts.push(Draft { content, attribution: Some(id), follows: None });
        }
    }
    add_floating(doc, is_speech, attributions, &mut drafts, &taken);
    drafts.sort_by_key(|draft| draft.content[0]);
    drafts
}

/// All tokens of `quotation`, marks included.
fn whole(quotation: &Quotation) -> Range<TokenId> {
    quotation.open..quotation.close.map_or(quotation.tokens().end, |close| close + 1)
}

/// The speech in `range`, each quotation by itself: “One,” and “Two”; `range` where there is at most one.
fn part_quotations(doc: &Document, is_speech: &[bool], range: Range<TokenId>) -> Vec<Range<TokenId>> {
    let first = doc.quotations.partition_point(|quotation| quotation.open < range.start);
    let inside = (doc.quotations.iter().zip(is_speech).skip(first))
        .take_while(|(quotation, _)| quotation.open < range.end)
        .filter(|(_, is_speech)| **is_speech);
    let parts: Vec<Range<TokenId>> = inside.map(|(quotation, _)| whole(quotation)).collect();
    if parts.len() > 1 && parts[0].start == range.start { parts } else { std::iter::once(range).collect() }
}

/// The quotation that opens right after the token `end` and the stop or colon there, in the same or the next block of the article.
fn find_next_quotation(doc: &Document, end: TokenId) -> Option<usize> {
    let block = doc.block_of(end.saturating_sub(1)) as usize;
    let next_block = doc.blocks.iter().skip(block + 1).take(3).find(|block| block.kind.is_article_text())?;
    let found = doc.quotations.partition_point(|quotation| quotation.open < end);
    let quotation = doc.quotations.get(found)?;
    (quotation.open == next_block.tokens.start || quotation.open < doc.blocks[block].tokens.end).then_some(found)
}

/// Widens `range` to the whole of the speech at its edges, and notes the quotations in it as taken by `draft`.
fn take_quotations(
    doc: &Document,
    quotation_of: &[u32],
    is_speech: &[bool],
    range: &mut Range<TokenId>,
    draft: usize,
    taken: &mut [Option<usize>],
) {
    for edge in [range.start, range.end - 1] {
        let inside = quotation_of[edge as usize];
        if inside > 0 && is_speech[inside as usize - 1] {
            let all = whole(&doc.quotations[inside as usize - 1]);
            *range = range.start.min(all.start)..range.end.max(all.end);
        }
    }
    let first = doc.quotations.partition_point(|quotation| quotation.open < range.start);
    // A quotation that opened before the range and reaches into it.
    let before = quotation_of[range.start as usize];
    if before > 0 {
        taken[before as usize - 1].get_or_insert(draft);
    }
    for (id, quotation) in doc.quotations.iter().enumerate().skip(first) {
        if quotation.open >= range.end {
            break;
        }
        taken[id].get_or_insert(draft);
    }
}

/// The spans of `range`, with the marks at its edges and those that open continued paragraphs left out.
fn cut_spans(doc: &Document, quotation_of: &[u32], range: Range<TokenId>, spans: &mut Vec<Span>) {
    let mut range = range;
    let is_mark = |token: TokenId| doc.tokens[token as usize].kind == TokenKind::QuotationMark;
    // Edges inside a fragment take its mark along when its other mark is inside too.
    let inside = quotation_of[range.end as usize - 1];
    if inside > 0 {
        let quotation = &doc.quotations[inside as usize - 1];
        let starts_before = quotation.open < range.start && quotation.tokens().start < range.start;
        if !starts_before && let Some(close) = quotation.close {
            range.end = range.end.max(close + 1);
        }
    }
    let inside = quotation_of[range.start as usize];
    if inside > 0 {
        let quotation = &doc.quotations[inside as usize - 1];
        if quotation.tokens().start == range.start && quotation.close.is_none_or(|close| close < range.end) {
            range.start = quotation.open;
        }
    }
    // One quotation that fills the range: marks off.
    let inside = quotation_of[range.start as usize];
    if inside > 0 && is_mark(range.start) {
        let quotation = &doc.quotations[inside as usize - 1];
        if quotation.open == range.start && quotation.close.is_none_or(|close| close + 1 >= range.end) {
            range = range.start + 1..range.end.min(quotation.tokens().end);
        }
    }
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let inside = quotation_of[at as usize];
        if inside == 0 {
            at += 1;
            continue;
        }
        let quotation = &doc.quotations[inside as usize - 1];
        for pair in quotation.segments.windows(2) {
            if pair[0].end > at && pair[0].end < pair[1].start && pair[1].start < range.end {
                push_span(doc, start..pair[0].end, spans);
                start = pair[1].start;
            }
        }
        at = whole(quotation).end.max(at + 1);
    }
    push_span(doc, start..range.end, spans);
}

/// Adds the trimmed span of `tokens`, if any.
pub(super) fn push_span(doc: &Document, tokens: Range<TokenId>, spans: &mut Vec<Span>) {
    if tokens.start < tokens.end {
        spans.push(doc.token_span(tokens));
    }
}

/// Adds the speech that no attribution took: to the quote whose cue stands right before it, or as quotes of their own.
fn add_floating(
    doc: &Document,
    is_speech: &[bool],
    attributions: &[Attribution],
    drafts: &mut Vec<Draft>,
    taken: &[Option<usize>],
) {
    // Drafts in the order of their cues; `last` is the one before the quotation.
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    let anchor = |drafts: &[Draft], draft: usize| -> TokenId {
        let attribution = &attributions[drafts[draft].attribution.unwrap_or_default()];
        doc.token_at(drafts[draft].content[0].start).min(attribution.cue.start)
    };
    order.sort_by_key(|&draft| anchor(drafts, draft));
    let mut next = 0;
    let mut last: Option<usize> = None;
    // The token at which the speech of `last` ended, for what goes on right there.
    let mut resume = TokenId::MAX;
    for (id, quotation) in doc.quotations.iter().enumerate() {
        if quotation.depth > 0 {
            continue;
        }
        while next < order.len() && anchor(drafts, order[next]) < quotation.open {
            let draft = order[next];
            last = Some(draft);
            let attribution = &attributions[drafts[draft].attribution.unwrap_or_default()];
            let spoken = attribution.rule == Rule::QuotationBesideCue || attribution.rule == Rule::ColonLead;
            let content_end = drafts[draft].content.last().map_or(0, |span| doc.token_at(span.end));
            let sentence_end = doc.sentences[attribution.sentence as usize].tokens.end;
            resume = if spoken { content_end.max(sentence_end) } else { TokenId::MAX };
            next += 1;
        }
        if taken[id].is_some() {
            continue;
        }
        let block = &doc.blocks[doc.block_of(quotation.open) as usize];
        if !block.kind.is_article_text() || block.repeats.is_some() {
            continue;
        }
        let count = count_words(doc, quotation);
        let mut content = Vec::new();
        for segment in merge_segments(quotation) {
            push_span(doc, segment, &mut content);
        }
        let same_block = |draft: usize| {
            drafts[draft]
                .content
                .last()
                .is_some_and(|span| doc.block_of(doc.token_at(span.start)) == doc.block_of(quotation.open))
        };
        if is_speech[id]
            && let Some(draft) = last
            && (quotation.open == resume || quotation.open == resume.saturating_add(1))
            && quotation.open > block.tokens.start
        {
            drafts[draft].content.append(&mut content);
            resume = whole(quotation).end;
            continue;
        }
        let is_example = quotation.open > block.tokens.start && is_like(doc, quotation.open - 1, count);
        if !is_speech[id] && is_title(doc, quotation) || is_example {
            continue;
        }
        let leads =
            quotation.open == block.tokens.start || doc.tokens[quotation.open as usize - 1].kind == TokenKind::Close;
        let long = count >= SHORTEST_BARE;
        if is_speech[id] && (leads || long || last.is_some_and(same_block)) && count >= 2 || long {
            let follows = last.filter(|_| is_speech[id]);
            drafts.push(Draft { content, attribution: None, follows });
        }
    }
}

/// Whether the `count` words that follow the token are an example or a name, and nobody's words: "with requests like", "changed
/// the line from"; not "he was like".
fn is_like(doc: &Document, token: TokenId, count: usize) -> bool {
    let before = token.checked_sub(1).map_or("", |before| doc.lower(before));
    match doc.lower(token) {
        "like" => !matches!(before, "was" | "is" | "were" | "are" | "'s" | "’s" | "'re" | "’re" | "'m" | "’m"),
        "from" | "to" | "of" | "or" | "called" => count < 12,
        word => matches!(word, "as" | "titled" | "entitled"),
    }
}

/// Whether there are words in `quotation` that are not small ones, and all of them begin with a capital, as in titles.
pub(super) fn is_title(doc: &Document, quotation: &Quotation) -> bool {
    let mut words = (quotation.segments.iter().cloned().flatten())
        .map(|token| &doc.tokens[token as usize])
        .filter(|token| token.kind == TokenKind::Word && token.span.len() > 3)
        .peekable();
    words.peek().is_some() && words.all(|token| token.is_capitalised())
}

/// The segments of `quotation`; those with only white space between them as one.
pub(super) fn merge_segments(quotation: &Quotation) -> Vec<Range<TokenId>> {
    let mut merged: Vec<Range<TokenId>> = Vec::new();
    for segment in &quotation.segments {
        match merged.last_mut() {
            Some(last) if last.end == segment.start => last.end = segment.end,
            _ => merged.push(segment.clone()),
        }
    }
    merged
}
