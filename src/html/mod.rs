//! Floor 1: the article's text in a saved page, for the command line. In the browser `www/lib/page-text.js` does
//! the same on the live page: the two choose the same container by the same rules.

mod element;
mod parse;
mod source;
mod tree;

use ego_tree::{NodeRef, Tree};

use self::element::{find_keepers, is_article, is_aside, is_block, is_shown};
use self::parse::parse;
use self::tree::{Element, Node, as_element};
use crate::document::{BlockFacts, Input};
use crate::span::Span;

/// The shortest block that counts as running text, in chars.
const PROSE_LENGTH: usize = 60;
/// Bounds on what one block says of itself.
const PATH_DEPTH: usize = 64;
const HINTS_LENGTH: usize = 160;

/// Reads the article of a saved page: the container with the most running text, and the headline above it.
///
/// The text is the blocks' texts with white space as rendered, divided by one newline each; each block states its
/// path, hints and link density. Any text is a page: one without markup is one block.
pub fn read_html(html: &str) -> Input {
    let page = parse(html);
    let mut walk = Walk::default();
    walk.read(&page);
    let container = walk.choose_container();
    let headline = walk.find_headline(container);
    let frame = &walk.frames[container];
    let mut input = Input::default();
    for draft in headline.into_iter().chain(frame.from..frame.to) {
        let Draft { text, link_length, frame } = &walk.drafts[draft];
        // Many pages keep paragraphs apart by ones that hold a no-break space.
        if text.trim().is_empty() {
            continue;
        }
        if !input.text.is_empty() {
            input.text.push('\n');
        }
        let start = input.text.len() as u32;
        input.text.push_str(text);
        input.blocks.push(BlockFacts {
            span: Span::new(start, input.text.len() as u32),
            path: walk.path_of(*frame),
            hints: walk.hints_of(*frame),
            link_density: *link_length as f32 / text.chars().count().max(1) as f32,
        });
    }
    input
}

/// An element on the way to where the walk is, and what was counted below it.
struct Frame<'p> {
    node: NodeRef<'p, Node>,
    element: &'p Element,
    parent: Option<usize>,
    depth: usize,
    is_block: bool,
    is_link: bool,
    /// Whether its text counts for no article.
    is_aside: bool,
    keeps_lines: bool,
    /// The drafts below it.
    from: usize,
    to: usize,
    /// Chars of running text, and of any text, below it.
    prose: usize,
    total: usize,
    /// The child with the most running text.
    best: Option<usize>,
}

/// A block's text while it is read.
struct Draft {
    text: String,
    link_length: usize,
    /// The block element that it belongs to.
    frame: usize,
}

/// One walk over the page.
#[derive(Default)]
struct Walk<'p> {
    frames: Vec<Frame<'p>>,
    drafts: Vec<Draft>,
    /// Frames that the page names as its article.
    candidates: Vec<usize>,
    /// Whether the last draft still takes text.
    is_open: bool,
    /// The space that is due before the next text of the block: whether it stands in a link.
    space: Option<bool>,
    /// Line breaks since the last text.
    breaks: u32,
}

