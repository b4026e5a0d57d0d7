//! Cues without a verb: "according to X", "X's claim that ...", "X: ...", words in quotation marks about X.

use std::ops::Range;

use super::Framing;
use super::acceptance::Judge;
use super::attribution::{Attribution, Rule};
use super::content::{REACH, Reader};
use super::cue::class;
use super::direct::{SHORTEST_BARE, count_words, is_title};
use super::phrase::PhraseKind;
use super::source::{Source, find_shared, join_left, join_right, only};
use crate::document::{BlockKind, TokenId};
use crate::model::pos::Pos;

impl Reader<'_, '_> {
    /// Whether "per" at `at` names a source: “...,” per the bylaws; not "per day".
    pub(super) fn is_per(&self, at: usize) -> bool {
        let parted = at > 0 && matches!(self.kind(at - 1), PhraseKind::Comma | PhraseKind::Quotation);
        let name = self.phrases.get(at + 1).filter(|next| next.kind == PhraseKind::Noun);
        let speaks = name.is_some_and(|name| {
            self.text.tag(name.head) == Pos::Proper || self.text.facts(name.head).is(class::DOCUMENT | class::BODY)
        });
        self.text.doc.lower(self.phrases[at].head) == "per" && parted && speaks
    }

    /// Reads "according to X" and "per X".
    pub(super) fn read_according(&self, at: usize) -> Option<(Attribution, usize)> {
        let to = if self.is_per(at) { at } else { at + 1 };
        let links = |to: usize| self.phrases.get(to).is_some_and(|to| self.text.facts(to.head).is(class::TO));
        if to != at && !links(to) || self.kind(to + 1) != PhraseKind::Noun {
            return None;
        }
        let (source, mut next) = join_right(self.text, self.phrases, to + 1);
        // Everything up to the next comma or stop describes the source.
        let limit = self.phrases.len().min(next + REACH);
        while next < limit
            && matches!(
                self.kind(next),
                PhraseKind::Preposition | PhraseKind::Noun | PhraseKind::Adverb | PhraseKind::Verb
            )
            && !self.is_finite(next)
        {
            next += 1;
        }
        let cue = self.phrases[at].tokens.start..self.phrases[to].tokens.end;
        let make = |content| Attribution {
            content,
            cue,
            source: Some(source),
            framing: Framing::Neutral,
            rule: Rule::AccordingTo,
            sentence: self.sentence,
            awaits_quotation: false,
            listed: true,
            lead: 0,
        };
        let begins = at <= self.free
            || (self.free..at)
                .all(|k| matches!(self.kind(k), PhraseKind::Adverb | PhraseKind::Coordinator | PhraseKind::Comma));
        if begins && self.kind(next) == PhraseKind::Colon {
            let end = match self.kind(next + 1) {
                PhraseKind::Quotation => self.find_quotation_end(next + 1),
                _ => self.phrases.len(),
            };
            return Some((make(vec![self.tokens(next + 1, end)?]), end));
        }
        if begins {
            let comma =
                (next..self.phrases.len().min(next + 2 * REACH)).find(|&k| self.kind(k) == PhraseKind::Comma)?;
            let first = self.skip_remark(comma) + 1;
            let end = self.find_end(usize::MAX, first);
            // "According to the Herald, the mayor said ...": what the mayor said is read by itself.
            let goes_on = if (first..end).any(|k| self.is_cue(k)) { first } else { end };
            return Some((make(vec![self.tokens(first, end)?]), goes_on));
        }
        // "boats which, according to the army, were stopped": only the relative clause is the army's.
        if at >= 2 && self.kind(at - 1) == PhraseKind::Comma && self.kind(at - 2) == PhraseKind::Relative {
            let after = self.skip_apposition(next);
            if self.kind(after) != PhraseKind::Comma {
                return None;
            }
            let end = self.find_end(usize::MAX, after + 1);
            let content = vec![self.phrases[at - 2].tokens.clone(), self.tokens(after + 1, end)?];
            return Some((make(content), end));
        }
        let (content, rule) = self.find_content_before(at, next)?;
        let after = self.skip_apposition(next);
        let (content, end) = self.add_content_after(content, rule, after);
        Some((make(content), end))
    }

