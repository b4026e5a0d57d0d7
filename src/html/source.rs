//! Where the tags, comments and scripts of a page's source end, as the tokenizer of browsers has it.

/// Whether `byte` is white space between the parts of a tag.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Whether a tag's name ends before `byte`.
const fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// The first place from `at` on where `is_end` holds; the end of the source if there is none.
fn find(source: &str, at: usize, is_end: impl Fn(u8) -> bool) -> usize {
    source.as_bytes()[at..].iter().position(|&byte| is_end(byte)).map_or(source.len(), |step| at + step)
}

/// The end of what `mark` ends, the mark included; the end of the source if there is none.
pub(super) fn find_after(source: &str, at: usize, mark: &str) -> usize {
    source[at..].find(mark).map_or(source.len(), |step| at + step + mark.len())
}

/// The end of the comment whose `<!--` ends at `at`.
pub(super) fn find_comment_end(source: &str, at: usize) -> usize {
    let rest = &source.as_bytes()[at..];
    if rest.starts_with(b">") {
        return at + 1;
    }
    if rest.starts_with(b"->") {
        return at + 2;
    }
    let mut from = at;
    loop {
        from = find_after(source, from, "--");
        let rest = &source.as_bytes()[from..];
        match rest {
            [b'>', ..] => return from + 1,
            [b'!', b'>', ..] => return from + 2,
            [] => return from,
            // The second hyphen may be the first of the mark.
            _ => from -= 1,
        }
    }
}

/// Whether `rest` begins with `name`, in any case, and the name ends there.
fn has_name(rest: &[u8], name: &str) -> bool {
    rest.len() > name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) && ends_name(rest[name.len()])
}

/// Where the text without markup ends that begins at `at`, in an element with `name`: before the end tag.
///
/// A script may hold a comment, and in that a script with an end tag of its own.
pub(super) fn find_text_end(source: &str, mut at: usize, name: &str) -> usize {
    let bytes = source.as_bytes();
    let (mut in_comment, mut in_script) = (false, false);
    loop {
        at = if in_comment {
            find(source, at, |byte| matches!(byte, b'<' | b'-'))
        } else {
            source[at..].find('<').map_or(source.len(), |step| at + step)
        };
        let Some(rest) = bytes.get(at + 1..) else { return source.len() };
        let is_mark = bytes[at] == b'<';
        if is_mark && rest.first() == Some(&b'/') && has_name(&rest[1..], name) {
            if !in_script {
                return at;
            }
            in_script = false;
        } else if is_mark && name == "script" && !in_comment && rest.starts_with(b"!--") {
            in_comment = true;
            // The comment's hyphens may be those that end it.
            at += 1;
        } else if is_mark && in_comment && has_name(rest, name) {
            in_script = true;
        } else if !is_mark && rest.starts_with(b"->") {
            (in_comment, in_script) = (false, false);
        }
        at += 1;
    }
}

/// A tag of the source, up to its attributes.
pub(super) struct Tag<'s> {
    pub(super) name: &'s str,
    pub(super) attributes: Attributes<'s>,
}

impl<'s> Tag<'s> {
    /// Reads the tag whose name begins at `at`.
    pub(super) fn read(source: &'s str, at: usize) -> Self {
        let end = find(source, at, ends_name);
        Self { name: &source[at..end], attributes: Attributes { source, at: end, closing: None } }
    }
}

/// The attributes of a tag: name, and the source from the name to the end of the value.
pub(super) struct Attributes<'s> {
    source: &'s str,
    at: usize,
    /// How the tag ends; `None` until all attributes are read, and if the source ends before.
    pub(super) closing: Option<Closing>,
}

/// How a tag ends.
#[derive(Clone, Copy)]
pub(super) struct Closing {
    /// After its `>`.
    pub(super) end: usize,
    /// Whether it closes its element: `/>`.
    pub(super) is_empty: bool,
}

impl Attributes<'_> {
    /// How the tag ends; `None` if the source ends before.
    pub(super) fn close(mut self) -> Option<Closing> {
        while self.next().is_some() {}
        self.closing
    }
}

