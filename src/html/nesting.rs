//! Keeps a page's nesting within bounds.

use std::borrow::Cow;

/// Elements nested deeper than this are opened flat. Browsers stop at 512; no written page comes near.
const MAX_DEPTH: usize = 400;

/// `html` without the start tags that would nest deeper than [`MAX_DEPTH`].
///
/// The parser looks up the open elements at many tags, so that a page of nothing but start tags would take time
/// in the square of its length.
pub(super) fn flatten(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut depth = 0_usize;
    let mut kept = 0;
    let mut flat = String::new();
    let mut at = 0;
    while let Some(step) = html[at..].find('<') {
        at += step;
        let rest = &bytes[at + 1..];
        let closes = rest.first() == Some(&b'/');
        let name = &rest[usize::from(closes)..];
        let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        let name = &html[at + 1 + usize::from(closes)..][..length];
        if length == 0 || is_void(name) {
            at += 1;
        } else if closes {
            depth = depth.saturating_sub(1);
            at += 1;
        } else if depth >= MAX_DEPTH {
            flat.push_str(&html[kept..at]);
            at = html[at..].find('>').map_or(html.len(), |end| at + end + 1);
            kept = at;
        } else {
            depth += 1;
            at += 1;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    flat.push_str(&html[kept..]);
    Cow::Owned(flat)
}

/// Whether elements of this name hold nothing, or close by themselves where the next begins.
fn is_void(name: &str) -> bool {
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "path", "use", "circle", "rect",
    ]
    .iter()
    .any(|void| void.eq_ignore_ascii_case(name))
}
