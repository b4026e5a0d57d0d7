//! Speaker lines of transcripts and broadcast scripts: "(SOUNDBITE) (English) MAYOR JANE DOE, SAYING: ...", "SMITH:", "Q:".

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::cue::{WordFacts, class};
use super::direct::merge_segments;
use crate::document::{Block, BlockId, BlockKind, Case, Document, TokenId, TokenKind};

/// How many tokens a speaker line's label may hold.
const LONGEST_LABEL: TokenId = 30;
/// How many labels make the whole text a transcript, where speech runs on to the next label.
const TRANSCRIPT_LABELS: usize = 4;

/// A speaker line with its speech.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// The words that name the speaker.
    pub(super) source: Range<TokenId>,
    /// "SAYING", or the colon.
    pub(super) cue: Range<TokenId>,
    /// What is said.
    pub(super) content: Vec<Range<TokenId>>,
    /// All tokens that the speaker line and the speech take up.
    pub(super) tokens: Range<TokenId>,
}

/// What opens a block.
#[derive(Clone, Debug)]
struct Label {
    block: BlockId,
    source: Range<TokenId>,
    cue: Range<TokenId>,
    /// The first token of the speech.
    speech: TokenId,
    /// Whether the label by itself shows a speaker line: "SAYING", or a soundbite's brackets before it.
    sure: bool,
    /// Whether the block's label may as well be the place in a dateline: "NEW DELHI: The minister ...".
    dateline: bool,
}

/// Finds the speaker lines of `doc`, in order.
pub(super) fn find_turns(doc: &Document, words: &[WordFacts]) -> Vec<Turn> {
    let usable = |block: &Block| block.kind.is_article_text() && block.repeats.is_none() && !block.tokens.is_empty();
    let mut labels: Vec<Label> = (doc.blocks.iter().enumerate())
        .filter(|(_, block)| usable(block))
        .filter_map(|(id, _)| find_label(doc, words, id as BlockId))
        .collect();
    // What follows another speaker's line is no dateline.
    let mut follows = false;
    for label in &mut labels {
        label.dateline &= !follows;
        follows |= !label.dateline;
    }
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for label in &labels {
        *counts.entry(doc.tokens[label.source.end as usize - 1].word).or_default() += 1;
    }
    let plain = labels.iter().filter(|label| !label.sure).count();
    let is_quoted = |label: &Label| {
        doc.tokens.get(label.speech as usize).is_some_and(|token| token.kind == TokenKind::QuotationMark)
    };
    labels.retain(|label| {
        let capitals = doc.tokens[label.source.end as usize - 1].case == Case::Upper;
        let repeated = counts[&doc.tokens[label.source.end as usize - 1].word] > 1;
        label.sure
            || (capitals && (plain > 1 && !label.dateline || is_quoted(label)))
            || (repeated && plain >= TRANSCRIPT_LABELS)
    });
    let is_transcript = labels.iter().filter(|label| !label.sure).count() >= TRANSCRIPT_LABELS;
    let mut turns: Vec<Turn> = Vec::with_capacity(labels.len());
    for (index, label) in labels.iter().enumerate() {
        let limit = labels.get(index + 1).map_or(doc.blocks.len(), |next| next.block as usize);
        if let Some(turn) = read_turn(doc, label, limit, is_transcript) {
            turns.push(turn);
        }
    }
    turns
}

