//! The verbs that report speech, and the small words around them, as facts of each distinct word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Framing;
use crate::document::Document;
use crate::model::features::hash_word;

/// The constructions in which what is said follows a reporting verb, as a set of bits.
pub(super) type Frames = u16;

/// A clause, "that" may be missing: "said it rained".
pub(super) const CLAUSE: Frames = 1;
/// A clause with "that": "argued that it rained".
pub(super) const THAT: Frames = 1 << 1;
/// A question clause: "asked whether", "explained how".
pub(super) const QUESTION: Frames = 1 << 2;
/// An infinitive of the subject's own deed: "vowed to go".
pub(super) const INFINITIVE: Frames = 1 << 3;
/// Object and infinitive: "urged them to go".
pub(super) const OBJECT_INFINITIVE: Frames = 1 << 4;
/// A noun phrase: "denied the charge".
pub(super) const NOUN: Frames = 1 << 5;
/// Object and "as": "described it as cruel".
pub(super) const OBJECT_AS: Frames = 1 << 6;
/// Object and what it is said to be: "called it cruel".
pub(super) const OBJECT_PREDICATE: Frames = 1 << 10;
/// Object and preposition: "accused him of lying".
pub(super) const OBJECT_OF: Frames = 1 << 7;
/// Somebody spoken to may stand between: "told reporters that".
pub(super) const RECIPIENT: Frames = 1 << 8;
/// A quotation may stand beside it.
pub(super) const QUOTATION: Frames = 1 << 9;

/// One reading of a reporting verb: with a particle or without.
#[derive(Debug)]
pub(super) struct Reading {
    /// "out" of "point out"; empty for the verb alone.
    pub(super) particles: Vec<&'static str>,
    /// What may follow.
    pub(super) frames: Frames,
    /// What the choice of verb implies.
    pub(super) framing: Framing,
}

/// A form of a verb, as a set of bits: "put" has more than one.
pub(super) type Forms = u8;
/// "say".
pub(super) const BASE: Forms = 1;
/// "says".
pub(super) const PRESENT_S: Forms = 1 << 1;
/// "saying".
pub(super) const ING: Forms = 1 << 2;
/// "said", as past tense or participle.
pub(super) const PAST: Forms = 1 << 3;

/// What a word may do for a quote, out of context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordFacts {
    /// Which reporting verb it is a form of: an index into the readings, plus one; 0 for none.
    pub(super) verb: u16,
    /// Which forms of that verb it may be.
    pub(super) forms: Forms,
    /// The classes of small words it belongs to.
    pub(super) classes: u32,
}

impl WordFacts {
    /// Whether the word belongs to one of `classes`.
    pub(super) const fn is(self, classes: u32) -> bool {
        self.classes & classes != 0
    }

    /// A hash of the base form of the reporting verb that the word is a form of, if it is of one.
    pub(super) fn lemma(self) -> Option<u32> {
        LEXICON.lemmas.get(usize::from(self.verb).checked_sub(1)?).copied()
    }

    /// The readings of the reporting verb that the word is a form of, longest particle first.
    pub(super) fn readings(self) -> &'static [Reading] {
        if self.verb == 0 { &[] } else { &LEXICON.readings[self.verb as usize - 1] }
    }
}

