//! Trains and scores what tells events, works, laws, products and other things apart.

use std::fs;
use std::ops::Range;

use sourcelight::annotator::read_document;
use sourcelight::entity::{EntityKind, OTHER_KINDS, features_of, push_features};
use sourcelight::model::file::write_sections;
use sourcelight::model::gazetteer::{Facts, find_word};
use sourcelight::model::linear::{Linear, SECTION, write_linear};
use sourcelight::{Document, Input};

use crate::corpus::{NamedText, read_named_texts};
use crate::linear::{Example, LinearTrainer};
use crate::options::Options;
use crate::perceptron::Random;

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/other-kinds.bin";
/// How many bits of a feature's key count.
const BITS: u32 = 15;
/// What it is trained on: politics of CrossNER is kept for scores.
const CORPORA: [&str; 12] = [
    "ner/en_worldwide/train.jsonl",
    "ner/gum_news/train.jsonl",
    "ner/gum_other/train.jsonl",
    "ner/wnut17/train.jsonl",
    "ner/crossner_literature/train.jsonl",
    "ner/crossner_literature/dev.jsonl",
    "ner/crossner_music/train.jsonl",
    "ner/crossner_music/dev.jsonl",
    "ner/crossner_ai/train.jsonl",
    "ner/crossner_ai/dev.jsonl",
    "ner/crossner_science/train.jsonl",
    "ner/crossner_science/dev.jsonl",
];

/// The kinds that a corpus's label may stand for; none for what is not labelled so.
fn kinds_of(label: &str) -> &'static [EntityKind] {
    match label {
        "book" | "poem" | "album" | "song" | "creative-work" => &[EntityKind::Work],
        "event" | "conference" => &[EntityKind::Event],
        "product" | "Product" | "programlang" => &[EntityKind::Product],
        "award" | "literarygenre" | "musicgenre" | "musicalinstrument" | "field" | "task" | "algorithm" | "metrics"
        | "theory" | "discipline" | "astronomicalobject" | "chemicalcompound" | "chemicalelement" | "protein"
        | "enzyme" | "substance" => &[EntityKind::Other],
        "object" => &[EntityKind::Product, EntityKind::Work, EntityKind::Other],
        "Misc" | "abstract" => &[EntityKind::Event, EntityKind::Work, EntityKind::Law, EntityKind::Other],
        _ => &[],
    }
}

/// The labelled names of a text as examples.
fn read_examples(text: &NamedText, examples: &mut Vec<Example>) {
    let doc = read_document(Input::plain(&*text.text));
    for (span, label) in &text.names {
        let kinds = kinds_of(label);
        let tokens = doc.tokens_in(*span);
        if kinds.is_empty() || tokens.is_empty() || doc.token_span(tokens.clone()) != *span {
            continue;
        }
        examples.push(to_example(&doc, &tokens, kinds));
    }
}

/// A name that is of one of `kinds`. No corpus labels laws: those that end as laws do are laws.
fn to_example(doc: &Document, tokens: &Range<u32>, kinds: &[EntityKind]) -> Example {
    let mut features = Vec::new();
    push_features(doc, tokens, &mut features);
    let is_law = kinds.contains(&EntityKind::Law) && find_word(doc.lower(tokens.end - 1)).has(Facts::LAW_HEAD);
    let is_right = |kind: EntityKind| if is_law { kind == EntityKind::Law } else { kinds.contains(&kind) };
    let choices = OTHER_KINDS.iter().enumerate().map(|(at, &kind)| (features_of(at, &features), is_right(kind)));
    Example { choices: choices.collect() }
}

fn fit(examples: &[Example], options: &Options) -> Vec<i8> {
    let mut trainer =
        LinearTrainer::new(BITS, options.value("rate", 0.05) as f32, options.value("decay", 0.003) as f32);
    let mut random = Random(0x5eed);
    for _ in 0..options.value("epochs", 16.0) as usize {
        trainer.train_epoch(examples, &mut random);
    }
    trainer.round(options.value("scale", 24.0) as f32)
}

fn to_bytes(weights: &[i8]) -> Vec<u8> {
    write_sections(&[(SECTION, write_linear(weights))])
}

/// Trains the model, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    // Sentences of one article follow each other: a fifth is every fifth stretch of twenty texts.
    const FOLDS: usize = 5;
    let mut parts: [Vec<Example>; FOLDS] = Default::default();
    for corpus in CORPORA {
        for (at, text) in read_named_texts(corpus)?.iter().enumerate() {
            read_examples(text, &mut parts[at / 20 % FOLDS]);
        }
    }
    let mut counts = [[0_u32; OTHER_KINDS.len()]; OTHER_KINDS.len()];
    for held in 0..FOLDS {
        let others = (parts.iter().enumerate()).filter(|&(at, _)| at != held).flat_map(|(_, part)| part).cloned();
        let model = Linear::read(&to_bytes(&fit(&others.collect::<Vec<_>>(), &options))).map_err(|e| e.to_string())?;
        for example in &parts[held] {
            let mut right = example.choices.iter().enumerate().filter(|(_, choice)| choice.1);
            let (Some((gold, _)), None) = (right.next(), right.next()) else { continue };
            let scores = example.choices.iter().map(|(features, _)| model.score(features));
            let best = scores
                .enumerate()
                .fold((0, i32::MIN), |best, (at, score)| if score > best.1 { (at, score) } else { best });
            counts[gold][best.0] += 1;
        }
    }
    println!("Each fifth by what the others taught; rows are the corpora's kinds, columns ours");
    for (kind, row) in OTHER_KINDS.iter().zip(&counts) {
        println!("{:10} {}", format!("{kind:?}"), row.map(|count| format!("{count:6}")).join(" "));
    }
    for at in 0..OTHER_KINDS.len() {
        let right = f64::from(counts[at][at]);
        let gold: u32 = counts[at].iter().sum();
        let found: u32 = counts.iter().map(|row| row[at]).sum();
        println!(
            "{:10} precision {:.1}, recall {:.1}",
            format!("{:?}", OTHER_KINDS[at]),
            100.0 * right / f64::from(found.max(1)),
            100.0 * right / f64::from(gold.max(1))
        );
    }
    let all: Vec<Example> = parts.into_iter().flatten().collect();
    println!("{} names", all.len());
    if options.value("dry", 0.0) == 0.0 {
        fs::write(MODEL, to_bytes(&fit(&all, &options))).map_err(|error| format!("{MODEL}: {error}"))?;
    }
    Ok(())
}
