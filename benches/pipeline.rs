//! How long reading an article takes natively: the whole, each stage, and the article's text in a saved page.
//!
//! Reads `../shared/corpora/bench/*.txt` beside the project; without them, only the sample is measured. Reads the saved
//! pages of `../shared/corpora/pages`; without them, no page is measured.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use labels::{Page, read_pages};
use sourcelight::block::label_blocks;
use sourcelight::html::read_html;
use sourcelight::{Input, Stage, annotate, annotate_in_stages};

/// The article that the reader opens with; it is always there.
const SAMPLE: &str = include_str!("../tests/golden/embassy-siege.txt");

const STAGES: [Stage; 5] = [Stage::Text, Stage::PartsOfSpeech, Stage::Entities, Stage::Quotes, Stage::Claims];

/// The corpora of saved pages.
const PAGES: [&str; 2] = ["scrapinghub", "newspaper4k-424"];

/// The folder `name` of the corpora.
fn find_corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora").join(name)
}

/// The texts with their names: the sample, then the files in order of their names.
fn find_texts() -> Vec<(String, String)> {
    let folder = find_corpus("bench");
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

/// How long it takes to read a saved page and label its blocks: the mean of a corpus, and the pages that half of it and
/// 95 in 100 of it are no slower than.
fn measure_pages(criterion: &mut Criterion) {
    for corpus in PAGES {
        let folder = find_corpus("pages").join(corpus);
        if !folder.exists() {
            eprintln!("../shared/corpora/pages/{corpus} is not here: its pages are not measured");
            continue;
        }
        let mut pages = read_pages(&folder).expect("a corpus that is here can be read");
        let count = u32::try_from(pages.len()).expect("a corpus has fewer pages");
        let bytes: usize = pages.iter().map(|page| page.html.len()).sum();
        let mut group = criterion.benchmark_group(format!("page/{corpus}"));
        group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Bytes((bytes / pages.len().max(1)) as u64));
        group.bench_function("mean", |bencher| {
            bencher.iter_custom(|iterations| {
                (0..iterations).map(|_| pages.iter().map(time_page).sum::<Duration>() / count.max(1)).sum()
            });
        });
        pages.sort_by_cached_key(|page| (0..3).map(|_| time_page(page)).min());
        for (name, share) in [("median", 50), ("p95", 95)] {
            let Some(page) = pages.get(pages.len() * share / 100) else { continue };
            group.throughput(Throughput::Bytes(page.html.len() as u64));
            group.bench_function(name, |bencher| {
                bencher.iter_custom(|iterations| (0..iterations).map(|_| time_page(page)).sum());
            });
        }
        group.finish();
    }
}

/// How long it takes to read a page and label its blocks.
fn time_page(page: &Page) -> Duration {
    let start = Instant::now();
    std::hint::black_box(label_blocks(&read_html(&page.html)));
    start.elapsed()
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(15)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = measure_whole, measure_stages, measure_pages
}
criterion_main!(benches);
