//! Cuts a sentence into phrases: noun phrases, verb groups, whole quotations, and the marks and small words between them.

use std::ops::Range;

use super::cue::{BASE, ING, PAST, PRESENT_S, WordFacts, class};
use crate::document::{Case, Document, TokenId, TokenKind};
use crate::model::pos::Pos;

/// What a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseKind {
    /// A noun phrase without what follows its head: "the mayor" of "the mayor of Dallas".
    Noun,
    /// A verb with its auxiliaries and the adverbs between.
    Verb,
    /// A preposition.
    Preposition,
    /// A comma.
    Comma,
    /// "and", "but", "or".
    Coordinator,
    /// "that".
    That,
    /// "because", "while".
    Subordinator,
    /// "who", "which".
    Relative,
    /// "whether", "how".
    Question,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// A dash with space beside it, or a long one.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation that is speech; only the part that lies in the sentence.
    Quotation,
    /// "also", "Tuesday", "however".
    Adverb,
    /// The end of a sentence.
    Terminal,
    /// Anything else.
    Other,
}

/// How a verb group stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum VerbForm {
    /// It carries tense: "has said".
    #[default]
    Finite,
    /// "saying".
    Ing,
    /// "to say".
    Infinitive,
    /// "called", without an auxiliary, after its noun.
    Participle,
}

/// A phrase of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// What it is.
    pub(super) kind: PhraseKind,
    /// Its tokens, never empty.
    pub(super) tokens: Range<TokenId>,
    /// The noun or verb that the rest goes with; the last token of other kinds.
    pub(super) head: TokenId,
    /// For verb groups: how it stands.
    pub(super) form: VerbForm,
    /// For verb groups: a form of "be" and a past participle.
    pub(super) passive: bool,
    /// For quotations: index into `Document::quotations`.
    pub(super) quotation: usize,
    /// Whether it lies in a quotation that is not cut out as a phrase.
    pub(super) quoted: bool,
}

/// What is known of the whole text when one sentence is cut.
pub(super) struct Text<'a> {
    pub(super) doc: &'a Document,
    pub(super) pos: &'a [Pos],
    /// One entry for each word of the vocabulary.
    pub(super) words: &'a [WordFacts],
    /// For each token: 0, or the quotation it lies in or bounds, plus one; of those of one depth.
    pub(super) quotation_of: &'a [u32],
    /// For each quotation: whether it is speech that stands by itself.
    pub(super) is_speech: &'a [bool],
}

