//! An article as a file for others: what is read back is what was written, and each form keeps the rules of its kind.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Value, json};
use sourcelight::export::{AnnotatedArticle, ArticleError, Format, ImportError, export, import, link_to, read_request};
use sourcelight::wire::words::{self, find_words};
use sourcelight::wire::{Article, Pair};
use sourcelight::{Input, OffsetUnit, annotate};

/// Pieces of news and what breaks the forms.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\r\n",
    "“",
    "”",
    "\"",
    "'",
    ",",
    ". ",
    "; ",
    "=1+1",
    "+",
    "-",
    "@jane",
    "<b>",
    "</script>",
    "&amp;",
    "*a*",
    "_",
    "[x](y)",
    "`",
    "#",
    "|",
    "1. ",
    "\\",
    "\0",
    "\u{1b}",
    "é",
    "e\u{301}",
    "🌳",
    "👩\u{200d}👧",
    "\u{202e}",
    "مرحبا",
    "世界",
    "Jane Doe",
    "Mr. Smith",
    "Iran",
    "the PMF",
    "a senior official",
    "critics",
    " said ",
    " claims that ",
    " denies ",
    "“We will rebuild,” Jane Doe said.",
    "Both claims Iran denies.",
    "The bridge fell on Friday.",
    " may ",
    "reportedly ",
    "$3 million",
    "40 percent",
    "on Jan. 3",
    "By Jane Doe\n",
    "You Might Like\n",
    "because ",
    "He ",
    "she said",
];

fn any_text() -> impl Strategy<Value = String> {
    let pieces = vec(proptest::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat());
    let chars = vec(any::<char>(), 0..40).prop_map(|chars| chars.into_iter().collect());
    prop_oneof![5 => pieces, 1 => chars]
}

/// Checks `test` on `cases` values, the same ones each time.
fn check_any<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    if let Err(error) = TestRunner::new_with_rng(config, rng).run(&strategy, test) {
        panic!("{error}");
    }
}

fn read(text: &str) -> AnnotatedArticle {
    AnnotatedArticle::new(&annotate(Input::plain(text)), "A “title”, <i>".to_owned(), None)
}

/// The golden articles.
fn read_goldens() -> Vec<AnnotatedArticle> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let paths = fs::read_dir(folder).expect("tests/golden exists").map(|entry| entry.expect("it is readable").path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|path| read(&fs::read_to_string(path).expect("a golden is UTF-8"))).collect()
}

/// An article with overlapping marks, chars of every width, and what each form must escape.
fn odd_article() -> AnnotatedArticle {
    let url = Some("https://news.example/a?b=1#c".to_owned());
    let text = "🌳 Bridge <opens> & “shuts”\n\n“=We will rebuild, Ann Lee & <i>sons</i> may pay $3 million,” Jane Doe, \
                the mayor, said on Friday. The city denies it.\n\nCritics claim that *Jane Doe* lied | about [costs].\n";
    AnnotatedArticle::new(&annotate(Input::plain(text)), "Bridge".to_owned(), url)
}

/// Both forms that lose nothing.
const WHOLE: [Format; 2] = [Format::JsonLd, Format::Json];

#[test]
fn what_is_read_back_is_what_was_written() {
    for article in read_goldens().into_iter().chain([odd_article()]) {
        for format in WHOLE {
            assert_eq!(import(&export(&article, format)).as_ref(), Ok(&article), "{}", format.name());
        }
    }
    check_any(300, any_text(), |text| {
        let article = read(&text);
        for format in WHOLE {
            prop_assert_eq!(import(&export(&article, format)), Ok(article.clone()));
        }
        Ok(())
    });
}

#[test]
fn article_in_utf16_units_is_the_same_article() {
    let article = odd_article();
    let utf16 = article.clone().into_utf16();
    assert_eq!(utf16.article.offsets, "utf16");
    assert_ne!(utf16.article.quotes[0].content, article.article().quotes[0].content);
    let json = serde_json::to_string(&utf16.article).unwrap();
    assert_eq!(read_request(utf16.text, &json, utf16.title, utf16.url), Ok(article));
}

#[test]
fn every_form_can_be_written_of_any_text() {
    check_any(300, any_text(), |text| {
        let article = read(&text).with_url("https://news.example/a".to_owned());
        for format in Format::ALL {
            prop_assert!(!export(&article, format).is_empty());
        }
        check_table(&article);
        check_page(&article);
        check_annotations(&article);
        Ok(())
    });
}

