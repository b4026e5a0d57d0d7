//! Lists of names and of words that tell of names, and what they say about a word or a phrase.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lexicon::entries;
use crate::document::{Document, TokenId};

/// What the lists say about a word or a phrase: a set of facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts(u32);

impl Facts {
    /// Nothing is known.
    pub const NONE: Self = Self(0);
    /// A country or territory.
    pub const COUNTRY: Self = Self(1);
    /// A city.
    pub const CITY: Self = Self(1 << 1);
    /// A state, province, region, continent, sea.
    pub const REGION: Self = Self(1 << 2);
    /// A nationality, religion or party as an adjective or a noun for its members.
    pub const GROUP: Self = Self(1 << 3);
    /// A given name of women.
    pub const FEMALE: Self = Self(1 << 4);
    /// A given name of men.
    pub const MALE: Self = Self(1 << 5);
    /// A given name of either or of unknown sex.
    pub const GIVEN: Self = Self(1 << 6);
    /// A family name.
    pub const SURNAME: Self = Self(1 << 7);
    /// A widely known organisation.
    pub const ORGANIZATION: Self = Self(1 << 8);
    /// A word that news mostly writes in lower case.
    pub const COMMON: Self = Self(1 << 9);
    /// A word that no name begins with: article, pronoun, preposition, conjunction, adverb.
    pub const NEVER: Self = Self(1 << 10);
    /// Stands before the name of a person.
    pub const TITLE: Self = Self(1 << 11);
    /// Stands before a title: "Prime", "Deputy".
    pub const TITLE_MODIFIER: Self = Self(1 << 12);
    /// Last word of names of organisations.
    pub const ORGANIZATION_HEAD: Self = Self(1 << 13);
    /// Last word of names of places.
    pub const PLACE_HEAD: Self = Self(1 << 14);
    /// Last word of names of events.
    pub const EVENT_HEAD: Self = Self(1 << 15);
    /// Last word of names of laws and treaties.
    pub const LAW_HEAD: Self = Self(1 << 16);
    /// Last word of other names: programmes, works, diseases.
    pub const OTHER_HEAD: Self = Self(1 << 17);
    /// Noun for one person by role: "minister".
    pub const PERSON_NOUN: Self = Self(1 << 18);
    /// Noun for persons by role: "officials".
    pub const PERSONS_NOUN: Self = Self(1 << 19);
    /// Noun for an organisation: "company".
    pub const ORGANIZATION_NOUN: Self = Self(1 << 20);
    /// Noun for those who speak for an organisation: "leadership".
    pub const LEADERSHIP_NOUN: Self = Self(1 << 21);
    /// Verb that reports speech, in a finite form: "said".
    pub const SPEECH: Self = Self(1 << 22);
    /// An acronym or name that is of none of the chief kinds: "COVID", "GDP".
    pub const OTHER: Self = Self(1 << 23);
    /// Month or weekday.
    pub const CALENDAR: Self = Self(1 << 24);
    /// Noun for a place: "country".
    pub const PLACE_NOUN: Self = Self(1 << 26);
    /// The first word of a phrase on the lists.
    const STARTS_PHRASE: Self = Self(1 << 25);

    /// Any given name.
    pub const ANY_GIVEN: Self = Self(Self::FEMALE.0 | Self::MALE.0 | Self::GIVEN.0);
    /// Any list of names.
    pub const NAMES: Self =
        Self(Self::ANY_GIVEN.0 | Self::ANY_PLACE.0 | Self::GROUP.0 | Self::SURNAME.0 | Self::ORGANIZATION.0);
    /// Any place.
    pub const ANY_PLACE: Self = Self(Self::COUNTRY.0 | Self::CITY.0 | Self::REGION.0);

    /// Whether any of the facts of `other` hold.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The facts of both.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The most tokens that a phrase on the lists has.
const LONGEST_PHRASE: TokenId = 7;

/// Names that the lists know under several spellings: the same number for all names of one thing.
pub type AliasId = u32;

/// The lists.
struct Gazetteer {
    words: FxHashMap<&'static str, Facts>,
    phrases: FxHashMap<&'static str, Facts>,
    /// The thing that a name of a country or an organisation stands for.
    aliases: FxHashMap<&'static str, AliasId>,
}

impl Gazetteer {
    /// Adds one name with its facts.
    fn add(&mut self, name: &'static str, facts: Facts) {
        // Byte by byte: a fresh instance runs this unoptimised, for each of many thousand names.
        match name.bytes().position(|byte| matches!(byte, b' ' | b'-' | b',' | b'&')) {
            Some(cut) if cut > 0 => {
                let first = name[..cut].strip_suffix("'s").unwrap_or(&name[..cut]);
                let first = self.words.entry(first).or_default();
                *first = first.with(Facts::STARTS_PHRASE);
                let known = self.phrases.entry(name).or_default();
                *known = known.with(facts);
            }
            _ => {
                let known = self.words.entry(name).or_default();
                *known = known.with(facts);
            }
        }
    }

