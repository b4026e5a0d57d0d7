//! Lines of JSON in, lines of JSON out, one at a time.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;
use sourcelight::html::read_html;
use sourcelight::wire::Article;
use sourcelight::{Input, OffsetUnit, annotate};

use crate::source::{self, Trouble};

/// A line that was annotated.
#[derive(Serialize)]
struct AnnotatedLine<'a> {
    #[serde(flatten)]
    key: Key<'a>,
    #[serde(flatten)]
    article: Article,
    /// The text that was found in a page, to which the offsets refer.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// A line that could not be.
#[derive(Serialize)]
struct BadLine<'a> {
    #[serde(flatten)]
    key: Key<'a>,
    error: String,
}

/// Which input line an output line answers.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Key<'a> {
    /// The line's own id, as it came.
    Id(&'a Value),
    /// The line's number, from 1, where it has no id.
    Line(usize),
}

/// Annotates each line of a file; the inner `false` says that some lines were bad.
///
/// # Errors
/// The outer error: the output cannot be written. The inner one: the file cannot be read.
pub(crate) fn annotate_lines(path: &Path, unit: OffsetUnit, out: &mut impl Write) -> io::Result<Result<bool, Trouble>> {
    let mut reader = match source::open(path) {
        Ok(file) => BufReader::new(file),
        Err(trouble) => return Ok(Err(trouble)),
    };
    let mut all_good = true;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return Ok(Err(Trouble::Unreadable { name: path.display().to_string(), error })),
        }
        let line = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        if line.trim_ascii().is_empty() {
            continue;
        }
        all_good &= annotate_line(line, number, unit, out)?;
        // Whoever reads along sees each article when it is done.
        out.flush()?;
    }
    Ok(Ok(all_good))
}

/// Annotates one line; `false` if it is bad.
fn annotate_line(line: &[u8], number: usize, unit: OffsetUnit, out: &mut impl Write) -> io::Result<bool> {
    let request: Value = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(error) => {
            write_line(&BadLine { key: Key::Line(number), error: format!("not a line of JSON: {error}") }, out)?;
            return Ok(false);
        }
    };
    let id = request.get("id").filter(|id| !id.is_null());
    let key = id.map_or(Key::Line(number), Key::Id);
    match read_request(&request) {
        Ok((input, is_html)) => {
            let annotations = annotate(input);
            let text = is_html.then_some(annotations.document.text.as_str());
            write_line(&AnnotatedLine { key, article: Article::new(&annotations, unit), text }, out)?;
            Ok(true)
        }
        Err(error) => {
            write_line(&BadLine { key, error: error.to_owned() }, out)?;
            Ok(false)
        }
    }
}

/// The article of a request, and whether it is a page.
///
/// # Errors
/// If the request is not of the shape `{"text"}` or `{"html"}`.
fn read_request(request: &Value) -> Result<(Input, bool), &'static str> {
    let fields = request.as_object().ok_or("expected an object with \"text\" or \"html\", found something else")?;
    let string = |name: &str| fields.get(name).map(Value::as_str);
    let (text, is_html) = match (string("text"), string("html")) {
        (Some(Some(text)), _) => (text, false),
        (None, Some(Some(html))) => (html, true),
        (Some(None), _) => return Err("\"text\" is not a string"),
        (None, Some(None)) => return Err("\"html\" is not a string"),
        (None, None) => return Err("expected \"text\" or \"html\", found neither"),
    };
    if text.len() > u32::MAX as usize {
        return Err("longer than 4 GiB");
    }
    Ok((if is_html { read_html(text) } else { Input::plain(text) }, is_html))
}

/// Writes one line of JSON.
fn write_line(line: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}
