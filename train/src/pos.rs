//! Trains and scores the part-of-speech tagger.

use std::collections::BTreeMap;
use std::time::Instant;

use rustc_hash::{FxHashMap, FxHashSet};
use sourcelight::document::{Case, TokenKind};
use sourcelight::model::features::{CaseSign, Form, OUTSIDE, Role, hash_word, push_word_features, split_form};
use sourcelight::model::file::write_sections;
use sourcelight::model::pos::{
    Pos, PosModel, SECTION, START, find_fixed_tag, history_keys, joint_keys, push_sentence_forms,
};
use sourcelight::model::weights::{FeatureKey, write_weights};

use crate::corpus::{Tagged, read_gold, read_silver};
use crate::options::Options;
use crate::perceptron::{Perceptron, Random, WIDTH};

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/pos.bin";

/// A word with its case sign, and its features in each role.
struct FormFeatures {
    hash: u32,
    roles: [Vec<FeatureKey>; Role::ALL.len()],
}

/// The tokens of a sentence as forms, with the gold tag where there is one.
struct Example {
    tokens: Vec<(u32, Option<Pos>, Option<Pos>)>,
}

/// All forms of the training corpora.
#[derive(Default)]
struct Forms {
    ids: FxHashMap<(String, CaseSign), u32>,
    features: Vec<FormFeatures>,
}

impl Forms {
    fn id(&mut self, word: &str, sign: CaseSign) -> u32 {
        if let Some(&id) = self.ids.get(&(word.to_owned(), sign)) {
            return id;
        }
        let roles = Role::ALL.map(|role| {
            let mut keys = Vec::new();
            push_word_features(word, sign, role, &mut keys);
            keys
        });
        self.features.push(FormFeatures { hash: hash_word(word), roles });
        let id = self.features.len() as u32 - 1;
        self.ids.insert((word.to_owned(), sign), id);
        id
    }
}

/// How the case of a copy of a sentence is changed.
#[derive(Clone, Copy, PartialEq)]
enum Recased {
    /// As it is.
    Not,
    /// As if every capital said nothing.
    Headline,
    /// As if it were written in small letters.
    Low,
}

/// Turns documents into examples; every `recase`th sentence comes a second and third time with other cases.
fn push_examples(documents: &[Tagged], forms: &mut Forms, recase: usize, examples: &mut Vec<Example>) {
    let mut count = 0;
    let mut sentence_forms: Vec<Form> = Vec::new();
    for Tagged { doc, gold } in documents {
        for sentence in &doc.sentences {
            count += 1;
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            sentence_forms.clear();
            push_sentence_forms(doc, sentence, &mut sentence_forms);
            let mut kinds = vec![Recased::Not];
            if recase > 0 && count % recase == 0 {
                kinds.push(if (count / recase).is_multiple_of(3) { Recased::Low } else { Recased::Headline });
            }
            for kind in kinds {
                let tokens = (range.clone().zip(&sentence_forms))
                    .map(|(at, &form)| {
                        let token = &doc.tokens[at];
                        let (word, sign) = split_form(form);
                        let word = &doc.vocabulary[word as usize];
                        let sign = match kind {
                            _ if token.kind != TokenKind::Word || token.case == Case::None => sign,
                            Recased::Not => sign,
                            Recased::Low => CaseSign::Low,
                            // Short words stay low in most headlines.
                            Recased::Headline
                                if token.span.len() < 4 && token.case == Case::Lower && count % 2 == 0 =>
                            {
                                sign
                            }
                            Recased::Headline => CaseSign::Unsure,
                        };
                        (forms.id(word, sign), gold[at], find_fixed_tag(token, word))
                    })
                    .collect();
                examples.push(Example { tokens });
            }
        }
    }
}

/// Features that are trained, by number.
struct FeatureIndex {
    numbers: FxHashMap<FeatureKey, u32>,
}

