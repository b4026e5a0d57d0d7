//! What taggers see of the words: features that depend on one word alone, and its role beside the tagged word.
//!
//! A word's contribution to a tag is a sum over its features, so it is found once a document for each
//! distinct form and role, and tagging a token adds a few finished sums.

use super::weights::{FeatureKey, KEY_BITS};
use crate::document::{Case, Document, Sentence, TokenKind, WordId};

/// What the case of a token says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum CaseSign {
    /// Written low; for a mark, with white space before it.
    Low = 0,
    /// Capitalised where only names are; for a mark, without white space before it.
    Capitalised = 1,
    /// All upper, or mixed, where others are not.
    Upper = 2,
    /// Capitalised where any word is: at the start of a sentence, in a headline.
    Unsure = 3,
}

impl CaseSign {
    /// How many signs there are.
    pub const COUNT: usize = 4;
    /// All signs, by number.
    pub const ALL: [Self; Self::COUNT] = [Self::Low, Self::Capitalised, Self::Upper, Self::Unsure];
}

/// How the words of a sentence are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// As in running text: capitals say something.
    Running,
    /// Most words, or all letters, are upper: a headline, a shout.
    Headline,
}

/// How the words of `sentence` are cased.
pub fn find_casing(doc: &Document, sentence: &Sentence) -> Casing {
    let (mut low, mut high) = (0, 0);
    let tokens = &doc.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
    for token in tokens.iter().skip(1) {
        // Short words are low even in headlines, and abbreviations are always upper.
        if token.kind == TokenKind::Word && token.span.len() > 3 {
            match token.case {
                Case::Lower => low += 1,
                Case::Capitalised | Case::Upper => high += 1,
                Case::None | Case::Mixed => {}
            }
        }
    }
    if high >= 3 && high >= 4 * low { Casing::Headline } else { Casing::Running }
}

/// What the case of the token at `at` of `doc` says; `starts` if the sentence, or a quotation in it, starts here.
pub fn find_case_sign(doc: &Document, at: usize, casing: Casing, starts: bool) -> CaseSign {
    let token = &doc.tokens[at];
    match (token.kind, token.case) {
        (TokenKind::Word | TokenKind::Address, Case::Capitalised) if starts || casing == Casing::Headline => {
            CaseSign::Unsure
        }
        (TokenKind::Word, Case::Upper) if casing == Casing::Headline || (starts && token.span.len() == 1) => {
            CaseSign::Unsure
        }
        (TokenKind::Word | TokenKind::Number | TokenKind::Address, Case::Capitalised) => CaseSign::Capitalised,
        (TokenKind::Word | TokenKind::Number | TokenKind::Address, Case::Upper | Case::Mixed) => CaseSign::Upper,
        (TokenKind::Word | TokenKind::Number | TokenKind::Address | TokenKind::Clitic, _) => CaseSign::Low,
        _ if token.space_before => CaseSign::Low,
        _ => CaseSign::Capitalised,
    }
}

/// A word of the vocabulary with what its case says: all that the features know of a token.
pub type Form = u32;

/// The form of a word.
pub const fn form_of(word: WordId, sign: CaseSign) -> Form {
    word * CaseSign::COUNT as u32 + sign as u32
}

/// The word and case sign of `form`.
pub const fn split_form(form: Form) -> (WordId, CaseSign) {
    let count = CaseSign::COUNT as u32;
    (form / count, CaseSign::ALL[(form % count) as usize])
}

/// Where a word stands beside the token that is tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// The token itself.
    Own = 0,
    /// One before.
    Before = 1,
    /// One after.
    After = 2,
    /// Two before.
    TwoBefore = 3,
    /// Two after.
    TwoAfter = 4,
}

impl Role {
    /// All roles, by number.
    pub const ALL: [Self; 5] = [Self::Own, Self::Before, Self::After, Self::TwoBefore, Self::TwoAfter];
}

/// The word that stands for "outside the sentence".
pub const OUTSIDE: &str = "";

/// A hash of a word.
pub fn hash_word(word: &str) -> u32 {
    hash_bytes(word.as_bytes())
}

/// FNV-1a.
fn hash_bytes(bytes: &[u8]) -> u32 {
    hash_more(0x811c_9dc5, bytes)
}