    /// Reads "X's claim that ..." and "the claim by X that ...".
    pub(super) fn read_noun(&self, at: usize) -> Option<(Attribution, usize)> {
        let phrase = &self.phrases[at];
        let mut that = at + 1;
        let mut source = None;
        if self.kind(that) == PhraseKind::Preposition && self.kind(that + 1) == PhraseKind::Noun {
            let link = self.phrases[that].head;
            if self.text.facts(link).is(class::BY) || self.text.doc.lower(link) == "from" {
                let (agent, next) = join_right(self.text, self.phrases, that + 1);
                (source, that) = (Some(agent), next);
            }
        }
        if self.kind(that) != PhraseKind::That {
            return None;
        }
        if source.is_none() {
            // The owner: the words before "'s", or a possessive pronoun at the beginning.
            let owner_end =
                (phrase.tokens.start..phrase.head).rev().find(|&token| self.text.tag(token) == Pos::PossessiveEnding);
            let first = phrase.tokens.start;
            source = match owner_end {
                Some(end) if end > first => Some(Source { words: only(first..end), head: end - 1, first: at }),
                _ if self.text.tag(first) == Pos::Possessive => {
                    Some(Source { words: only(first..first + 1), head: first, first: at })
                }
                _ => None,
            };
        }
        // "made the claim that": whoever made it.
        let maker = at.checked_sub(1).filter(|&before| self.kind(before) == PhraseKind::Verb);
        source = source.or_else(|| self.subjects[maker?].clone());
        let end = self.find_subject_end(at, that).unwrap_or_else(|| self.find_end(usize::MAX, that));
        let content = self.tokens(that, end)?;
        let attribution = Attribution {
            content: vec![content],
            cue: phrase.head..phrase.head + 1,
            source,
            framing: Framing::Neutral,
            rule: Rule::SpeechNoun,
            sentence: self.sentence,
            awaits_quotation: false,
            listed: self.text.facts(phrase.head).is(class::SPEECH_NOUN),
            lead: 0,
        };
        Some((attribution, end))
    }

    /// The main verb of the sentence whose subject is the noun phrase at `noun` with its clause from `that` on: "The claim that
    /// it rained *surprised* nobody".
    fn find_subject_end(&self, noun: usize, that: usize) -> Option<usize> {
        if (0..noun).any(|k| self.is_finite(k)) {
            return None;
        }
        let mut owed = 1;
        for k in that + 1..self.phrases.len().min(that + 2 * REACH) {
            // The tagger seldom takes such a verb for finite.
            let past = self.text.tag(self.phrases[k].head) == Pos::VerbParticiple && self.phrases[k].tokens.len() == 1;
            match self.kind(k) {
                PhraseKind::Verb if owed == 0 && (self.is_finite(k) || past) => return Some(k),
                PhraseKind::Verb if self.is_finite(k) => owed -= 1,
                PhraseKind::That | PhraseKind::Relative | PhraseKind::Subordinator | PhraseKind::Question => owed += 1,
                PhraseKind::Coordinator | PhraseKind::Semicolon | PhraseKind::Colon => return None,
                _ => {}
            }
        }
        None
    }

