//! Part-of-speech tags, and the tagger: greedy from left to right, with weights learned by an averaged perceptron.

use std::ops::Range;
use std::sync::LazyLock;

use super::features::{
    CaseSign, FIRST_FREE_TEMPLATE, Form, OUTSIDE, Role, find_case_sign, find_casing, form_of, hash_word, join, key,
    push_word_features, split_form,
};
use super::file::{ModelError, Sections};
use super::weights::{FeatureKey, Weights};
use crate::document::{Document, Sentence, Token, TokenKind};

/// A part of speech: the Penn Treebank tag set, with the tags that no later stage tells apart folded together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Pos {
    /// NN, NNS: common noun.
    #[default]
    Noun,
    /// NNP, NNPS: proper noun.
    Proper,
    /// PRP, EX: personal pronoun, "there".
    Pronoun,
    /// PRP$, WP$: possessive pronoun.
    Possessive,
    /// DT, PDT.
    Determiner,
    /// JJ, JJR, JJS: adjective.
    Adjective,
    /// RB, RBR, RBS: adverb.
    Adverb,
    /// VB: base form.
    VerbBase,
    /// VBD: past tense.
    VerbPast,
    /// VBG: present participle, gerund.
    VerbIng,
    /// VBN: past participle.
    VerbParticiple,
    /// VBP, VBZ: present tense.
    VerbPresent,
    /// MD: modal verb.
    Modal,
    /// IN: preposition or subordinating conjunction.
    Preposition,
    /// TO before an infinitive; the preposition "to" is a [`Pos::Preposition`].
    To,
    /// CC: coordinating conjunction.
    Coordinator,
    /// WP, WRB, WDT: relative or question word.
    Wh,
    /// RP: particle of a phrasal verb.
    Particle,
    /// CD: number.
    Number,
    /// POS: possessive ending.
    PossessiveEnding,
    /// UH and foreign words.
    Interjection,
    /// Any mark.
    Mark,
}

impl Pos {
    /// How many tags there are.
    pub const COUNT: usize = 22;
    /// All tags, by number.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Noun,
        Self::Proper,
        Self::Pronoun,
        Self::Possessive,
        Self::Determiner,
        Self::Adjective,
        Self::Adverb,
        Self::VerbBase,
        Self::VerbPast,
        Self::VerbIng,
        Self::VerbParticiple,
        Self::VerbPresent,
        Self::Modal,
        Self::Preposition,
        Self::To,
        Self::Coordinator,
        Self::Wh,
        Self::Particle,
        Self::Number,
        Self::PossessiveEnding,
        Self::Interjection,
        Self::Mark,
    ];

    /// Whether the tag marks a verb that carries tense: the sign of a clause.
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::VerbPast | Self::VerbPresent | Self::Modal)
    }

    /// Whether the tag is any verb form.
    pub const fn is_verb(self) -> bool {
        matches!(
            self,
            Self::VerbBase | Self::VerbPast | Self::VerbIng | Self::VerbParticiple | Self::VerbPresent | Self::Modal
        )
    }

    /// Whether the tag can head a noun phrase.
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Proper | Self::Pronoun)
    }
}

/// Weights a feature: the tags, and room to fill three vectors of eight.
const WIDTH: usize = 24;
/// A score for each tag.
type Scores = [i16; WIDTH];
/// The section of a model file that holds the tagger's weights.
pub const SECTION: [u8; 4] = *b"pos ";
/// The number that stands for a tag before the start of the sentence.
pub const START: u8 = Pos::COUNT as u8;
/// Tags and the start, as numbers.
const STATES: usize = Pos::COUNT + 1;

/// The weights that were trained on the corpora named in `models/pos.md`.
static EMBEDDED: LazyLock<PosModel> =
    LazyLock::new(|| PosModel::read(include_bytes!("../../models/pos.bin")).expect("a test reads the embedded model"));

/// Tags every token of `doc`, in order.
pub fn tag_parts_of_speech(doc: &Document) -> Vec<Pos> {
    EMBEDDED.tag(doc)
}

/// The tagger's weights.
#[derive(Clone, Debug)]
pub struct PosModel {
    weights: Weights<WIDTH>,
    /// What the two tags before give, by `before * STATES + two_before`.
    history: Vec<Scores>,
}

/// What one form gives to the tags of the tokens around it.
struct FormScores {
    hash: u32,
    roles: [Scores; Role::ALL.len()],
}

/// The forms of a document that were met, with their scores.
struct FormTable<'m> {
    model: &'m PosModel,
    /// For each form its place in `scores` plus one.
    places: Vec<u32>,
    scores: Vec<FormScores>,
    keys: Vec<FeatureKey>,
}

