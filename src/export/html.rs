//! A page that needs nothing else: the marked text, a legend, and the lists of speakers, claims and names.
//!
//! No script, no request, no style but its own: its content policy forbids all else. Colour is never the only sign of a
//! kind, and the lists say all that the marks show.

use super::article::AnnotatedArticle;
use super::marks::{Mark, Step, nest_marks};
use super::view::{View, is_furniture, join_told, ordinal, put, sort_key, sort_places, tell_claim};
use crate::span::Span;
use crate::wire::words::{ENTITY_KINDS, FRAMINGS, QUOTE_FORMS, SOURCE_KINDS, find_words};
use crate::wire::{Pair, Word};

/// The style of the page.
const STYLE: &str = include_str!("standalone.css");

/// What is written where a mark begins and ends.
struct Label {
    class: String,
    /// Escaped.
    title: String,
    /// What links lead to, on the first mark of a thing; else empty.
    id: String,
    /// What stands after the last mark of a thing.
    after: String,
}

/// An article as a page.
pub(super) fn to_html(article: &AnnotatedArticle) -> String {
    let view = View::new(article);
    let title = escape(&view.title());
    let language = escape(&view.article.language);
    let mut out = String::new();
    put(
        &mut out,
        &["<!doctype html>\n<html lang=\"", &language, HEAD, &title, "</title>\n<style>", STYLE, "</style>\n"],
    );
    out.push_str("<body>\n<main>\n");
    if !view.article.blocks.iter().any(|block| block.kind == "headline") {
        put(&mut out, &["<h1>", &title, "</h1>\n"]);
    }
    out.push_str(LEGEND);
    if let Some(url) = view.url {
        let url = escape(url);
        put(&mut out, &["<p class=\"note\">Source: <a href=\"", &url, "\" rel=\"noreferrer\">", &url, "</a></p>\n"]);
    }
    push_article(&mut out, &view);
    push_speakers(&mut out, &view);
    push_claims(&mut out, &view);
    push_names(&mut out, &view);
    out.push_str(FOOT);
    out
}

/// What follows the language.
const HEAD: &str = concat!(
    "\">\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"",
    // The page may load its own style, told by its SHA-256, and nothing else; `tests/export.rs` knows the hash.
    "default-src 'none'; style-src 'sha256-PLQ0Vihxsw5ys/OGoxrMeDkDQBdLztV2zRvHNqNYpYE='; base-uri 'none'; form-action 'none'\">\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Sourcelight ",
    env!("CARGO_PKG_VERSION"),
    "\">\n<title>"
);

/// How the page ends.
const FOOT: &str = concat!(
    "</main>\n<footer class=\"note\"><p>Made with Sourcelight ",
    env!("CARGO_PKG_VERSION"),
    ". It shows what can be seen in the text and makes mistakes; it does not say what is true.</p></footer>\n</body>\n</html>\n"
);

/// What the marks mean.
const LEGEND: &str = "<p class=\"legend note\">In this text: <mark class=\"quote s0\">what someone says</mark>, with the \
                      number of the speaker; <mark class=\"claim\">what is claimed</mark>; \
                      <mark class=\"name\">who and what it is about</mark>. The lists below say the same.</p>\n";

