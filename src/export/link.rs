//! Links that open a page at a passage: text fragments (WICG Scroll to Text Fragment).

/// A passage of more than twice as many words is named by so many of its first and last ones.
const FRAGMENT_WORDS: usize = 5;

/// A link that opens the page `url` at `passage`.
pub fn link_to(url: &str, passage: &str) -> String {
    // As JavaScript's `\s`: `www/lib/copy.js` writes the same link.
    let is_space = |mark: char| mark.is_whitespace() && mark != '\u{85}' || mark == '\u{feff}';
    let words: Vec<&str> = passage.split(is_space).filter(|word| !word.is_empty()).collect();
    let parts = match words.len() {
        count if count > 2 * FRAGMENT_WORDS => vec![&words[..FRAGMENT_WORDS], &words[count - FRAGMENT_WORDS..]],
        _ => vec![&words[..]],
    };
    let fragment: Vec<String> = parts.iter().map(|words| percent_encode(&words.join(" "))).collect();
    format!("{}#:~:text={}", url.split('#').next().unwrap_or(url), fragment.join(","))
}

/// Whether a link may lead to `url`: a page of the web, and nothing that ends a link in Markdown or HTML.
pub(super) fn is_linkable(url: &str) -> bool {
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    is_web && !url.contains(|mark: char| mark.is_whitespace() || mark.is_control() || "<>\"\\^`{|}".contains(mark))
}

/// `text` as a part of an address; the hyphen has a meaning of its own in a text fragment.
fn percent_encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || b"_.!~*'()".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let digits = [b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
            encoded.extend(digits.map(char::from));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_passage_is_named_by_its_first_and_last_words() {
        for (url, passage, expected) in [
            (
                "https://a.example/x#top",
                " no-fly zone,\n he said ",
                "https://a.example/x#:~:text=no%2Dfly%20zone%2C%20he%20said",
            ),
            (
                "https://a.example/?q=1",
                "a b c d e f g h i j k",
                "https://a.example/?q=1#:~:text=a%20b%20c%20d%20e,g%20h%20i%20j%20k",
            ),
            ("https://a.example/", "“é”", "https://a.example/#:~:text=%E2%80%9C%C3%A9%E2%80%9D"),
        ] {
            assert_eq!(link_to(url, passage), expected);
        }
    }

    #[test]
    fn link_leads_to_nothing_but_the_web() {
        for (url, expected) in [
            ("https://a.example/x?y=(1)#z", true),
            ("HTTP://a.example", true),
            ("javascript:alert(1)", false),
            ("https://a.example/ x", false),
            ("https://a.example/>", false),
            ("file:///x", false),
            ("", false),
        ] {
            assert_eq!(is_linkable(url), expected, "{url}");
        }
    }
}
