//! Floor 5: who says what. Terms of the PARC and PolNeAR corpora: content, cue, source.

mod acceptance;
mod attribution;
mod content;
mod content_end;
mod cue;
mod direct;
mod nested;
mod passive;
mod phrase;
mod signature;
mod source;
mod speaker;
mod transcript;
mod verbless;

use std::cell::RefCell;
use std::ops::Range;

pub use acceptance::Candidate;

use acceptance::{ACCEPTANCE, Judge};
use attribution::{Attribution, Rule, find_attributions};
use cue::{CLAUSE, RECIPIENT, class, find_word_facts};
use direct::{draft_quotes, find_speech, index_quotations};
use nested::{Nested, find_nested};
use phrase::Text;
use signature::find_signatures;
use source::{Identity, Source, identify, only};
use speaker::{Last, find_interviewee, find_only_person};
use transcript::{Turn, find_turns};

use crate::document::{Document, SentenceId, TokenId, TokenKind};
use crate::entity::{Entities, EntityId, EntityKind};
use crate::model::linear::Linear;
use crate::model::pos::Pos;
use crate::span::Span;

/// Index into the article's quotes.
pub type QuoteId = u32;

/// Whether the words are the source's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteForm {
    /// All in quotation marks, or a transcript's speech.
    Direct,
    /// Paraphrase.
    Indirect,
    /// Paraphrase with quoted stretches.
    Mixed,
}

/// How the source is identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// An identified person or organisation, pronouns resolved.
    Named,
    /// Described but not identified: "a senior official".
    Unnamed,
    /// Nobody who could be asked: "critics", "it is believed".
    Vague,
    /// A report, study, filing, another outlet's text.
    Document,
    /// No source in the text.
    None,
}

/// What the author's choice of cue implies about the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Framing {
    /// "say", "tell".
    #[default]
    Neutral,
    /// "claim", "allege", "purport".
    Distancing,
    /// "reveal", "admit", "point out".
    Endorsing,
}

/// One attribution: somebody's words or thoughts, and how the text gives them.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// What is said: one or more spans in order, trimmed, quotation marks outside.
    pub content: Vec<Span>,
    /// The reporting verb or phrase; empty for a floating quote.
    pub cue: Vec<Span>,
    /// The words that name the source; empty where the text gives none. For a quote that takes its
    /// source from an earlier quote, the source words of that one.
    pub source: Vec<Span>,
    /// The source as an entity, where the text settles it.
    pub entity: Option<EntityId>,
    /// Whether the words are the source's own.
    pub form: QuoteForm,
    /// How the source is identified.
    pub source_kind: SourceKind,
    /// What the cue implies.
    pub framing: Framing,
    /// Calibrated probability that content and source are right, `0.01..=0.99`.
    pub score: f32,
    /// Why it is marked, in words for the reader.
    pub why: Vec<String>,
}

/// Finds the quotes of `doc`, in order of their first content. `pos` holds one tag a token.
pub fn find_quotes(doc: &Document, pos: &[Pos], entities: &Entities) -> Vec<Quote> {
    let words = find_word_facts(doc);
    let quotation_of = index_quotations(doc, 0);
    let mut is_speech = find_speech(doc, pos, &words, 0);
    let turns = find_turns(doc, &words);
    for turn in &turns {
        // Speech of a transcript is done with.
        let first = doc.quotations.partition_point(|quotation| quotation.open < turn.tokens.start);
        let inside = doc.quotations[first..].iter().take_while(|quotation| quotation.open < turn.tokens.end);
        let count = inside.count();
        is_speech[first..first + count].fill(false);
    }
    let text = Text { doc, pos, words: &words, quotation_of: &quotation_of, is_speech: &is_speech };
    let mut attributions = find_signatures(&text);
    let judge = Judge { model: &ACCEPTANCE, kept: None };
    read_sentences(&text, &turns, &judge, &mut attributions);
    let drafts = draft_quotes(doc, &quotation_of, &is_speech, &attributions);
    let mut quotes: Vec<Quote> = turns.iter().filter_map(|turn| quote_turn(&text, entities, turn)).collect();
    let mut last = Last::default();
    let interviewee = find_interviewee(&text, entities);
    let mut last_source: Option<(Vec<Span>, Option<EntityId>, SourceKind)> = None;
    for draft in drafts {
        if turns_hold(&turns, doc, draft.content[0]) {
            continue;
        }
        let form = find_form(doc, &quotation_of, &draft.content);
        let mut quote = new_quote(draft.content, form);
        match draft.attribution.map(|id| &attributions[id]) {
            Some(attribution) => fill_attribution(&text, entities, attribution, &mut quote, &last),
            None => {
                let spoke = last_source.as_ref().is_some_and(|(_, entity, _)| {
                    entity.is_some_and(|entity| entities.entities[entity as usize].kind == EntityKind::Person)
                });
                if let Some((words, entity)) = interviewee.filter(|_| !spoke) {
                    (quote.source, quote.entity, quote.source_kind) = (vec![words], Some(entity), SourceKind::Named);
                    quote.why.push("quotation with no source beside it, in an interview".to_owned());
                    quote.score = 0.6;
                } else if let (Some(_), Some((words, entity, kind))) = (draft.follows, last_source.clone()) {
                    (quote.source, quote.entity, quote.source_kind) = (words, entity, kind);
                    quote.why.push("quotation that goes on after the quote before it".to_owned());
                    quote.score = 0.45;
                } else {
                    quote.why.push("long quotation with no source beside it".to_owned());
                    quote.score = 0.2;
                }
            }
        }
        let sentence = doc.sentence_of(doc.token_at(quote.content[0].start));
        last.note(entities, &quote, sentence);
        if !quote.source.is_empty() {
            last_source = Some((quote.source.clone(), quote.entity, quote.source_kind));
        }
        quotes.push(quote);
    }
    for nested in find_nested(&text, &judge) {
        quotes.push(quote_nested(&text, entities, nested));
    }
    quotes.sort_by_key(|quote| quote.content[0]);
    quotes
}

