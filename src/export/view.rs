//! What every form says of an article: who is heard, in whose name a claim stands, which words a span covers.

use super::article::AnnotatedArticle;
use super::link::{is_linkable, link_to};
use crate::span::{OffsetMap, OffsetUnit, Span};
use crate::wire::words::{
    CLAIM_TYPES, ENTITY_HEADINGS, FRAMINGS, LINKS, NO_SPEAKER, OWN_VOICE, OWN_VOICE_INSIDE, SOMEONE, STANCES,
    find_words,
};
use crate::wire::{Article, Claim, Pair, Quote, Word};

/// Someone who is heard in the article.
pub(super) struct Speaker {
    /// The entity's name, else the words that describe the source; [`NO_SPEAKER`] where the text names none.
    pub(super) name: String,
    /// How the source is identified.
    pub(super) kind: Word,
    /// The source as an entity.
    pub(super) entity: Option<u32>,
    /// Its quotes, in order.
    pub(super) quotes: Vec<u32>,
    /// Words of all its quotes.
    pub(super) words: u32,
    /// Its words as a share of all words of all speakers, in whole percent.
    pub(super) percent: u32,
}

impl Speaker {
    /// How much of what is said is the speaker's.
    pub(super) fn tell_share(&self) -> String {
        self.percent.to_string() + " % of the words of all speakers"
    }
}

/// An article with its look-ups.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) article: &'a Article,
    /// The page's address, where it is one that a link may lead to.
    pub(super) url: Option<&'a str>,
    /// Most words first.
    pub(super) speakers: Vec<Speaker>,
    /// The place in `speakers` of each quote's.
    pub(super) speaker_of: Vec<usize>,
    /// For each claim the claims that link to it, with what they do to it.
    pub(super) answers: Vec<Vec<(Word, u32)>>,
    title: &'a str,
    map: OffsetMap<'a>,
}

/// Kinds of block that are no part of the article.
const FURNITURE: [Word; 8] =
    ["furniture", "related", "newsletter", "comment", "advertisement", "notice", "navigation", "footer"];

/// Whether a block of this kind is no part of the article.
pub(super) fn is_furniture(kind: Word) -> bool {
    FURNITURE.contains(&kind)
}

impl<'a> View<'a> {
    /// Makes the look-ups.
    pub(super) fn new(from: &'a AnnotatedArticle) -> Self {
        let (text, article) = (from.text(), from.article());
        let mut answers = vec![Vec::new(); article.claims.len()];
        for claim in &article.claims {
            for link in &claim.links {
                answers[link.to as usize].push((link.kind, claim.id));
            }
        }
        let url = from.url().filter(|url| is_linkable(url));
        let map = OffsetMap::new(text, OffsetUnit::CodePoint);
        let (speakers, speaker_of) = (Vec::new(), Vec::new());
        let mut view = Self { text, article, url, speakers, speaker_of, answers, title: from.title(), map };
        view.list_speakers();
        view
    }

    /// Groups the quotes by who is heard.
    fn list_speakers(&mut self) {
        let mut speakers: Vec<Speaker> = Vec::new();
        let mut speaker_of = Vec::with_capacity(self.article.quotes.len());
        for quote in &self.article.quotes {
            let name = match quote.entity {
                Some(entity) => self.name(entity),
                None => self.words(&quote.source),
            };
            let name = if name.is_empty() { NO_SPEAKER.to_owned() } else { name };
            let place = find_speaker(&speakers, quote.entity, quote.source_kind, &name).unwrap_or_else(|| {
                let (kind, entity) = (quote.source_kind, quote.entity);
                speakers.push(Speaker { name, kind, entity, quotes: Vec::new(), words: 0, percent: 0 });
                speakers.len() - 1
            });
            let speaker = &mut speakers[place];
            speaker.quotes.push(quote.id);
            speaker.words += self.words(&quote.content).split(' ').filter(|&word| word != "…").count() as u32;
            // A name beats a description, which a pronoun's quote may have given.
            if quote.entity.is_some() && quote.source_kind == "named" {
                speaker.kind = "named";
            }
            speaker_of.push(place);
        }
        for source in &self.article.summary.sources {
            if let Some(place) = find_speaker(&speakers, source.entity, source.kind, &one_line(&source.name)) {
                speakers[place].words = source.words;
            }
        }
        let all: u64 = speakers.iter().map(|speaker| u64::from(speaker.words)).sum();
        for speaker in &mut speakers {
            speaker.percent = ((200 * u64::from(speaker.words) + all) / (2 * all).max(1)) as u32;
        }
        let order = sort_places(&speakers.iter().map(|speaker| u64::from(!speaker.words)).collect::<Vec<_>>());
        let mut unsorted: Vec<Option<Speaker>> = speakers.into_iter().map(Some).collect();
        let speakers: Vec<Speaker> = order.into_iter().filter_map(|place| unsorted[place].take()).collect();
        for (place, speaker) in speakers.iter().enumerate() {
            for &quote in &speaker.quotes {
                speaker_of[quote as usize] = place;
            }
        }
        (self.speakers, self.speaker_of) = (speakers, speaker_of);
    }