impl FeatureIndex {
    /// The features that occur often enough beside gold tags.
    fn new(examples: &[Example], forms: &Forms, outside: u32, word_minimum: u32, joint_minimum: u32) -> Self {
        let mut counts: FxHashMap<FeatureKey, u32> = FxHashMap::default();
        let mut joints: FxHashMap<FeatureKey, u32> = FxHashMap::default();
        for example in examples {
            let (mut before, mut two_before) = (START, START);
            for (at, &(_, gold, fixed)) in example.tokens.iter().enumerate() {
                let tag = fixed.or(gold).unwrap_or_default();
                if fixed.is_none() && gold.is_some() {
                    let window = window(example, at, outside);
                    for (role, form) in window {
                        for &key in &forms.features[form as usize].roles[role as usize] {
                            *counts.entry(key).or_default() += 1;
                        }
                    }
                    for key in history_keys(before, two_before) {
                        *counts.entry(key).or_default() += word_minimum;
                    }
                    for key in joint_keys_of(before, &window, forms) {
                        *joints.entry(key).or_default() += 1;
                    }
                }
                (before, two_before) = (tag as u8, before);
            }
        }
        counts.retain(|_, count| *count >= word_minimum);
        for (key, count) in joints.into_iter().filter(|&(_, count)| count >= joint_minimum) {
            *counts.entry(key).or_default() += count;
        }
        let mut keys: Vec<FeatureKey> = counts.keys().copied().collect();
        keys.sort_unstable();
        Self::of(keys)
    }

    /// Numbers `keys`, which ascend.
    fn of(keys: Vec<FeatureKey>) -> Self {
        Self { numbers: keys.into_iter().enumerate().map(|(number, key)| (key, number as u32)).collect() }
    }

    /// The features by number.
    fn keys(&self) -> Vec<FeatureKey> {
        let mut keys: Vec<FeatureKey> = self.numbers.keys().copied().collect();
        keys.sort_unstable();
        keys
    }
}

/// The forms around the token at `at`, with their roles.
fn window(example: &Example, at: usize, outside: u32) -> [(Role, u32); 5] {
    let form = |at: Option<usize>| at.and_then(|at| example.tokens.get(at)).map_or(outside, |token| token.0);
    [
        (Role::Own, form(Some(at))),
        (Role::Before, form(at.checked_sub(1))),
        (Role::After, form(Some(at + 1))),
        (Role::TwoBefore, form(at.checked_sub(2))),
        (Role::TwoAfter, form(Some(at + 2))),
    ]
}

/// The joint features of a token in its window.
fn joint_keys_of(before: u8, window: &[(Role, u32); 5], forms: &Forms) -> Vec<FeatureKey> {
    let hash = |at: usize| forms.features[window[at].1 as usize].hash;
    joint_keys(before, hash(1), hash(0), hash(2)).to_vec()
}

/// Trains on `examples` with the features of `index`, and returns the mean weights.
fn fit(
    examples: &[Example],
    forms: &Forms,
    outside: u32,
    index: &FeatureIndex,
    epochs: usize,
    margin: i32,
) -> Vec<[f64; WIDTH]> {
    // The features of each form by number, those that are not trained left out.
    let numbered: Vec<[Vec<u32>; Role::ALL.len()]> = (forms.features.iter())
        .map(|form| {
            Role::ALL.map(|role| {
                form.roles[role as usize].iter().filter_map(|key| index.numbers.get(key).copied()).collect()
            })
        })
        .collect();
    let history: Vec<Vec<u32>> = (0..=START)
        .flat_map(|before| (0..=START).map(move |two_before| history_keys(before, two_before)))
        .map(|keys| keys.iter().filter_map(|key| index.numbers.get(key).copied()).collect())
        .collect();
    let mut perceptron = Perceptron::new(index.numbers.len());
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(0x5eed);
    let mut features = Vec::new();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let (mut wrong, mut seen) = (0_u64, 0_u64);
        for &example in &order {
            let example = &examples[example];
            let (mut before, mut two_before) = (START, START);
            for (at, &(_, gold, fixed)) in example.tokens.iter().enumerate() {
                let tag = fixed.unwrap_or_else(|| {
                    features.clear();
                    let window = window(example, at, outside);
                    for (role, form) in window {
                        features.extend_from_slice(&numbered[form as usize][role as usize]);
                    }
                    features
                        .extend_from_slice(&history[usize::from(before) * (Pos::COUNT + 1) + usize::from(two_before)]);
                    let joints = joint_keys_of(before, &window, forms);
                    features.extend(joints.iter().filter_map(|key| index.numbers.get(key).copied()));
                    let mut scores = [0; WIDTH];
                    perceptron.add(&features, &mut scores);
                    let mut best = 0;
                    for tag in 1..Pos::COUNT {
                        if scores[tag] > scores[best] {
                            best = tag;
                        }
                    }
                    if let Some(gold) = gold.map(|gold| gold as usize) {
                        seen += 1;
                        wrong += u64::from(gold != best);
                        perceptron.step();
                        // The strongest of the other tags must stay a margin below the gold one.
                        let mut rival = usize::from(gold == 0);
                        for tag in rival + 1..Pos::COUNT {
                            if tag != gold && scores[tag] > scores[rival] {
                                rival = tag;
                            }
                        }
                        if scores[gold] - scores[rival] <= margin {
                            perceptron.update(&features, gold, rival);
                        }
                    }
                    Pos::ALL[best]
                });
                (before, two_before) = (tag as u8, before);
            }
        }
        eprintln!("  epoch {}: {:.2} % right in training", epoch + 1, 100.0 * (1.0 - wrong as f64 / seen as f64));
    }
    perceptron.averages()
}