/// Classes of small words and of nouns that tell kinds of sources, as bits.
pub(super) mod class {
    /// A form of "be".
    pub(in crate::quote) const BE: u32 = 1;
    /// A form of "have".
    pub(in crate::quote) const HAVE: u32 = 1 << 1;
    /// "not", "n't", "never".
    pub(in crate::quote) const NOT: u32 = 1 << 2;
    /// "who", "which".
    pub(in crate::quote) const RELATIVE: u32 = 1 << 3;
    /// "whether", "how", "why".
    pub(in crate::quote) const QUESTION_WORD: u32 = 1 << 4;
    /// "that".
    pub(in crate::quote) const THAT: u32 = 1 << 5;
    /// "because", "while": begins a clause beside the main one.
    pub(in crate::quote) const SUBORDINATOR: u32 = 1 << 6;
    /// "and", "but", "or".
    pub(in crate::quote) const COORDINATOR: u32 = 1 << 7;
    /// A day, month or other word of time that may stand bare: "Tuesday", "yesterday".
    pub(in crate::quote) const TIME: u32 = 1 << 8;
    /// "to".
    pub(in crate::quote) const TO: u32 = 1 << 9;
    /// "he", "they": a pronoun that can be a subject.
    pub(in crate::quote) const SUBJECT_PRONOUN: u32 = 1 << 10;
    /// A word that stands for a source nobody could ask: "critics", "many".
    pub(in crate::quote) const VAGUE: u32 = 1 << 11;
    /// A text or data: "report", "lawsuit".
    pub(in crate::quote) const DOCUMENT: u32 = 1 << 12;
    /// What speaks for its owner: "the PMF leadership".
    pub(in crate::quote) const BODY: u32 = 1 << 13;
    /// A noun of saying: "claim", "statement".
    pub(in crate::quote) const SPEECH_NOUN: u32 = 1 << 14;
    /// "so-called", "dubbed": what follows in quotation marks is a name or a word.
    pub(in crate::quote) const NAMING: u32 = 1 << 15;
    /// "as".
    pub(in crate::quote) const AS: u32 = 1 << 16;
    /// "of", "for", "with": binds the deed after "accused them".
    pub(in crate::quote) const OF: u32 = 1 << 17;
    /// "by".
    pub(in crate::quote) const BY: u32 = 1 << 18;
    /// "it".
    pub(in crate::quote) const IT: u32 = 1 << 19;
    /// "although", "which": stands after a comma at the author's own remark.
    pub(in crate::quote) const REMARK: u32 = 1 << 20;
    /// "will", "would".
    pub(in crate::quote) const MODAL: u32 = 1 << 21;
    /// "according".
    pub(in crate::quote) const ACCORDING: u32 = 1 << 22;
    /// A form of a reporting verb that is as often a noun: "claims".
    pub(in crate::quote) const NOUN_TOO: u32 = 1 << 23;
    /// A word that stands before a colon and is no speaker: "UPDATE", "WATCH".
    pub(in crate::quote) const NO_SPEAKER: u32 = 1 << 24;
    /// "evening", after a day.
    pub(in crate::quote) const DAY_PART: u32 = 1 << 25;
    /// "Mr", "Dr".
    pub(in crate::quote) const TITLE: u32 = 1 << 26;
    /// "last", before a word of time.
    pub(in crate::quote) const TIME_MODIFIER: u32 = 1 << 27;
    /// "week", after such a word.
    pub(in crate::quote) const TIME_NOUN: u32 = 1 << 28;
    /// The last word of many newspapers' and broadcasters' names: "times", "herald".
    pub(in crate::quote) const OUTLET: u32 = 1 << 29;
}

/// Reporting verbs and word classes, by lower-cased word.
struct Lexicon {
    words: FxHashMap<String, WordFacts>,
    readings: Vec<Vec<Reading>>,
    /// A hash of each verb's base form, in the order of `readings`.
    lemmas: Vec<u32>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { words: FxHashMap::default(), readings: Vec::new(), lemmas: Vec::new() };
    let mut lemmas: FxHashMap<&str, u16> = FxHashMap::default();
    for line in entries(include_str!("../../models/reporting-verbs.txt")) {
        let Some((verb, facts)) = line.split_once(" : ") else { continue };
        let mut words = verb.split(' ');
        let mut forms = words.next().unwrap_or_default().split('/');
        let Some(base) = forms.next() else { continue };
        let mut facts = facts.split(' ');
        let frames = facts.next().unwrap_or_default().chars().fold(0, |frames, letter| frames | frame(letter));
        let framing = match facts.next() {
            Some("distancing") => Framing::Distancing,
            Some("endorsing") => Framing::Endorsing,
            _ => Framing::Neutral,
        };
        let index = *lemmas.entry(base).or_insert_with(|| {
            lexicon.readings.push(Vec::new());
            lexicon.lemmas.push(hash_word(base));
            lexicon.readings.len() as u16
        });
        let readings = &mut lexicon.readings[index as usize - 1];
        readings.push(Reading { particles: words.collect(), frames, framing });
        readings.sort_by_key(|reading| std::cmp::Reverse(reading.particles.len()));
        for (form, bit) in inflect(base, forms) {
            let facts = lexicon.words.entry(form).or_default();
            (facts.verb, facts.forms) = (index, facts.forms | bit);
        }
    }
    for line in entries(include_str!("../../models/quote-words.txt")) {
        let mut listed = line.split(' ');
        let bit = match listed.next().unwrap_or_default() {
            "be" => class::BE,
            "have" => class::HAVE,
            "not" => class::NOT,
            "relative" => class::RELATIVE,
            "question" => class::QUESTION_WORD,
            "that" => class::THAT,
            "subordinator" => class::SUBORDINATOR,
            "coordinator" => class::COORDINATOR,
            "time" => class::TIME,
            "to" => class::TO,
            "subject" => class::SUBJECT_PRONOUN,
            "vague" => class::VAGUE,
            "document" => class::DOCUMENT,
            "body" => class::BODY,
            "speech" => class::SPEECH_NOUN,
            "naming" => class::NAMING,
            "as" => class::AS,
            "of" => class::OF,
            "by" => class::BY,
            "it" => class::IT,
            "remark" => class::REMARK,
            "modal" => class::MODAL,
            "according" => class::ACCORDING,
            "noun" => class::NOUN_TOO,
            "nospeaker" => class::NO_SPEAKER,
            "daypart" => class::DAY_PART,
            "timemodifier" => class::TIME_MODIFIER,
            "timenoun" => class::TIME_NOUN,
            "title" => class::TITLE,
            "outlet" => class::OUTLET,
            _ => 0,
        };
        for word in listed {
            lexicon.words.entry(word.to_owned()).or_default().classes |= bit;
        }
    }
    lexicon
});

