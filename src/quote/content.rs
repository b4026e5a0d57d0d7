//! Where the content of a cue stands in its sentence, and where it begins.

use std::ops::Range;

use super::attribution::Rule;
use super::cue::{
    CLAUSE, Frames, INFINITIVE, NOUN, OBJECT_AS, OBJECT_INFINITIVE, OBJECT_OF, OBJECT_PREDICATE, QUESTION, QUOTATION,
    RECIPIENT, THAT, class,
};
use super::phrase::{Phrase, PhraseKind, Text, VerbForm};
use super::source::Source;
use crate::document::{SentenceId, TokenId};

/// How many phrases after a cue are searched for the beginning of its content.
pub(super) const REACH: usize = 14;
/// How many phrases a content may hold.
pub(super) const LONGEST: usize = 250;

/// A sentence while its cues are read.
pub(super) struct Reader<'t, 'a> {
    pub(super) text: &'t Text<'a>,
    pub(super) phrases: &'t [Phrase],
    pub(super) subjects: Vec<Option<Source>>,
    pub(super) sentence: SentenceId,
    /// The first phrase that no content or cue has taken yet.
    pub(super) free: usize,
}

impl Reader<'_, '_> {
    /// The kind of the phrase at `at`; `Terminal` past the end.
    pub(super) fn kind(&self, at: usize) -> PhraseKind {
        self.phrases.get(at).map_or(PhraseKind::Terminal, |phrase| phrase.kind)
    }

