//! The W3C Web Annotation model: a collection of annotations, each with the passages it is about.
//!
//! Every span is one target with two selectors, by its words with what stands around them and by its code points. The
//! text and the annotations themselves stand in a property of our own, so that nothing is lost on the way back.
//!
//! # Source
//! Web Annotation Data Model, W3C Recommendation of 23 February 2017.

use super::article::AnnotatedArticle;
use super::view::{View, join_told, put, shorten};
use super::{Whole, to_json_text};
use crate::wire::words::{
    CLAIM_TYPES, ENTITY_KINDS, FRAMINGS, QUOTE_FORMS, SOURCE_KINDS, STANCES, check_words, find_words,
};
use crate::wire::{Mention, Pair};

/// The property that holds the text and the annotations.
pub(super) const DOCUMENT: &str = "sourcelight:document";

/// What our own terms mean to a program that reads linked data.
const CONTEXT: &str = r#"["http://www.w3.org/ns/anno.jsonld",{"@version":1.1,"sourcelight":"urn:sourcelight:","sourcelight:document":{"@id":"urn:sourcelight:document","@type":"@json"}}]"#;

/// Chars before and after a passage that a selector tells.
const AROUND: usize = 32;

/// Who made the annotations.
const CREATOR: &str = concat!(
    "{\"id\":\"urn:sourcelight:software:",
    env!("CARGO_PKG_VERSION"),
    "\",\"type\":\"Software\",\"name\":\"Sourcelight\",\"sourcelight:version\":\"",
    env!("CARGO_PKG_VERSION"),
    "\"}"
);

/// An article as a document of linked data, one annotation a line.
pub(super) fn to_json_ld(article: &AnnotatedArticle) -> String {
    let urn = format!("urn:sourcelight:text:{:016x}", hash(article.text()));
    let view = View::new(article);
    let maker = Maker { source: view.url.unwrap_or(&urn), urn: &urn, view: &view };
    let mut items = Vec::new();
    for quote in &view.article.quotes {
        let speaker = view.speaker(quote.id);
        let kind = if speaker.kind == "none" { "" } else { find_words(SOURCE_KINDS, quote.source_kind) };
        let role = view.role(quote.entity);
        let words = join_told(
            &[
                &format!("Quote {}", find_words(QUOTE_FORMS, quote.form)),
                &format!("speaker: {}", join_told(&[&speaker.name, &role], ", ")),
                kind,
                find_words(FRAMINGS, quote.framing),
            ],
            "; ",
        );
        let mut body = vec![to_words("describing", words), to_words("tagging", "quote".to_owned())];
        body.extend(quote.entity.map(|entity| maker.thing(entity)));
        items.extend(maker.annotation("quote", quote.id, "describing", &body, &quote.content));
    }
    for claim in &view.article.claims {
        let words = join_told(
            &[
                &format!("Claim; put forward by: {}", view.claimant(claim)),
                find_words(STANCES, claim.stance),
                find_words(FRAMINGS, claim.framing),
                check_words(claim.check_worthy),
            ],
            "; ",
        );
        let mut body = vec![to_words("describing", words), to_words("tagging", "claim".to_owned())];
        body.extend(claim.types.iter().map(|kind| to_words("classifying", find_words(CLAIM_TYPES, kind).to_owned())));
        items.extend(maker.annotation("claim", claim.id, "describing", &body, &claim.span));
    }
    for (id, mention) in (0..).zip(&view.article.mentions) {
        if let Some(body) = maker.mention_body(mention) {
            let motivation = if mention.entity.is_some() { "identifying" } else { "classifying" };
            items.extend(maker.annotation("mention", id, motivation, &body, &[(mention.start, mention.end)]));
        }
    }
    format!(
        "{{\"@context\":{CONTEXT},\n\"id\":{id},\"type\":\"AnnotationCollection\",\"label\":{label},\n\
         \"creator\":{creator},\n\"total\":{total},\"last\":{page},\n\
         \"first\":{{\"id\":{page},\"type\":\"AnnotationPage\",\"partOf\":{id},\"startIndex\":0,\"items\":[\n{items}\n]}},\n\
         \"{DOCUMENT}\":{document}}}\n",
        id = to_json_text(&format!("{urn}:annotations")),
        label = to_json_text(&view.title()),
        creator = CREATOR,
        total = items.len(),
        page = to_json_text(&format!("{urn}:annotations:1")),
        items = items.join(",\n"),
        document = to_json_text(&Whole::from(article)),
    )
}

