//! Who speaks: the noun phrase that is the source of a cue, its kind and its entity.

use std::ops::Range;

use super::SourceKind;
use super::cue::{class, is_outlet_word};
use super::phrase::{Phrase, PhraseKind, Text, VerbForm};
use crate::block::is_agency;
use crate::document::TokenId;
use crate::entity::{Entities, EntityId, EntityKind, Mention, MentionForm};
use crate::model::gazetteer::{Facts, find_word};
use crate::model::pos::Pos;
use crate::span::Span;

/// How many phrases before a verb are searched for its subject.
const REACH: usize = 40;

/// The words that name a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The noun phrase, then "who" where that is the verb's own subject.
    pub(super) words: Vec<Range<TokenId>>,
    /// The noun or pronoun that the rest of the phrase goes with.
    pub(super) head: TokenId,
    /// The first phrase of the sentence that belongs to it.
    pub(super) first: usize,
}

/// The source of each verb group of a sentence, in order of its phrases.
pub(super) fn find_subjects(text: &Text, phrases: &[Phrase]) -> Vec<Option<Source>> {
    let mut subjects: Vec<Option<Source>> = Vec::with_capacity(phrases.len());
    let mut first_finite = None;
    for (at, phrase) in phrases.iter().enumerate() {
        let subject = match phrase.kind {
            PhraseKind::Verb => find_subject(text, phrases, at, &subjects, first_finite),
            _ => None,
        };
        if first_finite.is_none() && subject.is_some() && phrase.form == VerbForm::Finite {
            first_finite = Some(at);
        }
        subjects.push(subject);
    }
    // A participle that opens the sentence shares the subject of the main clause.
    if let Some(main) = first_finite
        && phrases[0].kind == PhraseKind::Verb
        && phrases[0].form == VerbForm::Ing
    {
        subjects[0] = subjects[main].clone();
    }
    subjects
}

/// The subject of the verb group at `at`.
fn find_subject(
    text: &Text,
    phrases: &[Phrase],
    at: usize,
    subjects: &[Option<Source>],
    main: Option<usize>,
) -> Option<Source> {
    let verb = &phrases[at];
    let mut before = phrases[..at].iter().rposition(|phrase| phrase.kind != PhraseKind::Adverb)?;
    if phrases[before].kind == PhraseKind::Preposition && before + 1 < at {
        // "on Tuesday"
        before = before.checked_sub(1)?;
    }
    let shared = || find_shared(phrases, at, subjects).or_else(|| subjects[main?].clone());
    match verb.form {
        VerbForm::Infinitive => phrases[..at]
            .iter()
            .enumerate()
            .rev()
            .take(REACH)
            .find_map(|(u, phrase)| if phrase.kind == PhraseKind::Verb { subjects[u].clone() } else { None }),
        VerbForm::Ing if phrases[before].kind == PhraseKind::Noun => {
            find_speaking_noun(text, phrases, before, subjects)
        }
        VerbForm::Ing => shared(),
        VerbForm::Participle => None,
        VerbForm::Finite => match phrases[before].kind {
            PhraseKind::Noun => join_left(text, phrases, before)
                .or_else(|| find_reduced_relative(text, phrases, before, subjects))
                .or_else(|| find_name_after_circumstance(text, phrases, before)),
            PhraseKind::Verb | PhraseKind::Adverb => find_reduced_relative(text, phrases, before + 1, subjects),
            PhraseKind::Comma | PhraseKind::Dash | PhraseKind::Close => find_before_insertion(text, phrases, before),
            PhraseKind::Relative => find_antecedent(text, phrases, before),
            PhraseKind::That if before > 0 && phrases[before - 1].kind == PhraseKind::Noun => {
                find_antecedent(text, phrases, before)
            }
            PhraseKind::Coordinator => shared(),
            _ => None,
        },
    }
}

/// The subject of an earlier verb that a coordinated or participial verb at `at` shares: of the nearest verb that
/// stands in no clause of its own after "that", "who" or another verb.
pub(super) fn find_shared(phrases: &[Phrase], at: usize, subjects: &[Option<Source>]) -> Option<Source> {
    let verbs = || {
        (at.saturating_sub(REACH)..at)
            .rev()
            .filter(|&u| phrases[u].form == VerbForm::Finite)
            .filter_map(|u| subjects[u].as_ref().map(|subject| (u, subject)))
    };
    let is_main = |&(_, subject): &(usize, &Source)| {
        let opener = phrases[..subject.first].iter().rev().find(|phrase| phrase.kind != PhraseKind::Adverb);
        subject.words.len() == 1
            && !opener.is_some_and(|opener| {
                matches!(
                    opener.kind,
                    PhraseKind::That
                        | PhraseKind::Relative
                        | PhraseKind::Subordinator
                        | PhraseKind::Question
                        | PhraseKind::Verb
                )
            })
    };
    verbs().find(is_main).or_else(|| verbs().next()).map(|(_, subject)| subject.clone())
}

