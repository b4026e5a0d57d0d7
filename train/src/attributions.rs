//! Trains and scores what tells attributions from what only reads like one.

use std::fs;

use serde::Deserialize;
use sourcelight::annotator::read_document;
use sourcelight::entity::{find_entities, retag_names};
use sourcelight::model::file::write_sections;
use sourcelight::model::linear::{Linear, SECTION, write_linear};
use sourcelight::model::pos::{Pos, tag_parts_of_speech};
use sourcelight::quote::{Candidate, list_candidates};
use sourcelight::{Document, Input, Span};

use crate::corpus::{byte_offsets, read_lines};
use crate::linear::{Example, LinearTrainer};
use crate::options::Options;
use crate::perceptron::Random;

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/attributions.bin";
/// What it is trained on, and what it is scored on.
const TRAIN: &str = "quotes/polnear/train.jsonl";
const DEVELOPMENT: &str = "quotes/polnear/dev.jsonl";
/// How many bits of a feature's key count.
const BITS: u32 = 16;

#[derive(Deserialize)]
struct Line {
    text: String,
    quotes: Vec<GoldLine>,
}

/// An attribution of the corpus; offsets in code points.
#[derive(Deserialize)]
struct GoldLine {
    content: Vec<(usize, usize)>,
    speaker: Vec<(usize, usize)>,
}

/// An attribution of the corpus.
struct Gold {
    content: Vec<Span>,
    speaker: Vec<Span>,
}

/// An article with its attributions.
struct Article {
    doc: Document,
    pos: Vec<Pos>,
    gold: Vec<Gold>,
}

fn read_articles(file: &str) -> Result<Vec<Article>, String> {
    let mut articles = Vec::new();
    for line in read_lines(file)? {
        let line: Line = serde_json::from_str(&line).map_err(|error| format!("{file}: {error}"))?;
        let offsets = byte_offsets(&line.text);
        let spans = |pairs: &[(usize, usize)]| -> Vec<Span> {
            pairs.iter().map(|&(start, end)| Span::new(offsets[start], offsets[end])).collect()
        };
        let gold = (line.quotes.iter())
            .map(|quote| Gold { content: spans(&quote.content), speaker: spans(&quote.speaker) })
            .collect();
        let doc = read_document(Input::plain(&*line.text));
        let mut pos = tag_parts_of_speech(&doc);
        retag_names(&doc, &find_entities(&doc, &pos), &mut pos);
        articles.push(Article { doc, pos, gold });
    }
    Ok(articles)
}

/// The wordlike tokens of some spans, in order.
fn words_of(doc: &Document, spans: &[Span]) -> Vec<u32> {
    let tokens = spans.iter().flat_map(|&span| doc.tokens_in(span));
    tokens.filter(|&token| doc.tokens[token as usize].is_wordlike()).collect()
}

/// Whether a reading is one of the article's attributions: half of the words of both contents are shared, and the
/// sources overlap or neither has one.
fn is_right(article: &Article, reading: &Candidate) -> bool {
    let content = words_of(&article.doc, &reading.content);
    let source = words_of(&article.doc, &reading.source);
    article.gold.iter().any(|gold| {
        let words = words_of(&article.doc, &gold.content);
        let shared = words.iter().filter(|word| content.contains(word)).count();
        let speaker = words_of(&article.doc, &gold.speaker);
        let agrees = speaker.iter().any(|word| source.contains(word)) || speaker.is_empty() && source.is_empty();
        agrees && 2 * shared >= words.len() + content.len() - shared
    })
}

/// Readings as examples: "no attribution" with nothing for it, and the reading.
fn read_examples(articles: &[Article], model: &Linear) -> Vec<Example> {
    let mut examples = Vec::new();
    for article in articles {
        for reading in list_candidates(&article.doc, &article.pos, model) {
            if reading.content.is_empty() {
                continue;
            }
            let right = is_right(article, &reading);
            examples.push(Example { choices: vec![(Vec::new(), !right), (reading.features, right)] });
        }
    }
    examples
}

fn to_bytes(weights: &[i8]) -> Vec<u8> {
    write_sections(&[(SECTION, write_linear(weights))])
}

/// How many readings have a score in each class, and how many of them are right.
fn report(title: &str, examples: &[Example], model: &Linear) {
    const BOUNDS: [i32; 9] = [-48, -24, -12, 0, 12, 24, 36, 60, i32::MAX];
    let mut counts = [(0_u32, 0_u32); BOUNDS.len()];
    for example in examples {
        let score = model.score(&example.choices[1].0);
        let class = BOUNDS.iter().position(|&bound| score <= bound).unwrap_or(0);
        counts[class].0 += 1;
        counts[class].1 += u32::from(example.choices[1].1);
    }
    let all: u32 = examples.iter().map(|example| u32::from(example.choices[1].1)).sum();
    println!("{title}: {} readings, {all} of them right", examples.len());
    for (bound, (count, right)) in BOUNDS.iter().zip(counts) {
        println!("  up to {bound:10}: {count:6}, right {:.2}", f64::from(right) / f64::from(count.max(1)));
    }
}

/// Trains the model, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let articles = read_articles(TRAIN)?;
    let mut weights = vec![0; 1 << BITS];
    let to_model = |weights: &[i8]| Linear::read(&to_bytes(weights)).map_err(|error| error.to_string());
    for _ in 0..options.value("rounds", 2.0) as usize {
        let examples = read_examples(&articles, &to_model(&weights)?);
        let mut trainer =
            LinearTrainer::new(BITS, options.value("rate", 0.02) as f32, options.value("decay", 0.02) as f32);
        let mut random = Random(0x5eed);
        for _ in 0..options.value("epochs", 20.0) as usize {
            trainer.train_epoch(&examples, &mut random);
        }
        weights = trainer.round(options.value("scale", 24.0) as f32);
        report("training part", &examples, &to_model(&weights)?);
    }
    let model = to_model(&weights)?;
    report("development part", &read_examples(&read_articles(DEVELOPMENT)?, &model), &model);
    if options.value("dry", 0.0) == 0.0 {
        fs::write(MODEL, to_bytes(&weights)).map_err(|error| format!("{MODEL}: {error}"))?;
    }
    Ok(())
}
