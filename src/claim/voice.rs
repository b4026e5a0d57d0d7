//! Whose words each token is: the author's, or the content of a quote.

use super::article::Article;
use super::cue_word::{
    ACCOUNT, ALLEGATION, ALLEGES, BE, CHALLENGES, CLAIMS, COMMITS, Cues, DENIES, DISPUTES, FALSE, HIGHLIGHTS, NAMES,
    OPINION, PREDICTS, REJECTS, RELATIVE,
};
use crate::document::{BlockKind, SentenceId, TokenId, TokenKind};
use crate::model::pos::Pos;
use crate::quote::{Quote, QuoteForm, QuoteId};
use crate::span::Span;

/// Verbs with which a source does something by saying it, though what is said is no clause: "denied the charge".
pub(super) const ACTS: Cues =
    ALLEGES.or(CLAIMS).or(DENIES).or(REJECTS).or(DISPUTES).or(CHALLENGES).or(PREDICTS).or(COMMITS);

/// Verbs that say no to what was said.
const SAYS_NO: Cues = DENIES.or(REJECTS).or(DISPUTES).or(CHALLENGES);

/// What a quote means for claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Its content holds clauses that the source puts forward.
    Clauses,
    /// Its content is a phrase that is put forward as a fact: "underlined the rapid escalation".
    Phrase,
    /// The clause that holds cue and content is one claim of the source: "denied the charge", "vowed to appeal".
    Act,
    /// As `Clauses`, but what is said only begins after the noun that stands for it: "rejected claims [that it lied]".
    NounClauses,
    /// The author tells what somebody did: "urged them to leave".
    Told,
}

/// Marks a token that belongs to no quote.
const NONE: u32 = u32::MAX;

/// Whose words each token is.
pub(super) struct Voices {
    /// The innermost quote whose content holds the token.
    owner: Vec<u32>,
    /// The quote whose cue holds the token.
    cue: Vec<u32>,
    /// How each quote reads.
    pub(super) readings: Vec<Reading>,
}

impl Voices {
    /// Reads the quotes of `article`; linear in tokens and quotes.
    pub(super) fn new(article: &Article) -> Self {
        let tokens = article.doc.tokens.len();
        let readings: Vec<_> = article.quotes.iter().map(|quote| read_quote(article, quote)).collect();
        let (mut owner, mut cue) = (vec![NONE; tokens], vec![NONE; tokens]);
        let mut contents = Vec::new();
        for ((id, quote), reading) in (0u32..).zip(article.quotes).zip(&readings) {
            if matches!(reading, Reading::Clauses | Reading::Phrase) {
                contents.extend(quote.content.iter().map(|&span| (span, id)));
            }
            if *reading == Reading::NounClauses
                && let Some(clause) = find_noun_clause(article, quote)
            {
                contents.push((clause, id));
            }
            if *reading != Reading::Told {
                for &span in &quote.cue {
                    for token in article.doc.tokens_in(span) {
                        cue[token as usize] = id;
                    }
                }
            }
        }
        contents.sort_by_key(|&(span, id)| (span.start, std::cmp::Reverse(span.end), id));
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut next = contents.into_iter().peekable();
        for (token, owner) in article.doc.tokens.iter().zip(&mut owner) {
            while let Some((span, id)) = next.next_if(|(span, _)| span.start <= token.span.start) {
                open.push((span.end, id));
            }
            while open.last().is_some_and(|&(end, _)| end <= token.span.start) {
                open.pop();
            }
            if let Some(&(_, id)) = open.last() {
                *owner = id;
            }
        }
        Self { owner, cue, readings }
    }

    /// The innermost quote whose content holds `token`.
    pub(super) fn owner(&self, token: TokenId) -> Option<QuoteId> {
        Some(self.owner[token as usize]).filter(|&quote| quote != NONE)
    }

    /// The quote whose cue holds `token`.
    pub(super) fn cue(&self, token: TokenId) -> Option<QuoteId> {
        Some(self.cue[token as usize]).filter(|&quote| quote != NONE)
    }
}

