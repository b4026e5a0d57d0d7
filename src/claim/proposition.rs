//! Cuts the words of one voice in one sentence into clause-level propositions.
//!
//! A cut falls where a new clause begins that can stand by itself: a coordinated clause or verb phrase
//! ("is furious but has pleaded for calm"), a concession ("even though it is ..."), a semicolon, a clause in
//! apposition ("a unit created as a response"). Causes, conditions, times and relative clauses stay with their clause.

use std::ops::Range;

use super::Claimant;
use super::article::Article;
use super::clause::{ClauseState, find_main_verb, find_subject, is_negated_participle, trim};
use super::cue_word::{
    ACCOUNT, ALLEGATION, BE, BOTH, DATE, DENIED_WRONG, DENIES, DISPUTES, DO, HAVE, REJECTS, RELATIVE, SUBORDINATOR,
};
use super::cut::Words;
use super::voice::{Reading, Unit, Voices};
use crate::document::{SentenceId, TokenId, TokenKind};
use crate::model::pos::Pos;
use crate::quote::QuoteId;

/// How many tokens a look ahead may take: keeps the work linear.
pub(super) const REACH: usize = 16;

/// A proposition before it is judged.
#[derive(Clone, Debug)]
pub(super) struct Proposition {
    /// Its tokens, in order; never empty.
    pub(super) tokens: Vec<TokenId>,
    /// The quote whose source puts it forward; `None` for the author.
    pub(super) quote: Option<QuoteId>,
    /// The sentence it stands in.
    pub(super) sentence: SentenceId,
    /// Index in `tokens` of its main finite verb; `None` for a phrase or a headline without one.
    pub(super) verb: Option<usize>,
    /// The noun phrase before the verb, that of the clause before where the verb has none of its own.
    pub(super) subject: Option<Range<TokenId>>,
    /// Whether the subject is only that of the clause before, or missing.
    pub(super) is_elliptic: bool,
    /// Whether it is set against the proposition before it ("but", "even though").
    pub(super) contrasts: bool,
    /// The quote whose act it reports ("denied the charge"), if the quote stage saw it.
    pub(super) act: Option<QuoteId>,
    /// Who alleges it, where the clause around it says so: "[prosecutors] accuse him of taking bribes", "claims that he lied".
    pub(super) accuser: Option<Claimant>,
}

/// Adds the propositions of `unit` to `found`.
pub(super) fn split_unit(article: &Article, voices: &Voices, unit: &Unit, found: &mut Vec<Proposition>) {
    let tokens = &unit.tokens;
    let reading = unit.quote.map(|quote| voices.readings[quote as usize]);
    if is_question(article, unit) || is_credit(article, tokens) || is_greeting(article, tokens) {
        return;
    }
    if reading == Some(Reading::Phrase) {
        let trimmed = trim(article, tokens, true);
        if trimmed.len() >= 3 {
            found.push(Proposition {
                tokens: trimmed.to_vec(),
                quote: unit.quote,
                sentence: unit.sentence,
                verb: None,
                subject: None,
                is_elliptic: false,
                contrasts: false,
                act: None,
                accuser: None,
            });
        }
        return;
    }
    if let Some(denial) = find_embedded_denial(article, tokens) {
        let inner = Unit { tokens: tokens[denial.clone()].to_vec(), quote: unit.quote, sentence: unit.sentence };
        let after = tokens[denial.end..]
            .iter()
            .skip(usize::from(denial.end < tokens.len() && article.is_comma(tokens[denial.end])));
        let outer = tokens[..denial.start - 1].iter().chain(after).copied().collect();
        let outer = Unit { tokens: outer, quote: unit.quote, sentence: unit.sentence };
        let subject = find_antecedent(article, &tokens[..denial.start - 1]);
        split_clauses(article, voices, &outer, None, found);
        split_clauses(article, voices, &inner, subject, found);
    } else {
        split_clauses(article, voices, unit, None, found);
    }
}

/// Adds the clauses of `unit`; `subject` is that of a clause before.
fn split_clauses(
    article: &Article,
    voices: &Voices,
    unit: &Unit,
    subject: Option<Range<TokenId>>,
    found: &mut Vec<Proposition>,
) {
    let tokens = &unit.tokens;
    let first_word = tokens.iter().position(|&token| article.is_word(token)).unwrap_or(0);
    let headline = article.is_headline(unit.sentence);
    let words = Words { article, tokens, is_quoted: unit.quote.is_some() };
    Splitter { article, voices, unit, words, found, subject, first_word, is_first: true, headline }.split();
}

