//! Reads articles from files and standard input.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use sourcelight::Input;
use sourcelight::export::ImportError;
use sourcelight::html::read_html;

/// An article that was read.
pub(crate) struct Source {
    /// The file's name; "-" for standard input.
    pub(crate) name: String,
    /// What to annotate.
    pub(crate) input: Input,
    /// Whether the text was taken out of a page, so that the caller does not have it.
    pub(crate) is_html: bool,
}

/// Why an input could not be read, or what was made of it not written; says its name and what to do.
#[derive(Debug)]
pub(crate) enum Trouble {
    Missing { name: String },
    Directory { name: String },
    Unreadable { name: String, error: io::Error },
    NotUtf8 { name: String, offset: usize },
    Utf16 { name: String },
    Empty { name: String },
    NoArticle { name: String },
    TooLong { name: String },
    NoExport { name: String, error: ImportError },
    Exists { name: String },
    SameFile { name: String, file: String },
    Unwritable { name: String, error: io::Error },
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name } => write!(out, "{name}: no such file; check its name and folder"),
            Self::Directory { name } => {
                let folder = name.trim_end_matches('/');
                write!(out, "{name}: a directory; name the files in it, for example {folder}/*.txt")
            }
            Self::Unreadable { name, error } => write!(out, "{name}: cannot be read: {error}"),
            Self::NotUtf8 { name, offset } => write!(
                out,
                "{name}: not UTF-8 text, first bad byte at {offset}; convert it, for example with \
                 iconv -f WINDOWS-1252 -t UTF-8"
            ),
            Self::Utf16 { name } => {
                write!(out, "{name}: UTF-16 text, expected UTF-8; convert it with iconv -f UTF-16 -t UTF-8")
            }
            Self::Empty { name } => write!(out, "{name}: empty; there is no text to annotate"),
            Self::NoArticle { name } => {
                write!(out, "{name}: no text found in the page; save it complete, or paste its text into a .txt file")
            }
            Self::TooLong { name } => write!(out, "{name}: longer than 4 GiB; split it"),
            Self::NoExport { name, error } => write!(out, "{name}: {error}"),
            Self::Exists { name } => write!(out, "{name}: is already there; write over it with --force"),
            Self::SameFile { name, file } => {
                write!(out, "{name}: would be written over {file}, which is needed; choose another --out folder for it")
            }
            Self::Unwritable { name, error } => write!(out, "{name}: cannot be written: {error}"),
        }
    }
}

/// Opens a file or, for "-", standard input.
///
/// # Errors
/// If there is no such file, or it is a directory or cannot be opened.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>, Trouble> {
    let name = path.display().to_string();
    if name == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    if path.is_dir() {
        return Err(Trouble::Directory { name });
    }
    match fs::File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Trouble::Missing { name }),
        Err(error) => Err(Trouble::Unreadable { name, error }),
    }
}

/// Reads the text of a file, and gives its name first.
///
/// # Errors
/// If the file cannot be read, is not UTF-8, or holds no text.
pub(crate) fn read_text(path: &Path) -> Result<(String, String), Trouble> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    if let Err(error) = open(path)?.read_to_end(&mut bytes) {
        return Err(Trouble::Unreadable { name, error });
    }
    if bytes.len() > u32::MAX as usize {
        return Err(Trouble::TooLong { name });
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Trouble::Utf16 { name });
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(Trouble::NotUtf8 { name, offset: error.utf8_error().valid_up_to() }),
    };
    if text.trim_matches(|mark: char| mark.is_whitespace() || mark == '\u{feff}').is_empty() {
        return Err(Trouble::Empty { name });
    }
    Ok((name, text))
}

/// Reads the article in a text file or a saved page.
///
/// # Errors
/// As [`read_text`] and [`to_article`].
pub(crate) fn read_article(path: &Path) -> Result<Source, Trouble> {
    let (name, text) = read_text(path)?;
    to_article(path, name, text)
}

/// The article in the text of a file.
///
/// # Errors
/// If it is a page and holds no article.
pub(crate) fn to_article(path: &Path, name: String, text: String) -> Result<Source, Trouble> {
    let is_html = is_html(path, &text);
    let input = if is_html { read_html(&text) } else { Input::plain(text) };
    if input.text.is_empty() {
        return Err(Trouble::NoArticle { name });
    }
    Ok(Source { name, input, is_html })
}

/// Whether a file is a page, by its name or its first words.
fn is_html(path: &Path, text: &str) -> bool {
    let by_name = path
        .extension()
        .is_some_and(|extension| ["html", "htm", "xhtml"].iter().any(|name| extension.eq_ignore_ascii_case(name)));
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let opens_with = |tag: &str| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    by_name || opens_with("<!doctype html") || opens_with("<html")
}
