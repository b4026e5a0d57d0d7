//! What stands on a page and is not the article, by its own words.

use super::credit::has_quote;
use super::lines::ends_sentence;
use super::phrases::{ALONE, FURNITURE, OPENS, SENTENCE, TAIL, is_section_word};

/// Phrases are looked for in lines of up to so many bytes.
pub(super) const MAX_FURNITURE: usize = 300;
/// What opens as furniture but is longer than this, and no stock sentence, is left alone.
const MAX_OPENED: usize = 180;

/// Whether `line` is furniture; `plain` is its reduced form.
pub(super) fn is_furniture(line: &str, plain: &str) -> bool {
    if plain.is_empty() {
        // Rules and ornaments; a line of quotation marks or stops alone is speech ("...").
        return !has_quote(line) && !ends_sentence(line);
    }
    if has_quote(line) && !plain.contains("all rights reserved") {
        return false;
    }
    let stops = line.trim_end().ends_with(['.', '!', '?']);
    let alone = plain.trim_end_matches(" :");
    if FURNITURE.has(alone, ALONE | TAIL) && (!stops || alone.contains(' ')) {
        return true;
    }
    is_link(line)
        || is_tag_list(line)
        || is_breadcrumb(line)
        || FURNITURE.opening(plain, SENTENCE).is_some()
        || FURNITURE.is_held_in(plain)
        || (line.len() <= MAX_OPENED && !line.ends_with('.') && FURNITURE.opening(plain, OPENS).is_some())
        || (line.starts_with('©') && plain.contains('#'))
}

/// Whether `plain` heads a list of links to other articles: "you might like".
pub(super) fn is_tail_marker(line: &str, plain: &str) -> bool {
    !ends_sentence(line) && FURNITURE.has(plain.trim_end_matches(" :"), TAIL)
}

/// Whether a line under such a head may be one of its links.
pub(super) fn is_link_like(line: &str) -> bool {
    line.len() <= 160
        && (!ends_sentence(line) || (line.len() <= 110 && line.ends_with(['?', '!', '…'])))
        && !line.ends_with([':', ','])
}

/// Whether the line is an address on the web.
fn is_link(line: &str) -> bool {
    !line.contains(char::is_whitespace) && ["http://", "https://", "www."].iter().any(|scheme| line.starts_with(scheme))
}

/// Whether the line is hashtags and nothing else.
fn is_tag_list(line: &str) -> bool {
    line.starts_with('#')
        && line.split_whitespace().all(|word| word.len() > 1 && word.starts_with('#'))
        && line.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether the line is a path of sections: "Home > World > Africa".
fn is_breadcrumb(line: &str) -> bool {
    !ends_sentence(line)
        && ['>', '»', '›'].iter().any(|&mark| {
            let mut parts = line.split(mark);
            line.contains(mark)
                && parts.clone().count() >= 2
                && parts.all(|part| {
                    let words = part.split_whitespace().count();
                    words <= 4 && !ends_sentence(part)
                })
                && (line.matches(mark).count() >= 2
                    || line.to_lowercase().starts_with("home")
                    || line.trim_end().ends_with(mark))
        })
}

/// Whether a short line is a section's name, all of its words being such words: "World news".
pub(super) fn is_section_label(plain: &str) -> bool {
    let words = plain.trim_end_matches(" :");
    !words.is_empty()
        && words.split(' ').count() <= 4
        && words.split(' ').all(|word| word == ":" || is_section_word(word))
}

#[cfg(test)]
mod tests {
    use super::super::phrases::to_plain;
    use super::*;

    /// Checks whether each line is furniture.
    fn check(expected: bool, lines: &[&str]) {
        for line in lines {
            assert_eq!(is_furniture(line, &to_plain(line)), expected, "{line}");
        }
    }

    #[test]
    fn stock_lines_of_pages_are_furniture() {
        check(
            true,
            &[
                "You Might Like",
                "Advertisement",
                "ADVERTISEMENT:",
                "Read more",
                "Read more: How the dam was built",
                "Related: Harbour wall to be raised",
                "ALSO READ | School buses to run late",
                "WATCH: Ferry leaves port for the last time",
                "Sign up for our newsletter to get the day's stories.",
                "Share this",
                "Follow us on Facebook, Instagram and Twitter.",
                "Copyright 2019 Harbour News. All rights reserved.",
                "© 2021 Harbour News",
                "Story continues below",
                "Scroll to continue",
                "We use cookies to make this site work.",
                "12 Comments",
                "1,204 shares",
                "5 min read",
                "Tags: harbour, ferry, mayor",
                "#Harbour #Ferry",
                "Home > World > Africa",
                "https://example.org/news/1",
                "* * *",
                "Comments are closed.",
                "If you have a story suggestion email news@example.org",
            ],
        );
    }

    #[test]
    fn sentences_and_speech_are_not_furniture() {
        check(
            false,
            &[
                "Related costs rose by 3 percent.",
                "Read more books, she told them.",
                "“Sign up for our newsletter,” the page says.",
                "Sharing is caring",
                "Follow the money",
                "Live music returns to the harbour",
                "Watch your step",
                "Copyright law is changing.",
                "“...”",
                "“?”",
                "Stop.",
                "Listen.",
                "More than 40 people died.",
                "#MeToo has changed the industry.",
                "Tags were found on the birds.",
                "Advertisement spending fell by a third last year.",
                "Profits > losses, he wrote",
            ],
        );
    }

    #[test]
    fn section_labels_are_made_of_section_words() {
        assert!(is_section_label("world news"));
        assert!(is_section_label("india"));
        assert!(!is_section_label("india wins"));
    }
}
