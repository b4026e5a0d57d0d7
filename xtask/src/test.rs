//! `cargo xtask test`: everything that must hold before a change goes in.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::build::{self, WASM_TARGET};
use crate::command::{cargo, command, run};
use crate::{node, paths};

/// What became of the steps so far.
#[derive(Default)]
struct Steps(Vec<(&'static str, Duration, Outcome)>);

#[derive(PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Steps {
    /// Runs one step, and the next ones whatever comes of it; says whether it passed.
    fn run(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        println!("\n--- {name}");
        let start = Instant::now();
        let result = step();
        if let Err(error) = &result {
            println!("{name} failed: {error:#}");
        }
        println!("{name}: {:.1} s", start.elapsed().as_secs_f64());
        let outcome = if result.is_ok() { Outcome::Passed } else { Outcome::Failed };
        self.0.push((name, start.elapsed(), outcome));
        result.is_ok()
    }

    /// Notes a step that cannot run because one that it needs failed.
    fn skip(&mut self, name: &'static str) {
        self.0.push((name, Duration::ZERO, Outcome::Skipped));
    }

    /// Runs a step if those that it needs passed.
    fn run_if(&mut self, ready: bool, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        if !ready {
            self.skip(name);
        }
        ready && self.run(name, step)
    }

    /// Prints every step with its time.
    ///
    /// # Errors
    /// If one of them did not pass.
    fn report(self) -> Result<()> {
        println!("\n--- summary");
        for (name, time, outcome) in &self.0 {
            let word = match outcome {
                Outcome::Passed => "passed",
                Outcome::Failed => "FAILED",
                Outcome::Skipped => "not run: needs a step that failed",
            };
            println!("{name:32} {:7.1} s  {word}", time.as_secs_f64());
        }
        let total: Duration = self.0.iter().map(|(_, time, _)| time).sum();
        println!("{:32} {:7.1} s", "all", total.as_secs_f64());
        let failed: Vec<_> =
            self.0.iter().filter(|(_, _, outcome)| *outcome == Outcome::Failed).map(|(name, ..)| *name).collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }
}

/// Runs all steps.
///
/// # Errors
/// If one fails; its name is in the message, its output above the summary.
pub(crate) fn test() -> Result<()> {
    let mut steps = Steps::default();
    let has_tools = steps.run("Rust tools", ensure_rust_tools);
    steps.run_if(has_tools, "format", || run(&mut cargo(&["fmt", "--all", "--check"])));
    steps.run_if(has_tools, "lints, native", || {
        run(&mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
    steps.run_if(has_tools, "lints, WebAssembly", || {
        let lib = ["clippy", "--quiet", "--package", "sourcelight", "--lib", "--no-default-features"];
        run(cargo(&lib).args(["--target", WASM_TARGET, "--", "-D", "warnings"]))
    });
    steps.run("Rust tests", || run(&mut cargo(&["test", "--quiet", "--workspace", "--no-fail-fast"])));
    let is_built = steps.run("build", build::build);
    let has_packages = steps.run("npm packages", node::ensure_packages);
    let is_ready = is_built && has_packages;
    steps.run_if(is_ready, "JavaScript types", || {
        run(&mut node::package_command("tsc", &["--project", "tsconfig.json"]))
    });
    steps.run_if(is_ready, "lints, Firefox extension", || {
        let folder = paths::dist().join("extension-firefox");
        run(node::package_command("addons-linter", &["--warnings-as-errors"]).arg(folder))
    });
    steps.run_if(is_built, "native and WebAssembly agree", || run_node_tests("tests", &[]));
    let mut browsers = Vec::new();
    let has_browsers = steps.run("browsers", || {
        browsers.push(("CHROMIUM", node::find_chromium()?));
        browsers.push(("FIREFOX", node::find_firefox()?));
        Ok(())
    });
    steps.run_if(is_ready && has_browsers, "browser tests", || run_node_tests("tests/browser", &browsers));
    steps.report()
}

/// Adds the WebAssembly target, the formatter and the linter where they are missing.
fn ensure_rust_tools() -> Result<()> {
    build::ensure_wasm_target()?;
    for component in ["clippy", "rustfmt"] {
        let tool = if component == "clippy" { "clippy-driver" } else { component };
        if !command(tool, &["--version"]).output().is_ok_and(|output| output.status.success()) {
            run(&mut command("rustup", &["component", "add", component]))
                .with_context(|| format!("Rust has no {component} and rustup could not add it"))?;
        }
    }
    Ok(())
}

/// Runs the `*.test.mjs` directly under `folder`, two files at a time, in an environment that also holds `variables`.
fn run_node_tests(folder: &str, variables: &[(&str, PathBuf)]) -> Result<()> {
    node::ensure_node()?;
    let is_test = |path: &Path| path.to_string_lossy().ends_with(".test.mjs");
    let folder = paths::root().join(folder);
    let mut files = paths::find_files(&folder)?;
    files.retain(|path| path.parent() == Some(&folder) && is_test(path));
    if files.is_empty() {
        bail!("{} has no *.test.mjs", folder.display());
    }
    let mut tests = command("node", &["--test", "--test-reporter=spec", "--test-concurrency=2"]);
    tests.envs(variables.iter().map(|(name, path)| (name, path)));
    run(tests.args(files))
}
