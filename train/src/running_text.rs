//! Trains and scores what tells running text of a page's article from the rest.

use std::fs;
use std::path::Path;

use labels::{Page, Runs, TextScore, read_pages};
use sourcelight::block::{TextLesson, list_text_lessons, settle};
use sourcelight::document::{BlockKind, Input};
use sourcelight::html::read_html;
use sourcelight::model::file::write_sections;
use sourcelight::model::linear::{Linear, SECTION, write_linear};

use crate::corpus::CORPORA;
use crate::labelled::FOLDS;
use crate::linear::{Example, Ridge};
use crate::options::Options;

/// Where the model is written, from the repository's root.
const MODEL: &str = "models/running-text.bin";
/// What it is trained on.
const PAGES: [&str; 2] = ["pages/scrapinghub", "pages/newspaper4k-424"];
/// How it is trained.
const RIDGE: Ridge = Ridge { bits: 15, rate: 0.02, decay: 0.0005, epochs: 12.0, scale: 60.0 };

/// A page with its blocks.
struct Text {
    corpus: usize,
    is_suspect: bool,
    /// The part of the pages that it is in: all pages of a site are in one.
    fold: usize,
    expected: Runs,
    /// The text that is expected.
    article: String,
    input: Input,
    lessons: Vec<TextLesson>,
    /// Whether most of each block is expected text.
    labels: Vec<bool>,
}

impl Text {
    fn new(corpus: usize, page: Page) -> Self {
        let input = read_html(&page.html);
        let lessons = list_text_lessons(&input);
        let expected = Runs::new(&page.expected);
        // Lines of fewer words than a run: they are expected where the whole line is.
        let lines: Vec<Runs> = page.expected.lines().map(Runs::new).collect();
        let is_expected = |lesson: &TextLesson| {
            let text = lesson.span.slice(&input.text);
            let runs = Runs::new(text);
            if text.split_whitespace().count() >= 4 {
                runs.share_in(&expected) >= 0.5
            } else {
                lines.iter().any(|line| runs.share_in(line) >= 1.0 && line.share_in(&runs) >= 1.0)
            }
        };
        let labels = lessons.iter().map(is_expected).collect();
        let fold = page.site.bytes().fold(0_usize, |sum, byte| (31 * sum + usize::from(byte)) % 65_521) % FOLDS;
        Self { corpus, fold, is_suspect: page.is_suspect, expected, article: page.expected, lessons, labels, input }
    }

    /// The runs of the text that is left where the model decides.
    fn read(&self, decide: &impl Fn(&TextLesson) -> BlockKind) -> Runs {
        let is_body = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quotation);
        let kinds: Vec<BlockKind> = self.lessons.iter().map(decide).collect();
        let first = kinds.iter().position(|&kind| is_body(kind)).unwrap_or(kinds.len());
        let found = (self.lessons.iter().zip(&kinds).skip(first))
            .filter(|(_, kind)| is_body(**kind) || **kind == BlockKind::Headline)
            .map(|(lesson, _)| lesson.span.slice(&self.input.text));
        Runs::new(&found.collect::<Vec<_>>().join("\n"))
    }
}

fn fit(texts: &[&Text], options: &Options) -> Vec<u8> {
    let mut examples = Vec::new();
    for text in texts.iter().filter(|text| !text.is_suspect) {
        for (lesson, &is_right) in text.lessons.iter().zip(&text.labels) {
            let stays = matches!(lesson.kind, BlockKind::Caption | BlockKind::Byline)
                || lesson.kind == BlockKind::Headline && lesson.is_title;
            if !stays {
                examples.push(Example { choices: vec![(Vec::new(), !is_right), (lesson.features.clone(), is_right)] });
            }
        }
    }
    write_sections(&[(SECTION, write_linear(&RIDGE.fit(&examples, options)))])
}

fn print(title: &str, scores: &[TextScore; 2]) {
    for (corpus, score) in PAGES.iter().zip(scores) {
        let (precision, recall, f1) = score.means();
        println!("{title}, {corpus}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
    }
}

/// Trains the model, writes it and prints its figures.
pub(crate) fn train(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let mut texts = Vec::new();
    for (corpus, folder) in PAGES.iter().enumerate() {
        let pages = read_pages(&Path::new(CORPORA).join(folder)).map_err(|error| format!("{error:#}"))?;
        texts.extend(pages.into_iter().map(|page| Text::new(corpus, page)));
    }
    let mut by_rule = [TextScore::default(); 2];
    let mut best = [TextScore::default(); 2];
    for text in &texts {
        by_rule[text.corpus].add(&text.expected, &text.read(&|lesson| lesson.kind));
        let label = |lesson: &TextLesson| {
            let at = text.lessons.iter().position(|other| other.span == lesson.span).unwrap_or_default();
            if text.labels[at] { BlockKind::Paragraph } else { BlockKind::Furniture }
        };
        best[text.corpus].add(&text.expected, &text.read(&label));
    }
    print("by rule", &by_rule);
    print("the best that these blocks allow", &best);
    let mut learned = [TextScore::default(); 2];
    let mut sound = [TextScore::default(); 2];
    for fold in 0..FOLDS {
        let others: Vec<&Text> = texts.iter().filter(|text| text.fold != fold).collect();
        let model = Linear::read(&fit(&others, &options)).map_err(|error| error.to_string())?;
        for text in texts.iter().filter(|text| text.fold == fold) {
            let decide = |lesson: &TextLesson| {
                settle(lesson.kind, lesson.is_title, lesson.is_dear, model.score(&lesson.features))
            };
            let found = text.read(&decide);
            learned[text.corpus].add(&text.expected, &found);
            learned[text.corpus].add_quotations(&text.article, &found);
            if !text.is_suspect {
                sound[text.corpus].add(&text.expected, &found);
            }
        }
    }
    print("each eighth of the sites by what the others taught", &learned);
    print("the same, without damaged pages", &sound);
    let (kept, quotations) =
        learned.iter().map(TextScore::quotations).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!("quotations of four words and more: {kept} of {quotations} kept");
    if options.value("dry", 0.0) == 0.0 {
        fs::write(MODEL, fit(&texts.iter().collect::<Vec<_>>(), &options))
            .map_err(|error| format!("{MODEL}: {error}"))?;
    }
    Ok(())
}
