//! Parts of a clause that are claims of their own: "the firm, [which owned the mine], closed it [after the council fined it]".
//!
//! Where such a part may begin and end follows from a few words and marks; whether a reader would name it as a claim
//! by itself is chosen by a linear model that labelled claims taught.

use std::sync::LazyLock;

use super::article::Article;
use super::claimant::{NOBODY, describe_actor};
use super::clause::{find_main_verb, find_subject, is_amount, trim};
use super::cue_word::{ACCOUNT, ALLEGATION, ALLEGES, BE, CONCESSIVE, FIRST_PERSON, RELATIVE, SUBORDINATOR};
use super::proposition::{Proposition, REACH};
use super::stance::find_act;
use super::{Claimant, Stance};
use crate::document::{TokenId, TokenKind};
use crate::model::features::{join, key};
use crate::model::linear::Linear;
use crate::model::pos::Pos;
use crate::model::weights::FeatureKey;
use crate::quote::QuoteForm;

/// The weights that were trained on the labels named in `models/claim-parts.md`.
static PARTS: LazyLock<Linear> = LazyLock::new(|| {
    Linear::read(include_bytes!("../../models/claim-parts.bin")).expect("a test reads the embedded model")
});

/// Tokens of a clause in which parts are looked for.
const TOKENS: usize = 90;
/// Ends that are tried for one beginning.
const ENDS: usize = 3;
/// How often a part is cut again.
const DEPTH: usize = 4;
/// What a part must score to be cut off.
const LEAST: i32 = 0;

/// What opens a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// "who", "which", "where", or "that" after a noun.
    Relative,
    /// "after", "because", "although".
    Subordinate,
    /// ", earning him".
    Participle,
    /// "and", "but", "or".
    Coordinate,
    /// A noun phrase beside what it names.
    Apposition,
    /// A dash, colon or bracket.
    Break,
    /// "the claim that", "accused of".
    Content,
    /// A clause with a subject of its own after a comma.
    Splice,
    /// The clause's own begin, up to a comma: "As prices rose, ..."
    Lead,
}

/// Where a part may stand: indices in the tokens of the clause.
struct Part {
    opening: Opening,
    /// The word that opens it; the part's first token where no word does.
    opener: usize,
    start: usize,
    end: usize,
}

/// Adds `proposition` to `found`, cut into the parts that are claims of their own.
pub(super) fn push_parts(article: &Article, proposition: Proposition, found: &mut Vec<Proposition>) {
    cut(article, proposition, DEPTH, found);
}

fn cut(article: &Article, proposition: Proposition, depth: usize, found: &mut Vec<Proposition>) {
    let mut best: Option<(i32, Part)> = None;
    if depth > 0 {
        let mut features = Vec::with_capacity(64);
        for part in find_parts(article, &proposition) {
            features.clear();
            push_part_features(article, &proposition, &part, &mut features);
            let score = PARTS.score(&features);
            if score > LEAST && best.as_ref().is_none_or(|best| score > best.0) {
                best = Some((score, part));
            }
        }
    }
    match best.and_then(|(_, part)| divide(article, &proposition, &part)) {
        Some((rest, part)) => {
            cut(article, rest, depth - 1, found);
            cut(article, part, depth - 1, found);
        }
        None => found.push(proposition),
    }
}

/// A way to cut a clause, as training sees it.
pub(super) struct Division {
    pub(super) rest: Proposition,
    pub(super) part: Proposition,
    pub(super) features: Vec<FeatureKey>,
}

/// Every way to cut `proposition` once.
pub(super) fn list_divisions(article: &Article, proposition: &Proposition) -> Vec<Division> {
    let to_division = |part: &Part| {
        let (rest, cut) = divide(article, proposition, part)?;
        let mut features = Vec::new();
        push_part_features(article, proposition, part, &mut features);
        Some(Division { rest, part: cut, features })
    };
    find_parts(article, proposition).iter().filter_map(to_division).collect()
}

