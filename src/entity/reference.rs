//! Mentions without a name: pronouns ("he", "their") and nominals ("the prime minister", "the PMF leadership").

use std::ops::Range;

use super::name::Candidate;
use super::words::Words;
use crate::document::{Case, TokenId, TokenKind};
use crate::model::gazetteer::Facts;
use crate::model::pos::Pos;

/// What a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    /// He, him, his, himself.
    Male,
    /// She, her, hers, herself.
    Female,
    /// They, them, their, theirs, themselves.
    Plural,
    /// It, its, itself.
    Thing,
    /// Who, whose, whom after a name or nominal.
    Relative,
}

impl Pronoun {
    /// How many sorts there are.
    pub(super) const COUNT: usize = 5;
}

/// Whom a nominal describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    /// One person.
    Person,
    /// Several persons.
    Persons,
    /// An organisation.
    Organization,
    /// Those who speak for an organisation.
    Leadership,
    /// A place.
    Place,
    /// Anything whose name holds the noun: "the fund" where there is a "Green Growth Fund".
    Thing,
}

/// How a nominal is introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Article {
    /// "the", "this", a possessive.
    Definite,
    /// "a", a number, "some".
    Indefinite,
    /// No article.
    None,
}

/// What a reference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReferenceKind {
    /// A pronoun.
    Pronoun(Pronoun),
    /// A nominal with its head noun.
    Nominal {
        /// Whom it describes.
        noun: Noun,
        /// How it is introduced.
        article: Article,
        /// Its head noun.
        head: TokenId,
    },
}

/// A mention without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its tokens; never empty.
    pub tokens: Range<TokenId>,
    /// What it is.
    pub kind: ReferenceKind,
}

/// No nominal is longer than this many tokens before its head.
const LONGEST_NOMINAL: TokenId = 8;

/// Finds pronouns and nominals in order of the text, not overlapping. Linear.
pub(super) fn find_references(words: &Words, candidates: &[Candidate]) -> Vec<Reference> {
    let doc = words.doc;
    let pronouns: Vec<Option<Pronoun>> = doc.vocabulary.iter().map(|word| find_pronoun(word)).collect();
    let heads = Facts::PERSON_NOUN
        .with(Facts::PERSONS_NOUN)
        .with(Facts::ORGANIZATION_NOUN)
        .with(Facts::LEADERSHIP_NOUN)
        .with(Facts::PLACE_NOUN);
    let in_names = find_heads_of_names(words, candidates);
    let mut found: Vec<Reference> = Vec::new();
    let mut name = 0;
    for sentence in &doc.sentences {
        let mut floor = sentence.tokens.start;
        for at in sentence.tokens.clone() {
            let token = &doc.tokens[at as usize];
            if token.kind != TokenKind::Word {
                continue;
            }
            while name < candidates.len() && candidates[name].tokens.end <= at {
                name += 1;
            }
            let in_name = candidates.get(name).is_some_and(|candidate| candidate.tokens.start <= at);
            if in_name {
                continue;
            }
            if let Some(pronoun) = pronouns[token.word as usize] {
                // "US" and "IT" in capitals are names or acronyms.
                let plain = token.case != Case::Upper || sentence.tokens.start == at;
                let relative = pronoun != Pronoun::Relative || at > sentence.tokens.start;
                if plain && relative {
                    found.push(Reference { tokens: at..at + 1, kind: ReferenceKind::Pronoun(pronoun) });
                    floor = at + 1;
                }
                continue;
            }
            let is_head = words.facts(at).has(heads) || in_names[token.word as usize];
            // "the Kingdom", "the Vice President"; otherwise a noun with a capital is part of a title or a name.
            let after_article = (floor.max(at.saturating_sub(4))..at)
                .rev()
                .find(|&before| !doc.tokens[before as usize].is_capitalised() || doc.lower(before) == "the")
                .is_some_and(|before| doc.lower(before) == "the");
            if !is_head || token.is_capitalised() && words.telling(at) > 0 && !after_article {
                continue;
            }
            if let Some(reference) = read_nominal(words, floor..sentence.tokens.end, at, candidates, name) {
                floor = reference.tokens.end;
                found.push(reference);
            }
        }
    }
    found
}

/// By word, whether it is the last word, or the one before "of", of a name of several words that is of no person.
fn find_heads_of_names(words: &Words, candidates: &[Candidate]) -> Vec<bool> {
    let doc = words.doc;
    let mut heads = vec![false; doc.vocabulary.len()];
    for candidate in candidates.iter().filter(|candidate| candidate.tokens.len() > 1) {
        let joint = candidate.tokens.clone().skip(1).find(|&at| matches!(doc.lower(at), "of" | "for"));
        let head = doc.tokens[joint.unwrap_or(candidate.tokens.end) as usize - 1].word;
        heads[head as usize] = doc.vocabulary[head as usize].chars().count() > 2;
    }
    heads
}

/// The pronoun that a lower-cased word is. First and second persons are left to the quotes.
fn find_pronoun(word: &str) -> Option<Pronoun> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Pronoun::Male,
        "she" | "her" | "hers" | "herself" => Pronoun::Female,
        "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::Plural,
        "it" | "its" | "itself" => Pronoun::Thing,
        "who" | "whose" | "whom" => Pronoun::Relative,
        _ => return None,
    })
}