/// Rounds weights to whole steps and leaves out those below `least` steps.
fn quantise(keys: &[FeatureKey], weights: &[[f64; WIDTH]], step: f64, least: f64) -> Vec<(FeatureKey, Vec<i8>)> {
    let mut features = Vec::new();
    for (&key, weights) in keys.iter().zip(weights) {
        let row: Vec<i8> = (weights[..Pos::COUNT].iter())
            .map(|weight| weight / step)
            .map(|weight| if weight.abs() < least { 0 } else { weight.round().clamp(-127.0, 127.0) as i8 })
            .collect();
        if row.iter().any(|&weight| weight != 0) {
            features.push((key, row));
        }
    }
    features
}

/// Trains the tagger, writes the model and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let started = Instant::now();
    let mut forms = Forms::default();
    let outside = forms.id(OUTSIDE, CaseSign::Low);
    let recase = options.value("recase", 4.0) as usize;
    let mut examples = Vec::new();
    for (name, part) in [("ewt", "pos/ewt/train.jsonl"), ("gum", "pos/gum/train.jsonl"), ("masc", "pos/masc/all.jsonl")]
    {
        if options.value(name, f64::from(u8::from(name != "masc"))) > 0.0 {
            push_examples(&read_gold(part)?, &mut forms, recase, &mut examples);
        }
    }
    if options.value("polnear", 1.0) > 0.0 {
        push_examples(&read_silver("train", |text| text)?, &mut forms, recase, &mut examples);
    }
    let tokens: usize = examples.iter().map(|example| example.tokens.len()).sum();
    eprintln!("{} sentences, {tokens} tokens, {} forms", examples.len(), forms.features.len());
    let word_minimum = options.value("word_minimum", 2.0) as u32;
    let joint_minimum = options.value("joint_minimum", 4.0) as u32;
    let mut index = FeatureIndex::new(&examples, &forms, outside, word_minimum, joint_minimum);
    let epochs = options.value("epochs", 6.0) as usize;
    let margin = options.value("margin", 30.0) as i32;
    eprintln!("{} features, first round", index.numbers.len());
    let mut weights = fit(&examples, &forms, outside, &index, epochs, margin);
    let features = options.value("features", 28_000.0) as usize;
    if features < weights.len() {
        let keys = index.keys();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        let size = |at: usize| weights[at].iter().fold(0.0_f64, |size, weight| size.max(weight.abs()));
        order.sort_by(|&a, &b| size(b).total_cmp(&size(a)).then(a.cmp(&b)));
        let kept: FxHashSet<usize> = order[..features].iter().copied().collect();
        index = FeatureIndex::of((0..keys.len()).filter(|at| kept.contains(at)).map(|at| keys[at]).collect());
        eprintln!("{} features, second round", index.numbers.len());
        weights = fit(&examples, &forms, outside, &index, epochs, margin);
    }
    let mut sizes: Vec<f64> = weights.iter().flatten().map(|weight| weight.abs()).filter(|&size| size > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let large = sizes[sizes.len() * 9995 / 10_000];
    eprintln!("weights: median {:.3}, 99.95 % below {large:.3}", sizes[sizes.len() / 2]);
    let step = large / options.value("levels", 24.0);
    let rows = quantise(&index.keys(), &weights, step, options.value("least", 0.7));
    let nonzero: usize = rows.iter().map(|(_, row)| row.iter().filter(|&&weight| weight != 0).count()).sum();
    let bytes = write_sections(&[(SECTION, write_weights(Pos::COUNT, &rows))]);
    eprintln!(
        "{} rows, {nonzero} weights, {} bytes, {:.0} s",
        rows.len(),
        bytes.len(),
        started.elapsed().as_secs_f64()
    );
    let path = if options.value("dry", 0.0) > 0.0 { "target/pos.bin" } else { MODEL };
    std::fs::write(path, &bytes).map_err(|error| format!("{path}: {error}"))?;
    print_figures(&PosModel::read(&bytes).map_err(|error| error.to_string())?)
}