/// `proposition` without `part`, and the part; `None` where one of them would be empty.
fn divide(article: &Article, proposition: &Proposition, part: &Part) -> Option<(Proposition, Proposition)> {
    let tokens = &proposition.tokens;
    let has_word = |tokens: &[TokenId]| tokens.iter().any(|&token| article.is_word(token));
    let inner = trim(article, &tokens[part.start..part.end], false).to_vec();
    // What stands before the opening stays, and what follows the part: its comma or bracket goes with it.
    let mut before = part.opener;
    while before > 0 && !article.is_word(tokens[before - 1]) {
        before -= 1;
    }
    let mut after = part.end;
    while before > 0 && after < tokens.len() && article.is_comma(tokens[after]) {
        after += 1;
    }
    let outer: Vec<TokenId> = match part.opening {
        Opening::Lead => tokens[part.end..].to_vec(),
        _ => tokens[..before].iter().chain(&tokens[after..]).copied().collect(),
    };
    // The stop is that of what stands last.
    let keeps_stop = has_word(&tokens[part.end..]);
    let outer = trim(article, &outer, keeps_stop).to_vec();
    if !has_word(&inner) || !has_word(&outer) {
        return None;
    }
    let rest = reread(article, proposition, outer, None);
    let before = match part.opening {
        Opening::Coordinate => proposition.subject.clone(),
        _ => None,
    };
    let mut cut = reread(article, proposition, inner, before);
    cut.contrasts = false;
    if part.opening == Opening::Content {
        cut.accuser = Some(find_accuser(article, proposition, part.opener));
    }
    Some((rest, cut))
}

/// Who puts forward the content that `opener` opens: the one who accuses, or whose claim it is; nobody where the clause does
/// not say.
fn find_accuser(article: &Article, proposition: &Proposition, opener: usize) -> Claimant {
    let tokens = &proposition.tokens[..opener];
    let stands_for_claim = |&at: &usize| article.cue(tokens[at]).any(ALLEGATION.or(ACCOUNT));
    if let Some(noun) = (opener.saturating_sub(2)..opener).rev().find(stands_for_claim) {
        // "Mr Hogan's claim that"
        let owner = (noun.saturating_sub(2)..noun).find(|&at| article.tag(tokens[at]) == Pos::PossessiveEnding);
        let mut first = owner.unwrap_or(0);
        while first > 0 && article.tag(tokens[first - 1]).is_nominal() {
            first -= 1;
        }
        return match owner {
            Some(owner) if first < owner => describe_actor(article, tokens[first]..tokens[owner - 1] + 1),
            _ => NOBODY,
        };
    }
    find_act(article, proposition).filter(|act| act.stance == Stance::Alleges).map_or(NOBODY, |act| act.claimant)
}

/// `tokens` as a proposition like `whole`; `subject` is the one it takes over where it has none.
fn reread(
    article: &Article,
    whole: &Proposition,
    tokens: Vec<TokenId>,
    subject: Option<std::ops::Range<TokenId>>,
) -> Proposition {
    let verb = find_main_verb(article, &tokens);
    let own = verb.and_then(|verb| find_subject(article, &tokens, verb));
    let is_elliptic = own.is_none();
    Proposition { verb, subject: own.or(subject), is_elliptic, tokens, ..whole.clone() }
}

