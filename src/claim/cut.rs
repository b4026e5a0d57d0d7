//! Where a clause begins that can stand by itself.

use super::article::Article;
use super::clause::{ClauseState, is_negated_participle};
use super::connective::find_connective;
use super::cue_word::{
    ACCOUNT, ALLEGATION, BE, BOTH, CONCESSIVE, COORDINATOR, Cues, FIGURE, HAVE, PLURAL, RELATIVE, SUBJECT,
    SUBORDINATOR, THINKS,
};
use super::proposition::REACH;
use crate::document::{TokenId, TokenKind};
use crate::model::pos::Pos;

/// Where a new clause begins.
pub(super) struct Cut {
    /// Index in the unit of its first token.
    pub(super) next: usize,
    /// Whether it is set against the clause before.
    pub(super) contrasts: bool,
    /// Whether it is a noun phrase with a participle, which runs to the end.
    pub(super) is_apposition: bool,
}

/// The words of one voice in one sentence; places are indices in `tokens`.
pub(super) struct Words<'a, 'b> {
    pub(super) article: &'b Article<'a>,
    pub(super) tokens: &'b [TokenId],
    /// Whether they are a quote's.
    pub(super) is_quoted: bool,
}

impl Words<'_, '_> {
    /// The tag at `at`.
    pub(super) fn tag(&self, at: usize) -> Pos {
        self.article.tag(self.tokens[at])
    }

    /// The classes at `at`.
    pub(super) fn cue(&self, at: usize) -> Cues {
        self.article.cue(self.tokens[at])
    }

