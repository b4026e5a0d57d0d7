//! Everything that earlier stages found, as the claim stage asks about it.

use std::ops::Range;

use super::cue_word::{
    ACCOUNT, ALLEGATION, ALLEGES, BE, BOTH, CueTable, Cues, DENIES, DISPUTES, FIGURE, HAVE, PREDICTS, REJECTS,
};
use crate::document::{BlockKind, Case, Document, SentenceId, TokenId, TokenKind};
use crate::entity::{Entities, EntityId, Mention, MentionForm};
use crate::model::pos::Pos;
use crate::quote::{Quote, QuoteId};
use crate::span::Span;

/// The article as earlier stages left it.
pub(super) struct Article<'a> {
    /// The text.
    pub(super) doc: &'a Document,
    /// One tag a token; see [`mend_tags`].
    pos: Vec<Pos>,
    /// Mentions and entities.
    pub(super) entities: &'a Entities,
    /// Quotes.
    pub(super) quotes: &'a [Quote],
    /// Classes of words.
    pub(super) cues: CueTable,
    /// Nouns for claims that stand in front of their verb as its object ("Both [claims] Iran denies"), in order.
    fronted: Vec<TokenId>,
    /// Whether each entity has a name in the article.
    pub(super) is_named: Vec<bool>,
}

impl<'a> Article<'a> {
    /// Looks up the words of `doc`.
    pub(super) fn new(doc: &'a Document, pos: &'a [Pos], entities: &'a Entities, quotes: &'a [Quote]) -> Self {
        let mut is_named = vec![false; entities.entities.len()];
        for mention in &entities.mentions {
            if let (MentionForm::Name, Some(entity)) = (mention.form, mention.entity)
                && let Some(named) = is_named.get_mut(entity as usize)
            {
                *named = true;
            }
        }
        let cues = CueTable::new(doc);
        let mut pos = mend_tags(doc, pos, entities, &cues);
        mend_bare_pasts(doc, &cues, &mut pos);
        let fronted = find_fronted(doc, &cues, &mut pos);
        Self { doc, pos, entities, quotes, cues, fronted, is_named }
    }

    /// The tag of `token`.
    pub(super) fn tag(&self, token: TokenId) -> Pos {
        self.pos.get(token as usize).copied().unwrap_or_default()
    }

    /// The classes of `token`.
    pub(super) fn cue(&self, token: TokenId) -> Cues {
        // The "'s" of "Kenya's" is no form of "be".
        if self.tag(token) == Pos::PossessiveEnding { Cues::default() } else { self.cues.of(self.doc, token) }
    }

    /// The kind of `token`.
    pub(super) fn kind(&self, token: TokenId) -> TokenKind {
        self.doc.tokens[token as usize].kind
    }

    /// Whether `token` carries tense.
    pub(super) fn is_finite(&self, token: TokenId) -> bool {
        // "had" and "has" stand where the tagger may see a participle or noun.
        self.tag(token).is_finite()
            || self.cue(token).any(HAVE) && self.tag(token).is_verb() && self.tag(token) != Pos::VerbIng
    }

    /// Whether `token` is a comma.
    pub(super) fn is_comma(&self, token: TokenId) -> bool {
        self.kind(token) == TokenKind::Symbol && self.doc.token_text(token) == ","
    }

    /// Whether `token` is a word or number rather than a mark.
    pub(super) fn is_word(&self, token: TokenId) -> bool {
        matches!(self.kind(token), TokenKind::Word | TokenKind::Number | TokenKind::Address | TokenKind::Clitic)
    }

    /// The mention that heads the noun phrase `tokens`: the one that ends last, the longest of those.
    pub(super) fn head_mention(&self, tokens: Range<TokenId>) -> Option<&'a Mention> {
        if tokens.is_empty() {
            return None;
        }
        let span = self.doc.token_span(tokens);
        self.entities.mentions_in(span).map(|(_, mention)| mention).take(24).fold(
            None,
            |best: Option<&Mention>, next| match best {
                Some(best) if best.span.end >= next.span.end => Some(best),
                _ => Some(next),
            },
        )
    }

    /// Whether a mention of `entity` lies in `span`.
    pub(super) fn mentions_entity(&self, span: Span, entity: EntityId) -> bool {
        self.entities.mentions_in(span).any(|(_, mention)| mention.entity == Some(entity))
    }

    /// Whether `token` is a noun for a claim in front of the verb whose object it is, and so no verb of saying.
    pub(super) fn is_fronted(&self, token: TokenId) -> bool {
        self.fronted.binary_search(&token).is_ok()
    }

    /// Whether the sentence stands in a headline, where verbs are often bare and in the present.
    pub(super) fn is_headline(&self, sentence: SentenceId) -> bool {
        let block = self.doc.sentences[sentence as usize].block;
        self.doc.blocks[block as usize].kind == BlockKind::Headline
    }

    /// The quote of an id that this stage stored.
    pub(super) fn quote(&self, quote: QuoteId) -> &'a Quote {
        &self.quotes[quote as usize]
    }
}