impl<'s> Iterator for Attributes<'s> {
    type Item = (&'s str, &'s str);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.source.as_bytes();
        let skip_space = |at| find(self.source, at, |byte| !is_space(byte));
        let start = find(self.source, self.at, |byte| !is_space(byte) && byte != b'/');
        match bytes.get(start) {
            None => return None,
            Some(b'>') => {
                let is_empty = start > self.at && bytes[start - 1] == b'/';
                self.closing = Some(Closing { end: start + 1, is_empty });
                return None;
            }
            Some(_) => {}
        }
        // A name may begin with "=".
        let name_end = find(self.source, start + 1, |byte| ends_name(byte) || byte == b'=');
        let mut end = skip_space(name_end);
        if bytes.get(end) != Some(&b'=') {
            end = name_end;
        } else {
            end = skip_space(end + 1);
            end = match bytes.get(end) {
                Some(&quote @ (b'"' | b'\'')) => {
                    (find(self.source, end + 1, |byte| byte == quote) + 1).min(self.source.len())
                }
                Some(b'>') | None => end,
                Some(_) => find(self.source, end, |byte| is_space(byte) || byte == b'>'),
            };
        }
        self.at = end;
        Some((&self.source[start..name_end], &self.source[start..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that of `source`, after its first `<!--` or start tag, all before the bar is inside.
    fn check(find_end: impl Fn(&str, usize) -> usize, marked: &str) {
        let end = marked.find('|').unwrap_or(marked.len());
        let source = marked.replace('|', "");
        let start = if source.starts_with("<!--") { 4 } else { source.find('>').map_or(0, |end| end + 1) };
        assert_eq!(find_end(&source, start), end, "{marked}");
    }

    #[test]
    fn comment_ends_as_browsers_have_it() {
        for marked in [
            "<!---->|-->",
            "<!-->|-->",
            "<!--->|-->",
            "<!---!>-->|",
            "<!-- a -- > -> b --->|-->",
            "<!-- a --!>|-->",
            "<!-- a --!-->|",
            "<!-- <!-- -->|-->",
            "<!-- é",
            "<!-- --",
        ] {
            check(find_comment_end, marked);
        }
    }

    #[test]
    fn text_without_markup_ends_before_the_end_tag() {
        for marked in [
            "<style>a<b></styles></ style>|</STYLE>",
            "<style><!--|</style\n>--></style>",
            "<style>|</style/",
            "<style></style",
        ] {
            check(|source, at| find_text_end(source, at, "style"), marked);
        }
    }

    #[test]
    fn script_in_a_comment_in_a_script_has_its_own_end_tag() {
        for marked in [
            "<script>a<!b--c|</script>",
            "<script><!--|</script>--></script>",
            "<script><!--<script></script>|</script>",
            "<script><!--<SCRIPT >-->|</script>--></script>",
            "<script><!--<scripts>|</script></script>",
            "<script><!--><script>|</script></script>",
            "<script><!---><script>|</script></script>",
            "<script><!--<script></script ><script/</script><!-->|</script>",
            "<script><!--<script></script>",
        ] {
            check(|source, at| find_text_end(source, at, "script"), marked);
        }
    }

    #[test]
    fn attributes_are_told_apart_as_browsers_have_it() {
        let read = |source: &'static str| {
            let mut tag = Tag::read(source, 1);
            let attributes: Vec<_> = tag.attributes.by_ref().collect();
            (tag.name, attributes, tag.attributes.closing.map(|closing| (&source[closing.end..], closing.is_empty)))
        };
        for (source, name, attributes, closing) in [
            ("<p>x", "p", &[][..], Some(("x", false))),
            ("<p/>x", "p", &[], Some(("x", true))),
            ("<P / >x", "P", &[], Some(("x", false))),
            ("<p a b=1 c='>'d=\"'\">x", "p", &["a", "b=1", "c='>'", "d=\"'\""], Some(("x", false))),
            ("<p\ta = 1\n/b/c=/ />x", "p", &["a = 1", "b", "c=/"], Some(("x", true))),
            ("<p a=b/>x", "p", &["a=b/"], Some(("x", false))),
            ("<p a= >x", "p", &["a= "], Some(("x", false))),
            ("<p =a=b <c>x", "p", &["=a=b", "<c"], Some(("x", false))),
            ("<p a='>", "p", &["a='>"], None),
            ("<p a=", "p", &["a="], None),
            ("<p", "p", &[], None),
        ] {
            let found = read(source);
            assert_eq!((found.0, found.2), (name, closing), "{source}");
            assert!(found.1.iter().map(|attribute| attribute.1).eq(attributes.iter().copied()), "{found:?}");
        }
        let names: Vec<_> = read("<p A='1' =b=c d>").1.iter().map(|attribute| attribute.0).collect();
        assert_eq!(names, ["A", "=b", "d"]);
    }
}
