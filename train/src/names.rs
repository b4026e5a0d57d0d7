//! Trains and scores the name tagger.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::time::Instant;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use sourcelight::annotator::read_document;
use sourcelight::entity::find_hints;
use sourcelight::model::chain::{LABELS, Label, OUTSIDE, Place, label_of};
use sourcelight::model::features::Form;
use sourcelight::model::file::write_sections;
use sourcelight::model::name_context::{Hint, NameContext};
use sourcelight::model::name_features::transition_key;
use sourcelight::model::names::{NameKind, NameModel, SECTION};
use sourcelight::model::pos::{Pos, tag_parts_of_speech};
use sourcelight::model::weights::{FeatureKey, KEY_BITS, write_weights};
use sourcelight::{Document, Input, Span};

use crate::corpus::{byte_offsets, read_lines};
use crate::crf::{Allowed, Crf, Row, Sequences};
use crate::options::Options;
use crate::perceptron::Random;

/// The list of corpora, from the repository's root.
const CORPORA: &str = "train/names-corpora.txt";
/// Where the model is written, from the repository's root.
const MODEL: &str = "models/names.bin";

/// How the labels of a corpus are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    /// All kinds are labelled.
    World,
    /// Groups and other kinds are one label.
    Misc,
    /// Groups and other kinds have no label.
    Plain,
}

/// A text with its gold names.
struct Example {
    doc: Document,
    pos: Vec<Pos>,
    hints: Vec<Hint>,
    /// For each token the labels that the corpus allows.
    allowed: Vec<Allowed>,
    /// Names by first token, token after the last and kind; those that our tokens cannot hold left out.
    gold: BTreeSet<(u32, u32, NameKind)>,
    /// How many were left out.
    unaligned: usize,
    /// Where the article comes from.
    region: String,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    licence_class: Option<String>,
    region: Option<String>,
    entities: Vec<GoldName>,
}

/// A name of a corpus; offsets in code points.
#[derive(Deserialize)]
struct GoldName {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    label4: Option<String>,
}

/// The kind of a gold name.
enum GoldKind {
    Known(NameKind),
    /// Of a group or another kind.
    Open,
    /// A date or number.
    None,
}

/// Reads the kind of a gold name.
fn read_kind(name: &GoldName, scheme: Scheme) -> GoldKind {
    let known = match (scheme, name.kind.as_str(), name.label4.as_deref()) {
        (Scheme::World, "Person", _) | (Scheme::Misc | Scheme::Plain, _, Some("PER")) => NameKind::Person,
        (Scheme::World, "Organization", _) | (Scheme::Misc | Scheme::Plain, _, Some("ORG")) => NameKind::Organization,
        (Scheme::World, "Location" | "Facility", _) | (Scheme::Misc | Scheme::Plain, _, Some("LOC")) => NameKind::Place,
        (Scheme::World, "NORP", _) => NameKind::Group,
        (Scheme::World, "Misc" | "Product", _) => NameKind::Other,
        (Scheme::Misc | Scheme::Plain, _, Some("MISC")) => return GoldKind::Open,
        _ => return GoldKind::None,
    };
    GoldKind::Known(known)
}

const ONLY_OUTSIDE: Allowed = 1 << OUTSIDE;

/// All labels of a kind.
fn labels_of(kind: NameKind) -> Allowed {
    0b1111 << label_of(kind as usize, Place::First)
}

/// Reads the texts of a corpus whose terms are open.
fn read_corpus(file: &str, scheme: Scheme) -> Result<Vec<Example>, String> {
    let mut examples = Vec::new();
    for line in read_lines(file)? {
        let line: Line = serde_json::from_str(&line).map_err(|error| format!("{file}: {error}"))?;
        if line.licence_class.as_deref().is_none_or(|class| class == "open") {
            examples.push(read_example(&line, scheme));
        }
    }
    Ok(examples)
}

