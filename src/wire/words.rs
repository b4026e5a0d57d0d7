//! The plain words in which readers are told what the names of the serialised form mean: neutral, no verdicts.
//!
//! `www/lib/words.js` says the same in the browser's views; `tests/export.rs` holds the two together.

use super::Word;

/// Names with their words; an unknown name stands for itself.
type Words = [(&'static str, &'static str)];

/// How a source is identified.
pub const SOURCE_KINDS: &Words = &[
    ("named", "named"),
    ("unnamed", "described, not named"),
    ("vague", "nobody in particular"),
    ("document", "a document"),
    ("none", "no speaker found"),
];

/// Whether the words of a quote are the source's own.
pub const QUOTE_FORMS: &Words =
    &[("direct", "in quotation marks"), ("indirect", "in the article’s words"), ("mixed", "partly in quotation marks")];

/// One of each kind of entity.
pub const ENTITY_KINDS: &Words = &[
    ("person", "person"),
    ("organization", "organisation"),
    ("place", "place"),
    ("group", "group of people"),
    ("event", "event"),
    ("work", "work"),
    ("law", "law"),
    ("product", "product"),
    ("other", "name"),
    ("date", "date"),
    ("time", "time"),
    ("money", "sum of money"),
    ("percent", "percentage"),
    ("quantity", "quantity"),
];

/// Several of each kind of entity, in the order of a list.
pub const ENTITY_HEADINGS: &Words = &[
    ("person", "People"),
    ("organization", "Organisations"),
    ("place", "Places"),
    ("group", "Groups of people"),
    ("event", "Events"),
    ("work", "Works"),
    ("law", "Laws"),
    ("product", "Products"),
    ("other", "Other names"),
];

/// How a claim of each stance is put forward; nothing is said of the plain one.
pub const STANCES: &Words = &[
    ("asserts", ""),
    ("alleges", "alleged"),
    ("denies", "denied"),
    ("disputes", "disputed"),
    ("predicts", "predicted"),
    ("commits", "promised or threatened"),
];

/// What a claim is about.
pub const CLAIM_TYPES: &Words = &[
    ("quantity", "number"),
    ("cause", "cause"),
    ("prediction", "prediction"),
    ("rule", "rule"),
    ("event", "event"),
    ("property", "fact about someone or something"),
    ("intent", "wish or motive"),
    ("experience", "own experience"),
    ("opinion", "opinion"),
];

/// What a hedge does.
pub const HEDGES: &Words = &[
    ("epistemic", "unsure"),
    ("approximator", "about"),
    ("evidential", "hearsay"),
    ("condition", "condition"),
    ("booster", "stressed"),
];

/// What the article shows beside a claim.
pub const EVIDENCE: &Words = &[
    ("number", "number"),
    ("document", "document"),
    ("link", "link"),
    ("eyewitness", "eyewitness"),
    ("official", "official statement"),
    ("expert", "expert"),
    ("media", "picture or video"),
];

/// What a claim that links to an earlier one does to it. Links are more often wrong than right in labelled articles, so
/// they are only shown as possible.
pub const LINKS: &Words = &[
    ("denies", "Perhaps denied"),
    ("disputes", "Perhaps disputed"),
    ("supports", "Perhaps supported"),
    ("repeats", "Perhaps repeated"),
    ("contrasts", "Perhaps contrasted"),
];

/// What the verb that the article chose suggests.
pub const FRAMINGS: &Words =
    &[("neutral", ""), ("distancing", "the verb keeps a distance"), ("endorsing", "the verb takes it as true")];

/// The article's own voice as a claimant.
pub const OWN_VOICE: &str = "The article itself";

/// The same inside a sentence.
pub const OWN_VOICE_INSIDE: &str = "the article itself";

/// A claimant whom the text does not name.
pub const SOMEONE: &str = "Someone";

/// A speaker whom the text does not name.
pub const NO_SPEAKER: &str = "No speaker found";

/// The words of `list` for `name`.
pub fn find_words(list: &'static Words, name: Word) -> &'static str {
    list.iter().find(|(known, _)| *known == name).map_or(name, |(_, words)| words)
}

/// What `Claim::check_worthy` says.
pub const fn check_words(check_worthy: u8) -> &'static str {
    match check_worthy {
        0 => "cannot be checked",
        1 => "can be checked",
        _ => "worth checking",
    }
}
