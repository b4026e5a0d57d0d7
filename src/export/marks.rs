//! Marks that overlap, written so that they nest: where one ends inside another, that other is cut in two.

use super::view::{sort_key, sort_places};
use crate::span::Span;

/// A stretch of text to be marked.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    /// Its bytes.
    pub(super) span: Span,
    /// What it marks, for the one who writes it.
    pub(super) of: usize,
}

/// One step of writing a marked text.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// A mark begins, or goes on after a cut.
    Open {
        /// [`Mark::of`].
        of: usize,
        /// Whether this is where the mark begins.
        is_start: bool,
    },
    /// A mark ends, or is cut.
    Close {
        /// [`Mark::of`].
        of: usize,
        /// Whether this is where the mark ends.
        is_end: bool,
    },
    /// Text.
    Text(Span),
}

/// The steps that write `within`, some of whose text `marks` cover; what reaches out of it is cut off.
pub(super) fn nest_marks(within: Span, marks: &[&Mark]) -> Vec<Step> {
    let is_here = |mark: &&Mark| !mark.span.is_empty() && mark.span.overlaps(within);
    let marks: Vec<&Mark> = marks.iter().copied().filter(is_here).collect();
    // The longest first, so that the others lie in it.
    let marks = sort_marks(&marks, |mark| sort_key(mark.span.start.max(within.start), !mark.span.end));
    let mut bounds: Vec<u32> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    bounds.retain(|&bound| within.start < bound && bound < within.end);
    bounds.extend([within.start, within.end]);
    bounds.sort_unstable();
    bounds.dedup();

    let mut steps = Vec::new();
    let mut next = marks.into_iter().peekable();
    let mut open: Vec<&Mark> = Vec::new();
    for (index, &at) in bounds.iter().enumerate() {
        let is_over = at == within.end;
        let kept = match is_over {
            true => 0,
            false => open.iter().position(|mark| mark.span.end <= at).unwrap_or(open.len()),
        };
        let closed = open.split_off(kept);
        steps.extend(closed.iter().rev().map(|mark| Step::Close { of: mark.of, is_end: mark.span.end <= at }));
        let Some(&end) = bounds.get(index + 1) else { break };
        let mut opened: Vec<&Mark> = closed.into_iter().filter(|mark| mark.span.end > at).collect();
        while let Some(mark) = next.next_if(|mark| mark.span.start <= at) {
            opened.push(mark);
        }
        let opened = sort_marks(&opened, |mark| u64::from(!mark.span.end));
        steps.extend(opened.iter().map(|mark| Step::Open { of: mark.of, is_start: mark.span.start == at }));
        open.extend(opened);
        steps.push(Step::Text(Span::new(at, end)));
    }
    steps
}

/// The marks in the order of their keys.
fn sort_marks<'m>(marks: &[&'m Mark], key: impl Fn(&Mark) -> u64) -> Vec<&'m Mark> {
    let keys: Vec<u64> = marks.iter().map(|mark| key(mark)).collect();
    sort_places(&keys).into_iter().map(|place| marks[place]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes marks of "abcdefgh" as `(`, `)` with their names, and `{`, `}` where they are cut.
    fn check(within: (u32, u32), spans: &[(u32, u32)], expected: &str) {
        let marks: Vec<Mark> =
            spans.iter().enumerate().map(|(of, &(start, end))| Mark { span: Span::new(start, end), of }).collect();
        let steps = nest_marks(Span::new(within.0, within.1), &marks.iter().collect::<Vec<_>>());
        let written: Vec<String> = (steps.into_iter())
            .map(|step| match step {
                Step::Open { of, is_start } => format!("{}{of}", if is_start { "(" } else { "{" }),
                Step::Close { is_end, .. } => (if is_end { ")" } else { "}" }).to_owned(),
                Step::Text(span) => span.slice("abcdefgh").to_owned(),
            })
            .collect();
        assert_eq!(written.concat(), expected);
    }

    #[test]
    fn marks_nest_and_are_cut_where_they_overlap() {
        check((0, 8), &[], "abcdefgh");
        check((0, 8), &[(2, 4)], "ab(0cd)efgh");
        check((0, 8), &[(2, 3), (1, 6)], "a(1b(0c)def)gh");
        check((0, 8), &[(0, 4), (2, 6)], "(0ab(1cd}){1ef)gh");
        check((0, 8), &[(0, 8), (0, 8)], "(0(1abcdefgh))");
        check((0, 8), &[(0, 2), (2, 4), (3, 3)], "(0ab)(1cd)efgh");
        check((2, 5), &[(0, 4), (4, 8), (6, 7)], "{0cd)(1e}");
    }
}
