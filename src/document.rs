//! Floor 1: the article as plain data. Built once by `annotator`, read by every later stage.

use std::ops::Range;

use crate::span::Span;

/// What the reader hands in: a text, and where it came from a page, the facts of its blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// The text; blocks are divided by newlines.
    pub text: String,
    /// The page's blocks in the order of the text, not overlapping. Empty for plain text, whose
    /// lines are the blocks.
    pub blocks: Vec<BlockFacts>,
    /// Whether everything is to be read as the article's: what would be left out as furniture, too.
    pub everything: bool,
}

impl Input {
    /// An input of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// What a page states about one of its blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockFacts {
    /// Where the block's text lies.
    pub span: Span,
    /// Element names from `body` to the block's own, lower case, joined by `>`: `body>main>article>p`.
    pub path: String,
    /// `class`, `id`, `role` and `itemprop` words of the element and the three above it, lower case, joined by spaces.
    pub hints: String,
    /// Share of the block's text that lies in links, `0.0..=1.0`.
    pub link_density: f32,
}

/// Index into [`Document::blocks`].
pub type BlockId = u32;
/// Index into [`Document::sentences`].
pub type SentenceId = u32;
/// Index into [`Document::tokens`].
pub type TokenId = u32;
/// Index into the document's vocabulary of distinct lower-cased words.
pub type WordId = u32;

/// An article: its text, cut into blocks, sentences and tokens.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text as it was given, never changed.
    pub text: String,
    /// Blocks in order of the text; they do not overlap and have no white space at their edges.
    pub blocks: Vec<Block>,
    /// Sentences in order; each lies in one block.
    pub sentences: Vec<Sentence>,
    /// Tokens in order; each lies in one block. White space is no token.
    pub tokens: Vec<Token>,
    /// Stretches between paired quotation marks, in order of their opening marks.
    pub quotations: Vec<Quotation>,
    /// Distinct lower-cased token texts, with curly apostrophes made straight; `Token::word` points here.
    pub vocabulary: Vec<Box<str>>,
}

impl Document {
    /// The text that `span` covers.
    ///
    /// # Panics
    /// If `span` does not lie on char boundaries of this document's text: a span from another document is a bug.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// The text of one token, as written.
    pub fn token_text(&self, token: TokenId) -> &str {
        self.slice(self.tokens[token as usize].span)
    }

    /// The lower-cased text of one token, curly apostrophes made straight.
    pub fn lower(&self, token: TokenId) -> &str {
        &self.vocabulary[self.tokens[token as usize].word as usize]
    }

    /// The span from the first to the last token of a non-empty range.
    pub fn token_span(&self, tokens: Range<TokenId>) -> Span {
        Span::new(self.tokens[tokens.start as usize].span.start, self.tokens[tokens.end as usize - 1].span.end)
    }

    /// The sentences, and the datelines before them that belong to none, in order.
    pub fn stretches(&self) -> Vec<Range<TokenId>> {
        let mut stretches = Vec::with_capacity(self.sentences.len() + self.blocks.len());
        for block in &self.blocks {
            let mut start = block.tokens.start;
            for sentence in &self.sentences[block.sentences.start as usize..block.sentences.end as usize] {
                if start < sentence.tokens.start {
                    stretches.push(start..sentence.tokens.start);
                }
                stretches.push(sentence.tokens.clone());
                start = sentence.tokens.end;
            }
            if start < block.tokens.end {
                stretches.push(start..block.tokens.end);
            }
        }
        stretches
    }

    /// The sentence that holds `token`.
    pub fn sentence_of(&self, token: TokenId) -> SentenceId {
        (self.sentences.partition_point(|sentence| sentence.tokens.end <= token)) as SentenceId
    }

    /// The block that holds `token`.
    pub fn block_of(&self, token: TokenId) -> BlockId {
        (self.blocks.partition_point(|block| block.tokens.end <= token)) as BlockId
    }

    /// The first token that ends after byte `offset`; the number of tokens if there is none.
    pub fn token_at(&self, offset: u32) -> TokenId {
        self.tokens.partition_point(|token| token.span.end <= offset) as TokenId
    }

    /// The tokens that overlap `span`.
    pub fn tokens_in(&self, span: Span) -> Range<TokenId> {
        let start = self.token_at(span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end) as TokenId;
        start..end.max(start)
    }
}

