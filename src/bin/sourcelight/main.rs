//! Floor 11: the command line. Reads files, calls `annotate`, prints or exports; decides nothing about articles.

mod export;
mod lines;
mod report;
mod source;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;
use sourcelight::wire::Article;
use sourcelight::{OffsetUnit, annotate};

use crate::source::Source;

/// Shows who and what a news article is about, who says what in it, and who claims what.
///
/// Everything is read and worked out on this machine; nothing is sent anywhere.
#[derive(Parser)]
#[command(name = "sourcelight", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Subcommand)]
enum Command {
    Annotate(AnnotateArguments),
    Export(export::ExportArguments),
}

/// Reads articles and prints who speaks, what is claimed, and who and what they are about.
///
/// Articles are plain text (UTF-8, paragraphs divided by newlines) or saved web pages (.html). What cannot be read is
/// named on standard error, the rest is still done, and the exit status is 1.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
struct AnnotateArguments {
    /// Files to read; "-" is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Print one line of JSON for each file: the article's annotations, with "file" first
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,

    /// Read lines of JSON, {"id", "text"} or {"id", "html"}, and print one line of annotations for each
    #[arg(long)]
    jsonl: bool,

    /// What the offsets of --json and --jsonl count
    #[arg(long, value_name = "UNIT", default_value = "codepoint")]
    offsets: Offsets,
}

/// Shown below the help.
const EXAMPLES: &str = "\
Examples:
  sourcelight annotate article.txt               a report to read
  sourcelight annotate --json *.html > out.jsonl one line of JSON for each saved page
  sourcelight annotate --jsonl < in.jsonl        a stream of articles, in order
  pbpaste | sourcelight annotate -               what is on the clipboard

In JSON, offsets are [start,end) in Unicode code points of the text, or in UTF-16 units as JavaScript counts them.
An article that was read from HTML carries its \"text\", to which the offsets refer.
A bad line of --jsonl gives {\"id\" or \"line\", \"error\"} in its place.";

/// A unit of offsets, as it is named on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum Offsets {
    /// Unicode code points
    Codepoint,
    /// UTF-16 code units
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Codepoint => Self::CodePoint,
            Offsets::Utf16 => Self::Utf16,
        }
    }
}

fn main() -> ExitCode {
    let mut command = Arguments::parse().command;
    let files = match &mut command {
        Command::Annotate(arguments) => &mut arguments.files,
        Command::Export(arguments) => &mut arguments.files,
    };
    if files.is_empty() {
        if io::stdin().is_terminal() {
            return refuse("no file given; name one, or \"-\" to read standard input");
        }
        files.push("-".into());
    }
    let outcome = match &command {
        Command::Annotate(arguments) => run(arguments),
        Command::Export(arguments) => match arguments.find_misuse() {
            Some(misuse) => return refuse(misuse),
            None => export::export_files(arguments),
        },
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // Whoever reads the output has seen enough: `sourcelight ... | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sourcelight: the output could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Says why the program cannot be used like this.
fn refuse(why: &str) -> ExitCode {
    eprintln!("sourcelight: {why}");
    ExitCode::from(2)
}

/// Does all that is asked; `false` where some input could not be read.
///
/// # Errors
/// If the output cannot be written.
fn run(arguments: &AnnotateArguments) -> io::Result<bool> {
    let unit = arguments.offsets.into();
    let mut progress = Progress::new(arguments.files.len());
    let mut all_read = true;
    let stdout = io::stdout().lock();
    let mut out: Box<dyn Write> = match arguments.json || arguments.jsonl {
        true => Box::new(BufWriter::new(stdout)),
        // Colours only where a terminal shows them and NO_COLOR does not forbid it.
        false => Box::new(BufWriter::new(anstream::AutoStream::auto(stdout))),
    };
    for (index, path) in arguments.files.iter().enumerate() {
        progress.show(index, &path.display().to_string());
        let outcome = if arguments.jsonl {
            lines::annotate_lines(path, unit, &mut out)?
        } else {
            match source::read_article(path) {
                Ok(article) if arguments.json => write_json(&article, unit, &mut out).map(|()| Ok(true))?,
                Ok(article) => report::write_report(&article, index > 0, &mut out).map(|()| Ok(true))?,
                Err(trouble) => Err(trouble),
            }
        };
        match outcome {
            Ok(whole) => all_read &= whole,
            Err(trouble) => {
                all_read = false;
                out.flush()?;
                progress.clear();
                eprintln!("sourcelight: {trouble}");
            }
        }
    }
    progress.clear();
    out.flush()?;
    Ok(all_read)
}

/// One line of `--json`.
#[derive(Serialize)]
struct FileLine<'a> {
    file: &'a str,
    #[serde(flatten)]
    article: Article,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// Writes the annotations of one file as a line of JSON.
fn write_json(source: &Source, unit: OffsetUnit, out: &mut impl Write) -> io::Result<()> {
    let annotations = annotate(source.input.clone());
    let text = source.is_html.then_some(annotations.document.text.as_str());
    let line = FileLine { file: &source.name, article: Article::new(&annotations, unit), text };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

/// Which of many files is being read, on standard error, where that is a terminal and the output is not.
struct Progress {
    count: usize,
    is_shown: bool,
}

impl Progress {
    /// Progress over `count` files.
    fn new(count: usize) -> Self {
        Self { count, is_shown: count > 1 && io::stderr().is_terminal() && !io::stdout().is_terminal() }
    }

    /// Shows that file `index` is being read.
    fn show(&self, index: usize, name: &str) {
        if self.is_shown {
            eprint!("\r\x1b[2K{}/{} {name}", index + 1, self.count);
        }
    }

    /// Takes the line away.
    fn clear(&mut self) {
        if self.is_shown {
            eprint!("\r\x1b[2K");
        }
    }
}