#[test]
fn other_files_are_refused_with_what_to_do() {
    let json = export(&odd_article(), Format::Json);
    let change = |change: &dyn Fn(&mut Value)| {
        let mut value: Value = serde_json::from_str(&json).unwrap();
        change(&mut value);
        import(&value.to_string()).expect_err("the change breaks it")
    };
    for (error, expected) in [
        (import("").unwrap_err(), "choose such a file"),
        (import("Rain fell.").unwrap_err(), "choose such a file"),
        (import("[1]").unwrap_err(), "other JSON"),
        (import("{\"a\":1}").unwrap_err(), "other JSON"),
        (import(&"[".repeat(100_000)).unwrap_err(), "choose such a file"),
        (import("{\"@context\":\"http://www.w3.org/ns/anno.jsonld\"}").unwrap_err(), "open the article itself"),
        (change(&|value| value["version"] = json!(2)), "version 2, this build reads 1; bring Sourcelight up to date"),
        (change(&|value| value["version"] = json!("1")), "does not name its version"),
        (change(&|value| value["text"] = Value::Null), "text is not in the file"),
        (change(&|value| value["text"] = json!("Shorter.")), "is no part of it"),
        (
            change(&|value| value["offsets"] = json!("bytes")),
            "expected one of codepoint, utf16 as \"offsets\", found \"bytes\"",
        ),
        (change(&|value| value["quotes"] = json!(5)), "damaged"),
        (change(&|value| value["quotes"][0]["form"] = json!("loud")), "expected one of direct, indirect, mixed"),
        (change(&|value| value["quotes"][0]["content"][0] = json!([9, 8])), "a quote's content at 9 to 8"),
        (change(&|value| value["quotes"][0]["entity"] = json!(99)), "there is no entity 99"),
        (change(&|value| value["quotes"][0]["id"] = json!(4)), "there is no quote"),
        (change(&|value| value["claims"][0]["links"] = json!([{"kind": "denies", "to": 99}])), "there is no claim 99"),
        (change(&|value| value["summary"]["check_first"] = json!([99])), "there is no claim 99"),
        (change(&|value| value["blocks"][0]["end"] = json!(4_294_967_295_u32)), "a block at 0 to 4294967295"),
        (change(&|value| value["blocks"][0]["end"] = json!(-1)), "damaged"),
        (change(&|value| value["mentions"][0]["score"] = json!(null)), "damaged"),
    ] {
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.to_string().ends_with('.'), "{error}");
    }
    assert!(matches!(change(&|value| value["version"] = json!(7)), ImportError::Version(7)));
    assert!(matches!(
        change(&|value| value["text"] = json!("")),
        ImportError::Article(ArticleError::Span { what: "a block", .. })
    ));
}

#[test]
fn no_file_breaks_the_import() {
    let files: Vec<String> = WHOLE.iter().map(|&format| export(&odd_article(), format)).collect();
    let spoil = (0..2_usize, vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>()), 1..6));
    check_any(2000, spoil, |(which, changes)| {
        let mut bytes = files[which].clone().into_bytes();
        for (place, kind, byte) in changes {
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, byte),
                // A digit more is another offset or id.
                _ => bytes.insert(at, b'0' + byte % 10),
            }
        }
        if let Ok(article) = import(&String::from_utf8_lossy(&bytes)) {
            for format in Format::ALL {
                export(&article, format);
            }
        }
        Ok(())
    });
    check_any(500, ".{0,80}", |file| {
        let _ = import(&file);
        Ok(())
    });
}

/// The values of a list in `words.js`, in their order: `NAME = { key: 'words', ... }`.
fn read_js_words(script: &str, name: &str) -> Vec<(String, Vec<String>)> {
    let start = script.find(&format!("{name} = {{")).unwrap_or_else(|| panic!("words.js has {name}"));
    let list = &script[start..start + script[start..].find("};").expect("the list ends")];
    let entries = list.lines().skip(1).filter_map(|line| line.trim().split_once(": "));
    entries
        .map(|(key, value)| (key.to_owned(), value.split('\'').skip(1).step_by(2).map(str::to_owned).collect()))
        .collect()
}

