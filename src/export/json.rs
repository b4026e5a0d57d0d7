//! The serialised form as the command line writes it, with its text.

use super::article::AnnotatedArticle;
use super::to_json_text;

/// An article as one line of JSON: the annotations' keys between those of the page.
pub(super) fn to_json(from: &AnnotatedArticle) -> String {
    let (title, url) = (to_json_text(&from.title()), to_json_text(&from.url()));
    let article = to_json_text(from.article());
    let keys = article.trim_start_matches('{').strip_suffix('}').unwrap_or_default();
    let text = to_json_text(&from.text());
    ["{\"title\":", &title, ",\"url\":", &url, ",", keys, ",\"text\":", &text, "}\n"].concat()
}