/// The FNV-1a hash of what has the hash `hash` with `bytes` after it.
fn hash_more(hash: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(hash, |hash: u32, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The key of the feature "`template` has the value `value`".
pub const fn key(template: u32, value: u32) -> FeatureKey {
    let mixed = (value ^ template.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0xc2b2_ae35);
    (mixed ^ (mixed >> 13)) >> (32 - KEY_BITS)
}

/// Two hashes as one.
pub const fn join(first: u32, second: u32) -> u32 {
    (first ^ second.rotate_left(16)).wrapping_mul(0x9e37_79b1) ^ second
}

/// Templates 0 to 63 belong to words, sixteen to a role.
const TEMPLATES_OF_ROLE: u32 = 16;
/// Templates from here on are for what is not one word alone.
pub const FIRST_FREE_TEMPLATE: u32 = 128;

/// Appends to `keys` the features of `word` (lower case) and `sign` in `role`.
pub fn push_word_features(word: &str, sign: CaseSign, role: Role, keys: &mut Vec<FeatureKey>) {
    let template = role as u32 * TEMPLATES_OF_ROLE;
    let whole = hash_word(word);
    let sign = sign as u32;
    keys.push(key(template, whole));
    if matches!(role, Role::TwoBefore | Role::TwoAfter) {
        keys.push(key(template + 1, hash_ending(word, 2).unwrap_or(0)));
        return;
    }
    let threes = hash_ending(word, 3).unwrap_or(whole);
    keys.push(key(template + 1, join(whole, sign)));
    keys.push(key(template + 2, join(find_shape(word), sign)));
    keys.push(key(template + 3, threes));
    keys.push(key(template + 4, hash_ending(word, 2).unwrap_or(whole)));
    if role == Role::Own {
        keys.push(key(template + 5, join(threes, sign)));
        if let Some(ending) = hash_ending(word, 4) {
            keys.push(key(template + 6, ending));
        }
        if let Some(ending) = hash_ending(word, 5) {
            keys.push(key(template + 7, ending));
        }
        keys.push(key(template + 8, hash_ending(word, 1).unwrap_or(whole)));
        keys.push(key(template + 12, hash_stem(word)));
        for (template, length) in [(template + 9, 2), (template + 10, 3), (template + 11, 4)] {
            if let Some((end, _)) = word.char_indices().nth(length) {
                keys.push(key(template, hash_bytes(&word.as_bytes()[..end])));
            }
        }
    }
}

/// The hash of the last `length` chars of `word`; none for a word that has no more than these.
pub fn hash_ending(word: &str, length: usize) -> Option<u32> {
    let (start, _) = word.char_indices().nth_back(length - 1)?;
    (start > 0).then(|| hash_bytes(&word.as_bytes()[start..]))
}

/// The hash of what the forms of a regular verb or noun have in common: "deny", "denies", "denied", "denying".
///
/// It is no word: a final "e" falls, "y" is "i", a doubled letter is single.
fn hash_stem(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let endings: [&[u8]; 4] = [b"ing", b"ed", b"es", b"s"];
    let mut stem = (endings.into_iter())
        .filter(|&ending| ending != b"s" || !bytes.ends_with(b"ss"))
        .filter_map(|ending| bytes.strip_suffix(ending))
        .find(|stem| stem.len() > 2 && stem.iter().any(|byte| b"aeiouy".contains(byte)))
        .unwrap_or(bytes);
    if stem.len() > 2 {
        stem = stem.strip_suffix(b"e").unwrap_or(stem);
    }
    if let [before @ .., first, second] = stem
        && first == second
        && before.len() > 1
    {
        stem = &stem[..stem.len() - 1];
    }
    match stem {
        [before @ .., b'y'] => hash_more(hash_bytes(before), b"i"),
        _ => hash_bytes(stem),
    }
}

/// What a word is made of: letters, digits, both, inner stops, marks; and whether it is short.
fn find_shape(word: &str) -> u32 {
    let mut shape = 0;
    for byte in word.bytes().take(32) {
        shape |= match byte {
            b'0'..=b'9' => 1,
            b'.' => 2,
            b',' | b':' | b'/' => 4,
            b'\'' => 8,
            b'@' | b'#' | b'_' => 16,
            byte if byte.is_ascii_alphabetic() => 32,
            128.. => 64,
            _ => 128,
        };
    }
    (shape << 2) | (word.len() as u32).min(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotator::read_document;
    use crate::document::Input;

    /// Checks the case signs of the words of `text`, one letter a token.
    fn check_signs(text: &str, expected: &str) {
        let doc = read_document(Input::plain(text));
        let casing = find_casing(&doc, &doc.sentences[0]);
        let signs = (0..doc.tokens.len()).map(|at| match find_case_sign(&doc, at, casing, at == 0) {
            CaseSign::Low => 'l',
            CaseSign::Capitalised => 'c',
            CaseSign::Upper => 'u',
            CaseSign::Unsure => '?',
        });
        assert_eq!(signs.collect::<String>(), expected, "{text}");
    }

    #[test]
    fn case_says_nothing_where_every_word_has_it() {
        check_signs("Iran denies NATO Claims", "?luc");
        check_signs("IRAN DENIES BOTH NATO CLAIMS", "?????");
        check_signs("Iran Denies Both Claims of Attack", "????l?");
    }

    #[test]
    fn endings_are_shorter_than_the_word() {
        assert_eq!(hash_ending("é", 1), None);
        assert_eq!(hash_ending("sé", 1), Some(hash_word("é")));
        assert_eq!(hash_ending("", 1), None);
    }

    #[test]
    fn forms_of_a_word_share_their_stem() {
        let same = |words: &str| {
            let mut stems: Vec<u32> = words.split(' ').map(hash_stem).collect();
            stems.dedup();
            assert_eq!(stems.len(), 1, "{words}");
        };
        same("deny denies denied denying");
        same("raise raises raised raising");
        same("stop stops stopped stopping");
        same("reach reaches reached reaching");
        same("call calls called calling");
        assert_ne!(hash_stem("deny"), hash_stem("den"));
        assert_eq!(hash_stem(""), hash_word(""));
    }
}
