//! Reads the serialised form back. Written by hand over plain JSON: what `serde` derives for these types weighs ten times
//! as much in WebAssembly.

use serde_json::{Map, Value as Json};

use super::names::{
    BLOCK_KIND, CLAIM_TYPE, CLAIMANT_KIND, ENTITY_KIND, EVIDENCE_KIND, FRAMING, HEDGE_KIND, LINK_KIND, MENTION_FORM,
    NO_EVIDENCE, OFFSET_UNITS, QUOTE_FORM, SOURCE_KIND, STANCE,
};
use super::{
    Allegations, Article, Block, Claim, Claimant, Entity, Evidence, Hedge, Link, Mention, Pair, Quote, Source, Summary,
    Value, Voices, Word,
};

/// What was read, or what was expected and not found.
type Read<T> = Result<T, String>;

/// One object of JSON.
#[derive(Clone, Copy)]
struct Fields<'a>(&'a Map<String, Json>);

impl Article {
    /// Reads the serialised form of one article; keys that are not known are left out.
    ///
    /// # Errors
    /// If a key is missing or its value of another shape: what was expected, and where.
    pub fn read(json: &Json) -> Result<Self, String> {
        let from = to_fields(json, "the article")?;
        Ok(Self {
            version: from.number("version")?,
            offsets: from.word("offsets", OFFSET_UNITS)?,
            language: from.string("language")?,
            blocks: from.list("blocks", |from| {
                Ok(Block {
                    start: from.number("start")?,
                    end: from.number("end")?,
                    kind: from.word("kind", BLOCK_KIND)?,
                })
            })?,
            entities: from.list("entities", |from| {
                Ok(Entity {
                    id: from.number("id")?,
                    name: from.string("name")?,
                    kind: from.word("kind", ENTITY_KIND)?,
                    role: from.find_pair("role")?,
                })
            })?,
            mentions: from.list("mentions", read_mention)?,
            quotes: from.list("quotes", read_quote)?,
            claims: from.list("claims", read_claim)?,
            summary: read_summary(from.object("summary")?)?,
        })
    }
}

fn read_mention(from: Fields) -> Read<Mention> {
    let value = match from.0.get("value") {
        None | Some(Json::Null) => None,
        Some(value) => {
            let from = to_fields(value, "value")?;
            let [iso, number, unit] = ["iso", "number", "unit"].map(|name| from.find_string(name));
            Some(Value { iso: iso?, number: number?, unit: unit? })
        }
    };
    Ok(Mention {
        start: from.number("start")?,
        end: from.number("end")?,
        kind: from.word("kind", ENTITY_KIND)?,
        form: from.word("form", MENTION_FORM)?,
        entity: from.find_number("entity")?,
        value,
        score: from.score("score")?,
        why: from.strings("why")?,
    })
}

fn read_quote(from: Fields) -> Read<Quote> {
    Ok(Quote {
        id: from.number("id")?,
        content: from.pairs("content")?,
        cue: from.pairs("cue")?,
        source: from.pairs("source")?,
        entity: from.find_number("entity")?,
        form: from.word("form", QUOTE_FORM)?,
        source_kind: from.word("source_kind", SOURCE_KIND)?,
        framing: from.word("framing", FRAMING)?,
        score: from.score("score")?,
        why: from.strings("why")?,
    })
}

fn read_claim(from: Fields) -> Read<Claim> {
    let claimant = from.object("claimant")?;
    Ok(Claim {
        id: from.number("id")?,
        span: from.pairs("span")?,
        types: from.items("types")?.iter().map(|word| find_word(word, "types", CLAIM_TYPE)).collect::<Read<_>>()?,
        claimant: Claimant {
            kind: claimant.word("kind", CLAIMANT_KIND)?,
            entity: claimant.find_number("entity")?,
            span: claimant.find_pair("span")?,
        },
        quote: from.find_number("quote")?,
        stance: from.word("stance", STANCE)?,
        framing: from.word("framing", FRAMING)?,
        hedges: from.list("hedges", |from| {
            Ok(Hedge { start: from.number("start")?, end: from.number("end")?, kind: from.word("kind", HEDGE_KIND)? })
        })?,
        evidence: from.list("evidence", |from| {
            let is_none = from.0.get("kind").and_then(Json::as_str) == Some(NO_EVIDENCE);
            let kind = if is_none { NO_EVIDENCE } else { from.word("kind", EVIDENCE_KIND)? };
            Ok(Evidence { kind, span: from.find_pair("span")? })
        })?,
        check_worthy: u8::try_from(from.number("check_worthy")?).map_err(|_| expected("0, 1 or 2", "check_worthy"))?,
        check_score: from.score("check_score")?,
        score: from.score("score")?,
        links: from.list("links", |from| Ok(Link { kind: from.word("kind", LINK_KIND)?, to: from.number("to")? }))?,
        why: from.strings("why")?,
    })
}

