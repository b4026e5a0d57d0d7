//! Trains and scores what chooses the type and stance of claims, and which claims a denial answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sourcelight::claim::{
    ANSWER_SECTION, Lesson, STANCE_SECTION, STANCES, TYPE_SECTION, TYPES, features_of, list_lessons,
};
use sourcelight::model::file::write_sections;
use sourcelight::model::linear::{Linear, write_linear};

use crate::labelled::{DEVELOPMENT, FOLDS, LabelledText, TRAIN};
use crate::linear::{Example, LinearTrainer};
use crate::options::Options;
use crate::perceptron::Random;

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/claims.bin";
/// How many bits of a feature's key count.
const BITS: u32 = 20;

/// A labelled text and the claims that were found in it.
struct Text {
    labelled: LabelledText,
    lessons: Vec<Lesson>,
    /// The found claim of each labelled one.
    matches: BTreeMap<usize, usize>,
}

impl Text {
    fn new(labelled: LabelledText) -> Self {
        let lessons = list_lessons(&labelled.doc, &labelled.pos, &labelled.entities, &labelled.quotes);
        let matches = labelled.match_spans(lessons.iter().map(|lesson| &*lesson.span));
        Self { labelled, lessons, matches }
    }

    /// The pairs of found claims of which one denies or disputes the other, by their labels.
    fn answers(&self) -> BTreeSet<(usize, usize)> {
        let find = |id: &str| self.labelled.labels.position(id).and_then(|at| self.matches.get(&at)).copied();
        (self.labelled.labels.links.iter())
            .filter(|link| matches!(link.rel.as_str(), "denies" | "disputes"))
            .filter_map(|link| find(&link.from).zip(find(&link.to)))
            .collect()
    }

    /// How many denials and disputes are labelled.
    fn count_answers(&self) -> usize {
        let links: BTreeSet<(&str, &str)> = (self.labelled.labels.links.iter())
            .filter(|link| matches!(link.rel.as_str(), "denies" | "disputes"))
            .map(|link| (link.from.as_str(), link.to.as_str()))
            .collect();
        links.len()
    }

    fn push_types(&self, examples: &mut Vec<Example>) {
        for (&gold, &found) in &self.matches {
            let label = &self.labelled.labels.claims[gold].types[0];
            let choices = TYPES.iter().map(|kind| kind_name(*kind) == label);
            examples.push(to_example(&self.lessons[found], choices));
        }
    }

    fn push_stances(&self, examples: &mut Vec<Example>) {
        for (&gold, &found) in &self.matches {
            let label = &self.labelled.labels.claims[gold].stance;
            let choices = STANCES.iter().map(|stance| stance_name(*stance) == label);
            examples.push(to_example(&self.lessons[found], choices));
        }
    }

    fn push_answers(&self, examples: &mut Vec<Example>) {
        let answers = self.answers();
        for (from, lesson) in self.lessons.iter().enumerate() {
            for (to, features) in &lesson.answers {
                let is_right = answers.contains(&(from, *to as usize));
                examples.push(Example { choices: vec![(Vec::new(), !is_right), (features.clone(), is_right)] });
            }
        }
    }
}

fn to_example(lesson: &Lesson, choices: impl Iterator<Item = bool>) -> Example {
    let choices = choices.enumerate().map(|(at, is_right)| (features_of(at, &lesson.manner), is_right));
    Example { choices: choices.collect() }
}

fn kind_name(kind: sourcelight::claim::ClaimType) -> &'static str {
    sourcelight::wire::names::claim_type(kind)
}

fn stance_name(stance: sourcelight::claim::Stance) -> &'static str {
    sourcelight::wire::names::stance(stance)
}

/// The three classifiers.
struct Models {
    types: Linear,
    stances: Linear,
    answers: Linear,
}