/// Where a clause of denial is set into another, after a comma: "which she denies", "a charge the firm rejects".
fn find_embedded_denial(article: &Article, tokens: &[TokenId]) -> Option<Range<usize>> {
    let says_no = DENIES.or(REJECTS).or(DISPUTES);
    for verb in 3..tokens.len() {
        if !article.cue(tokens[verb]).any(says_no) || !article.tag(tokens[verb]).is_verb() {
            continue;
        }
        let low = verb.saturating_sub(8);
        let Some(comma) = (low..verb).rev().find(|&at| article.is_comma(tokens[at])) else { continue };
        let opener = tokens[comma + 1];
        let relative = matches!(article.doc.lower(opener), "who" | "which");
        let noun = tokens[comma + 1..verb]
            .iter()
            .take(3)
            .any(|&token| article.cue(token).any(ALLEGATION.or(ACCOUNT)) && article.tag(token) == Pos::Noun);
        let between = tokens[comma + 1..verb].iter();
        let other_verb =
            between.clone().any(|&token| article.is_finite(token) && !article.cue(token).any(HAVE.or(BE).or(DO)));
        if comma == 0 || !(relative || noun && comma + 2 < verb) || other_verb {
            continue;
        }
        let end = (verb + 1..tokens.len().min(verb + 2 * REACH))
            .find(|&at| article.is_comma(tokens[at]) || article.kind(tokens[at]) == TokenKind::Terminal)
            .unwrap_or(tokens.len());
        return Some(comma + 1..end);
    }
    None
}

/// The noun phrase at the end of `tokens`, which a relative clause after it speaks of.
fn find_antecedent(article: &Article, tokens: &[TokenId]) -> Option<Range<TokenId>> {
    let last = *tokens.last()?;
    let run = tokens.iter().rev().take(6).take_while(|&&token| {
        matches!(
            article.tag(token),
            Pos::Proper | Pos::Noun | Pos::Adjective | Pos::Determiner | Pos::Possessive | Pos::PossessiveEnding
        )
    });
    run.last().map(|&first| first..last + 1)
}

/// Whether the unit asks.
fn is_question(article: &Article, unit: &Unit) -> bool {
    unit.tokens
        .iter()
        .rev()
        .take(3)
        .any(|&token| article.kind(token) == TokenKind::Terminal && article.doc.token_text(token).contains('?'))
}

/// Whether the words greet or thank: "Good morning, everybody."
fn is_greeting(article: &Article, tokens: &[TokenId]) -> bool {
    let mut words = tokens.iter().filter(|&&token| article.is_word(token)).map(|&token| article.doc.lower(token));
    match words.next() {
        Some("good") => {
            words.next().is_some_and(|word| matches!(word, "morning" | "afternoon" | "evening" | "night" | "luck"))
        }
        Some("thank") => words.next() == Some("you"),
        Some("thanks" | "hello" | "hi" | "welcome" | "congratulations" | "please") => true,
        _ => false,
    }
}

/// Whether the words are a reporter's line: "Jane Doe reports."
fn is_credit(article: &Article, tokens: &[TokenId]) -> bool {
    if tokens.len() > 9 {
        return false;
    }
    let Some(verb) =
        tokens.iter().position(|&token| matches!(article.doc.lower(token), "reports" | "reporting" | "contributed"))
    else {
        return false;
    };
    let mut names = tokens[..verb].iter().filter(|&&token| article.is_word(token));
    (1..=4).contains(&verb)
        && names.all(|&token| article.doc.tokens[token as usize].is_capitalised())
        && tokens[verb + 1..]
            .iter()
            .all(|&token| !article.is_finite(token) && article.kind(token) != TokenKind::QuotationMark)
        && tokens[verb + 1..].iter().filter(|&&token| article.is_word(token)).count() <= 3
}

/// Cuts one unit.
struct Splitter<'a, 'b> {
    article: &'b Article<'a>,
    voices: &'b Voices,
    unit: &'b Unit,
    words: Words<'a, 'b>,
    found: &'b mut Vec<Proposition>,
    /// The subject of the last clause of this unit.
    subject: Option<Range<TokenId>>,
    /// Index in the unit of its first word.
    first_word: usize,
    /// Whether no clause of this unit was cut off so far.
    is_first: bool,
    /// Whether it stands in a headline, where verbs are often bare.
    headline: bool,
}