/// Cuts a text into our tokens and gives each the labels that its gold names allow.
fn read_example(line: &Line, scheme: Scheme) -> Example {
    let offsets = byte_offsets(&line.text);
    let doc = read_document(Input::plain(&*line.text));
    let pos = tag_parts_of_speech(&doc);
    let hints = find_hints(&doc, &pos);
    let open = ONLY_OUTSIDE | labels_of(NameKind::Group) | labels_of(NameKind::Other);
    let mut allowed: Vec<Allowed> = (doc.tokens.iter())
        .map(|token| if scheme == Scheme::Plain && token.is_capitalised() { open } else { ONLY_OUTSIDE })
        .collect();
    let (mut gold, mut unaligned) = (BTreeSet::new(), 0);
    for name in &line.entities {
        let kind = match read_kind(name, scheme) {
            GoldKind::None => continue,
            GoldKind::Open => None,
            GoldKind::Known(kind) => Some(kind),
        };
        let span = Span::new(offsets[name.start], offsets[name.end]);
        let tokens = doc.tokens_in(span);
        let Some(kind) = kind else {
            allowed[tokens.start as usize..tokens.end as usize].fill(open);
            continue;
        };
        if tokens.is_empty() || doc.token_span(tokens.clone()) != span {
            unaligned += 1;
        } else {
            gold.insert((tokens.start, tokens.end, kind));
        }
        for token in tokens.clone() {
            let place = match (token == tokens.start, token + 1 == tokens.end) {
                (true, true) => Place::Only,
                (true, false) => Place::First,
                (false, true) => Place::Last,
                (false, false) => Place::Inner,
            };
            allowed[token as usize] = 1 << label_of(kind as usize, place);
        }
    }
    Example { doc, pos, hints, allowed, gold, unaligned, region: line.region.clone().unwrap_or_default() }
}

/// Features by key: the number of those that are trained, plus one.
struct Index(Vec<u32>);

impl Index {
    fn number(&self, key: FeatureKey) -> Option<u32> {
        self.0[key as usize].checked_sub(1)
    }

    /// Numbers `keys` in their order.
    fn of(keys: &[FeatureKey]) -> Self {
        let mut numbers = vec![0; 1 << KEY_BITS];
        for (number, &key) in (1..).zip(keys) {
            numbers[key as usize] = number;
        }
        Self(numbers)
    }
}

/// The features of the tokens of a document.
struct Extractor<'d> {
    context: NameContext<'d>,
    forms: FxHashMap<(Option<Form>, u8), Vec<FeatureKey>>,
}

impl Extractor<'_> {
    /// Appends the features of the token at `at` of `sentence`.
    fn push(&mut self, at: u32, sentence: &Range<u32>, keys: &mut Vec<FeatureKey>) {
        let context = &self.context;
        for (role, form) in context.window(at, sentence) {
            keys.extend_from_slice(self.forms.entry((form, role as u8)).or_insert_with(|| {
                let mut keys = Vec::new();
                context.push_form_features(form, role, &mut keys);
                keys
            }));
        }
        if let Some(run) = context.run(at) {
            context.push_run_features(run, sentence, keys);
        }
        context.push_token_features(at, sentence, keys);
    }
}

/// Calls `take` with the features of each token that may be part of a name, and with `None` after each stretch of them.
fn read_features(example: &Example, mut take: impl FnMut(Option<(u32, &[FeatureKey])>)) {
    let context = NameContext::new(&example.doc, &example.pos, &example.hints);
    let stretches = context.stretches().to_vec();
    let mut extractor = Extractor { context, forms: FxHashMap::default() };
    let mut keys = Vec::new();
    for (stretch, sentence) in stretches {
        for at in stretch {
            keys.clear();
            extractor.push(at, &sentence, &mut keys);
            take(Some((at, &keys)));
        }
        take(None);
    }
}

/// The features that occur `minimum` times and more, in order of their keys.
fn count_features(examples: &[&Example], minimum: u32) -> Vec<FeatureKey> {
    let mut counts = vec![0_u32; 1 << KEY_BITS];
    for example in examples {
        read_features(example, |token| {
            for &key in token.map_or(&[][..], |token| token.1) {
                counts[key as usize] += 1;
            }
        });
    }
    (0..counts.len() as FeatureKey).filter(|&key| counts[key as usize] >= minimum).collect()
}