fn fit(examples: &[Example], name: &str, defaults: (f64, f64, f64), options: &Options) -> Vec<i8> {
    let value = |what: &str, default: f64| options.value(&format!("{name}-{what}"), default);
    let (rate, decay, epochs) = defaults;
    let mut trainer = LinearTrainer::new(BITS, value("rate", rate) as f32, value("decay", decay) as f32);
    let mut random = Random(0x5eed);
    for _ in 0..value("epochs", epochs) as usize {
        trainer.train_ridge_epoch(examples, &mut random);
    }
    trainer.round(value("scale", 24.0) as f32)
}

fn train_on(texts: &[&Text], options: &Options) -> Vec<u8> {
    let (mut types, mut stances, mut answers) = (Vec::new(), Vec::new(), Vec::new());
    for text in texts {
        text.push_types(&mut types);
        text.push_stances(&mut stances);
        text.push_answers(&mut answers);
    }
    write_sections(&[
        (TYPE_SECTION, write_linear(&fit(&types, "types", (0.05, 0.01, 12.0), options))),
        (STANCE_SECTION, write_linear(&fit(&stances, "stances", (0.05, 0.01, 12.0), options))),
        (ANSWER_SECTION, write_linear(&fit(&answers, "answers", (0.05, 0.01, 12.0), options))),
    ])
}

fn read_models(bytes: &[u8]) -> Result<Models, String> {
    let read = |section| Linear::read_section(bytes, section).map_err(|error| error.to_string());
    Ok(Models { types: read(TYPE_SECTION)?, stances: read(STANCE_SECTION)?, answers: read(ANSWER_SECTION)? })
}

/// What was counted of some texts.
#[derive(Default)]
struct Scores {
    /// Labelled, by rule and by the model, of each matched claim.
    types: Vec<(String, &'static str, &'static str)>,
    stances: Vec<(String, &'static str, &'static str)>,
    /// The score of each pair and whether it is right.
    pairs: Vec<(i32, bool)>,
    /// Labelled denials, of which those with both claims found.
    answers: usize,
    reachable: usize,
    near: i32,
}

fn choose(model: &Linear, lesson: &Lesson, count: usize) -> usize {
    let mut best = (0, i32::MIN);
    for choice in 0..count {
        let score = model.score(&features_of(choice, &lesson.manner));
        if score > best.1 {
            best = (choice, score);
        }
    }
    best.0
}

impl Scores {
    fn add(&mut self, text: &Text, models: &Models) {
        for (&gold, &found) in &text.matches {
            let (label, lesson) = (&text.labelled.labels.claims[gold], &text.lessons[found]);
            let kind = TYPES[choose(&models.types, lesson, TYPES.len())];
            self.types.push((label.types[0].clone(), kind_name(lesson.by_rule.0), kind_name(kind)));
            let stance = STANCES[choose(&models.stances, lesson, STANCES.len())];
            self.stances.push((label.stance.clone(), stance_name(lesson.by_rule.1), stance_name(stance)));
        }
        let answers = text.answers();
        self.answers += text.count_answers();
        for (from, lesson) in text.lessons.iter().enumerate() {
            let scores: Vec<i32> = lesson.answers.iter().map(|(_, features)| models.answers.score(features)).collect();
            let best = scores.iter().copied().max().unwrap_or(-999);
            for ((to, _), score) in lesson.answers.iter().zip(scores) {
                let is_right = answers.contains(&(from, *to as usize));
                self.reachable += usize::from(is_right);
                self.pairs.push((if score >= best - self.near { score } else { -999 }, is_right));
            }
        }
    }