impl<'p> Walk<'p> {
    /// Walks everything below `body`.
    fn read(&mut self, page: &'p Tree<Node>) {
        let find_child = |node: NodeRef<'p, Node>, is_it: fn(&Element) -> bool| {
            node.children()
                .find_map(|child| as_element(child).filter(|element| is_it(element)).map(|element| (child, element)))
        };
        let Some(root) = find_child(page.root(), |_| true) else { return };
        let (body, element) = find_child(root.0, |element| element.name() == "body").unwrap_or(root);
        let keepers = find_keepers(page);
        let mut at = self.open(body, element, None, false);
        let mut next = body.first_child();
        loop {
            if let Some(node) = next {
                next = node.next_sibling();
                match node.value() {
                    Node::Text(text) => self.add_text(at, text),
                    Node::Element(element) if element.name() == "br" => self.break_line(),
                    Node::Element(element) => {
                        let is_keeper = keepers.contains(&node.id());
                        if is_shown(element, is_keeper) {
                            at = self.open(node, element, Some(at), !is_keeper && is_aside(element));
                            next = node.first_child();
                        }
                    }
                    Node::Other => {}
                }
                continue;
            }
            next = self.frames[at].node.next_sibling();
            match self.close(at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
    }

    /// Opens the frame of an element.
    fn open(&mut self, node: NodeRef<'p, Node>, element: &'p Element, parent: Option<usize>, is_aside: bool) -> usize {
        let name = element.name();
        let above = parent.map(|parent| &self.frames[parent]);
        let frame = Frame {
            node,
            element,
            parent,
            depth: above.map_or(0, |above| above.depth + 1),
            is_block: above.is_none_or(|above| is_block(element, above.element)),
            is_link: above.is_some_and(|above| above.is_link) || (name == "a" && element.attribute("href").is_some()),
            is_aside: is_aside || above.is_some_and(|above| above.is_aside),
            keeps_lines: name == "pre" || above.is_some_and(|above| above.keeps_lines),
            from: self.drafts.len(),
            to: self.drafts.len(),
            prose: 0,
            total: 0,
            best: None,
        };
        if frame.is_block {
            self.end_block();
        }
        self.frames.push(frame);
        self.frames.len() - 1
    }

    /// Closes a frame and adds what was counted below it to its parent, which is returned.
    fn close(&mut self, at: usize) -> Option<usize> {
        if self.frames[at].is_block {
            self.end_block();
        }
        self.frames[at].to = self.drafts.len();
        if is_article(self.frames[at].element) {
            self.candidates.push(at);
        }
        let (prose, total) = (self.frames[at].prose, self.frames[at].total);
        let parent = self.frames[at].parent?;
        let best = self.frames[parent].best.map_or(0, |best| self.frames[best].prose);
        let above = &mut self.frames[parent];
        above.prose += prose;
        above.total += total;
        if prose > best {
            above.best = Some(at);
        }
        Some(parent)
    }

    /// Ends the block that is being read and counts it at its element.
    fn end_block(&mut self) {
        self.space = None;
        self.breaks = 0;
        if !std::mem::take(&mut self.is_open) {
            return;
        }
        let Some(draft) = self.drafts.last() else { return };
        let length = draft.text.chars().count();
        let frame = &mut self.frames[draft.frame];
        frame.total += length;
        if length >= PROSE_LENGTH && draft.link_length * 2 < length && !frame.is_aside {
            frame.prose += length - draft.link_length;
        }
    }

    /// Reads a line break; two in a row end the block.
    fn break_line(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 {
            self.end_block();
        } else {
            self.add_space(false);
        }
    }

    /// Reads white space; it counts if text of the same block follows.
    fn add_space(&mut self, is_link: bool) {
        if self.is_open {
            self.space.get_or_insert(is_link);
        }
    }

    /// Adds the text of a node, white space run together.
    fn add_text(&mut self, at: usize, text: &str) {
        if !self.frames[at].keeps_lines {
            return self.add_line(at, text);
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.break_line();
            }
            self.add_line(at, line);
        }
    }