impl FormTable<'_> {
    /// The place of `form` in `scores`.
    fn find(&mut self, doc: &Document, form: Form) -> u32 {
        let place = self.places[form as usize];
        if place > 0 {
            return place - 1;
        }
        let (word, sign) = split_form(form);
        let place = self.add(&doc.vocabulary[word as usize], sign);
        self.places[form as usize] = place + 1;
        place
    }

    /// Finds the scores of a word, and returns their place.
    fn add(&mut self, word: &str, sign: CaseSign) -> u32 {
        let mut roles = [[0; WIDTH]; Role::ALL.len()];
        for (role, scores) in Role::ALL.into_iter().zip(&mut roles) {
            self.keys.clear();
            push_word_features(word, sign, role, &mut self.keys);
            for &key in &self.keys {
                self.model.weights.add(key, scores);
            }
        }
        self.scores.push(FormScores { hash: hash_word(word), roles });
        self.scores.len() as u32 - 1
    }
}

impl PosModel {
    /// Reads a model file.
    ///
    /// # Errors
    /// If `bytes` are not a whole model file of a version that this build reads.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let weights = Weights::read(SECTION, Sections::read(bytes)?.section(SECTION)?)?;
        let mut history = vec![[0; WIDTH]; STATES * STATES];
        for before in 0..=START {
            for two_before in 0..=START {
                let scores = &mut history[usize::from(before) * STATES + usize::from(two_before)];
                for key in history_keys(before, two_before) {
                    weights.add(key, scores);
                }
            }
        }
        Ok(Self { weights, history })
    }

    /// How many features have weights.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether no feature has weights.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Tags every token of `doc`, in order.
    pub fn tag(&self, doc: &Document) -> Vec<Pos> {
        let mut tags = vec![Pos::Mark; doc.tokens.len()];
        let places = vec![0; doc.vocabulary.len() * CaseSign::COUNT];
        let mut table = FormTable { model: self, places, scores: Vec::new(), keys: Vec::new() };
        let outside = table.add(OUTSIDE, CaseSign::Low);
        let mut forms = Vec::new();
        for sentence in &doc.sentences {
            forms.clear();
            push_sentence_forms(doc, sentence, &mut forms);
            for form in &mut forms {
                *form = table.find(doc, *form);
            }
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            self.tag_sentence(doc, range, &forms, outside, &table.scores, &mut tags);
        }
        tags
    }

    /// Tags the tokens `range` of `doc`, whose scores stand at `places` of `table`.
    fn tag_sentence(
        &self,
        doc: &Document,
        range: Range<usize>,
        places: &[u32],
        outside: u32,
        table: &[FormScores],
        tags: &mut [Pos],
    ) {
        let (mut before, mut two_before) = (START, START);
        // The window of the token: two before, one before, itself, one after, two after.
        let at = |index: usize| &table[*places.get(index).unwrap_or(&outside) as usize];
        let mut window = [at(usize::MAX), at(usize::MAX), at(usize::MAX), at(0), at(1)];
        for (index, id) in range.enumerate() {
            window = [window[1], window[2], window[3], window[4], at(index + 2)];
            let token = &doc.tokens[id];
            let tag = find_fixed_tag(token, &doc.vocabulary[token.word as usize]).unwrap_or_else(|| {
                let [two_back, back, own, next, two_next] = window;
                let history = &self.history[usize::from(before) * STATES + usize::from(two_before)];
                let mut scores = Scores::default();
                for (tag, score) in scores.iter_mut().enumerate() {
                    *score = own.roles[Role::Own as usize][tag]
                        + back.roles[Role::Before as usize][tag]
                        + next.roles[Role::After as usize][tag]
                        + two_back.roles[Role::TwoBefore as usize][tag]
                        + two_next.roles[Role::TwoAfter as usize][tag]
                        + history[tag];
                }
                for key in joint_keys(before, back.hash, own.hash, next.hash) {
                    self.weights.add(key, &mut scores);
                }
                find_best(&scores)
            });
            tags[id] = tag;
            (before, two_before) = (tag as u8, before);
        }
    }
}

/// The tag with the highest score; of equals the first.
fn find_best(scores: &Scores) -> Pos {
    let best = (0..Pos::COUNT).map(|tag| (i32::from(scores[tag]) << 8) | (255 - tag as i32)).max().unwrap_or(255);
    Pos::ALL[(255 - (best & 255)) as usize]
}

/// The tag of a token that can have one only: most marks, and addresses.
pub fn find_fixed_tag(token: &Token, word: &str) -> Option<Pos> {
    match token.kind {
        TokenKind::Terminal | TokenKind::Dash | TokenKind::Open | TokenKind::Close => Some(Pos::Mark),
        // An apostrophe on its own may be the ending of a possessive.
        TokenKind::QuotationMark => (word != "'").then_some(Pos::Mark),
        TokenKind::Symbol => matches!(word, "," | ";" | ":").then_some(Pos::Mark),
        TokenKind::Address => Some(Pos::Proper),
        TokenKind::Word | TokenKind::Clitic | TokenKind::Number => None,
    }
}

