//! Trains and scores the ranking of what a pronoun stands for.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use sourcelight::annotator::read_document;
use sourcelight::entity::{Choice, find_choices};
use sourcelight::model::file::write_sections;
use sourcelight::model::linear::{Linear, SECTION, write_linear};
use sourcelight::model::pos::{Pos, tag_parts_of_speech};
use sourcelight::{Document, Input, Span};

use crate::corpus::{byte_offsets, read_lines};
use crate::linear::{Example, LinearTrainer};
use crate::options::Options;
use crate::perceptron::Random;

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/antecedents.bin";
/// Labels of our own to train on, and those to choose on.
const TRAIN: &str = "train/references.jsonl";
const DEVELOPMENT: &str = "tests/labels/references.jsonl";
/// How many bits of a feature's key count.
const BITS: u32 = 13;

/// The labels of one article.
#[derive(Deserialize)]
struct Labels {
    corpus: String,
    id: String,
    mentions: Vec<Label>,
}

/// What one mention refers to; offsets in code points.
#[derive(Deserialize)]
struct Label {
    end: usize,
    name: Option<(usize, usize)>,
    /// Where the article describes what it does not name.
    described: Option<(usize, usize)>,
}

/// What a pronoun stands for.
#[derive(Clone, Copy)]
enum Gold {
    /// What is named there.
    Named(Span),
    /// What is only described, there.
    Described(Span),
    /// Several things or people, an event, nothing.
    None,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

/// An article with its labelled references: where each ends, and a name of what it stands for.
struct Article {
    doc: Document,
    pos: Vec<Pos>,
    references: BTreeMap<u32, Gold>,
}

/// Reads labels and the texts that they are of.
fn read_articles(file: &str) -> Result<Vec<Article>, String> {
    let lines = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let mut texts: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut articles = Vec::new();
    for line in lines.lines() {
        let labels: Labels = serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?;
        if !texts.contains_key(&labels.corpus) {
            let mut of_corpus = BTreeMap::new();
            for line in read_lines(&labels.corpus)? {
                let line: Line = serde_json::from_str(&line).map_err(|error| format!("{}: {error}", labels.corpus))?;
                of_corpus.insert(line.id, line.text);
            }
            texts.insert(labels.corpus.clone(), of_corpus);
        }
        let text =
            texts[&labels.corpus].get(&labels.id).ok_or_else(|| format!("{}: no {}", labels.corpus, labels.id))?;
        let offsets = byte_offsets(text);
        let doc = read_document(Input::plain(&**text));
        let pos = tag_parts_of_speech(&doc);
        let references = (labels.mentions.iter())
            .map(|label| {
                let span = |(start, end): (usize, usize)| Span::new(offsets[start], offsets[end]);
                let described = label.described.map_or(Gold::None, |described| Gold::Described(span(described)));
                (offsets[label.end], label.name.map_or(described, |name| Gold::Named(span(name))))
            })
            .collect();
        articles.push(Article { doc, pos, references });
    }
    Ok(articles)
}

/// The labelled pronouns of an article as examples: "none of them" comes first.
fn read_examples(article: &Article, ranking: &Linear) -> Vec<Example> {
    let choices = find_choices(&article.doc, &article.pos, ranking);
    choices.iter().filter_map(|choice| to_example(article, choice)).collect()
}

/// What the labels say of a pronoun.
fn gold_of(article: &Article, choice: &Choice) -> Option<Gold> {
    let token = &article.doc.tokens[choice.token as usize];
    article.references.get(&token.span.end).copied()
}

fn to_example(article: &Article, choice: &Choice) -> Option<Example> {
    let gold = gold_of(article, choice)?;
    let mut choices = vec![(choice.none.clone(), false)];
    for candidate in &choice.candidates {
        let is_right = match gold {
            Gold::Named(gold) => candidate.names.iter().any(|name| name.overlaps(gold)),
            Gold::Described(gold) => candidate.descriptions.iter().any(|words| words.overlaps(gold)),
            Gold::None => false,
        };
        choices.push((candidate.features.clone(), is_right));
    }
    choices[0].1 = choices.iter().all(|choice| !choice.1);
    Some(Example { choices })
}

/// Trains weights on `articles`: once on what the resolver that knows nothing offers, then on what it offers by then.
fn fit(articles: &[&Article], options: &Options) -> Vec<i8> {
    let mut weights = vec![0; 1 << BITS];
    for _ in 0..options.value("rounds", 3.0) as usize {
        let ranking = to_linear(&weights);
        let examples: Vec<Example> = articles.iter().flat_map(|article| read_examples(article, &ranking)).collect();
        let mut trainer =
            LinearTrainer::new(BITS, options.value("rate", 0.02) as f32, options.value("decay", 0.05) as f32);
        let mut random = Random(0x5eed);
        for _ in 0..options.value("epochs", 40.0) as usize {
            trainer.train_epoch(&examples, &mut random);
        }
        weights = trainer.round(options.value("scale", 24.0) as f32);
    }
    weights
}

fn to_bytes(weights: &[i8]) -> Vec<u8> {
    write_sections(&[(SECTION, write_linear(weights))])
}

fn to_linear(weights: &[i8]) -> Linear {
    Linear::read(&to_bytes(weights)).expect("what was just written")
}

/// By how far the best is asked to be ahead of the others; it is ahead of "none".
const MARGINS: [i32; 6] = [0, 8, 14, 20, 26, 32];

/// For each of [`MARGINS`] what becomes of the pronouns.
#[derive(Default)]
struct Tally {
    /// Pronouns of something that is named, and others.
    named: i32,
    others: i32,
    /// Of the first those that are resolved to a name, and those of them that are right.
    resolved: [i32; MARGINS.len()],
    right: [i32; MARGINS.len()],
    /// Of the others those that are resolved to a name.
    invented: [i32; MARGINS.len()],
}

impl Tally {
    /// Counts what `ranking` makes of the examples.
    fn add(&mut self, examples: &[(Example, Vec<bool>, bool)], ranking: &Linear) {
        for (example, is_named, is_gold_named) in examples {
            let scores: Vec<i32> = example.choices.iter().map(|(features, _)| ranking.score(features)).collect();
            let (best, most) = (scores.iter().enumerate().skip(1))
                .fold((0, i32::MIN), |best, (at, &score)| if score > best.1 { (at, score) } else { best });
            let others = scores.iter().enumerate().skip(1).filter(|&(at, _)| at != best);
            let second = others.map(|(_, &score)| score).max();
            *(if *is_gold_named { &mut self.named } else { &mut self.others }) += 1;
            for (at, margin) in MARGINS.into_iter().enumerate() {
                let taken = best > 0
                    && most > scores[0]
                    && second.is_none_or(|second| most >= second + margin)
                    && is_named[best];
                if taken && *is_gold_named {
                    self.resolved[at] += 1;
                    self.right[at] += i32::from(example.choices[best].1);
                } else if taken {
                    self.invented[at] += 1;
                }
            }
        }
    }