    /// Adds a list of `fullest|other|other` lines.
    fn add_aliases(&mut self, list: &'static str, facts: Facts, first: AliasId) {
        for (id, line) in (first..).zip(entries(list)) {
            for name in line.split('|') {
                self.add(name, facts);
                self.aliases.entry(name).or_insert(id);
            }
        }
    }
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut lists = Gazetteer {
        words: FxHashMap::with_capacity_and_hasher(32_768, rustc_hash::FxBuildHasher),
        phrases: FxHashMap::with_capacity_and_hasher(2_048, rustc_hash::FxBuildHasher),
        aliases: FxHashMap::with_capacity_and_hasher(2_048, rustc_hash::FxBuildHasher),
    };
    lists.add_aliases(include_str!("../../models/countries.txt"), Facts::COUNTRY, 0);
    lists.add_aliases(include_str!("../../models/organizations.txt"), Facts::ORGANIZATION, 10_000);
    let plain = [
        (include_str!("../../models/cities.txt"), Facts::CITY),
        (include_str!("../../models/regions.txt"), Facts::REGION),
        (include_str!("../../models/geography.txt"), Facts::REGION),
        (include_str!("../../models/demonyms.txt"), Facts::GROUP),
        (include_str!("../../models/groups.txt"), Facts::GROUP),
        (include_str!("../../models/surnames.txt"), Facts::SURNAME),
        (include_str!("../../models/common-words.txt"), Facts::COMMON),
        (include_str!("../../models/never-names.txt"), Facts::NEVER),
        (include_str!("../../models/titles.txt"), Facts::TITLE),
        (include_str!("../../models/title-modifiers.txt"), Facts::TITLE_MODIFIER),
        (include_str!("../../models/speech-verbs.txt"), Facts::SPEECH),
        (include_str!("../../models/other-names.txt"), Facts::OTHER),
    ];
    for (list, facts) in plain {
        for name in entries(list) {
            lists.add(name, facts);
        }
    }
    let classed = [
        include_str!("../../models/given-names.txt"),
        include_str!("../../models/head-words.txt"),
        include_str!("../../models/role-words.txt"),
        include_str!("../../models/number-words.txt"),
    ];
    for (index, list) in classed.into_iter().enumerate() {
        for (name, class) in entries(list).filter_map(|line| line.rsplit_once(' ')) {
            let facts = match (index, class) {
                (0, "f") => Facts::FEMALE,
                (0, "m") => Facts::MALE,
                (0, _) => Facts::GIVEN,
                (1, "organization") => Facts::ORGANIZATION_HEAD,
                (1, "place") => Facts::PLACE_HEAD,
                (1, "event") => Facts::EVENT_HEAD,
                (1, "law") => Facts::LAW_HEAD,
                (1, _) => Facts::OTHER_HEAD,
                (2, "person") => Facts::PERSON_NOUN,
                (2, "persons") => Facts::PERSONS_NOUN,
                (2, "organization") => Facts::ORGANIZATION_NOUN,
                (2, "place") => Facts::PLACE_NOUN,
                (2, _) => Facts::LEADERSHIP_NOUN,
                (_, "month" | "weekday") => Facts::CALENDAR,
                _ => continue,
            };
            lists.add(name, facts);
        }
    }
    lists
});

/// What the lists say about one lower-cased word.
pub fn find_word(word: &str) -> Facts {
    GAZETTEER.words.get(word).copied().unwrap_or_default()
}

/// What the lists say about a lower-cased name, of one word or several.
pub fn find_name(name: &str) -> Facts {
    let lists = &*GAZETTEER;
    lists.phrases.get(name).or_else(|| lists.words.get(name)).copied().unwrap_or_default()
}

/// The thing that a lower-cased name of a country or a known organisation stands for.
pub fn find_alias(name: &str) -> Option<AliasId> {
    GAZETTEER.aliases.get(name).copied()
}

/// The longest phrase on the lists that begins at token `at` and ends before `end`: its end and its facts.
///
/// `word` holds what the lists say about the token's own word; `buffer` is only room to work in.
pub fn find_phrase(
    doc: &Document,
    at: TokenId,
    end: TokenId,
    word: Facts,
    buffer: &mut String,
) -> Option<(TokenId, Facts)> {
    if !word.has(Facts::STARTS_PHRASE) {
        return None;
    }
    buffer.clear();
    let mut found = None;
    for token in at..end.min(at + LONGEST_PHRASE) {
        if token > at && doc.tokens[token as usize].space_before {
            buffer.push(' ');
        }
        buffer.push_str(doc.lower(token));
        if token > at
            && let Some(&facts) = GAZETTEER.phrases.get(buffer.as_str())
        {
            found = Some((token + 1, facts));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotator::read_document;
    use crate::document::Input;

    #[test]
    fn lists_say_what_a_word_is() {
        assert!(find_word("tehran").has(Facts::CITY));
        assert!(find_word("iraqi").has(Facts::GROUP));
        assert!(find_word("donald").has(Facts::MALE));
        assert!(find_word("ministry").has(Facts::ORGANIZATION_HEAD));
        assert!(!find_word("of").has(Facts::CITY));
        assert!(find_name("south africa").has(Facts::COUNTRY));
    }

    #[test]
    fn names_of_one_thing_share_an_alias() {
        assert_eq!(find_alias("u.s."), find_alias("united states"));
        assert_eq!(find_alias("nato"), find_alias("north atlantic treaty organization"));
        assert_ne!(find_alias("iran"), find_alias("iraq"));
    }

    #[test]
    fn longest_phrase_wins() {
        let doc = read_document(Input::plain("New York City, Guinea-Bissau"));
        let mut buffer = String::new();
        let mut find = |at| find_phrase(&doc, at, doc.tokens.len() as TokenId, find_word(doc.lower(at)), &mut buffer);
        assert_eq!(find(0).map(|found| found.0), Some(3));
        assert_eq!(find(4).map(|found| found.0), Some(7));
        assert_eq!(find(1), None);
    }
}