/// All that reads like an attribution in `doc`, as training sees it, where `model` says which readings stand. `pos` holds
/// one tag a token.
pub fn list_candidates(doc: &Document, pos: &[Pos], model: &Linear) -> Vec<Candidate> {
    let words = find_word_facts(doc);
    let quotation_of = index_quotations(doc, 0);
    let is_speech = find_speech(doc, pos, &words, 0);
    let text = Text { doc, pos, words: &words, quotation_of: &quotation_of, is_speech: &is_speech };
    let judge = Judge { model, kept: Some(RefCell::default()) };
    read_sentences(&text, &find_turns(doc, &words), &judge, &mut Vec::new());
    judge.kept.map(RefCell::into_inner).unwrap_or_default()
}

/// Adds the attributions of all sentences of the article that lie in no speaker's turn.
fn read_sentences(text: &Text, turns: &[Turn], judge: &Judge, attributions: &mut Vec<Attribution>) {
    let mut phrases = Vec::new();
    let mut turns = turns.iter().peekable();
    for (id, sentence) in text.doc.sentences.iter().enumerate() {
        let block = &text.doc.blocks[sentence.block as usize];
        if !block.kind.is_article_text() || block.repeats.is_some() {
            continue;
        }
        while turns.peek().is_some_and(|turn| turn.tokens.end <= sentence.tokens.start) {
            turns.next();
        }
        let mut start = sentence.tokens.start;
        if text.doc.tokens[start as usize].span.start < block.body_start {
            start = text.doc.token_at(block.body_start).min(sentence.tokens.end);
        }
        if let Some(turn) = turns.peek()
            && turn.tokens.start < sentence.tokens.end
        {
            start = start.max(turn.tokens.end);
        }
        if start >= sentence.tokens.end {
            continue;
        }
        text.cut(start..sentence.tokens.end, &mut phrases);
        find_attributions(text, &phrases, id as SentenceId, judge, attributions);
    }
}

/// Whether a turn holds `span`.
fn turns_hold(turns: &[Turn], doc: &Document, span: Span) -> bool {
    let token = doc.token_at(span.start);
    let at = turns.partition_point(|turn| turn.tokens.end <= token);
    turns.get(at).is_some_and(|turn| turn.tokens.start <= token)
}

/// The quote of a speaker's turn.
fn quote_turn(text: &Text, entities: &Entities, turn: &Turn) -> Option<Quote> {
    let content: Vec<Span> = turn.content.iter().map(|range| text.doc.token_span(range.clone())).collect();
    if content.is_empty() {
        return None;
    }
    let words = text.doc.token_span(turn.source.clone());
    let comma = turn.source.clone().find(|&token| text.doc.token_text(token) == ",").unwrap_or(turn.source.end);
    let head = comma.max(turn.source.start + 1) - 1;
    let source = Source { words: only(turn.source.clone()), head, first: 0 };
    let mut identity = identify(text, entities, &source);
    let person = entities
        .mentions_in(words)
        .find_map(|(_, mention)| mention.entity.filter(|_| mention.kind == EntityKind::Person));
    if person.is_some() {
        identity = Identity { kind: SourceKind::Named, entity: person, open_pronoun: false };
    }
    let cue = text.doc.token_span(turn.cue.clone());
    Some(Quote {
        content,
        cue: std::iter::once(cue).collect(),
        source: std::iter::once(words).collect(),
        entity: identity.entity,
        form: QuoteForm::Direct,
        source_kind: identity.kind,
        framing: Framing::Neutral,
        score: 0.95,
        why: std::iter::once(format!("speaker line “{} {}”", text.doc.slice(words), text.doc.slice(cue))).collect(),
    })
}