    fn print(&self, title: &str) {
        println!("{title}: {} of what is named, {} others", self.named, self.others);
        let share = |part: i32, of: i32| 100.0 * f64::from(part) / f64::from(of.max(1));
        for (at, margin) in MARGINS.into_iter().enumerate() {
            println!(
                "  {margin:3} ahead: resolved {:.1}, right {:.1}, {} others resolved",
                share(self.resolved[at], self.named),
                share(self.right[at], self.resolved[at] + self.invented[at]),
                self.invented[at]
            );
        }
    }
}

/// The labelled pronouns of articles as examples, with whether each choice has a name, and whether what is meant has.
fn with_names(articles: &[&Article], ranking: &Linear) -> Vec<(Example, Vec<bool>, bool)> {
    let mut examples = Vec::new();
    for article in articles {
        for choice in find_choices(&article.doc, &article.pos, ranking) {
            let Some(example) = to_example(article, &choice) else { continue };
            let mut named = vec![false];
            named.extend(choice.candidates.iter().map(|candidate| !candidate.names.is_empty()));
            examples.push((example, named, matches!(gold_of(article, &choice), Some(Gold::Named(_)))));
        }
    }
    examples
}

/// Trains the ranking, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let articles = read_articles(TRAIN)?;
    let development = read_articles(DEVELOPMENT)?;
    let all: Vec<&Article> = articles.iter().collect();
    let folds = 5;
    let mut held_out = Tally::default();
    for fold in 0..folds {
        let part = |held: bool| -> Vec<&Article> {
            let all = articles.iter().enumerate();
            all.filter(|(at, _)| (at % folds == fold) == held).map(|(_, article)| article).collect()
        };
        let ranking = to_linear(&fit(&part(false), &options));
        held_out.add(&with_names(&part(true), &ranking), &ranking);
    }
    held_out.print("training labels, each fifth by what the others taught");
    let weights = fit(&all, &options);
    let ranking = to_linear(&weights);
    let development: Vec<&Article> = development.iter().collect();
    let mut tally = Tally::default();
    tally.add(&with_names(&development, &ranking), &ranking);
    tally.print("development labels");
    if options.value("dry", 0.0) == 0.0 {
        fs::write(MODEL, to_bytes(&weights)).map_err(|error| format!("{MODEL}: {error}"))?;
    }
    Ok(())
}
