//! Floor 6: clause-level propositions that somebody puts forward as true.
//!
//! The scheme follows NewsClaims, AVeriTeC and Full Fact's schema.
//!
//! Tokens are first given a voice (the author's, or the source of the innermost quote), then each voice's part of a
//! sentence is cut into propositions, then each proposition is judged by itself, then claims are linked.

mod article;
mod check_worthiness;
mod claimant;
mod clause;
mod connective;
mod cue_word;
mod cut;
mod evidence;
mod features;
mod hedge;
mod lesson;
mod link;
mod main_type;
mod part;
mod proposition;
mod repetition;
mod stance;
mod types;
mod voice;

use crate::document::{Document, TokenId};
use crate::entity::{Entities, EntityId};
use crate::model::pos::Pos;
use crate::quote::{Framing, Quote, QuoteId};
use crate::span::Span;

use article::Article;
use check_worthiness::{Signs, judge_check_worthiness, score_check_worthiness};
use claimant::{AUTHOR, find_quote_claimant};
use clause::{names_wrong, trim};
use cue_word::{FIRST_PERSON, HIGHLIGHTS};
use evidence::find_evidence;
use hedge::HedgeTable;
pub use lesson::{DivisionLesson, TypeLesson, list_check_lessons, list_division_lessons, list_type_lessons};
use link::{Draft, link_claims};
use main_type::settle_types;
pub use main_type::{TYPES, TypeModel};
use part::push_parts;
use proposition::{Proposition, split_unit};
use stance::{Act, find_act, find_plain_denial, find_quoted_act, find_stance};
use types::find_types;
use voice::{Voices, for_each_unit};

/// Index into the article's claims.
pub type ClaimId = u32;

/// What a claim is about; a claim has one or more, the main one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimType {
    /// A number, amount, rate, rank or comparison of the past or present.
    Quantity,
    /// One thing brings about, prevents or goes together with another.
    Cause,
    /// About the future, promises included.
    Prediction,
    /// A law, rule, official status or mandate in force.
    Rule,
    /// Somebody did something, or something happened.
    Event,
    /// Identity, membership, attribute, existence.
    Property,
    /// A motive, wish, feeling or belief ascribed to somebody.
    Intent,
    /// First-person witness.
    Experience,
    /// Value, taste, ought: no evidence could settle it.
    Opinion,
}

/// Who puts a claim forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimantKind {
    /// The article's own voice.
    Author,
    /// An identified person or organisation, pronouns resolved.
    Named,
    /// Described but not identified.
    Unnamed,
    /// Nobody who could be asked.
    Vague,
    /// A report, study, filing, another outlet.
    Document,
}

/// The claimant of one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimant {
    /// How the claimant is identified.
    pub kind: ClaimantKind,
    /// The claimant as an entity, where the text settles it.
    pub entity: Option<EntityId>,
    /// The words that name the claimant; `None` for the author.
    pub span: Option<Span>,
}

/// How the claimant stands to the proposition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stance {
    /// Puts it forward as true.
    #[default]
    Asserts,
    /// Accuses others of an unproven deed.
    Alleges,
    /// Says it is not so.
    Denies,
    /// Questions or doubts it.
    Disputes,
    /// Says it will or will not happen.
    Predicts,
    /// Promises, threatens, offers.
    Commits,
}

/// What kind of hedge (or its opposite, a booster) a span is. Hyland 2005; CoNLL-2010.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HedgeKind {
    /// "may", "appears to".
    Epistemic,
    /// "hundreds", "about 40".
    Approximator,
    /// "reportedly".
    Evidential,
    /// "if talks fail".
    Condition,
    /// "never, ever", "undoubtedly".
    Booster,
}

/// Words that say how surely a claim is put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hedge {
    /// The words.
    pub span: Span,
    /// What they do.
    pub kind: HedgeKind,
}

/// What kind of evidence the article shows beside a claim. Presence only: quality is for the reader to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EvidenceKind {
    /// A figure.
    Number,
    /// A named report, law or filing.
    Document,
    /// A hyperlink in the sentence.
    Link,
    /// Somebody who was there, the reporter included.
    Eyewitness,
    /// A statement by the body in charge.
    Official,
    /// A person or body with expertise.
    Expert,
    /// A photo, video or recording.
    Media,
}

