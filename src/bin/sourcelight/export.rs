//! Articles as files for other people and programs.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use sourcelight::annotate;
use sourcelight::export::{AnnotatedArticle, Format, export, import};

use crate::Progress;
use crate::source::{self, Trouble};

/// Writes articles with their annotations in a form for other people and programs.
///
/// Articles are plain text, saved web pages (.html), or what was exported before as json-ld or json (.jsonld, .json),
/// corrections included. What cannot be read is named on standard error, the rest is still done, and the exit status is 1.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExportArguments {
    /// Files to read; "-" is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// What to write
    #[arg(long, value_name = "FORMAT")]
    format: FormatName,

    /// Write one file for each article into this folder, named after it
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// Write over files that are already there
    #[arg(long, requires = "out")]
    force: bool,

    /// The address of the page, for links to its passages (one article)
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

/// Shown below the help.
const EXAMPLES: &str = "\
Examples:
  sourcelight export --format html article.txt > article.html    a page to read or print
  sourcelight export --format csv --out tables *.html            one table for each saved page
  sourcelight export --format markdown --url https://... a.txt   lists with links to the passages

In a table, a cell that begins with = + - or @ has an apostrophe before it, so that no spreadsheet takes it for a formula.
Offsets count Unicode code points of the text.";

/// A form, as it is named on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    /// W3C Web Annotation; loses nothing
    JsonLd,
    /// A table: one row a quote or claim
    Csv,
    /// Lists to paste into a note
    Markdown,
    /// A page with marks and lists that needs nothing else
    Html,
    /// The annotations as `annotate --json` writes them, and the text; loses nothing
    Json,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::JsonLd => Self::JsonLd,
            FormatName::Csv => Self::Csv,
            FormatName::Markdown => Self::Markdown,
            FormatName::Html => Self::Html,
            FormatName::Json => Self::Json,
        }
    }
}

impl ExportArguments {
    /// What is wrong with these arguments together, if anything.
    pub(crate) fn find_misuse(&self) -> Option<&'static str> {
        let has_several = self.files.len() > 1;
        match self {
            Self { out: None, .. } if has_several => Some("several files need --out FOLDER to write into"),
            Self { url: Some(_), .. } if has_several => Some("--url is the address of one page; name one file"),
            _ => None,
        }
    }
}

/// Exports each file; `false` where one could not be read or written.
///
/// # Errors
/// If standard output cannot be written.
pub(crate) fn export_files(arguments: &ExportArguments) -> io::Result<bool> {
    let format = Format::from(arguments.format);
    let mut progress = Progress::new(arguments.files.len());
    // Files that no export may replace: the articles, and what this run has written.
    let mut kept: Vec<PathBuf> = arguments.files.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut all_done = true;
    for (index, path) in arguments.files.iter().enumerate() {
        progress.show(index, &path.display().to_string());
        let outcome = read(path, arguments.url.as_ref()).and_then(|article| {
            let file = export(&article, format);
            match &arguments.out {
                None => Ok(Some(file)),
                Some(folder) => write_file(folder, path, format, arguments.force, &file, &mut kept).map(|()| None),
            }
        });
        match outcome {
            Ok(Some(file)) => io::stdout().lock().write_all(file.as_bytes())?,
            Ok(None) => {}
            Err(trouble) => {
                all_done = false;
                progress.clear();
                eprintln!("sourcelight: {trouble}");
            }
        }
    }
    progress.clear();
    Ok(all_done)
}

/// Reads and annotates an article, or reads one that was exported.
fn read(path: &Path, url: Option<&String>) -> Result<AnnotatedArticle, Trouble> {
    let (name, text) = source::read_text(path)?;
    let ending = path.extension().unwrap_or_default();
    // No article begins as JSON does, so that an export is known on standard input too.
    if ending.eq_ignore_ascii_case("json") || ending.eq_ignore_ascii_case("jsonld") || text.starts_with("{\"") {
        let article = import(&text).map_err(|error| Trouble::NoExport { name, error })?;
        return Ok(match url {
            Some(url) => article.with_url(url.clone()),
            None => article,
        });
    }
    let source = source::to_article(path, name, text)?;
    Ok(AnnotatedArticle::new(&annotate(source.input), String::new(), url.cloned()))
}

/// Writes the file of one article into `folder`, over none of `kept`, which it then joins.
fn write_file(
    folder: &Path,
    article: &Path,
    format: Format,
    may_replace: bool,
    content: &str,
    kept: &mut Vec<PathBuf>,
) -> Result<(), Trouble> {
    let stem = article.file_stem().filter(|stem| *stem != "-");
    let mut name = stem.map_or_else(|| "article".into(), ToOwned::to_owned);
    name.push(".");
    name.push(format.extension());
    let path = folder.join(name);
    let trouble = |error| Trouble::Unwritable { name: path.display().to_string(), error };
    fs::create_dir_all(folder).map_err(trouble)?;
    if fs::canonicalize(&path).is_ok_and(|at| kept.contains(&at)) {
        return Err(Trouble::SameFile { name: article.display().to_string(), file: path.display().to_string() });
    }
    let file = if may_replace { File::create(&path) } else { File::create_new(&path) };
    match file.and_then(|mut file| file.write_all(content.as_bytes())) {
        Ok(()) => {
            kept.extend(fs::canonicalize(&path));
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Trouble::Exists { name: path.display().to_string() })
        }
        Err(error) => Err(trouble(error)),
    }
}
