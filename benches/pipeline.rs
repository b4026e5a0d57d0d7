//! How long reading an article takes natively: the whole, and each stage.
//!
//! Reads `../shared/corpora/bench/*.txt` beside the project; without them, only the sample is measured.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sourcelight::{Input, Stage, annotate, annotate_in_stages};

/// The article that the reader opens with; it is always there.
const SAMPLE: &str = include_str!("../tests/golden/embassy-siege.txt");

const STAGES: [Stage; 5] = [Stage::Text, Stage::PartsOfSpeech, Stage::Entities, Stage::Quotes, Stage::Claims];

/// The texts with their names: the sample, then the files in order of their names.
fn find_texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora/bench");
    let mut texts = vec![("sample".to_owned(), SAMPLE.to_owned())];
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("../shared/corpora/bench is not here: only the sample is measured");
        return texts;
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        texts.push((name, fs::read_to_string(&path).expect("a text of the corpora is readable UTF-8")));
    }
    texts
}

/// The whole pipeline on each text.
fn measure_whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("whole");
    for (name, text) in find_texts() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bencher, text| {
            bencher.iter(|| annotate(Input::plain(text.as_str())));
        });
    }
    group.finish();
}

/// Each stage on the longest text under 100 kB.
fn measure_stages(criterion: &mut Criterion) {
    let texts = find_texts();
    let (_, text) = (texts.iter().filter(|(_, text)| text.len() < 100_000))
        .max_by_key(|(_, text)| text.len())
        .expect("the sample is under 100 kB");
    let mut group = criterion.benchmark_group("stage");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for stage in STAGES {
        group.bench_function(stage.name(), |bencher| {
            bencher.iter_custom(|iterations| (0..iterations).map(|_| time_stage(text, stage)).sum());
        });
    }
    group.finish();
}

/// How long `stage` takes on `text`, the other stages not counted.
fn time_stage(text: &str, stage: Stage) -> Duration {
    let mut time = Duration::ZERO;
    let mut start = Instant::now();
    annotate_in_stages(Input::plain(text), |done| {
        if done == stage {
            time += start.elapsed();
        }
        start = Instant::now();
    });
    time
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(15)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = measure_whole, measure_stages
}
criterion_main!(benches);
