//! The JSON that other programs read: its keys, its words and its offsets. A change here is a change of
//! `wire::VERSION` unless it only adds a key.

use serde_json::json;
use sourcelight::claim::{
    Claim, ClaimType, Claimant, ClaimantKind, Evidence, EvidenceKind, Hedge, HedgeKind, Link, LinkKind, Stance,
};
use sourcelight::document::{Block, BlockKind};
use sourcelight::entity::{Entities, Entity, EntityKind, Mention, MentionForm};
use sourcelight::quote::{Framing, Quote, QuoteForm, SourceKind};
use sourcelight::summary::{Source, Summary};
use sourcelight::text::value::Value;
use sourcelight::wire::{self, Article, Request};
use sourcelight::{Annotations, Document, OffsetUnit, Span, annotate};

/// The tree takes 4 bytes, 2 UTF-16 code units and 1 code point, so that no two units agree after it.
const TEXT: &str = "🌳 Trees\n“Oaks may fall in 3 days,” Ann Lee claimed. The city denies it.";

/// The span of the `nth` occurrence of `part`.
fn find(part: &str, nth: usize) -> Span {
    let (start, _) = TEXT.match_indices(part).nth(nth).expect("the part is in the text");
    Span::new(start as u32, (start + part.len()) as u32)
}

/// An article with one annotation of every kind and every field in use. Written by hand: it holds what the wire form
/// must carry, whatever the annotators find.
fn article() -> Annotations {
    let block = |span, kind| Block { span, kind, repeats: None, body_start: span.start, tokens: 0..0, sentences: 0..0 };
    let mention = |part, nth, kind, form, entity, value| Mention {
        span: find(part, nth),
        tokens: 0..1,
        kind,
        form,
        entity,
        value,
        score: 0.974,
        why: "a reason",
    };
    let content = find("Oaks may fall in 3 days,", 0);
    let denial = find("The city denies it", 0);
    Annotations {
        document: Document {
            text: TEXT.to_owned(),
            blocks: vec![
                block(find("🌳 Trees", 0), BlockKind::Headline),
                block(Span::new(find("“", 0).start, TEXT.len() as u32), BlockKind::Paragraph),
            ],
            ..Document::default()
        },
        language: "en",
        entities: Entities {
            mentions: vec![
                mention("3 days", 0, EntityKind::Date, MentionForm::Name, None, Some(Value::Iso("P3D".to_owned()))),
                mention("Ann Lee", 0, EntityKind::Person, MentionForm::Name, Some(0), None),
                mention("The city", 0, EntityKind::Organization, MentionForm::Nominal, Some(1), None),
            ],
            entities: vec![
                Entity {
                    name: "Ann Lee".to_owned(),
                    kind: EntityKind::Person,
                    role: Some(find("Oaks", 0)),
                    mentions: vec![1],
                },
                Entity { name: "The city".to_owned(), kind: EntityKind::Organization, role: None, mentions: vec![2] },
            ],
        },
        quotes: vec![Quote {
            content: vec![content],
            cue: vec![find("claimed", 0)],
            source: vec![find("Ann Lee", 0)],
            entity: Some(0),
            form: QuoteForm::Direct,
            source_kind: SourceKind::Named,
            framing: Framing::Distancing,
            score: 1.0,
            why: vec!["in quotation marks".to_owned()],
        }],
        claims: vec![
            Claim {
                span: vec![find("Oaks may fall", 0), find("in 3 days", 0)],
                types: vec![ClaimType::Prediction, ClaimType::Quantity],
                claimant: Claimant { kind: ClaimantKind::Named, entity: Some(0), span: Some(find("Ann Lee", 0)) },
                quote: Some(0),
                stance: Stance::Alleges,
                framing: Framing::Distancing,
                hedges: vec![Hedge { span: find("may", 0), kind: HedgeKind::Epistemic }],
                evidence: vec![Evidence { kind: EvidenceKind::Number, span: find("3 days", 0) }],
                check_worthy: 2,
                check_score: 0.7,
                score: 0.5,
                links: vec![],
                why: vec!["“may” leaves room for doubt".to_owned()],
            },
            Claim {
                span: vec![denial],
                types: vec![ClaimType::Event],
                claimant: Claimant { kind: ClaimantKind::Author, entity: None, span: None },
                quote: None,
                stance: Stance::Denies,
                framing: Framing::Neutral,
                hedges: vec![],
                evidence: vec![],
                check_worthy: 1,
                check_score: 0.25,
                score: 0.0,
                links: vec![Link { kind: LinkKind::Denies, to: 0 }],
                why: vec![],
            },
        ],
        summary: Summary {
            words: 13,
            quoted_words: 6,
            sources: vec![Source {
                entity: Some(0),
                name: "Ann Lee".to_owned(),
                kind: SourceKind::Named,
                direct: 1,
                indirect: 0,
                words: 6,
            }],
            claims_by_voice: [1, 1, 0, 0, 0],
            answered: vec![0],
            unanswered: vec![],
            check_first: vec![0],
        },
    }
}

