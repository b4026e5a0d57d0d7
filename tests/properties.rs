//! What holds for any text at all: spans in bounds, on char boundaries, trimmed, in order; ids that exist; offsets
//! right in both units; the same answer twice; and an end in sight for texts of megabytes.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use sourcelight::document::{BlockFacts, Document};
use sourcelight::html::read_html;
use sourcelight::text::value::Value;
use sourcelight::wire::{Article, Pair};
use sourcelight::{Annotations, Input, OffsetUnit, Span, annotate};

/// Pieces that news, and broken news, are made of. Joined at random they meet every rule of the annotator.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "\0",
    "\u{feff}",
    "\u{a0}",
    "\t",
    ".",
    ".",
    ",",
    ", ",
    ". ",
    "? ",
    "! ",
    "…",
    ": ",
    "; ",
    " - ",
    " — ",
    "--",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "\"",
    "'",
    "''",
    "``",
    "«",
    "»",
    "„",
    "(",
    ")",
    "[",
    "]",
    "said",
    " said ",
    " says ",
    "says ",
    " told ",
    "according to ",
    "claimed that ",
    " denies ",
    "Both claims Iran denies.",
    "He ",
    "She ",
    "they",
    " he said",
    "Jane Doe",
    "Mr. Smith",
    "Dr. ",
    "U.S. ",
    "the U.S.",
    "Popular Mobilization Forces",
    "PMF",
    "(PMF)",
    "DONALD TRUMP, SAYING: ",
    "(SOUNDBITE) (English) ",
    "SMITH: ",
    "Q: ",
    "Iran",
    "London",
    "a senior official",
    "critics",
    "the report",
    "on Friday",
    "Jan. 3",
    "3 January 2020",
    "$3 million",
    "40 percent",
    "1,000.5",
    "2nd",
    "10:15 GMT",
    "31/12/2019",
    "1990s",
    " half a ",
    " and a half ",
    "twenty-five",
    " million",
    " people",
    " dollars",
    "99999999999999999999 years",
    "will",
    "may",
    "reportedly",
    "hundreds of ",
    "if ",
    "because ",
    "never",
    "the bridge fell",
    "It rained",
    "that ",
    "and ",
    "but ",
    "not ",
    "n't",
    "'s",
    "’s ",
    "By Jane Doe",
    "You Might Like",
    "Advertisement",
    "Read more: ",
    "FILE PHOTO: ",
    "(AP) — ",
    "LONDON (Reuters) - ",
    "- ",
    "• ",
    "1. ",
    "https://a.bc/d",
    "@jane",
    "#tag",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "😀",
    "👩\u{200d}👩\u{200d}👧",
    "🇮🇷",
    "א",
    "مرحبا",
    "\u{202e}",
    "世界",
    "ß",
    "İ",
    "ǅ",
    "ﬁ",
    "\u{1d400}",
    "\u{10ffff}",
    "\u{fffd}",
    "K",
    "AA",
    "iPhone",
    "McDonald",
    "A.",
    "x",
];

/// Texts of such pieces, and texts of any chars.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = vec(proptest::sample::select(PIECES), 0..80).prop_map(|pieces| pieces.concat());
    let chars = vec(any::<char>(), 0..60).prop_map(|chars| chars.into_iter().collect());
    prop_oneof![6 => pieces, 1 => chars, 1 => ".{0,60}"]
}

/// Checks `test` on `cases` values, the same ones each time.
fn check_any<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    if let Err(error) = TestRunner::new_with_rng(config, rng).run(&strategy, test) {
        panic!("{error}");
    }
}

/// Checks that `span` is in bounds, on char boundaries, not empty and trimmed.
fn check_span(text: &str, span: Span, what: &str) {
    assert!(span.start < span.end, "{what} is empty at {}", span.start);
    let slice = text.get(span.start as usize..span.end as usize);
    let slice = slice.unwrap_or_else(|| panic!("{what} {span:?} is no part of the text"));
    assert_eq!(slice.trim(), slice, "{what} is not trimmed");
}