/// Where parts of `proposition` may stand.
fn find_parts(article: &Article, proposition: &Proposition) -> Vec<Part> {
    let tokens = &proposition.tokens[..proposition.tokens.len().min(TOKENS)];
    let mut parts = Vec::new();
    let tag = |at: usize| tokens.get(at).map_or(Pos::Mark, |&token| article.tag(token));
    let cue = |at: usize| article.cue(tokens[at]);
    let is_verbal = |at: usize| at < tokens.len() && (article.is_finite(tokens[at]) || tag(at).is_verb());
    let is_break = |at: usize| {
        let token = tokens[at];
        matches!(article.kind(token), TokenKind::Open | TokenKind::Close)
            || article.kind(token) == TokenKind::Dash && article.doc.tokens[token as usize].space_before
            || article.kind(token) == TokenKind::Symbol && matches!(article.doc.token_text(token), ":" | ";")
            || article.doc.token_text(token) == "—"
    };
    let stops =
        |at: usize| article.is_comma(tokens[at]) || is_break(at) || article.kind(tokens[at]) == TokenKind::Terminal;
    if tokens.len() < 5 {
        return parts;
    }
    // "The senator accused the bank of hiding losses" is one claim whole.
    let is_main = |at: usize| proposition.verb.is_some_and(|verb| (verb..verb + 4).contains(&at));
    let ends = |start: usize| {
        let mut ends: Vec<usize> = (start + 1..tokens.len()).filter(|&at| stops(at)).take(ENDS - 1).collect();
        if ends.last().is_none_or(|&last| tokens[last..].iter().any(|&token| article.is_word(token))) {
            ends.push(tokens.len());
        }
        ends
    };
    let mut push = |opening: Opening, opener: usize, start: usize| {
        for end in ends(start) {
            if end >= start + 2 {
                parts.push(Part { opening, opener, start, end });
            }
        }
    };
    for at in 1..tokens.len() - 1 {
        let lower = article.doc.lower(tokens[at]);
        let before = at - 1;
        let comma = article.is_comma(tokens[at]);
        if (tag(at) == Pos::Wh || cue(at).any(RELATIVE)) && tag(at) != Pos::Determiner {
            if cue(before).any(ALLEGATION.or(ACCOUNT))
                || lower == "that" && tag(before) == Pos::Noun && !is_verbal(at + 1)
            {
                push(Opening::Content, at, at + 1);
            } else if tag(before).is_nominal() || stops(before) || tag(before) == Pos::Preposition {
                push(Opening::Relative, at, at + 1);
            }
        } else if cue(at).any(SUBORDINATOR.or(CONCESSIVE)) || matches!(lower, "so" | "whether" | "than") {
            push(Opening::Subordinate, at, at + 1);
        } else if tag(at) == Pos::Coordinator && article.is_word(tokens[at]) {
            push(Opening::Coordinate, at, at + 1);
        } else if comma && (tag(at + 1) == Pos::VerbIng || tag(at + 1) == Pos::VerbParticiple) {
            push(Opening::Participle, at, at + 1);
        } else if is_break(at) && article.kind(tokens[at]) != TokenKind::Close {
            push(Opening::Break, at, at + 1);
        } else if comma && tag(at + 1) != Pos::Coordinator && tag(at + 1) != Pos::Wh {
            let has_verb = (at + 2..tokens.len().min(at + REACH)).take_while(|&next| !stops(next)).any(is_verbal);
            push(if has_verb { Opening::Splice } else { Opening::Apposition }, at, at + 1);
        } else if tag(at) == Pos::Preposition
            && tag(at + 1) == Pos::VerbIng
            && (at.saturating_sub(6)..at).any(|before| cue(before).any(ALLEGES.or(ALLEGATION)) && !is_main(before))
        {
            push(Opening::Content, at, at + 1);
        }
    }
    // "As prices rose, sales fell": the first clause, up to a comma.
    let opens = cue(0).any(SUBORDINATOR.or(CONCESSIVE))
        || matches!(tag(0), Pos::Preposition | Pos::VerbIng | Pos::VerbParticiple);
    let skip = usize::from(cue(0).any(SUBORDINATOR.or(CONCESSIVE)) || tag(0) == Pos::Preposition);
    if opens || article.cue(tokens[0]).any(FIRST_PERSON) || tag(0) == Pos::Determiner {
        let commas = (3..tokens.len().saturating_sub(2)).filter(|&at| article.is_comma(tokens[at])).take(2);
        parts.extend(commas.map(|end| Part { opening: Opening::Lead, opener: 0, start: skip, end }));
    }
    parts
}

/// Few, several, many words.
fn bucket(words: usize) -> u32 {
    match words {
        0..=2 => 0,
        3..=4 => 1,
        5..=6 => 2,
        7..=9 => 3,
        10..=14 => 4,
        15..=22 => 5,
        _ => 6,
    }
}

