//! Cuts blocks into sentences.

use super::abbreviation::{Abbreviation, find_abbreviation, is_sentence_starter};
use crate::document::{Block, BlockId, Case, Document, Sentence, TokenId, TokenKind};

/// Verbs after a quoted question or exclamation that keep it in its sentence: `"Why?" Smith asked.`
const ASKING: [&str; 10] =
    ["said", "says", "asked", "asks", "wrote", "writes", "replied", "added", "shouted", "tweeted"];

/// Cuts the blocks of `doc`, whose tokens are there, into sentences.
///
/// A dateline belongs to no sentence.
pub fn split_sentences(doc: &mut Document) {
    let mut sentences = Vec::new();
    for id in 0..doc.blocks.len() {
        let first = sentences.len() as u32;
        split_block(doc, id as BlockId, &mut sentences);
        doc.blocks[id].sentences = first..sentences.len() as u32;
    }
    doc.sentences = sentences;
}

/// Adds the sentences of one block.
fn split_block(doc: &Document, id: BlockId, sentences: &mut Vec<Sentence>) {
    let block = &doc.blocks[id as usize];
    let mut start = block.tokens.start;
    while start < block.tokens.end && doc.tokens[start as usize].span.start < block.body_start {
        start += 1;
    }
    let mut at = start;
    while at < block.tokens.end {
        let end = find_end(doc, block, at);
        at = end.unwrap_or(at + 1);
        if (end.is_some() || at == block.tokens.end) && start < at {
            sentences.push(Sentence { span: doc.token_span(start..at), block: id, tokens: start..at });
            start = at;
        }
    }
}

/// Where the sentence ends (the token after it) if token `at` ends one.
fn find_end(doc: &Document, block: &Block, at: TokenId) -> Option<TokenId> {
    let token = doc.tokens[at as usize];
    let is_stopped = token.kind == TokenKind::Word && doc.token_text(at).ends_with('.');
    if token.kind != TokenKind::Terminal && !is_stopped {
        return None;
    }
    let (next, quoted) = skip_closers(doc, block, at + 1);
    if next == block.tokens.end {
        return Some(next);
    }
    let follower = doc.tokens[next as usize];
    let ends = if is_stopped { ends_abbreviation(doc, at, next) } else { ends_terminal(doc, block, at, next, quoted) };
    (ends && follower.kind != TokenKind::Terminal).then_some(next)
}

/// The first token from `at` on that does not close what stands before it, and whether a quotation mark was passed.
fn skip_closers(doc: &Document, block: &Block, mut at: TokenId) -> (TokenId, bool) {
    let mut quoted = false;
    while at < block.tokens.end {
        let token = doc.tokens[at as usize];
        let closes = match token.kind {
            TokenKind::QuotationMark => !matches!(doc.token_text(at), "“" | "‘" | "«" | "„" | "‹"),
            TokenKind::Close => true,
            TokenKind::Terminal => false,
            _ => false,
        };
        // A mark that hugs what follows but not what stands before opens.
        if !closes || token.space_before {
            break;
        }
        quoted |= token.kind == TokenKind::QuotationMark;
        at += 1;
    }
    (at, quoted)
}

/// Whether the terminal mark at `at` ends its sentence; the sentence would go on at `next`.
fn ends_terminal(doc: &Document, block: &Block, at: TokenId, next: TokenId, quoted: bool) -> bool {
    let follower = doc.tokens[next as usize];
    let mark = doc.token_text(at);
    if !follower.space_before {
        // A missing space: "It happened.The end".
        let glued = at > block.tokens.start
            && doc.tokens[at as usize - 1].case == Case::Lower
            && matches!(follower.case, Case::Capitalised)
            && follower.kind == TokenKind::Word
            && doc.tokens[at as usize - 1].span.len() > 1;
        let opens = matches!(doc.token_text(next), "“" | "‘" | "«");
        return (glued || opens) && mark != "…" && mark.len() == 1;
    }
    let is_pause = mark.starts_with('…') || mark.starts_with("..");
    match follower.kind {
        TokenKind::Word | TokenKind::Clitic => match follower.case {
            Case::Lower => false,
            Case::Mixed => !quoted && !is_pause,
            Case::None => true,
            Case::Capitalised | Case::Upper => !(quoted && !mark.ends_with('.') && is_asked(doc, block, next)),
        },
        TokenKind::Number => !is_pause,
        TokenKind::Dash => is_list_dash(doc, block, next),
        TokenKind::Close => false,
        TokenKind::Symbol => !matches!(doc.token_text(next), "," | ";" | ":" | "/"),
        TokenKind::QuotationMark | TokenKind::Open => {
            // What stands inside decides: ‘... he said. "And then' against 'the firm (formerly Yahoo!) "did".
            let inside = (next + 1).min(block.tokens.end - 1);
            doc.tokens[inside as usize].case != Case::Lower || mark.ends_with('.')
        }
        TokenKind::Address => true,
        TokenKind::Terminal => false,
    }
}

