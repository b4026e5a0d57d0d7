//! Corpora with part-of-speech tags, cut anew into our tokens.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use serde::Deserialize;
use sourcelight::annotator::read_document;
use sourcelight::document::TokenKind;
use sourcelight::model::pos::Pos;
use sourcelight::{Document, Input, Span};

/// Where the corpora lie, from the repository's root.
pub(crate) const CORPORA: &str = "../shared/corpora";

/// A document and the gold tags of its tokens; `None` where the corpus says nothing about the token.
pub(crate) struct Tagged {
    /// The text, cut by the annotator's own code.
    pub(crate) doc: Document,
    /// One a token.
    pub(crate) gold: Vec<Option<Pos>>,
}

/// A text with its labelled names.
pub(crate) struct NamedText {
    pub(crate) text: String,
    /// Where each lies, and the corpus's own label.
    pub(crate) names: Vec<(Span, String)>,
}

#[derive(Deserialize)]
struct NamedLine {
    text: String,
    licence_class: Option<String>,
    entities: Vec<NamedSpan>,
}

/// A name; offsets in code points.
#[derive(Deserialize)]
struct NamedSpan {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads the texts of a corpus of `ner/` whose terms are open, with the names that it labels.
pub(crate) fn read_named_texts(name: &str) -> Result<Vec<NamedText>, String> {
    let mut texts = Vec::new();
    for line in read_lines(name)? {
        let line: NamedLine = parse(name, &line)?;
        if line.licence_class.is_some_and(|class| class != "open") {
            continue;
        }
        let offsets = byte_offsets(&line.text);
        let names = (line.entities.into_iter())
            .map(|name| (Span::new(offsets[name.start], offsets[name.end]), name.kind))
            .collect();
        texts.push(NamedText { text: line.text, names });
    }
    Ok(texts)
}

/// The byte at which each code point of `text` begins, and its length.
pub(crate) fn byte_offsets(text: &str) -> Vec<u32> {
    let mut offsets: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
    offsets.push(text.len() as u32);
    offsets
}

/// A token of a corpus.
struct GoldToken {
    /// Code points.
    start: usize,
    end: usize,
    tag: String,
}

#[derive(Deserialize)]
struct UdLine {
    text: String,
    tokens: Vec<UdToken>,
    licence_class: Option<String>,
}

#[derive(Deserialize)]
struct UdToken {
    start: usize,
    end: usize,
    pos: Option<String>,
}

#[derive(Deserialize)]
struct TextLine {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct CoreNlpLine {
    id: String,
    tok: Vec<(usize, usize)>,
    pos: String,
}

/// The lines of a corpus file, unpacked where its name ends in ".gz".
pub(crate) fn read_lines(name: &str) -> Result<Vec<String>, String> {
    let path = Path::new(CORPORA).join(name);
    let file = File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let reader: Box<dyn Read> = if name.ends_with(".gz") { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    BufReader::new(reader).lines().collect::<Result<_, _>>().map_err(|error| format!("{name}: {error}"))
}

/// A line of JSON.
fn parse<'l, T: Deserialize<'l>>(name: &str, line: &'l str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| format!("{name}: {error}"))
}

/// Reads a corpus of `pos/`: only texts of the open licence class.
pub(crate) fn read_gold(name: &str) -> Result<Vec<Tagged>, String> {
    let mut documents = Vec::new();
    for line in read_lines(name)? {
        let line: UdLine = parse(name, &line)?;
        if line.licence_class.is_some_and(|class| class != "open") {
            continue;
        }
        let gold: Vec<GoldToken> = (line.tokens.into_iter())
            .map(|token| GoldToken { start: token.start, end: token.end, tag: token.pos.unwrap_or_default() })
            .collect();
        documents.push(align(line.text, &gold));
    }
    Ok(documents)
}

/// Reads the machine-made tags of one part of PolNeAR, whose texts `recase` may write in other cases.
pub(crate) fn read_silver(part: &str, recase: impl Fn(String) -> String) -> Result<Vec<Tagged>, String> {
    let name = format!("quotes/polnear/{part}.jsonl");
    let mut texts = BTreeMap::new();
    for line in read_lines(&name)? {
        let line: TextLine = parse(&name, &line)?;
        texts.insert(line.id, line.text);
    }
    let name = format!("quotes/polnear/corenlp/{part}.jsonl.gz");
    let mut documents = Vec::new();
    for line in read_lines(&name)? {
        let line: CoreNlpLine = parse(&name, &line)?;
        let Some(text) = texts.remove(&line.id) else { continue };
        let gold: Vec<GoldToken> = (line.tok.into_iter().zip(line.pos.split(' ')))
            .map(|((start, end), tag)| GoldToken { start, end, tag: tag.to_owned() })
            .collect();
        documents.push(align(recase(text), &gold));
    }
    Ok(documents)
}

/// Cuts `text` into our tokens and gives each the tag of the corpus's token at its place.
fn align(text: String, gold: &[GoldToken]) -> Tagged {
    let offsets = byte_offsets(&text);
    let doc = read_document(Input::plain(text));
    let tags: Vec<Option<Pos>> =
        gold.iter().enumerate().map(|(at, token)| fold(token, gold.get(at + 1), gold.get(at + 2))).collect();
    let mut first = 0;
    let mut aligned = Vec::with_capacity(doc.tokens.len());
    for (id, token) in doc.tokens.iter().enumerate() {
        while first < gold.len() && offsets[gold[first].end] <= token.span.start {
            first += 1;
        }
        let Some(found) = gold.get(first) else {
            aligned.push(None);
            continue;
        };
        let (start, end) = (offsets[found.start], offsets[found.end]);
        let tag = if start >= token.span.end {
            None
        } else if start == token.span.start && end == token.span.end {
            tags[first]
        } else if token.kind == TokenKind::Dash {
            // "well-known" as one token of the corpus.
            Some(Pos::Mark)
        } else if start == token.span.start && end < token.span.end && doc.lower(id as u32) == "cannot" {
            Some(Pos::Modal)
        } else {
            None
        };
        aligned.push(tag);
    }
    Tagged { doc, gold: aligned }
}

/// The tag of `token`, folded; `None` where corpora differ or the tag says nothing.
///
/// The Penn Treebank has one tag for "to"; corpora of Universal Dependencies have it only before infinitives.
fn fold(token: &GoldToken, next: Option<&GoldToken>, second: Option<&GoldToken>) -> Option<Pos> {
    let is_base = |token: Option<&GoldToken>| token.is_some_and(|token| token.tag == "VB");
    Some(match token.tag.as_str() {
        "NN" | "NNS" => Pos::Noun,
        "NNP" | "NNPS" | "ADD" => Pos::Proper,
        "PRP" | "EX" => Pos::Pronoun,
        "PRP$" | "WP$" => Pos::Possessive,
        "DT" | "PDT" => Pos::Determiner,
        "JJ" | "JJR" | "JJS" => Pos::Adjective,
        "RB" | "RBR" | "RBS" => Pos::Adverb,
        "VB" => Pos::VerbBase,
        "VBD" => Pos::VerbPast,
        "VBG" => Pos::VerbIng,
        "VBN" => Pos::VerbParticiple,
        "VBP" | "VBZ" => Pos::VerbPresent,
        "MD" => Pos::Modal,
        "IN" => Pos::Preposition,
        "TO" if is_base(next) => Pos::To,
        "TO" if next.is_some_and(|next| next.tag.starts_with("RB")) && is_base(second) => Pos::To,
        // "wants to." ends with an infinitive that is left out.
        "TO" if next.is_none_or(|next| matches!(next.tag.as_str(), "." | "," | ":" | "''")) => Pos::To,
        "TO" => Pos::Preposition,
        "CC" => Pos::Coordinator,
        "WP" | "WRB" | "WDT" => Pos::Wh,
        "RP" => Pos::Particle,
        "CD" => Pos::Number,
        "POS" => Pos::PossessiveEnding,
        "UH" | "FW" => Pos::Interjection,
        "." | "," | ":" | "``" | "''" | "\"" | "-LRB-" | "-RRB-" | "(" | ")" | "HYPH" | "NFP" | "$" | "#" | "-"
        | "..." | "--" => Pos::Mark,
        "SYM" if token.end == token.start + 1 => Pos::Mark,
        _ => return None,
    })
}
