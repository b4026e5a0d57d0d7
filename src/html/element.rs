//! What an element of a page is, by its name and attributes.

use ego_tree::{NodeId, Tree};
use rustc_hash::FxHashSet;

use super::tree::{Element, Node, as_element};

/// Whether the text of `element` is read: it is no script, form or menu, and not hidden by an attribute.
pub(super) fn is_shown(element: &Element, is_keeper: bool) -> bool {
    let name = element.name();
    if matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "frame"
            | "object"
            | "embed"
            | "svg"
            | "math"
            | "canvas"
            | "video"
            | "audio"
            | "select"
            | "option"
            | "datalist"
            | "textarea"
            | "input"
            | "button"
            | "progress"
            | "meter"
            | "head"
            | "title"
            | "rp"
    ) {
        return false;
    }
    let style = element.attribute("style").unwrap_or_default();
    if element.attribute("hidden").is_some() || style.split(';').any(is_display_none) {
        return false;
    }
    // A page under a dialog is often marked hidden; its article is there all the same.
    if name == "body" || is_keeper {
        return true;
    }
    let is_worked_with = matches!(
        element.attribute("role").unwrap_or_default(),
        "button" | "search" | "menu" | "menubar" | "toolbar" | "tablist" | "dialog" | "alertdialog" | "tooltip"
    );
    !is_worked_with
        && element.attribute("aria-hidden") != Some("true")
        && !element.attribute("class").is_some_and(is_unseen)
        && (name != "dialog" || element.attribute("open").is_some())
}

/// Whether a class says that only screen readers find its element: "sr-only", "visuallyHidden", "off-screen".
fn is_unseen(class: &str) -> bool {
    const NAMES: [&str; 5] = ["visuallyhidden", "sronly", "screenreader", "offscreen", "a11yhidden"];
    let class = class.as_bytes();
    (0..class.len()).filter(|&at| matches!(class[at] | 0x20, b'v' | b's' | b'o' | b'a')).any(|at| {
        let letters = class[at..].iter().filter(|mark| !matches!(mark, b'-' | b'_')).map(u8::to_ascii_lowercase);
        NAMES.iter().any(|name| letters.clone().take(name.len()).eq(name.bytes()))
    })
}

/// Whether one declaration of a style attribute hides its element.
fn is_display_none(declaration: &str) -> bool {
    declaration.split_once(':').is_some_and(|(name, value)| {
        name.trim().eq_ignore_ascii_case("display")
            && value.trim().get(..4).is_some_and(|value| value.eq_ignore_ascii_case("none"))
    })
}

/// The elements that hold an article or its headline: no attribute hides them, since a page under a dialog is often marked hidden.
pub(super) fn find_keepers(page: &Tree<Node>) -> FxHashSet<NodeId> {
    let mut keepers = FxHashSet::default();
    for node in page.root().descendants() {
        if !as_element(node).is_some_and(|element| matches!(element.name(), "article" | "main" | "h1")) {
            continue;
        }
        let mut above = Some(node);
        while let Some(node) = above.filter(|node| keepers.insert(node.id())) {
            above = node.parent();
        }
    }
    keepers
}

/// Whether the text of `element`, which is no keeper, counts for no article: readers' comments, notices, small print.
pub(super) fn is_aside(element: &Element) -> bool {
    let is_named = |attribute| {
        let names = element.attribute(attribute).unwrap_or_default();
        names.split(|mark: char| !mark.is_ascii_alphabetic()).any(|word| {
            ["comment", "comments", "disqus", "cookie", "cookies", "consent", "gdpr"]
                .iter()
                .any(|name| word.eq_ignore_ascii_case(name))
        })
    };
    matches!(element.name(), "aside" | "footer" | "nav") || is_named("class") || is_named("id")
}

/// Whether `element`, which stands in `parent`, begins a block where there is no layout to ask.
pub(super) fn is_block(element: &Element, parent: &Element) -> bool {
    let name = element.name();
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    ) || (name.contains('-') && parent.name() != "p")
}

/// Whether the page names `element` as an article.
pub(super) fn is_article(element: &Element) -> bool {
    matches!(element.name(), "article" | "main")
        || matches!(element.attribute("role"), Some("article" | "main"))
        || element.attribute("itemprop").is_some_and(|words| words.contains("articleBody"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_for_screen_readers_are_known_in_any_spelling() {
        for class in
            ["sr-only", "a visuallyHidden", "is_visually_hidden", "Off-Screen", "screen-reader-text", "A11Y--hidden"]
        {
            assert!(is_unseen(class), "{class}");
        }
        for class in ["", "-", "sr only", "sr-onl", "screens-readers", "visually", "hidden", "é-off"] {
            assert!(!is_unseen(class), "{class}");
        }
    }
}
