//! Cues in one sentence, with their source and content: "X said that ...", "..., according to X".

use std::ops::Range;

use super::Framing;
use super::acceptance::Judge;
use super::content::{REACH, Reader};
use super::cue::{
    BASE, CLAUSE, Frames, INFINITIVE, NOUN, OBJECT_INFINITIVE, OBJECT_PREDICATE, PAST, PRESENT_S, QUESTION, QUOTATION,
    RECIPIENT, THAT, class,
};
use super::phrase::{Phrase, PhraseKind, Text, VerbForm};
use super::source::{Source, find_subjects, join_right, only};
use crate::document::{SentenceId, TokenId};
use crate::model::pos::Pos;

/// What was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The quotation stands right beside the cue.
    QuotationBesideCue,
    /// "said that ..."
    ThatClause,
    /// "said it rained".
    BareClause,
    /// "asked whether ..."
    QuestionClause,
    /// "vowed to ...", "urged them to ..."
    Infinitive,
    /// "denied the charge".
    NounPhrase,
    /// "..., he said."
    ClauseBefore,
    /// "according to X".
    AccordingTo,
    /// "X's claim that ..."
    SpeechNoun,
    /// "X: ..."
    ColonLead,
    /// Words in quotation marks in a sentence of which X is the subject.
    Fragment,
    /// “...” ― X
    Signature,
    /// "X was called Y by Z".
    Passive,
}

/// A cue with its content and source, in tokens.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    /// What is said; ranges may reach over the sentence's edge where a quotation does.
    pub(super) content: Vec<Range<TokenId>>,
    /// The cue; empty for a bare colon.
    pub(super) cue: Range<TokenId>,
    /// Who says it.
    pub(super) source: Option<Source>,
    /// What the cue implies.
    pub(super) framing: Framing,
    /// What was recognised.
    pub(super) rule: Rule,
    /// Where.
    pub(super) sentence: SentenceId,
    /// Whether a quotation that follows after a colon, perhaps in the next block, is the content.
    pub(super) awaits_quotation: bool,
    /// Whether the cue stands on the lists for what was recognised.
    pub(super) listed: bool,
    /// How much more speaks for it than against, in units of weights.
    pub(super) lead: i32,
}

/// What any verb may take, whatever the list says of it, one after the other.
const ANY_FRAMES: [Frames; 4] = [THAT | QUESTION | INFINITIVE | QUOTATION, CLAUSE, OBJECT_INFINITIVE, NOUN];

