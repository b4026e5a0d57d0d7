//! Parses a page, but for what is never read of it.
//!
//! Most of a saved page is scripts, styles and attributes for scripts. They are cut from the source in one pass
//! ahead of the parser, which sees the same tags and texts as in the whole page and builds the same tree.

use std::cell::Cell;

use ego_tree::{NodeId, Tree};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};

use super::source::{Tag, find_after, find_comment_end, find_text_end};
use super::tree::{Growing, Node};

/// Elements nested deeper than this are opened flat. Browsers stop at 512; no written page comes near.
///
/// The parser looks up the open elements at many tags, so that a page of nothing but start tags would take time in
/// the square of its length.
const MAX_DEPTH: usize = 400;

/// Attributes whose values are read by us or by the parser.
const READ_ATTRIBUTES: [&str; 9] =
    ["class", "id", "role", "itemprop", "style", "aria-hidden", "type", "encoding", "shadowrootmode"];
/// Attributes of which only their being there is read.
const FLAGS: [&str; 3] = ["href", "hidden", "open"];

/// Elements that the parser compares with all their attributes, to open no more than three alike.
const COMPARED: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose text has no markup, and is not read.
const UNREAD_TEXTS: [&str; 6] = ["script", "style", "noscript", "iframe", "title", "textarea"];
/// Elements whose text has no markup, and is read.
const READ_TEXTS: [&str; 4] = ["xmp", "noembed", "noframes", "plaintext"];

/// Elements that hold nothing, or close by themselves where the next begins.
const VOID: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "path", "use", "circle", "rect",
];

/// The name in `names` that `name` is in any case.
fn find_name(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|known| known.eq_ignore_ascii_case(name))
}

/// The tree of a page, without the texts of scripts and the like and without most attributes.
pub(super) fn parse(html: &str) -> Tree<Node> {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let builder =
        Builder { inner: TreeBuilder::new(Growing::new(), TreeBuilderOpts::default()), takes_text: Cell::new(false) };
    let mut parser = Parser {
        html,
        at: 0,
        kept: String::new(),
        open: Vec::new(),
        // It would take each part that it is given for a beginning.
        tokenizer: Tokenizer::new(builder, TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() }),
        input: BufferQueue::default(),
    };
    while let Some(step) = html[parser.at..].find('<') {
        parser.keep(parser.at + step);
        parser.read_markup();
    }
    parser.keep(html.len());
    parser.flush();
    parser.tokenizer.end();
    parser.tokenizer.sink.inner.sink.finish()
}

/// The parser, and how much of the source it was given.
struct Parser<'h> {
    html: &'h str,
    /// What is before is kept or cut.
    at: usize,
    /// What is kept of the source and not yet given to the tokenizer.
    kept: String,
    /// The names of the elements that are open, by the tags.
    open: Vec<&'h str>,
    tokenizer: Tokenizer<Builder>,
    input: BufferQueue,
}

impl<'h> Parser<'h> {
    /// Keeps the source up to `end`.
    fn keep(&mut self, end: usize) {
        self.kept.push_str(&self.html[self.at..end]);
        self.at = end;
    }

    /// Gives the tokenizer what was kept: it has then taken every tag that was read.
    fn flush(&mut self) {
        self.input.push_back(StrTendril::from_slice(&self.kept));
        self.kept.clear();
        while !matches!(self.tokenizer.feed(&self.input), TokenizerResult::Done) {}
    }

