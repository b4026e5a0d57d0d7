//! What single words say about a claim: looked up once for each distinct word of the document.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::document::{Document, TokenId};
use crate::model::features::hash_word;
use crate::model::lexicon::{WordTable, entries};
use crate::model::pos::Pos;

/// The classes a word belongs to, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(u64);

impl Cues {
    /// Whether the word is in at least one of `classes`.
    pub(super) const fn any(self, classes: Cues) -> bool {
        self.0 & classes.0 > 0
    }

    /// The numbers of the classes, in order.
    pub(super) fn classes(self) -> impl Iterator<Item = u32> {
        (0..u64::BITS).filter(move |bit| self.0 >> bit & 1 == 1)
    }

    /// The classes of both.
    pub(super) const fn or(self, other: Cues) -> Cues {
        Cues(self.0 | other.0)
    }
}

/// Declares one bit a class.
macro_rules! classes {
    ($($bit:literal $name:ident $text:literal;)*) => {
        $(#[doc = concat!("Class `", $text, "` of the word lists.")]
        pub(super) const $name: Cues = Cues(1 << $bit);)*

        /// The class of a name in the lists, without its "-verb" ending.
        fn find_class(name: &str) -> Option<Cues> {
            match name { $($text => Some($name),)* _ => None }
        }
    };
}

classes! {
    0 ALLEGES "alleges";
    1 CLAIMS "claims";
    2 DENIES "denies";
    3 REJECTS "rejects";
    4 DISPUTES "disputes";
    5 CHALLENGES "challenges";
    6 PREDICTS "predicts";
    7 COMMITS "commits";
    8 HIGHLIGHTS "highlights";
    10 ALLEGATION "allegation";
    11 FIGURE "figure";
    12 ACCOUNT "account";
    13 REFUSED "refused";
    14 DENIED_WRONG "wrong-object";
    15 CAUSE "cause";
    16 CHANGE "change";
    17 COMPARISON "comparison";
    18 AMOUNT "amount";
    19 INTENT "intent";
    20 OPINION "opinion";
    21 RULE "rule";
    22 PERCEPTION "perception";
    23 WRONG "wrong";
    24 FALSE "false";
    25 DOCUMENT "document";
    26 MEDIA "media";
    27 EXPERT "expert";
    28 OFFICIAL "official";
    29 EYEWITNESS "eyewitness";
    30 VAGUE "vague";
    31 PLURAL "plural";
    32 NEGATION "negation";
    33 FIRST_PERSON "first-person";
    34 THIRD_PERSON "third-person";
    35 BE "be";
    36 HAVE "have";
    37 WILL "will";
    38 WOULD "would";
    39 RELATIVE "relative";
    40 CONCESSIVE "concessive";
    41 SUBORDINATOR "subordinator";
    42 COORDINATOR "coordinator";
    43 SUBJECT "subject";
    44 DATE "date";
    45 DEMONSTRATIVE "demonstrative";
    46 BOTH "both";
    47 ANY "any";
    48 WRONG_VERB "wrong-verb";
    49 DO "do";
    50 THINKS "thinks";
    51 NAMES "names";
    52 PROOF "proof";
    53 ACCUSER "accuser";
}

/// Words of closed classes: too few of each for a list of their own.
const CLOSED: [(Cues, &[&str]); 19] = [
    (NEGATION, &["not", "n't", "never", "no", "neither", "nor", "none", "nobody", "nothing"]),
    (FIRST_PERSON, &["i", "we", "my", "our", "us", "me", "mine", "ours"]),
    (THIRD_PERSON, &["he", "she", "it", "they"]),
    (BE, &["be", "is", "are", "am", "was", "were", "been", "being", "'m", "'re", "'s"]),
    (HAVE, &["have", "has", "had", "'ve", "having", "'d"]),
    (DO, &["do", "does", "did"]),
    (WILL, &["will", "wo", "shall", "'ll"]),
    (WOULD, &["would"]),
    (RELATIVE, &["who", "which", "that", "whose", "whom", "where"]),
    (CONCESSIVE, &["although", "though", "whereas", "while"]),
    (SUBORDINATOR, &["after", "before", "when", "as", "since", "because", "until", "once", "if", "unless", "while"]),
    (COORDINATOR, &["and", "but", "yet"]),
    (SUBJECT, &["i", "he", "she", "it", "they", "we", "there", "you"]),
    (DATE, &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"]),
    (DATE, &["year", "years", "month", "months", "week", "weeks", "day", "days", "century", "decade", "decades"]),
    (DEMONSTRATIVE, &["that", "this", "these", "those", "it", "them", "both", "such"]),
    (BOTH, &["both"]),
    (ANY, &["any", "all", "having", "being", "ever"]),
    (
        THINKS,
        &["know", "knows", "knew", "think", "thinks", "thought", "believe", "believes", "believed", "says", "said"],
    ),
];

/// Every listed word with its classes.
static LISTED: LazyLock<FxHashMap<String, Cues>> = LazyLock::new(|| {
    let irregular: FxHashMap<&str, &str> =
        entries(include_str!("../../models/irregular-verbs.txt")).filter_map(|line| line.split_once(' ')).collect();
    let mut listed: FxHashMap<String, Cues> = FxHashMap::default();
    let mut add = |word: String, class: Cues| {
        let cues = listed.entry(word).or_default();
        *cues = cues.or(class);
    };
    for line in entries(include_str!("../../models/stance-verbs.txt")) {
        if let Some((class, base)) = line.split_once(' ')
            && let Some(class) = find_class(class)
        {
            inflect_verb(base, &irregular, |form| add(form, class));
        }
    }
    for line in entries(include_str!("../../models/claim-type-words.txt")) {
        let Some((name, word)) = line.split_once(' ') else { continue };
        if let Some(class) = find_class(name.trim_end_matches("-verb")) {
            if name == "wrong-verb" {
                inflect_verb(word, &irregular, |form| add(form, WRONG_VERB));
            }
            if name.ends_with("-verb") {
                inflect_verb(word, &irregular, |form| add(form, class));
            } else {
                add(word.to_owned(), class);
            }
        }
    }
    for line in entries(include_str!("../../models/claim-objects.txt")) {
        let Some((name, word)) = line.split_once(' ') else { continue };
        let name = if name == "wrong" { "wrong-object" } else { name };
        if let Some(class) = find_class(name) {
            add(word.to_owned(), class);
            add(to_plural(word), class.or(PLURAL));
        }
    }
    for line in entries(include_str!("../../models/evidence-words.txt")) {
        if let Some((class, word)) = line.split_once(' ')
            && let Some(class) = find_class(class)
        {
            add(word.to_owned(), class);
            add(to_plural(word), class);
        }
    }
    for (class, words) in CLOSED {
        for word in words {
            add((*word).to_owned(), class);
        }
    }
    listed
});

/// The plural of a regular noun.
fn to_plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x', 'h']) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// Calls `add` with the forms of the verb `base`; for a doubled consonant, with both spellings.
fn inflect_verb(base: &str, irregular: &FxHashMap<&str, &str>, mut add: impl FnMut(String)) {
    add(base.to_owned());
    add(to_plural(base));
    let stem = base.strip_suffix('e').unwrap_or(base);
    add(format!("{stem}ing"));
    match irregular.get(base) {
        Some(forms) => forms.split([' ', '/']).for_each(|form| add(form.to_owned())),
        None => match base.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => add(format!("{stem}ied")),
            _ => add(format!("{stem}ed")),
        },
    }
    if let Some(last) = base.chars().last().filter(|last| "bdglmnprt".contains(*last)) {
        add(format!("{base}{last}ed"));
        add(format!("{base}{last}ing"));
    }
    if let Some(stem) = base.strip_suffix("ie") {
        add(format!("{stem}ying"));
    }
}