/// The classes of all words of the quote's cue.
pub(super) fn find_cue_classes(article: &Article, quote: &Quote) -> Cues {
    let classes = (quote.cue.iter())
        .flat_map(|&span| article.doc.tokens_in(span))
        .fold(Cues::default(), |cues, token| cues.or(article.cue(token)));
    // "hit back at", "pushed back on", "poured cold water on": no word of these denies by itself.
    let ending = quote.cue.last().map_or("", |&span| article.doc.slice(span));
    let is_rejection = [" back at", " back against", " back on", " cold water on", " scorn on", " off"];
    if is_rejection.iter().any(|words| ending.ends_with(words)) { classes.or(REJECTS) } else { classes }
}

/// The clause after the noun that stands for what is denied: "claims *that it lied*", "talk *he would leave*".
fn find_noun_clause(article: &Article, quote: &Quote) -> Option<Span> {
    let &content = quote.content.first()?;
    let tokens = article.doc.tokens_in(content);
    let noun = (tokens.clone().take(5)).find(|&token| article.cue(token).any(ALLEGATION.or(ACCOUNT)))?;
    let next = noun + 1;
    let opens = next + 2 < tokens.end
        && (article.doc.lower(next) == "that"
            || matches!(article.tag(next), Pos::Determiner | Pos::Pronoun | Pos::Possessive | Pos::Proper));
    let has_verb = (next..tokens.end).take(24).any(|token| article.is_finite(token));
    (opens && has_verb).then(|| article.doc.token_span(next..tokens.end))
}

/// How `quote` reads.
fn read_quote(article: &Article, quote: &Quote) -> Reading {
    let cue = find_cue_classes(article, quote);
    if quote.cue.iter().any(|&span| article.doc.tokens_in(span).any(|token| article.is_fronted(token))) {
        return Reading::Told;
    }
    if is_passive(article, quote) {
        return Reading::Told;
    }
    if cue.any(NAMES) && calls_false(article, quote) {
        return Reading::Act;
    }
    if quote.form == QuoteForm::Indirect && cue.any(SAYS_NO) && find_noun_clause(article, quote).is_some() {
        return Reading::NounClauses;
    }
    if is_clause(article, quote, cue.any(ACTS)) {
        return Reading::Clauses;
    }
    let starts_with_to =
        quote.content.first().is_some_and(|&span| article.tag(article.doc.tokens_in(span).start) == Pos::To);
    if cue.any(ACTS) && quote.form != QuoteForm::Direct && (!starts_with_to || cue.any(COMMITS.or(CLAIMS))) {
        Reading::Act
    } else if cue.any(HIGHLIGHTS) && !starts_with_to {
        Reading::Phrase
    } else if quote.form == QuoteForm::Indirect {
        Reading::Told
    } else if has_opinion(article, quote) {
        Reading::Phrase
    } else {
        Reading::Clauses
    }
}

/// Whether the content of a verb of naming begins with what was said and calls it false: "it a lie", "the accusation as baseless".
fn calls_false(article: &Article, quote: &Quote) -> bool {
    let Some(&content) = quote.content.first() else { return false };
    let tokens = article.doc.tokens_in(content);
    let names_claim = tokens.clone().take(4).any(|token| {
        matches!(article.doc.lower(token), "it" | "that" | "this" | "them" | "these" | "those")
            || article.cue(token).any(ALLEGATION.or(ACCOUNT))
    });
    names_claim && tokens.take(12).any(|token| article.cue(token).any(FALSE))
}

/// Whether the author tells in the passive what is said of the subject: "the bill was called a gift by critics". What speech
/// acts such a clause holds is seen in the clause itself.
fn is_passive(article: &Article, quote: &Quote) -> bool {
    let (Some(content), Some(cue)) = (quote.content.first(), quote.cue.first()) else { return false };
    let tokens = article.doc.tokens_in(*cue);
    let is_group = tokens.len() > 1 && tokens.clone().any(|token| article.cue(token).any(BE));
    let agent = quote.source.first().is_none_or(|source| source.start >= cue.end);
    quote.form != QuoteForm::Direct && content.end <= cue.start && is_group && agent
}