/// Finds the attributions of the sentence that was cut into `phrases`; adds them to `found`.
pub(super) fn find_attributions(
    text: &Text,
    phrases: &[Phrase],
    sentence: SentenceId,
    judge: &Judge,
    found: &mut Vec<Attribution>,
) {
    let may_hold = |at: usize| match phrases[at].kind {
        _ if phrases[at].quoted => true,
        _ if text.facts(phrases[at].head).is(class::ACCORDING) || text.doc.lower(phrases[at].head) == "per" => true,
        PhraseKind::Verb => text.facts(phrases[at].head).verb > 0 || phrases[at].form == VerbForm::Finite,
        PhraseKind::Noun => {
            text.facts(phrases[at].head).is(class::SPEECH_NOUN)
                || phrases.get(at + 1).is_some_and(|next| next.kind == PhraseKind::That)
        }
        PhraseKind::Colon => true,
        _ => false,
    };
    if !(0..phrases.len()).any(may_hold) {
        return;
    }
    let subjects = find_subjects(text, phrases);
    let mut reader = Reader { text, phrases, subjects, sentence, free: 0 };
    let first_found = found.len();
    // "A law that bars them from voting is unfair, critics say.": the whole sentence is theirs.
    if let Some(at) = reader.find_trailing_cue() {
        let read = match phrases[at].kind {
            PhraseKind::Verb => reader.read_verb(at, None),
            _ => reader.read_according(at),
        };
        if let Some((mut attribution, _)) = read
            && matches!(attribution.rule, Rule::ClauseBefore | Rule::AccordingTo)
            && judge.accepts(text, phrases, at, &mut attribution)
        {
            found.push(attribution);
            return;
        }
    }
    let mut at = 0;
    while at < phrases.len() {
        let phrase = &phrases[at];
        if phrase.quoted || !may_hold(at) {
            at += 1;
            continue;
        }
        let accepts = |mut read: Option<(Attribution, usize)>| {
            read.take_if(|(attribution, _)| !judge.accepts(text, phrases, at, attribution));
            read
        };
        let read = match phrase.kind {
            PhraseKind::Verb => {
                let mut frames = std::iter::once(None).chain(ANY_FRAMES.iter().copied().map(Some));
                let read = accepts(reader.read_quoted_as(at));
                let read = read.or_else(|| frames.find_map(|frames| accepts(reader.read_verb(at, frames))));
                read.or_else(|| accepts(reader.read_passive(at)))
            }
            PhraseKind::Noun => accepts(reader.read_noun(at)),
            PhraseKind::Colon => accepts(reader.read_colon(at)),
            _ => accepts(reader.read_according(at)),
        };
        let mut goes_on = at + 1;
        if let Some((attribution, next)) = read {
            found.push(attribution);
            reader.free = reader.free.max(next);
            goes_on = next.max(goes_on);
        }
        at = goes_on;
    }
    reader.read_fragments(first_found, judge, found);
}

/// Whether the verb whose head is `head` reports clauses or quotations, and no mere charge or offer.
fn takes_clause(text: &Text, head: TokenId) -> bool {
    let fits = |frames: Frames| frames & QUOTATION > 0 && (frames & RECIPIENT > 0 || frames & NOUN == 0);
    text.facts(head).readings().iter().any(|reading| reading.particles.is_empty() && fits(reading.frames))
}

impl Reader<'_, '_> {
    /// The cue of the words that end the sentence after a comma: ", she said.", ", say critics.", ", according to the army."
    fn find_trailing_cue(&self) -> Option<usize> {
        let end = self.phrases.iter().rposition(|phrase| phrase.kind != PhraseKind::Terminal)? + 1;
        let commas = (end.saturating_sub(12)..end).filter(|&k| self.kind(k) == PhraseKind::Comma);
        let is_according =
            |k: usize| self.phrases.get(k).is_some_and(|at| self.text.facts(at.head).is(class::ACCORDING));
        // "She doubts that it exists, she said": an attribution inside has the first claim.
        let tells = |k: usize| self.is_finite(k) && takes_clause(self.text, self.phrases[k].head);
        let parts = |k: usize| {
            self.kind(k) == PhraseKind::Quotation
                || tells(k) && !self.phrases[k].passive
                || self.is_finite(k) && self.is_cue(k) && self.kind(k + 1) == PhraseKind::That
        };
        let (last, according) = commas
            .fold((None, None), |found, comma| (Some(comma), found.1.or(is_according(comma + 1).then_some(comma))));
        let comma = according.or(last)?;
        if (0..comma).any(parts) || comma + 8 < end && according.is_none() {
            return None;
        }
        if according.is_some() {
            return Some(comma + 1);
        }
        (comma + 1..end.min(comma + 7)).find(|&k| self.is_finite(k)).filter(|&k| tells(k))
    }

