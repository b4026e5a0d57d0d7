//! What kind of claim a proposition makes.

use super::ClaimType;
use super::article::Article;
use super::clause::is_amount;
use super::cue_word::{
    AMOUNT, BE, CAUSE, CHANGE, COMPARISON, DO, FALSE, FIRST_PERSON, HAVE, INTENT, OPINION, RULE, WILL, WOULD,
};
use super::proposition::Proposition;
use crate::document::{TokenId, TokenKind};
use crate::entity::EntityKind;
use crate::model::pos::Pos;
use crate::quote::QuoteForm;

/// How verbs begin that say what ought to be.
const DEMANDS: [&str; 5] = ["demand", "urg", "recommend", "implor", "advocat"];

/// The types of `proposition`, main type first, and the word that decided the first.
pub(super) fn find_types(article: &Article, proposition: &Proposition) -> (Vec<ClaimType>, Option<TokenId>) {
    let signs = find_signs(article, proposition);
    let mut types = Vec::with_capacity(2);
    let mut decisive = None;
    let mut add = |kind: ClaimType, token: Option<TokenId>| {
        if !types.contains(&kind) && types.len() < 3 {
            if types.is_empty() {
                decisive = token;
            }
            types.push(kind);
        }
    };
    if let Some(token) = signs.ought {
        add(ClaimType::Opinion, Some(token));
    }
    if let Some(token) = signs.future {
        add(ClaimType::Prediction, Some(token));
    }
    if let Some(token) = signs.judgement
        && signs.quantity.is_none()
    {
        add(ClaimType::Opinion, Some(token));
    }
    if let Some(token) = signs.experience {
        add(ClaimType::Experience, Some(token));
    }
    // "sent a list of 12 stops" tells of a deed, "sent hundreds" or "fell by 12 %" of an amount.
    let amount = signs.quantity.filter(|_| signs.ought.is_none());
    if let Some(token) = amount.filter(|_| signs.is_about_amount) {
        add(ClaimType::Quantity, Some(token));
    }
    if let Some(token) = signs.intent {
        add(ClaimType::Intent, Some(token));
    }
    if let Some(token) = signs.rule {
        add(ClaimType::Rule, Some(token));
    }
    if let Some(token) = signs.cause {
        add(ClaimType::Cause, Some(token));
    }
    let is_settled =
        types.iter().any(|kind| matches!(kind, ClaimType::Opinion | ClaimType::Prediction | ClaimType::Intent));
    let mut add = |kind: ClaimType| {
        if !types.contains(&kind) && types.len() < 3 {
            types.push(kind);
        }
    };
    if !is_settled {
        add(if signs.is_state { ClaimType::Property } else { ClaimType::Event });
    }
    if amount.is_some() {
        add(ClaimType::Quantity);
    }
    (types, decisive)
}

/// The first word of each sign.
#[derive(Default)]
struct Signs {
    ought: Option<TokenId>,
    future: Option<TokenId>,
    judgement: Option<TokenId>,
    quantity: Option<TokenId>,
    experience: Option<TokenId>,
    intent: Option<TokenId>,
    rule: Option<TokenId>,
    cause: Option<TokenId>,
    /// Whether the amount is what the clause is about, and not only how many there were of something that did or suffered it.
    is_about_amount: bool,
    /// The main verb is a form of "be" (or "have" as a main verb) without a participle.
    copular: bool,
    /// The clause says how things are or used to be rather than what happened.
    is_state: bool,
}