    /// Adds text without line breaks of its own.
    fn add_line(&mut self, at: usize, line: &str) {
        let is_space = |mark| matches!(mark, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        // Soft hyphen, zero-width space, joiner and mark are never seen.
        let is_gap = |mark| is_space(mark) || matches!(mark, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
        let mut rest = line;
        while !rest.is_empty() {
            let after = rest.trim_start_matches(is_gap);
            if rest[..rest.len() - after.len()].contains(is_space) {
                self.add_space(self.frames[at].is_link);
            }
            let (word, next) = after.split_at(after.find(is_gap).unwrap_or(after.len()));
            if !word.is_empty() {
                self.add_word(at, word);
            }
            rest = next;
        }
    }

    /// Adds text without white space, after the space that is due.
    fn add_word(&mut self, at: usize, word: &str) {
        if !self.is_open {
            let mut owner = at;
            while let (false, Some(parent)) = (self.frames[owner].is_block, self.frames[owner].parent) {
                owner = parent;
            }
            self.drafts.push(Draft { text: String::new(), link_length: 0, frame: owner });
            self.is_open = true;
        }
        let Some(draft) = self.drafts.last_mut() else { return };
        if let Some(is_in_link) = self.space.take() {
            draft.text.push(' ');
            draft.link_length += usize::from(is_in_link);
        }
        draft.text.push_str(word);
        if self.frames[at].is_link {
            draft.link_length += word.chars().count();
        }
        self.breaks = 0;
    }

    /// The element that holds the article.
    ///
    /// One that is named so, if it holds half of the page's running text; of several nested ones the outermost that
    /// is mostly running text and holds no second article, so that headline, byline and captions are in it. Else the
    /// deepest that holds most of it.
    fn choose_container(&self) -> usize {
        let prose = |&at: &usize| self.frames[at].prose;
        let most = self.candidates.iter().map(prose).max().unwrap_or_default();
        if most > 0 && 2 * most >= self.frames[0].prose {
            let mut good: Vec<usize> =
                self.candidates.iter().copied().filter(|at| 10 * prose(at) >= 8 * most).collect();
            good.sort_by_key(|&at| self.frames[at].depth);
            if let Some(&inner) = good.last() {
                let span = |&at: &usize| (self.frames[at].from, self.frames[at].to);
                let (from, to) = span(&inner);
                let is_apart = |at: &usize| prose(at) > 0 && (span(at).1 <= from || span(at).0 >= to);
                let others: Vec<_> = self.candidates.iter().filter(|at| is_apart(at)).map(span).collect();
                let is_alone = |at: &usize| !others.iter().any(|other| other.0 >= span(at).0 && other.1 <= span(at).1);
                let is_dense = |at: &usize| 10 * self.frames[*at].total <= 16 * self.frames[*at].prose;
                return good.iter().copied().find(|at| is_dense(at) && is_alone(at)).unwrap_or(inner);
            }
        }
        let mut at = 0;
        while let Some(best) = self.frames[at].best.filter(|best| 10 * prose(best) >= 7 * prose(&at)) {
            at = best;
        }
        at
    }

    /// The headline above a container that has none itself.
    fn find_headline(&self, container: usize) -> Option<usize> {
        let is_headline = |&at: &usize| {
            let draft = &self.drafts[at];
            self.frames[draft.frame].element.name() == "h1" && draft.link_length * 2 < draft.text.chars().count()
        };
        let frame = &self.frames[container];
        if (frame.from..frame.to).any(|at| is_headline(&at)) {
            return None;
        }
        (0..frame.from).rev().find(is_headline)
    }

    /// The frames from `at` up to the top.
    fn above(&self, at: usize) -> impl Iterator<Item = &Frame<'p>> {
        std::iter::successors(Some(at), |&at| self.frames[at].parent).map(|at| &self.frames[at])
    }

    /// Element names from `body` to the frame's own.
    fn path_of(&self, at: usize) -> String {
        let mut names: Vec<&str> = self.above(at).map(|frame| frame.element.name()).collect();
        names.reverse();
        names.truncate(PATH_DEPTH);
        names.join(">")
    }

    /// Class, id, role and itemprop words of an element and the three above it.
    fn hints_of(&self, at: usize) -> String {
        let mut hints = String::new();
        for frame in self.above(at).take(4) {
            for attribute in ["class", "id", "role", "itemprop"] {
                let value = frame.element.attribute(attribute).unwrap_or_default().trim();
                for word in value.chars().take(HINTS_LENGTH).collect::<String>().split_whitespace() {
                    if !hints.is_empty() {
                        hints.push(' ');
                    }
                    hints.push_str(&word.to_lowercase());
                }
            }
        }
        hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the texts of the blocks that are read from `html`.
    fn check(html: &str, expected: &[&str]) {
        let input = read_html(html);
        let blocks: Vec<&str> = input.blocks.iter().map(|block| block.span.slice(&input.text)).collect();
        assert_eq!(blocks, expected, "{html}");
        assert_eq!(input.text, expected.join("\n"));
    }

    const LONG: &str = "The bridge over the river was opened on Friday by the mayor, who had waited for it ten years.";

    #[test]
    fn article_is_read_and_the_rest_of_the_page_is_not() {
        check(
            &format!(
                "<html><head><title>x</title></head><body><nav><a href=/>Home</a></nav><article><h1>Bridge opens</h1>\
                 <p>{LONG}</p><script>var x = '<p>no</p>';</script><p>It cost <b>$3</b>\n  million.</p></article>\
                 <aside><p>Also new</p></aside></body></html>"
            ),
            &["Bridge opens", LONG, "It cost $3 million."],
        );
    }

    #[test]
    fn of_several_articles_the_longest_is_read() {
        check(
            &format!(
                "<main><article><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></article><article><p>{LONG}</p></article></main>"
            ),
            &[LONG; 4],
        );
    }

    #[test]
    fn headline_above_the_container_comes_first() {
        check(
            &format!(
                "<body><div><h1>Bridge opens</h1><p>share</p></div><main><p>{LONG}</p><p>{LONG}</p></main></body>"
            ),
            &["Bridge opens", LONG, LONG],
        );
    }

    #[test]
    fn page_without_an_article_element_gives_its_densest_part() {
        check(
            &format!(
                "<body><div class=menu><a href=a>One</a> <a href=b>Two</a></div><div class=text><p>{LONG}</p><p>{LONG}</p></div></body>"
            ),
            &[LONG, LONG],
        );
    }

    #[test]
    fn hidden_parts_are_not_read() {
        check(
            &format!(
                "<article><p>{LONG}</p><p hidden>No.</p><div style='color: red; display : none'>No.</div><p aria-hidden=true>No.</p><span class='sr-only'>No.</span><p>Yes.</p></article>"
            ),
            &[LONG, "Yes."],
        );
    }

    #[test]
    fn breaks_end_lines_and_two_end_the_block() {
        check("<p>One<br>two<br><br>three</p>", &["One two", "three"]);
        check("<p>One</p><p>&nbsp;</p><p>two</p>", &["One", "two"]);
        check("<pre>One\n\ntwo\nthree</pre>", &["One", "two three"]);
        check("<div>One<p>two</p>three</div>", &["One", "two", "three"]);
    }

    #[test]
    fn blocks_state_path_hints_and_links() {
        let input = read_html("<body><article CLASS='Story Main'><p id=P1>A <a href=x>link b</a></p></article></body>");
        let block = &input.blocks[0];
        assert_eq!(block.path, "body>article>p");
        assert_eq!(block.hints, "p1 story main");
        assert!((block.link_density - 0.75).abs() < 0.01, "{}", block.link_density);
    }

    #[test]
    fn text_without_markup_is_a_page() {
        check("", &[]);
        check("  \n ", &[]);
        check("A & B < C", &["A & B < C"]);
        check("\0<\u{feff}p><<>>\u{1f600}</", &["<p><<>>\u{1f600}</"]);
    }

    #[test]
    fn deep_nesting_is_read_flat() {
        for tag in ["div", "b", "span", "blockquote", "a href=x", "table", "ul", "font size=1"] {
            let name = tag.split(' ').next().unwrap_or_default();
            let html = format!("<{tag}>").repeat(100_000) + "deep" + &format!("</{name}>").repeat(100_000);
            assert_eq!(read_html(&html).text, "deep", "{tag}");
        }
    }

    #[test]
    fn unclosed_tags_and_comments_are_read_in_linear_time() {
        for part in [
            "<",
            "<p>x",
            "<!--",
            "<!---",
            "<a href='",
            "<p a=",
            "</",
            "&amp",
            "<li>x<b>",
            "<td>",
            "]]>",
            "<![CDATA[",
            "<svg><![CDATA[",
            "<svg><p>",
            "<template>",
            "<span></x>",
            "<script>",
            "<script><!--<script>",
            "<svg><style>",
            "<title>",
        ] {
            read_html(&part.repeat(50_000));
        }
    }
}
