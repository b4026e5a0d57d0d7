//! Builds, serves, tests and measures Sourcelight: `cargo xtask COMMAND`.

mod bench;
mod build;
mod command;
mod comments;
mod content_script;
mod eval;
mod lines;
mod node;
mod offline;
mod package;
mod paths;
mod serve;
mod size;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, serves, tests and measures Sourcelight.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Compiles the core to WebAssembly and assembles the reader and both extensions.
    ///
    /// Writes www/pkg (the core as an ES module), dist/reader (a static site that works under any path),
    /// dist/extension-chrome and dist/extension-firefox (to load unpacked).
    Build,
    /// Builds, then serves the reader on this computer and prints its address.
    Serve {
        /// Port to listen on; a free one is taken when it is in use.
        #[arg(long, default_value_t = 8321)]
        port: u16,
    },
    /// Checks everything: format, lints, tests, documentation's examples, native against WebAssembly, browser tests.
    ///
    /// Sets up what it needs (WebAssembly target, npm packages, and as root on Debian the browsers) and ends with a summary.
    Test,
    /// Builds, then writes dist/sourcelight-BROWSER.zip, the same bytes for the same sources.
    Package,
    /// Measures how long an article takes: natively (each stage and the whole), and in Chromium on one page beside the
    /// npm packages compromise and wink-nlp; medians, and ours as a share of theirs.
    Bench {
        /// Print one JSON object instead of tables.
        #[arg(long)]
        json: bool,
    },
    /// Builds, then prints how many bytes a reader downloads: raw, gzip, brotli, and the share of the budget.
    Size,
    /// Reads requests as lines of JSON from standard input and writes their articles, as the native build makes them.
    #[command(hide = true)]
    AnnotateLines,
    /// Scores the annotators on held-out corpora and prints tables.
    ///
    /// Reads ../shared/corpora, ../shared/tools and ../shared/golden and needs python3; what is absent is skipped with
    /// a message.
    Eval {
        /// What to score.
        #[arg(value_enum, default_value = "all")]
        part: eval::Part,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Build => build::build(),
        Task::Serve { port } => serve::serve(port),
        Task::Test => test::test(),
        Task::Package => package::package(),
        Task::Bench { json } => bench::bench(json),
        Task::Size => size::size(),
        Task::AnnotateLines => lines::annotate_lines(),
        Task::Eval { part } => eval::eval(part),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