fn read_summary(from: Fields) -> Read<Summary> {
    let (voices, allegations) = (from.object("claims_by_voice")?, from.object("allegations")?);
    Ok(Summary {
        words: from.number("words")?,
        quoted_words: from.number("quoted_words")?,
        sources: from.list("sources", |from| {
            Ok(Source {
                entity: from.find_number("entity")?,
                name: from.string("name")?,
                kind: from.word("kind", SOURCE_KIND)?,
                direct: from.number("direct")?,
                indirect: from.number("indirect")?,
                words: from.number("words")?,
                percent: from.number("percent")?,
            })
        })?,
        claims_by_voice: Voices {
            author: voices.number("author")?,
            named: voices.number("named")?,
            unnamed: voices.number("unnamed")?,
            vague: voices.number("vague")?,
            document: voices.number("document")?,
        },
        allegations: Allegations {
            answered: allegations.numbers("answered")?,
            unanswered: allegations.numbers("unanswered")?,
        },
        check_first: from.numbers("check_first")?,
    })
}

impl<'a> Fields<'a> {
    /// The value of a key; `null` where there is no such key.
    #[inline(never)]
    fn value(self, name: &str) -> &'a Json {
        self.0.get(name).unwrap_or(&Json::Null)
    }

    #[inline(never)]
    fn object(self, name: &'static str) -> Read<Fields<'a>> {
        to_fields(self.value(name), name)
    }

    #[inline(never)]
    fn items(self, name: &'static str) -> Read<&'a [Json]> {
        self.value(name).as_array().map(Vec::as_slice).ok_or_else(|| expected("a list", name))
    }

    fn list<T>(self, name: &'static str, read: fn(Fields<'a>) -> Read<T>) -> Read<Vec<T>> {
        self.items(name)?.iter().map(|item| read(to_fields(item, name)?)).collect()
    }

    #[inline(never)]
    fn number(self, name: &'static str) -> Read<u32> {
        to_number(self.value(name)).ok_or_else(|| expected("a whole number", name))
    }

    #[inline(never)]
    fn find_number(self, name: &'static str) -> Read<Option<u32>> {
        if self.value(name).is_null() { Ok(None) } else { self.number(name).map(Some) }
    }

    #[inline(never)]
    fn numbers(self, name: &'static str) -> Read<Vec<u32>> {
        let numbers = self.items(name)?.iter().map(to_number).collect::<Option<_>>();
        numbers.ok_or_else(|| expected("whole numbers", name))
    }

    #[inline(never)]
    fn score(self, name: &'static str) -> Read<f64> {
        self.value(name).as_f64().ok_or_else(|| expected("a number", name))
    }

    #[inline(never)]
    fn string(self, name: &'static str) -> Read<String> {
        self.value(name).as_str().map(str::to_owned).ok_or_else(|| expected("a text", name))
    }

    #[inline(never)]
    fn find_string(self, name: &'static str) -> Read<Option<String>> {
        if self.value(name).is_null() { Ok(None) } else { self.string(name).map(Some) }
    }

    #[inline(never)]
    fn strings(self, name: &'static str) -> Read<Vec<String>> {
        let texts = self.items(name)?.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<_>>();
        texts.ok_or_else(|| expected("texts", name))
    }

    #[inline(never)]
    fn word(self, name: &'static str, words: &[Word]) -> Read<Word> {
        find_word(self.value(name), name, words)
    }

    #[inline(never)]
    fn find_pair(self, name: &'static str) -> Read<Option<Pair>> {
        match self.value(name) {
            Json::Null => Ok(None),
            pair => to_pair(pair).map(Some).ok_or_else(|| expected("a pair of offsets", name)),
        }
    }

    #[inline(never)]
    fn pairs(self, name: &'static str) -> Read<Vec<Pair>> {
        let pairs = self.items(name)?.iter().map(to_pair).collect::<Option<_>>();
        pairs.ok_or_else(|| expected("pairs of offsets", name))
    }
}

/// What was expected as the value of `name`.
#[cold]
#[inline(never)]
fn expected(what: &str, name: &str) -> String {
    format!("expected {what} as \"{name}\"")
}

fn to_fields<'a>(json: &'a Json, name: &str) -> Read<Fields<'a>> {
    json.as_object().map(Fields).ok_or_else(|| expected("an object", name))
}

fn to_number(json: &Json) -> Option<u32> {
    u32::try_from(json.as_u64()?).ok()
}

#[inline(never)]
fn to_pair(json: &Json) -> Option<Pair> {
    let [start, end] = json.as_array()?.as_slice() else { return None };
    Some((to_number(start)?, to_number(end)?))
}

/// The one of `words` that `json` holds.
#[inline(never)]
fn find_word(json: &Json, name: &str, words: &[Word]) -> Read<Word> {
    let written = json.as_str().unwrap_or_default();
    (words.iter().find(|&&word| word == written).copied())
        .ok_or_else(|| format!("expected one of {} as \"{name}\", found \"{written}\"", words.join(", ")))
}
