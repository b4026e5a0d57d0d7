//! The word lists by which blocks are told apart, and the reduced form of a line that they are compared with.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// A list of phrases by kind; the lists are in `models/`.
pub(super) struct PhraseList {
    /// Phrase, and one bit for each kind it stands in, in the order of the kinds given to [`PhraseList::read`].
    kinds: FxHashMap<&'static str, u16>,
    /// First words of the phrases that a line may begin with: most lines begin with no such word.
    first_words: FxHashSet<&'static str>,
    /// Phrases that are looked for anywhere in a line, by their first words.
    holds: FxHashMap<&'static str, Vec<&'static str>>,
    /// Words of the longest phrase.
    longest: usize,
}

impl PhraseList {
    /// Reads `KIND PHRASE` lines; kinds that `names` lacks are taken as phrases to look for anywhere.
    fn read(list: &'static str, names: &[&str]) -> Self {
        let mut read = Self {
            kinds: FxHashMap::default(),
            first_words: FxHashSet::default(),
            holds: FxHashMap::default(),
            longest: 0,
        };
        for line in entries(list) {
            let Some((kind, phrase)) = line.split_once(' ') else { continue };
            let first = phrase.split(' ').next().unwrap_or_default();
            match names.iter().position(|&name| name == kind) {
                Some(kind) => {
                    *read.kinds.entry(phrase).or_default() |= 1_u16 << kind;
                    read.first_words.insert(first);
                }
                None => read.holds.entry(first).or_default().push(phrase),
            }
            read.longest = read.longest.max(phrase.split(' ').count());
        }
        read
    }

    /// Whether `phrase` stands in the list under the kind of bit `kind`.
    pub(super) fn has(&self, phrase: &str, kind: u16) -> bool {
        self.kinds.get(phrase).is_some_and(|kinds| kinds & kind != 0)
    }

    /// The bits of the kinds that `phrase` stands under.
    pub(super) fn kinds(&self, phrase: &str) -> u16 {
        self.kinds.get(phrase).copied().unwrap_or_default()
    }

    /// The length of the longest phrase of the kind of bit `kind` that `line` begins with.
    pub(super) fn opening(&self, line: &str, kind: u16) -> Option<usize> {
        if !self.first_words.contains(line.split(' ').next().unwrap_or_default()) {
            return None;
        }
        let ends = line.match_indices(' ').map(|(at, _)| at).chain([line.len()]);
        ends.take(self.longest).filter(|&end| self.has(&line[..end], kind)).last()
    }

    /// The bits of the kinds of all phrases that `line` begins with.
    pub(super) fn opening_kinds(&self, line: &str) -> u16 {
        if !self.first_words.contains(line.split(' ').next().unwrap_or_default()) {
            return 0;
        }
        let ends = line.match_indices(' ').map(|(at, _)| at).chain([line.len()]);
        ends.take(self.longest).fold(0, |kinds, end| kinds | self.kinds(&line[..end]))
    }

    /// Whether `line` holds one of the phrases that may stand anywhere.
    pub(super) fn is_held_in(&self, line: &str) -> bool {
        let mut at = 0;
        line.split(' ').any(|word| {
            let rest = &line[at..];
            at += word.len() + 1;
            self.holds.get(word).is_some_and(|phrases| phrases.iter().any(|phrase| rest.starts_with(phrase)))
        })
    }
}

/// The entries of a list file: its lines but for comments and blank ones.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Bits of [`FURNITURE`].
pub(super) const ALONE: u16 = 1;
pub(super) const OPENS: u16 = 2;
pub(super) const SENTENCE: u16 = 4;
pub(super) const TAIL: u16 = 8;

/// What marks a line as furniture.
pub(super) static FURNITURE: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::read(include_str!("../../models/furniture.txt"), &["alone", "opens", "sentence", "tail"])
});

/// Bits of [`CREDITS`]; the second is [`OPENS`].
pub(super) const NAMES: u16 = 1;
pub(super) const PICTURE: u16 = 4;

/// What marks a line as a credit.
pub(super) static CREDITS: LazyLock<PhraseList> =
    LazyLock::new(|| PhraseList::read(include_str!("../../models/credits.txt"), &["names", "opens", "picture"]));

/// Bit of [`CAPTIONS`]; the other is [`OPENS`].
pub(super) const ENDS: u16 = 1;

/// What marks a line as a caption.
pub(super) static CAPTIONS: LazyLock<PhraseList> =
    LazyLock::new(|| PhraseList::read(include_str!("../../models/captions.txt"), &["ends", "opens"]));

/// Bits of [`DATE_WORDS`].
pub(super) const MONTH: u16 = 1;
pub(super) const DAY: u16 = 2;
pub(super) const ZONE: u16 = 4;
pub(super) const OTHER: u16 = 8;