/// Checks spans that belong together: there is one, each is good, and they follow one another.
fn check_spans(text: &str, spans: &[Span], what: &str) {
    for &span in spans {
        check_span(text, span, what);
    }
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{what} overlaps itself: {spans:?}");
}

/// Checks blocks, sentences and tokens against one another.
fn check_document(document: &Document) {
    let text = &document.text;
    check_spans(text, &document.blocks.iter().map(|block| block.span).collect::<Vec<_>>(), "block");
    check_spans(text, &document.sentences.iter().map(|sentence| sentence.span).collect::<Vec<_>>(), "sentence");
    check_spans(text, &document.tokens.iter().map(|token| token.span).collect::<Vec<_>>(), "token");
    let (mut token, mut sentence) = (0, 0);
    for (id, block) in (0..).zip(&document.blocks) {
        assert!((block.span.start..=block.span.end).contains(&block.body_start), "body of block {id}");
        assert!(text.is_char_boundary(block.body_start as usize), "body of block {id}");
        assert!(block.repeats.is_none_or(|first| first < id), "block {id} repeats a later one");
        assert_eq!((block.tokens.start, block.sentences.start), (token, sentence), "block {id} leaves something out");
        for at in block.tokens.clone() {
            assert!(block.span.contains(document.tokens[at as usize].span), "token {at} leaves its block");
        }
        for at in block.sentences.clone() {
            let inner = &document.sentences[at as usize];
            assert_eq!(inner.block, id, "sentence {at}");
            assert!(block.span.contains(inner.span), "sentence {at} leaves its block");
            assert!(inner.tokens.start < inner.tokens.end, "sentence {at} has no token");
        }
        (token, sentence) = (block.tokens.end, block.sentences.end);
    }
    assert_eq!((token as usize, sentence as usize), (document.tokens.len(), document.sentences.len()));
    assert!(document.tokens.iter().all(|token| (token.word as usize) < document.vocabulary.len()));
}

/// Checks all that holds for the annotations of any text.
fn check_annotations(article: &Annotations) {
    let document = &article.document;
    let text = &document.text;
    check_document(document);
    let (mentions, entities) = (&article.entities.mentions, &article.entities.entities);
    for (id, mention) in (0..).zip(mentions) {
        check_span(text, mention.span, "mention");
        assert_eq!(
            document.token_span(mention.tokens.clone()),
            mention.span,
            "mention {id} is not on token boundaries"
        );
        assert!((0.01..=0.99).contains(&mention.score));
        if let Some(Value::Amount { number, unit }) = &mention.value {
            assert!(number.parse::<f64>().is_ok() && !unit.is_empty(), "{number} {unit}");
        }
        if let Some(entity) = mention.entity {
            assert!(
                entities[entity as usize].mentions.binary_search(&id).is_ok(),
                "mention {id} is unknown to its entity"
            );
        }
    }
    assert!(mentions.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start), "mentions are out of order");
    for (id, entity) in (0..).zip(entities) {
        assert!(!entity.name.trim().is_empty() && !entity.mentions.is_empty(), "entity {id} has no name or mention");
        for &mention in &entity.mentions {
            assert_eq!(mentions[mention as usize].entity, Some(id), "entity {id}");
        }
    }
    for quote in &article.quotes {
        assert!(!quote.content.is_empty());
        check_spans(text, &quote.content, "content");
        check_spans(text, &quote.cue, "cue");
        check_spans(text, &quote.source, "source");
        assert!(quote.entity.is_none_or(|entity| (entity as usize) < entities.len()));
        assert!((0.01..=0.99).contains(&quote.score));
    }
    let first_content = |pair: &[sourcelight::quote::Quote]| pair[0].content[0].start <= pair[1].content[0].start;
    assert!(article.quotes.windows(2).all(first_content), "quotes are out of order");
    for (id, claim) in (0..).zip(&article.claims) {
        assert!(!claim.span.is_empty() && !claim.types.is_empty());
        check_spans(text, &claim.span, "claim");
        claim.claimant.span.iter().for_each(|&span| check_span(text, span, "claimant"));
        claim.hedges.iter().for_each(|hedge| check_span(text, hedge.span, "hedge"));
        claim.evidence.iter().for_each(|evidence| check_span(text, evidence.span, "evidence"));
        assert!(claim.claimant.entity.is_none_or(|entity| (entity as usize) < entities.len()));
        assert!(claim.quote.is_none_or(|quote| (quote as usize) < article.quotes.len()));
        assert!(claim.check_worthy <= 2 && (0.01..=0.99).contains(&claim.score));
        assert!((0.01..=0.99).contains(&claim.check_score));
        for link in &claim.links {
            assert!((link.to as usize) < article.claims.len() && link.to != id, "claim {id} links to {}", link.to);
        }
    }
    assert!(
        article.claims.windows(2).all(|pair| pair[0].span[0].start <= pair[1].span[0].start),
        "claims out of order"
    );
    let summary = &article.summary;
    for &id in summary.answered.iter().chain(&summary.unanswered).chain(&summary.check_first) {
        assert!((id as usize) < article.claims.len());
    }
    assert!(article.summary.quoted_words <= article.summary.words);
}