    /// Reads what begins with the `<` at which the parser is.
    fn read_markup(&mut self) {
        let (html, start) = (self.html, self.at + 1);
        let rest = &html.as_bytes()[start..];
        match rest {
            [b'a'..=b'z' | b'A'..=b'Z', ..] => self.read_start_tag(Tag::read(html, start)),
            [b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => self.read_end_tag(Tag::read(html, start + 1)),
            [b'!', b'-', b'-', ..] => {
                // Its place stays: what stands on either side is not one word.
                self.kept.push_str("<!---->");
                self.at = find_comment_end(html, start + 3);
            }
            [b'!', ..] if html[start..].starts_with("![CDATA[") => {
                self.flush();
                let is_foreign = self.tokenizer.sink.adjusted_current_node_present_but_not_in_html_namespace();
                self.keep(find_after(html, start, if is_foreign { "]]>" } else { ">" }));
            }
            // Doctypes, and what is taken for comments.
            [b'!' | b'?' | b'/', ..] => self.keep(find_after(html, start, ">")),
            _ => self.keep(start),
        }
    }

    fn read_start_tag(&mut self, mut tag: Tag<'h>) {
        let text = find_name(&UNREAD_TEXTS, tag.name).or_else(|| find_name(&READ_TEXTS, tag.name));
        let is_void = find_name(&VOID, tag.name).is_some();
        if !is_void && self.open.len() >= MAX_DEPTH {
            self.at = tag.attributes.close().map_or(self.html.len(), |closing| closing.end);
            if let Some(name) = text {
                self.at = find_text_end(self.html, self.at, name);
            }
            return;
        }
        let before = self.kept.len();
        let is_compared = find_name(&COMPARED, tag.name).is_some();
        self.kept.push('<');
        self.kept.push_str(tag.name);
        for (name, source) in &mut tag.attributes {
            if is_compared || find_name(&READ_ATTRIBUTES, name).is_some() {
                self.kept.push(' ');
                self.kept.push_str(source);
            } else if let Some(name) = find_name(&FLAGS, name) {
                self.kept.push(' ');
                self.kept.push_str(name);
            }
        }
        let Some(closing) = tag.attributes.closing else {
            // A tag that the source does not end is none.
            self.kept.truncate(before);
            self.at = self.html.len();
            return;
        };
        self.kept.push_str(if closing.is_empty { " />" } else { ">" });
        self.at = closing.end;
        if let Some(name) = text {
            self.flush();
            // Not in a drawing, where these are elements like others.
            if self.tokenizer.sink.takes_text.get() {
                let end = if name == "plaintext" { self.html.len() } else { find_text_end(self.html, self.at, name) };
                if READ_TEXTS.contains(&name) {
                    self.keep(end);
                }
                self.at = end;
                return;
            }
        }
        if !is_void {
            self.open.push(tag.name);
        }
    }

    fn read_end_tag(&mut self, tag: Tag<'h>) {
        let Some(closing) = tag.attributes.close() else {
            self.at = self.html.len();
            return;
        };
        self.at = closing.end;
        self.kept.push_str("</");
        self.kept.push_str(tag.name);
        self.kept.push('>');
        if let Some(place) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(tag.name)) {
            self.open.remove(place);
        }
    }
}

/// The tree builder, and whether the tag that it took last began a text without markup.
struct Builder {
    inner: TreeBuilder<NodeId, Growing>,
    takes_text: Cell<bool>,
}