/// The marked text.
fn push_article(out: &mut String, view: &View) {
    let (marks, labels) = make_marks(view);
    let mut blocks: Vec<(Span, Word)> = Vec::new();
    let mut end = 0;
    for block in &view.article.blocks {
        let span = view.span((block.start, block.end));
        let start = span.start.max(end);
        blocks.push((Span::new(end, start), ""));
        blocks.push((Span::new(start, span.end.max(start)), block.kind));
        end = span.end.max(start);
    }
    blocks.push((Span::new(end, view.text.len() as u32), ""));
    out.push_str("<article dir=\"auto\">\n");
    let mut next = marks.iter().peekable();
    let mut near: Vec<&Mark> = Vec::new();
    let mut has_title = false;
    for (span, kind) in blocks {
        if span.slice(view.text).trim().is_empty() {
            continue;
        }
        near.retain(|mark| mark.span.end > span.start);
        while let Some(mark) = next.next_if(|mark| mark.span.start < span.end) {
            near.push(mark);
        }
        let element = match kind {
            "headline" if !std::mem::replace(&mut has_title, true) => "h1",
            "headline" => "h2",
            "quotation" | "pull_quote" => "blockquote",
            _ => "p",
        };
        let class = match kind {
            "byline" | "caption" | "dateline" => kind,
            kind if is_furniture(kind) => "furniture",
            _ => "text",
        };
        put(out, &["<", element, " class=\"", class, "\">"]);
        for step in nest_marks(span, &near) {
            match step {
                Step::Open { of, is_start } => {
                    let Label { class, title, id, .. } = &labels[of];
                    put(out, &["<mark class=\"", class, "\" title=\"", title]);
                    if is_start && !id.is_empty() {
                        put(out, &["\" id=\"", id]);
                    }
                    out.push_str("\">");
                }
                Step::Close { of, is_end } => put(out, &["</mark>", if is_end { &labels[of].after } else { "" }]),
                Step::Text(span) => out.push_str(&escape(span.slice(view.text))),
            }
        }
        put(out, &["</", element, ">\n"]);
    }
    out.push_str("</article>\n");
}

/// All marks in order, with their labels.
fn make_marks(view: &View) -> (Vec<Mark>, Vec<Label>) {
    let (mut marks, mut labels) = (Vec::new(), Vec::new());
    let mut push = |pairs: &[Pair], class: &str, title: &str, id: &str, after: &str| {
        let title = escape(title);
        for (index, &pair) in pairs.iter().enumerate() {
            marks.push(Mark { span: view.span(pair), of: labels.len() });
            let (is_first, is_last) = (index == 0, index + 1 == pairs.len());
            let told = |is_told, part: &str| if is_told { part.to_owned() } else { String::new() };
            let (class, title) = (class.to_owned(), title.clone());
            labels.push(Label { class, title, id: told(is_first, id), after: told(is_last, after) });
        }
    };
    for quote in &view.article.quotes {
        let place = view.speaker_of[quote.id as usize];
        let (speaker, number) = (&view.speakers[place], ordinal(place as u32));
        let name = escape(&speaker.name);
        let link =
            ["<sup><a href=\"#speaker-", &number, "\" aria-label=\"Speaker ", &number, ": ", &name, "\">", &number];
        let form = find_words(QUOTE_FORMS, quote.form);
        let parts = [&speaker.name, &*view.role(quote.entity), form, find_words(FRAMINGS, quote.framing)];
        let (class, id) = (["quote ", hue(view, place)].concat(), ["quote-", &ordinal(quote.id)].concat());
        push(&quote.content, &class, &join_told(&parts, "; "), &id, &(link.concat() + "</a></sup>"));
    }
    for claim in &view.article.claims {
        let number = ordinal(claim.id);
        let title = ["Claim ", &number, ": ", &view.claimant(claim), "; ", &tell_claim(claim)].concat();
        push(&claim.span, "claim", &title, &["claim-", &number].concat(), "");
    }
    for mention in &view.article.mentions {
        if let Some(entity) = mention.entity.filter(|_| mention.form == "name") {
            let title = [&view.name(entity), " (", find_words(ENTITY_KINDS, mention.kind), ")"].concat();
            push(&[(mention.start, mention.end)], "name", &title, "", "");
        }
    }
    let order =
        sort_places(&marks.iter().map(|mark: &Mark| sort_key(mark.span.start, mark.span.end)).collect::<Vec<_>>());
    (order.into_iter().map(|place| marks[place]).collect(), labels)
}

/// The classes of the speakers' colours.
const HUES: [&str; 8] = ["s s0", "s s1", "s s2", "s s3", "s s4", "s s5", "s s6", "s s7"];