    /// The bytes that `pair` covers.
    pub(super) fn span(&self, (start, end): Pair) -> Span {
        self.map.to_span(start, end)
    }

    /// The words of one or more spans on one line, without controls; a gap between two is shown by an ellipsis.
    pub(super) fn words(&self, pairs: &[Pair]) -> String {
        let mut words: Vec<&str> = Vec::new();
        let mut before: Option<u32> = None;
        for &pair in pairs {
            let span = self.span(pair);
            if before
                .is_some_and(|end| end < span.start && !Span::new(end, span.start).slice(self.text).trim().is_empty())
            {
                words.push("…");
            }
            words.extend(split_words(span.slice(self.text)));
            before = Some(span.end);
        }
        words.join(" ")
    }

    /// The title that was given, else the headline, else the first words.
    pub(super) fn title(&self) -> String {
        let blocks = &self.article.blocks;
        if !self.title.trim().is_empty() {
            return one_line(self.title);
        }
        let block = blocks.iter().find(|block| block.kind == "headline").or(blocks.first());
        let words = block.map(|block| self.words(&[(block.start, block.end)])).unwrap_or_default();
        if words.is_empty() { "Article".to_owned() } else { shorten(&words, 120) }
    }

    /// The name of an entity on one line.
    pub(super) fn name(&self, entity: u32) -> String {
        one_line(&self.article.entities[entity as usize].name)
    }

    /// The role in which the article presents an entity; empty where it states none.
    pub(super) fn role(&self, entity: Option<u32>) -> String {
        let role = entity.and_then(|entity| self.article.entities[entity as usize].role);
        role.map(|role| self.words(&[role])).unwrap_or_default()
    }

    /// The speaker of a quote.
    pub(super) fn speaker(&self, quote: u32) -> &Speaker {
        &self.speakers[self.speaker_of[quote as usize]]
    }

    /// Who puts a claim forward.
    pub(super) fn claimant(&self, claim: &Claim) -> String {
        if claim.claimant.kind == "author" {
            return OWN_VOICE.to_owned();
        }
        let words = match (claim.claimant.entity, claim.claimant.span) {
            (Some(entity), _) => self.name(entity),
            (None, Some(span)) => self.words(&[span]),
            (None, None) => claim.quote.map(|quote| self.speaker(quote).name.clone()).unwrap_or_default(),
        };
        if words.is_empty() || words == NO_SPEAKER { SOMEONE.to_owned() } else { words }
    }

    /// What the claim `by` does to an earlier one: "Perhaps denied by Iran", or "Perhaps repeated later" where the same
    /// voice answers itself.
    pub(super) fn answer(&self, earlier: &Claim, kind: Word, by: u32) -> String {
        let (verb, who) = (find_words(LINKS, kind), self.claimant(&self.article.claims[by as usize]));
        if who == self.claimant(earlier) {
            return format!("{verb} later");
        }
        format!("{verb} by {}", if who == OWN_VOICE { OWN_VOICE_INSIDE } else { &who })
    }