/// What the claim stage asks about the article's words.
pub(super) struct CueTable {
    cues: WordTable<Cues>,
    /// A hash of each distinct word, and of its stem.
    hashes: Vec<u32>,
    stems: Vec<u32>,
}

impl CueTable {
    /// Looks up each distinct word of `doc` once.
    pub(super) fn new(doc: &Document) -> Self {
        let hashes = doc.vocabulary.iter().map(|word| hash_word(word)).collect();
        let stems = doc.vocabulary.iter().map(|word| hash_word(find_stem(word))).collect();
        let cues = WordTable::new(doc, |word| LISTED.get(word).copied().unwrap_or_default());
        Self { cues, hashes, stems }
    }

    /// The classes of the word of `token`.
    pub(super) fn of(&self, doc: &Document, token: TokenId) -> Cues {
        self.cues.of(doc, token)
    }

    /// [`hash_word`] of a token's word in lower case.
    pub(super) fn hash(&self, doc: &Document, token: TokenId) -> u32 {
        self.hashes[doc.tokens[token as usize].word as usize]
    }

    /// A hash that words of one stem share ("killed", "killing").
    pub(super) fn stem(&self, doc: &Document, token: TokenId) -> u32 {
        self.stems[doc.tokens[token as usize].word as usize]
    }
}

/// The word without a common ending of nouns and verbs.
fn find_stem(word: &str) -> &str {
    let Some(stem) = ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending)) else {
        return word;
    };
    if stem.len() < 3 {
        return word;
    }
    // "kidnappers", "kidnapping"
    let stem = stem.strip_suffix("er").filter(|short| short.len() > 4).unwrap_or(stem);
    stem.strip_suffix('e').filter(|short| short.len() > 3).unwrap_or(stem)
}

/// Whether a word of class `tag` and `cues` says what a claim is about, rather than how it is built.
pub(super) fn is_content_word(tag: Pos, cues: Cues) -> bool {
    let counts =
        tag.is_verb() && tag != Pos::Modal || matches!(tag, Pos::Noun | Pos::Proper | Pos::Adjective | Pos::Number);
    counts && !cues.any(BE.or(HAVE).or(DO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_every_form() {
        for (word, class) in [
            ("denies", DENIES),
            ("denied", DENIES),
            ("denying", DENIES),
            ("swore", COMMITS),
            ("accused", ALLEGES),
            ("threatened", COMMITS),
            ("shrank", CHANGE),
            ("rigged", WRONG),
            ("lying", WRONG_VERB),
            ("authorities", OFFICIAL),
        ] {
            assert!(LISTED.get(word).is_some_and(|cues| cues.any(class)), "{word}");
        }
        assert!(LISTED["charges"].any(PLURAL));
        assert!(!LISTED["charge"].any(PLURAL));
    }

    #[test]
    fn every_class_of_the_lists_is_known() {
        for list in [
            include_str!("../../models/stance-verbs.txt"),
            include_str!("../../models/claim-type-words.txt"),
            include_str!("../../models/claim-objects.txt"),
            include_str!("../../models/evidence-words.txt"),
        ] {
            for line in entries(list) {
                let (class, word) = line.split_once(' ').unwrap_or_default();
                assert!(find_class(class.trim_end_matches("-verb")).is_some() && !word.contains(' '), "{line}");
            }
        }
    }
}