/// Who speaks in "a statement saying": the noun phrase, or whoever put the statement out.
fn find_speaking_noun(text: &Text, phrases: &[Phrase], noun: usize, subjects: &[Option<Source>]) -> Option<Source> {
    let with = |source: &Source| source.first > 0 && text.doc.lower(phrases[source.first - 1].head) == "with";
    let source = join_left(text, phrases, noun).or_else(|| Some(join_nearest(text, phrases, noun)).filter(with))?;
    let is_text = text.facts(source.head).is(class::SPEECH_NOUN | class::DOCUMENT);
    let giver = source.first.checked_sub(1).filter(|&verb| is_text && phrases[verb].kind == PhraseKind::Verb);
    giver.and_then(|verb| subjects[verb].clone()).or(Some(source))
}

/// The name at the end of a noun phrase that only seems to hang on the preposition before it: "In an interview Jane Doe".
fn find_name_after_circumstance(text: &Text, phrases: &[Phrase], noun: usize) -> Option<Source> {
    let phrase = &phrases[noun];
    let is_name = |token: TokenId| text.tag(token) == Pos::Proper;
    let start = (phrase.tokens.clone().rev()).take_while(|&token| is_name(token)).last()?;
    let thing = start.checked_sub(1).filter(|thing| phrase.tokens.contains(thing))?;
    let facts = find_word(text.doc.lower(thing));
    let opens = noun == 1 || matches!(phrases[noun.checked_sub(2)?].kind, PhraseKind::Comma | PhraseKind::Coordinator);
    let is_thing = text.tag(thing) == Pos::Noun
        && !facts.has(Facts::PERSON_NOUN.with(Facts::PERSONS_NOUN))
        && !facts.has(Facts::ORGANIZATION_NOUN.with(Facts::LEADERSHIP_NOUN));
    let words = start..phrase.tokens.end;
    (opens && is_thing).then(|| Source { head: words.end - 1, words: only(words), first: noun })
}

/// The subject before a participle that a tagger may take for its verb: "figures reported on Sunday suggest".
fn find_reduced_relative(text: &Text, phrases: &[Phrase], end: usize, subjects: &[Option<Source>]) -> Option<Source> {
    let verb = (end.saturating_sub(8)..end)
        .rev()
        .find(|&k| !matches!(phrases[k].kind, PhraseKind::Noun | PhraseKind::Preposition | PhraseKind::Adverb))?;
    let noun = verb.checked_sub(1)?;
    let reduced = phrases[verb].kind == PhraseKind::Verb
        && phrases[verb].tokens.len() == 1
        && matches!(phrases[verb].form, VerbForm::Finite | VerbForm::Participle | VerbForm::Ing)
        && !matches!(text.tag(phrases[verb].head), Pos::VerbPresent | Pos::Modal)
        && phrases[noun].kind == PhraseKind::Noun;
    if !reduced {
        return None;
    }
    subjects[verb].clone().or_else(|| join_left(text, phrases, noun))
}

