//! The report for a terminal: who speaks, what is claimed, who and what it is about.

use std::collections::HashMap;
use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};
use sourcelight::claim::{Claim, ClaimantKind, LinkKind};
use sourcelight::document::{BlockKind, Document};
use sourcelight::entity::EntityId;
use sourcelight::quote::{Quote, SourceKind};
use sourcelight::wire::words::{
    CLAIM_TYPES, ENTITY_HEADINGS, FRAMINGS, LINKS, NO_SPEAKER, OWN_VOICE, OWN_VOICE_INSIDE, SOMEONE, SOURCE_KINDS,
    STANCES, find_words,
};
use sourcelight::wire::{claim_type, entity_kind, framing, link_kind, source_kind, stance};
use sourcelight::{Annotations, Span, annotate};

use crate::source::Source;

/// Lines are broken at this width.
const WIDTH: usize = 96;
/// A quote is cut off after so many chars; the article has the rest.
const MAX_QUOTE: usize = 240;
/// So many quotes of one source are shown.
const MAX_QUOTES: usize = 8;

const TITLE: Style = Style::new().bold();
const QUESTION: Style = Style::new().bold().underline();
const NAME: Style = Style::new().bold().fg_color(Some(clap::builder::styling::Color::Ansi(AnsiColor::Cyan)));
const NOTE: Style = Style::new().dimmed();
const ANSWER: Style = Style::new().fg_color(Some(clap::builder::styling::Color::Ansi(AnsiColor::Yellow)));

/// Annotates an article and writes the report; `again` says that another report stands above it.
///
/// # Errors
/// If the report cannot be written.
pub(crate) fn write_report(source: &Source, again: bool, out: &mut impl Write) -> io::Result<()> {
    let article = annotate(source.input.clone());
    if again {
        writeln!(out, "\n{NOTE}{}{NOTE:#}\n", "─".repeat(WIDTH))?;
    }
    write_head(&source.name, &article, out)?;
    write_sources(&article, out)?;
    write_claims(&article, out)?;
    write_entities(&article, out)
}

/// The title, and the article in figures.
fn write_head(name: &str, article: &Annotations, out: &mut impl Write) -> io::Result<()> {
    let title = (article.document.blocks.iter())
        .find(|block| block.kind == BlockKind::Headline)
        .or_else(|| article.document.blocks.iter().find(|block| block.kind.is_article_text()));
    if let Some(block) = title {
        let title = cut_off(&article.document, &[block.span], MAX_QUOTE);
        write_wrapped("", &title, TITLE, out)?;
    }
    let summary = &article.summary;
    writeln!(
        out,
        "{NOTE}{name}: {}, {}, {}, {}{NOTE:#}",
        count(summary.words, "word"),
        count(summary.sources.len() as u32, "source"),
        count(article.claims.len() as u32, "claim"),
        language_name(article.language)
    )?;
    if !matches!(article.language, "en" | "und") {
        let language = language_name(article.language);
        writeln!(out, "{ANSWER}This looks like {language}: Sourcelight reads English only.{ANSWER:#}")?;
    }
    Ok(())
}