impl Splitter<'_, '_> {
    /// Cuts the unit from its start to its end.
    fn split(&mut self) {
        let end = self.unit.tokens.len();
        let (mut start, mut contrast) = self.words.skip_lead(0);
        let mut clause = ClauseState::default();
        let mut at = start;
        // "Although prices fell, sales rose": the main clause begins after the comma.
        if let Some(comma) = self.words.find_leading_concession(start) {
            self.push(start + self.words.concession_length(start), comma, contrast);
            (start, contrast) = (self.words.skip_lead(comma + 1).0, true);
            at = start;
        }
        while at < end {
            if let Some(cut) = self.words.find_cut(start, at, &clause) {
                self.push(start, at, contrast);
                if cut.is_apposition {
                    self.push_apposition(cut.next);
                    return;
                }
                (start, contrast) = (self.words.skip_lead(cut.next).0, cut.contrasts);
                at = start;
                clause = ClauseState::default();
                continue;
            }
            clause.step(self.article, self.unit.tokens[at]);
            at += 1;
        }
        self.push(start, end, contrast);
    }

    /// Keeps the noun phrase with a participle from `start` to the end of the unit.
    fn push_apposition(&mut self, start: usize) {
        let tokens = trim(self.article, &self.unit.tokens[start..], false);
        let is_participle = |token: &TokenId| matches!(self.article.tag(*token), Pos::VerbParticiple | Pos::VerbPast);
        let Some(verb) = tokens.iter().position(is_participle) else { return };
        self.found.push(Proposition {
            tokens: tokens.to_vec(),
            quote: self.unit.quote,
            sentence: self.unit.sentence,
            verb: Some(verb),
            subject: (verb > 0).then(|| tokens[0]..tokens[verb - 1] + 1),
            is_elliptic: false,
            contrasts: false,
            act: None,
            accuser: None,
        });
    }

    /// Judges the clause `[start, end)` of the unit and keeps it if it is a proposition.
    fn push(&mut self, start: usize, end: usize, contrasts: bool) {
        let article = self.article;
        let whole = self.is_first && start <= self.first_word;
        self.is_first = false;
        let from = self.strip_fragment(start, end);
        self.push_denying_participle(from, end);
        let end = self.strip_frame(from, end);
        let clause = &self.unit.tokens[from.min(end)..end];
        let tokens = trim(
            article,
            clause,
            whole && end == self.unit.tokens.len() || self.unit.quote.is_some() && self.ends_sentence(end),
        );
        if tokens.is_empty() {
            return;
        }
        let negated = is_negated_participle(article, tokens).then_some(1);
        let verb = negated.or_else(|| find_main_verb(article, tokens));
        let own = verb.and_then(|verb| find_subject(article, tokens, verb));
        let is_elliptic = own.is_none();
        let subject = own.or_else(|| self.subject.clone());
        self.subject.clone_from(&subject);
        let words = tokens.iter().filter(|&&token| article.is_word(token)).count();
        let act = tokens.iter().find_map(|&token| {
            self.voices
                .cue(token)
                .filter(|&quote| self.voices.readings[quote as usize] == Reading::Act && Some(quote) != self.unit.quote)
        });
        let is_frame = act.is_none() && tokens.iter().any(|&token| self.voices.cue(token).is_some());
        let has_verb = match verb {
            Some(_) => {
                words >= 3
                    || words == 2 && article.tag(tokens[0]).is_nominal() && article.tag(tokens[0]) != Pos::Pronoun
            }
            None => self.headline && words >= 4 && tokens.iter().any(|&token| article.tag(token).is_verb()),
        };
        if is_frame || !has_verb && act.is_none() || words < 2 {
            return;
        }
        let mut proposition = Proposition {
            tokens: tokens.to_vec(),
            quote: self.unit.quote,
            sentence: self.unit.sentence,
            verb,
            subject,
            is_elliptic,
            contrasts,
            act,
            accuser: None,
        };
        // "orchestrated both the protest and the killing": two propositions of one accusation.
        if let Some(and) = self.find_second_object(&proposition) {
            let second = trim(article, &proposition.tokens[and + 1..], false).to_vec();
            let first = trim(article, &proposition.tokens[..and], false).to_vec();
            let second = Proposition { tokens: second, verb: None, contrasts: false, ..proposition.clone() };
            proposition.tokens = first;
            if !second.tokens.is_empty() && !proposition.tokens.is_empty() {
                self.found.extend([proposition, second]);
            }
            return;
        }
        self.found.push(proposition);
    }