/// What all annotations of a document share.
struct Maker<'a> {
    view: &'a View<'a>,
    /// The name of the text.
    urn: &'a str,
    /// The page, or the text's name where it has no address.
    source: &'a str,
}

impl Maker<'_> {
    /// An annotation as JSON; `None` where it is about no passage.
    fn annotation(
        &self,
        kind: &str,
        id: u32,
        motivation: &'static str,
        body: &[String],
        pairs: &[Pair],
    ) -> Option<String> {
        if pairs.is_empty() {
            return None;
        }
        let target: Vec<String> = pairs.iter().map(|&pair| self.target(pair)).collect();
        let mut json = String::new();
        put(
            &mut json,
            &["{\"id\":\"", self.urn, ":", kind, ":", &id.to_string(), "\",\"type\":\"Annotation\",\"motivation\":\""],
        );
        put(&mut json, &[motivation, "\",\"creator\":", CREATOR, ",\"body\":[", &body.join(","), "],\"target\":["]);
        put(&mut json, &[&target.join(","), "]}"]);
        Some(json)
    }

    /// One passage.
    fn target(&self, pair: Pair) -> String {
        let text = self.view.text;
        let span = self.view.span(pair);
        let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
        let prefix = before.char_indices().rev().nth(AROUND - 1).map_or(before, |(at, _)| &before[at..]);
        let suffix = after.char_indices().nth(AROUND).map_or(after, |(at, _)| &after[..at]);
        let mut json = String::new();
        put(&mut json, &["{\"type\":\"SpecificResource\",\"source\":", &to_json_text(&self.source)]);
        put(
            &mut json,
            &[",\"selector\":[{\"type\":\"TextQuoteSelector\",\"exact\":", &to_json_text(&span.slice(text))],
        );
        put(&mut json, &[",\"prefix\":", &to_json_text(&prefix), ",\"suffix\":", &to_json_text(&suffix)]);
        put(&mut json, &["},{\"type\":\"TextPositionSelector\",\"start\":", &pair.0.to_string()]);
        put(&mut json, &[",\"end\":", &pair.1.to_string(), "}]}"]);
        json
    }

    /// The entity as a thing that other annotations name too.
    fn thing(&self, entity: u32) -> String {
        let id = entity.to_string();
        let start = "{\"type\":\"SpecificResource\",\"purpose\":\"identifying\",\"source\":\"";
        [start, self.urn, ":entity:", &id, "\"}"].concat()
    }

    /// What is said of a mention; `None` where nothing is known of it.
    fn mention_body(&self, mention: &Mention) -> Option<Vec<String>> {
        let kind = to_words("classifying", find_words(ENTITY_KINDS, mention.kind).to_owned());
        if let Some(entity) = mention.entity {
            let name = join_told(&[&self.view.name(entity), &self.view.role(Some(entity))], ", ");
            return Some(vec![to_words("identifying", name), self.thing(entity), kind]);
        }
        let Some(value) = &mention.value else {
            let words = shorten(&self.view.words(&[(mention.start, mention.end)]), 120);
            return (mention.form == "name").then(|| vec![to_words("identifying", words), kind]);
        };
        let parts = [&value.iso, &value.number, &value.unit].map(|part| part.as_deref().unwrap_or_default());
        Some(vec![to_words("describing", join_told(&parts, " ")), kind])
    }
}

/// Plain words about a passage.
fn to_words(purpose: &str, value: String) -> String {
    let start = "{\"type\":\"TextualBody\",\"purpose\":\"";
    let end = ",\"format\":\"text/plain\",\"language\":\"en\"}";
    [start, purpose, "\",\"value\":", &to_json_text(&value.as_str()), end].concat()
}

/// A number that names `text`, the same everywhere: FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
