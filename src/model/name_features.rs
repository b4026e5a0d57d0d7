//! What the name tagger sees: words and their cases, word lists, parts of speech, the run of capitals that a token
//! stands in, and how the rest of the document writes the word.
//!
//! Features of one word alone are found once a document for each distinct form; those of a run once a run.

use std::ops::Range;

use super::chain::Label;
use super::features::{Form, Role, hash_ending, hash_word, join, key, split_form};
use super::name_context::{NameContext, joins_run};
use super::weights::FeatureKey;
use crate::document::{Case, TokenId};

/// Templates of one role.
const OF_ROLE: u32 = 24;
/// Templates from here on are for more than one word.
const FREE: u32 = 512;

/// The feature of the label before.
pub const fn transition_key(before: Label) -> FeatureKey {
    key(FREE + 127, before as u32)
}

impl NameContext<'_> {
    /// The forms in and around the token at `at` of `sentence`, with their roles; `None` outside of it.
    pub fn window(&self, at: TokenId, sentence: &Range<TokenId>) -> [(Role, Option<Form>); Role::ALL.len()] {
        let form = |at: Option<TokenId>| at.filter(|at| sentence.contains(at)).map(|at| self.form(at));
        [
            (Role::Own, form(Some(at))),
            (Role::Before, form(at.checked_sub(1))),
            (Role::After, form(Some(at + 1))),
            (Role::TwoBefore, form(at.checked_sub(2))),
            (Role::TwoAfter, form(Some(at + 2))),
        ]
    }

    /// Appends the features of a form in `role`; `None` stands for what is outside the sentence.
    pub fn push_form_features(&self, form: Option<Form>, role: Role, keys: &mut Vec<FeatureKey>) {
        let base = role as u32 * OF_ROLE;
        let Some(form) = form else {
            keys.push(key(base, 1));
            return;
        };
        let (word, sign) = split_form(form);
        let text = &*self.doc.vocabulary[word as usize];
        let hash = self.hashes[word as usize];
        let sign = sign as u32;
        let facts = self.packed[word as usize];
        keys.push(key(base + 1, hash));
        keys.push(key(base + 2, sign));
        for at in set_bits(facts) {
            keys.push(key(base + 3, at << 2 | sign));
        }
        if matches!(role, Role::TwoBefore | Role::TwoAfter) {
            return;
        }
        keys.push(key(base + 4, join(hash, sign)));
        keys.push(key(base + 5, join(facts, sign)));
        keys.push(key(base + 6, find_shape(text) << 2 | sign));
        push_ending(text, 3, base + 7, sign, keys);
        if role != Role::Own {
            return;
        }
        push_ending(text, 1, base + 8, sign, keys);
        push_ending(text, 2, base + 9, sign, keys);
        push_ending(text, 4, base + 10, sign, keys);
        push_ending(text, 5, base + 11, sign, keys);
        for (template, length) in [(12, 2), (13, 3), (14, 4)] {
            if let Some((end, _)) = text.char_indices().nth(length) {
                keys.push(key(base + template, join(hash_word(&text[..end]), sign)));
            }
        }
        let usage = u32::from(self.usage[word as usize]);
        keys.push(key(base + 15, usage << 2 | sign));
        keys.push(key(base + 16, join(usage << 2 | sign, facts)));
    }

    /// Appends the features of the token at `at` that are of more than one word; `sentence` holds it.
    pub fn push_token_features(&self, at: TokenId, sentence: &Range<TokenId>, keys: &mut Vec<FeatureKey>) {
        let inside = |at: Option<TokenId>| at.filter(|at| sentence.contains(at));
        let places = [at.checked_sub(2), at.checked_sub(1), Some(at), Some(at + 1), Some(at + 2)].map(inside);
        let hash = places.map(|at| at.map_or(1, |at| self.hash_at(at)));
        let sign = places.map(|at| at.map_or(7, |at| split_form(self.form(at)).1 as u32));
        let pos = places.map(|at| at.map_or(31, |at| self.pos[at as usize] as u32));
        let facts = places.map(|at| at.map_or(1 << 30, |at| self.packed_at(at)));
        let phrase = places.map(|at| at.map_or(0, |at| self.phrases[at as usize]));
        let signs = sign[1] << 6 | sign[2] << 3 | sign[3];
        let mut push = |template: u32, value: u32| keys.push(key(FREE + template, value));
        push(0, pos[2] << 3 | sign[2]);
        push(1, pos[1]);
        push(2, pos[3]);
        push(3, pos[1] << 10 | pos[2] << 5 | pos[3]);
        push(4, signs);
        push(5, join(signs, sign[0] << 3 | sign[4]));
        push(6, join(hash[1], hash[2]));
        push(7, join(hash[2], hash[3]));
        push(8, join(hash[1], sign[2]));
        push(9, join(hash[3], sign[2]));
        push(10, join(hash[1], hash[3]));
        push(11, join(hash[0], hash[1]));
        push(12, join(facts[1], facts[2]));
        push(13, join(facts[2], facts[3]));
        push(14, join(hash[1], facts[2]));
        push(15, join(hash[3], facts[2]));
        if let Some(before) = places[1]
            && joins_run(self.doc.lower(before))
        {
            push(20, join(hash[1], facts[0]));
            push(21, join(hash[1], hash[0]));
            push(22, join(join(hash[1], facts[0]), facts[2]));
        }
        if joins_run(self.doc.lower(at)) {
            push(23, join(hash[2], join(facts[1], facts[3])));
            push(24, join(hash[2], facts[1]));
            push(25, join(hash[2], facts[3]));
        }
        if phrase[2] > 0 {
            push(16, phrase[2]);
        }
        if phrase[3] > 0 {
            push(17, phrase[3]);
        }
        if phrase[1] > 0 {
            push(18, phrase[1]);
        }
        let hint = places.map(|at| at.map_or(255, |at| u32::from(self.hints[at as usize])));
        push(26, hint[2]);
        push(27, hint[1] << 8 | hint[2]);
        push(28, hint[2] << 8 | hint[3]);
        push(29, hint[1] << 16 | hint[2] << 8 | hint[3]);
        let vote = places.map(|at| at.map_or(255, |at| u32::from(self.votes[self.word_at(at)])));
        let longest = u32::from(self.longest[self.word_at(at)]);
        push(30, vote[2]);
        push(31, hint[2] << 8 | vote[2]);
        push(32, vote[1]);
        push(33, vote[3]);
        push(34, longest);
        push(35, longest << 8 | hint[2]);
        let token = &self.doc.tokens[at as usize];
        push(19, (u32::from(token.space_before) << 4 | token.kind as u32) << 3 | sign[2]);
    }

    /// Appends the features that all tokens of a run share.
    pub fn push_run_features(&self, run: u32, sentence: &Range<TokenId>, keys: &mut Vec<FeatureKey>) {
        let run = self.runs[run as usize].clone();
        let (first, last) = (run.start, run.end - 1);
        let before = first.checked_sub(1).filter(|at| sentence.contains(at));
        let two_before = first.checked_sub(2).filter(|at| sentence.contains(at));
        let after = Some(run.end).filter(|at| sentence.contains(at));
        let hash = |at: Option<TokenId>| at.map_or(1, |at| self.hash_at(at));
        let facts = |at: TokenId| self.packed_at(at);
        let length = (run.end - run.start).min(6);
        let mut push = |template: u32, value: u32| keys.push(key(FREE + 64 + template, value));
        push(0, length);
        push(1, hash(Some(last)));
        push(2, hash(Some(first)));
        push(3, facts(last));
        push(4, facts(first));
        push(5, hash(before));
        push(6, hash(after));
        push(7, join(hash(before), hash(after)));
        push(8, join(hash(before), length));
        push(9, join(hash(after), length));
        push(10, join(hash(two_before), hash(before)));
        push(11, join(facts(first), facts(last)));
        let two_after = Some(run.end + 1).filter(|at| sentence.contains(at));
        push(12, join(hash(after), hash(two_after)));
        let opens = self.doc.tokens[first as usize].case == Case::Upper && length == 1;
        push(13, u32::from(opens) << 8 | u32::from(self.usage[self.word_at(last)]));
        // "Bank" of "Bank of England": the word before the first joining word.
        let joint = run.clone().skip(1).find(|&at| matches!(self.doc.lower(at), "of" | "for"));
        if let Some(joint) = joint {
            push(15, hash(Some(joint - 1)));
            push(16, facts(joint - 1));
            push(17, join(facts(joint - 1), facts(last)));
            push(18, join(hash(Some(joint - 1)), joint - first));
        }
        // What the lists say of any word of the run.
        let any = run.clone().map(facts).fold(0, |all, facts| all | facts);
        for at in set_bits(any) {
            push(14, at << 3 | length);
        }
    }
}

/// The places of the bits that are set, in order.
fn set_bits(mut bits: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let at = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (at < u32::BITS).then_some(at)
    })
}

/// Appends the feature of an ending of `length` chars, where the word is longer than that.
fn push_ending(word: &str, length: usize, template: u32, sign: u32, keys: &mut Vec<FeatureKey>) {
    if let Some(ending) = hash_ending(word, length) {
        keys.push(key(template, join(ending, sign)));
    }
}

/// What a word is made of: letters, digits, stops, marks; and whether it is short.
fn find_shape(word: &str) -> u32 {
    let mut shape = 0;
    for byte in word.bytes().take(32) {
        shape |= match byte {
            b'0'..=b'9' => 1,
            b'.' => 2,
            b'\'' => 4,
            b'@' | b'#' | b'_' => 8,
            byte if byte.is_ascii_alphabetic() => 16,
            128.. => 32,
            _ => 64,
        };
    }
    shape << 2 | (word.len() as u32).min(3)
}