    /// The end of the clause without a clause at its end whose verb reports something: "his agent, who said", "denied it, hours
    /// after police said".
    fn strip_frame(&self, start: usize, end: usize) -> usize {
        let tokens = &self.unit.tokens;
        let Some(cue) = (start..end).rev().take(6).find(|&at| self.voices.cue(tokens[at]).is_some()) else {
            return end;
        };
        let opens = |at: usize| {
            let relative = self.words.cue(at).any(RELATIVE) && self.words.tag(at) == Pos::Wh;
            let time = self.words.cue(at).any(DATE) || self.article.doc.lower(tokens[at]) == "hours";
            // ", saying it was late": what is said is told by itself.
            let adds = self.words.tag(at) == Pos::VerbIng && self.voices.cue(tokens[at]).is_some();
            relative || adds || self.words.cue(at).any(SUBORDINATOR) || time && self.words.cue(at + 1).any(SUBORDINATOR)
        };
        let opener = (start + 3..cue).rev().take(9).find(|&at| self.words.is_comma(at) && opens(at + 1));
        let is_only = (start..cue).all(|at| self.voices.cue(tokens[at]).is_none() || self.is_act(tokens[at]));
        opener.filter(|_| is_only).unwrap_or(end)
    }

    /// Whether the token is part of the cue of a speech act, which its clause tells whole.
    fn is_act(&self, token: TokenId) -> bool {
        let reading = |quote: QuoteId| self.voices.readings[quote as usize];
        self.voices.cue(token).is_some_and(|quote| reading(quote) == Reading::Act)
    }

    /// Keeps a participle of denial that opens or ends the clause `[start, end)` beside a comma, with the subject of the clause for
    /// its actor: "Denying the claims, the mayor said", "..., rejecting the accusation".
    fn push_denying_participle(&mut self, start: usize, end: usize) {
        let tokens = &self.unit.tokens;
        if self.unit.quote.is_some() {
            return;
        }
        let comma = |range: Range<usize>| range.into_iter().find(|&at| self.words.is_comma(at));
        for verb in start..end {
            let opens = verb == start;
            let is_denial = self.words.tag(verb) == Pos::VerbIng && self.words.cue(verb).any(DENIES.or(REJECTS));
            if !is_denial || !(opens || self.words.is_comma(verb - 1)) {
                continue;
            }
            let until = comma(verb + 1..end).unwrap_or(end);
            let object = (verb + 1..until.min(verb + 6)).any(|at| {
                self.words.cue(at).any(ALLEGATION.or(ACCOUNT).or(DENIED_WRONG)) && self.words.tag(at) == Pos::Noun
            });
            let main = if opens { until + 1..end } else { start..verb - 1 };
            let subject = tokens.get(main).and_then(|main| {
                let finite = find_main_verb(self.article, main)?;
                find_subject(self.article, main, finite)
            });
            let (true, Some(subject)) = (object, subject) else { continue };
            self.found.push(Proposition {
                tokens: trim(self.article, &tokens[verb..until], false).to_vec(),
                quote: None,
                sentence: self.unit.sentence,
                verb: Some(0),
                subject: Some(subject),
                is_elliptic: false,
                contrasts: false,
                act: None,
                accuser: None,
            });
            return;
        }
    }

    /// Whether a terminal mark ends the clause before `end`.
    fn ends_sentence(&self, end: usize) -> bool {
        self.unit.tokens[..end].iter().rev().take(3).any(|&token| self.article.kind(token) == TokenKind::Terminal)
    }

    /// The start of the clause without the subordinator of a clause that stands alone: "After the U.S. sent troops."
    fn strip_fragment(&self, start: usize, end: usize) -> usize {
        if start >= end
            || !self.words.cue(start).any(SUBORDINATOR)
            || self.unit.quote.is_some() && start > self.first_word
        {
            return start;
        }
        if self.article.doc.lower(self.unit.tokens[start]) == "if" || start + 2 >= end {
            return start;
        }
        let stands_alone = (start + 1..end.min(start + 3 * REACH))
            .all(|at| !(self.words.is_comma(at) && self.words.find_clause(at + 1).is_some_and(|verb| verb < end)));
        if stands_alone && self.words.find_clause(start + 1).is_some() { start + 1 } else { start }
    }

    /// The "and" between the two objects of "both" after the verb of a proposition that a source puts forward.
    fn find_second_object(&self, proposition: &Proposition) -> Option<usize> {
        if proposition.quote.is_none() && proposition.act.is_none() {
            return None;
        }
        let verb = proposition.verb?;
        let tokens = &proposition.tokens;
        let both = (verb + 1..tokens.len().min(verb + REACH)).find(|&at| self.article.cue(tokens[at]).any(BOTH))?;
        let and = (both + 1..tokens.len().min(both + REACH)).find(|&at| self.article.doc.lower(tokens[at]) == "and")?;
        let noun_between = tokens[both + 1..and].iter().any(|&token| self.article.tag(token).is_nominal());
        (noun_between && and + 2 < tokens.len()).then_some(and)
    }
}