    /// Reads long fragments in quotation marks that no cue took: the subject of the verb before them is quoted.
    pub(super) fn read_fragments(&self, first_found: usize, judge: &Judge, found: &mut Vec<Attribution>) {
        let mut ranges: Vec<Range<TokenId>> =
            found[first_found..].iter().flat_map(|attribution| attribution.content.iter().cloned()).collect();
        ranges.sort_by_key(|range| range.start);
        let mut ranges = ranges.into_iter().peekable();
        let mut last = 0;
        let mut subject: Option<&Source> = None;
        for (at, phrase) in self.phrases.iter().enumerate() {
            subject = self.subjects[at].as_ref().filter(|_| !phrase.quoted).or(subject);
            let inside = self.text.quotation_of[phrase.tokens.start as usize];
            if !phrase.quoted || inside == last {
                continue;
            }
            last = inside;
            let quotation = &self.text.doc.quotations[inside as usize - 1];
            let tokens = quotation.tokens();
            while ranges.next_if(|range| range.end <= tokens.start).is_some() {}
            let taken = ranges.peek().is_some_and(|range| range.start < tokens.end);
            if taken
                || is_title(self.text.doc, quotation)
                || count_words(self.text.doc, quotation) < SHORTEST_BARE
                || quotation.close.is_none()
            {
                continue;
            }
            if let Some(source) = subject {
                let mut fragment = Attribution {
                    content: only(tokens),
                    cue: phrase.tokens.start..phrase.tokens.start,
                    source: Some(source.clone()),
                    framing: Framing::Neutral,
                    rule: Rule::Fragment,
                    sentence: self.sentence,
                    awaits_quotation: false,
                    listed: true,
                    lead: 0,
                };
                if judge.accepts(self.text, self.phrases, at, &mut fragment) {
                    found.push(fragment);
                }
            }
        }
    }

    /// Reads headlines such as "UN: talks failed".
    pub(super) fn read_headline(&self, at: usize) -> Option<(Attribution, usize)> {
        let doc = self.text.doc;
        let sentence = &doc.sentences[self.sentence as usize];
        let speaker = &self.phrases[0];
        let facts = self.text.facts(speaker.head);
        let is_speaker = at == 1
            && doc.blocks[sentence.block as usize].kind == BlockKind::Headline
            && speaker.kind == PhraseKind::Noun
            && speaker.tokens.len() <= 4
            && !facts.is(class::NO_SPEAKER)
            && (self.text.tag(speaker.head) == Pos::Proper || facts.is(class::DOCUMENT | class::BODY))
            && speaker.tokens.clone().all(|token| self.text.tag(token) != Pos::PossessiveEnding);
        if !is_speaker || !(at + 1..self.phrases.len()).any(|k| self.kind(k) == PhraseKind::Verb) {
            return None;
        }
        let end = self.phrases.len();
        let attribution = Attribution {
            content: only(self.tokens(at + 1, end)?),
            cue: self.phrases[at].tokens.clone(),
            source: join_left(self.text, self.phrases, 0),
            framing: Framing::Neutral,
            rule: Rule::ColonLead,
            sentence: self.sentence,
            awaits_quotation: false,
            listed: true,
            lead: 0,
        };
        Some((attribution, end))
    }

    /// Reads "Jane Doe: “We won.”", and in headlines "UN: talks failed".
    pub(super) fn read_colon(&self, at: usize) -> Option<(Attribution, usize)> {
        if at == 0 || at > 2 * REACH || self.free > 0 {
            return None;
        }
        let last = at + 1 == self.phrases.len();
        if self.kind(at + 1) != PhraseKind::Quotation && !last {
            return self.read_headline(at);
        }
        // "He shook his head: “No.”": the clause before the colon has the source for its subject.
        let clause = (0..at).any(|k| self.kind(k) == PhraseKind::Verb);
        let source = match self.kind(at - 1) {
            _ if clause => find_shared(self.phrases, at, &self.subjects)?,
            PhraseKind::Noun if !last => join_left(self.text, self.phrases, at - 1)?,
            _ => return None,
        };
        let mut content = Vec::new();
        let mut end = at + 1;
        if !last {
            end = self.find_quotation_end(at + 1);
            content.push(self.phrases[at + 1].tokens.start..self.phrases[end - 1].tokens.end);
        }
        let attribution = Attribution {
            content,
            cue: self.phrases[at].tokens.clone(),
            source: Some(source),
            framing: Framing::Neutral,
            rule: Rule::ColonLead,
            sentence: self.sentence,
            awaits_quotation: last,
            listed: true,
            lead: 0,
        };
        Some((attribution, end))
    }
}