/// Reads the signs of all types in one walk.
fn find_signs(article: &Article, proposition: &Proposition) -> Signs {
    let tokens = &proposition.tokens;
    let mut signs = Signs::default();
    let verb = proposition.verb.unwrap_or(0);
    let copula = (verb..tokens.len().min(verb + 4)).find(|&at| article.cue(tokens[at]).any(BE));
    let complement = copula.and_then(|at| {
        (at + 1..tokens.len()).find(|&next| {
            !matches!(article.tag(tokens[next]), Pos::Adverb | Pos::Mark) && !article.cue(tokens[next]).any(BE)
        })
    });
    // "has been swift": a judgement that looks like a participle is none.
    let is_judgement =
        |token: TokenId| article.cue(token).any(OPINION.or(FALSE)) && !article.doc.lower(token).ends_with("ed");
    let passive = complement.is_some_and(|at| {
        matches!(article.tag(tokens[at]), Pos::VerbParticiple | Pos::VerbPast | Pos::VerbIng)
            && !is_judgement(tokens[at])
    });
    let status = complement.is_some_and(|at| {
        matches!(article.doc.lower(tokens[at]), "considered" | "designated" | "regarded" | "classified" | "known")
    });
    signs.copular = copula.is_some() && (!passive || status)
        || proposition.verb.is_some_and(|verb| {
            article.cue(tokens[verb]).any(HAVE)
                && !tokens[verb + 1..]
                    .iter()
                    .take(4)
                    .any(|&token| matches!(article.tag(token), Pos::VerbParticiple | Pos::VerbPast))
        });
    // The main verb with what may stand in its group; all words where there is no verb.
    let in_verb = |at: usize| proposition.verb.is_none_or(|verb| (verb..verb + 6).contains(&at));
    let is_direct = proposition.quote.is_some_and(|quote| article.quote(quote).form == QuoteForm::Direct);
    let is_quoted = proposition.quote.is_some();
    if let Some(quote) = proposition.quote.map(|quote| article.quote(quote)) {
        // "demanded that the mine be closed", "urged them to leave"
        signs.ought = (quote.cue.iter().flat_map(|&span| article.doc.tokens_in(span)))
            .find(|&token| DEMANDS.iter().any(|stem| article.doc.lower(token).starts_with(stem)));
    }
    // In somebody's own words any judging adjective makes the clause a judgement.
    let is_spoken = proposition.quote.is_some_and(|quote| article.quote(quote).form != QuoteForm::Indirect);
    for (at, &token) in tokens.iter().enumerate() {
        let cues = article.cue(token);
        let tag = article.tag(token);
        let lower = article.doc.lower(token);
        // "must" and "need to" are a speaker's; in the article's own voice they may tell a rule.
        let demands = is_quoted
            && (lower == "must"
                || matches!(lower, "need" | "needs")
                    && article.doc.lower(*tokens.get(at + 1).unwrap_or(&token)) == "to");
        if (demands || matches!(lower, "should" | "ought" | "deserve" | "deserves"))
            && signs.ought.is_none()
            && in_verb(at)
        {
            signs.ought = Some(token);
        }
        if signs.future.is_none() && in_verb(at) && is_future(article, tokens, at) {
            signs.future = Some(token);
        }
        // A judgement counts as what the clause says of its subject, not as an attribute within it.
        let is_said = signs.copular && at <= complement.unwrap_or(verb) + 4
            || is_spoken && matches!(tag, Pos::Adjective | Pos::Adverb);
        if cues.any(OPINION) && is_said && at > verb && signs.judgement.is_none() {
            signs.judgement = Some(token);
        }
        if is_quantity(article, tokens, at) {
            signs.quantity.get_or_insert(token);
            signs.is_about_amount |= signs.copular || is_amount_main(article, proposition, at);
        }
        let next_is = |word: &str| tokens.get(at + 1).is_some_and(|&next| article.doc.lower(next) == word);
        if at == verb && at > 0 && next_is("to") && is_aim(article.doc.lower(tokens[at - 1])) {
            signs.intent = Some(tokens[at - 1]);
        }
        if cues.any(INTENT) && signs.intent.is_none() && at < verb + 7 && at >= verb {
            let is_feeling =
                tag.is_verb() && tag != Pos::VerbIng || tag == Pos::Adjective || copula.is_some_and(|be| be < at);
            let main = at <= verb + 3 || complement.is_some_and(|complement| at <= complement + 1);
            if is_feeling && main && lower != "like" || lower == "like" && tag.is_verb() && at <= verb + 1 {
                signs.intent = Some(token);
            }
        }
        if cues.any(RULE)
            && signs.rule.is_none()
            && (tag != Pos::Noun || signs.copular || matches!(lower, "law" | "constitution" | "ban"))
        {
            signs.rule = Some(token);
        }
        if cues.any(CAUSE) && signs.cause.is_none() {
            let verbal = tag.is_verb() && tag != Pos::VerbIng;
            let prepositional = matches!(lower, "because" | "consequence" | "therefore" | "deference")
                || matches!(lower, "due" | "thanks" | "owing")
                    && tokens.get(at + 1).is_some_and(|&next| article.tag(next) == Pos::To);
            if verbal && (!tag_is_infinitive(article, tokens, at)) || prepositional {
                signs.cause = Some(token);
            }
        }
        if matches!(lower, "led" | "lead" | "leads")
            || lower == "result" && tokens.get(at + 1).is_some_and(|&next| article.doc.lower(next) == "of")
        {
            let leads = lower == "result" || tokens.get(at + 1).is_some_and(|&next| article.tag(next) == Pos::To);
            if leads && signs.cause.is_none() {
                signs.cause = Some(token);
            }
        }
    }
    if is_direct
        && let Some(subject) = &proposition.subject
        && article.cue(subject.start).any(FIRST_PERSON)
    {
        let group = tokens.iter().skip(verb).take(4).take_while(|&&token| article.tag(token) != Pos::To);
        signs.experience =
            group.copied().find(|&token| matches!(article.tag(token), Pos::VerbPast | Pos::VerbParticiple));
    }
    signs.is_state = signs.copular || is_state(article, proposition);
    signs
}