#[test]
fn words_are_those_of_the_browser_side() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/lib/words.js");
    let script = fs::read_to_string(path).expect("words.js is readable");
    for (name, list, place) in [
        ("SOURCE_KINDS", words::SOURCE_KINDS, 0),
        ("QUOTE_FORMS", words::QUOTE_FORMS, 0),
        ("ENTITY_KINDS", words::ENTITY_KINDS, 0),
        ("STANCES", words::STANCES, 0),
        ("CLAIM_TYPES", words::CLAIM_TYPES, 0),
        ("HEDGES", words::HEDGES, 0),
        ("EVIDENCE", words::EVIDENCE, 0),
        ("LINKS", words::LINKS, 1),
        ("FRAMINGS", words::FRAMINGS, 0),
    ] {
        let read = read_js_words(&script, name);
        let expected: Vec<(&str, &str)> = read.iter().map(|(key, words)| (&**key, &*words[place])).collect();
        assert_eq!(list, expected, "{name}");
    }
    for (key, words) in read_js_words(&script, "ENTITY_KINDS") {
        if let Some((_, heading)) = words::ENTITY_HEADINGS.iter().find(|(known, _)| *known == key) {
            assert_eq!(*heading, words[1]);
        }
    }
    for words in [words::OWN_VOICE, words::SOMEONE, words::NO_SPEAKER] {
        assert!(script.contains(&format!("'{words}'")), "{words}");
    }
}

/// The rows of a table, read as RFC 4180 says.
fn read_table(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = table.chars().peekable();
    while let Some(mark) = chars.next() {
        match mark {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(mark),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !is_quoted, "the last row ends");
    rows
}

/// Checks that a table has a row for each quote and claim, as many cells in each, and no formula.
fn check_table(article: &AnnotatedArticle) {
    let rows = read_table(&export(article, Format::Csv));
    assert_eq!(rows.len(), 1 + article.article().quotes.len() + article.article().claims.len());
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "{row:?}");
        assert!(!row.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
    }
}

#[test]
fn table_has_a_row_for_each_quote_and_claim() {
    let article = odd_article();
    check_table(&article);
    let rows = read_table(&export(&article, Format::Csv));
    let row: BTreeMap<&str, &str> = rows[0].iter().zip(&rows[1]).map(|(name, cell)| (&**name, &**cell)).collect();
    assert_eq!(row["kind"], "quote");
    assert!(row["words"].starts_with("'=We will rebuild, Ann Lee & <i>sons</i>"), "{row:?}");
    assert_eq!((row["who"], row["kind of source"]), ("Jane Doe", "named"));
    assert!(row["link"].starts_with("https://news.example/a?b=1#:~:text=%3DWe"), "{row:?}");
    read_goldens().iter().for_each(check_table);
}

/// Checks that elements nest, that nothing of the article's is an element, and that its text is whole.
fn check_page(article: &AnnotatedArticle) {
    let page = export(article, Format::Html);
    let mut open: Vec<&str> = Vec::new();
    let mut shown = String::new();
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or_else(|| panic!("a tag ends: {part}"));
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        let known = [
            "!doctype",
            "html",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "h1",
            "h2",
            "h3",
            "p",
            "blockquote",
            "article",
            "mark",
            "sup",
            "a",
            "section",
            "ol",
            "ul",
            "li",
            "strong",
            "span",
            "footer",
        ];
        assert!(known.contains(&name), "<{tag}>");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "elements nest: {part}");
        } else if name != "!doctype" && name != "meta" {
            open.push(name);
        }
        if open.contains(&"article") && !open.contains(&"sup") {
            shown.push_str(text);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let shown = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(shown, |shown, (written, mark)| shown.replace(written, mark));
    let words = |text: &str| text.split_whitespace().collect::<String>().replace('\0', "\u{fffd}");
    assert_eq!(words(&shown), words(article.text()));
    for attribute in page.split(" id=\"").skip(1) {
        let id = attribute.split('"').next().unwrap_or_default();
        assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id} is there once");
    }
    for link in page.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap_or_default();
        assert!(page.contains(&format!(" id=\"{id}\"")), "{id} is there");
    }
}

#[test]
fn page_is_whole_and_runs_nothing() {
    read_goldens().iter().chain([&odd_article()]).for_each(check_page);
    let page = export(&odd_article(), Format::Html);
    for part in ["<script", "javascript:", " style=", "onerror", "http-equiv=\"refresh\""] {
        assert!(!page.contains(part), "{part}");
    }
    let lie = odd_article().with_url("javascript:alert(1)".to_owned());
    for format in [Format::Html, Format::Markdown, Format::Csv] {
        assert!(!export(&lie, format).contains("javascript:"), "{}", format.name());
    }
}

