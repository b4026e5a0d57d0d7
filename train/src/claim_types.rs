//! Trains and scores what chooses the main type of claims.

use std::collections::BTreeMap;
use std::fs;

use sourcelight::claim::{ClaimType, TYPES, TypeModel, list_type_lessons};
use sourcelight::model::features::key;
use sourcelight::model::file::write_sections;
use sourcelight::model::weights::{FeatureKey, write_weights};
use sourcelight::wire::names::claim_type;

use crate::labelled::{DEVELOPMENT, FOLDS, LabelledText, TRAIN, read_texts};
use crate::linear::{Example, Ridge};
use crate::options::Options;

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/claim-types.bin";
/// How it is trained: with bits enough for every feature and type.
const RIDGE: Ridge = Ridge { bits: 22, rate: 0.01, decay: 0.003, epochs: 20.0, scale: 40.0 };

/// A claim that was found where one is labelled.
struct Claim {
    features: Vec<FeatureKey>,
    label: usize,
    by_rule: ClaimType,
}

/// The claims of `text` that were found.
fn list_claims(text: &LabelledText) -> Vec<Claim> {
    let mut lessons: Vec<_> = (list_type_lessons(&text.doc, &text.pos, &text.entities, &text.quotes).into_iter())
        .map(|lesson| (lesson.span, Some((lesson.features, lesson.by_rule))))
        .collect();
    let matches = text.match_spans(lessons.iter().map(|lesson| &*lesson.0));
    let to_claim = |(gold, found): (usize, usize)| {
        let label = &text.labels.claims[gold].types[0];
        let label = TYPES.iter().position(|&kind| claim_type(kind) == label)?;
        let (features, by_rule) = lessons[found].1.take()?;
        Some(Claim { features, label, by_rule })
    };
    matches.into_iter().filter_map(to_claim).collect()
}

fn fit(claims: &[&Claim], options: &Options) -> Vec<u8> {
    let least = options.value("least", 2.0) as u32;
    let mut counts: BTreeMap<FeatureKey, u32> = BTreeMap::new();
    for &feature in claims.iter().flat_map(|claim| &claim.features) {
        *counts.entry(feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= least);
    let to_example = |claim: &&Claim| {
        let choice = |kind: usize| {
            let known = claim.features.iter().filter(|feature| counts.contains_key(feature));
            (known.map(|&feature| key(kind as u32, feature)).collect(), kind == claim.label)
        };
        Example { choices: (0..TYPES.len()).map(choice).collect() }
    };
    let examples: Vec<Example> = claims.iter().map(to_example).collect();
    let weights = RIDGE.fit(&examples, options);
    let row = |feature: FeatureKey| -> Vec<i8> {
        (0..TYPES.len()).map(|kind| weights[key(kind as u32, feature) as usize & (weights.len() - 1)]).collect()
    };
    let rows: Vec<(FeatureKey, Vec<i8>)> = (counts.keys().map(|&feature| (feature, row(feature))))
        .filter(|(_, row)| row.iter().any(|&weight| weight != 0))
        .collect();
    write_sections(&[(TypeModel::SECTION, write_weights(TYPES.len(), &rows))])
}

/// Labelled, by rule and by the model.
type Row = (usize, usize, usize);

fn score(claims: &[Claim], model: &TypeModel) -> Vec<Row> {
    let number = |kind: ClaimType| TYPES.iter().position(|&other| other == kind).unwrap_or_default();
    (claims.iter())
        .map(|claim| (claim.label, number(claim.by_rule), number(model.choose(&claim.features, claim.by_rule))))
        .collect()
}

fn print(title: &str, rows: &[Row]) {
    let right = |found: &dyn Fn(&Row) -> usize| {
        100.0 * rows.iter().filter(|row| row.0 == found(row)).count() as f64 / rows.len().max(1) as f64
    };
    println!("{title}: by rule {:.1}, learned {:.1} of {}", right(&|row| row.1), right(&|row| row.2), rows.len());
    for (number, &kind) in TYPES.iter().enumerate() {
        let f1 = |found: &dyn Fn(&Row) -> usize| {
            let both = rows.iter().filter(|row| row.0 == number && found(row) == number).count();
            let either: usize =
                rows.iter().map(|row| usize::from(row.0 == number) + usize::from(found(row) == number)).sum();
            200.0 * both as f64 / either.max(1) as f64
        };
        println!("  {:10} F1 by rule {:5.1}, learned {:5.1}", claim_type(kind), f1(&|row| row.1), f1(&|row| row.2));
    }
}

/// Trains the model, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let to_model = |bytes: &[u8]| TypeModel::read(bytes).map_err(|error| error.to_string());
    let texts: Vec<Vec<Claim>> = read_texts(TRAIN)?.iter().map(list_claims).collect();
    let mut rows = Vec::new();
    for fold in 0..FOLDS {
        let is_held = |at: usize| at % FOLDS == fold;
        let others: Vec<&Claim> =
            (texts.iter().enumerate()).filter(|(at, _)| !is_held(*at)).flat_map(|(_, text)| text).collect();
        let model = to_model(&fit(&others, &options))?;
        for (_, text) in texts.iter().enumerate().filter(|(at, _)| is_held(*at)) {
            rows.extend(score(text, &model));
        }
    }
    print(&format!("training texts ({}), each eighth by what the others taught", texts.len()), &rows);
    let bytes = fit(&texts.iter().flatten().collect::<Vec<_>>(), &options);
    let model = to_model(&bytes)?;
    let mut parts: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for file in DEVELOPMENT {
        for text in read_texts(file)? {
            parts.entry(text.labels.part.clone()).or_default().extend(score(&list_claims(&text), &model));
        }
    }
    for (part, rows) in &parts {
        print(part, rows);
    }
    println!("{} bytes", bytes.len());
    if options.value("dry", 0.0) == 0.0 {
        fs::write(MODEL, bytes).map_err(|error| format!("{MODEL}: {error}"))?;
    }
    Ok(())
}
