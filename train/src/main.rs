//! Makes the files of `models/` from the corpora.
//!
//! `cargo run --release -p train -- pos` trains the part-of-speech tagger and prints its figures;
//! `-- pos-eval` only prints the figures of the committed model.

mod antecedents;
mod attributions;
mod check_worthiness;
mod claim_parts;
mod claim_types;
mod corpus;
mod crf;
mod labelled;
mod linear;
mod names;
mod options;
mod other_kinds;
mod perceptron;
mod pos;
mod running_text;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        Some("antecedents") => antecedents::train(&arguments[1..]),
        Some("attributions") => attributions::train(&arguments[1..]),
        Some("check-worthiness") => check_worthiness::train(&arguments[1..]),
        Some("claim-parts") => claim_parts::train(&arguments[1..]),
        Some("claim-types") => claim_types::train(&arguments[1..]),
        Some("names") => names::train(&arguments[1..]),
        Some("names-without") if arguments.len() == 2 => names::train_without(&arguments[1]),
        Some("names-margins") => names::print_margins(),
        Some("names-regions") => names::leave_one_region_out(),
        Some("other-kinds") => other_kinds::train(&arguments[1..]),
        Some("running-text") => running_text::train(&arguments[1..]),
        Some("pos") => pos::train(&arguments[1..]),
        Some("pos-eval") => pos::print_figures_of_file(),
        _ => Err("usage: train (antecedents [NAME=VALUE ...] | attributions [NAME=VALUE ...] | check-worthiness [NAME=VALUE ...] | claim-parts [NAME=VALUE ...] | claim-types [NAME=VALUE ...] | pos [NAME=VALUE ...] | pos-eval | names [NAME=VALUE ...] | names-without CORPUS | names-margins | names-regions | other-kinds [NAME=VALUE ...] | running-text [NAME=VALUE ...])".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