#[test]
fn policy_of_the_page_allows_its_own_style_alone() {
    let page = export(&odd_article(), Format::Html);
    let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("it has a style");
    let hash = base64(&sha256(style.as_bytes()));
    assert!(page.contains(&format!("content=\"default-src 'none'; style-src 'sha256-{hash}';")), "put {hash} into it");
}

#[test]
fn markdown_lists_speakers_claims_and_names_with_links() {
    let article = odd_article();
    let lists = export(&article, Format::Markdown);
    assert!(
        lists.starts_with("# Bridge\n\n<https://news.example/a?b=1#c>\n\n## Who speaks?\n\n### Jane Doe"),
        "{lists}"
    );
    let (start, end) = article.article().quotes[0].content[0];
    let words: String = article.text().chars().skip(start as usize).take((end - start) as usize).collect();
    assert!(lists.contains(&format!("(<{}>)", link_to("https://news.example/a?b=1#c", &words))), "{lists}");
    for part in ["## What is claimed?\n\n1. ", "Ann Lee & \\<i\\>", "- People: Jane Doe (3), Ann Lee (1)"] {
        assert!(lists.replace("\\&", "&").contains(part), "{part} in {lists}");
    }
    assert!(!export(&read("Rain fell."), Format::Markdown).contains("]("), "no link without an address");
}

/// The motivations of the model.
const MOTIVATIONS: [&str; 13] = [
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
];

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is a string in {value}"))
}