    /// Reads the verb group at `at` as a cue in the constructions that the list gives it, or in `any`; returns what it
    /// found and the phrase to go on with.
    fn read_verb(&self, at: usize, any: Option<Frames>) -> Option<(Attribution, usize)> {
        let verb = &self.phrases[at];
        // "Asked whether ...": nobody is the subject.
        let past = self.text.facts(verb.head).forms & PAST > 0 && verb.tokens.len() == 1;
        let asked = match verb.form {
            VerbForm::Participle => {
                at == 0
                    || matches!(self.kind(at - 1), PhraseKind::Subordinator | PhraseKind::Question | PhraseKind::Comma)
            }
            VerbForm::Finite => past && at == 0,
            _ => false,
        };
        if verb.form == VerbForm::Participle && !asked {
            return None;
        }
        // The particle stands right after the verb.
        let readings = self.text.facts(verb.head).readings();
        let matches = |particles: &[&str]| {
            (particles.iter().zip(verb.head + 1..)).all(|(particle, token)| {
                (token as usize) < self.text.doc.tokens.len() && self.text.doc.lower(token) == *particle
            })
        };
        let reading = readings.iter().find(|reading| matches(&reading.particles));
        let (framing, particles) =
            reading.map_or((Framing::Neutral, 0), |reading| (reading.framing, reading.particles.len()));
        let frames = match (any, reading) {
            // "called police": what the verb calls something must follow it.
            (Some(NOUN), Some(reading)) if reading.frames & OBJECT_PREDICATE > 0 && reading.frames & NOUN == 0 => {
                return None;
            }
            (Some(any), _) if verb.form == VerbForm::Finite => any,
            (None, Some(reading)) => reading.frames,
            _ => return None,
        };
        let listed = any.is_none();
        let cue = verb.tokens.start..verb.head + 1 + particles as TokenId;
        let mut next = at + 1;
        while next < self.phrases.len() && self.phrases[next].tokens.start < cue.end {
            next += 1;
        }
        let make = |content, source, rule, awaits_quotation| Attribution {
            content,
            cue: cue.clone(),
            source,
            framing,
            rule,
            sentence: self.sentence,
            awaits_quotation,
            listed,
            lead: 0,
        };
        // "Said Ellis: “...”".
        if at == 0 && frames & QUOTATION > 0 && verb.form == VerbForm::Finite && self.kind(1) == PhraseKind::Noun {
            let (source, colon) = join_right(self.text, self.phrases, 1);
            if self.kind(colon) == PhraseKind::Colon {
                let first = colon + 1;
                if self.kind(first) == PhraseKind::Quotation {
                    let end = self.find_quotation_end(first);
                    let content = self.phrases[first].tokens.start..self.phrases[end - 1].tokens.end;
                    return Some((make(only(content), Some(source), Rule::QuotationBesideCue, false), end));
                }
                if first >= self.phrases.len() {
                    return Some((make(Vec::new(), Some(source), Rule::ColonLead, true), first));
                }
            }
        }
        if !verb.passive
            && let Some((source, after)) = self.find_inverted(at, frames)
        {
            let (content, rule) = self.find_content_before(at, after)?;
            let (content, end) = self.add_content_after(content, rule, after);
            return Some((make(content, Some(source), rule, false), end));
        }
        let source = if verb.passive || asked { self.find_agent(next) } else { self.subjects[at].clone() };
        // "There is ..." has no speaker.
        let source = source.filter(|source| self.text.doc.lower(source.head) != "there");
        // "..., he said": what stands before has the first claim where a comma or quotation parts it off.
        let begin = source.as_ref().filter(|_| !verb.passive).map_or(at, |source| source.first);
        let parted = begin > 0
            && verb.form == VerbForm::Finite
            && begin > self.free
            && (self.kind(begin - 1) == PhraseKind::Quotation
                || self.kind(begin - 1) == PhraseKind::Comma && self.phrases[begin - 1].quoted);
        if parted
            && source.is_some()
            && frames & (QUOTATION | THAT) > 0
            && let Some((content, rule)) = self.find_content_before(begin, next)
        {
            let end = self.skip_circumstances(next);
            let (content, end) = self.add_content_after(content, rule, end);
            return Some((make(content, source, rule, false), end));
        }
        let frames = if asked { frames & (QUESTION | OBJECT_INFINITIVE) } else { frames };
        if let Some((content, rule, end)) = self.find_content_after(at, next, frames) {
            // "The plant is expected to open": what is expected is told with its subject.
            if rule == Rule::Infinitive && (source.is_none() || verb.passive) {
                return None;
            }
            return Some((make(vec![content], source, rule, false), end));
        }
        if frames & QUOTATION > 0 && self.ends_in_colon(next) {
            return Some((make(Vec::new(), source, Rule::ColonLead, true), self.phrases.len()));
        }
        if verb.form != VerbForm::Finite || verb.passive || source.is_none() {
            return None;
        }
        let comma = begin > self.free.max(1) && matches!(self.kind(begin - 1), PhraseKind::Comma | PhraseKind::Dash);
        if comma
            && frames & QUOTATION > 0
            && let Some((content, rule)) = self.find_content_before(begin, next)
        {
            let end = self.skip_circumstances(next);
            let closes = matches!(
                self.kind(end),
                PhraseKind::Comma | PhraseKind::Terminal | PhraseKind::Dash | PhraseKind::Semicolon
            );
            if closes || frames & CLAUSE > 0 {
                let (content, end) = self.add_content_after(content, rule, end);
                return Some((make(content, source, rule, false), end));
            }
        }
        if frames & NOUN > 0
            && let Some((content, end)) = self.find_noun_content(next)
        {
            return Some((make(vec![content], source, Rule::NounPhrase, false), end));
        }
        None
    }