/// What a block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's headline, its repetitions, and headings inside the article.
    Headline,
    /// Author, credit, agency.
    Byline,
    /// The words under a picture or video.
    Caption,
    /// Running text of the article.
    Paragraph,
    /// An item of a list in the article.
    List,
    /// A passage set off as a quotation.
    Quotation,
    /// What is not the article, and none of the kinds below.
    Furniture,
    /// The sentence or two under the headline that sum the article up.
    Standfirst,
    /// Place and time of publication.
    Dateline,
    /// A passage of the article set off and shown a second time.
    PullQuote,
    /// The time or title that heads an entry of a live blog or chronicle.
    Entry,
    /// Links to other articles.
    Related,
    /// An invitation to subscribe.
    Newsletter,
    /// Readers' comments, and what invites them.
    Comment,
    /// Advertisements and paid content.
    Advertisement,
    /// Notices on cookies and consent.
    Notice,
    /// Menus, buttons, topics: ways around the site.
    Navigation,
    /// The small print: rights, terms, contacts.
    Footer,
}

impl BlockKind {
    /// Whether the block holds sentences of the article that may bear claims and quotes.
    pub const fn is_article_text(self) -> bool {
        matches!(
            self,
            Self::Headline
                | Self::Standfirst
                | Self::Entry
                | Self::Caption
                | Self::Paragraph
                | Self::List
                | Self::Quotation
                | Self::PullQuote
        )
    }

    /// Whether the block is no part of the article.
    pub const fn is_furniture(self) -> bool {
        matches!(
            self,
            Self::Furniture
                | Self::Related
                | Self::Newsletter
                | Self::Comment
                | Self::Advertisement
                | Self::Notice
                | Self::Navigation
                | Self::Footer
        )
    }
}

/// A paragraph, heading or other stretch of text between line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it lies, without white space at its edges.
    pub span: Span,
    /// What it is for.
    pub kind: BlockKind,
    /// The block whose words this one repeats: an earlier one (a headline shown again), or for a pull quote any other.
    pub repeats: Option<BlockId>,
    /// Where its running text begins: after a dateline ("LONDON, Jan 3 (Reuters) -"), else `span.start`. Byte offset.
    pub body_start: u32,
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// Its sentences.
    pub sentences: Range<SentenceId>,
}

/// A sentence, or a line that does the work of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it lies, without white space at its edges; the end includes closing quotation marks.
    pub span: Span,
    /// The block that holds it.
    pub block: BlockId,
    /// Its tokens; never empty.
    pub tokens: Range<TokenId>,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner full stops for abbreviations ("U.S.", "Mr.").
    Word,
    /// A part split off a word at an apostrophe: "'s", "n't", "'ll".
    Clitic,
    /// Digits, with inner separators and a suffix: "1,000.5", "2nd".
    Number,
    /// A web or mail address, a handle ("@name") or a hashtag.
    Address,
    /// A mark that may open or close a quotation, an apostrophe on its own among them.
    QuotationMark,
    /// A mark that may end a sentence: ". ! ? …" and runs of them.
    Terminal,
    /// A hyphen or dash, or a run of them ("-", "–", "—", "--").
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other mark: comma, colon, currency sign, emoji.
    Symbol,
}

/// How the letters of a token are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// No cased letter: digits, marks, scripts without case.
    None,
    /// All lower: "siege".
    Lower,
    /// First letter upper, at least one other lower: "Iran", "McDonald".
    Capitalised,
    /// All upper, at least one letter: "PMF", "U.S.", "A".
    Upper,
    /// First letter lower, a later one upper: "iPhone".
    Mixed,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it lies.
    pub span: Span,
    /// Its lower-cased text in `Document::vocabulary`.
    pub word: WordId,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is cased.
    pub case: Case,
    /// Whether white space (or the start of the text) stands before it.
    pub space_before: bool,
}

impl Token {
    /// Whether the token is a word or number rather than a mark.
    pub const fn is_wordlike(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Address)
    }

    /// Whether the first letter is upper case.
    pub const fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Capitalised | Case::Upper)
    }
}

/// A stretch between paired quotation marks, whatever it is used for: speech, a title, a scare quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The opening mark.
    pub open: TokenId,
    /// The closing mark; `None` where it is missing.
    pub close: Option<TokenId>,
    /// The tokens between the marks, in order: one range a paragraph, never empty, marks that open
    /// continued paragraphs left out.
    pub segments: Vec<Range<TokenId>>,
    /// How many other quotations it lies in.
    pub depth: u8,
}

impl Quotation {
    /// The tokens from the first to the last inside it.
    pub fn tokens(&self) -> Range<TokenId> {
        let first = self.segments.first().map_or(self.open + 1, |segment| segment.start);
        first..self.segments.last().map_or(first, |segment| segment.end)
    }
}