/// The noun phrase whose last part is the phrase `at`, with what is bound to its head: "the mayor of Dallas".
///
/// `None` where it turns out to hang on a preposition of its own ("In Ohio said").
pub(super) fn join_left(text: &Text, phrases: &[Phrase], at: usize) -> Option<Source> {
    let mut first = at;
    // "France, Germany and Italy": the comma binds where a coordinator did.
    let mut lists = false;
    while first >= 2 {
        // "two people familiar with the matter": the adjective hangs on the noun before it.
        if text.tag(phrases[first].head) == Pos::Adjective
            && phrases[first - 1].kind == PhraseKind::Noun
            && phrases[first].tokens.len() == 1
        {
            first -= 1;
            continue;
        }
        let (link, left) = (&phrases[first - 1], &phrases[first - 2]);
        if left.kind != PhraseKind::Noun {
            break;
        }
        let binds = match link.kind {
            PhraseKind::Preposition => true,
            PhraseKind::Coordinator => {
                let before = first.checked_sub(3).map(|before| &phrases[before]);
                let is_object = before.is_some_and(|before| before.kind == PhraseKind::Verb);
                lists = true;
                // "on 10 May and South Korea says": a date is no part of a source.
                let is_time = text.tag(left.head) == Pos::Number || text.facts(left.head).is(class::TIME);
                !is_object
                    && !is_time
                    && text.doc.lower(link.head) != "but"
                    && text.tag(phrases[first].head) != Pos::Pronoun
            }
            PhraseKind::Comma => {
                let opens = first == 2 || phrases[first - 3].kind == PhraseKind::Comma;
                let alike = text.tag(left.head) == text.tag(phrases[first].head);
                lists && opens && alike && !text.facts(left.head).is(class::TIME)
            }
            PhraseKind::Verb => matches!(link.form, VerbForm::Participle | VerbForm::Ing | VerbForm::Infinitive),
            _ => false,
        };
        if !binds || text.tag(left.head) == Pos::Pronoun && !text.facts(left.head).is(class::VAGUE) {
            break;
        }
        first -= 2;
    }
    let mut start = phrases[first].tokens.start;
    if first > 0 && phrases[first - 1].kind == PhraseKind::Preposition {
        if !matches!(text.doc.lower(phrases[first - 1].head), "about" | "around" | "over" | "under") || first > 1 {
            return None;
        }
        start = phrases[first - 1].tokens.start;
    }
    let head = phrases[first].head;
    if is_participle_of(text, phrases, first) {
        first -= 1;
        start = phrases[first].tokens.start;
    }
    let words = trim_edges(text, start..phrases[at].tokens.end);
    Some(Source { words: vec![words], head, first })
}

/// Whether the phrase before the noun phrase at `noun` is a participle that describes it, though it looks like a verb:
/// “...,” retired general Jane Doe said.
fn is_participle_of(text: &Text, phrases: &[Phrase], noun: usize) -> bool {
    let Some(verb) = noun.checked_sub(1).map(|verb| &phrases[verb]) else { return false };
    let opens = noun < 2 || matches!(phrases[noun - 2].kind, PhraseKind::Comma | PhraseKind::Quotation);
    let first = phrases[noun].tokens.start;
    verb.kind == PhraseKind::Verb
        && verb.tokens.len() == 1
        && matches!(text.tag(verb.head), Pos::VerbPast | Pos::VerbParticiple)
        && text.facts(verb.head).verb == 0
        && opens
        && first < phrases[noun].head
        && matches!(text.tag(first), Pos::Noun | Pos::Proper | Pos::Adjective)
}

/// The noun phrase from the phrase `at` on, with the prepositions bound to it.
pub(super) fn join_right(text: &Text, phrases: &[Phrase], at: usize) -> (Source, usize) {
    let mut last = at;
    let is_document = text.facts(phrases[at].head).is(class::DOCUMENT);
    while last + 2 < phrases.len() && phrases[last + 2].kind == PhraseKind::Noun {
        let binds = match phrases[last + 1].kind {
            PhraseKind::Preposition => {
                let link = phrases[last + 1].head;
                text.facts(link).is(class::OF)
                    || text.doc.lower(link) == "at"
                    || is_document && (text.facts(link).is(class::BY) || text.doc.lower(link) == "from")
                    || is_document && text.doc.lower(link) == "in" && text.tag(phrases[last + 2].head) == Pos::Proper
            }
            PhraseKind::Coordinator => phrases.get(last + 3).is_none_or(|next| next.kind != PhraseKind::Verb),
            _ => false,
        };
        if !binds {
            break;
        }
        last += 2;
    }
    let words = trim_edges(text, phrases[at].tokens.start..phrases[last].tokens.end);
    let mut source = Source { words: vec![words], head: phrases[at].head, first: at };
    let end = add_apposed_name(text, phrases, last + 1, &mut source);
    (source, end)
}

/// Adds the name that stands beside a description which ends before `comma`: "the mayor, Jane Doe,".
///
/// Returns the phrase after the source.
fn add_apposed_name(text: &Text, phrases: &[Phrase], comma: usize, source: &mut Source) -> usize {
    let [mark, name, close, ..] = phrases.get(comma..).unwrap_or_default() else { return comma };
    let is_name = mark.kind == PhraseKind::Comma
        && name.kind == PhraseKind::Noun
        && text.tag(name.head) == Pos::Proper
        && text.tag(source.head) == Pos::Noun
        && matches!(close.kind, PhraseKind::Comma | PhraseKind::Terminal);
    if !is_name || name.quoted != mark.quoted {
        return comma;
    }
    if let Some(words) = source.words.first_mut() {
        words.end = trim_edges(text, name.tokens.clone()).end;
    }
    comma + 2
}

