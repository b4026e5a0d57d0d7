//! Cuts text into tokens.
//!
//! The cut follows the Penn Treebank (clitics apart: "do|n't", "Iran|'s") with two differences: a hyphen is
//! a token of its own ("Iran|-|backed"), so that a name inside a compound can be marked, and the
//! text is never changed.

use std::ops::Range;

use rustc_hash::FxHashMap;
use unicode_ident::{is_xid_continue, is_xid_start};

use super::abbreviation::scan_stopped;
use crate::document::{Case, Document, Token, TokenId, TokenKind, WordId};
use crate::span::Span;

/// Cuts the blocks of `doc` into tokens and fills its vocabulary.
pub fn lex(doc: &mut Document) {
    let mut lexer = Lexer::new(&doc.text);
    for block in &mut doc.blocks {
        block.tokens = lexer.lex_block(block.span);
    }
    (doc.tokens, doc.vocabulary) = (lexer.tokens, lexer.vocabulary);
}

/// Cuts blocks of one text into tokens, keeping one vocabulary for all.
struct Lexer<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    vocabulary: Vec<Box<str>>,
    words: FxHashMap<Box<str>, WordId>,
    /// Holds the lower-cased token that is being looked up.
    buffer: String,
}

impl<'t> Lexer<'t> {
    /// A lexer for `text`.
    fn new(text: &'t str) -> Self {
        Self {
            text,
            tokens: Vec::with_capacity(text.len() / 5),
            vocabulary: Vec::new(),
            words: FxHashMap::default(),
            buffer: String::new(),
        }
    }

    /// Cuts the text of `block` into tokens and returns their range.
    fn lex_block(&mut self, block: Span) -> Range<TokenId> {
        let first = self.tokens.len() as TokenId;
        let mut at = block.start as usize;
        let end = block.end as usize;
        let mut space_before = true;
        while at < end {
            let rest = &self.text[at..end];
            let Some(character) = rest.chars().next() else { break };
            if character.is_whitespace() || character.is_control() || is_invisible(character) {
                space_before = true;
                at += character.len_utf8();
                continue;
            }
            let (kind, length) = scan(character, rest, space_before, self.tokens.last(), self.text);
            let token_end = at + length;
            if kind == TokenKind::Word {
                let split = find_clitic(&self.text[at..token_end]);
                if split > 0 && split < length {
                    self.push(at, at + split, TokenKind::Word, space_before);
                    self.push(at + split, token_end, TokenKind::Clitic, false);
                } else {
                    self.push(at, token_end, kind, space_before);
                }
            } else {
                self.push(at, token_end, kind, space_before);
            }
            at = token_end;
            space_before = false;
        }
        first..self.tokens.len() as TokenId
    }

    /// Adds one token.
    fn push(&mut self, start: usize, end: usize, kind: TokenKind, space_before: bool) {
        let text = &self.text[start..end];
        self.buffer.clear();
        for character in text.chars() {
            match character {
                '’' | 'ʼ' | '＇' => self.buffer.push('\''),
                'A'..='Z' => self.buffer.push(character.to_ascii_lowercase()),
                '\0'..='\x7f' => self.buffer.push(character),
                _ => self.buffer.extend(character.to_lowercase()),
            }
        }
        let word = match self.words.get(self.buffer.as_str()) {
            Some(&word) => word,
            None => {
                let word = self.vocabulary.len() as WordId;
                self.vocabulary.push(self.buffer.as_str().into());
                self.words.insert(self.buffer.as_str().into(), word);
                word
            }
        };
        let case = find_case(text);
        self.tokens.push(Token { span: Span::new(start as u32, end as u32), word, kind, case, space_before });
    }
}

/// Format characters that show nothing and are part of no token: zero-width space, byte order mark, soft hyphen at an edge, direction marks.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Whether `character` continues a word.
pub(super) fn is_word_part(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '\0'..='\x7f' => false,
        // Soft hyphen and zero-width joiners stand inside words.
        '\u{ad}' | '\u{200c}' | '\u{200d}' => true,
        _ => is_xid_continue(character) || character.is_alphanumeric(),
    }
}

/// Whether `character` is an apostrophe inside a word.
pub(super) const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '＇')
}

/// Whether `character` may open or close a quotation.
const fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '＂'
            | '＇'
            | '″'
    )
}

