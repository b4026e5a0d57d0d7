//! `cargo xtask size`: what a reader downloads.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{build, paths};

/// What the whole may weigh in brotli.
const BUDGET: usize = 1_500_000;

/// The bytes of some files.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Size {
    fn add(&mut self, other: Size) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// Builds and prints the sizes of core, shell and models.
///
/// # Errors
/// If the build fails or a file cannot be read.
pub(crate) fn size() -> Result<()> {
    build::build()?;
    let reader = paths::dist().join("reader");
    let mut core = Size::default();
    let mut shell = Size::default();
    let mut other = Size::default();
    for path in paths::find_files(&reader)? {
        let size = measure(&path)?;
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("wasm") => core.add(size),
            Some("js" | "css" | "html" | "svg" | "json" | "webmanifest") => shell.add(size),
            _ => other.add(size),
        }
    }
    let mut total = core;
    total.add(shell);
    println!("{:34} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip", "brotli");
    print("core (wasm, models inside)", core);
    let mut models = Size::default();
    for path in paths::find_files(&paths::root().join("models"))? {
        if path.extension().is_none_or(|ending| ending != "md") {
            let size = measure(&path)?;
            models.add(size);
            print(&format!("  inside: {}", path.file_name().unwrap_or_default().to_string_lossy()), size);
        }
    }
    print("  inside: all of models/", models);
    print("shell (reader's js, css, html)", shell);
    print("total to first result", total);
    print("samples and pictures", other);
    println!("{:.1} % of the budget of {BUDGET} bytes in brotli", 100.0 * total.brotli as f64 / BUDGET as f64);
    for browser in build::BROWSERS {
        let mut extension = Size::default();
        for path in paths::find_files(&paths::dist().join(format!("extension-{browser}")))? {
            extension.add(measure(&path)?);
        }
        print(&format!("extension for {browser}"), extension);
    }
    Ok(())
}

/// One line of the table.
fn print(name: &str, size: Size) {
    println!("{name:34} {:>10} {:>10} {:>10}", size.raw, size.gzip, size.brotli);
}

/// The bytes of one file, at the level that static hosts compress with ahead of time.
fn measure(path: &PathBuf) -> Result<Size> {
    let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    let mut brotli = Vec::new();
    CompressorWriter::new(&mut brotli, 1 << 16, 11, 22).write_all(&bytes)?;
    Ok(Size { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
}