/// Words of dates and times.
pub(super) static DATE_WORDS: LazyLock<PhraseList> =
    LazyLock::new(|| PhraseList::read(include_str!("../../models/date-words.txt"), &["month", "day", "zone", "other"]));

/// Bits of [`PAGE_HINTS`].
pub(super) const HINT_FURNITURE: u16 = 1;
pub(super) const HINT_LINKS: u16 = 2;
pub(super) const HINT_BYLINE: u16 = 4;
pub(super) const HINT_CAPTION: u16 = 8;
pub(super) const HINT_HEADLINE: u16 = 16;
pub(super) const HINT_QUOTATION: u16 = 32;
pub(super) const HINT_STANDFIRST: u16 = 64;
pub(super) const HINT_ENTRY: u16 = 128;

/// What the class names of a page say of a block.
pub(super) static PAGE_HINTS: LazyLock<PhraseList> = LazyLock::new(|| {
    let kinds = ["furniture", "links", "byline", "caption", "headline", "quotation", "standfirst", "entry"];
    PhraseList::read(include_str!("../../models/page-hints.txt"), &kinds)
});

/// Bits of [`PARTS`], those that say most first.
pub(super) const NOTICE: u16 = 1;
pub(super) const COMMENT: u16 = 2;
pub(super) const NEWSLETTER: u16 = 4;
pub(super) const ADVERTISEMENT: u16 = 8;
pub(super) const FOOTER: u16 = 16;
pub(super) const RELATED: u16 = 32;
pub(super) const NAVIGATION: u16 = 64;

/// The kinds of [`PARTS`].
const PART_KINDS: [&str; 7] = ["notice", "comment", "newsletter", "advertisement", "footer", "related", "navigation"];

/// Which part of a page furniture is, by the words of its elements' classes.
pub(super) static PART_HINTS: LazyLock<PhraseList> =
    LazyLock::new(|| PhraseList::read(include_str!("../../models/part-hints.txt"), &PART_KINDS));

/// Which part of a page furniture is, by what it says.
pub(super) static PARTS: LazyLock<PhraseList> =
    LazyLock::new(|| PhraseList::read(include_str!("../../models/part-words.txt"), &PART_KINDS));

/// Agencies and outlets that sign datelines.
static AGENCIES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../../models/agencies.txt")).collect());

/// Words of section labels.
static SECTIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../../models/sections.txt")).collect());

/// Whether `name` (lower case) is a news agency or outlet.
pub(crate) fn is_agency(name: &str) -> bool {
    AGENCIES.contains(name)
}

/// Whether `word` (lower case) is one that section labels are made of.
pub(super) fn is_section_word(word: &str) -> bool {
    SECTIONS.contains(word)
}

/// `text` in lower case, with straight apostrophes, numbers as "#", and no marks but those inside words and
/// ":" as a word of its own, which stands for "|" and "»" too.
pub(super) fn to_plain(text: &str) -> String {
    simplify(text, false)
}

/// As [`to_plain`], but with numbers as they stand: "12 died" does not repeat "14 died".
pub(super) fn to_wording(text: &str) -> String {
    simplify(text, true)
}

fn simplify(text: &str, keeps_numbers: bool) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    for word in text.split_whitespace() {
        let core = word.trim_matches(|mark: char| !mark.is_alphanumeric());
        if !core.is_empty() {
            if !plain.is_empty() {
                plain.push(' ');
            }
            if !keeps_numbers
                && core.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b':' | b'/' | b'-'))
            {
                plain.push('#');
            } else {
                for letter in core.chars() {
                    match letter {
                        '\0'..='\x7f' => plain.push(letter.to_ascii_lowercase()),
                        '’' | '‘' | 'ʼ' => plain.push('\''),
                        _ => plain.extend(letter.to_lowercase()),
                    }
                }
            }
        }
        let has_colon = if core.is_empty() {
            word.contains(['|', '»', ':'])
        } else {
            word.trim_end_matches(['"', '”', '’']).ends_with(':')
        };
        if has_colon && !plain.is_empty() && !plain.ends_with(':') {
            plain.push_str(" :");
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_form_keeps_words_numbers_and_colons() {
        let cases = [
            ("You Might Like…", "you might like"),
            ("Related: Why it rained", "related : why it rained"),
            ("ALSO READ | Don’t go", "also read : don't go"),
            ("1,204 Comments", "# comments"),
            ("— 12:30 GMT —", "# gmt"),
            ("“!!”", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(to_plain(text), expected);
        }
        assert_eq!(to_wording("— 12:30 GMT —"), "12:30 gmt");
    }

    #[test]
    fn longest_opening_is_found() {
        assert_eq!(FURNITURE.opening("sign up for our newsletter", SENTENCE), Some("sign up for our".len()));
        assert_eq!(FURNITURE.opening("sign of the times", SENTENCE), None);
        assert!(FURNITURE.has("you might like", TAIL));
        assert!(!FURNITURE.has("you might like", OPENS));
    }
}