/// Whether the content, if it is a phrase, judges: "a disgrace to the city".
fn has_opinion(article: &Article, quote: &Quote) -> bool {
    (quote.content.iter())
        .flat_map(|&span| article.doc.tokens_in(span).take(12))
        .any(|token| article.cue(token).any(OPINION))
}

/// Whether the content begins with a clause that has a finite verb of its own, rather than with a phrase; after a verb
/// that takes both, a comma ends the phrase.
fn is_clause(article: &Article, quote: &Quote, takes_phrase: bool) -> bool {
    let mut tokens = quote.content.iter().flat_map(|&span| article.doc.tokens_in(span)).take(120).peekable();
    let mut first = true;
    // "claims that in 1997, she ...": no phrase begins so.
    let that = tokens.peek().is_some_and(|&token| article.doc.lower(token) == "that");
    let takes_phrase = takes_phrase && !that;
    while let Some(token) = tokens.next() {
        let tag = article.tag(token);
        let cues = article.cue(token);
        if article.is_finite(token) {
            return true;
        }
        if takes_phrase && article.is_comma(token) && quote.form == QuoteForm::Indirect {
            return false;
        }
        if first {
            // "said responding officers saw": the participle describes a noun.
            let describes = tag == Pos::VerbIng && tokens.peek().is_some_and(|&next| article.tag(next).is_nominal());
            if matches!(tag, Pos::To | Pos::VerbIng) && !describes && quote.form != QuoteForm::Direct {
                return false;
            }
            if article.is_word(token) {
                first = false;
            }
            continue;
        }
        // "the claim that he lied": the verb is the relative clause's.
        if cues.any(RELATIVE) && quote.form == QuoteForm::Indirect && tag != Pos::Determiner {
            return false;
        }
        if article.kind(token) == TokenKind::Terminal && tokens.peek().is_some() {
            first = true;
        }
    }
    false
}

/// Tokens of one sentence that one voice speaks.
#[derive(Debug)]
pub(super) struct Unit {
    /// The tokens, in order; words of other voices are left out.
    pub(super) tokens: Vec<TokenId>,
    /// The quote they belong to; `None` for the author.
    pub(super) quote: Option<QuoteId>,
    /// The sentence they stand in.
    pub(super) sentence: SentenceId,
}

/// Calls `take` with the units of `article`, sentence by sentence.
pub(super) fn for_each_unit(article: &Article, voices: &Voices, mut take: impl FnMut(&Unit)) {
    let mut units: Vec<Unit> = Vec::new();
    // Headings below the article's first paragraph name sections and other articles.
    let body = article.doc.blocks.iter().position(|block| block.kind == BlockKind::Paragraph).unwrap_or(usize::MAX);
    for (id, sentence) in (0..).zip(&article.doc.sentences) {
        let block = &article.doc.blocks[sentence.block as usize];
        let is_section = matches!(block.kind, BlockKind::Headline | BlockKind::Entry) && sentence.block as usize > body;
        if !block.kind.is_article_text() || block.repeats.is_some() || is_section {
            continue;
        }
        let mut used = 0;
        for token in sentence.tokens.clone() {
            let quote = voices.owner(token);
            // A sentence holds few voices; those used last come last.
            let place = units[..used].iter().rev().take(8).position(|unit| unit.quote == quote);
            let place = match place {
                Some(back) => used - 1 - back,
                None => {
                    if used == units.len() {
                        units.push(Unit { tokens: Vec::new(), quote, sentence: id });
                    }
                    units[used].tokens.clear();
                    (units[used].quote, units[used].sentence) = (quote, id);
                    used += 1;
                    used - 1
                }
            };
            units[place].tokens.push(token);
        }
        units[..used].iter().for_each(&mut take);
    }
}