impl TokenSink for Builder {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let is_tag = matches!(token, Token::TagToken(_));
        let result = self.inner.process_token(token, line);
        if is_tag {
            self.takes_text.set(matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext));
        }
        result
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use ego_tree::iter::Edge;
    use html5ever::ParseOpts;
    use html5ever::tendril::TendrilSink;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

    use super::super::tree::as_element;
    use super::*;

    /// Names of elements that the parser has rules of their own for, and others.
    const NAMES: &str = "p p div div span a b i font nobr h1 article pre li ul br hr table tbody tr td caption col \
        select option input button form textarea title script SCRIPT style noscript iframe xmp noembed noframes plaintext \
        template object svg math path desc foreignObject mi annotation-xml html head body frameset frame image x-y dd rt";
    /// Tags: `_` stands for the name, `+` for a space.
    const TAGS: &str = "<_> <_> <_> </_> </_> </_> <_/> </_+x='> <_ <_+class='a+b'+data-x=\"1>2\"> <_+ID=x/> <_+hidden/data-a> \
        <_+color=red> <_+size=1> <_+type=hidden> <_+encoding=text/html> <_+href=x+href=y+role+=+z> <_=x> <_x>";
    const PIECES: &str = "a b &amp & ; &#x41; &notin < > / ! - -- --> --!> <!-- <!--> <!---> <!--x--!> <!-x> <!doctype>  \
        <?x?> </=x> </> <![CDATA[ ]]> \" ' = <script><!--<script></script> é";

    /// The tree as text, without what [`parse`] leaves out.
    fn show(tree: &Tree<Node>) -> String {
        let mut shown = String::new();
        for edge in tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => {
                        shown += &format!("<{}", element.name());
                        for name in READ_ATTRIBUTES {
                            if let Some(value) = element.attribute(name) {
                                shown += &format!(" {name}={value:?}");
                            }
                        }
                        for name in FLAGS.into_iter().filter(|name| element.attribute(name).is_some()) {
                            shown += &format!(" {name}");
                        }
                        shown.push('>');
                    }
                    Node::Text(text) => {
                        let parent = node.parent().and_then(as_element).map_or("", |element| element.name());
                        if !UNREAD_TEXTS.contains(&parent) {
                            shown += &format!("{:?}", &**text);
                        }
                    }
                    Node::Other => shown.push('!'),
                },
                Edge::Close(node) if as_element(node).is_some() => shown.push_str("</>"),
                Edge::Close(_) => {}
            }
        }
        shown
    }

    fn words(list: &'static str) -> Vec<&'static str> {
        list.split_whitespace().collect()
    }

    /// Checks that what is cut from `html` does not change the tree.
    fn check(html: &str) {
        let whole = html5ever::parse_document(Growing::new(), ParseOpts::default()).one(html);
        assert_eq!(show(&parse(html)), show(&whole), "{html}");
    }

    #[test]
    fn tree_is_that_of_the_whole_page() {
        for html in [
            "",
            "a &am<!-- x -->p; b &amp",
            "<!doctype html><p><table>a",
            "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 3.2//EN'><p><table>a",
            "<script>if (a < b) '<p>'</script>x<style>p > a {}</style>y<title>a</b></title>z",
            "<svg><style><p>a</style>b</svg>c<svg><script>a<b></script></svg><p>d",
            "<svg><title>a</b></title><desc><style><p></style></desc><![CDATA[<p>]]>x</svg><![CDATA[<p>]]>y",
            "<select><style><p></style><script><p></script><option>a</select>",
            "<frameset><script><p></script><noframes><p></noframes></frameset>",
            "<font color=red a><font color=red b><font color=red c><font color=red d><p>a",
            "<input type=hidden data-x><frameset><input type=text><math><annotation-xml encoding='text/html'><p>a",
            "<a href='x' title='>'>b</a href='>'>c<path d='M0'/>d<div/>e",
            "<pre><!-- x -->\na</pre><pre>\nb</pre><textarea>\nc</textarea><xmp><p></xmp><plaintext></plaintext>d",
            "<table> <!-- --> x<tr><!-- -->y <td>z",
            "<p a='>x",
            "\u{feff}a<title>\u{feff}</title>\u{feff}b",
        ] {
            check(html);
        }
    }

    #[test]
    fn tree_of_any_pieces_is_that_of_the_whole_page() {
        let tag = (select(words(NAMES)), select(words(TAGS)));
        let piece = prop_oneof![
            tag.prop_map(|(name, tag)| tag.replace('_', name).replace('+', " ")),
            select(words(PIECES)).prop_map(str::to_owned),
            select(vec![" ", "\n", "\r\n", "\0"]).prop_map(str::to_owned),
        ];
        let mut runner = TestRunner::new_with_rng(
            Config { cases: 3000, failure_persistence: None, ..Config::default() },
            TestRng::deterministic_rng(RngAlgorithm::ChaCha),
        );
        let outcome = runner.run(&vec(piece, 0..40), |pieces| {
            check(&pieces.concat());
            Ok(())
        });
        if let Err(failure) = outcome {
            panic!("{failure}");
        }
    }
}