/// A pointer to evidence inside the article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// What kind it is.
    pub kind: EvidenceKind,
    /// The words that show it.
    pub span: Span,
}

/// How one claim stands to another. Direction: from the later speaker to the earlier claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// Says that it is not so.
    Denies,
    /// Questions it.
    Disputes,
    /// Gives grounds for it.
    Supports,
    /// Says the same again.
    Repeats,
    /// Stands against it ("however", "but").
    Contrasts,
}

/// A link from a claim to an earlier one, or to the one it answers where a denial stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// How the claim stands to the other.
    pub kind: LinkKind,
    /// The other claim.
    pub to: ClaimId,
}

/// One claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The proposition: one or more spans in order, trimmed.
    pub span: Vec<Span>,
    /// What it is about, main type first; never empty.
    pub types: Vec<ClaimType>,
    /// Who puts it forward.
    pub claimant: Claimant,
    /// The quote it lies in, if any.
    pub quote: Option<QuoteId>,
    /// How the claimant stands to it.
    pub stance: Stance,
    /// What the author's reporting verb implies.
    pub framing: Framing,
    /// How surely it is put.
    pub hedges: Vec<Hedge>,
    /// What evidence the article shows; empty for none.
    pub evidence: Vec<Evidence>,
    /// 0 not checkable, 1 checkable but of little interest, 2 a general reader would want to know whether it is true.
    pub check_worthy: u8,
    /// How likely fact-checkers would choose it for a check, `0.01..=0.99`: ranks the claims of an article.
    pub check_score: f32,
    /// Calibrated probability that span and claimant are right, `0.01..=0.99`.
    pub score: f32,
    /// Links to the claims that it answers, repeats or is set against.
    pub links: Vec<Link>,
    /// Why each label was given, in words for the reader; each names words of the article.
    pub why: Vec<String>,
}

/// Finds the claims of `doc`, in order of their first span. `pos` holds one tag a token.
pub fn find_claims(doc: &Document, pos: &[Pos], entities: &Entities, quotes: &[Quote]) -> Vec<Claim> {
    let article = Article::new(doc, pos, entities, quotes);
    let mut drafts = draft_claims(&article);
    for draft in &mut drafts {
        draft.claim.check_score = score_check_worthiness(&article, &draft.proposition, &draft.claim);
    }
    link_claims(&article, &mut drafts);
    drafts.into_iter().map(|draft| draft.claim).collect()
}

/// The claims of the article by themselves, in order of their first span.
fn draft_claims(article: &Article) -> Vec<Draft> {
    let mut drafts = draft_by_rule(article);
    for draft in &mut drafts {
        settle_types(article, draft);
        let (check_worthy, reason) = judge_check_worthiness(&read_signs(article, draft));
        draft.claim.check_worthy = check_worthy;
        draft.claim.why = explain(article, draft, reason);
    }
    drafts
}

/// As [`draft_claims`], before main type and check-worthiness are settled.
fn draft_by_rule(article: &Article) -> Vec<Draft> {
    let voices = Voices::new(article);
    let hedges = HedgeTable::new(article);
    let mut clauses = Vec::new();
    for_each_unit(article, &voices, |unit| split_unit(article, &voices, unit, &mut clauses));
    let mut propositions = Vec::with_capacity(clauses.len());
    clauses.into_iter().for_each(|clause| push_parts(article, clause, &mut propositions));
    let mut drafts: Vec<Draft> =
        propositions.into_iter().filter_map(|proposition| judge(article, &hedges, proposition)).collect();
    drafts.sort_by_key(|draft| draft.claim.span.first().map(|span| (span.start, span.end)));
    drafts
}