/// Prints the figures of the committed model.
pub(crate) fn print_figures_of_file() -> Result<(), String> {
    let bytes = std::fs::read(MODEL).map_err(|error| format!("{MODEL}: {error}"))?;
    print_figures(&PosModel::read(&bytes).map_err(|error| error.to_string())?)
}

/// Prints accuracy on the development parts, and the speed.
fn print_figures(model: &PosModel) -> Result<(), String> {
    let parts = [
        ("ewt dev", read_gold("pos/ewt/dev.jsonl")?),
        ("gum dev", read_gold("pos/gum/dev.jsonl")?),
        ("polnear dev (silver)", read_silver("dev", |text| text)?),
        ("the same in headline case", read_silver("dev", |text| write_headline(&text))?),
        ("the same in capitals", read_silver("dev", |text| text.to_ascii_uppercase())?),
        ("the same in small letters", read_silver("dev", |text| text.to_ascii_lowercase())?),
    ];
    for (name, documents) in &parts {
        print_scores(name, model, documents);
    }
    let (mut tokens, mut bytes) = (0, 0);
    let started = read_cpu_seconds();
    for _ in 0..5 {
        for Tagged { doc, .. } in parts.iter().flat_map(|part| &part.1) {
            tokens += std::hint::black_box(model.tag(doc)).len();
            bytes += doc.text.len();
        }
    }
    let seconds = read_cpu_seconds() - started;
    println!(
        "speed: {:.2} M tokens/s, {:.1} MB/s of processor time",
        tokens as f64 / seconds / 1e6,
        bytes as f64 / seconds / 1e6
    );
    Ok(())
}

/// Seconds of processor time that this thread has had: other programs on the machine do not count.
fn read_cpu_seconds() -> f64 {
    let nanoseconds = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = nanoseconds.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    // A system that does not count gives infinite speed rather than a wrong one.
    nanoseconds.unwrap_or(0.0) / 1e9
}

/// Writes the first letter of each word of more than three letters large.
fn write_headline(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for word in bytes.split_mut(|byte| !byte.is_ascii_alphabetic()).filter(|word| word.len() > 3) {
        word[0].make_ascii_uppercase();
    }
    String::from_utf8(bytes).expect("only the case of ASCII letters was changed")
}

/// Prints the scores of `model` on `documents`, and its commonest confusions.
fn print_scores(name: &str, model: &PosModel, documents: &[Tagged]) {
    let (mut right, mut seen, mut unscored) = (0_u32, 0_u32, 0_u32);
    let (mut words_right, mut words) = (0_u32, 0_u32);
    let (mut finite_found, mut finite_gold, mut finite_both) = (0_u32, 0_u32, 0_u32);
    let mut confusions: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for Tagged { doc, gold } in documents {
        for (predicted, gold) in model.tag(doc).into_iter().zip(gold) {
            let Some(gold) = *gold else {
                unscored += 1;
                continue;
            };
            seen += 1;
            right += u32::from(predicted == gold);
            if gold != Pos::Mark {
                words += 1;
                words_right += u32::from(predicted == gold);
            }
            if predicted != gold {
                *confusions.entry((gold as usize, predicted as usize)).or_default() += 1;
            }
            finite_found += u32::from(predicted.is_finite());
            finite_gold += u32::from(gold.is_finite());
            finite_both += u32::from(predicted.is_finite() && gold.is_finite());
        }
    }
    let percent = |part: u32, whole: u32| 100.0 * f64::from(part) / f64::from(whole.max(1));
    let finite = 200.0 * f64::from(finite_both) / f64::from((finite_found + finite_gold).max(1));
    println!(
        "{name}: {:.2} % of {seen} tokens ({:.2} % without marks); finite verbs F1 {finite:.2} (P {:.2} R {:.2}); not scored {unscored}",
        percent(right, seen),
        percent(words_right, words),
        percent(finite_both, finite_found),
        percent(finite_both, finite_gold),
    );
    let mut confusions: Vec<_> = confusions.into_iter().collect();
    confusions.sort_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
    let listed: Vec<String> = (confusions.iter().take(10))
        .map(|&((gold, predicted), count)| format!("{:?}>{:?} {count}", Pos::ALL[gold], Pos::ALL[predicted]))
        .collect();
    println!("  gold > predicted: {}", listed.join(", "));
}