/// "Who speaks?": the sources, most heard first, each with its quotes.
fn write_sources(article: &Annotations, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{QUESTION}Who speaks?{QUESTION:#}")?;
    let summary = &article.summary;
    if summary.sources.is_empty() {
        writeln!(out, "  Nobody is quoted.")?;
    }
    let mut quotes: HashMap<SourceKey, Vec<&Quote>> = HashMap::new();
    for quote in &article.quotes {
        quotes.entry(key_of(&article.document, quote)).or_default().push(quote);
    }
    let all: u32 = summary.sources.iter().map(|source| source.words).sum();
    for source in &summary.sources {
        let percent = (200 * source.words + all) / (2 * all).max(1);
        let mut heard = Vec::new();
        if source.direct > 0 {
            heard.push(format!("{} direct", source.direct));
        }
        if source.indirect > 0 {
            heard.push(format!("{} indirect", source.indirect));
        }
        let kind = find_words(SOURCE_KINDS, source_kind(source.kind));
        let role = source.entity.and_then(|entity| article.entities.entities[entity as usize].role);
        let role = role.map_or_else(String::new, |span| format!("{}, ", one_line(article.document.slice(span))));
        let name = if source.kind == SourceKind::None { NO_SPEAKER } else { &source.name };
        writeln!(
            out,
            "  {NAME}{}{NAME:#}{NOTE}, {role}{kind}, {}, {percent} % of the words of all sources{NOTE:#}",
            one_line(name),
            heard.join(" and ")
        )?;
        let key = match source.entity {
            Some(entity) => SourceKey::Entity(entity),
            None if source.kind == SourceKind::None => SourceKey::None,
            None => SourceKey::Words(source.name.to_lowercase()),
        };
        let theirs = quotes.get(&key).map_or(&[][..], Vec::as_slice);
        for quote in theirs.iter().take(MAX_QUOTES) {
            write_wrapped("    ", &quoted(&article.document, quote), Style::new(), out)?;
        }
        if theirs.len() > MAX_QUOTES {
            writeln!(out, "    {NOTE}and {} more{NOTE:#}", theirs.len() - MAX_QUOTES)?;
        }
    }
    Ok(())
}

/// What quotes of one source have in common.
#[derive(PartialEq, Eq, Hash)]
enum SourceKey {
    Entity(EntityId),
    Words(String),
    None,
}

/// The key of a quote's source.
fn key_of(doc: &Document, quote: &Quote) -> SourceKey {
    match (quote.entity, quote.source.first()) {
        (Some(entity), _) => SourceKey::Entity(entity),
        (None, Some(&first)) if quote.source_kind != SourceKind::None => {
            SourceKey::Words(doc.slice(first).to_lowercase())
        }
        _ => SourceKey::None,
    }
}

/// A quote's content, in quotation marks where the words are the source's own.
fn quoted(doc: &Document, quote: &Quote) -> String {
    let content = cut_off(doc, &quote.content, MAX_QUOTE);
    match quote.form {
        sourcelight::quote::QuoteForm::Direct => format!("“{content}”"),
        _ => content,
    }
}

/// "What is claimed?": each claim with its voice and what answers it.
fn write_claims(article: &Annotations, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{QUESTION}What is claimed?{QUESTION:#}")?;
    if article.claims.is_empty() {
        writeln!(out, "  No claim was found.")?;
    }
    let first: Vec<String> = article.summary.check_first.iter().map(|id| (id + 1).to_string()).collect();
    if first.len() > 1 {
        writeln!(out, "  {NOTE}If you check a few things, check these: {}{NOTE:#}", first.join(", "))?;
    }
    let mut answers: HashMap<u32, Vec<(LinkKind, usize)>> = HashMap::new();
    for (id, claim) in article.claims.iter().enumerate() {
        for link in &claim.links {
            answers.entry(link.to).or_default().push((link.kind, id));
        }
    }
    for (id, claim) in article.claims.iter().enumerate() {
        let number = format!("{:>4}. ", id + 1);
        write_wrapped(&number, &cut_off(&article.document, &claim.span, MAX_QUOTE), Style::new(), out)?;
        let types: Vec<&str> = claim.types.iter().map(|&kind| find_words(CLAIM_TYPES, claim_type(kind))).collect();
        let how = [find_words(STANCES, stance(claim.stance)), find_words(FRAMINGS, framing(claim.framing))];
        let mut notes: Vec<String> = how.iter().filter(|words| !words.is_empty()).map(ToString::to_string).collect();
        notes.push(types.join(", "));
        if !claim.hedges.is_empty() {
            let words: Vec<String> =
                claim.hedges.iter().map(|hedge| one_line(article.document.slice(hedge.span))).collect();
            notes.push(format!("hedged: {}", words.join(", ")));
        }
        writeln!(out, "      {NAME}{}{NAME:#} {NOTE}{}{NOTE:#}", claimant_name(article, claim), notes.join("; "))?;
        for &(kind, by) in answers.get(&(id as u32)).map_or(&[][..], Vec::as_slice) {
            let name = match claimant_name(article, &article.claims[by]) {
                name if name == OWN_VOICE => OWN_VOICE_INSIDE.to_owned(),
                name => name,
            };
            let verb = find_words(LINKS, link_kind(kind));
            writeln!(out, "      {ANSWER}{verb} by {name}, claim {}{ANSWER:#}", by + 1)?;
        }
    }
    Ok(())
}

/// "Who and what is it about?": the entities of each kind, most mentioned first.
fn write_entities(article: &Annotations, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{QUESTION}Who and what is it about?{QUESTION:#}")?;
    let entities = &article.entities.entities;
    let mut any = false;
    for &(kind, heading) in ENTITY_HEADINGS {
        let mut of_kind: Vec<_> = entities.iter().filter(|entity| entity_kind(entity.kind) == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        any = true;
        of_kind.sort_by_key(|entity| std::cmp::Reverse(entity.mentions.len()));
        let names: Vec<String> =
            of_kind.iter().map(|entity| format!("{} ({})", one_line(&entity.name), entity.mentions.len())).collect();
        write_wrapped(&format!("  {heading:<18}"), &names.join(", "), Style::new(), out)?;
    }
    if !any {
        writeln!(out, "  No name was found.")?;
    }
    Ok(())
}

/// Who puts a claim forward, in words.
fn claimant_name(article: &Annotations, claim: &Claim) -> String {
    let claimant = &claim.claimant;
    if claimant.kind == ClaimantKind::Author {
        return OWN_VOICE.to_owned();
    }
    match (claimant.entity, claimant.span) {
        (Some(entity), _) => one_line(&article.entities.entities[entity as usize].name),
        (None, Some(span)) => one_line(article.document.slice(span)),
        (None, None) => SOMEONE.to_owned(),
    }
}

/// The words of `spans` on one line, cut off after `limit` chars.
fn cut_off(doc: &Document, spans: &[Span], limit: usize) -> String {
    let text = spans.iter().map(|&span| one_line(doc.slice(span))).collect::<Vec<_>>().join(" … ");
    match text.char_indices().nth(limit) {
        Some((at, _)) => text[..at].trim_end().to_owned() + " …",
        None => text,
    }
}

/// `text` with white space run together, and no controls: an article must not drive the terminal.
fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|mark: char| mark.is_whitespace() || mark.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Writes `text` after `lead`, broken at spaces, later lines indented as far as the first.
fn write_wrapped(lead: &str, text: &str, style: Style, out: &mut impl Write) -> io::Result<()> {
    let indent = lead.chars().count();
    write!(out, "{lead}{style}")?;
    let mut column = indent;
    for (index, word) in text.split(' ').enumerate() {
        let width = word.chars().count();
        if index > 0 && column + 1 + width > WIDTH {
            write!(out, "{style:#}\n{:indent$}{style}", "")?;
            column = indent;
        } else if index > 0 {
            write!(out, " ")?;
            column += 1;
        }
        write!(out, "{word}")?;
        column += width;
    }
    writeln!(out, "{style:#}")
}

/// "1 word", "2 words".
fn count(number: u32, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The English name of a language, where it is a large one.
fn language_name(code: &'static str) -> &'static str {
    match code {
        "en" => "English",
        "und" => "language not clear",
        "ar" => "Arabic",
        "de" => "German",
        "es" => "Spanish",
        "fr" => "French",
        "hi" => "Hindi",
        "id" => "Indonesian",
        "it" => "Italian",
        "ja" => "Japanese",
        "ko" => "Korean",
        "nl" => "Dutch",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "sv" => "Swedish",
        "sw" => "Swahili",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        other => other,
    }
}