/// Appends the forms of the tokens of `sentence` to `forms`.
pub fn push_sentence_forms(doc: &Document, sentence: &Sentence, forms: &mut Vec<Form>) {
    let casing = find_casing(doc, sentence);
    let mut only_marks = true;
    for at in sentence.tokens.start as usize..sentence.tokens.end as usize {
        let token = &doc.tokens[at];
        let opened = !token.space_before && at > 0 && {
            let mark = &doc.tokens[at - 1];
            mark.kind == TokenKind::QuotationMark && mark.space_before
        };
        forms.push(form_of(token.word, find_case_sign(doc, at, casing, only_marks || opened)));
        only_marks &= !matches!(token.kind, TokenKind::Word | TokenKind::Clitic);
    }
}

/// The features of the two tags before, as numbers.
pub fn history_keys(before: u8, two_before: u8) -> [FeatureKey; 3] {
    let (before, two_before) = (u32::from(before), u32::from(two_before));
    [
        key(FIRST_FREE_TEMPLATE, before),
        key(FIRST_FREE_TEMPLATE + 1, two_before),
        key(FIRST_FREE_TEMPLATE + 2, before * 64 + two_before),
    ]
}

/// The features of two things that stand together: the tag before, and the hashes of the word before, the word, the next.
pub fn joint_keys(before: u8, back: u32, own: u32, next: u32) -> [FeatureKey; 4] {
    let before = u32::from(before) + 1;
    [
        key(FIRST_FREE_TEMPLATE + 3, join(own, before)),
        key(FIRST_FREE_TEMPLATE + 4, join(next, before)),
        key(FIRST_FREE_TEMPLATE + 5, join(back, own)),
        key(FIRST_FREE_TEMPLATE + 6, join(own, next)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotator::read_document;
    use crate::document::Input;

    /// Checks the tags of `words`, each written `word_tag`; words without a tag are not checked.
    fn check(words: &str) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for word in words.split(' ') {
            let (word, tag) = word.split_once('_').unwrap_or((word, ""));
            if !text.is_empty() && word.starts_with(|c: char| c.is_alphanumeric()) {
                text.push(' ');
            }
            if !tag.is_empty() {
                expected.push((text.len() as u32, tag));
            }
            text.push_str(word);
        }
        let doc = read_document(Input::plain(text));
        let tags = tag_parts_of_speech(&doc);
        for (start, tag) in expected {
            let id = doc.token_at(start);
            assert_eq!(format!("{:?}", tags[id as usize]), tag, "{} in {}", doc.token_text(id), doc.text);
        }
    }

    #[test]
    fn verbs_of_plain_clauses_are_finite() {
        check("The_Determiner minister_Noun said_VerbPast she_Pronoun will_Modal resign_VerbBase soon_Adverb ._Mark");
        check(
            "Iran_Proper denies_VerbPresent the charge_Noun and_Coordinator has_VerbPresent rejected_VerbParticiple talks_Noun .",
        );
        check("Protesters_ gathered_VerbPast in_Preposition Baghdad_Proper to_To demand_VerbBase change_Noun .");
        check("He_Pronoun did_VerbPast n't_Adverb know_VerbBase who_Wh was_VerbPast killed_VerbParticiple .");
    }

    #[test]
    fn verbs_are_told_from_nouns_of_the_same_form() {
        check("Both_Determiner claims_Noun Iran_Proper denies_VerbPresent ._Mark");
        check("He_Pronoun claims_VerbPresent the_Determiner strikes_Noun killed_VerbPast troops_Noun ._Mark");
        check(
            "The_Determiner men_Noun accused_VerbParticiple of_Preposition theft_Noun were_VerbPast held_VerbParticiple .",
        );
    }

    #[test]
    fn capitals_of_a_headline_do_not_make_names() {
        check("SENATE PASSES_VerbPresent BUDGET AFTER_Preposition LONG_Adjective DEBATE");
        check("Officials_Noun Said_VerbPast Talks_Noun Would_Modal Resume_VerbBase After_Preposition the Vote_Noun");
    }

    #[test]
    fn every_token_has_a_tag() {
        for text in ["", " ", "“”", "a\n\nb", "-- . ?!", "é’s 1,000 @name"] {
            let doc = read_document(Input::plain(text));
            assert_eq!(tag_parts_of_speech(&doc).len(), doc.tokens.len());
        }
    }

    #[test]
    fn embedded_model_is_whole() {
        let bytes = include_bytes!("../../models/pos.bin");
        assert!(PosModel::read(bytes).unwrap().len() > 1000);
        for length in (0..bytes.len()).step_by(997) {
            assert!(PosModel::read(&bytes[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn tags_have_their_numbers() {
        assert!(Pos::ALL.iter().enumerate().all(|(at, &tag)| at == tag as usize));
    }
}
