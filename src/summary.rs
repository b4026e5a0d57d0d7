//! Floor 7: the article at a glance: its sources, its claims by voice, its allegations and their answers.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::claim::{Claim, ClaimId, ClaimantKind, LinkKind, Stance};
use crate::document::Document;
use crate::entity::{Entities, EntityId};
use crate::quote::{Quote, QuoteForm, SourceKind};
use crate::span::Span;

/// One source and how much it is heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The source as an entity, where the text settles it.
    pub entity: Option<EntityId>,
    /// Its name, or the words that describe it.
    pub name: String,
    /// How it is identified.
    pub kind: SourceKind,
    /// Quotes in its own words, mixed ones included.
    pub direct: u32,
    /// Paraphrases.
    pub indirect: u32,
    /// Words of all its contents.
    pub words: u32,
}

/// An article at a glance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Words of the article's text, furniture and bylines left out.
    pub words: u32,
    /// Words that lie in the content of at least one quote.
    pub quoted_words: u32,
    /// Sources, most words first, then in order of first appearance.
    pub sources: Vec<Source>,
    /// Claims of each voice: author, named, unnamed, vague, document.
    pub claims_by_voice: [u32; 5],
    /// Allegations that another claim of the article denies or disputes.
    pub answered: Vec<ClaimId>,
    /// Allegations that none does.
    pub unanswered: Vec<ClaimId>,
    /// The few claims that a reader might check first, in that order.
    pub check_first: Vec<ClaimId>,
}

/// How many claims a reader is asked to check first.
const CHECK_FIRST: usize = 3;

/// Sums up an article.
pub fn summarise(doc: &Document, entities: &Entities, quotes: &[Quote], claims: &[Claim]) -> Summary {
    let (words, quoted_words) = count_words(doc, quotes);
    let (answered, unanswered) = sort_allegations(claims);
    let mut claims_by_voice = [0; 5];
    for claim in claims {
        claims_by_voice[voice_index(claim.claimant.kind)] += 1;
    }
    Summary {
        words,
        quoted_words,
        sources: collect_sources(doc, entities, quotes),
        claims_by_voice,
        answered,
        unanswered,
        check_first: choose_checks(claims),
    }
}

/// The claims most worth checking, those that only say again what another says left out.
fn choose_checks(claims: &[Claim]) -> Vec<ClaimId> {
    let repeats = |claim: &Claim| claim.links.iter().any(|link| link.kind == LinkKind::Repeats);
    let mut worth: Vec<(ClaimId, &Claim)> =
        (0..).zip(claims).filter(|(_, claim)| claim.check_worthy == 2 && !repeats(claim)).collect();
    worth.sort_by(|(_, one), (_, other)| other.check_score.total_cmp(&one.check_score));
    worth.into_iter().take(CHECK_FIRST).map(|(id, _)| id).collect()
}

/// The place of a kind of claimant in [`Summary::claims_by_voice`].
const fn voice_index(kind: ClaimantKind) -> usize {
    match kind {
        ClaimantKind::Author => 0,
        ClaimantKind::Named => 1,
        ClaimantKind::Unnamed => 2,
        ClaimantKind::Vague => 3,
        ClaimantKind::Document => 4,
    }
}

/// The words of the article's text, and how many of them lie in a quote.
fn count_words(doc: &Document, quotes: &[Quote]) -> (u32, u32) {
    let mut contents: Vec<Span> = quotes.iter().flat_map(|quote| quote.content.iter().copied()).collect();
    contents.sort_unstable();
    let mut contents = contents.into_iter().peekable();
    let mut quoted_until = 0;
    let (mut words, mut quoted) = (0, 0);
    for block in &doc.blocks {
        if !block.kind.is_article_text() || block.repeats.is_some() {
            continue;
        }
        for token in block.tokens.clone().filter_map(|token| doc.tokens.get(token as usize)) {
            if !token.is_wordlike() {
                continue;
            }
            words += 1;
            while let Some(span) = contents.next_if(|span| span.start <= token.span.start) {
                quoted_until = span.end.max(quoted_until);
            }
            quoted += u32::from(token.span.start < quoted_until);
        }
    }
    (words, quoted)
}

/// The sources of `quotes`, one for each entity or, without one, for each wording.
fn collect_sources(doc: &Document, entities: &Entities, quotes: &[Quote]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut by_key: FxHashMap<(Option<EntityId>, String), usize> = FxHashMap::default();
    for quote in quotes {
        let Some(words) = quote.source.first().map(|&span| doc.slice(span)).filter(|words| !words.is_empty()) else {
            continue;
        };
        let entity = quote.entity.filter(|&entity| (entity as usize) < entities.entities.len());
        let wording = if entity.is_some() { String::new() } else { words.to_lowercase() };
        let place = *by_key.entry((entity, wording)).or_insert_with(|| {
            let name = match entity {
                Some(entity) => entities.entities[entity as usize].name.clone(),
                None => words.to_owned(),
            };
            sources.push(Source { entity, name, kind: quote.source_kind, direct: 0, indirect: 0, words: 0 });
            sources.len() - 1
        });
        let source = &mut sources[place];
        match quote.form {
            QuoteForm::Direct | QuoteForm::Mixed => source.direct += 1,
            QuoteForm::Indirect => source.indirect += 1,
        }
        let tokens = quote.content.iter().flat_map(|&span| doc.tokens_in(span));
        source.words += tokens.filter(|&token| doc.tokens[token as usize].is_wordlike()).count() as u32;
        // A name beats a description, which a pronoun's quote may have given.
        if quote.source_kind == SourceKind::Named {
            source.kind = SourceKind::Named;
        }
    }
    sources.sort_by_key(|source| Reverse(source.words));
    sources
}

/// The allegations that another claim denies or disputes, and those that none does.
fn sort_allegations(claims: &[Claim]) -> (Vec<ClaimId>, Vec<ClaimId>) {
    let mut is_answered = vec![false; claims.len()];
    for link in claims.iter().flat_map(|claim| &claim.links) {
        if matches!(link.kind, LinkKind::Denies | LinkKind::Disputes)
            && let Some(answered) = is_answered.get_mut(link.to as usize)
        {
            *answered = true;
        }
    }
    (0..)
        .zip(claims)
        .filter(|(_, claim)| claim.stance == Stance::Alleges)
        .map(|(id, _)| id)
        .partition(|&id: &ClaimId| is_answered[id as usize])
}