/// Checks that the serialised spans cover the same words as the native ones, by a plain count.
fn check_wire(article: &Annotations) {
    for unit in [OffsetUnit::CodePoint, OffsetUnit::Utf16] {
        let wire = Article::new(article, unit);
        let text = &article.document.text;
        let units = |text: &str| match unit {
            OffsetUnit::CodePoint => text.chars().count() as u32,
            OffsetUnit::Utf16 => text.encode_utf16().count() as u32,
        };
        let check = |spans: &[Span], pairs: &[Pair]| {
            let expected: Vec<Pair> = spans
                .iter()
                .map(|span| (units(&text[..span.start as usize]), units(&text[..span.end as usize])))
                .collect();
            assert_eq!(pairs, expected, "{unit:?}");
        };
        for (block, pair) in article.document.blocks.iter().zip(&wire.blocks) {
            check(&[block.span], &[(pair.start, pair.end)]);
        }
        for (mention, pair) in article.entities.mentions.iter().zip(&wire.mentions) {
            check(&[mention.span], &[(pair.start, pair.end)]);
        }
        for (quote, pairs) in article.quotes.iter().zip(&wire.quotes) {
            check(&quote.content, &pairs.content);
            check(&quote.cue, &pairs.cue);
            check(&quote.source, &pairs.source);
        }
        for (claim, pairs) in article.claims.iter().zip(&wire.claims) {
            check(&claim.span, &pairs.span);
        }
        assert_eq!(wire.blocks.len(), article.document.blocks.len());
        assert_eq!(wire.quotes.len(), article.quotes.len());
        assert_eq!(wire.claims.len(), article.claims.len());
    }
}

/// Checks any text of moderate length.
fn check_text(text: String) -> Result<(), TestCaseError> {
    let article = annotate(Input::plain(text.clone()));
    prop_assert_eq!(&article.document.text, &text);
    check_annotations(&article);
    check_wire(&article);
    let json = |article: &Annotations| serde_json::to_string(&Article::new(article, OffsetUnit::CodePoint));
    let again = annotate(Input::plain(text));
    prop_assert_eq!(json(&article).ok(), json(&again).ok());
    Ok(())
}

#[test]
fn any_text_gives_sound_annotations() {
    check_any(1500, any_text(), check_text);
}

#[test]
fn any_facts_of_a_page_give_sound_annotations() {
    let facts = (0_u32..200, 0_u32..200, "[a-z0-9>]{0,20}", "[a-z -]{0,20}", -1.0_f32..2.0);
    check_any(300, (any_text(), vec(facts, 0..12)), |(text, facts)| {
        let blocks = (facts.into_iter())
            .map(|(start, end, path, hints, link_density)| BlockFacts {
                span: Span::new(start, end),
                path,
                hints,
                link_density,
            })
            .collect();
        let article = annotate(Input { text, blocks, ..Input::default() });
        check_annotations(&article);
        check_wire(&article);
        Ok(())
    });
}