    /// Reads "the agency quoted Jane Doe as saying" and "Jane Doe was quoted as saying": it is she who speaks.
    fn read_quoted_as(&self, at: usize) -> Option<(Attribution, usize)> {
        let verb = &self.phrases[at];
        if !matches!(
            self.text.doc.lower(verb.head),
            "quote" | "quotes" | "quoted" | "quoting" | "cite" | "cites" | "cited" | "citing"
        ) {
            return None;
        }
        let (source, link) = match self.kind(at + 1) {
            _ if verb.passive => (self.subjects[at].clone()?, at + 1),
            PhraseKind::Noun => join_right(self.text, self.phrases, at + 1),
            _ => return None,
        };
        let saying = link + 1;
        let is_as = self.phrases.get(link).is_some_and(|link| self.text.facts(link.head).is(class::AS));
        let says = self.phrases.get(saying).is_some_and(|saying| {
            saying.form == VerbForm::Ing && saying.kind == PhraseKind::Verb && self.is_cue(link + 1)
        });
        if !is_as || !says {
            return None;
        }
        let begin = self.subjects[at].as_ref().map_or(at, |subject| subject.first);
        let parted = begin > self.free
            && (self.kind(begin - 1) == PhraseKind::Quotation || self.kind(begin - 1) == PhraseKind::Comma);
        let (content, rule, end) = match parted.then(|| self.find_content_before(begin, saying + 1)).flatten() {
            Some((content, rule)) => {
                let end = self.skip_circumstances(saying + 1);
                let (content, end) = self.add_content_after(content, rule, end);
                (content, rule, end)
            }
            None => {
                let (content, rule, end) =
                    self.find_content_after(at, saying + 1, THAT | CLAUSE | QUOTATION | QUESTION)?;
                (vec![content], rule, end)
            }
        };
        let attribution = Attribution {
            content,
            cue: verb.tokens.start..if verb.passive { self.phrases[saying].tokens.end } else { verb.tokens.end },
            source: Some(source),
            framing: Framing::Neutral,
            rule,
            sentence: self.sentence,
            awaits_quotation: false,
            listed: true,
            lead: 0,
        };
        Some((attribution, end))
    }