/// `tokens` without dashes and quotation marks at its edges, unless nothing would be left.
fn trim_edges(text: &Text, tokens: Range<TokenId>) -> Range<TokenId> {
    let is_mark = |token: TokenId| {
        !text.doc.tokens[token as usize].is_wordlike()
            && text.doc.tokens[token as usize].kind != crate::document::TokenKind::Clitic
    };
    let mut kept = tokens.clone();
    while kept.start < kept.end && is_mark(kept.start) {
        kept.start += 1;
    }
    while kept.start < kept.end && is_mark(kept.end - 1) {
        kept.end -= 1;
    }
    if kept.is_empty() { tokens } else { kept }
}

/// The noun phrase before "who" at `relative`, and "who".
fn find_antecedent(text: &Text, phrases: &[Phrase], relative: usize) -> Option<Source> {
    let tokens = phrases[relative].tokens.clone();
    let skipped = phrases[..relative].iter().rposition(|phrase| phrase.kind != PhraseKind::Comma);
    let Some(before) = skipped.filter(|&before| phrases[before].kind == PhraseKind::Noun) else {
        let is_relative = phrases[relative].kind == PhraseKind::Relative;
        return is_relative.then(|| Source { words: only(tokens), head: phrases[relative].head, first: relative });
    };
    let mut source = join_nearest(text, phrases, before);
    source.words.push(tokens);
    Some(source)
}

/// The noun phrase at `at`, with an "of" before it and what that hangs on.
fn join_nearest(text: &Text, phrases: &[Phrase], at: usize) -> Source {
    let mut first = at;
    while first >= 2
        && phrases[first - 1].kind == PhraseKind::Preposition
        && phrases[first - 2].kind == PhraseKind::Noun
        && text.facts(phrases[first - 1].head).is(class::OF)
    {
        first -= 2;
    }
    let words = trim_edges(text, phrases[first].tokens.start..phrases[at].tokens.end);
    Source { words: vec![words], head: phrases[first].head, first }
}

/// The subject before an insertion that ends at `close`: "Jane Doe, 45, who lives there, said".
fn find_before_insertion(text: &Text, phrases: &[Phrase], close: usize) -> Option<Source> {
    let mut found = None;
    let mut at = close;
    let limit = close.saturating_sub(REACH);
    while at > limit {
        at -= 1;
        match phrases[at].kind {
            PhraseKind::Comma | PhraseKind::Dash | PhraseKind::Open if at > 0 => {
                if phrases[at - 1].kind == PhraseKind::Noun
                    && let Some(mut source) = join_left(text, phrases, at - 1)
                {
                    // "Regarding the money, the mayor (left) said": the money is the object of another verb.
                    if found.is_some() && source.first > 0 && phrases[source.first - 1].kind == PhraseKind::Verb {
                        break;
                    }
                    add_apposed_name(text, phrases, at, &mut source);
                    at = source.first;
                    found = Some(source);
                }
            }
            PhraseKind::Verb if phrases[at].form == VerbForm::Finite => {
                if found.is_some() {
                    break;
                }
                // The verb of a clause inside the insertion; any other is the clause before.
                let opener = (at.saturating_sub(6)..at).rev().find(|&k| {
                    matches!(phrases[k].kind, PhraseKind::Relative | PhraseKind::Subordinator | PhraseKind::That)
                })?;
                if opener == 0 {
                    break;
                }
                at = opener;
            }
            PhraseKind::That | PhraseKind::Quotation | PhraseKind::Colon | PhraseKind::Semicolon => break,
            _ => {}
        }
    }
    // "Professor Jane Doe, said:" with a comma that should not be there.
    if found.is_none() && phrases[close].kind == PhraseKind::Comma && close > 0 {
        let whole = join_left(text, phrases, close - 1)
            .filter(|source| phrases[close - 1].kind == PhraseKind::Noun && source.first == 0);
        return whole.filter(|source| text.tag(source.head) == Pos::Proper);
    }
    found
}

/// A list of one range.
pub(super) fn only(range: Range<TokenId>) -> Vec<Range<TokenId>> {
    std::iter::once(range).collect()
}

/// What can be said of a source: its kind, and its entity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity {
    pub(super) kind: SourceKind,
    pub(super) entity: Option<EntityId>,
    /// Whether the source is a pronoun whose entity is not known.
    pub(super) open_pronoun: bool,
}