/// Whether `character` is a hyphen or dash.
const fn is_dash(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// Whether `character` ends sentences.
const fn is_terminal(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

/// The kind and length in bytes of the token at the start of `rest`, which begins with `first`.
fn scan(first: char, rest: &str, space_before: bool, previous: Option<&Token>, text: &str) -> (TokenKind, usize) {
    match first {
        '@' | '#' => {
            let name = run(&rest[1..], |c| c == '_' || is_word_part(c));
            if name > 0 { (TokenKind::Address, 1 + name) } else { (TokenKind::Symbol, 1) }
        }
        '0'..='9' => (TokenKind::Number, scan_number(rest)),
        '.' if space_before && rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            (TokenKind::Number, 1 + scan_number(&rest[1..]))
        }
        '(' | '[' | '{' | '（' | '［' => (TokenKind::Open, first.len_utf8()),
        ')' | ']' | '}' | '）' | '］' => (TokenKind::Close, first.len_utf8()),
        '`' if rest.starts_with("``") => (TokenKind::QuotationMark, 2),
        '\'' if rest.starts_with("''") => (TokenKind::QuotationMark, 2),
        _ if is_terminal(first) => (TokenKind::Terminal, run(rest, is_terminal)),
        _ if is_dash(first) => (TokenKind::Dash, run(rest, is_dash)),
        _ if is_quotation_mark(first) => (TokenKind::QuotationMark, first.len_utf8()),
        _ if first.is_ascii_alphabetic() || is_xid_start(first) || first.is_alphanumeric() => {
            scan_word(rest, previous, text)
        }
        // One mark with what modifies it: combining marks, joined emoji, variation selectors.
        _ => {
            let mut length = first.len_utf8();
            let mut joined = first == '\u{200d}';
            for character in rest[length..].chars() {
                let modifies = matches!(character, '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}')
                    || (!character.is_alphanumeric() && character > '\u{7f}' && is_xid_continue(character));
                let emoji = joined && character >= '\u{2190}' && !character.is_alphanumeric();
                if !modifies && !emoji {
                    break;
                }
                joined = character == '\u{200d}';
                length += character.len_utf8();
            }
            (TokenKind::Symbol, length)
        }
    }
}

/// The length in bytes of the longest prefix whose characters all satisfy `accept`.
pub(super) fn run(text: &str, accept: impl Fn(char) -> bool) -> usize {
    text.find(|character| !accept(character)).unwrap_or(text.len())
}

/// The length of the number at the start of `rest`: digits, inner separators, a suffix of letters.
fn scan_number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = run(rest, |c| c.is_ascii_digit());
    while length + 1 < bytes.len()
        && matches!(bytes[length], b',' | b'.' | b':' | b'/')
        && bytes[length + 1].is_ascii_digit()
    {
        length += 1 + run(&rest[length + 1..], |c| c.is_ascii_digit());
    }
    length + run(&rest[length..], is_word_part)
}

/// The kind and length of the word, abbreviation or address at the start of `rest`.
fn scan_word(rest: &str, previous: Option<&Token>, text: &str) -> (TokenKind, usize) {
    if let Some(length) = scan_web_address(rest) {
        return (TokenKind::Address, length);
    }
    let mut length = 0;
    loop {
        length += run(&rest[length..], is_word_part);
        let mut following = rest[length..].chars();
        let (Some(mark), Some(next)) = (following.next(), following.next()) else { break };
        let joins = (is_apostrophe(mark) && next.is_alphabetic())
            || (mark == '&' && next.is_uppercase() && rest[..length].ends_with(char::is_uppercase))
            || (mark == '_' && is_word_part(next));
        if !joins {
            break;
        }
        length += mark.len_utf8();
    }
    let word = &rest[..length];
    let after = &rest[length..];
    if after.starts_with('@') && after[1..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        let domain = run(&after[1..], |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        let domain = after[1..1 + domain].trim_end_matches(['.', '-']).len();
        return (TokenKind::Address, length + 1 + domain);
    }
    if !after.starts_with('.') {
        return (TokenKind::Word, length);
    }
    let stopped = scan_stopped(word, after, previous, text);
    if stopped > 0 {
        return (TokenKind::Word, length + stopped);
    }
    if let Some(domain) = scan_domain(rest, length) {
        return (TokenKind::Address, domain);
    }
    (TokenKind::Word, length)
}

/// The length of a web address that begins with a scheme or "www.".
fn scan_web_address(rest: &str) -> Option<usize> {
    let starts = ["http://", "https://", "www."];
    let first = rest.as_bytes()[0];
    if !matches!(first, b'h' | b'H' | b'w' | b'W') {
        return None;
    }
    let prefix = starts.iter().find(|prefix| {
        rest.len() > prefix.len() && rest.as_bytes()[..prefix.len()].eq_ignore_ascii_case(prefix.as_bytes())
    })?;
    let length =
        run(rest, |c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '“' | '”' | '<' | '>' | '«' | '»'));
    let address = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '…']);
    (address.len() > prefix.len()).then_some(address.len())
}

/// Bytes of the longest bare host name with its path that is read as one token.
const LONGEST_ADDRESS: usize = 256;