    /// A link that opens the page at the first of `pairs`; `None` without an address.
    pub(super) fn link(&self, pairs: &[Pair]) -> Option<String> {
        let first = self.span(*pairs.first()?).slice(self.text);
        self.url.map(|url| link_to(url, first))
    }

    /// The words of a quote, in quotation marks where they are the source's own.
    pub(super) fn told_words(&self, quote: &Quote) -> String {
        let words = self.words(&quote.content);
        if quote.form == "direct" { ["“", &words, "”"].concat() } else { words }
    }

    /// The headings of the kinds of entity that there are, each with its names and how often each is mentioned, most
    /// mentioned first; a name as `escape` writes it.
    pub(super) fn list_names(&self, escape: fn(&str) -> String) -> Vec<(&'static str, String)> {
        let counts = self.count_mentions();
        let order = sort_places(&counts.iter().map(|&count| u64::from(!count)).collect::<Vec<_>>());
        let mut lists = Vec::new();
        for &(kind, heading) in ENTITY_HEADINGS {
            let mut list = String::new();
            for &id in order.iter().filter(|&&id| counts[id] > 0 && self.article.entities[id].kind == kind) {
                let between = if list.is_empty() { "" } else { ", " };
                put(&mut list, &[between, &escape(&self.name(id as u32)), " (", &counts[id].to_string(), ")"]);
            }
            if !list.is_empty() {
                lists.push((heading, list));
            }
        }
        lists
    }

    /// How often each entity is mentioned in the article itself.
    fn count_mentions(&self) -> Vec<u32> {
        let mut counts = vec![0; self.article.entities.len()];
        let mut blocks = self.article.blocks.iter().peekable();
        for mention in &self.article.mentions {
            while blocks.next_if(|block| block.end <= mention.start).is_some() {}
            let is_body = !blocks.peek().is_some_and(|block| block.start <= mention.start && is_furniture(block.kind));
            if let Some(entity) = mention.entity.filter(|_| is_body) {
                counts[entity as usize] += 1;
            }
        }
        counts
    }
}

/// The place of the speaker who is the entity or, without one, is called so.
fn find_speaker(speakers: &[Speaker], entity: Option<u32>, kind: Word, name: &str) -> Option<usize> {
    let is_it = |speaker: &Speaker| match (entity, speaker.entity) {
        (None, None) => kind == speaker.kind && (kind == "none" || name.eq_ignore_ascii_case(&speaker.name)),
        (entity, other) => entity == other,
    };
    speakers.iter().position(is_it)
}

/// How a claim is put forward and what it is about, in words.
pub(super) fn tell_claim(claim: &Claim) -> String {
    let types: Vec<&str> = claim.types.iter().map(|kind| find_words(CLAIM_TYPES, kind)).collect();
    join_told(&[find_words(STANCES, claim.stance), find_words(FRAMINGS, claim.framing), &types.join(", ")], "; ")
}

/// The words of `text`, without controls.
fn split_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|mark: char| mark.is_whitespace() || mark.is_control()).filter(|word| !word.is_empty())
}

/// `text` with white space run together and without controls.
pub(super) fn one_line(text: &str) -> String {
    split_words(text).collect::<Vec<_>>().join(" ")
}

/// Cuts a long text at a char.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((at, _)) => text[..at].trim_end().to_owned() + " …",
        None => text.to_owned(),
    }
}

/// The places of `keys` in their order, the lowest first, equals as they come. The one sort of all exports: each type that
/// is sorted weighs several kB in WebAssembly.
#[inline(never)]
pub(super) fn sort_places(keys: &[u64]) -> Vec<usize> {
    let mut places: Vec<(u64, u64)> = keys.iter().copied().zip(0..).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place as usize).collect()
}

/// A key of [`sort_places`] for `first`, then `second`.
pub(super) fn sort_key(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// Writes `parts` one after the other. Far smaller than as many formats.
#[inline(never)]
pub(super) fn put(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

/// A number that counts from 1, for an id that counts from 0.
#[inline(never)]
pub(super) fn ordinal(id: u32) -> String {
    (id + 1).to_string()
}

/// Those of `parts` that are not empty, in one text.
#[inline(never)]
pub(super) fn join_told(parts: &[&str], between: &str) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
