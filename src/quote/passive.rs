//! Passive cues: "the plan was called a joke by critics", "the road is expected to open".

use std::ops::Range;

use super::Framing;
use super::attribution::{Attribution, Rule};
use super::content::{REACH, Reader};
use super::cue::{OBJECT_AS, OBJECT_OF, class};
use super::phrase::{PhraseKind, VerbForm};
use super::source::{Source, join_right};
use crate::document::TokenId;

impl Reader<'_, '_> {
    /// Reads the passive verb group at `at`: its subject and what is said of it are the content, whoever stands after "by"
    /// is the source.
    pub(super) fn read_passive(&self, at: usize) -> Option<(Attribution, usize)> {
        let verb = &self.phrases[at];
        let subject = self.subjects[at].as_ref().filter(|subject| subject.first >= self.free)?;
        if !verb.passive || self.text.doc.lower(subject.head) == "there" {
            return None;
        }
        let mut content: Vec<Range<TokenId>> = subject.words.iter().take(1).cloned().collect();
        let (mut agent, mut end) = self.find_near_agent(at + 1)?;
        if let Some((predicate, after)) = self.find_predicate(end) {
            content.push(predicate);
            end = after;
            if agent.is_none()
                && let Some((late, after)) = self.find_near_agent(end)
            {
                (agent, end) = (late, after);
            }
        }
        // "He is known as the Fox" is a name and "it was found in May" no report, unless somebody is said to do it.
        let facts = self.text.facts(verb.head);
        let accuses = facts.readings().iter().any(|reading| reading.frames & (OBJECT_AS | OBJECT_OF) > 0);
        let bare = self.kind(at + 1) == PhraseKind::Preposition && !accuses;
        if agent.is_none() && (content.len() < 2 || bare || facts.is(class::NAMING)) {
            return None;
        }
        let attribution = Attribution {
            content,
            cue: verb.tokens.clone(),
            source: agent,
            framing: self.find_framing(verb.head),
            rule: Rule::Passive,
            sentence: self.sentence,
            awaits_quotation: false,
            listed: facts.verb > 0,
            lead: 0,
        };
        Some((attribution, end))
    }

    /// What the verb whose head is `head` implies where no particle follows it.
    fn find_framing(&self, head: TokenId) -> Framing {
        let readings = self.text.facts(head).readings();
        readings.iter().find(|reading| reading.particles.is_empty()).map_or(Framing::Neutral, |reading| reading.framing)
    }

    /// The source after "by" at `at`, if it stands there, and the phrase after it; `None` at the end of the sentence.
    fn find_near_agent(&self, at: usize) -> Option<(Option<Source>, usize)> {
        let mut by = at;
        while self.kind(by) == PhraseKind::Adverb {
            by += 1;
        }
        let phrase = self.phrases.get(by)?;
        if self.text.facts(phrase.head).is(class::BY) && self.kind(by + 1) == PhraseKind::Noun {
            let (source, end) = join_right(self.text, self.phrases, by + 1);
            return Some((Some(source), end));
        }
        Some((None, by))
    }

    /// What is said of the subject, from `at` on: "to open", "as a joke", "a joke", "of fraud".
    fn find_predicate(&self, at: usize) -> Option<(Range<TokenId>, usize)> {
        let phrase = self.phrases.get(at)?;
        let end = match self.kind(at) {
            PhraseKind::Verb if phrase.form == VerbForm::Infinitive => self.find_end(usize::MAX, at),
            PhraseKind::Subordinator if self.text.facts(phrase.head).is(class::AS) => self.find_predicate_end(at),
            PhraseKind::Preposition if !self.text.facts(phrase.head).is(class::BY) => self.find_predicate_end(at),
            PhraseKind::Noun | PhraseKind::Quotation => self.find_predicate_end(at),
            _ => return None,
        };
        Some((self.tokens(at, end)?, end))
    }

    /// Where a predicate without a verb that begins at `first` ends: before "by" or a comma.
    fn find_predicate_end(&self, first: usize) -> usize {
        let end = self.find_noun_end(first).min(first + 2 * REACH);
        (first + 1..end).find(|&k| self.text.facts(self.phrases[k].head).is(class::BY)).unwrap_or(end)
    }
}