/// Trains weights for the features `keys`.
fn fit(examples: &[&Example], keys: &[FeatureKey], options: &Options) -> Crf {
    let index = Index::of(keys);
    let mut sequences = Sequences::default();
    for example in examples {
        read_features(example, |token| match token {
            Some((token, keys)) => {
                let numbers = keys.iter().filter_map(|&key| index.number(key));
                sequences.push_token(numbers, example.allowed[token as usize]);
            }
            None => sequences.end_sentence(),
        });
    }
    let mut crf = Crf::new(keys.len(), options);
    let mut random = Random(0x5eed);
    for _ in 0..options.value("epochs", 6.0) as usize {
        crf.train_epoch(&sequences, &mut random);
    }
    crf
}

/// Trains a model: fits all features, keeps those that weigh most, fits these anew and rounds their weights.
fn train_on(examples: &[&Example], options: &Options) -> Vec<u8> {
    let started = Instant::now();
    let mut keys = count_features(examples, options.value("minimum", 2.0) as u32);
    let mut crf = fit(examples, &keys, options);
    let kept = options.value("features", 70_000.0) as usize;
    if kept < keys.len() {
        let size = |row: &Row| row.iter().fold(0.0_f32, |size, weight| size.max(weight.abs()));
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by(|&a, &b| size(&crf.rows[b]).total_cmp(&size(&crf.rows[a])).then(a.cmp(&b)));
        let mut best: Vec<FeatureKey> = order[..kept].iter().map(|&at| keys[at]).collect();
        best.sort_unstable();
        keys = best;
        crf = fit(examples, &keys, options);
    }
    let scale = options.value("scale", 24.0) as f32;
    let round = |row: &Row| -> Vec<i8> {
        row[..LABELS].iter().map(|&weight| (weight * scale).round().clamp(-127.0, 127.0) as i8).collect()
    };
    let mut rows: Vec<(FeatureKey, Vec<i8>)> = keys.iter().copied().zip(crf.rows.iter().map(round)).collect();
    rows.retain(|(_, row)| row.iter().any(|&weight| weight != 0));
    for (label, transitions) in (0 as Label..).zip(&crf.transitions) {
        let key = transition_key(label);
        rows.retain(|row| row.0 != key);
        rows.push((key, round(transitions)));
    }
    rows.sort_by_key(|row| row.0);
    let bytes = write_sections(&[(SECTION, write_weights(LABELS, &rows))]);
    eprintln!("{} features, {} bytes, {:.0} s", rows.len(), bytes.len(), started.elapsed().as_secs_f64());
    bytes
}

/// Right, predicted and gold names, by kind.
#[derive(Clone, Default)]
struct Tally {
    right: [usize; 5],
    found: [usize; 5],
    gold: [usize; 5],
    unaligned: usize,
}

impl Tally {
    fn f1(&self, kinds: &[NameKind]) -> f64 {
        let sum = |counts: &[usize; 5]| kinds.iter().map(|&kind| counts[kind as usize]).sum::<usize>() as f64;
        200.0 * sum(&self.right) / (sum(&self.found) + sum(&self.gold)).max(1.0)
    }
}

/// Scores `model` on `examples`.
fn score<'e>(model: &NameModel, examples: impl Iterator<Item = &'e Example>) -> Tally {
    let mut tally = Tally::default();
    for example in examples {
        tally.unaligned += example.unaligned;
        for &(.., kind) in &example.gold {
            tally.gold[kind as usize] += 1;
        }
        for name in model.tag(&example.doc, &example.pos, &example.hints) {
            tally.found[name.kind as usize] += 1;
            let is_right = example.gold.contains(&(name.tokens.start, name.tokens.end, name.kind));
            tally.right[name.kind as usize] += usize::from(is_right);
        }
    }
    tally
}

/// The kinds that all corpora label.
const COMMON_KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organization, NameKind::Place];

fn report(name: &str, tally: &Tally) {
    let kinds = NameKind::ALL.map(|kind| format!("{:5.1}", tally.f1(&[kind]))).join(" ");
    println!(
        "{name:24} {:5.2}   {kinds}   {} names that no tokens of ours hold",
        tally.f1(&COMMON_KINDS),
        tally.unaligned
    );
}

/// Development sets and how they are read.
const DEVELOPMENT: [(&str, &str, Scheme); 4] = [
    ("en_worldwide dev", "ner/en_worldwide/dev.jsonl", Scheme::World),
    ("crossner_politics dev", "ner/crossner_politics/dev.jsonl", Scheme::Misc),
    ("wnut17 dev", "ner/wnut17/dev.jsonl", Scheme::Misc),
    ("gum_news dev", "ner/gum_news/dev.jsonl", Scheme::Misc),
];

