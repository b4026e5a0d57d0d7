//! `cargo xtask bench`: how long an article takes, natively, in Chromium beside other packages, and in the extension.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::command::{cargo, command, read};
use crate::{build, node, paths};

/// Measures and prints tables, or one JSON object.
///
/// # Errors
/// If a build fails, or Node, the npm packages or Chromium are missing.
pub(crate) fn bench(as_json: bool) -> Result<()> {
    let native = measure_natively()?;
    if !as_json {
        print_native(&native);
    }
    build::build()?;
    node::ensure_packages()?;
    let browser = measure_in_chromium("benches/browser.mjs")?;
    if !as_json {
        print_browser(&browser);
    }
    let reader = measure_in_chromium("benches/reader.mjs")?;
    let extension = measure_in_chromium("benches/extension.mjs")?;
    if as_json {
        println!("{}", json!({"native": native, "browser": browser, "reader": reader, "extension": extension}));
    } else {
        print_reader(&reader);
        print_extension(&extension);
    }
    Ok(())
}

/// Runs a script that measures in Chromium and reads the JSON that it prints.
fn measure_in_chromium(script: &str) -> Result<Value> {
    let printed = read(command("node", &[script]).env("CHROMIUM", node::find_chromium()?))?;
    serde_json::from_str(&printed).with_context(|| format!("{script} wrote no JSON"))
}

/// Runs the criterion measurements and reads what they wrote: name, median time, bytes a second.
fn measure_natively() -> Result<Vec<Value>> {
    let folder = paths::target().join("criterion");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    eprintln!("measuring natively: about a minute after the build");
    let bench = ["bench", "--quiet", "--package", "benches", "--bench", "pipeline", "--", "--quiet"];
    read(&mut cargo(&bench))?;
    let mut measured = Vec::new();
    for path in paths::find_files(&folder)? {
        if !path.ends_with("new/estimates.json") {
            continue;
        }
        let read =
            |name| -> Result<Value> { Ok(serde_json::from_str(&fs::read_to_string(path.with_file_name(name))?)?) };
        let (estimates, benchmark) = (read("estimates.json")?, read("benchmark.json")?);
        let median_ns = estimates["median"]["point_estimate"].as_f64().context("criterion wrote no median")?;
        let bytes = benchmark["throughput"]["Bytes"].as_f64().context("criterion wrote no throughput")?;
        measured.push(json!({
            "name": benchmark["full_id"],
            "bytes": bytes,
            "ms": round(median_ns / 1e6),
            "mb_per_s": round(bytes * 1e3 / median_ns),
        }));
    }
    Ok(measured)
}

/// `number` with three digits after the point.
fn round(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

/// A number of a JSON object; 0 where it is absent.
fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default()
}

fn print_native(measured: &[Value]) {
    println!("{:34} {:>10} {:>12} {:>10}", "native", "bytes", "median ms", "MB/s");
    for one in measured {
        let (bytes, ms, speed) = (number(&one["bytes"]), number(&one["ms"]), number(&one["mb_per_s"]));
        println!("{:34} {bytes:>10} {ms:>12.3} {speed:>10.2}", one["name"].as_str().unwrap_or_default());
    }
    println!();
}

fn print_browser(browser: &Value) {
    let line = |name: &str, compared: &Value| {
        let ms = |engine: &str| number(&compared["ms"][engine]);
        println!(
            "{name:34} {:>11.3} {:>9.3} {:>11.3} {:>10.3} {:>16.4}",
            ms("sourcelight"),
            ms("wink"),
            ms("compromise"),
            number(&compared["ours_by_wink"]),
            number(&compared["ours_by_compromise"]),
        );
    };
    println!(
        "{:34} {:>11} {:>9} {:>11} {:>10} {:>16}",
        format!("Chromium {}", browser["chromium"].as_str().unwrap_or_default()),
        "ours, ms",
        "wink",
        "compromise",
        "ours/wink",
        "ours/compromise"
    );
    if let Some(fresh) = browser.get("fresh") {
        line(&format!("fresh article, warm, {} bytes", number(&fresh["bytes"])), fresh);
    }
    for text in browser["texts"].as_array().into_iter().flatten() {
        let name = text["name"].as_str().unwrap_or_default();
        line(&format!("{name}, warm, {} bytes", number(&text["bytes"])), text);
    }
    line("load to first result", &browser["load_to_first_result"]);
}

fn print_reader(reader: &Value) {
    println!("\nreader, from pasting to the first painted marks, and the longest task of the page");
    let article = format!("article of {} words", number(&reader["words"]));
    for (name, measured) in [(article.as_str(), &reader["article"]), ("a megabyte", &reader["megabyte"])] {
        println!("{name:34} {:>8.1} ms {:>8.1} ms", number(&measured["ms"]), number(&measured["longest_task"]));
    }
}

fn print_extension(extension: &Value) {
    let click = &extension["click"];
    println!("\nextension, from the click to the first painted marks, {} words", number(&click["words"]));
    for kind in ["cold", "warm"] {
        let steps = click[kind]["steps"].as_object().into_iter().flatten();
        let steps: Vec<String> = steps.map(|(name, ms)| format!("{name} {:.1}", number(ms))).collect();
        println!("{kind:5} {:>8.1} ms, of which {}", number(&click[kind]["ms"]), steps.join(", "));
    }
    let tasks = &extension["tasks"];
    if tasks.is_null() {
        println!("no saved pages beside the project: long tasks were not looked for");
        return;
    }
    let long = tasks["long"].as_array().map_or(&[][..], Vec::as_slice);
    println!("tasks of 50 ms and more: on {} of {} saved pages", long.len(), number(&tasks["pages"]));
    for page in long {
        println!("  {} {}", page["id"].as_str().unwrap_or_default(), page["ms"]);
    }
}