    /// Whether the word at `at` carries tense.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        self.article.is_finite(self.tokens[at])
    }

    /// Whether a comma stands at `at`.
    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.article.is_comma(self.tokens[at])
    }

    /// The place after marks and connectives at `at`, and whether one of these is of contrast.
    pub(super) fn skip_lead(&self, mut at: usize) -> (usize, bool) {
        let tokens = self.tokens;
        let mut contrast = false;
        loop {
            while at < tokens.len()
                && !self.article.is_word(tokens[at])
                && self.article.kind(tokens[at]) != TokenKind::Symbol
                || at < tokens.len() && self.is_comma(at)
            {
                at += 1;
            }
            let Some((length, contrasts)) = tokens.get(at..).and_then(|rest| find_connective(self.article, rest))
            else {
                break;
            };
            // A word that opens is a connective only before a comma, or if it is a coordinator: "Still waters run deep".
            let next = at + length;
            let coordinates = length == 1 && (self.cue(at).any(COORDINATOR) || self.tag(at) == Pos::Coordinator);
            let that = length == 1 && self.article.doc.lower(tokens[at]) == "that" && self.is_complementizer(at);
            if next >= tokens.len() || !(coordinates || that || self.is_comma(next)) {
                break;
            }
            contrast |= contrasts;
            at = next;
        }
        (self.skip_place(at), contrast)
    }

    /// Whether "that" at `at` opens a clause rather than standing for something: "that prices rose".
    fn is_complementizer(&self, at: usize) -> bool {
        // "that figure was too high": the word points at a noun for what was said.
        let points = at + 1 < self.tokens.len()
            && self.cue(at + 1).any(ALLEGATION.or(FIGURE).or(ACCOUNT))
            && !self.cue(at + 1).any(PLURAL);
        at + 1 < self.tokens.len()
            && !points
            && !self.is_finite(at + 1)
            && self.tag(at + 1) != Pos::Adverb
            && (matches!(self.tag(at + 1), Pos::Determiner | Pos::Pronoun | Pos::Possessive | Pos::Proper)
                || self.is_quoted && at == 0 && !self.article.doc.tokens[self.tokens[at] as usize].is_capitalised())
    }

    /// The place after a short phrase of place at `at`: "In Washington, the fallout ...". Times and numbers are kept.
    fn skip_place(&self, at: usize) -> usize {
        let tokens = self.tokens;
        if at >= tokens.len() || self.tag(at) != Pos::Preposition || self.cue(at).any(SUBORDINATOR.or(CONCESSIVE)) {
            return at;
        }
        for next in at + 1..tokens.len().min(at + 6) {
            if self.is_comma(next) {
                let follows = next + 1 < tokens.len()
                    && next > at + 1
                    && matches!(
                        self.tag(next + 1),
                        Pos::Determiner | Pos::Possessive | Pos::Pronoun | Pos::Adjective | Pos::Noun
                    );
                return if follows { next + 1 } else { at };
            }
            if !matches!(self.tag(next), Pos::Proper | Pos::Determiner) {
                return at;
            }
        }
        at
    }

    /// How many tokens at `at` open a concession: "although", "even though".
    pub(super) fn concession_length(&self, at: usize) -> usize {
        let tokens = self.tokens;
        if at >= tokens.len() {
            return 0;
        }
        let even = self.article.doc.lower(tokens[at]) == "even";
        if even && at + 1 < tokens.len() && self.cue(at + 1).any(CONCESSIVE) {
            2
        } else {
            usize::from(self.cue(at).any(CONCESSIVE))
        }
    }

    /// The comma that ends a concession or time clause that opens the unit, where a main clause follows it.
    pub(super) fn find_leading_concession(&self, start: usize) -> Option<usize> {
        if self.concession_length(start) == 0 {
            return None;
        }
        let mut finite = false;
        for at in start + 1..self.tokens.len().min(start + 3 * REACH) {
            finite |= self.is_finite(at);
            if finite && self.is_comma(at) && self.find_clause(at + 1).is_some() {
                return Some(at);
            }
        }
        None
    }

    /// The finite verb of a clause with a subject of its own that begins at `at`.
    pub(super) fn find_clause(&self, at: usize) -> Option<usize> {
        let end = self.tokens.len();
        if at >= end {
            return None;
        }
        let starts = matches!(
            self.tag(at),
            Pos::Determiner | Pos::Possessive | Pos::Adjective | Pos::Noun | Pos::Proper | Pos::Pronoun | Pos::Number
        ) || self.cue(at).any(SUBJECT)
            || self.tag(at) == Pos::Adverb;
        if !starts || self.cue(at).any(SUBORDINATOR) {
            return None;
        }
        let mut nominal = false;
        for next in at..end.min(at + REACH) {
            let tag = self.tag(next);
            if self.is_finite(next) && (nominal || self.cue(next.saturating_sub(1)).any(SUBJECT)) {
                return Some(next);
            }
            nominal |= tag.is_nominal() || self.cue(next).any(SUBJECT) || tag == Pos::Number;
            let is_hyphen = self.article.kind(self.tokens[next]) == TokenKind::Dash
                && !self.article.doc.tokens[self.tokens[next] as usize].space_before;
            if tag == Pos::Wh || tag == Pos::Mark && !is_hyphen || tag == Pos::Coordinator && !is_hyphen {
                return None;
            }
            if next > at && self.cue(next).any(SUBORDINATOR) && !nominal {
                return None;
            }
        }
        None
    }

    /// Whether a new clause begins at `at`, after the clause that began at `start`.
    pub(super) fn find_cut(&self, start: usize, at: usize, clause: &ClauseState) -> Option<Cut> {
        if !clause.has_main {
            return None;
        }
        let end = self.tokens.len();
        let token = self.tokens[at];
        let lower = self.article.doc.lower(token);
        if lower == ";" {
            return Some(Cut { next: at + 1, contrasts: false, is_apposition: false });
        }
        if matches!(self.article.kind(token), TokenKind::Terminal) && at + 1 < end {
            // A speech may run several short sentences together: "No. I want peace".
            let next = self.tokens[at + 1];
            let begins = self.article.doc.tokens[next as usize].is_capitalised()
                && self.article.doc.tokens[next as usize].space_before;
            return begins.then_some(Cut { next: at + 1, contrasts: false, is_apposition: false });
        }
        // "..., he says, and the killing is wrong": the words of another voice part two clauses.
        let gap = at > start && token > self.tokens[at - 1] + 1;
        let lead = if gap { self.skip_lead(at).0 } else { at };
        if gap && self.find_clause(lead).is_some() && !self.cue(at).any(SUBORDINATOR.or(RELATIVE)) {
            return Some(Cut { next: at, contrasts: false, is_apposition: false });
        }
        let comma_before = at > start && self.is_comma(at - 1);
        let concession = self.concession_length(at);
        if concession > 0 && (lower != "while" || comma_before) && at > start + 1 {
            let next = at + concession;
            let has_verb = (next..end.min(next + REACH)).any(|next| self.is_finite(next));
            if has_verb && (next < end && !matches!(self.tag(next), Pos::VerbIng | Pos::Preposition)) {
                return Some(Cut { next, contrasts: true, is_apposition: false });
            }
        }
        if self.cue(at).any(COORDINATOR) {
            return self.find_coordinated(start, at, clause, comma_before);
        }
        if self.is_comma(at)
            && let Some(next) = self.find_apposition(at + 1)
        {
            return Some(Cut { next, contrasts: false, is_apposition: true });
        }
        None
    }

    /// Whether the coordinator at `at` joins a clause or a verb phrase to the clause before it.
    fn find_coordinated(&self, start: usize, at: usize, clause: &ClauseState, comma_before: bool) -> Option<Cut> {
        let end = self.tokens.len();
        let contrasts = self.article.doc.lower(self.tokens[at]) != "and";
        let last = if comma_before { at.saturating_sub(2) } else { at - 1 };
        let mut verb = at + 1;
        while verb < end && self.tag(verb) == Pos::Adverb {
            verb += 1;
        }
        let cut = Some(Cut { next: at + 1, contrasts, is_apposition: false });
        if verb < end && self.is_finite(verb) {
            // "killed or wounded scores", "was tried and hanged": verbs that share what stands around them.
            let auxiliary = self.tag(verb) == Pos::Modal || self.cue(verb).any(HAVE.or(BE));
            let shares = last > start && self.tag(last).is_verb() && !comma_before && !auxiliary;
            // After a relative clause the second verb is most likely that clause's.
            let relative = clause.in_relative && !comma_before;
            return if shares || relative { None } else { cut };
        }
        if comma_before && self.is_negated_participle(at + 1) {
            return cut;
        }
        // "said that it had burst and that it was flooded".
        if self.is_quoted
            && self.article.doc.lower(*self.tokens.get(at + 1)?) == "that"
            && self.find_clause(at + 2).is_some()
        {
            return Some(Cut { next: at + 2, contrasts, is_apposition: false });
        }
        let found = self.find_clause(at + 1)?;
        let own_subject = self.cue(at + 1).any(SUBJECT) && found <= at + 4;
        if own_subject || comma_before && !clause.in_relative || contrasts {
            return cut;
        }
        if clause.in_relative || self.is_subject_coordination(start, at) { None } else { cut }
    }

    /// Whether a negation and a participle stand at `at`, as in "and never intended harm".
    fn is_negated_participle(&self, at: usize) -> bool {
        at + 1 < self.tokens.len() && is_negated_participle(self.article, &self.tokens[at..])
    }

    /// Whether what stands before the coordinator at `at` is the first part of a subject: "knew that Smith and Jones were".
    fn is_subject_coordination(&self, start: usize, at: usize) -> bool {
        for before in (start.max(at.saturating_sub(10))..at).rev() {
            let tag = self.tag(before);
            let cues = self.cue(before);
            if tag == Pos::Wh || cues.any(RELATIVE.or(SUBORDINATOR).or(BOTH)) || self.is_comma(before) {
                return true;
            }
            if self.article.doc.lower(self.tokens[before]) == "between" {
                return true;
            }
            if tag.is_verb() {
                return cues.any(THINKS);
            }
        }
        true
    }

    /// The start of a noun phrase with a participle that begins at `at`, perhaps after a preposition, and runs to
    /// the end: "a unit created as a response".
    fn find_apposition(&self, mut at: usize) -> Option<usize> {
        let end = self.tokens.len();
        if at < end && self.tag(at) == Pos::Preposition && !self.cue(at).any(SUBORDINATOR) {
            at += 1;
        }
        if at >= end || !matches!(self.article.doc.lower(self.tokens[at]), "a" | "an") {
            return None;
        }
        let mut nominal = false;
        for next in at + 1..end.min(at + 6) {
            let tag = self.tag(next);
            if nominal && matches!(tag, Pos::VerbParticiple | Pos::VerbPast) && !self.cue(next).any(HAVE.or(BE)) {
                let rest = next + 1..end;
                let holds = next + 3 < end
                    && self.tag(next + 1) == Pos::Preposition
                    && rest.clone().count() <= 2 * REACH
                    && rest.clone().all(|token| !self.is_finite(token) && !self.is_comma(token));
                return holds.then_some(at);
            }
            if !matches!(tag, Pos::Adjective | Pos::Noun | Pos::Proper | Pos::Adverb) {
                return None;
            }
            nominal |= tag.is_nominal();
        }
        None
    }
}