impl Text<'_> {
    /// The facts of the token's word.
    pub(super) fn facts(&self, token: TokenId) -> WordFacts {
        if self.is_acronym(token) {
            return WordFacts::default();
        }
        self.words[self.doc.tokens[token as usize].word as usize]
    }

    /// Whether the token is in capitals while a word beside it is not: "WHO" is then no pronoun.
    fn is_acronym(&self, token: TokenId) -> bool {
        let here = &self.doc.tokens[token as usize];
        let lower = |token: Option<TokenId>| {
            let token = token.and_then(|token| self.doc.tokens.get(token as usize));
            token.is_some_and(|token| matches!(token.case, Case::Lower | Case::Capitalised))
        };
        here.case == Case::Upper && here.span.len() > 1 && (lower(token.checked_sub(1)) || lower(Some(token + 1)))
    }

    /// The token's part of speech, with reporting verbs set right where the word leaves no doubt.
    pub(super) fn tag(&self, token: TokenId) -> Pos {
        let tag = self.pos.get(token as usize).copied().unwrap_or_default();
        let facts = self.facts(token);
        if self.is_title(token) || matches!(tag, Pos::Wh | Pos::Pronoun) && self.is_acronym(token) {
            return Pos::Proper;
        }
        if facts.forms & BASE > 0 && facts.is(class::NOUN_TOO) && self.is_title(token + 1) {
            // "state Sen. Jane Doe"
            return Pos::Noun;
        }
        if facts.verb == 0 || !matches!(tag, Pos::Noun | Pos::Proper) {
            return tag;
        }
        if facts.is(class::NOUN_TOO) {
            return if self.is_verb_before_that(token) { Pos::VerbPresent } else { tag };
        }
        if facts.forms & PAST > 0 && facts.forms & BASE == 0 {
            Pos::VerbPast
        } else if facts.forms & PRESENT_S > 0 {
            Pos::VerbPresent
        } else if facts.forms & ING > 0 && !self.is_after_determiner(token) {
            Pos::VerbIng
        } else {
            tag
        }
    }

    /// Whether the token is a title as names have it.
    fn is_title(&self, token: TokenId) -> bool {
        let capitalised = self.doc.tokens.get(token as usize).is_some_and(|token| token.is_capitalised());
        capitalised && self.facts(token).is(class::TITLE)
    }

    /// Whether "the", "his" or "'s" stands right before the token: "the ruling".
    fn is_after_determiner(&self, token: TokenId) -> bool {
        let before = token.checked_sub(1).and_then(|before| self.pos.get(before as usize));
        matches!(before, Some(Pos::Determiner | Pos::Possessive | Pos::PossessiveEnding))
    }

    /// Whether a form such as "claims" stands between a name or a comma and "that": no noun then.
    fn is_verb_before_that(&self, token: TokenId) -> bool {
        let that = self.doc.tokens.get(token as usize + 1).is_some() && self.facts(token + 1).is(class::THAT);
        let Some(before) = token.checked_sub(1).filter(|_| that) else { return false };
        self.facts(token).forms & PRESENT_S > 0
            && (matches!(self.pos[before as usize], Pos::Proper | Pos::Pronoun) || self.doc.token_text(before) == ",")
    }

    /// The phrases of the sentence that covers `tokens`, into `phrases`.
    pub(super) fn cut(&self, tokens: Range<TokenId>, phrases: &mut Vec<Phrase>) {
        phrases.clear();
        let mut at = tokens.start;
        if let Some(phrase) = self.quotation_before(at) {
            phrases.push(phrase);
        }
        while at < tokens.end {
            let next = self.cut_one(at, tokens.end, phrases);
            at = next.max(at + 1);
        }
    }

    /// The speech that closes right before the sentence at `at`, where it may belong to it: “Will you?” he asked.
    fn quotation_before(&self, at: TokenId) -> Option<Phrase> {
        let mark = at.checked_sub(1)?;
        let inside = self.quotation_of[mark as usize].checked_sub(1)? as usize;
        let quotation = &self.doc.quotations[inside];
        let closes = quotation.close == Some(mark) && quotation.tokens().end == mark && self.is_speech[inside];
        let stopped = mark > 0 && self.doc.token_text(mark - 1) == ".";
        if !closes || stopped || self.doc.block_of(mark) != self.doc.block_of(at) {
            return None;
        }
        let mut phrase = new_phrase(PhraseKind::Quotation, quotation.open..at);
        phrase.quotation = inside;
        Some(phrase)
    }

    /// Cuts the phrase that begins at `at`; returns where the next one begins.
    fn cut_one(&self, at: TokenId, end: TokenId, phrases: &mut Vec<Phrase>) -> TokenId {
        let token = &self.doc.tokens[at as usize];
        let inside = self.quotation_of[at as usize];
        if inside > 0 && self.is_speech[inside as usize - 1] {
            let mut last = at + 1;
            while last < end && self.quotation_of[last as usize] == inside {
                last += 1;
            }
            let mut phrase = new_phrase(PhraseKind::Quotation, at..last);
            phrase.quotation = inside as usize - 1;
            phrases.push(phrase);
            return last;
        }
        let mut push = |kind, tokens: Range<TokenId>| {
            let mut phrase = new_phrase(kind, tokens);
            phrase.quoted = inside > 0;
            phrases.push(phrase);
        };
        let facts = self.facts(at);
        let tag = self.tag(at);
        match token.kind {
            TokenKind::QuotationMark => return at + 1,
            TokenKind::Open => push(PhraseKind::Open, at..at + 1),
            TokenKind::Close => push(PhraseKind::Close, at..at + 1),
            TokenKind::Terminal => push(PhraseKind::Terminal, at..at + 1),
            TokenKind::Dash => {
                let spaced = token.space_before || token.span.len() > 1;
                push(if spaced { PhraseKind::Dash } else { PhraseKind::Other }, at..at + 1);
            }
            TokenKind::Symbol if !self.is_money_sign(at) => match self.doc.token_text(at) {
                "," => push(PhraseKind::Comma, at..at + 1),
                ":" => push(PhraseKind::Colon, at..at + 1),
                ";" => push(PhraseKind::Semicolon, at..at + 1),
                _ => push(PhraseKind::Other, at..at + 1),
            },
            _ if facts.is(class::TO) => {
                let quoted = at + 2 < end && self.doc.tokens[at as usize + 1].kind == TokenKind::QuotationMark;
                let verb = self.next_verb(if quoted { at + 2 } else { at + 1 }, end);
                if let Some(verb) = verb.filter(|&verb| matches!(self.tag(verb), Pos::VerbBase)) {
                    return self.cut_verb(at, verb, end, phrases);
                }
                // "to free them": a verb, whatever the tagger says.
                let object = |token| matches!(self.tag(token), Pos::Pronoun | Pos::Determiner | Pos::Possessive);
                if at + 2 < end && matches!(self.tag(at + 1), Pos::Adjective | Pos::Noun) && object(at + 2) {
                    return self.cut_verb(at, at + 1, end, phrases);
                }
                push(PhraseKind::Preposition, at..at + 1);
            }
            _ if facts.is(class::THAT) && !self.is_determiner(at, end) => push(PhraseKind::That, at..at + 1),
            _ if facts.is(class::RELATIVE) => push(PhraseKind::Relative, at..at + 1),
            _ if facts.is(class::SUBORDINATOR) && !matches!(tag, Pos::Adverb | Pos::Particle) => {
                push(PhraseKind::Subordinator, at..at + 1);
            }
            _ if facts.is(class::QUESTION_WORD) => push(PhraseKind::Question, at..at + 1),
            _ if facts.is(class::COORDINATOR) => push(PhraseKind::Coordinator, at..at + 1),
            _ if facts.is(class::ACCORDING) => push(PhraseKind::Preposition, at..at + 1),
            // "so-called": part of a compound.
            _ if tag.is_verb() && !self.is_compound(at) => return self.cut_verb(at, at, end, phrases),
            _ if tag == Pos::Preposition => push(PhraseKind::Preposition, at..at + 1),
            _ if self.is_bare_time(at) => {
                let part = at + 1 < end && self.facts(at + 1).is(class::DAY_PART);
                push(PhraseKind::Adverb, at..at + if part { 2 } else { 1 });
                return at + if part { 2 } else { 1 };
            }
            _ if matches!(tag, Pos::Adverb | Pos::Particle | Pos::Interjection) && !self.begins_noun(at, end) => {
                // An adverb before a verb group belongs to it: "also says".
                if let Some(verb) = self.next_verb(at, end).filter(|&verb| verb > at) {
                    return self.cut_verb(at, verb, end, phrases);
                }
                push(PhraseKind::Adverb, at..at + 1);
            }
            _ => return self.cut_noun(at, end, phrases),
        }
        at + 1
    }

    /// Whether a hyphen without spaces stands before the token.
    fn is_compound(&self, at: TokenId) -> bool {
        let dash = at.checked_sub(1).map(|before| &self.doc.tokens[before as usize]);
        dash.is_some_and(|dash| dash.kind == TokenKind::Dash && dash.span.len() == 1 && !dash.space_before)
            && !self.doc.tokens[at as usize].space_before
    }

    /// Whether "that" at `at` is a determiner or pronoun rather than the opening of a clause.
    fn is_determiner(&self, at: TokenId, end: TokenId) -> bool {
        // "that day" against "that days ...": only before a verb is it surely the subject itself.
        at + 1 >= end || (self.tag(at + 1).is_finite() && at > 0 && !self.tag(at - 1).is_nominal())
    }

    /// Whether the currency sign or other symbol at `at` is part of an amount.
    fn is_money_sign(&self, at: TokenId) -> bool {
        self.doc.tokens.get(at as usize + 1).is_some_and(|next| next.kind == TokenKind::Number && !next.space_before)
            && !matches!(self.doc.token_text(at), "," | ":" | ";")
    }

    /// The verb that stands at `at`, or after adverbs there.
    fn next_verb(&self, at: TokenId, end: TokenId) -> Option<TokenId> {
        let limit = end.min(at + 5);
        (at..limit).find_map(|token| {
            if self.quotation_of[token as usize] != self.quotation_of[at as usize] {
                return Some(None);
            }
            let tag = self.tag(token);
            match tag {
                _ if tag.is_verb() => Some(Some(token)),
                Pos::Adverb => None,
                _ => Some(None),
            }
        })?
    }

    /// The verb after an auxiliary and "since" or ", however,".
    fn next_verb_after_insertion(&self, at: TokenId, end: TokenId) -> Option<TokenId> {
        if at + 1 >= end {
            return None;
        }
        let verb = if self.doc.lower(at) == "since" {
            at + 1
        } else if self.doc.token_text(at) == ","
            && at + 3 < end
            && matches!(self.tag(at + 1), Pos::Adverb)
            && self.doc.token_text(at + 2) == ","
        {
            at + 3
        } else {
            return None;
        };
        self.next_verb(verb, end).filter(|&verb| {
            matches!(self.tag(verb), Pos::VerbPast | Pos::VerbParticiple | Pos::VerbIng | Pos::VerbBase)
        })
    }

    /// Whether a word of time stands by itself: "Trump said Tuesday".
    fn is_bare_time(&self, at: TokenId) -> bool {
        self.facts(at).is(class::TIME) && !self.tag(at).is_verb()
    }

    /// Whether the adverb at `at` opens a noun phrase: "about 300 people", "nearly all".
    fn begins_noun(&self, at: TokenId, end: TokenId) -> bool {
        at + 1 < end && matches!(self.tag(at + 1), Pos::Number)
    }

    /// Cuts the verb group that begins at `start` with the verb at `verb`.
    fn cut_verb(&self, start: TokenId, verb: TokenId, end: TokenId, phrases: &mut Vec<Phrase>) -> TokenId {
        let infinitive = self.facts(start).is(class::TO);
        let mut first_tag = self.tag(verb);
        let mut head = verb;
        let mut after_be = false;
        loop {
            let facts = self.facts(head);
            let auxiliary = facts.is(class::BE | class::HAVE | class::MODAL) || self.tag(head) == Pos::Modal;
            if !auxiliary {
                break;
            }
            after_be = facts.is(class::BE) || after_be && !facts.is(class::HAVE);
            let next = self.next_verb(head + 1, end).or_else(|| self.next_verb_after_insertion(head + 1, end));
            let Some(next) = next else { break };
            let next_tag = self.tag(next);
            // "is that", "has money": the next verb must fit the auxiliary.
            if matches!(next_tag, Pos::VerbPresent) && !facts.is(class::MODAL) && self.facts(next).verb == 0 {
                break;
            }
            head = next;
        }
        let facts = self.facts(head);
        let passive = after_be && head > verb && facts.forms & PAST > 0;
        // A reporting verb in the past after its noun, with nothing to show a passive, is finite.
        if head == verb && first_tag == Pos::VerbParticiple && facts.verb > 0 && facts.forms & PAST > 0 {
            let by = head + 1 < end && self.facts(head + 1).is(class::BY);
            if !by {
                first_tag = Pos::VerbPast;
            }
        }
        let mut phrase = new_phrase(PhraseKind::Verb, start..head + 1);
        phrase.form = if infinitive {
            VerbForm::Infinitive
        } else {
            match first_tag {
                Pos::VerbIng => VerbForm::Ing,
                Pos::VerbParticiple => VerbForm::Participle,
                _ => VerbForm::Finite,
            }
        };
        phrase.passive = passive;
        phrase.quoted = self.quotation_of[start as usize] > 0;
        phrases.push(phrase);
        head + 1
    }

    /// Cuts the noun phrase that begins at `start`.
    fn cut_noun(&self, start: TokenId, end: TokenId, phrases: &mut Vec<Phrase>) -> TokenId {
        let mut at = start;
        let mut head = start;
        let mut headed = false;
        while at < end {
            let token = &self.doc.tokens[at as usize];
            if self.quotation_of[at as usize] != self.quotation_of[start as usize] {
                let inside = self.quotation_of[at as usize];
                if let Some(surname) = self.find_end_of_nickname(at, end) {
                    at = surname;
                    continue;
                }
                if inside > 0 && self.is_speech[inside as usize - 1] || headed {
                    break;
                }
            }
            let tag = self.tag(at);
            let open = at > start;
            match token.kind {
                TokenKind::Dash if open && !token.space_before && token.span.len() == 1 => {}
                TokenKind::QuotationMark if open && !headed => {}
                TokenKind::QuotationMark if open && self.is_possessive_mark(at, end) => headed = false,
                TokenKind::Symbol if self.is_money_sign(at) => {}
                TokenKind::Word | TokenKind::Clitic | TokenKind::Number | TokenKind::Address => {
                    let after_dash = open && self.doc.tokens[at as usize - 1].kind == TokenKind::Dash;
                    match tag {
                        Pos::Pronoun if open => break,
                        Pos::Pronoun => {
                            (head, at) = (at, at + 1);
                            break;
                        }
                        Pos::Determiner | Pos::Possessive if headed => break,
                        Pos::Determiner | Pos::Possessive | Pos::PossessiveEnding => headed = false,
                        Pos::Noun | Pos::Proper => {
                            if headed && self.is_bare_time(at) {
                                break;
                            }
                            (head, headed) = (at, true);
                        }
                        Pos::Number => {
                            if !headed {
                                head = at;
                            }
                        }
                        Pos::Adjective if !headed || after_dash => head = at,
                        _ if after_dash && tag.is_verb() => {}
                        Pos::VerbIng | Pos::VerbParticiple | Pos::Adverb
                            if open && !headed && self.noun_follows(at, end) => {}
                        _ if !open => head = at,
                        _ => break,
                    }
                }
                _ if !open => {
                    at += 1;
                    break;
                }
                _ => break,
            }
            at += 1;
        }
        // "last week": a time, not a thing that speaks.
        let time =
            at == start + 2 && self.facts(start).is(class::TIME_MODIFIER) && self.facts(head).is(class::TIME_NOUN);
        let mut phrase = new_phrase(if time { PhraseKind::Adverb } else { PhraseKind::Noun }, start..at);
        phrase.head = head;
        phrase.quoted = self.quotation_of[start as usize] > 0;
        phrases.push(phrase);
        at
    }

    /// The surname after a nickname in quotation marks that opens at `at`: Marcia “Cia” Price.
    fn find_end_of_nickname(&self, at: TokenId, end: TokenId) -> Option<TokenId> {
        let quotation = &self.doc.quotations[self.quotation_of[at as usize].checked_sub(1)? as usize];
        let surname = quotation.close? + 1;
        let is_nickname = quotation.open == at
            && surname < end
            && quotation.tokens().len() <= 2
            && at > 0
            && self.pos[at as usize - 1] == Pos::Proper
            && self.pos[surname as usize] == Pos::Proper;
        is_nickname.then_some(surname)
    }

    /// Whether the mark at `at` is the apostrophe of a plural owner: "the hauliers’ association".
    fn is_possessive_mark(&self, at: TokenId, end: TokenId) -> bool {
        let spaced = |at: TokenId| self.doc.tokens[at as usize].space_before;
        self.quotation_of[at as usize] == 0
            && !spaced(at)
            && at + 1 < end
            && spaced(at + 1)
            && self.doc.lower(at - 1).ends_with('s')
    }

    /// Whether the next token but one at most can head a noun phrase.
    fn noun_follows(&self, at: TokenId, end: TokenId) -> bool {
        (at + 1 < end) && matches!(self.tag(at + 1), Pos::Noun | Pos::Proper | Pos::Adjective)
    }
}

/// A phrase of `kind` over `tokens`, its last token the head.
fn new_phrase(kind: PhraseKind, tokens: Range<TokenId>) -> Phrase {
    let head = tokens.end - 1;
    Phrase { kind, tokens, head, form: VerbForm::Finite, passive: false, quotation: 0, quoted: false }
}