/// The speech after `label`; the next label stands in the block `limit`.
fn read_turn(doc: &Document, label: &Label, limit: usize, is_transcript: bool) -> Option<Turn> {
    let block = &doc.blocks[label.block as usize];
    let mut speech = label.speech;
    let mut speech_block = label.block as usize;
    if speech >= block.tokens.end {
        // The speech stands in the next block.
        speech_block = (label.block as usize + 1..limit.min(label.block as usize + 4))
            .find(|&id| doc.blocks[id].kind.is_article_text() && !doc.blocks[id].tokens.is_empty())?;
        speech = doc.blocks[speech_block].tokens.start;
    }
    let quotation = doc.quotations.partition_point(|quotation| quotation.open < speech);
    let quoted = doc.quotations.get(quotation).filter(|quotation| quotation.open == speech);
    let content: Vec<Range<TokenId>> = match quoted {
        Some(quotation) => merge_segments(quotation),
        None => {
            let mut end = doc.blocks[speech_block].tokens.end;
            if is_transcript {
                let last = (speech_block..limit)
                    .take_while(|&id| {
                        matches!(doc.blocks[id].kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::List)
                    })
                    .last();
                end = last.map_or(end, |last| doc.blocks[last].tokens.end.max(end));
            }
            std::iter::once(speech..end).collect()
        }
    };
    let end = content.last()?.end;
    Some(Turn {
        source: label.source.clone(),
        cue: label.cue.clone(),
        tokens: block.tokens.start..quoted.and_then(|quotation| quotation.close).map_or(end, |close| close + 1),
        content: content.into_iter().filter(|range| range.start < range.end).collect(),
    })
}

/// The speaker's label that opens the block, if one does.
fn find_label(doc: &Document, words: &[WordFacts], id: BlockId) -> Option<Label> {
    let block = &doc.blocks[id as usize];
    let text = |token: TokenId| doc.token_text(token);
    let token = |at: TokenId| &doc.tokens[at as usize];
    let mut start = block.tokens.start;
    let mut soundbite = false;
    // A whole transcript may stand in quotation marks.
    if token(start).kind == TokenKind::QuotationMark && start + 1 < block.tokens.end {
        start += 1;
    }
    // "(SOUNDBITE) (English)"
    while start < block.tokens.end && token(start).kind == TokenKind::Open {
        let close = (start..block.tokens.end.min(start + 8)).find(|&at| token(at).kind == TokenKind::Close)?;
        soundbite |= (start..close).any(|at| matches!(doc.lower(at), "soundbite" | "sot" | "bite"));
        start = close + 1;
    }
    let limit = block.tokens.end.min(start + LONGEST_LABEL);
    let mut source_end = None;
    let mut upper = 0;
    let mut depth = 0;
    for at in start..limit {
        let here = token(at);
        match here.kind {
            TokenKind::Open => {
                source_end.get_or_insert(at);
                depth += 1;
            }
            TokenKind::Close => depth -= 1,
            _ if depth > 0 => {}
            TokenKind::Word if doc.lower(at) == "saying" && (soundbite || here.case == Case::Upper) && at > start => {
                let comma = text(at - 1) == ",";
                let end = source_end.unwrap_or(if comma { at - 1 } else { at });
                let mut speech = at + 1;
                while speech < block.tokens.end && matches!(text(speech), ":" | "." | ",") {
                    speech += 1;
                }
                return (end > start && (upper > 0 || soundbite)).then_some(Label {
                    block: id,
                    source: start..end,
                    cue: at..at + 1,
                    speech,
                    sure: true,
                    dateline: false,
                });
            }
            TokenKind::Symbol if text(at) == ":" => {
                let end = source_end.unwrap_or(at);
                let names = (start..end).filter(|&at| token(at).kind == TokenKind::Word);
                let count = names.clone().count();
                let all_upper = names.clone().all(|at| token(at).case == Case::Upper);
                let all_capitalised = names.clone().all(|at| token(at).is_capitalised());
                let naming = names.clone().any(|at| words[token(at).word as usize].is(class::NO_SPEAKER));
                if count == 0 || naming || end - start > 1 && count == 1 && text(start).len() == 1 {
                    return None;
                }
                let fits = all_upper || all_capitalised && count <= 4;
                let last = (start..end).rev().find(|&at| token(at).is_wordlike())?;
                return fits.then_some(Label {
                    block: id,
                    source: start..last + 1,
                    cue: at..at + 1,
                    speech: at + 1,
                    sure: soundbite,
                    dateline: block.body_start > block.span.start,
                });
            }
            TokenKind::Word if here.case == Case::Upper => upper += 1,
            TokenKind::Word | TokenKind::Number | TokenKind::Clitic | TokenKind::Dash => {}
            TokenKind::Symbol | TokenKind::Terminal if matches!(text(at), "," | "/" | "&" | ".") => {}
            _ => return None,
        }
    }
    None
}