/// The tags of `pos`, with those put right that later findings speak against: words of names are no verbs, and
/// a speech-act verb after a name or pronoun is no noun ("Iran denies").
fn mend_tags(doc: &Document, pos: &[Pos], entities: &Entities, cues: &CueTable) -> Vec<Pos> {
    let mut tags = pos.to_vec();
    tags.resize(doc.tokens.len(), Pos::Mark);
    for mention in
        entities.mentions.iter().filter(|mention| mention.form == MentionForm::Name && mention.tokens.len() < 12)
    {
        let end = (mention.tokens.end as usize).min(tags.len());
        let range = (mention.tokens.start as usize).min(end)..end;
        for (tag, token) in tags[range.clone()].iter_mut().zip(&doc.tokens[range]) {
            if tag.is_verb() && token.is_capitalised() {
                *tag = Pos::Proper;
            }
        }
    }
    for token in 1..tags.len() {
        let before = tags[token - 1];
        // "denies both claims": no verb follows a determiner at once.
        if (before == Pos::Determiner || cues.of(doc, token as TokenId - 1).any(BOTH))
            && tags[token].is_finite()
            && cues.of(doc, token as TokenId).any(ALLEGATION.or(ACCOUNT).or(FIGURE))
        {
            tags[token] = Pos::Noun;
        }
        // "the council named a successor": a participle after its noun takes no object.
        if tags[token] == Pos::VerbParticiple
            && matches!(before, Pos::Proper | Pos::Noun)
            && matches!(tags.get(token + 1), Some(Pos::Determiner | Pos::Possessive))
            && !matches!(doc.lower(token as TokenId), "called" | "dubbed" | "titled" | "entitled")
        {
            tags[token] = Pos::VerbPast;
        }
        if tags[token] == Pos::Noun
            && matches!(before, Pos::Proper | Pos::Pronoun | Pos::Wh)
            && doc.tokens[token].case == Case::Lower
            && doc.lower(token as TokenId).ends_with('s')
            && cues.of(doc, token as TokenId).any(SAYS_NO)
            && !cues.of(doc, token as TokenId).any(ALLEGATION.or(ACCOUNT))
        {
            tags[token] = Pos::VerbPresent;
        }
    }
    tags
}

/// Verbs that are no nouns in the third person: "denies", "rejects".
const SAYS_NO: Cues = DENIES.or(REJECTS).or(ALLEGES).or(PREDICTS);

/// Makes a participle right after a noun a past tense where its sentence, or the part before "and" and a new subject,
/// has no other verb that carries tense: "The mayor resigned on Friday and the council named a successor."
fn mend_bare_pasts(doc: &Document, cues: &CueTable, tags: &mut [Pos]) {
    for sentence in &doc.sentences {
        let range = sentence.tokens.start as usize..(sentence.tokens.end as usize).min(tags.len());
        let stops = |token: usize| doc.tokens[token].kind == TokenKind::Terminal;
        // A line without a stop is a heading, where participles are just that.
        if !range.clone().rev().take(2).any(stops) {
            continue;
        }
        let (mut has_finite, mut candidate) = (false, None);
        for token in range.clone() {
            let next = tags.get(token + 1).copied().unwrap_or(Pos::Mark);
            let opens_clause = tags[token] == Pos::Coordinator
                && matches!(next, Pos::Determiner | Pos::Pronoun | Pos::Proper | Pos::Possessive);
            if opens_clause || token + 1 == range.end {
                if let (false, Some(verb)) = (has_finite, candidate) {
                    tags[verb] = Pos::VerbPast;
                }
                (has_finite, candidate) = (false, None);
            }
            has_finite |= tags[token].is_finite();
            let after_noun = token > range.start && matches!(tags[token - 1], Pos::Noun | Pos::Proper | Pos::Number);
            if tags[token] == Pos::VerbParticiple && after_noun && !cues.of(doc, token as TokenId).any(BE.or(HAVE)) {
                candidate = candidate.or(Some(token));
            }
        }
    }
}

/// Finds sentences that begin with what they deny ("Both claims Iran denies.") and puts the tags of noun and verb right.
fn find_fronted(doc: &Document, cues: &CueTable, tags: &mut [Pos]) -> Vec<TokenId> {
    let mut fronted = Vec::new();
    for sentence in &doc.sentences {
        let first = sentence.tokens.start;
        let end = sentence.tokens.end.min(first + 12);
        let stands_for_claim = |token: &TokenId| cues.of(doc, *token).any(ALLEGATION.or(ACCOUNT).or(FIGURE));
        let Some(noun) = (first..end.min(first + 3)).find(stands_for_claim) else { continue };
        let Some(verb) = (noun + 2..end).find(|&token| cues.of(doc, token).any(DENIES.or(REJECTS).or(DISPUTES))) else {
            continue;
        };
        let ends = |token: TokenId| token >= sentence.tokens.end || tags[token as usize] == Pos::Mark;
        let is_name = |token: TokenId| {
            matches!(tags[token as usize], Pos::Proper | Pos::Determiner | Pos::Possessive | Pos::Pronoun | Pos::Noun)
                || tags[token as usize] == Pos::Adverb
                || cues.of(doc, token).any(HAVE)
        };
        // Nothing follows the verb that could be its object, and what stands between is its subject.
        let follows = tags.get(verb as usize + 1).copied().unwrap_or(Pos::Mark);
        let bare = ends(verb + 1) || matches!(follows, Pos::Adverb) && ends(verb + 2);
        if bare && (noun + 1..verb).all(is_name) && (first..noun).all(|token| !tags[token as usize].is_finite()) {
            tags[noun as usize] = Pos::Noun;
            if !tags[verb as usize].is_verb() {
                tags[verb as usize] = Pos::VerbPresent;
            }
            fronted.push(noun);
        }
    }
    fronted
}