/// What [`article`] is in JSON; `shift` is what the tree's width adds to every offset after it.
fn expected(offsets: &str, shift: u32) -> serde_json::Value {
    let at = |offset: u32| offset + shift;
    let pair = |start: u32, end: u32| json!([at(start), at(end)]);
    json!({
        "version": 1,
        "offsets": offsets,
        "language": "en",
        "blocks": [
            {"start": 0, "end": at(7), "kind": "headline"},
            {"start": at(8), "end": at(71), "kind": "paragraph"},
        ],
        "entities": [
            {"id": 0, "name": "Ann Lee", "kind": "person", "role": pair(9, 13)},
            {"id": 1, "name": "The city", "kind": "organization", "role": null},
        ],
        "mentions": [
            {"start": at(26), "end": at(32), "kind": "date", "form": "name", "entity": null, "value": {"iso": "P3D", "number": null, "unit": null}, "score": 0.97, "why": ["a reason"]},
            {"start": at(35), "end": at(42), "kind": "person", "form": "name", "entity": 0, "value": null, "score": 0.97, "why": ["a reason"]},
            {"start": at(52), "end": at(60), "kind": "organization", "form": "nominal", "entity": 1, "value": null, "score": 0.97, "why": ["a reason"]},
        ],
        "quotes": [{
            "id": 0,
            "content": [pair(9, 33)],
            "cue": [pair(43, 50)],
            "source": [pair(35, 42)],
            "entity": 0,
            "form": "direct",
            "source_kind": "named",
            "framing": "distancing",
            "score": 0.99,
            "why": ["in quotation marks"],
        }],
        "claims": [
            {
                "id": 0,
                "span": [pair(9, 22), pair(23, 32)],
                "types": ["prediction", "quantity"],
                "claimant": {"kind": "named", "entity": 0, "span": pair(35, 42)},
                "quote": 0,
                "stance": "alleges",
                "framing": "distancing",
                "hedges": [{"start": at(14), "end": at(17), "kind": "epistemic"}],
                "evidence": [{"kind": "number", "span": pair(26, 32)}],
                "check_worthy": 2,
                "check_score": 0.7,
                "score": 0.5,
                "links": [],
                "why": ["“may” leaves room for doubt"],
            },
            {
                "id": 1,
                "span": [pair(52, 70)],
                "types": ["event"],
                "claimant": {"kind": "author", "entity": null, "span": null},
                "quote": null,
                "stance": "denies",
                "framing": "neutral",
                "hedges": [],
                "evidence": [{"kind": "none", "span": null}],
                "check_worthy": 1,
                "check_score": 0.25,
                "score": 0.01,
                "links": [{"kind": "denies", "to": 0}],
                "why": [],
            },
        ],
        "summary": {
            "words": 13,
            "quoted_words": 6,
            "sources": [{
                "entity": 0, "name": "Ann Lee", "kind": "named", "direct": 1, "indirect": 0, "words": 6, "percent": 100,
            }],
            "claims_by_voice": {"author": 1, "named": 1, "unnamed": 0, "vague": 0, "document": 0},
            "allegations": {"answered": [0], "unanswered": []},
            "check_first": [0],
        },
    })
}

#[test]
fn json_has_these_keys_words_and_code_points() {
    let json = serde_json::to_value(Article::new(&article(), OffsetUnit::CodePoint)).unwrap();
    assert_eq!(json, expected("codepoint", 0), "{json:#}");
}

#[test]
fn javascript_gets_the_same_in_utf16_code_units() {
    let json = serde_json::to_value(Article::new(&article(), OffsetUnit::Utf16)).unwrap();
    assert_eq!(json, expected("utf16", 1), "{json:#}");
}

#[test]
fn amounts_have_a_number_and_a_unit_in_place_of_a_date() {
    let amount = Value::Amount { number: "4500000000".to_owned(), unit: "EUR".to_owned() };
    let json = serde_json::to_value(wire::Value::from(amount)).unwrap();
    assert_eq!(json, json!({"iso": null, "number": "4500000000", "unit": "EUR"}));
}

#[test]
fn requests_need_a_text_and_ignore_unknown_keys() {
    let request: Request = serde_json::from_value(json!({"id": "a1", "text": TEXT, "more": 1})).unwrap();
    assert_eq!(annotate(request.into_input(OffsetUnit::CodePoint)).document.text, TEXT);
    assert!(serde_json::from_value::<Request>(json!({"blocks": []})).is_err());
}

#[test]
fn blocks_of_a_request_are_put_in_order() {
    let blocks = json!([
        {"start": 2, "end": 7, "path": "body>h1", "hints": "headline", "linkDensity": 0.5},
        {"start": 4, "end": 9},
        {"start": 60, "end": 4_000_000_000_u32},
    ]);
    let request: Request = serde_json::from_value(json!({"text": TEXT, "blocks": blocks})).unwrap();
    let input = request.into_input(OffsetUnit::CodePoint);
    let slices: Vec<&str> = input.blocks.iter().map(|block| block.span.slice(TEXT)).collect();
    assert_eq!(slices, ["Trees", "\n“", " denies it."]);
    assert_eq!((input.blocks[0].path.as_str(), input.blocks[0].hints.as_str()), ("body>h1", "headline"));
}