/// Whether a name or pronoun and a verb of saying stand at `next`: the quoted question before it is not the sentence's end.
fn is_asked(doc: &Document, block: &Block, next: TokenId) -> bool {
    let limit = block.tokens.end.min(next + 7);
    for token in next..limit {
        let word = doc.tokens[token as usize];
        if ASKING.contains(&doc.lower(token)) {
            return token > next || limit - next > 1;
        }
        if !matches!(word.kind, TokenKind::Word | TokenKind::Dash) || (word.case == Case::Lower && token - next > 3) {
            return false;
        }
    }
    false
}

/// Whether a dash after a full stop begins a new item rather than adding to the sentence.
fn is_list_dash(doc: &Document, block: &Block, dash: TokenId) -> bool {
    dash + 1 < block.tokens.end && doc.tokens[dash as usize + 1].is_capitalised()
}

/// Whether the abbreviation at `at` also ends its sentence; the sentence would go on at `next`.
fn ends_abbreviation(doc: &Document, at: TokenId, next: TokenId) -> bool {
    let follower = doc.tokens[next as usize];
    if !follower.space_before {
        return false;
    }
    let word = doc.lower(at);
    let bare = word.trim_end_matches('.');
    if matches!(find_abbreviation(bare), Some(Abbreviation::Title | Abbreviation::Number | Abbreviation::Month)) {
        return false;
    }
    match follower.kind {
        TokenKind::QuotationMark => next > at + 1 || !matches!(doc.token_text(next), "'" | "’"),
        TokenKind::Word if follower.is_capitalised() => {
            is_sentence_starter(doc.lower(next))
                || (matches!(word, "a.m." | "p.m." | "etc.") && !is_time_word(doc, next))
        }
        _ => false,
    }
}

/// Whether the word goes with a clock time: "a.m. GMT", "p.m. Eastern", "a.m. Tuesday".
fn is_time_word(doc: &Document, token: TokenId) -> bool {
    let lower = doc.lower(token);
    doc.tokens[token as usize].case == Case::Upper
        || lower.ends_with("day")
        || matches!(lower, "eastern" | "pacific" | "central" | "local")
}

#[cfg(test)]
mod tests {
    use crate::annotator::read_document;
    use crate::document::Input;

    /// Checks that `marked`, with its `|` taken out, is cut into sentences there.
    fn check(marked: &str) {
        let doc = read_document(Input::plain(marked.replace('|', "")));
        let found: Vec<_> = doc.sentences.iter().map(|sentence| doc.slice(sentence.span)).collect();
        assert_eq!(found.join("|"), marked.replace("| ", "|"), "{marked}");
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        check("Mr. Smith met Gen. Jones in the U.S. Senate on Jan. 3.| He left.");
        check("She works for Acme Inc. in Ohio.| J. K. Rowling did not.");
        check("It cost $4.5 million.| That was 3.2 percent more.");
    }

    #[test]
    fn abbreviation_ends_the_sentence_before_a_starter() {
        check("He moved to the U.S.| The law had changed.");
        check("It began at 5 p.m.| Police came at 6 p.m. Tuesday.");
        check("It sold cars, bikes, etc.| Sales fell.");
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        check("This will never be.\"| The groups left.");
        check("“We won.”| (He smiled.)| They left.");
        check("“Will it work?” he asked.| “No!” Jane Doe shouted.| ‘Why?’| Nobody knew.");
    }

    #[test]
    fn ellipses_end_only_before_a_capital() {
        check("Well... he said no.| But…| Then it rained.");
    }

    #[test]
    fn urls_initials_and_missing_spaces() {
        check("See www.example.org/a.b for more.| George W. Bush said so.");
        check("It happened.|The end.");
        check("The plan B.| It failed!| Yahoo! said so.");
    }
}