/// The nominal whose head noun is `head`, if it is one; `name` is the first candidate that ends after the head.
fn read_nominal(
    words: &Words,
    within: Range<TokenId>,
    head: TokenId,
    candidates: &[Candidate],
    name: usize,
) -> Option<Reference> {
    let doc = words.doc;
    let next = head + 1;
    let facts = words.facts(head);
    if next < within.end {
        let token = &doc.tokens[next as usize];
        // "the company spokesman", "police car": the head comes later. "party-backed": no noun at all.
        let noun_follows = token.kind == TokenKind::Word
            && token.case == Case::Lower
            && matches!(words.pos[next as usize], Pos::Noun | Pos::VerbIng)
            && !words.facts(next).has(Facts::SPEECH)
            && !is_verb_after_noun(doc.lower(next));
        let hyphen = token.kind == TokenKind::Dash && !token.space_before && {
            doc.tokens.get(next as usize + 1).is_some_and(|token| !token.space_before)
        };
        // "spokesman John Doe": the name is the mention.
        let named = candidates.get(name).is_some_and(|candidate| candidate.tokens.start == next);
        if noun_follows || hyphen || named || token.kind == TokenKind::Clitic && doc.lower(next) != "'s" {
            return None;
        }
    }
    let (mut start, mut article) = (head, Article::None);
    let mut at = head;
    while at > within.start && head - at < LONGEST_NOMINAL {
        let before = at - 1;
        let token = &doc.tokens[before as usize];
        let lower = doc.lower(before);
        let is_part = match token.kind {
            TokenKind::Number => true,
            TokenKind::Dash => !token.space_before && !doc.tokens[at as usize].space_before,
            TokenKind::Clitic => lower == "'s",
            TokenKind::Word => match lower {
                "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "our" | "my"
                | "your" => {
                    (start, article) = (before, Article::Definite);
                    break;
                }
                "a" | "an" | "some" | "several" | "many" | "another" | "one" | "two" | "three" | "four" | "five"
                | "six" | "most" | "all" | "any" | "few" | "no" | "every" | "each" => {
                    (start, article) = (before, Article::Indefinite);
                    break;
                }
                _ => {
                    let pos = words.pos[before as usize];
                    matches!(pos, Pos::Adjective | Pos::Noun | Pos::Proper | Pos::Number)
                        && !words.facts(before).has(Facts::SPEECH)
                        || matches!(pos, Pos::VerbParticiple | Pos::VerbIng | Pos::Adverb) && is_inside(words, before)
                        || matches!(lower, "former" | "ex" | "then" | "foreign" | "prime" | "senior")
                }
            },
            _ => false,
        };
        if !is_part {
            break;
        }
        at = before;
        start = before;
    }
    // An edge mark is no part.
    while start < head && !doc.tokens[start as usize].is_wordlike() {
        start += 1;
    }
    // "the company's founder": the owner is a mention of its own.
    if article == Article::None && start > within.start && doc.lower(start - 1) == "'s" {
        article = Article::Definite;
    }
    if article == Article::None && doc.tokens[start as usize].is_capitalised() && start < head {
        let owner = (start..head).any(|at| doc.lower(at) == "'s");
        if owner {
            article = Article::Definite;
        }
    }
    let noun = if facts.has(Facts::LEADERSHIP_NOUN) {
        Noun::Leadership
    } else if facts.has(Facts::PERSON_NOUN) {
        Noun::Person
    } else if facts.has(Facts::PERSONS_NOUN) {
        Noun::Persons
    } else if facts.has(Facts::ORGANIZATION_NOUN) {
        Noun::Organization
    } else if facts.has(Facts::PLACE_NOUN) {
        Noun::Place
    } else {
        Noun::Thing
    };
    let bare = article == Article::None && start == head;
    let noun = if noun == Noun::Leadership && facts.has(Facts::PERSONS_NOUN) && bare { Noun::Persons } else { noun };
    let kept = match noun {
        // A lone noun without an article is a title, a compound, or no mention.
        Noun::Person => article != Article::None,
        Noun::Persons => true,
        Noun::Place | Noun::Thing => {
            article == Article::Definite && matches!(doc.lower(start), "the" | "this" | "that")
        }
        Noun::Organization | Noun::Leadership => {
            article != Article::None || doc.lower(head) == "police" || noun == Noun::Leadership && !bare
        }
    };
    kept.then_some(Reference { tokens: start..head + 1, kind: ReferenceKind::Nominal { noun, article, head } })
}

/// Whether a participle or adverb at `at` stands inside a noun phrase: an article or adjective is before it.
fn is_inside(words: &Words, at: TokenId) -> bool {
    at > 0
        && (matches!(words.pos[at as usize - 1], Pos::Determiner | Pos::Adjective | Pos::Possessive | Pos::Adverb)
            || words.doc.tokens[at as usize - 1].kind == TokenKind::Dash)
}

/// Verbs that taggers take for nouns after a noun.
fn is_verb_after_noun(word: &str) -> bool {
    matches!(word, "plans" | "hopes" | "claims" | "calls" | "backs" | "wants" | "plan" | "hope" | "claim" | "want")
}
