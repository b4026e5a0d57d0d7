//! Cuts plain text into blocks: lines, and lines that a hard wrap tore apart.

use crate::span::Span;

/// A line break inside a paragraph is mended only where the text before it is at least this long, in bytes.
const MIN_WRAPPED: usize = 40;
/// Lines longer than this are no product of a hard wrap.
const MAX_WRAPPED: usize = 120;

/// Whether `character` is nothing to see at the edge of a block: white space, controls, marks of direction, BOM.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// `span` without what is blank at its edges; empty where all of it is.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let slice = span.slice(text);
    let kept = slice.trim_start_matches(is_blank);
    let start = span.start + (slice.len() - kept.len()) as u32;
    Span::new(start, start + kept.trim_end_matches(is_blank).len() as u32)
}

/// One line of text that is not blank.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    /// Whether a blank line, or the start of the text, stands before it.
    after_gap: bool,
}

/// Cuts `text` at its line breaks, and joins the lines of hard-wrapped paragraphs.
///
/// Blocks are trimmed and never blank.
pub(super) fn cut(text: &str) -> Vec<Span> {
    let lines = split(text);
    let width = wrap_width(text, &lines);
    let mut blocks: Vec<Span> = Vec::with_capacity(lines.len());
    let mut previous: Option<Line> = None;
    for line in lines {
        match (previous, blocks.last_mut()) {
            (Some(before), Some(block)) if !line.after_gap && is_torn(text, *block, before, line, width) => {
                block.end = line.span.end;
            }
            _ => blocks.push(line.span),
        }
        previous = Some(line);
    }
    blocks
}

/// The lines of `text` that are not blank, trimmed. CR LF, CR, NEL, VT, FF and the Unicode separators end a line too.
fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut breaks = 2;
    let mut push = |start: usize, end: usize, breaks: &mut u32| {
        let span = trim(text, Span::new(start as u32, end as u32));
        if !span.is_empty() {
            lines.push(Line { span, after_gap: *breaks > 1 });
            *breaks = 0;
        }
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let width = match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            b'\n' | b'\r' | 0x0b | 0x0c => 1,
            0xc2 if bytes.get(at + 1) == Some(&0x85) => 2,
            0xe2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])) => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        push(start, at, &mut breaks);
        breaks += 1;
        at += width;
        start = at;
    }
    push(start, bytes.len(), &mut breaks);
    lines
}

/// The width at which the whole text is wrapped, in chars, if it is.
///
/// A wrap is greedy: the first word of the next line would not have fitted. So the longest line of a wrapped
/// text explains nearly every break inside its paragraphs.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let mut widths = Vec::new();
    for pair in lines.windows(2) {
        if !pair[1].after_gap && !starts_item(pair[1].span.slice(text)) {
            let line = pair[0].span.slice(text);
            if line.len() > 4 * MAX_WRAPPED {
                return None;
            }
            let first = pair[1].span.slice(text).split_whitespace().next().map_or(0, |word| word.chars().count());
            widths.push((line.chars().count(), first, ends_sentence(line)));
        }
    }
    let width = widths.iter().map(|&(line, ..)| line).max()?;
    let explained = widths.iter().filter(|&&(line, first, _)| line + 1 + first > width).count();
    let running_on = widths.iter().filter(|&&(.., ended)| !ended).count();
    let is_wrapped = widths.len() >= 3
        && (MIN_WRAPPED..=MAX_WRAPPED).contains(&width)
        && explained * 10 >= widths.len() * 8
        && running_on * 10 >= widths.len() * 5;
    is_wrapped.then_some(width)
}

/// Whether the break between two neighbouring lines tears a paragraph apart; `before` is the last line of `block`.
fn is_torn(text: &str, block: Span, before: Line, line: Line, width: Option<usize>) -> bool {
    let (first, second) = (before.span.slice(text), line.span.slice(text));
    if starts_item(second) {
        return false;
    }
    let length = || first.chars().take(MAX_WRAPPED + 1).count();
    if let Some(width) = width {
        let word = second.split_whitespace().next().map_or(0, |word| word.chars().count());
        return length() + 1 + word > width;
    }
    if ends_sentence(first) || first.ends_with([':', ';']) || (block.len() as usize) < MIN_WRAPPED {
        return false;
    }
    // "iPhone" opens a line in lower case and a sentence all the same.
    let mut letters = second.chars();
    letters.next().is_some_and(char::is_lowercase)
        && letters.take_while(|letter| letter.is_alphanumeric()).all(|letter| !letter.is_uppercase())
}

