//! Whole articles: `tests/golden/NAME.txt` is the text, `NAME.expected` a readable list of what is found in it.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes the lists anew; read the difference before you commit it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sourcelight::entity::EntityId;
use sourcelight::text::value::Value;
use sourcelight::{Annotations, Input, Span, annotate, wire};

#[test]
fn articles_are_read_as_expected() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut different = Vec::new();
    for path in find_texts() {
        let text = fs::read_to_string(&path).expect("a golden is readable UTF-8");
        let list = list_annotations(&annotate(Input::plain(text)));
        let expected_path = path.with_extension("expected");
        if update {
            fs::write(&expected_path, &list).expect("the folder of goldens is writable");
            continue;
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if let Some(difference) = first_difference(&expected, &list) {
            different.push(format!("{}, {difference}", expected_path.display()));
        }
    }
    assert!(different.is_empty(), "{}\nif the new reading is right: UPDATE_GOLDEN=1", different.join("\n"));
}

/// The texts in `tests/golden`, in order of their names; at least one.
fn find_texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut texts: Vec<PathBuf> = fs::read_dir(folder)
        .expect("tests/golden exists")
        .map(|entry| entry.expect("tests/golden is readable").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    texts.sort();
    assert!(!texts.is_empty());
    texts
}

/// The first line where the two lists differ, told for a reader.
fn first_difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (mut expected, mut found) = (expected.lines(), found.lines());
    (1..).find_map(|number| match (expected.next(), found.next()) {
        (None, None) => Some("line ends differ".to_owned()),
        (before, after) if before == after => None,
        (before, after) => Some(format!(
            "line {number}:\n  expected: {}\n  found:    {}",
            before.unwrap_or("(end)"),
            after.unwrap_or("(end)")
        )),
    })
}

/// Everything that was found, one thing a line, details indented below it.
fn list_annotations(article: &Annotations) -> String {
    let mut list = String::new();
    write_list(&mut list, article).expect("writing to a string cannot fail");
    list
}

fn write_list(list: &mut String, article: &Annotations) -> std::fmt::Result {
    let document = &article.document;
    let slice = |span: Span| shorten(document.slice(span), usize::MAX);
    let join = |spans: &[Span]| spans.iter().map(|&span| slice(span)).collect::<Vec<_>>().join(" | ");
    let name = |entity: Option<EntityId>| match entity {
        Some(entity) => format!("{} (e{entity})", article.entities.entities[entity as usize].name),
        None => "-".to_owned(),
    };

    writeln!(list, "LANGUAGE {}", article.language)?;
    writeln!(list, "\nBLOCKS")?;
    for block in &document.blocks {
        write!(list, "{}: {}", wire::block_kind(block.kind), shorten(document.slice(block.span), 100))?;
        match block.repeats {
            Some(earlier) => writeln!(list, " (repeats block {earlier})")?,
            None => writeln!(list)?,
        }
    }

    writeln!(list, "\nENTITIES")?;
    for (id, entity) in (0..).zip(&article.entities.entities) {
        let role = entity.role.map_or_else(String::new, |role| format!(", {}", slice(role)));
        writeln!(list, "e{id} {}: {}{role}", wire::entity_kind(entity.kind), entity.name)?;
        for mention in entity.mentions.iter().map(|&id: &u32| &article.entities.mentions[id as usize]) {
            writeln!(list, "  {}: {}", wire::mention_form(mention.form), slice(mention.span))?;
        }
    }
    writeln!(list, "\nMENTIONS OF NO ENTITY")?;
    for mention in article.entities.mentions.iter().filter(|mention| mention.entity.is_none()) {
        let (kind, form) = (wire::entity_kind(mention.kind), wire::mention_form(mention.form));
        write!(list, "{kind}, {form}: {}", slice(mention.span))?;
        match &mention.value {
            Some(Value::Iso(iso)) => writeln!(list, " = {iso}")?,
            Some(Value::Amount { number, unit }) => writeln!(list, " = {number} {unit}")?,
            None => writeln!(list)?,
        }
    }

    writeln!(list, "\nQUOTES")?;
    for (id, quote) in article.quotes.iter().enumerate() {
        writeln!(
            list,
            "q{id} {}, {}, {}: {}",
            wire::quote_form(quote.form),
            wire::source_kind(quote.source_kind),
            wire::framing(quote.framing),
            join(&quote.content)
        )?;
        writeln!(list, "  source: {} = {}", join(&quote.source), name(quote.entity))?;
        writeln!(list, "  cue: {}", join(&quote.cue))?;
        write_reasons(list, &quote.why)?;
    }

    writeln!(list, "\nCLAIMS")?;
    for (id, claim) in article.claims.iter().enumerate() {
        let types: Vec<_> = claim.types.iter().map(|&kind| wire::claim_type(kind)).collect();
        writeln!(list, "c{id} {}: {}", types.join(", "), join(&claim.span))?;
        writeln!(
            list,
            "  {} by {}: {} = {}, {}{}",
            wire::stance(claim.stance),
            wire::claimant_kind(claim.claimant.kind),
            claim.claimant.span.map(slice).unwrap_or_default(),
            name(claim.claimant.entity),
            wire::framing(claim.framing),
            claim.quote.map(|quote| format!(", in q{quote}")).unwrap_or_default()
        )?;
        writeln!(list, "  check-worthy: {}", claim.check_worthy)?;
        for hedge in &claim.hedges {
            writeln!(list, "  hedge, {}: {}", wire::hedge_kind(hedge.kind), slice(hedge.span))?;
        }
        for evidence in &claim.evidence {
            writeln!(list, "  evidence, {}: {}", wire::evidence_kind(evidence.kind), slice(evidence.span))?;
        }
        for link in &claim.links {
            writeln!(list, "  {} c{}", wire::link_kind(link.kind), link.to)?;
        }
        write_reasons(list, &claim.why)?;
    }

    let summary = &article.summary;
    writeln!(list, "\nSUMMARY")?;
    writeln!(list, "words: {}, in quotes: {}", summary.words, summary.quoted_words)?;
    for source in &summary.sources {
        writeln!(
            list,
            "source: {} = {}, {}, direct {}, indirect {}, words {}",
            source.name,
            name(source.entity),
            wire::source_kind(source.kind),
            source.direct,
            source.indirect,
            source.words
        )?;
    }
    let [author, named, unnamed, vague, documents] = summary.claims_by_voice;
    writeln!(list, "claims: author {author}, named {named}, unnamed {unnamed}, vague {vague}, document {documents}")?;
    writeln!(list, "allegations answered: {:?}, unanswered: {:?}", summary.answered, summary.unanswered)?;
    writeln!(list, "to check first: {:?}", summary.check_first)
}

/// One line a reason.
fn write_reasons(list: &mut String, reasons: &[String]) -> std::fmt::Result {
    reasons.iter().try_for_each(|reason| writeln!(list, "  why: {reason}"))
}

/// `text` on one line, at most `limit` characters of it.
fn shorten(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(limit) {
        Some((cut, _)) => format!("{} …", &line[..cut]),
        None => line,
    }
}