/// Checks the rules of the Web Annotation model, and that each selector selects its words.
fn check_annotations(article: &AnnotatedArticle) {
    let file: Value = serde_json::from_str(&export(article, Format::JsonLd)).expect("it is JSON");
    assert_eq!(file["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(string(&file, "type"), "AnnotationCollection");
    string(&file, "label");
    let page = &file["first"];
    assert_eq!(string(page, "type"), "AnnotationPage");
    assert_eq!((string(page, "partOf"), string(&file, "last")), (string(&file, "id"), string(page, "id")));
    assert_eq!(page["startIndex"], 0);
    let items = page["items"].as_array().expect("a page has a list of items");
    assert_eq!(file["total"], items.len());
    let chars: Vec<char> = article.text().chars().collect();
    let mut ids = vec![string(&file, "id"), string(page, "id")];
    for item in items {
        ids.push(string(item, "id"));
        assert_eq!(string(item, "type"), "Annotation");
        assert!(MOTIVATIONS.contains(&string(item, "motivation")));
        assert_eq!((string(&item["creator"], "type"), string(&item["creator"], "name")), ("Software", "Sourcelight"));
        let bodies = item["body"].as_array().expect("an annotation has bodies");
        assert!(!bodies.is_empty());
        for body in bodies {
            assert!(MOTIVATIONS.contains(&string(body, "purpose")));
            match string(body, "type") {
                "TextualBody" => {
                    assert!(!string(body, "value").is_empty(), "{item}");
                    assert_eq!((string(body, "format"), string(body, "language")), ("text/plain", "en"));
                }
                "SpecificResource" => assert!(string(body, "source").starts_with("urn:sourcelight:")),
                other => panic!("{other} is no type of body"),
            }
        }
        let targets = item["target"].as_array().expect("an annotation has targets");
        assert!(!targets.is_empty(), "an annotation has one target at least");
        targets.iter().for_each(|target| check_target(target, &chars));
    }
    assert!(ids.iter().all(|id| id.starts_with("urn:sourcelight:text:")));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "each id is there once");
}

/// Checks one target and its two selectors.
fn check_target(target: &Value, chars: &[char]) {
    assert_eq!(string(target, "type"), "SpecificResource");
    let source = string(target, "source");
    assert!(source.starts_with("https://") || source.starts_with("urn:"), "{source}");
    let [quote, position] = target["selector"].as_array().expect("selectors are a list").as_slice() else {
        panic!("two selectors: {target}")
    };
    assert_eq!((string(quote, "type"), string(position, "type")), ("TextQuoteSelector", "TextPositionSelector"));
    let offset = |key: &str| position[key].as_u64().expect("an offset is a number that is not negative") as usize;
    let (start, end) = (offset("start"), offset("end"));
    let slice = |range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
    assert_eq!(string(quote, "exact"), slice(start..end));
    assert_eq!(string(quote, "prefix"), slice(start.saturating_sub(32)..start));
    assert_eq!(string(quote, "suffix"), slice(end..(end + 32).min(chars.len())));
}

#[test]
fn annotations_follow_the_model_of_the_w3c() {
    for article in read_goldens().iter().chain([&odd_article()]) {
        check_annotations(article);
        let file: Value = serde_json::from_str(&export(article, Format::JsonLd)).unwrap();
        let items = file["first"]["items"].as_array().unwrap();
        let of = |kind: &str| items.iter().filter(|item| string(item, "id").contains(kind)).count();
        let Article { quotes, claims, mentions, .. } = article.article();
        assert_eq!((of(":quote:"), of(":claim:")), (quotes.len(), claims.len()));
        assert!(of(":mention:") >= mentions.iter().filter(|mention| mention.entity.is_some()).count());
    }
    let file: Value = serde_json::from_str(&export(&odd_article(), Format::JsonLd)).unwrap();
    assert_eq!(file["first"]["items"][0]["target"][0]["source"], "https://news.example/a?b=1#c");
}

#[test]
fn what_has_no_span_is_no_annotation() {
    let mut value: Value = serde_json::from_str(&export(&odd_article(), Format::Json)).unwrap();
    value["quotes"][0]["content"] = json!([]);
    let article = import(&value.to_string()).unwrap();
    check_annotations(&article);
    check_table(&article);
    assert_eq!(import(&export(&article, Format::JsonLd)), Ok(article));
}

#[test]
fn offsets_come_in_either_unit_and_are_kept_in_code_points() {
    let text = "🌳 “We will rebuild,” Jane Doe said.";
    let pairs = |unit| -> Vec<Pair> {
        let article = Article::new(&annotate(Input::plain(text)), unit);
        let article = AnnotatedArticle::check(text.to_owned(), article, String::new(), None).unwrap();
        article.article().quotes[0].content.clone()
    };
    assert_eq!(pairs(OffsetUnit::Utf16), pairs(OffsetUnit::CodePoint));
    assert_eq!(find_words(words::QUOTE_FORMS, "direct"), "in quotation marks");
}

/// SHA-256 (FIPS 180-4).
fn sha256(bytes: &[u8]) -> [u8; 32] {
    let primes: Vec<u64> = (2..312).filter(|&n| (2..n).all(|divisor| n % divisor != 0)).collect();
    // The first 32 bits of the fractions of the roots of the first primes.
    let fraction = |root: f64| ((root - root.floor()) * 4_294_967_296.0) as u32;
    let k: Vec<u32> = primes.iter().take(64).map(|&prime| fraction((prime as f64).cbrt())).collect();
    let mut state: Vec<u32> = primes.iter().take(8).map(|&prime| fraction((prime as f64).sqrt())).collect();
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64) + if padded.len() % 64 > 56 { 64 } else { 0 } - 8, 0);
    padded.extend((bytes.len() as u64 * 8).to_be_bytes());
    for chunk in padded.chunks(64) {
        let mut w: Vec<u32> =
            chunk.chunks(4).map(|four| u32::from_be_bytes(four.try_into().expect("four bytes"))).collect();
        for i in 16..64 {
            let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
            let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
            w.push(w[i - 16].wrapping_add(s0).wrapping_add(w[i - 7]).wrapping_add(s1));
        }
        let mut v = state.clone();
        for i in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let t1 = v[7].wrapping_add(s1).wrapping_add(choice).wrapping_add(k[i]).wrapping_add(w[i]);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(s0.wrapping_add(majority));
        }
        state.iter_mut().zip(v).for_each(|(state, v)| *state = state.wrapping_add(v));
    }
    let bytes: Vec<u8> = state.iter().flat_map(|word| word.to_be_bytes()).collect();
    bytes.try_into().expect("eight words")
}

/// Base64 with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| -> String {
        let bits = three.iter().chain([&0; 2]).take(3).fold(0_usize, |bits, &byte| bits << 8 | usize::from(byte));
        (0..4)
            .map(|place| if place > three.len() { '=' } else { char::from(DIGITS[bits >> (18 - 6 * place) & 63]) })
            .collect()
    };
    bytes.chunks(3).map(group).collect()
}