/// The quote inside another.
fn quote_nested(text: &Text, entities: &Entities, nested: Nested) -> Quote {
    let mut quote = new_quote(nested.content, QuoteForm::Direct);
    fill_attribution(text, entities, &nested.attribution, &mut quote, &Last::default());
    quote
}

/// A quote with content and form alone.
fn new_quote(content: Vec<Span>, form: QuoteForm) -> Quote {
    Quote {
        content,
        cue: Vec::new(),
        source: Vec::new(),
        entity: None,
        form,
        source_kind: SourceKind::None,
        framing: Framing::Neutral,
        score: 0.6,
        why: Vec::new(),
    }
}

/// Puts cue, source and reasons of `attribution` into `quote`.
fn fill_attribution(text: &Text, entities: &Entities, attribution: &Attribution, quote: &mut Quote, last: &Last) {
    let mut cue_text = "";
    if !attribution.cue.is_empty() {
        let cue = text.doc.token_span(attribution.cue.clone());
        cue_text = text.doc.slice(cue);
        quote.cue.push(cue);
    }
    quote.framing = attribution.framing;
    let telling = !attribution.cue.is_empty()
        && (text.facts(attribution.cue.end - 1).readings().iter())
            .any(|reading| reading.frames & (CLAUSE | RECIPIENT) > 0);
    let why = match attribution.rule {
        Rule::QuotationBesideCue => format!("“{cue_text}” next to the quotation"),
        Rule::ThatClause | Rule::BareClause => format!("“{cue_text}” with a clause after it"),
        Rule::QuestionClause => format!("“{cue_text}” with a question after it"),
        Rule::Infinitive => format!("“{cue_text}” with an infinitive after it"),
        Rule::NounPhrase => format!("what follows “{cue_text}”"),
        Rule::Passive => format!("“{cue_text}” with what it is said of"),
        Rule::ClauseBefore => format!("clause parted by a comma from “{cue_text}”"),
        Rule::AccordingTo => format!("“{cue_text}” names the source"),
        Rule::Signature => "the name set to the quotation after a dash".to_owned(),
        Rule::SpeechNoun => format!("clause that belongs to “{cue_text}”"),
        Rule::Fragment => "words in quotation marks in a sentence about the source".to_owned(),
        Rule::ColonLead if cue_text == ":" => "what follows the colon".to_owned(),
        Rule::ColonLead => format!("what follows the colon after “{cue_text}”"),
    };
    // Shares of right content and source on PolNeAR's training part, by rule; verbs of telling are surer than others.
    quote.score = match attribution.rule {
        Rule::QuotationBesideCue if telling => 0.95,
        Rule::QuotationBesideCue => 0.89,
        Rule::Signature => 0.9,
        _ => measured_score(attribution.lead),
    };
    quote.why.push(why);
    if attribution.source.is_none() && attribution.rule != Rule::QuestionClause {
        quote.score *= 0.3;
    }
    if let Some(source) = &attribution.source {
        quote.source = source.words.iter().map(|words| text.doc.token_span(words.clone())).collect();
        let identity = identify(text, entities, source);
        (quote.entity, quote.source_kind) = (identity.entity, identity.kind);
        if identity.open_pronoun && text.facts(source.head).is(class::SUBJECT_PRONOUN) {
            let pronoun = text.doc.lower(source.head);
            let at = text.doc.tokens[source.head as usize].span.start;
            if let Some((entity, kind)) = last.find(entities, pronoun, at, attribution.sentence) {
                (quote.entity, quote.source_kind) = (Some(entity), kind);
                quote.why.push(format!("“{pronoun}” taken for the last speaker"));
            } else if matches!(pronoun, "he" | "she")
                && let Some(person) = find_only_person(text, entities, attribution.sentence)
            {
                (quote.entity, quote.source_kind) = (Some(person), SourceKind::Named);
                quote.why.push(format!("“{pronoun}” taken for the one person named right before"));
            }
        }
    }
}

/// The share of readings with a lead that were right in content and source.
///
/// # Source
/// Counted on the development part of PolNeAR by `cargo run --release -p train -- attributions`.
const fn measured_score(lead: i32) -> f32 {
    match lead {
        ..=0 => 0.45,
        1..=12 => 0.62,
        13..=24 => 0.7,
        25..=36 => 0.8,
        37..=60 => 0.86,
        _ => 0.93,
    }
}

/// Whether all, some or none of the words of `content` stand in quotation marks.
fn find_form(doc: &Document, quotation_of: &[u32], content: &[Span]) -> QuoteForm {
    let (mut quoted, mut plain) = (false, false);
    for &span in content {
        let tokens: Range<TokenId> = doc.tokens_in(span);
        for token in tokens {
            if matches!(doc.tokens[token as usize].kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic) {
                if quotation_of[token as usize] > 0 { quoted = true } else { plain = true }
            }
        }
    }
    match (quoted, plain) {
        (true, false) => QuoteForm::Direct,
        (true, true) => QuoteForm::Mixed,
        _ => QuoteForm::Indirect,
    }
}