fn push_part_features(article: &Article, proposition: &Proposition, part: &Part, features: &mut Vec<FeatureKey>) {
    let doc = article.doc;
    let tokens = &proposition.tokens;
    let mut push = |template: u32, value: u32| features.push(key(template, value));
    let hash = |at: usize| tokens.get(at).map_or(1, |&token| article.cues.hash(doc, token));
    let tag = |at: usize| tokens.get(at).map_or(31, |&token| article.tag(token) as u32);
    let count = |from: usize, to: usize| tokens[from..to].iter().filter(|&&token| article.is_word(token)).count();
    let opening = part.opening as u32;
    let opener = join(opening, hash(part.opener));
    push(0, 0);
    push(1, opening);
    push(2, opener);
    push(3, join(opener, hash(part.start)));
    push(4, join(opening, tag(part.start)));
    push(5, join(opening, join(tag(part.start), tag(part.start + 1))));
    let before = part.opener.checked_sub(1);
    push(6, join(opening, before.map_or(1, hash)));
    push(7, join(opening, before.map_or(31, tag)));
    let comma = before.is_some_and(|before| article.is_comma(tokens[before])) || article.is_comma(tokens[part.opener]);
    push(8, join(opener, u32::from(comma)));
    // How it ends.
    let end = tokens.get(part.end).map_or(1, |&token| {
        if article.is_comma(token) {
            2
        } else if article.is_word(token) {
            3
        } else {
            4 + article.kind(token) as u32
        }
    });
    push(9, join(opening, end));
    push(10, join(opener, end));
    push(11, join(opening, join(tag(part.end + 1), end)));
    // How long it and the rest are.
    let words = count(part.start, part.end);
    let rest = count(0, tokens.len()) - words;
    push(12, join(opening, bucket(words)));
    push(13, join(opening, bucket(rest)));
    push(14, join(opening, bucket(words) << 3 | bucket(rest)));
    push(15, join(opener, bucket(words)));
    push(16, join(opener, bucket(rest)));
    // Its verbs and those of the rest.
    let inner = &tokens[part.start..part.end];
    let finite = |range: &[TokenId]| range.iter().filter(|&&token| article.is_finite(token)).count().min(3) as u32;
    let outer = finite(&tokens[..part.opener]) + finite(&tokens[part.end..]);
    let verbs = finite(inner) << 3 | outer.min(3);
    push(17, join(opening, verbs));
    push(18, join(opener, verbs));
    push(19, join(join(opening, verbs), bucket(words) << 3 | bucket(rest)));
    push(20, join(join(opening, verbs), end));
    let verb = inner.iter().position(|&token| article.is_finite(token)).map(|at| part.start + at);
    let stem = |at: Option<usize>| at.map_or(1, |at| article.cues.stem(doc, tokens[at]));
    push(21, join(opening, stem(verb)));
    push(22, stem(verb));
    push(23, join(opening, verb.map_or(31, tag)));
    push(24, join(opening, verb.map_or(9, |verb| (verb - part.start).min(6) as u32)));
    push(25, join(opening, stem(proposition.verb.filter(|&verb| verb < tokens.len()))));
    let main_before = proposition.verb.is_some_and(|verb| verb < part.opener);
    push(26, join(opening, u32::from(main_before) << 2 | u32::from(verb.is_some()) << 1 | u32::from(comma)));
    let copula = verb.is_some_and(|verb| article.cue(tokens[verb]).any(BE));
    push(27, join(opening, u32::from(copula)));
    // What it speaks of.
    let names = inner.iter().filter(|&&token| article.tag(token) == Pos::Proper).count().min(2) as u32;
    let numbers = inner.iter().filter(|&&token| is_amount(article, token)).count().min(2) as u32;
    push(28, join(opening, names << 2 | numbers));
    for &token in inner.iter().take(24) {
        for class in article.cue(token).classes() {
            push(29, join(opening, class));
        }
    }
    // Whose words they are.
    let form = proposition.quote.map_or(3, |quote| match article.quote(quote).form {
        QuoteForm::Direct => 0,
        QuoteForm::Indirect => 1,
        QuoteForm::Mixed => 2,
    });
    let act = u32::from(proposition.act.is_some());
    push(30, join(opening, form << 1 | act));
    push(31, join(opener, form << 1 | act));
    push(32, join(opening, u32::from(article.is_headline(proposition.sentence))));
    let marks = inner.iter().filter(|&&token| article.is_comma(token)).count().min(3) as u32;
    push(33, join(opening, marks << 3 | end.min(7)));
    push(34, join(opening, join(tag(part.start), verbs)));
    push(35, join(opening, join(verb.map_or(31, tag), end)));
    push(36, join(opener, before.map_or(31, tag)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/claim-parts.bin");
        assert!(Linear::read(bytes).is_ok());
        assert!(Linear::read(&bytes[..bytes.len() - 1]).is_err());
    }
}