/// Whether the main verb stands in the present and tells no single event: "members include", "lights are synchronised".
fn is_state(article: &Article, proposition: &Proposition) -> bool {
    let Some(verb) = proposition.verb.filter(|_| !article.is_headline(proposition.sentence)) else { return false };
    let group = || proposition.tokens.iter().skip(verb).take(4).copied();
    let is_present = article.tag(proposition.tokens[verb]) == Pos::VerbPresent;
    let is_progressive = group().any(|token| article.tag(token) == Pos::VerbIng);
    let is_perfect = article.cue(proposition.tokens[verb]).any(HAVE);
    let is_located = group().any(|token| matches!(article.doc.lower(token), "born" | "based"));
    let is_simple = article.cue(proposition.tokens[verb]).any(BE) || !group().any(|token| article.cue(token).any(DO));
    is_present && !is_progressive && !is_perfect && is_simple || is_located
}

/// Whether the amount at `at` is the point of the clause: an indefinite or relative one, one that changes, or one that opens
/// the subject.
fn is_amount_main(article: &Article, proposition: &Proposition, at: usize) -> bool {
    let tokens = &proposition.tokens;
    let verb = proposition.verb.unwrap_or(0);
    let cues = article.cue(tokens[at]);
    let lower = article.doc.lower(tokens[at]);
    let word = |at: usize| tokens.get(at).map_or("", |&token| article.doc.lower(token));
    let is_rough = at > 0
        && matches!(
            word(at - 1),
            "about" | "around" | "some" | "nearly" | "almost" | "over" | "than" | "least" | "roughly" | "approximately"
        );
    let indefinite =
        cues.any(COMPARISON) || cues.any(AMOUNT) && lower.ends_with('s') || is_rough || word(at + 1) == "times";
    let is_share = tokens[at + 1..]
        .iter()
        .take(3)
        .any(|&next| matches!(article.doc.lower(next), "%" | "percent" | "per" | "pct" | "percentage"));
    let changes = tokens.iter().skip(verb).take(3).any(|&token| article.cue(token).any(CHANGE));
    let opens =
        proposition.subject.as_ref().is_some_and(|subject| (subject.start..subject.start + 4).contains(&tokens[at]));
    indefinite || is_share || changes || opens && at < verb || cues.any(CHANGE)
}

/// Whether the verb at `at` follows "to" or a modal.
fn tag_is_infinitive(article: &Article, tokens: &[TokenId], at: usize) -> bool {
    at > 0 && matches!(article.tag(tokens[at - 1]), Pos::To)
}

/// Whether the word at `at` speaks of the future: "will", "would win", "is going to", "is set to", "doesn't see X happening".
fn is_future(article: &Article, tokens: &[TokenId], at: usize) -> bool {
    let token = tokens[at];
    let cues = article.cue(token);
    let lower_at = |at: usize| tokens.get(at).map_or("", |&token| article.doc.lower(token));
    if cues.any(WILL) && article.tag(token) != Pos::Noun {
        return true;
    }
    if cues.any(WOULD) {
        return !(1..4).any(|ahead| matches!(lower_at(at + ahead), "have" | "like"));
    }
    match lower_at(at) {
        "likely" | "unlikely" => lower_at(at + 1) == "to",
        // "The aim is to win" is a wish.
        "is" | "are" if at > 0 && is_aim(lower_at(at - 1)) => false,
        "is" | "are" => {
            lower_at(at + 1) == "to" && article.tag(tokens.get(at + 2).copied().unwrap_or(token)) == Pos::VerbBase
        }
        "going" => {
            lower_at(at + 1) == "to"
                && at > 0
                && article.tag(tokens.get(at + 2).copied().unwrap_or(token)) == Pos::VerbBase
        }
        "gonna" => true,
        "expected" | "set" | "due" | "forecast" | "projected" | "predicted" | "bound" => {
            lower_at(at + 1) == "to"
                && at > 0
                && (article.cue(tokens[at - 1]).any(BE) || at > 1 && article.cue(tokens[at - 2]).any(BE))
        }
        "see" | "sees" | "foresee" | "foresees" => {
            article.tag(token).is_verb()
                && tokens[at + 1..]
                    .iter()
                    .take(6)
                    .any(|&next| matches!(article.doc.lower(next), "happening" | "coming"))
        }
        _ => false,
    }
}