/// The class of a speaker's colour.
fn hue(view: &View, place: usize) -> &'static str {
    match view.speakers[place].kind {
        "none" | "vague" => "s",
        _ => HUES[place % HUES.len()],
    }
}

/// "Who speaks?": the speakers by their numbers.
fn push_speakers(out: &mut String, view: &View) {
    out.push_str("<section>\n<h2>Who speaks?</h2>\n");
    out.push_str(if view.speakers.is_empty() { "<p>Nobody is quoted.</p>\n" } else { "<ol>\n" });
    for (place, speaker) in view.speakers.iter().enumerate() {
        let kind = if speaker.kind == "none" { "" } else { find_words(SOURCE_KINDS, speaker.kind) };
        let notes = escape(&join_told(&[&view.role(speaker.entity), kind, &speaker.tell_share()], ", "));
        let (number, name) = (ordinal(place as u32), escape(&speaker.name));
        put(out, &["<li id=\"speaker-", &number, "\"><strong class=\"swatch ", hue(view, place), "\">", &name]);
        put(out, &["</strong> <span class=\"note\">", &notes, "</span>\n<ul>\n"]);
        for &id in &speaker.quotes {
            let words = escape(&view.told_words(&view.article.quotes[id as usize]));
            put(out, &["<li><a href=\"#quote-", &ordinal(id), "\">", &words, "</a></li>\n"]);
        }
        out.push_str("</ul></li>\n");
    }
    out.push_str(if view.speakers.is_empty() { "</section>\n" } else { "</ol>\n</section>\n" });
}

/// "What is claimed?": the claims by their numbers.
fn push_claims(out: &mut String, view: &View) {
    let has_none = view.article.claims.is_empty();
    out.push_str("<section>\n<h2>What is claimed?</h2>\n");
    out.push_str(if has_none { "<p>No claim was found.</p>\n" } else { "<ol>\n" });
    for claim in &view.article.claims {
        let (words, who) = (escape(&view.words(&claim.span)), escape(&view.claimant(claim)));
        put(out, &["<li><a href=\"#claim-", &ordinal(claim.id), "\">", &words, "</a> — <strong>", &who]);
        put(out, &["</strong> <span class=\"note\">", &escape(&tell_claim(claim))]);
        for &(kind, by) in &view.answers[claim.id as usize] {
            let (answer, number) = (escape(&view.answer(claim, kind, by)), ordinal(by));
            put(out, &["; ", &answer, ", <a href=\"#claim-", &number, "\">claim ", &number, "</a>"]);
        }
        out.push_str("</span></li>\n");
    }
    out.push_str(if has_none { "</section>\n" } else { "</ol>\n</section>\n" });
}

/// "Who and what is it about?": the names of each kind.
fn push_names(out: &mut String, view: &View) {
    out.push_str("<section>\n<h2>Who and what is it about?</h2>\n");
    let lists = view.list_names(escape);
    for (heading, names) in &lists {
        put(out, &["<h3>", heading, "</h3>\n<p>", names, "</p>\n"]);
    }
    out.push_str(if lists.is_empty() { "<p>No name was found.</p>\n</section>\n" } else { "</section>\n" });
}

/// `text` as text or as the value of an attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for part in text.split_inclusive(['&', '<', '>', '"', '\'', '\0']) {
        let (words, mark) = match part.as_bytes() {
            [.., b'&'] => (part.len() - 1, "&amp;"),
            [.., b'<'] => (part.len() - 1, "&lt;"),
            [.., b'>'] => (part.len() - 1, "&gt;"),
            [.., b'"'] => (part.len() - 1, "&quot;"),
            [.., b'\''] => (part.len() - 1, "&#39;"),
            // HTML has no way to write it.
            [.., 0] => (part.len() - 1, "\u{fffd}"),
            _ => (part.len(), ""),
        };
        put(&mut escaped, &[&part[..words], mark]);
    }
    escaped
}
