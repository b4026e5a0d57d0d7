//! Trains and scores what ranks claims by how likely fact-checkers would choose them.

use std::fs;

use serde::Deserialize;
use sourcelight::Input;
use sourcelight::annotator::read_document;
use sourcelight::claim::list_check_lessons;
use sourcelight::entity::{find_entities, retag_names};
use sourcelight::model::file::write_sections;
use sourcelight::model::linear::{Linear, SECTION, write_linear};
use sourcelight::model::pos::tag_parts_of_speech;
use sourcelight::model::weights::FeatureKey;
use sourcelight::quote::find_quotes;

use crate::corpus::read_lines;
use crate::linear::{Example, LinearTrainer};
use crate::options::Options;
use crate::perceptron::Random;

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/check-worthiness.bin";
/// What it is trained on, and what it is scored on.
const TRAIN: &str = "claims/checkthat24/train.jsonl";
const DEVELOPMENT: &str = "claims/checkthat24/dev.jsonl";
/// Debates that were not trained on, with what news organizations did check.
const OTHER: &str = "claims/claimrank16/dev.jsonl";
/// How many bits of a feature's key count.
const BITS: u32 = 16;

/// A sentence of the corpus; label 1 for worth checking.
#[derive(Deserialize)]
struct Line {
    text: String,
    label: u8,
}

/// The features of each claim of a sentence, and whether the sentence is worth checking.
struct Sentence {
    claims: Vec<Vec<FeatureKey>>,
    worth: bool,
}

fn read_sentences(file: &str) -> Result<Vec<Sentence>, String> {
    let mut sentences = Vec::new();
    for line in read_lines(file)? {
        let line: Line = serde_json::from_str(&line).map_err(|error| format!("{file}: {error}"))?;
        let doc = read_document(Input::plain(&*line.text));
        let mut pos = tag_parts_of_speech(&doc);
        let entities = find_entities(&doc, &pos);
        retag_names(&doc, &entities, &mut pos);
        let quotes = find_quotes(&doc, &pos, &entities);
        let claims = list_check_lessons(&doc, &pos, &entities, &quotes);
        sentences.push(Sentence { claims, worth: line.label == 1 });
    }
    Ok(sentences)
}

/// The claims of all sentences as examples: "not worth it" with nothing for it, and the claim.
fn to_examples(sentences: &[Sentence]) -> Vec<Example> {
    let to_example = |features: &Vec<FeatureKey>, worth: bool| Example {
        choices: vec![(Vec::new(), !worth), (features.clone(), worth)],
    };
    (sentences.iter())
        .flat_map(|sentence| sentence.claims.iter().map(move |features| to_example(features, sentence.worth)))
        .collect()
}

/// How many sentences have a highest score in each class and how many of them are worth checking, and average precision.
fn report(title: &str, sentences: &[Sentence], model: &Linear) {
    const BOUNDS: [i32; 9] = [-84, -60, -36, -12, 0, 12, 36, 60, i32::MAX];
    let mut counts = [(0_u32, 0_u32); BOUNDS.len()];
    let mut scored: Vec<(i32, bool)> = Vec::new();
    for sentence in sentences {
        let score = sentence.claims.iter().map(|features| model.score(features)).max().unwrap_or(-999);
        let class = BOUNDS.iter().position(|&bound| score <= bound).unwrap_or(0);
        counts[class].0 += 1;
        counts[class].1 += u32::from(sentence.worth);
        scored.push((score, sentence.worth));
    }
    scored.sort_by_key(|&(score, worth)| (std::cmp::Reverse(score), worth));
    let (mut hits, mut sum) = (0.0, 0.0);
    for (rank, _) in scored.iter().enumerate().filter(|(_, (_, worth))| *worth) {
        hits += 1.0;
        sum += hits / (rank + 1) as f64;
    }
    println!("{title}: {} sentences, average precision {:.3}", sentences.len(), sum / hits);
    for (bound, (count, right)) in BOUNDS.iter().zip(counts) {
        println!("  up to {bound:10}: {count:6}, worth checking {:.2}", f64::from(right) / f64::from(count.max(1)));
    }
}

/// Trains the model, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let sentences = read_sentences(TRAIN)?;
    let examples = to_examples(&sentences);
    let mut trainer = LinearTrainer::new(BITS, options.value("rate", 0.02) as f32, options.value("decay", 0.02) as f32);
    let mut random = Random(0x5eed);
    for _ in 0..options.value("epochs", 12.0) as usize {
        trainer.train_epoch(&examples, &mut random);
    }
    let weights = trainer.round(options.value("scale", 24.0) as f32);
    let bytes = write_sections(&[(SECTION, write_linear(&weights))]);
    let model = Linear::read(&bytes).map_err(|error| error.to_string())?;
    report("training part", &sentences, &model);
    report("development part", &read_sentences(DEVELOPMENT)?, &model);
    report("debates of 2016 by what was checked", &read_sentences(OTHER)?, &model);
    if options.value("dry", 0.0) == 0.0 {
        fs::write(MODEL, bytes).map_err(|error| format!("{MODEL}: {error}"))?;
    }
    Ok(())
}
