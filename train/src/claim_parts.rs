//! Trains and scores what cuts clauses into the parts that are claims of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sourcelight::claim::{DivisionLesson, list_division_lessons};
use sourcelight::model::file::write_sections;
use sourcelight::model::linear::{Linear, SECTION, write_linear};
use sourcelight::model::weights::FeatureKey;

use crate::labelled::{DEVELOPMENT, FOLDS, LabelledText, TRAIN, read_texts};
use crate::linear::{Example, Ridge};
use crate::options::Options;

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/claim-parts.bin";
/// How it is trained.
const RIDGE: Ridge = Ridge { bits: 15, rate: 0.02, decay: 0.001, epochs: 12.0, scale: 60.0 };

/// A way to cut a clause: what speaks for it, and whether more labelled claims are found so.
struct Cut {
    features: Vec<FeatureKey>,
    gain: i32,
}

/// The ways to cut each clause of `text`.
fn list_cuts(text: &LabelledText) -> Vec<Vec<Cut>> {
    let gold = text.labelled_words();
    let to_cut = |lesson: DivisionLesson| {
        let [whole, part, rest] = [&lesson.whole, &lesson.part, &lesson.rest].map(|spans| text.words_of(spans));
        let after = count_found(&gold, &[part, rest]);
        Cut { features: lesson.features, gain: after - count_found(&gold, &[whole]) }
    };
    (list_division_lessons(&text.doc, &text.pos, &text.entities, &text.quotes).into_iter())
        .map(|lessons| lessons.into_iter().map(to_cut).collect())
        .collect()
}

/// How many labelled claims are found in `spans`.
fn count_found(gold: &[BTreeSet<usize>], spans: &[BTreeSet<usize>]) -> i32 {
    let near: Vec<BTreeSet<usize>> =
        gold.iter().filter(|gold| spans.iter().any(|span| !gold.is_disjoint(span))).cloned().collect();
    labels::match_claims(&near, spans).len() as i32
}

fn fit(cuts: &[&Vec<Vec<Cut>>], options: &Options) -> Vec<u8> {
    let to_example = |clause: &Vec<Cut>| {
        let stays = clause.iter().all(|cut| cut.gain <= 0);
        let choices = clause.iter().map(|cut| (cut.features.clone(), cut.gain > 0));
        Example { choices: std::iter::once((Vec::new(), stays)).chain(choices).collect() }
    };
    let examples: Vec<Example> = cuts.iter().flat_map(|text| text.iter()).map(to_example).collect();
    write_sections(&[(SECTION, write_linear(&RIDGE.fit(&examples, options)))])
}

/// What is won and lost where each clause is cut at its best place above some score.
#[derive(Default)]
struct Scores {
    best: Vec<(i32, i32)>,
    possible: usize,
}

impl Scores {
    fn add(&mut self, cuts: &[Vec<Cut>], model: &Linear) {
        for clause in cuts {
            self.possible += usize::from(clause.iter().any(|cut| cut.gain > 0));
            let best = clause.iter().map(|cut| (model.score(&cut.features), cut.gain)).max_by_key(|best| best.0);
            self.best.extend(best);
        }
    }

    fn print(&self, title: &str) {
        println!("{title}: {} clauses may be cut, {} with gain", self.best.len(), self.possible);
        for least in [-20, -10, -5, 0, 5, 10, 20] {
            let cut: Vec<i32> = self.best.iter().filter(|best| best.0 > least).map(|best| best.1).collect();
            let count = |holds: &dyn Fn(i32) -> bool| cut.iter().filter(|&&gain| holds(gain)).count();
            println!(
                "  above {least:3}: {:4} cut, {:4} with gain, {:4} without, {:4} with loss",
                cut.len(),
                count(&|gain| gain > 0),
                count(&|gain| gain == 0),
                count(&|gain| gain < 0)
            );
        }
    }
}

/// Trains the model, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let to_model = |bytes: &[u8]| Linear::read(bytes).map_err(|error| error.to_string());
    let texts: Vec<Vec<Vec<Cut>>> = read_texts(TRAIN)?.iter().map(list_cuts).collect();
    let mut scores = Scores::default();
    for fold in 0..FOLDS {
        let is_held = |at: usize| at % FOLDS == fold;
        let others: Vec<_> = (texts.iter().enumerate()).filter(|(at, _)| !is_held(*at)).map(|(_, text)| text).collect();
        let model = to_model(&fit(&others, &options))?;
        (texts.iter().enumerate()).filter(|(at, _)| is_held(*at)).for_each(|(_, text)| scores.add(text, &model));
    }
    scores.print(&format!("training texts ({}), each eighth by what the others taught", texts.len()));
    let bytes = fit(&texts.iter().collect::<Vec<_>>(), &options);
    let model = to_model(&bytes)?;
    let mut parts: BTreeMap<String, Scores> = BTreeMap::new();
    for file in DEVELOPMENT {
        for text in read_texts(file)? {
            parts.entry(text.labels.part.clone()).or_default().add(&list_cuts(&text), &model);
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