    /// Whether the phrase at `at` is a finite verb group.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        self.phrases.get(at).is_some_and(|phrase| phrase.kind == PhraseKind::Verb && phrase.form == VerbForm::Finite)
    }

    /// Whether the phrase at `at` is a verb group of a reporting verb that can take a clause or quotation.
    pub(super) fn is_cue(&self, at: usize) -> bool {
        self.phrases.get(at).is_some_and(|phrase| {
            phrase.kind == PhraseKind::Verb
                && (self.text.facts(phrase.head).readings().iter())
                    .any(|reading| reading.frames & (CLAUSE | THAT | QUOTATION) > 0)
        })
    }

    /// The tokens of phrases `first..end`, with commas and the like at the end left out.
    pub(super) fn tokens(&self, first: usize, mut end: usize) -> Option<Range<TokenId>> {
        let mut first = first;
        let is_edge = |kind| {
            matches!(
                kind,
                PhraseKind::Comma
                    | PhraseKind::Coordinator
                    | PhraseKind::Dash
                    | PhraseKind::Colon
                    | PhraseKind::Semicolon
                    | PhraseKind::Terminal
            )
        };
        while first < end && is_edge(self.phrases[end - 1].kind) {
            end -= 1;
        }
        while first < end && is_edge(self.phrases[first].kind) {
            first += 1;
        }
        (first < end).then(|| self.phrases[first].tokens.start..self.phrases[end - 1].tokens.end)
    }

    /// Whether a clause (noun phrase and finite verb) begins at `at`.
    pub(super) fn begins_clause(&self, at: usize) -> bool {
        let limit = self.phrases.len().min(at + REACH + 6);
        let mut owed = 1;
        for k in at..limit {
            match self.kind(k) {
                PhraseKind::Verb if self.is_finite(k) => {
                    owed -= 1;
                    if owed == 0 {
                        return true;
                    }
                }
                // "contested the charge and asked": the noun is no subject.
                PhraseKind::Coordinator if self.is_finite(k + 1) => return false,
                PhraseKind::Relative => owed += 1,
                PhraseKind::That if k > at => owed += 1,
                PhraseKind::Comma => {
                    let inserted =
                        matches!(self.kind(k + 1), PhraseKind::Relative | PhraseKind::Noun | PhraseKind::Verb);
                    if !inserted || k == at {
                        return false;
                    }
                }
                PhraseKind::Colon | PhraseKind::Semicolon | PhraseKind::Terminal | PhraseKind::Subordinator => {
                    return false;
                }
                PhraseKind::Quotation => return false,
                _ => {}
            }
        }
        false
    }

    /// The content after a cue: where it begins depends on the verb's `frames`.
    pub(super) fn find_content_after(
        &self,
        cue: usize,
        at: usize,
        frames: Frames,
    ) -> Option<(Range<TokenId>, Rule, usize)> {
        let limit = self.phrases.len().min(at + REACH);
        let mut first_noun = true;
        // No noun phrase but those of prepositions so far.
        let mut first_object = true;
        let mut k = at;
        while k < limit {
            let adjacent = k == at;
            match self.kind(k) {
                PhraseKind::Adverb => {
                    if frames & CLAUSE > 0 && self.is_finite(k + 1) {
                        return self.close(cue, k, Rule::BareClause);
                    }
                    k += 1;
                }
                PhraseKind::That if frames & THAT > 0 => return self.close(cue, k, Rule::ThatClause),
                PhraseKind::Question | PhraseKind::Relative if frames & QUESTION > 0 => {
                    return self.close(cue, k, Rule::QuestionClause);
                }
                PhraseKind::Subordinator if frames & QUESTION > 0 && self.is_question_word(k) => {
                    return self.close(cue, k, Rule::QuestionClause);
                }
                PhraseKind::Subordinator if frames & CLAUSE > 0 && adjacent && self.begins_clause(k + 1) => {
                    return self.close(cue, k, Rule::BareClause);
                }
                PhraseKind::Quotation if frames & (QUOTATION | NOUN) > 0 => {
                    return self.close(cue, k, Rule::QuotationBesideCue);
                }
                PhraseKind::Colon if frames & QUOTATION > 0 => {
                    let rule = match self.kind(k + 1) {
                        PhraseKind::Quotation => Rule::QuotationBesideCue,
                        _ => Rule::ColonLead,
                    };
                    return self.close(cue, k + 1, rule);
                }
                PhraseKind::Comma => {
                    if self.kind(k + 1) == PhraseKind::Quotation && frames & QUOTATION > 0 {
                        return self.close(cue, k + 1, Rule::QuotationBesideCue);
                    }
                    let second = (k + 1..limit.min(k + 6)).find(|&j| self.kind(j) == PhraseKind::Comma)?;
                    let light = (k + 1..second).all(|j| {
                        matches!(self.kind(j), PhraseKind::Adverb | PhraseKind::Preposition | PhraseKind::Noun)
                    });
                    if !light || !matches!(self.kind(second + 1), PhraseKind::That | PhraseKind::Quotation) {
                        return None;
                    }
                    k = second + 1;
                }
                PhraseKind::Verb if self.phrases[k].form == VerbForm::Infinitive => {
                    if frames & OBJECT_INFINITIVE > 0 || frames & INFINITIVE > 0 && first_object {
                        return self.close(cue, k, Rule::Infinitive);
                    }
                    return None;
                }
                PhraseKind::Verb if self.phrases[k].form == VerbForm::Ing && adjacent => {
                    if frames & CLAUSE > 0 && self.begins_clause(k + 1) {
                        return self.close(cue, k, Rule::BareClause);
                    }
                    if frames & NOUN > 0 {
                        return self.close(cue, k, Rule::NounPhrase);
                    }
                    return None;
                }
                PhraseKind::Noun => {
                    let next = self.kind(k + 1);
                    let to_follows = next == PhraseKind::Verb && self.phrases[k + 1].form == VerbForm::Infinitive;
                    if frames & OBJECT_INFINITIVE > 0 && to_follows && first_noun {
                        return self.close(cue, k, Rule::Infinitive);
                    }
                    if first_noun && frames & RECIPIENT > 0 && frames & NOUN == 0 && self.is_recipient(k) {
                        (first_noun, first_object) = (false, false);
                        k += 1;
                        continue;
                    }
                    if frames & (CLAUSE | THAT) > 0 && self.begins_clause(k) {
                        let sure = frames & CLAUSE > 0 || self.is_clear_subject(k);
                        if sure {
                            // "found only a quarter agreed"
                            let narrows = k > at
                                && matches!(self.text.doc.lower(self.phrases[k - 1].head), "only" | "just" | "even");
                            return self.close(cue, k - usize::from(narrows), Rule::BareClause);
                        }
                    }
                    if adjacent && frames & OBJECT_PREDICATE > 0 && self.has_predicate(k) {
                        return self.close(cue, k, Rule::NounPhrase);
                    }
                    if first_noun && adjacent && frames & (OBJECT_AS | OBJECT_OF) > 0 {
                        let link = self.find_link(k + 1, if frames & OBJECT_AS > 0 { class::AS } else { class::OF });
                        if link.is_some() || frames & NOUN > 0 {
                            return self.close(cue, k, Rule::NounPhrase);
                        }
                    }
                    if adjacent && frames & RECIPIENT == 0 && frames & NOUN > 0 {
                        return None;
                    }
                    if !adjacent || frames & RECIPIENT > 0 {
                        (first_noun, first_object) = (false, false);
                        k += 1;
                        continue;
                    }
                    return None;
                }
                PhraseKind::Preposition => {
                    if frames & (CLAUSE | THAT | QUESTION | QUOTATION | INFINITIVE) == 0 {
                        return None;
                    }
                    k += match self.kind(k + 1) {
                        PhraseKind::Noun if self.begins_with_subject(k + 1) => 1,
                        PhraseKind::Noun | PhraseKind::Adverb => 2,
                        _ => 1,
                    };
                    first_noun = false;
                }
                _ => return None,
            }
        }
        None
    }

    /// Whether the noun phrase at `at` is a subject pronoun.
    pub(super) fn begins_with_subject(&self, at: usize) -> bool {
        let phrase = &self.phrases[at];
        phrase.tokens.len() == 1 && self.text.facts(phrase.head).is(class::SUBJECT_PRONOUN)
    }

    /// Whether the noun phrase at `at` is somebody spoken to, and not the subject of a clause.
    pub(super) fn is_recipient(&self, at: usize) -> bool {
        match self.kind(at + 1) {
            PhraseKind::Verb => !self.is_finite(at + 1),
            PhraseKind::Adverb => !self.is_finite(at + 2),
            _ => true,
        }
    }

    /// Whether the noun phrase at `at` looks like the subject of a clause more than an object.
    pub(super) fn is_clear_subject(&self, at: usize) -> bool {
        self.begins_with_subject(at) || self.is_finite(at + 1)
    }

    /// Whether what the noun phrase at `at` is said to be follows it, or stands in quotation marks soon after: "the plan a
    /// joke", "half of his supporters “deplorable”".
    fn has_predicate(&self, at: usize) -> bool {
        let is_nominal = |k: usize| matches!(self.kind(k), PhraseKind::Noun | PhraseKind::Preposition);
        let inside = |k: usize| {
            let mut tokens = self.phrases[k].tokens.clone();
            !self.phrases[at].quoted && tokens.any(|token| self.text.quotation_of[token as usize] > 0)
        };
        let limit = self.phrases.len().min(at + REACH);
        self.kind(at + 1) == PhraseKind::Noun || (at..limit).take_while(|&k| is_nominal(k)).any(inside)
    }

    /// Whether "if" or "when" at `at` opens a question after "asked".
    pub(super) fn is_question_word(&self, at: usize) -> bool {
        self.text.facts(self.phrases[at].head).is(class::QUESTION_WORD)
    }

    /// The preposition of `class` that follows within a few phrases.
    pub(super) fn find_link(&self, at: usize, class: u32) -> Option<usize> {
        let limit = self.phrases.len().min(at + 8);
        (at..limit)
            .take_while(|&k| !self.is_finite(k) && self.kind(k) != PhraseKind::Terminal)
            .find(|&k| self.text.facts(self.phrases[k].head).is(class))
    }

    /// The noun phrase right after a cue such as "denied", with what belongs to it.
    pub(super) fn find_noun_content(&self, at: usize) -> Option<(Range<TokenId>, usize)> {
        if !matches!(self.kind(at), PhraseKind::Noun) {
            return None;
        }
        // "published a report alleging that ...": the report says it.
        if self.is_cue(at + 1) && self.phrases[at + 1].form == VerbForm::Ing {
            return None;
        }
        let end = self.find_noun_end(at);
        Some((self.tokens(at, end)?, end))
    }

    /// The content that begins at the phrase `first`, closed where the clause ends.
    pub(super) fn close(&self, cue: usize, first: usize, rule: Rule) -> Option<(Range<TokenId>, Rule, usize)> {
        if first >= self.phrases.len() {
            return None;
        }
        if rule == Rule::QuotationBesideCue {
            let end = self.find_quotation_end(first);
            return Some((self.phrases[first].tokens.start..self.phrases[end - 1].tokens.end, rule, end));
        }
        let mut end = self.find_end(if rule == Rule::NounPhrase { usize::MAX } else { cue }, first);
        if rule == Rule::NounPhrase {
            end = self.find_predicate_start(first, end);
        }
        // "asked not to be named": without its "not" the content would say the contrary.
        let negated =
            rule == Rule::Infinitive && first > 0 && self.text.facts(self.phrases[first - 1].head).is(class::NOT);
        Some((self.tokens(first - usize::from(negated), end)?, rule, end))
    }

    /// The content before a cue whose own words begin at the phrase `end` and end before the phrase `after`.
    pub(super) fn find_content_before(&self, end: usize, after: usize) -> Option<(Vec<Range<TokenId>>, Rule)> {
        let mut last = end;
        while last > self.free {
            match self.kind(last - 1) {
                PhraseKind::Comma | PhraseKind::Dash => last -= 1,
                // "..., however, he said"
                PhraseKind::Adverb if last > 1 && self.kind(last - 2) == PhraseKind::Comma => last -= 1,
                _ => break,
            }
        }
        let last_phrase = last.checked_sub(1)?;
        if self.kind(last_phrase) == PhraseKind::Quotation {
            let mut first = last_phrase;
            while first >= self.free + 2
                && self.kind(first - 1) == PhraseKind::Coordinator
                && self.kind(first - 2) == PhraseKind::Quotation
            {
                first -= 2;
            }
            let range = self.phrases[first].tokens.start..self.phrases[last_phrase].tokens.end;
            return Some((vec![range], Rule::QuotationBesideCue));
        }
        let first = self.free.max(last.saturating_sub(LONGEST));
        let mut first = first;
        while first < last && matches!(self.kind(first), PhraseKind::Coordinator | PhraseKind::Comma) {
            first += 1;
        }
        // "The plan, he said, would fail": the verb stands after the cue.
        let finite = |mut range: Range<usize>| range.any(|k| self.is_finite(k));
        let split = self.kind(after) == PhraseKind::Comma && finite(after..self.phrases.len().min(after + LONGEST));
        // A verb that a tagger takes for a noun: the whole sentence before ", he said." is content all the same.
        let trails = matches!(self.kind(after), PhraseKind::Terminal)
            && last - first >= 3
            && !matches!(self.kind(first), PhraseKind::Preposition | PhraseKind::Verb | PhraseKind::Adverb);
        if !finite(first..last) && !split && !trails {
            return None;
        }
        // "As he left, he said": the clause is about the saying.
        if self.kind(first) == PhraseKind::Subordinator && !split {
            let main =
                (first..last).find(|&k| self.kind(k) == PhraseKind::Comma).is_some_and(|comma| finite(comma..last));
            if !main {
                return None;
            }
        }
        Some((vec![self.tokens(first, last)?], Rule::ClauseBefore))
    }

    /// Steps over "reporters on Tuesday in Dallas" after a cue whose content stands before it.
    pub(super) fn skip_circumstances(&self, at: usize) -> usize {
        let limit = self.phrases.len().min(at + REACH);
        let mut k = at;
        while k < limit {
            match self.kind(k) {
                PhraseKind::Noun | PhraseKind::Adverb | PhraseKind::Preposition => k += 1,
                PhraseKind::Verb if self.phrases[k].form != VerbForm::Finite => k += 1,
                _ => break,
            }
        }
        k
    }

    /// Adds to `content` what goes on after an attribution in the middle: “We will,” he said, “go.”
    pub(super) fn add_content_after(
        &self,
        mut content: Vec<Range<TokenId>>,
        rule: Rule,
        at: usize,
    ) -> (Vec<Range<TokenId>>, usize) {
        // “It rains”, said Tom, “all the time”: a fragment goes on with the quotation.
        let fragment = self.phrases.get(at + 1).filter(|next| next.quoted && self.kind(at) == PhraseKind::Comma);
        if rule == Rule::QuotationBesideCue
            && let Some(next) = fragment
        {
            let quotation = &self.text.doc.quotations[self.text.quotation_of[next.tokens.start as usize] as usize - 1];
            let tokens = quotation.tokens();
            if tokens.start == next.tokens.start {
                let end = (at + 1..self.phrases.len()).find(|&k| self.phrases[k].tokens.start >= tokens.end);
                content.push(tokens);
                return (content, end.unwrap_or(self.phrases.len()));
            }
        }
        let mut k = at;
        // A quotation may follow after circumstances: “No,” he said, smiling, “never.”
        let limit = self.phrases.len().min(at + REACH);
        if rule == Rule::QuotationBesideCue {
            let quotation =
                (at..limit).take_while(|&j| !self.is_cue(j)).find(|&j| self.kind(j) == PhraseKind::Quotation);
            if let Some(quotation) = quotation {
                let parted =
                    matches!(self.kind(quotation - 1), PhraseKind::Comma | PhraseKind::Dash | PhraseKind::Colon)
                        || quotation == at;
                if parted {
                    let end = self.find_quotation_end(quotation);
                    content.push(self.phrases[quotation].tokens.start..self.phrases[end - 1].tokens.end);
                    return (content, end);
                }
            }
            return (content, at);
        }
        if !matches!(self.kind(k), PhraseKind::Comma | PhraseKind::Dash) || k + 1 >= self.phrases.len() {
            return (content, at);
        }
        k += 1;
        let end = self.find_end(usize::MAX, k);
        let goes_on = match self.kind(k) {
            PhraseKind::Verb => self.phrases[k].form != VerbForm::Ing,
            PhraseKind::Relative | PhraseKind::Subordinator => false,
            _ => !self.ends_at_comma(k - 1) && (self.phrases[k].quoted || (k..end).any(|j| self.is_finite(j))),
        };
        if goes_on && let Some(range) = self.tokens(k, end) {
            content.push(range);
            return (content, end);
        }
        (content, at)
    }

    /// Whether the sentence ends in a colon after `at`, with no other clause between.
    pub(super) fn ends_in_colon(&self, at: usize) -> bool {
        self.phrases.len() <= at + REACH
            && self.phrases.last().is_some_and(|last| last.kind == PhraseKind::Colon)
            && !(at..self.phrases.len()).any(|k| self.is_finite(k))
    }
}