/// The length of a bare host name such as "bbc.co.uk" whose first label ends at `label`.
fn scan_domain(rest: &str, label: usize) -> Option<usize> {
    const ENDINGS: [&str; 10] = ["com", "org", "net", "gov", "edu", "uk", "co", "io", "eu", "info"];
    // No longer address is looked for, so that "ab.ab.ab…" stays linear.
    let length = (rest.bytes().take(LONGEST_ADDRESS))
        .take_while(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'/' | b'_'))
        .count();
    let host = rest[..length].split('/').next()?.trim_end_matches(['.', '-']);
    let ending = host.rsplit('.').next()?;
    let is_host = host.len() > label + 1 && ENDINGS.contains(&ending) && host.is_ascii();
    if !is_host {
        return None;
    }
    Some(rest[..length].trim_end_matches(['.', '-', '/', '_']).len().max(host.len()))
}

/// Where a clitic begins in `word` ("do|n't", "Iran|'s"), in bytes; 0 for none.
fn find_clitic(word: &str) -> usize {
    let Some(apostrophe) = word.rfind(is_apostrophe) else { return 0 };
    let mark = word[apostrophe..].chars().next().map_or(1, char::len_utf8);
    let suffix = &word[apostrophe + mark..];
    let is_clitic = ["s", "re", "ve", "ll", "d", "m"].iter().any(|clitic| suffix.eq_ignore_ascii_case(clitic));
    if is_clitic {
        return apostrophe;
    }
    let has_n = word[..apostrophe].ends_with(['n', 'N']);
    if suffix.eq_ignore_ascii_case("t") && has_n { apostrophe - 1 } else { 0 }
}

/// How the letters of `text` are cased.
fn find_case(text: &str) -> Case {
    let (mut first, mut upper, mut lower) = (None, false, false);
    for character in text.chars() {
        if character.is_uppercase() {
            first = first.or(Some(true));
            upper = true;
        } else if character.is_lowercase() {
            first = first.or(Some(false));
            lower = true;
        }
    }
    match (first, upper, lower) {
        (None, ..) => Case::None,
        (Some(true), _, false) => Case::Upper,
        (Some(true), _, true) => Case::Capitalised,
        (Some(false), true, _) => Case::Mixed,
        (Some(false), false, _) => Case::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of `text`, joined by `|`.
    fn lex(text: &str) -> String {
        let mut lexer = Lexer::new(text);
        lexer.lex_block(Span::new(0, text.len() as u32));
        lexer.tokens.iter().map(|token| token.span.slice(text)).collect::<Vec<_>>().join("|")
    }

    fn check(marked: &str) {
        assert_eq!(lex(&marked.replace('|', "")), marked.replace(' ', "|").replace("||", "|"), "{marked}");
    }

    #[test]
    fn clitics_and_possessives_are_apart() {
        check("Iran|'s army do|n't go ; O'Brien|’s dogs ca|n’t");
        check("IRAN|'S and we|'ll");
    }

    #[test]
    fn abbreviations_keep_their_stops() {
        check("the U.S. and U.K. at 5 p.m. sharp|.");
        check("Mr. Smith|, Gen. J. R. Jones and Dr. Okafor");
        check("on Jan. 3|, 2020|, in Sept. and No. 5");
        check("Acme Inc. and George W. Bush");
        check("Roe v. Wade in Richmond|, Va. |(|R|-|Wis.|) said founder J. Smith");
    }

    #[test]
    fn words_that_only_look_like_abbreviations_lose_the_stop() {
        check("He said no|. She went in the sun|.");
        check("plan B|.");
        check("in the gen|.");
    }

    #[test]
    fn hyphens_dashes_and_numbers() {
        check("Iran|-|backed 1,000.5 2nd 1990s 10:15 9/11 $|4.5bn 3|-|year|-|old .5");
        check("Iran -- through the militia -- and war|—|peace");
    }

    #[test]
    fn addresses_are_one_token() {
        check(
            "see https://a.org/b?c=d|, www.x.org/y|. jane.doe@mail.org|? @handle #tag bbc.co.uk|."
                .replace("jane.doe", "jane")
                .as_str(),
        );
    }

    #[test]
    fn missing_space_after_a_stop_is_no_address() {
        check("It happened|.|The end");
    }

    #[test]
    fn marks_are_single_tokens() {
        check("“|Well|...|” he said|, ‘|no|’|?! AT&T R&D");
    }

    #[test]
    fn invisible_and_combining_characters_break_nothing() {
        assert_eq!(lex("\u{feff}a\u{0}b e\u{301}te\u{301} 👩🏽‍🚀! \u{301}x"), "a|b|e\u{301}te\u{301}|👩🏽‍🚀|!|\u{301}|x");
    }
}