    fn print(&self, title: &str) {
        println!("{title}");
        for (name, rows) in [("main type", &self.types), ("stance", &self.stances)] {
            let share = |right: usize| 100.0 * right as f64 / rows.len().max(1) as f64;
            let by_rule = rows.iter().filter(|row| row.0 == row.1).count();
            let learned = rows.iter().filter(|row| row.0 == row.2).count();
            println!(
                "  {name}: by rule {:.1} (mean F1 {:.1}), learned {:.1} (mean F1 {:.1}) of {}",
                share(by_rule),
                mean_f1(rows.iter().map(|row| (row.0.as_str(), row.1))),
                share(learned),
                mean_f1(rows.iter().map(|row| (row.0.as_str(), row.2))),
                rows.len()
            );
        }
        println!("  denials and disputes: {} labelled, {} with both claims found", self.answers, self.reachable);
        for least in [-60, -40, -20, -10, 0, 10, 20, 40] {
            let found: Vec<bool> = self.pairs.iter().filter(|pair| pair.0 > least).map(|pair| pair.1).collect();
            let right = found.iter().filter(|&&right| right).count();
            println!(
                "    above {least:4}: precision {:5.1}, recall {:5.1}, {} found",
                100.0 * right as f64 / found.len().max(1) as f64,
                100.0 * right as f64 / self.answers.max(1) as f64,
                found.len()
            );
        }
    }
}

/// The mean of the labels' F1, over those that are labelled.
fn mean_f1<'a>(rows: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> f64 {
    let labelled: BTreeSet<&str> = rows.clone().map(|row| row.0).collect();
    let f1 = |label: &str| {
        let right = rows.clone().filter(|row| row.0 == label && row.1 == label).count();
        let either: usize = rows.clone().map(|row| usize::from(row.0 == label) + usize::from(row.1 == label)).sum();
        2.0 * right as f64 / either.max(1) as f64
    };
    100.0 * labelled.iter().map(|label| f1(label)).sum::<f64>() / labelled.len().max(1) as f64
}

fn read_texts(file: &str) -> Result<Vec<Text>, String> {
    Ok(crate::labelled::read_texts(file)?.into_iter().map(Text::new).collect())
}

pub(crate) fn dump() -> Result<(), String> {
    use std::fmt::Write as _;
    let mut out = String::new();
    for file in [TRAIN, DEVELOPMENT[0], DEVELOPMENT[1]] {
        for (n, text) in read_texts(file)?.into_iter().enumerate() {
            for (&gold, &found) in &text.matches {
                let label = &text.labelled.labels.claims[gold];
                let lesson = &text.lessons[found];
                let _ = writeln!(out, "{{\"part\":\"{}\",\"text\":{n},\"type\":\"{}\",\"stance\":\"{}\",\"rt\":\"{}\",\"rs\":\"{}\",\"f\":{:?},\"c\":{}}}",
                    text.labelled.labels.part, label.types[0], label.stance, kind_name(lesson.by_rule.0), stance_name(lesson.by_rule.1), lesson.manner, serde_json::to_string(&text.labelled.doc.text[lesson.span[0].start as usize..lesson.span.last().unwrap().end as usize]).unwrap());
            }
        }
    }
    fs::write("/tmp/lab/dump.jsonl", out).map_err(|e| e.to_string())
}

/// Trains the model, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let texts = read_texts(TRAIN)?;
    let mut scores = Scores { near: options.value("near", 0.0) as i32, ..Scores::default() };
    for fold in 0..FOLDS {
        let is_held = |at: usize| at % FOLDS == fold;
        let others: Vec<&Text> =
            (texts.iter().enumerate()).filter(|(at, _)| !is_held(*at)).map(|(_, text)| text).collect();
        let models = read_models(&train_on(&others, &options))?;
        for (at, text) in texts.iter().enumerate() {
            if is_held(at) {
                scores.add(text, &models);
            }
        }
    }
    scores.print(&format!("training texts ({}), each eighth by what the others taught", texts.len()));
    let bytes = train_on(&texts.iter().collect::<Vec<_>>(), &options);
    let models = read_models(&bytes)?;
    let mut parts: BTreeMap<String, Scores> = BTreeMap::new();
    for file in DEVELOPMENT {
        for text in read_texts(file)? {
            parts.entry(text.labelled.labels.part.clone()).or_insert(Scores { near: options.value("near", 0.0) as i32, ..Scores::default() }).add(&text, &models);
        }
    }
    for (part, scores) in &parts {
        scores.print(part);
    }
    if options.value("dry", 0.0) == 0.0 {
        fs::write(MODEL, bytes).map_err(|error| format!("{MODEL}: {error}"))?;
    }
    Ok(())
}