/// Prints the scores of `model` on all development sets.
fn report_all(model: &NameModel) -> Result<(), String> {
    println!("{:24} common PER   ORG   LOC   GRP   other", "");
    for (name, file, scheme) in DEVELOPMENT {
        report(name, &score(model, read_corpus(file, scheme)?.iter()));
    }
    Ok(())
}

/// Upper bounds of the classes of margins that `names-margins` prints.
const MARGINS: [i32; 5] = [11, 23, 47, 95, i32::MAX];

/// Prints the share of the committed model's names that are right, by kind and margin, on development parts.
pub(crate) fn print_margins() -> Result<(), String> {
    let bytes = fs::read(MODEL).map_err(|error| format!("{MODEL}: {error}"))?;
    let model = NameModel::read(&bytes).map_err(|error| error.to_string())?;
    let mut counts = [[(0_u32, 0_u32); MARGINS.len()]; NameKind::ALL.len()];
    for example in read_corpus("ner/en_worldwide/dev.jsonl", Scheme::World)? {
        for name in model.tag(&example.doc, &example.pos, &example.hints) {
            let class = MARGINS.iter().position(|&bound| name.margin <= bound).unwrap_or(0);
            let (right, of) = &mut counts[name.kind as usize][class];
            *right += u32::from(example.gold.contains(&(name.tokens.start, name.tokens.end, name.kind)));
            *of += 1;
        }
    }
    println!("share right by margin, up to {MARGINS:?}");
    for (kind, counts) in NameKind::ALL.iter().zip(&counts) {
        let shares = counts.map(|(right, of)| format!("{:.2} of {of:5}", f64::from(right) / f64::from(of.max(1))));
        println!("{kind:?}: {}", shares.join("  "));
    }
    Ok(())
}

/// Reads the corpora of the list whose path does not contain `without`.
fn read_corpora(without: Option<&str>) -> Result<Vec<Example>, String> {
    let list = fs::read_to_string(CORPORA).map_err(|error| format!("{CORPORA}: {error}"))?;
    let mut examples = Vec::new();
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (file, scheme) = match line.split_once(' ') {
            Some((file, "world")) => (file, Scheme::World),
            Some((file, "misc")) => (file, Scheme::Misc),
            Some((file, "plain")) => (file, Scheme::Plain),
            _ => return Err(format!("{CORPORA}: expected FILE and world, misc or plain, found `{line}`")),
        };
        if without.is_none_or(|without| !file.contains(without)) {
            examples.extend(read_corpus(file, scheme)?);
        }
    }
    Ok(examples)
}

/// Trains the tagger, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let examples = read_corpora(None)?;
    let bytes = train_on(&examples.iter().collect::<Vec<_>>(), &options);
    let path = if options.value("dry", 0.0) > 0.0 { "target/names.bin" } else { MODEL };
    fs::write(path, &bytes).map_err(|error| format!("{path}: {error}"))?;
    report_all(&NameModel::read(&bytes).map_err(|error| error.to_string())?)
}

/// Prints the figures of a model that was trained without the corpora whose path contains `without`.
pub(crate) fn train_without(without: &str) -> Result<(), String> {
    let examples = read_corpora(Some(without))?;
    let bytes = train_on(&examples.iter().collect::<Vec<_>>(), &Options::parse(&[])?);
    report_all(&NameModel::read(&bytes).map_err(|error| error.to_string())?)
}

/// For each region of en_worldwide prints the figures of a model that was trained without its articles.
pub(crate) fn leave_one_region_out() -> Result<(), String> {
    let options = Options::parse(&[])?;
    let mut examples = read_corpora(None)?;
    examples.extend(read_corpus("ner/en_worldwide/dev.jsonl", Scheme::World)?);
    let regions: BTreeSet<String> =
        examples.iter().map(|example| example.region.clone()).filter(|region| !region.is_empty()).collect();
    for region in regions {
        let others: Vec<&Example> = examples.iter().filter(|example| example.region != region).collect();
        let model = NameModel::read(&train_on(&others, &options)).map_err(|error| error.to_string())?;
        report(&region, &score(&model, examples.iter().filter(|example| example.region == region)));
    }
    Ok(())
}
