//! `cargo xtask annotate-lines`: what the native build writes, for the test that compares it with WebAssembly.

use std::io::{self, BufRead, Write};

use anyhow::Result;
use sourcelight::wire::{Article, Request};
use sourcelight::{OffsetUnit, annotate};

/// Reads requests (`{"text": "..."}`, a line each) from standard input and writes their articles, a line each, offsets
/// in code points.
///
/// # Errors
/// If a line is no request, or standard input or output fails.
pub(crate) fn annotate_lines() -> Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let annotations = annotate(request.into_input(OffsetUnit::CodePoint));
        serde_json::to_writer(&mut output, &Article::new(&annotations, OffsetUnit::CodePoint))?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(())
}
