//! Pairs quotation marks: nested, over paragraphs, with missing marks, and apart from apostrophes.

use std::ops::Range;

use crate::document::{BlockId, BlockKind, Document, Quotation, Token, TokenId, TokenKind};

/// How many paragraphs without any mark a quotation may run through before its closing mark.
const LONGEST_GAP: usize = 12;

/// The family of a mark: marks of different families never pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
}

/// One mark, and what it may do where it stands.
#[derive(Clone, Copy, Debug)]
struct Mark {
    token: TokenId,
    family: Family,
    /// Whether it may open a quotation.
    opens: bool,
    /// Whether it may close one.
    closes: bool,
    /// Whether it may as well be an apostrophe: the possessive of a plural.
    weak: bool,
}

/// A quotation inside one block.
#[derive(Clone, Copy, Debug)]
struct Pair {
    family: Family,
    open: TokenId,
    close: Option<TokenId>,
    /// The token after its last one.
    end: TokenId,
}

impl Pair {
    /// This pair as a quotation of one segment.
    fn to_quotation(self) -> Quotation {
        let segments = std::iter::once(self.open + 1..self.end).collect();
        Quotation { open: self.open, close: self.close, segments, depth: 0 }
    }
}

/// Pairs the quotation marks of `doc`, in order of their opening marks.
///
/// A quotation that is not closed in its paragraph goes on in the next one if that opens with a mark of
/// the same family, and through the next ones if the first mark of that family in them closes one (broadcast scripts);
/// else it ends with its paragraph and has no closing mark. Furniture is passed over.
/// Linear in the number of tokens.
pub fn pair_quotation_marks(doc: &Document) -> Vec<Quotation> {
    let mut found = Vec::new();
    // The quotation that its block did not close, with the blocks since that may belong to it.
    let mut pending: Option<(Quotation, Family)> = None;
    let mut gap: Vec<Range<TokenId>> = Vec::new();
    for (id, block) in doc.blocks.iter().enumerate() {
        if !block.kind.is_article_text() || block.tokens.is_empty() {
            continue;
        }
        let marks = find_marks(doc, id as BlockId);
        let (mut pairs, orphans) = pair_in_block(doc, &marks, block.tokens.end);
        if let Some((mut quotation, family)) = pending.take() {
            let first_mark = marks.iter().find(|mark| mark.family == family && !mark.weak);
            let leading = pairs.iter().position(|pair| pair.open == block.tokens.start && pair.family == family);
            let orphan = orphans.iter().find(|mark| mark.family == family);
            if let Some(leading) = leading.filter(|_| gap.is_empty()) {
                let pair = pairs.remove(leading);
                quotation.segments.push(pair.open + 1..pair.end);
                quotation.close = pair.close;
                if pair.close.is_none() && pair.end == block.tokens.end {
                    pending = Some((quotation, family));
                } else {
                    found.push(quotation);
                }
            } else if let (Some(mark), Some(orphan)) = (first_mark, orphan)
                && mark.token == orphan.token
            {
                quotation.segments.append(&mut gap);
                quotation.segments.push(block.tokens.start..orphan.token);
                quotation.close = Some(orphan.token);
                found.push(quotation);
            } else if first_mark.is_none()
                && gap.len() < LONGEST_GAP
                && matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::List)
            {
                gap.push(block.tokens.clone());
                pending = Some((quotation, family));
            } else {
                found.push(quotation);
            }
            if pending.is_none() {
                gap.clear();
            }
        }
        for pair in pairs {
            // An unclosed single mark is an apostrophe, unless it opens its paragraph.
            let is_quotation = pair.close.is_some() || pair.family != Family::Single || pair.open == block.tokens.start;
            if pair.close.is_none() && pair.end == block.tokens.end && is_quotation && pending.is_none() {
                pending = Some((pair.to_quotation(), pair.family));
            } else if is_quotation {
                found.push(pair.to_quotation());
            }
        }
    }
    found.extend(pending.map(|(quotation, _)| quotation));
    for quotation in &mut found {
        quotation.segments.retain(|segment| !segment.is_empty());
    }
    found.retain(|quotation| !quotation.segments.is_empty());
    found.sort_by_key(|quotation| quotation.open);
    set_depths(&mut found);
    found
}

/// Counts, for each quotation, how many others it lies in.
fn set_depths(quotations: &mut [Quotation]) {
    let mut open_ends: Vec<TokenId> = Vec::new();
    for quotation in quotations {
        while open_ends.last().is_some_and(|&outer| outer <= quotation.open) {
            open_ends.pop();
        }
        quotation.depth = open_ends.len().min(u8::MAX as usize) as u8;
        open_ends.push(quotation.tokens().end);
    }
}