#[test]
fn any_markup_gives_blocks_that_cover_its_text() {
    const TAGS: &[&str] = &[
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "<h1>",
        "</h1>",
        "<a href=x>",
        "</a>",
        "<br>",
        "<li>",
        "<pre>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<td>",
        "<table>",
        "&amp;",
        "&#0;",
        "&#xd800;",
        "<",
        ">",
        "</",
        "<p hidden>",
        "<nav>",
        "<template>",
        "<svg>",
        "<title>",
        "<textarea>",
        "<plaintext>",
        "<x-y>",
        "=\"",
        "'",
    ];
    let piece = prop_oneof![proptest::sample::select(TAGS), proptest::sample::select(PIECES)];
    check_any(600, vec(piece, 0..60), |pieces| {
        let input = read_html(&pieces.concat());
        let spans: Vec<Span> = input.blocks.iter().map(|block| block.span).collect();
        // The blocks' edges may hold no-break spaces; labelling trims them.
        prop_assert!(spans.windows(2).all(|pair| pair[0].end + 1 == pair[1].start));
        prop_assert!(spans.iter().all(|span| input.text.get(span.start as usize..span.end as usize).is_some()));
        let covered: u32 = spans.iter().map(|span| span.len()).sum();
        prop_assert_eq!(covered as usize + spans.len().saturating_sub(1), input.text.len());
        check_annotations(&annotate(input));
        Ok(())
    });
}

/// Annotates a long text: what takes time in the square of the length does not come to an end here.
fn check_long(text: String) {
    check_annotations(&annotate(Input::plain(text)));
}

/// An article's worth of sentences of every kind, `length` bytes of it.
fn long_article(length: usize, between: &str) -> String {
    let paragraph = "The Harbour Workers’ Union (HWU) says its call is for calm. “We will rebuild,” Jane Doe said on Friday, \
        adding that “nobody will be left behind.” He claims that the U.S. may have paid $3 million for the bridge — a charge \
        that Mr. Smith denies.";
    let mut text = String::with_capacity(length + paragraph.len());
    while text.len() < length {
        text.push_str(paragraph);
        text.push_str(between);
    }
    text
}

#[test]
fn five_megabytes_come_to_an_end() {
    check_long(long_article(5_000_000, "\n\n"));
}

#[test]
fn one_line_of_a_megabyte_comes_to_an_end() {
    check_long(long_article(1_000_000, " "));
}

#[test]
fn one_sentence_of_a_megabyte_comes_to_an_end() {
    check_long("the bridge fell and Jane Doe said that ".repeat(26_000));
}

#[test]
fn quotation_marks_without_end_come_to_an_end() {
    for marks in
        ["\"", "“", "”", "'", "“‘", "\" ", "“ \n", "“a ", " \"a", "a’", "''", "«“\"", "\"a\"\n", "“a,” he said. "]
    {
        check_long(marks.repeat(100_000 / marks.chars().count()));
    }
}

#[test]
fn monotony_of_a_megabyte_comes_to_an_end() {
    for part in [
        "(",
        ")",
        "A",
        "a",
        "1",
        " ",
        "\n",
        "\r",
        ".",
        "-",
        "—",
        "!?",
        "\u{301}",
        "😀",
        "א",
        "世",
        "\0",
        "\u{200d}",
        "A ",
        "a ",
        "1 ",
        ". ",
        "A. ",
        "U.S. ",
        "said ",
        "Said ",
        "SAID: ",
        "he said ",
        "Jane Doe ",
        "JANE DOE\n",
        "(PMF) ",
        "- a\n",
        "said\n",
        "By Jane Doe\n",
        "You Might Like\n",
        "Both claims Iran denies. ",
        "He denies it. ",
        "if may 3 ",
    ] {
        check_long(part.repeat(1_000_000 / part.len()));
    }
}

#[test]
fn words_that_never_recur_come_to_an_end() {
    let words: String = (0..120_000).map(|number| format!("Word{number} ")).collect();
    check_long(words);
    let people: String =
        (0..20_000_u32).map(|number| format!("Ann N{number:o}ov said Mr. N{number:o}ov left.\n")).collect();
    check_long(people.replace(['0', '1', '2', '3', '4', '5', '6', '7'], "ab"));
}