/// Judges one proposition; `None` if nothing is left of it.
fn judge(article: &Article, hedges: &HedgeTable, mut proposition: Proposition) -> Option<Draft> {
    let act = match proposition.quote {
        _ if proposition.accuser.is_some() => None,
        None => find_act(article, &proposition),
        Some(quote) => find_quoted_act(article, &proposition, article.quote(quote)),
    };
    let (mut types, mut decisive) = find_types(article, &proposition);
    let quote = proposition.quote.or(proposition.act);
    let claimant = match (&act, proposition.quote) {
        _ if proposition.accuser.is_some() => proposition.accuser.clone().unwrap_or(AUTHOR),
        (Some(act), _) => act.claimant.clone(),
        (None, Some(quote)) => find_quote_claimant(article.quote(quote)),
        (None, None) => AUTHOR,
    };
    let act_verb;
    let stance = match &act {
        Some(act) => {
            decisive = Some(proposition.tokens[act.verb]);
            types = find_act_types(act.stance, &types);
            act_verb = narrow_to_act(article, &mut proposition, act);
            act.stance
        }
        None if proposition.accuser.is_some() => {
            act_verb = None;
            Stance::Alleges
        }
        None => {
            act_verb =
                find_plain_denial(article, &proposition).filter(|_| proposition.quote.is_some()).map(|(_, verb)| verb);
            find_stance(article, &proposition, proposition.quote.map(|id| article.quote(id)), &claimant, &types)
        }
    };
    if stance == Stance::Alleges && types.first() == Some(&ClaimType::Cause) && types.get(1) == Some(&ClaimType::Event)
    {
        types.swap(0, 1);
    }
    let span = find_spans(article, &proposition.tokens);
    let first = *span.first()?;
    let last = span.last()?.end;
    let evidence = find_evidence(article, &proposition, &claimant);
    let mut score: f32 = match quote {
        Some(quote) => 0.2 + 0.65 * article.quote(quote).score,
        None => 0.8,
    };
    score -= if proposition.is_elliptic { 0.1 } else { 0.0 };
    score -= if proposition.verb.is_none() { 0.15 } else { 0.0 };
    score -= if last - first.start > 320 { 0.1 } else { 0.0 };
    // The cue of a quote is not the word by which somebody else in it speaks.
    let told_by = quote.filter(|_| act.is_none() || proposition.quote.is_none());
    let claim = Claim {
        hedges: hedges.find_hedges(article, &proposition.tokens),
        framing: find_framing(article, quote, act.as_ref().and(decisive)),
        span,
        types,
        claimant,
        quote,
        stance,
        evidence,
        check_worthy: 1,
        check_score: 0.01,
        score: score.clamp(0.01, 0.99),
        links: Vec::new(),
        why: Vec::new(),
    };
    Some(Draft { claim, proposition, act_verb, decisive, told_by })
}

/// What speaks for or against checking a draft.
fn read_signs<'d>(article: &Article, draft: &'d Draft) -> Signs<'d> {
    let (claim, proposition) = (&draft.claim, &draft.proposition);
    let subject = proposition.subject.as_ref();
    Signs {
        types: &claim.types,
        stance: claim.stance,
        has_number: claim.evidence.iter().any(|evidence| evidence.kind == EvidenceKind::Number),
        has_wrong: names_wrong(article, &proposition.tokens),
        is_first_person: subject.is_some_and(|subject| article.cue(subject.start).any(FIRST_PERSON)),
        words: proposition.tokens.iter().filter(|&&token| article.is_word(token)).count(),
    }
}

/// Takes off the words before a promise, allegation or expectation, and of a phrase that is put forward as a fact the
/// verb too; a denial needs its subject and object. Returns where the verb stands then.
fn narrow_to_act(article: &Article, proposition: &mut Proposition, act: &Act) -> Option<usize> {
    let verb = article.doc.tokens[proposition.tokens[act.verb] as usize].span;
    let starts_with_actor = act.claimant.span.is_some_and(|span| span.end <= verb.start);
    if matches!(act.stance, Stance::Denies | Stance::Disputes) && starts_with_actor {
        // "Asked about it, the mayor called it a lie": what goes before the actor is no part of the denial.
        let actor = act.claimant.span.map_or(0, |span| span.start);
        let first = proposition.tokens.iter().position(|&token| article.doc.tokens[token as usize].span.start >= actor);
        let opens = first.filter(|&first| first > 1 && article.is_comma(proposition.tokens[first - 1]));
        proposition.tokens.drain(..opens.unwrap_or(0));
        proposition.verb = proposition.verb.map(|verb| verb.saturating_sub(opens.unwrap_or(0)));
        return Some(act.verb - opens.unwrap_or(0));
    }
    if !starts_with_actor || matches!(act.stance, Stance::Denies | Stance::Disputes) {
        return Some(act.verb);
    }
    let is_phrase = article.cue(proposition.tokens[act.verb]).any(HIGHLIGHTS);
    proposition.tokens.drain(..act.verb + usize::from(is_phrase));
    proposition.tokens.truncate(trim(article, &proposition.tokens, false).len());
    proposition.verb = (!is_phrase).then_some(0);
    proposition.verb
}