/// The marks of one block with what each may do, apostrophes and measures left out.
fn find_marks(doc: &Document, block: BlockId) -> Vec<Mark> {
    let range = doc.blocks[block as usize].tokens.clone();
    let mut marks: Vec<Mark> = Vec::new();
    for at in range.clone() {
        let token = doc.tokens[at as usize];
        if token.kind != TokenKind::QuotationMark {
            continue;
        }
        let previous = (at > range.start).then(|| &doc.tokens[at as usize - 1]);
        let next = (at + 1 < range.end).then(|| &doc.tokens[at as usize + 1]);
        let space_after = next.is_none_or(|token| token.space_before);
        // After a bracket, a dash or another opening mark, a mark opens as it does after a space.
        let free_before = token.space_before
            || previous.is_none_or(|previous| match previous.kind {
                TokenKind::Open | TokenKind::Dash => true,
                TokenKind::QuotationMark => marks.last().is_some_and(|mark| mark.opens && !mark.closes),
                _ => false,
            });
        marks.extend(read_mark(doc, at, previous, next, free_before, space_after));
    }
    marks
}

/// What the mark at `at` may do between its neighbours; `None` for an apostrophe.
fn read_mark(
    doc: &Document,
    at: TokenId,
    previous: Option<&Token>,
    next: Option<&Token>,
    free_before: bool,
    space_after: bool,
) -> Option<Mark> {
    let text = doc.token_text(at);
    // The family, and whether the mark's shape says that it opens.
    let (family, shape) = match text {
        "“" | "„" | "‟" | "``" => (Family::Double, Some(true)),
        "”" => (Family::Double, Some(false)),
        "«" => (Family::Angle, Some(true)),
        "»" => (Family::Angle, Some(false)),
        "‘" | "‚" | "‛" | "‹" => (Family::Single, Some(true)),
        "›" => (Family::Single, Some(false)),
        "’" | "'" | "`" | "＇" => (Family::Single, None),
        _ => (Family::Double, None),
    };
    let is_apostrophe = family == Family::Single && shape.is_none();
    let (mut opens, closes) = match shape {
        // A curly mark that stands the wrong way round (“word“, ”word”) may do what its place says.
        Some(true) => (!space_after || free_before, !free_before && space_after),
        Some(false) => (free_before && !space_after, true),
        // White space on both sides says nothing.
        None if free_before && space_after => (!is_apostrophe, !is_apostrophe),
        None => (free_before && !space_after, !free_before || space_after),
    };
    let mut weak = false;
    if is_apostrophe {
        if opens && next.is_some() && is_elision(doc.lower(at + 1)) {
            return None;
        }
        opens &= text != "’";
        let after_word = previous.filter(|previous| previous.is_wordlike());
        // "the forces' bases", "6' tall": an apostrophe as likely as the end of a quotation.
        let may_be_possessive = after_word
            .is_some_and(|word| word.kind == TokenKind::Number || doc.slice(word.span).ends_with(['s', 'S', 'z', 'x']));
        weak = closes && may_be_possessive && next.is_some_and(|next| next.space_before && next.is_wordlike());
    }
    // Inches and seconds: 6'2".
    if text == "\"" && !opens && previous.is_some_and(|previous| previous.kind == TokenKind::Number) {
        weak = next.is_some_and(Token::is_wordlike);
    }
    (opens || closes).then_some(Mark { token: at, family, opens, closes, weak })
}

/// Whether a word after an apostrophe has lost its first letters: "'em", "'90s".
fn is_elision(word: &str) -> bool {
    matches!(word, "em" | "til" | "tis" | "twas" | "cause" | "n" | "bout" | "round" | "cos")
        || (word.ends_with('s') && word.len() == 3 && word.as_bytes()[0].is_ascii_digit())
}

/// What is open while the marks of a block are read.
#[derive(Default)]
struct Open {
    /// Indices of the open pairs, outermost first; at most one a family.
    pairs: Vec<usize>,
    /// The last weak mark of each family since it was opened; it closes if no better one comes.
    weak: Vec<(usize, TokenId)>,
}