    /// The source after the verb ("said Jane Doe"), and the phrase after it.
    fn find_inverted(&self, at: usize, frames: Frames) -> Option<(Source, usize)> {
        let verb = &self.phrases[at];
        let forms = self.text.facts(verb.head).forms;
        // “...,” raved Jane Doe: verbs that are on no list have no forms there.
        let fits = forms & (PAST | PRESENT_S | BASE) > 0 || self.text.tag(verb.head) == Pos::VerbPast;
        let simple = verb.tokens.len() == 1 && fits && verb.form == VerbForm::Finite;
        let parted =
            at > 0 && (self.kind(at - 1) == PhraseKind::Quotation || self.kind(at - 1) == PhraseKind::Comma && at > 1);
        if !simple || !parted || frames & (QUOTATION | THAT) == 0 || self.kind(at + 1) != PhraseKind::Noun {
            return None;
        }
        let (source, next) = join_right(self.text, self.phrases, at + 1);
        // "Jane Doe, 45, said the plan ..." and "asked a judge to": the phrase after the verb is no speaker.
        let bare = self.kind(at - 1) == PhraseKind::Comma && !self.phrases[at - 1].quoted;
        let closes = matches!(
            self.kind(next),
            PhraseKind::Comma | PhraseKind::Terminal | PhraseKind::Dash | PhraseKind::Semicolon | PhraseKind::Close
        );
        if bare && (frames & OBJECT_INFINITIVE > 0 || frames & RECIPIENT > 0 && frames & CLAUSE == 0 || !closes) {
            return None;
        }
        if bare && self.subjects[at].is_some() && self.begins_clause(at + 1) {
            return None;
        }
        Some((source, self.skip_apposition(next)))
    }

    /// Steps over ", the mayor of Dallas" after an inverted source, up to the comma or stop that ends it.
    pub(super) fn skip_apposition(&self, at: usize) -> usize {
        let quoted = self.phrases.get(at + 1).is_some_and(|next| next.quoted || next.kind == PhraseKind::Quotation);
        if self.kind(at) != PhraseKind::Comma || quoted {
            return at;
        }
        let limit = self.phrases.len().min(at + REACH);
        let relative = matches!(self.kind(at + 1), PhraseKind::Relative);
        let mut end = at + 1;
        while end < limit {
            match self.kind(end) {
                PhraseKind::Comma | PhraseKind::Terminal | PhraseKind::Semicolon | PhraseKind::Quotation => return end,
                PhraseKind::Verb if self.is_finite(end) && !relative => return at,
                _ => end += 1,
            }
        }
        end
    }

    /// The comma that ends a remark on the source which begins at `comma`, where a clause follows it: ", who arrived at
    /// noon,", ", published in May,", ", the mayor,".
    pub(super) fn skip_remark(&self, comma: usize) -> usize {
        let is_bound = match self.kind(comma + 1) {
            PhraseKind::Relative => true,
            PhraseKind::Verb => matches!(self.phrases[comma + 1].form, VerbForm::Participle | VerbForm::Ing),
            PhraseKind::Noun => false,
            _ => return comma,
        };
        let limit = self.phrases.len().min(comma + REACH);
        let Some(close) = (comma + 1..limit).find(|&k| self.kind(k) == PhraseKind::Comma) else { return comma };
        let has_clause = |from: usize| {
            let verb = (from..limit).find(|&k| self.kind(k) == PhraseKind::Verb || self.kind(k) == PhraseKind::Comma);
            verb.is_some_and(|verb| verb > from && self.is_finite(verb))
        };
        let is_remark = is_bound || !(comma + 1..close).any(|k| self.kind(k) == PhraseKind::Verb);
        if is_remark && has_clause(close + 1) { close } else { comma }
    }

    /// The source of a passive cue: "was described by X as".
    fn find_agent(&self, at: usize) -> Option<Source> {
        let limit = self.phrases.len().min(at + REACH);
        let by = (at..limit)
            .take_while(|&k| !matches!(self.kind(k), PhraseKind::That | PhraseKind::Comma | PhraseKind::Terminal))
            .find(|&k| self.text.facts(self.phrases[k].head).is(class::BY))?;
        (self.kind(by + 1) == PhraseKind::Noun).then(|| join_right(self.text, self.phrases, by + 1).0)
    }
}