/// The types of a speech act, in view of those that its clause has by its words.
fn find_act_types(stance: Stance, types: &[ClaimType]) -> Vec<ClaimType> {
    let mut found = match stance {
        Stance::Commits => vec![ClaimType::Event, ClaimType::Prediction],
        Stance::Predicts => vec![ClaimType::Prediction],
        // What is alleged is first of all a deed.
        _ => vec![ClaimType::Event],
    };
    let more = types.iter().copied().filter(|kind| matches!(kind, ClaimType::Quantity | ClaimType::Cause));
    for kind in more {
        if found.len() < 2 {
            found.push(kind);
        }
    }
    found
}

/// What the author's verb implies: the quote's, else that of the verb of the act.
fn find_framing(article: &Article, quote: Option<QuoteId>, act_verb: Option<TokenId>) -> Framing {
    if let Some(quote) = quote {
        return article.quote(quote).framing;
    }
    let Some(verb) = act_verb else { return Framing::Neutral };
    let word = article.doc.lower(verb);
    if word.starts_with("alleg") || word.starts_with("claim") {
        Framing::Distancing
    } else if article.cue(verb).any(HIGHLIGHTS) {
        Framing::Endorsing
    } else {
        Framing::Neutral
    }
}

/// The stretches of text that `tokens` cover: one for each run of neighbours that has a word.
fn find_spans(article: &Article, tokens: &[TokenId]) -> Vec<Span> {
    (tokens.chunk_by(|&one, &next| next == one + 1))
        .filter(|run| run.iter().any(|&token| article.is_word(token)))
        .filter_map(|run| Some(article.doc.token_span(*run.first()?..*run.last()? + 1)))
        .collect()
}

/// Says in words of the article why a claim was labelled as it is.
fn explain(article: &Article, draft: &Draft, reason: &str) -> Vec<String> {
    let Draft { claim: Claim { types, claimant, stance, .. }, decisive, told_by: quote, .. } = draft;
    let doc = article.doc;
    let mut why = Vec::with_capacity(3);
    let source = claimant.span.map(|span| doc.slice(span));
    let cue = quote.and_then(|quote| article.quote(quote).cue.first()).map(|&span| doc.slice(span));
    why.push(match (claimant.kind, source, cue) {
        (ClaimantKind::Author, ..) => "in the article's own voice: no source is given here".to_owned(),
        (_, Some(source), Some(cue)) => format!("put forward by “{source}”, by the word “{cue}”"),
        (_, Some(source), None) => format!("put forward by “{source}”"),
        (_, None, Some(cue)) => format!("put forward by somebody not named, by the word “{cue}”"),
        (_, None, None) => "put forward by somebody whom the text does not name".to_owned(),
    });
    if let (Some(kind), Some(word)) = (types.first(), *decisive) {
        why.push(format!("{} because of “{}”", describe_type(*kind), doc.token_text(word)));
    }
    let stance = match stance {
        Stance::Asserts => None,
        Stance::Alleges => Some("accuses another of what is not shown here to be proven"),
        Stance::Denies => Some("says that it is not so"),
        Stance::Disputes => Some("questions it without saying that it is false"),
        Stance::Predicts => Some("says what will happen"),
        Stance::Commits => Some("promises, threatens or offers: true only if it is done"),
    };
    why.extend(stance.map(str::to_owned));
    why.push(reason.to_owned());
    why
}

/// A claim type in words for the reader.
const fn describe_type(kind: ClaimType) -> &'static str {
    match kind {
        ClaimType::Quantity => "a figure or comparison",
        ClaimType::Cause => "a cause and its effect",
        ClaimType::Prediction => "about the future",
        ClaimType::Rule => "a rule or official status",
        ClaimType::Event => "something that happened or was done",
        ClaimType::Property => "what somebody or something is",
        ClaimType::Intent => "a motive, wish or feeling",
        ClaimType::Experience => "what the speaker lived through",
        ClaimType::Opinion => "a judgement",
    }
}