/// Whether the word names what somebody wants.
fn is_aim(word: &str) -> bool {
    matches!(
        word,
        "aim" | "goal" | "idea" | "plan" | "purpose" | "intention" | "hope" | "objective" | "ambition" | "priority"
    )
}

/// Whether the token at `at` is a number that says how much: no year, no date, no part of a name.
pub(super) fn is_quantity(article: &Article, tokens: &[TokenId], at: usize) -> bool {
    let token = tokens[at];
    let cues = article.cue(token);
    let next = tokens.get(at + 1).copied();
    let lower = article.doc.lower(token);
    if cues.any(COMPARISON) {
        let than = (1..4).any(|ahead| tokens.get(at + ahead).is_some_and(|&token| article.doc.lower(token) == "than"));
        let of = next.is_some_and(|next| article.doc.lower(next) == "of");
        let attributive = next.is_some_and(|next| article.tag(next) == Pos::Noun);
        return than && lower != "rather"
            || of && matches!(lower, "half" | "third" | "quarter" | "majority" | "most")
            || lower.ends_with("est") && lower != "best" && attributive;
    }
    if cues.any(CHANGE) && article.tag(token).is_verb() {
        return tokens[at + 1..].iter().take(4).any(|&token| is_amount(article, token) && !is_year(article, token));
    }
    if !is_amount(article, token) || is_year(article, token) || matches!(lower, "one" | "first" | "second" | "third") {
        return false;
    }
    if is_age_or_score(article, tokens, at) {
        return false;
    }
    // "Article 5", "Flight 370", "the Group of Seven": numbers inside names.
    if article.tag(token) == Pos::Number && article.doc.tokens[token as usize].is_capitalised() {
        return false;
    }
    let after_name = at > 0 && article.tag(tokens[at - 1]) == Pos::Proper && !cues.any(AMOUNT);
    if after_name && !next.is_some_and(|next| article.tag(next) == Pos::Noun) {
        return false;
    }
    let span = article.doc.tokens[token as usize].span;
    !is_inside_date(article, span)
}

/// Whether the number at `at` is somebody's age in passing ("Jane Doe, 52,", "aged 14"), a result ("5-2") or part of a name with
/// a hyphen ("Covid-19").
fn is_age_or_score(article: &Article, tokens: &[TokenId], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |&token| article.doc.token_text(token));
    let before = at.checked_sub(1).map_or("", word);
    let is_age = before == "," && matches!(word(at + 1), "," | "");
    let joined = |at: usize| {
        tokens.get(at).is_some_and(|&token| {
            let dash = &article.doc.tokens[token as usize];
            article.kind(token) == TokenKind::Dash && !dash.space_before
        })
    };
    let is_joined = at > 0 && joined(at - 1)
        || joined(at + 1) && article.tag(*tokens.get(at + 2).unwrap_or(&tokens[at])) == Pos::Number;
    is_age || before.eq_ignore_ascii_case("aged") || is_joined
}

/// Whether a date or time covers `span`.
fn is_inside_date(article: &Article, span: crate::span::Span) -> bool {
    let mentions = &article.entities.mentions;
    let until = mentions.partition_point(|mention| mention.span.start <= span.start);
    mentions[until.saturating_sub(6)..until]
        .iter()
        .any(|mention| mention.span.contains(span) && matches!(mention.kind, EntityKind::Date | EntityKind::Time))
}

/// Whether the token is a year: four digits from 1500 to 2099.
fn is_year(article: &Article, token: TokenId) -> bool {
    let text = article.doc.token_text(token);
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && ("1500".."2100").contains(&text)
}
