//! `cargo xtask build`: the core as WebAssembly, the reader as a static site, the extensions as folders.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, command, read, run};
use crate::comments::blank_comments;
use crate::content_script::content_script;
use crate::offline::write_service_worker;
use crate::paths;

/// The target of the core in the browser.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The browsers that get an extension; each has `www/extension/manifest.NAME.json`.
pub(crate) const BROWSERS: [&str; 2] = ["chrome", "firefox"];

/// The first page of the site: it leads to the reader, which lies beside `lib` and `pkg` as it does in `www`.
const SITE_INDEX: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=reader/">
<title>Sourcelight</title>
<p><a href="reader/">Sourcelight reader</a></p>
</html>
"#;

/// Builds all of it.
///
/// # Errors
/// If a tool is missing, the core does not compile, or a file cannot be written.
pub(crate) fn build() -> Result<()> {
    build_core()?;
    assemble_reader()?;
    BROWSERS.iter().try_for_each(|browser| assemble_extension(browser))
}

/// Adds the WebAssembly target to the toolchain where it is missing.
///
/// # Errors
/// If it is missing and rustup cannot add it.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let sysroot = read(&mut command("rustc", &["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    eprintln!("adding the target {WASM_TARGET}");
    run(&mut command("rustup", &["target", "add", WASM_TARGET]))
        .context("Rust has no WebAssembly target and rustup could not add it: install Rust by rustup.rs")
}

/// Compiles the core and writes `www/pkg`.
///
/// # Errors
/// As [`build`].
pub(crate) fn build_core() -> Result<()> {
    ensure_wasm_target()?;
    let profile = ["--target", WASM_TARGET, "--no-default-features", "--profile", "wasm"];
    run(cargo(&["build", "--quiet", "--package", "sourcelight", "--lib"]).args(profile))?;
    // The name section adds 10 % in brotli; the panic message in the console names file and line without it.
    Bindgen::new()
        .input_path(paths::target().join(WASM_TARGET).join("wasm/sourcelight.wasm"))
        .web(true)?
        .typescript(true)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // After a panic the extension starts a fresh instance; a service worker may not import the module again.
        .reset_state_function(true)
        .generate(paths::www().join("pkg"))
        .context("the core compiled, but its JavaScript side could not be written")
}

/// Writes `dist/reader`.
fn assemble_reader() -> Result<()> {
    let dist = paths::dist().join("reader");
    start_folder(&dist)?;
    for part in ["lib", "pkg", "reader"] {
        copy_folder(&paths::www().join(part), &dist.join(part))?;
    }
    write(&dist.join("index.html"), SITE_INDEX)?;
    for path in paths::find_files(&dist)? {
        if path.extension().is_some_and(|ending| ending == "js" || ending == "css") {
            let source = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            write(&path, &blank_comments(&source))?;
        }
    }
    write_service_worker(&dist)
}

/// Writes `dist/extension-BROWSER`: `extension`, `lib` and `pkg` as they lie in `www`, with the browser's manifest and
/// the messages, which browsers look for at the root. Paths in the manifest are relative to that root.
fn assemble_extension(browser: &str) -> Result<()> {
    let www = paths::www();
    let dist = paths::dist().join(format!("extension-{browser}"));
    start_folder(&dist)?;
    for part in ["extension", "lib", "pkg"] {
        copy_folder(&www.join(part), &dist.join(part))?;
    }
    let manifest = www.join(format!("extension/manifest.{browser}.json"));
    if manifest.exists() {
        fs::copy(&manifest, dist.join("manifest.json")).with_context(|| format!("copying {}", manifest.display()))?;
    }
    for name in BROWSERS {
        let copied = dist.join(format!("extension/manifest.{name}.json"));
        if copied.exists() {
            fs::remove_file(copied)?;
        }
    }
    let content = "extension/content.js";
    if www.join(content).exists() {
        write(&dist.join(content), &content_script(&www.join(content))?)?;
    }
    let locales = dist.join("extension/_locales");
    if locales.exists() {
        fs::rename(&locales, dist.join("_locales"))?;
    }
    Ok(())
}

/// Makes `folder` anew, empty.
fn start_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
}

/// Copies what ships of `from` to `to`: not the types, which only the type checker reads.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&source, &copy)?;
        } else if is_shipped(&source) {
            fs::copy(&source, &copy).with_context(|| format!("copying {}", source.display()))?;
        }
    }
    Ok(())
}

/// Whether a file of `www` is part of what readers load.
fn is_shipped(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    !name.ends_with(".d.ts") && !name.starts_with("tsconfig") && !name.starts_with('.')
}

/// Writes `text` to `path`.
fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}