/// Whether `line` opens as an item of a list: "- ", "• ", "1. ".
pub(super) fn starts_item(line: &str) -> bool {
    let mut words = line.splitn(2, char::is_whitespace);
    let (Some(first), Some(rest)) = (words.next(), words.next()) else { return false };
    if rest.trim().is_empty() || first.len() > 8 {
        return false;
    }
    if matches!(first, "-" | "*" | "•" | "–" | "◦" | "‣" | "▪" | "■" | "●" | "·" | "o" | "►" | "▶" | "✓" | "✔" | "→")
    {
        return true;
    }
    let inner = first.strip_prefix('(').unwrap_or(first);
    let Some(mark) = inner.strip_suffix(['.', ')']) else { return false };
    let is_number = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_lowercase()) && first.ends_with(')');
    is_number || is_letter
}

/// Whether `line` ends as a sentence does, closing marks set aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    ending(line).is_some_and(|mark| matches!(mark, '.' | '!' | '?' | '…' | '。' | '؟' | '।'))
}

/// The last char of `line` that is no closing quotation mark or bracket.
pub(super) fn ending(line: &str) -> Option<char> {
    line.chars().rev().find(|&mark| !matches!(mark, '"' | '\'' | '”' | '’' | '»' | ')' | ']') && !is_blank(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that `text` is cut into `expected`.
    fn check(text: &str, expected: &[&str]) {
        let blocks: Vec<&str> = cut(text).into_iter().map(|span| span.slice(text)).collect();
        assert_eq!(blocks, expected, "{text:?}");
    }

    #[test]
    fn lines_are_blocks_whatever_ends_them() {
        check(
            "One.\nTwo.\r\nThree.\rFour.\u{2028}Five.\u{2029}Six.",
            &["One.", "Two.", "Three.", "Four.", "Five.", "Six."],
        );
        check("\u{feff}  One. \n\n \t\n\0\n Two. \u{a0}\n", &["One.", "Two."]);
        check(" \n\u{feff}\r\n\0\u{200b}", &[]);
        check("", &[]);
        check("A \u{2014} b", &["A \u{2014} b"]);
    }

    #[test]
    fn line_that_goes_on_in_lower_case_is_joined() {
        let text = "The committee heard that the new bridge over the\nriver would open in June.\nNobody objected.";
        check(
            text,
            &["The committee heard that the new bridge over the\nriver would open in June.", "Nobody objected."],
        );
    }

    #[test]
    fn short_lines_and_names_in_lower_case_are_not_joined() {
        check("apples\npears\nplums", &["apples", "pears", "plums"]);
        let text = "The firm sold more phones than in any year before it\niPhone sales rose most.";
        check(text, &["The firm sold more phones than in any year before it", "iPhone sales rose most."]);
        check(
            "He listed three reasons for the long delay of it:\nrain, snow and ice.",
            &["He listed three reasons for the long delay of it:", "rain, snow and ice."],
        );
    }

    #[test]
    fn text_wrapped_at_a_steady_width_is_joined_within_its_paragraphs() {
        let first = "The port of Mombasa handled a record number of\ncontainers last year, the authority said in its\nReport on Monday, which also praised the crews of\nTugs and pilots.";
        let second = "Shipping lines had asked for more berths since\nMarch. Work on two of them begins in the autumn\nand will last a year.";
        check(&format!("{first}\n\n{second}\n"), &[first, second]);
    }

    #[test]
    fn list_items_stay_apart() {
        check("- bread\n- milk and\n2. eggs", &["- bread", "- milk and", "2. eggs"]);
        for item in ["• one", "1. one", "12) one", "(a) one", "* one"] {
            assert!(starts_item(item), "{item}");
        }
        for line in ["-one", "1.5 million", "A. Smith said so.", "2020. It was cold", "-", "U.S. troops"] {
            assert!(!starts_item(line), "{line}");
        }
    }
}