/// Works out who `source` is.
pub(super) fn identify(text: &Text, entities: &Entities, source: &Source) -> Identity {
    let words = text.doc.token_span(source.words[0].clone());
    let head = source.head;
    let head_span = text.doc.tokens[head as usize].span;
    let facts = text.facts(head);
    let mention = find_mention(text, entities, words, source);
    let entity = mention.and_then(|mention| mention.entity);
    let is_pronoun =
        text.tag(head) == Pos::Pronoun || matches!(mention, Some(mention) if mention.form == MentionForm::Pronoun);
    let named = |entity: EntityId| match entities.entities[entity as usize].kind {
        EntityKind::Work | EntityKind::Law => SourceKind::Document,
        EntityKind::Group => SourceKind::Unnamed,
        EntityKind::Organization if is_outlet(&entities.entities[entity as usize].name) => SourceKind::Document,
        _ => SourceKind::Named,
    };
    if let Some(entity) = entity {
        let by_name = entities.entities[entity as usize]
            .mentions
            .iter()
            .any(|&mention| entities.mentions[mention as usize].form == MentionForm::Name);
        if by_name {
            return Identity { kind: named(entity), entity: Some(entity), open_pronoun: false };
        }
    }
    let kind = if is_pronoun && !facts.is(class::VAGUE) {
        SourceKind::Unnamed
    } else if facts.is(class::DOCUMENT) {
        SourceKind::Document
    } else if facts.is(class::VAGUE) && (source.words[0].len() <= 2 || is_pronoun) {
        SourceKind::Vague
    } else if text.tag(head) == Pos::Proper && head_span.slice(&text.doc.text).starts_with(char::is_uppercase) {
        SourceKind::Named
    } else {
        SourceKind::Unnamed
    };
    let is_open = is_pronoun && entity.is_none() && (!facts.is(class::VAGUE) || text.doc.lower(head) == "they");
    Identity { kind, entity, open_pronoun: is_open }
}

/// Whether an organization's name is that of a news agency or another outlet: "Reuters", "The Daily Star", "Fox News".
fn is_outlet(name: &str) -> bool {
    let lower = name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    is_agency(bare) || bare.ends_with("news agency") || bare.split(' ').next_back().is_some_and(is_outlet_word)
}

/// The mention that the source's head belongs to; else the owner of a body that speaks for it.
fn find_mention<'e>(text: &Text, entities: &'e Entities, words: Span, source: &Source) -> Option<&'e Mention> {
    let head = text.doc.tokens[source.head as usize].span;
    // A mention may begin before the phrase, where the phrase was cut short.
    let first = entities.mentions.partition_point(|mention| mention.span.start + 200 < words.start);
    let near = || entities.mentions[first..].iter().take_while(|mention| mention.span.start < words.end);
    let covers = |mention: &&Mention| mention.span.contains(head);
    let settled = |mention: &&Mention| mention.entity.is_some();
    let ends_at_head = |mention: &&Mention| mention.span.end == head.end;
    // "the stepfather, Kurt Schilling": the name says more than the description before it.
    let is_apposed = |mention: &&Mention| {
        mention.form == MentionForm::Name
            && mention.span.end == words.end
            && mention.span.start > head.end
            && text.doc.slice(Span::new(head.end, mention.span.start)).trim() == ","
    };
    // "the head of the mine's union, Kurt Schilling": the same with more between them; two commas may be those of a list.
    let is_apposed_late = |mention: &&Mention| {
        mention.form == MentionForm::Name
            && mention.kind == EntityKind::Person
            && mention.span.end == words.end
            && mention.span.start > head.end
            && text.tag(source.head) == Pos::Noun
            && text
                .doc
                .slice(Span::new(head.end, mention.span.start))
                .trim_end()
                .split_once(',')
                .is_some_and(|parts| parts.1.is_empty())
    };
    // "University of Texas professor Jane Doe": the name at the end, unless it only belongs to who speaks ("a friend of Jane Doe").
    let is_last = |mention: &&Mention| {
        let before = mention.tokens.start.checked_sub(1).map(|before| (text.tag(before), text.facts(before)));
        let belongs = before.is_none_or(|(tag, facts)| {
            matches!(tag, Pos::Preposition | Pos::PossessiveEnding | Pos::Coordinator | Pos::To | Pos::Mark)
                || facts.is(class::OF | class::BY | class::COORDINATOR)
        });
        mention.kind == EntityKind::Person
            && mention.form == MentionForm::Name
            && mention.span.end == words.end
            && mention.span.start > words.start
            && !belongs
    };
    near()
        .filter(settled)
        .find(|mention| is_apposed(mention) || is_apposed_late(mention) || is_last(mention))
        .or_else(|| near().filter(covers).filter(settled).find(ends_at_head))
        .or_else(|| near().filter(covers).find(settled))
        .or_else(|| {
            let is_body = text.facts(source.head).is(class::BODY);
            near()
                .filter(settled)
                .find(|mention| is_body && mention.span.end <= head.start && words.contains(mention.span))
        })
        .or_else(|| near().find(covers))
}
