//! Lists to paste into a note: who speaks, what is claimed, who and what it is about.

use super::article::AnnotatedArticle;
use super::view::{View, join_told, one_line, ordinal, put, tell_claim};
use crate::wire::Pair;
use crate::wire::words::{FRAMINGS, QUOTE_FORMS, SOURCE_KINDS, find_words};

/// An article's lists in Markdown (CommonMark).
pub(super) fn to_markdown(article: &AnnotatedArticle) -> String {
    let view = View::new(article);
    let mut out = String::new();
    put(&mut out, &["# ", &escape(&view.title()), "\n"]);
    if let Some(url) = view.url {
        put(&mut out, &["\n<", url, ">\n"]);
    }
    put(&mut out, &["\n## Who speaks?\n", if view.speakers.is_empty() { "\nNobody is quoted.\n" } else { "" }]);
    for speaker in &view.speakers {
        let who = escape(&join_told(&[&speaker.name, &view.role(speaker.entity)], ", "));
        let kind = if speaker.kind == "none" { "" } else { find_words(SOURCE_KINDS, speaker.kind) };
        put(&mut out, &["\n### ", &who, "\n\n", &join_told(&[kind, &speaker.tell_share()], ", "), "\n\n"]);
        for &id in &speaker.quotes {
            let quote = &view.article.quotes[id as usize];
            let words = escape(&view.told_words(quote));
            let notes = join_told(&[find_words(QUOTE_FORMS, quote.form), find_words(FRAMINGS, quote.framing)], "; ");
            put(&mut out, &["- ", &words, " (", &notes, ")", &link(&view, &quote.content), "\n"]);
        }
    }
    let has_none = view.article.claims.is_empty();
    put(&mut out, &["\n## What is claimed?\n\n", if has_none { "No claim was found.\n" } else { "" }]);
    for claim in &view.article.claims {
        let (words, who) = (escape(&view.words(&claim.span)), escape(&view.claimant(claim)));
        let (number, notes) = (ordinal(claim.id), tell_claim(claim));
        put(&mut out, &[&number, ". ", &words, " — **", &who, "** (", &notes, ")", &link(&view, &claim.span), "\n"]);
        for &(kind, by) in &view.answers[claim.id as usize] {
            put(&mut out, &["    - ", &escape(&view.answer(claim, kind, by)), ", claim ", &ordinal(by), "\n"]);
        }
    }
    out.push_str("\n## Who and what is it about?\n\n");
    let lists = view.list_names(escape);
    for (heading, names) in &lists {
        put(&mut out, &["- ", heading, ": ", names, "\n"]);
    }
    out.push_str(if lists.is_empty() { "No name was found.\n" } else { "" });
    out
}

/// A link to the passage, where the article has an address.
fn link(view: &View, pairs: &[Pair]) -> String {
    view.link(pairs).map(|link| [" [in the article](<", &link, ">)"].concat()).unwrap_or_default()
}

/// `text` so that Markdown shows it as it is.
fn escape(text: &str) -> String {
    let text = one_line(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, mark) in text.char_indices() {
        let starts_block = at == 0 && "+-=:".contains(mark) || at == digits && at > 0 && ".)".contains(mark);
        if starts_block || "\\`*_[]<>&|~#$^".contains(mark) {
            escaped.push('\\');
        }
        escaped.push(mark);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_shown_as_they_are() {
        for (text, expected) in [
            ("plain, “words” (2) - and more.", "plain, “words” (2) - and more."),
            ("**a** [b](c) <i> &amp; `d`", "\\*\\*a\\*\\* \\[b\\](c) \\<i\\> \\&amp; \\`d\\`"),
            ("- item", "\\- item"),
            ("12. May", "12\\. May"),
            ("12.5", "12\\.5"),
            ("a\n# b", "a \\# b"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }
}