/// The lines of a list that are neither empty nor comments.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The frame that `letter` stands for in the list.
const fn frame(letter: char) -> Frames {
    match letter {
        'c' => CLAUSE | THAT,
        't' => THAT,
        'w' => QUESTION,
        'i' => INFINITIVE,
        'o' => OBJECT_INFINITIVE,
        'n' => NOUN,
        'a' => OBJECT_AS,
        'p' => OBJECT_PREDICATE,
        'f' => OBJECT_OF,
        'r' => RECIPIENT,
        'q' => QUOTATION,
        _ => 0,
    }
}

/// All forms of a verb, by the rules of spelling where `past` gives none; "admit/admitted" also shows "admitting".
fn inflect<'a>(base: &str, past: impl Iterator<Item = &'a str>) -> Vec<(String, Forms)> {
    let bytes = base.as_bytes();
    let last = bytes.last().copied().unwrap_or_default();
    let vowel_before = bytes.len() > 1 && matches!(bytes[bytes.len() - 2], b'a' | b'e' | b'i' | b'o' | b'u');
    let past: Vec<String> = past.map(str::to_owned).collect();
    let present = match last {
        b's' | b'x' | b'z' => format!("{base}es"),
        b'h' if base.ends_with("sh") || base.ends_with("ch") => format!("{base}es"),
        b'y' if !vowel_before => format!("{}ies", &base[..base.len() - 1]),
        _ => format!("{base}s"),
    };
    let doubled = past
        .iter()
        .find(|form| form.len() == base.len() + 3 && form.ends_with("ed") && form.as_bytes()[base.len()] == last);
    let ing = match last {
        _ if doubled.is_some() => format!("{base}{}ing", last as char),
        b'e' if !base.ends_with("ee") => format!("{}ing", &base[..base.len() - 1]),
        _ if base == "begin" => "beginning".to_owned(),
        _ => format!("{base}ing"),
    };
    let mut forms = vec![(base.to_owned(), BASE), (present, PRESENT_S), (ing, ING)];
    if past.is_empty() {
        forms.push((
            match last {
                b'e' => format!("{base}d"),
                b'y' if !vowel_before => format!("{}ied", &base[..base.len() - 1]),
                _ => format!("{base}ed"),
            },
            PAST,
        ));
    }
    forms.extend(past.into_iter().map(|form| (form, PAST)));
    forms
}

/// The facts of each word of `doc.vocabulary`, in its order.
pub(super) fn find_word_facts(doc: &Document) -> Vec<WordFacts> {
    doc.vocabulary.iter().map(|word| LEXICON.words.get(&**word).copied().unwrap_or_default()).collect()
}

/// Whether names of newspapers and broadcasters end in `word` (lower case).
pub(super) fn is_outlet_word(word: &str) -> bool {
    LEXICON.words.get(word).is_some_and(|facts| facts.is(class::OUTLET))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects_by_rule_and_by_list() {
        let check = |base: &str, past: &[&str], expected: &str| {
            let forms: Vec<_> = inflect(base, past.iter().copied()).into_iter().map(|(form, _)| form).collect();
            assert_eq!(forms.join(" "), expected);
        };
        check("say", &["said"], "say says saying said");
        check("admit", &["admitted"], "admit admits admitting admitted");
        check("deny", &[], "deny denies denying denied");
        check("argue", &[], "argue argues arguing argued");
        check("agree", &[], "agree agrees agreeing agreed");
        check("confess", &[], "confess confesses confessing confessed");
        check("write", &["wrote", "written"], "write writes writing wrote written");
    }

    #[test]
    fn tells_what_a_verb_implies() {
        let framing = |word: &str| LEXICON.words[word].readings().last().map(|reading| reading.framing);
        assert_eq!(framing("said"), Some(Framing::Neutral));
        assert_eq!(framing("claims"), Some(Framing::Distancing));
        assert_eq!(framing("admitted"), Some(Framing::Endorsing));
    }
}
