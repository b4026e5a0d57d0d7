//! What a page's own facts say of a block.

use super::credit::has_quote;
use super::lines::ends_sentence;
use super::phrases::{
    HINT_BYLINE, HINT_CAPTION, HINT_FURNITURE, HINT_HEADLINE, HINT_LINKS, HINT_QUOTATION, PAGE_HINTS, PhraseList,
};
use crate::document::{BlockFacts, BlockKind};

/// A block at least this long, in bytes, that ends in a full stop is taken for a real sentence.
const SENTENCE_LENGTH: usize = 60;
/// Short blocks and blocks of links fall to weak hints up to this length, in bytes.
const SHORT: usize = 160;

/// What the page says of the block whose text is `text`; `None` where only its words can tell.
pub(super) fn find_kind(facts: &BlockFacts, text: &str) -> Option<BlockKind> {
    let path = Path::read(&facts.path);
    let hints = read_hints(&facts.hints, &PAGE_HINTS);
    let is_sentence = text.len() >= SENTENCE_LENGTH && ends_sentence(text) && facts.link_density < 0.5;
    if path.furniture || (hints & HINT_FURNITURE != 0 && !(is_sentence && has_quote(text))) {
        return Some(BlockKind::Furniture);
    }
    let has_links = facts.link_density > 0.5;
    let states = text.ends_with('.') && text.split(' ').count() >= 5;
    if hints & HINT_LINKS != 0 && (has_links || (text.len() <= SHORT && !is_sentence && !states)) && !path.heading {
        return Some(BlockKind::Furniture);
    }
    if path.aside && !is_sentence {
        return Some(BlockKind::Furniture);
    }
    if hints & HINT_BYLINE != 0 && !is_sentence && text.len() <= SHORT && !path.heading {
        return Some(BlockKind::Byline);
    }
    if facts.link_density > 0.75 && text.len() <= SHORT && !is_sentence && (!path.heading || path.item) {
        return Some(BlockKind::Furniture);
    }
    if path.caption || hints & HINT_CAPTION != 0 && !path.heading {
        return Some(BlockKind::Caption);
    }
    if path.heading || (hints & HINT_HEADLINE != 0 && !is_sentence && text.len() <= 2 * SHORT) {
        return Some(BlockKind::Headline);
    }
    if path.quotation || (hints & HINT_QUOTATION != 0 && text.len() <= 4 * SHORT) {
        return Some(BlockKind::Quotation);
    }
    path.item.then_some(BlockKind::List)
}

/// What the element names of a block tell.
#[derive(Default)]
struct Path {
    heading: bool,
    caption: bool,
    quotation: bool,
    item: bool,
    aside: bool,
    furniture: bool,
}

impl Path {
    /// Reads `body>main>article>p`.
    fn read(path: &str) -> Self {
        let mut read = Self::default();
        let mut in_article = false;
        for name in path.split('>') {
            match name {
                "article" | "main" => in_article = true,
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => read.heading = true,
                "figcaption" | "caption" => read.caption = true,
                "blockquote" => read.quotation = true,
                "li" | "dd" | "dt" => read.item = true,
                "aside" => read.aside = true,
                "nav" | "form" | "button" | "select" | "menu" | "dialog" | "label" => read.furniture = true,
                // Inside an article a footer may hold its credit line.
                "footer" => read.furniture |= !in_article,
                _ => {}
            }
        }
        read
    }
}

/// The kinds of the hints' words in a list, as bits.
///
/// A word after "has", "no", "with" is a switch of the layout, not a name; WordPress writes an article's own topics
/// into its class as "tag-TOPIC" and "category-TOPIC".
pub(super) fn read_hints(hints: &str, kinds: &PhraseList) -> u16 {
    let mut found = 0;
    for name in hints.split_whitespace().filter(|name| !name.starts_with("tag-") && !name.starts_with("category-")) {
        let mut switched = false;
        for word in name.split(|mark: char| !mark.is_ascii_alphanumeric()) {
            if !switched {
                found |= kinds.kinds(word);
            }
            switched =
                matches!(word, "has" | "no" | "not" | "with" | "without" | "show" | "hide" | "is" | "allow" | "enable");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what a page says of a block with this path, these hints and link density.
    fn check(path: &str, hints: &str, link_density: f32, text: &str, expected: Option<BlockKind>) {
        let facts = BlockFacts { path: path.into(), hints: hints.into(), link_density, ..BlockFacts::default() };
        assert_eq!(find_kind(&facts, text), expected, "{path} {hints} {text}");
    }

    #[test]
    fn elements_tell_what_a_block_is() {
        check("body>article>h1", "", 0.0, "Bridge opens", Some(BlockKind::Headline));
        check("body>article>figure>figcaption", "", 0.0, "The bridge", Some(BlockKind::Caption));
        check("body>article>blockquote>p", "", 0.0, "We will go on.", Some(BlockKind::Quotation));
        check("body>article>ul>li", "", 0.1, "Bread rose by 3 percent", Some(BlockKind::List));
        check("body>article>ul>li", "", 1.0, "Why bread costs more", Some(BlockKind::Furniture));
        check("body>nav>ul>li", "", 1.0, "World", Some(BlockKind::Furniture));
        check("body>footer>p", "", 0.0, "Terms", Some(BlockKind::Furniture));
        check("body>article>footer>p", "", 0.0, "Reporting by Jane Doe", None);
        check("body>article>p", "", 0.2, "The bridge opened on Friday.", None);
        check("body>article>p", "", 1.0, "Ferry leaves port for the last time", Some(BlockKind::Furniture));
    }

    #[test]
    fn class_names_tell_what_a_block_is() {
        check("body>div>p", "related-links", 0.9, "Ferry leaves port", Some(BlockKind::Furniture));
        check("body>div>p", "c-newsletter__box", 0.0, "Get it in your inbox", Some(BlockKind::Furniture));
        check("body>div>span", "article-byline", 0.5, "Jane Doe", Some(BlockKind::Byline));
        check("body>div>p", "tag-more-news article-body", 0.0, "It rained", None);
        check("body>div>p", "pagination-first article-body", 0.1, "It rained in the hills.", None);
        check("body>div>p", "has-comments no-sidebar body", 0.0, "The bridge opened.", None);
    }

    #[test]
    fn real_sentence_is_kept_in_spite_of_weak_hints() {
        let sentence = "The council said on Friday that the bridge would open to traffic in June.";
        check("body>div>p", "related more-story", 0.1, sentence, None);
        check("body>article>aside>p", "", 0.0, sentence, None);
    }
}
