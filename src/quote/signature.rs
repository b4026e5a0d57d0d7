//! Names after quotations, parted by a dash: “It is a bad plan.” ― Jane Doe, a farmer

use super::Framing;
use super::attribution::{Attribution, Rule};
use super::phrase::Text;
use super::source::{Source, only};
use crate::document::{TokenId, TokenKind};

/// How many tokens a name may have, and the name with what describes it.
const LONGEST_NAME: TokenId = 6;
const LONGEST_SIGNATURE: TokenId = 24;

/// The quotations that a name is set to, in order.
pub(super) fn find_signatures(text: &Text) -> Vec<Attribution> {
    let doc = text.doc;
    let mut found = Vec::new();
    for (quotation, _) in doc.quotations.iter().zip(text.is_speech).filter(|(_, is_speech)| **is_speech) {
        let Some(close) = quotation.close else { continue };
        let block = doc.block_of(close) as usize;
        // The dash stands after the closing mark, or opens the next paragraph.
        let (dash, end) = match doc.blocks.get(block + 1) {
            _ if close + 1 < doc.blocks[block].tokens.end => (close + 1, doc.blocks[block].tokens.end),
            Some(next) => (next.tokens.start, next.tokens.end),
            None => continue,
        };
        if let Some(source) = read_signature(text, dash, end) {
            found.push(Attribution {
                content: only(quotation.open..close + 1),
                cue: dash..dash + 1,
                source: Some(source),
                framing: Framing::Neutral,
                rule: Rule::Signature,
                sentence: doc.sentence_of(close),
                awaits_quotation: false,
                listed: true,
                lead: 0,
            });
        }
    }
    found
}

/// The name after the dash at `dash`, where nothing but a description of it follows before `end` or the next quotation.
fn read_signature(text: &Text, dash: TokenId, end: TokenId) -> Option<Source> {
    let doc = text.doc;
    let token = |at: TokenId| &doc.tokens[at as usize];
    if dash + 1 >= end || !matches!(doc.token_text(dash), "―" | "—" | "–" | "--" | "-") {
        return None;
    }
    let mut name = dash + 1;
    while name < end
        && name <= dash + LONGEST_NAME
        && token(name).kind == TokenKind::Word
        && token(name).is_capitalised()
    {
        name += 1;
    }
    let rest = (name..end).take_while(|&at| token(at).kind != TokenKind::QuotationMark);
    let is_plain =
        rest.clone().count() <= LONGEST_SIGNATURE as usize && !rest.clone().any(|at| text.tag(at).is_finite());
    let is_parted = name >= end
        || matches!(token(name).kind, TokenKind::Terminal | TokenKind::QuotationMark | TokenKind::Open)
        || matches!(doc.lower(name), "," | "/");
    (name > dash + 1 && is_plain && is_parted).then(|| Source { words: only(dash + 1..name), head: name - 1, first: 0 })
}
