//! A table for a spreadsheet (RFC 4180): one row a quote or claim.

use super::article::AnnotatedArticle;
use super::view::{View, join_told};
use crate::wire::Pair;
use crate::wire::words::{
    CLAIM_TYPES, EVIDENCE, FRAMINGS, HEDGES, QUOTE_FORMS, SOURCE_KINDS, STANCES, check_words, find_words,
};

/// The first row.
const COLUMNS: [&str; 15] = [
    "kind",
    "number",
    "words",
    "who",
    "role",
    "kind of source",
    "how it is put",
    "verb",
    "types",
    "check",
    "hedges",
    "evidence",
    "start",
    "end",
    "link",
];

/// The table of an article; offsets count code points, from the first span's start to the last one's end.
pub(super) fn to_csv(article: &AnnotatedArticle) -> String {
    let view = View::new(article);
    let mut table = String::new();
    push_row(&mut table, &COLUMNS);
    for quote in &view.article.quotes {
        let speaker = view.speaker(quote.id);
        let (start, end) = ends(&quote.content);
        push_row(
            &mut table,
            &[
                "quote",
                &(quote.id + 1).to_string(),
                &view.words(&quote.content),
                &speaker.name,
                &view.role(quote.entity),
                find_words(SOURCE_KINDS, quote.source_kind),
                find_words(QUOTE_FORMS, quote.form),
                find_words(FRAMINGS, quote.framing),
                "",
                "",
                "",
                "",
                &start,
                &end,
                &view.link(&quote.content).unwrap_or_default(),
            ],
        );
    }
    for claim in &view.article.claims {
        let types: Vec<&str> = claim.types.iter().map(|kind| find_words(CLAIM_TYPES, kind)).collect();
        let hedges: Vec<String> = (claim.hedges.iter())
            .map(|hedge| [&view.words(&[(hedge.start, hedge.end)]), " (", find_words(HEDGES, hedge.kind), ")"].concat())
            .collect();
        let evidence: Vec<String> = (claim.evidence.iter())
            .filter_map(|evidence| Some((find_words(EVIDENCE, evidence.kind), view.words(&[evidence.span?]))))
            .map(|(kind, words)| [&words, " (", kind, ")"].concat())
            .collect();
        let (start, end) = ends(&claim.span);
        push_row(
            &mut table,
            &[
                "claim",
                &(claim.id + 1).to_string(),
                &view.words(&claim.span),
                &view.claimant(claim),
                &view.role(claim.claimant.entity),
                if claim.claimant.kind == "author" { "" } else { find_words(SOURCE_KINDS, claim.claimant.kind) },
                find_words(STANCES, claim.stance),
                find_words(FRAMINGS, claim.framing),
                &join_told(&types, "; "),
                check_words(claim.check_worthy),
                &hedges.join("; "),
                &evidence.join("; "),
                &start,
                &end,
                &view.link(&claim.span).unwrap_or_default(),
            ],
        );
    }
    table
}

/// Where the first span starts and the last one ends.
fn ends(pairs: &[Pair]) -> (String, String) {
    let ends = pairs.first().zip(pairs.last());
    ends.map(|(first, last)| (first.0.to_string(), last.1.to_string())).unwrap_or_default()
}

/// Writes one row.
fn push_row(table: &mut String, cells: &[&str]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            table.push(',');
        }
        push_cell(table, cell);
    }
    table.push_str("\r\n");
}

/// Writes one cell. One that a spreadsheet would read as a formula gets an apostrophe before it, which spreadsheets take
/// for "this is text" (OWASP, CSV injection).
fn push_cell(table: &mut String, cell: &str) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let is_quoted = cell.contains(['"', ',', '\r', '\n']);
    let guard = if is_formula { "'" } else { "" };
    if is_quoted {
        table.push('"');
        table.push_str(guard);
        table.push_str(&cell.replace('"', "\"\""));
        table.push('"');
    } else {
        table.push_str(guard);
        table.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_is_quoted_where_it_must_and_no_formula_is_left() {
        for (cell, expected) in [
            ("plain words", "plain words"),
            ("one, two", "\"one, two\""),
            ("“a” \"b\"", "\"“a” \"\"b\"\"\""),
            ("=1+1", "'=1+1"),
            ("+1, 2", "\"'+1, 2\""),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            let mut table = String::new();
            push_cell(&mut table, cell);
            assert_eq!(table, expected);
        }
    }
}