/// Pairs the marks of one block; also gives the closing marks that nothing opened.
///
/// `end` is the token after the block's last.
fn pair_in_block(doc: &Document, marks: &[Mark], end: TokenId) -> (Vec<Pair>, Vec<Mark>) {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut orphans = Vec::new();
    let mut open = Open::default();
    for mark in marks {
        let at = open.pairs.iter().rposition(|&pair| pairs[pair].family == mark.family);
        if let Some(at) = at {
            let pair = open.pairs[at];
            if mark.weak {
                open.weak.retain(|&(other, _)| other != pair);
                open.weak.push((pair, mark.token));
                continue;
            }
            // Where a mark may do both, it closes, unless nothing stands between.
            let closes = mark.closes && (!mark.opens || pairs[pair].open + 1 < mark.token);
            if closes {
                pairs[pair].close = Some(mark.token);
                pairs[pair].end = mark.token;
            }
            leave(doc, &mut pairs, &mut open, at, mark.token);
            if closes {
                continue;
            }
        }
        if mark.opens {
            open.pairs.push(pairs.len());
            pairs.push(Pair { family: mark.family, open: mark.token, close: None, end });
        } else if mark.closes && !mark.weak {
            orphans.push(*mark);
        }
    }
    leave(doc, &mut pairs, &mut open, 0, end);
    (pairs, orphans)
}

/// Ends at token `limit` all that is open from `open.pairs[at]` inwards and not closed yet.
fn leave(doc: &Document, pairs: &mut [Pair], open: &mut Open, at: usize, limit: TokenId) {
    for index in open.pairs.drain(at..) {
        let pair = &mut pairs[index];
        let weak = open.weak.iter().find(|&&(of, _)| of == index).map(|&(_, mark)| mark);
        open.weak.retain(|&(of, _)| of != index);
        if pair.close.is_some() {
            continue;
        }
        if let Some(mark) = weak {
            (pair.close, pair.end) = (Some(mark), mark);
        } else if limit < pair.end {
            // The closing mark is missing: the sentence's end stands in for it.
            let stop = (pair.open + 1..limit).find(|&token| doc.tokens[token as usize].kind == TokenKind::Terminal);
            pair.end = stop.map_or(limit, |stop| stop + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::annotator::read_document;
    use crate::document::Input;

    /// The quotations of `text`, outermost and inner, segments joined by ` / `; `?` marks one that is not closed.
    fn pair(text: &str) -> Vec<String> {
        let doc = read_document(Input::plain(text));
        (doc.quotations.iter())
            .map(|quotation| {
                let segments: Vec<_> =
                    quotation.segments.iter().map(|segment| doc.slice(doc.token_span(segment.clone()))).collect();
                let mark = if quotation.close.is_none() { "?" } else { "" };
                format!("{}{mark}", segments.join(" / "))
            })
            .collect()
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(pair(text), expected, "{text}");
    }

    #[test]
    fn straight_and_curly_marks_pair() {
        check("He said: \"We won.\" And \"yes,\" she said.", &["We won.", "yes,"]);
        check("“We won,” he said. “We did.”", &["We won,", "We did."]);
        check("«Oui», a-t-il dit, and „so“ they say.", &["Oui", "so"]);
        check("``We won,'' he said.", &["We won,"]);
    }

    #[test]
    fn nested_marks_pair_by_family() {
        check("\"This is no 'Benghazi' at all,\" he said.", &["This is no 'Benghazi' at all,", "Benghazi"]);
        check("‘She said “no” to me,’ he said.", &["She said “no” to me,", "no"]);
        check(
            "“He called it ‘the forces’ right’ to fight,” she said.",
            &["He called it ‘the forces’ right’ to fight,", "the forces’ right"],
        );
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        check("The forces' bases and the '90s rock 'n' roll weren't James' or 'em.", &[]);
        check("The workers’ union met the bosses’ lawyers.", &[]);
        check("He is 6'2\" tall and 5' wide.", &[]);
    }

    #[test]
    fn british_single_marks_pair_around_possessives() {
        check("'The workers' pay is low,' he said.", &["The workers' pay is low,"]);
        check("‘It’s the players’ choice,’ he said.", &["It’s the players’ choice,"]);
        check("'We will win', says PM", &["We will win"]);
    }

    #[test]
    fn quotation_goes_on_in_paragraphs_that_open_with_a_mark() {
        check("“One.\n\n“Two.\n\n“Three,” he said.\n\n“Four.”", &["One. / Two. / Three,", "Four."]);
        check("\"One.\n\n\"Two,\" he said.", &["One. / Two,"]);
    }

    #[test]
    fn quotation_goes_on_to_a_closing_mark_that_nothing_opened() {
        check("SAYING: \"One 'two.'\n\nThree.\n\nFour.\" They left.", &["One 'two.' / Three. / Four.", "two."]);
    }

    #[test]
    fn missing_closing_mark_ends_the_quotation_with_its_paragraph() {
        check("He said: \"We won.\n\nThey left.\n\n\"No,\" she said.", &["We won.?", "No,"]);
        check("He said “we won. Then “no” came.", &["we won.?", "no"]);
    }
}
