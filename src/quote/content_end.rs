//! Where the content of a cue ends: the author, or the source, goes on with something else.

use super::content::{LONGEST, REACH, Reader};
use super::cue::{PAST, PRESENT_S, class};
use super::phrase::{PhraseKind, VerbForm};

impl Reader<'_, '_> {
    /// The phrase at which a content that is a noun phrase with what belongs to it ends: at circumstances and remarks.
    pub(super) fn find_noun_end(&self, first: usize) -> usize {
        let end = self.find_end(usize::MAX, first);
        let mut end = (first + 1..end)
            .find(|&k| match self.kind(k) {
                PhraseKind::Subordinator | PhraseKind::Comma => true,
                PhraseKind::Adverb => self.text.facts(self.phrases[k].head).is(class::TIME),
                // "contested the charge and asked for": the source goes on with something else.
                PhraseKind::Coordinator => {
                    self.kind(k + 1) == PhraseKind::Verb
                        && self.phrases[k + 1].form != VerbForm::Ing
                        && !self.phrases[k].quoted
                }
                _ => false,
            })
            .unwrap_or(end);
        // "called police on Monday": the preposition belongs to the day.
        while end > first + 1 && self.kind(end - 1) == PhraseKind::Preposition {
            end -= 1;
        }
        end
    }

    /// The coordinator before `end` after which the source does something else: "called it a lie and left".
    pub(super) fn find_predicate_start(&self, first: usize, end: usize) -> usize {
        let is_start = |k: usize| {
            self.kind(k) == PhraseKind::Coordinator
                && self.is_finite(k + 1)
                && !self.phrases[k].quoted
                && !(first..k).any(|k| self.is_finite(k))
        };
        (first + 1..end).find(|&k| is_start(k)).unwrap_or(end)
    }

    /// The phrase after the quotation at `first` and the quotations joined to it: “A” and “B”.
    pub(super) fn find_quotation_end(&self, first: usize) -> usize {
        let mut end = first + 1;
        while matches!(self.kind(end), PhraseKind::Coordinator) && self.kind(end + 1) == PhraseKind::Quotation {
            end += 2;
        }
        end
    }

    /// The phrase at which the content that begins at `first` ends: the author or the source goes on with something else.
    pub(super) fn find_end(&self, cue: usize, first: usize) -> usize {
        let limit = self.phrases.len().min(first + LONGEST);
        // A clause does not end before its verb; contents without a cue before them may have none.
        let mut complete = cue == usize::MAX || self.kind(first) == PhraseKind::Verb;
        // "Although he said ..., the plan failed": the sentence's main clause follows.
        let aside = cue == 0
            || cue < REACH
                && self.kind(0) == PhraseKind::Subordinator
                && !(0..cue).any(|k| self.kind(k) == PhraseKind::Comma);
        // "who asked not to be named, said ...": the clause that the relative clause stands in goes on.
        let relative = self.subjects.get(cue).and_then(Option::as_ref).is_some_and(|source| source.words.len() > 1);
        let mut depth = 0;
        let mut k = first;
        while k < limit {
            complete |= self.is_finite(k);
            match self.kind(k) {
                PhraseKind::Semicolon => return k,
                PhraseKind::Open if k > first && self.is_last_insertion(k) => return k,
                PhraseKind::Open => depth += 1,
                PhraseKind::Close if depth == 0 => return k,
                PhraseKind::Close => depth -= 1,
                PhraseKind::Comma if k > first && complete && self.ends_at_comma(k) => return k,
                PhraseKind::Comma if relative && self.is_finite(k + 1) => return k,
                PhraseKind::Comma if aside && complete && self.begins_clause(k + 1) => return k,
                PhraseKind::Coordinator if k > first && self.resumes_source(cue, k) => return k,
                _ => {}
            }
            k += 1;
        }
        limit
    }

    /// Whether the brackets that open at `at` hold a clause and end the sentence: a remark of the author's.
    fn is_last_insertion(&self, at: usize) -> bool {
        let limit = self.phrases.len().min(at + 2 * REACH);
        let close = (at + 1..limit).find(|&k| self.kind(k) == PhraseKind::Close);
        close
            .is_some_and(|close| self.kind(close + 1) == PhraseKind::Terminal && (at..close).any(|k| self.is_finite(k)))
    }

    /// Whether the content ends at the comma `at`.
    pub(super) fn ends_at_comma(&self, at: usize) -> bool {
        let mut next = at + 1;
        while self.kind(next) == PhraseKind::Adverb {
            next += 1;
        }
        let Some(phrase) = self.phrases.get(next) else { return false };
        match phrase.kind {
            PhraseKind::Verb => phrase.form == VerbForm::Ing,
            PhraseKind::Relative => self.text.facts(phrase.head).is(class::REMARK),
            // ", to which he replied": the relative clause is about the question.
            PhraseKind::Preposition if self.kind(next + 1) == PhraseKind::Relative => {
                (next + 2..next + 5).any(|k| self.is_cue(k))
            }
            PhraseKind::Subordinator => self.text.facts(phrase.head).is(class::REMARK),
            // ", hours after officials said": when it was said.
            PhraseKind::Noun if self.is_time_before_clause(next) => true,
            PhraseKind::Noun => {
                // ", he said": another attribution.
                self.is_cue(next + 1)
                    && self.is_finite(next + 1)
                    && matches!(self.kind(next + 2), PhraseKind::Comma | PhraseKind::Terminal)
            }
            PhraseKind::Coordinator => {
                let mut verb = next + 1;
                while matches!(self.kind(verb), PhraseKind::Adverb | PhraseKind::Noun) && verb < next + 4 {
                    verb += 1;
                }
                self.is_cue(verb) && self.is_finite(verb)
            }
            _ => self.text.facts(phrase.head).is(class::ACCORDING),
        }
    }

    /// Whether a stretch of time and "after" or "before" stand at `at`: "two days after".
    fn is_time_before_clause(&self, at: usize) -> bool {
        let word = |at: usize| self.phrases.get(at).map_or("", |phrase| self.text.doc.lower(phrase.head));
        matches!(
            word(at),
            "hours" | "days" | "weeks" | "months" | "years" | "minutes" | "hour" | "day" | "week" | "month" | "year"
        ) && matches!(word(at + 1), "after" | "before")
    }

    /// Whether after the coordinator `at` the subject of the cue does something else: "said no and asked why".
    fn resumes_source(&self, cue: usize, at: usize) -> bool {
        let mut verb = at + 1;
        while self.kind(verb) == PhraseKind::Adverb {
            verb += 1;
        }
        if !self.is_finite(verb) || !self.is_cue(verb) || cue >= self.phrases.len() {
            return false;
        }
        let forms = |at: usize| {
            let phrase = &self.phrases[at];
            let first = self.text.facts(self.phrases[at].tokens.start);
            let head = self.text.facts(phrase.head);
            let present = head.forms & PRESENT_S > 0
                || self.text.doc.lower(phrase.tokens.start) == "has"
                || first.is(class::HAVE);
            (head.forms & PAST > 0 && !present, present)
        };
        forms(cue) == forms(verb)
    }
}
