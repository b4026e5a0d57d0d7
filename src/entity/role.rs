//! Who bears a title or a role: "President Jane Doe"; "Jane Doe, the mayor"; "the mayor, Jane Doe"; "Jane Doe is the mayor".

use std::ops::Range;

use super::EntityKind;
use super::description::find_sex_of_noun;
use super::kind::FormId;
use super::name::Candidate;
use super::reference::{Noun, Reference, ReferenceKind};
use super::resolve::{PLAIN, Resolver, Role, Sex};
use crate::document::{Case, TokenId, TokenKind};
use crate::model::gazetteer::Facts;
use crate::model::pos::Pos;

/// How many tokens may stand between a nominal and the comma after it: "of the teachers' union".
const LONGEST_COMPLEMENT: TokenId = 10;

/// Of so many people of one office is kept who they are.
const MOST_BEARERS: usize = 16;

/// A role that the words around a name give it.
pub(super) struct Stated {
    role: Role,
    /// All words that state it: "deputy mayor of Leeds".
    tokens: Range<TokenId>,
}

impl Resolver<'_, '_> {
    /// Notes who bears a title or a role: "President Jane Doe"; "Jane Doe, the mayor"; "Jane Doe is the mayor".
    pub(super) fn note_roles(&mut self, candidates: &[Candidate]) {
        for (candidate, &form) in candidates.iter().zip(&self.forms.of_candidate) {
            let form_kind = self.forms.all[form as usize].kind;
            if !matches!(form_kind, EntityKind::Person | EntityKind::Organization) {
                continue;
            }
            let full = self.full_form(form);
            if form_kind == EntityKind::Person {
                self.note_sex(full, self.find_sex(candidate, &self.forms.all[form as usize]));
            }
            for stated in self.find_roles(candidate, form_kind).into_iter().flatten() {
                self.note_bearer(stated.role, full);
                if form_kind == EntityKind::Person {
                    let noun = &self.words.doc.vocabulary[stated.role.0 as usize];
                    self.note_sex(full, find_sex_of_noun(noun));
                    self.note_stated(candidate.tokens.start, stated.tokens);
                }
            }
        }
    }

    /// The full name that a lone surname or given name stands for, where only one holds it.
    pub(super) fn full_form(&self, form: FormId) -> FormId {
        match self.forms.all[form as usize].words[..] {
            [word] if self.forms.all[form as usize].kind == EntityKind::Person => {
                self.full_names.get(&word).copied().flatten().unwrap_or(form)
            }
            _ => form,
        }
    }

    /// Notes what a title or a noun tells of somebody's sex.
    fn note_sex(&mut self, form: FormId, sex: Sex) {
        if sex != Sex::Unknown {
            let told = self.told_sex.entry(form).or_insert(Some(sex));
            if *told != Some(sex) {
                *told = None;
            }
        }
    }

    /// Notes that `form` bears `role`; a role that another bears as well is nobody's.
    fn note_bearer(&mut self, role: Role, form: FormId) {
        let bearer = self.bearers.get(&role).copied().unwrap_or(Some(form));
        let bearer = bearer.filter(|&other| self.is_same_bearer(form, other));
        self.bearers.insert(role, bearer);
        let of_head = self.bearers_of_head.entry(role.0).or_default();
        if of_head.len() < MOST_BEARERS && !of_head.contains(&form) {
            of_head.push(form);
        }
    }

    /// Whether two names are of one thing, as far as roles go.
    fn is_same_bearer(&self, form: FormId, other: FormId) -> bool {
        let (one, other_form) = (&self.forms.all[form as usize], &self.forms.all[other as usize]);
        self.roots[other as usize] == self.roots[form as usize]
            || one.kind == EntityKind::Person
                && other_form.kind == EntityKind::Person
                && one.words.len() > 1
                && one.words.last() == other_form.words.last()
    }

    /// Notes the names that stand beside a nominal, and the roles that these give them: "the mayor of Leeds, Jane Doe,",
    /// "Jane Doe, the mayor of Leeds,".
    pub(super) fn note_appositions(&mut self, candidates: &[Candidate], references: &[Reference]) {
        for reference in references {
            let ReferenceKind::Nominal { noun, head, .. } = reference.kind else { continue };
            let kind = match noun {
                Noun::Person => EntityKind::Person,
                Noun::Organization => EntityKind::Organization,
                Noun::Persons | Noun::Leadership | Noun::Place | Noun::Thing => continue,
            };
            let after = self.find_name_after(candidates, reference.tokens.end);
            let beside = match after {
                Some(place) => Some((place, self.find_owner(&reference.tokens))),
                None => self.find_name_before(candidates, &reference.tokens),
            };
            let Some((place, start)) = beside else { continue };
            let form = self.forms.of_candidate[place];
            if self.forms.all[form as usize].kind == kind {
                self.apposed.insert(reference.tokens.start, form);
                self.note_sex(self.full_form(form), find_sex_of_noun(self.words.doc.lower(head)));
                if kind == EntityKind::Person {
                    let stated = start..self.skip_complement(reference.tokens.end);
                    self.note_stated(candidates[place].tokens.start, stated);
                }
                let role = self.role_at(head, reference.tokens.start);
                self.note_bearer(role, form);
            }
        }
    }

    /// The index of the name parted by commas from a nominal that ends before `end`.
    fn find_name_after(&self, candidates: &[Candidate], end: TokenId) -> Option<usize> {
        let start = self.skip_complement(end) + 1;
        let place = candidates.partition_point(|candidate| candidate.tokens.start < start);
        let candidate = candidates.get(place)?;
        let begins = candidate.tokens.start == start || candidate.title == Some(start);
        (begins && self.words.doc.lower(start - 1) == "," && self.is_parted_off(candidate.tokens.end)).then_some(place)
    }

    /// The first token of a nominal at `tokens` or of its owner: of "the bank" in "the bank's founder".
    fn find_owner(&self, tokens: &Range<TokenId>) -> TokenId {
        let doc = self.words.doc;
        let mut start = tokens.start;
        if start > 0 && doc.lower(start - 1) == "'s" {
            let floor = start.saturating_sub(LONGEST_COMPLEMENT);
            start -= 1;
            while start > floor && doc.tokens[start as usize - 1].kind == TokenKind::Word && self.is_part(start - 1) {
                start -= 1;
            }
        }
        start
    }

    /// The index of the name parted by commas from a nominal at `tokens`, the nominal's owner between, and where the
    /// nominal with its owner begins.
    fn find_name_before(&self, candidates: &[Candidate], tokens: &Range<TokenId>) -> Option<(usize, TokenId)> {
        let doc = self.words.doc;
        let start = self.find_owner(tokens);
        let comma = start.checked_sub(1).filter(|&comma| doc.lower(comma) == ",")?;
        let place = candidates.partition_point(|candidate| candidate.tokens.end < comma);
        let ends = candidates.get(place).is_some_and(|candidate| candidate.tokens.end == comma);
        (ends && self.is_parted_off(self.skip_complement(tokens.end))).then_some((place, start))
    }

    /// The token after the prepositional phrases that follow a nominal: "of the teachers' union".
    fn skip_complement(&self, end: TokenId) -> TokenId {
        let mut at = end;
        if self.words.pos.get(at as usize) == Some(&Pos::Preposition) {
            let limit = (self.words.doc.tokens.len() as TokenId).min(end + LONGEST_COMPLEMENT);
            while at < limit && self.words.doc.tokens[at as usize].kind != TokenKind::Symbol && self.is_part(at) {
                at += 1;
            }
        }
        at
    }

    /// Whether the token at `at` may stand inside such a phrase.
    fn is_part(&self, at: TokenId) -> bool {
        matches!(
            self.words.pos[at as usize],
            Pos::Determiner | Pos::Proper | Pos::Noun | Pos::Adjective | Pos::Preposition | Pos::PossessiveEnding
        )
    }

    /// Whether what ends before `end` is parted off there, and does not go on as the subject of a verb.
    fn is_parted_off(&self, end: TokenId) -> bool {
        let doc = self.words.doc;
        doc.tokens.get(end as usize).is_none_or(|next| {
            matches!(next.kind, TokenKind::Terminal | TokenKind::Open | TokenKind::Close)
                || matches!(doc.lower(end), "," | ";" | ":")
        })
    }

    /// The roles that the words around one name give it: by the title before it, by what follows it.
    pub(super) fn find_roles(&self, candidate: &Candidate, kind: EntityKind) -> [Option<Stated>; 3] {
        let words = self.words;
        let doc = words.doc;
        let sentence = &doc.sentences[doc.sentence_of(candidate.tokens.start) as usize].tokens;
        let nouns = if kind == EntityKind::Person { Facts::PERSON_NOUN } else { Facts::ORGANIZATION_NOUN };
        let start = candidate.tokens.start;
        let mut before = None;
        if let Some(title) = candidate.title {
            before = Some(title);
        } else if start > sentence.start && words.facts(start - 1).has(nouns) {
            before = Some(start - 1);
        }
        let before =
            before.map(|at| Stated { role: self.role_at(at, sentence.start), tokens: self.widen_title(at, sentence) });
        // "the Acme company".
        let end = candidate.tokens.end;
        let after = (kind == EntityKind::Organization && end < sentence.end && words.facts(end).has(nouns))
            .then(|| Stated { role: (doc.tokens[end as usize].word, PLAIN), tokens: end..end + 1 });
        let mut follows = None;
        if end + 1 < sentence.end {
            let mut at = end;
            let first = doc.lower(end);
            let opens = first == "," || matches!(first, "is" | "was") && doc.lower(end + 1) != "the";
            let copula = matches!(first, "is" | "was" | "became") || first == ",";
            if opens || copula {
                at += 1;
                let limit = sentence.end.min(end + 9);
                let article = matches!(doc.lower(at), "a" | "an" | "the" | "its" | "his" | "her");
                at += TokenId::from(article);
                let bare = first == "," && !article;
                let begin = at;
                while at < limit
                    && matches!(doc.tokens[at as usize].kind, TokenKind::Word | TokenKind::Dash | TokenKind::Clitic)
                {
                    if words.facts(at).has(nouns) && doc.tokens[at as usize].case == Case::Lower {
                        let next = doc.tokens.get(at as usize + 1);
                        let ends = at + 1 >= sentence.end
                            || next.is_none_or(|next| next.kind != TokenKind::Word)
                            || matches!(words.pos[at as usize + 1], Pos::Preposition | Pos::To | Pos::Wh)
                            || words.text(at + 1, at, sentence.end) == "of";
                        if ends && (!bare || at < begin + 4) {
                            let tokens = begin - TokenId::from(article)..self.skip_complement(at + 1);
                            follows = Some(Stated { role: self.role_at(at, begin), tokens });
                        }
                        if ends {
                            break;
                        }
                    }
                    if words.pos[at as usize].is_finite() || words.facts(at).has(Facts::SPEECH) {
                        break;
                    }
                    at += 1;
                }
            }
        }
        [before, after, follows]
    }

    /// The words of a title or noun at `at` before a name, with those that narrow it: "former Health Secretary".
    fn widen_title(&self, at: TokenId, sentence: &Range<TokenId>) -> Range<TokenId> {
        let doc = self.words.doc;
        let floor = sentence.start.max(at.saturating_sub(LONGEST_COMPLEMENT));
        let is_title = doc.tokens[at as usize].is_capitalised();
        let mut start = at;
        while start > floor {
            let before = start - 1;
            let token = &doc.tokens[before as usize];
            let facts = self.words.facts(before);
            let part = match token.kind {
                TokenKind::Dash => !token.space_before && !doc.tokens[start as usize].space_before,
                TokenKind::Number => doc.tokens[start as usize].kind == TokenKind::Dash,
                TokenKind::Clitic => doc.lower(before) == "'s",
                // "tell President": what stands before a title in capitals has one as well, or is known to narrow it.
                TokenKind::Word if matches!(doc.lower(before), "ex" | "then" | "vice") => true,
                TokenKind::Word if is_title && !token.is_capitalised() => facts.has(Facts::TITLE_MODIFIER),
                TokenKind::Word => {
                    matches!(self.words.pos[before as usize], Pos::Proper | Pos::Noun | Pos::Adjective)
                        && !facts.has(Facts::SPEECH)
                }
                _ => false,
            };
            if !part {
                break;
            }
            start = before;
        }
        start..at + 1
    }

    /// The role of the noun at `at`, with the word before it where that narrows it ("vice president").
    pub(super) fn role_at(&self, at: TokenId, floor: TokenId) -> Role {
        let doc = self.words.doc;
        let mut before = at;
        if before > floor && doc.tokens[before as usize - 1].kind == TokenKind::Dash {
            before -= 1;
        }
        let narrow = before > floor && self.words.facts(before - 1).has(Facts::TITLE_MODIFIER) && {
            !matches!(doc.lower(before - 1), "former" | "acting" | "interim")
        };
        (doc.tokens[at as usize].word, if narrow { doc.tokens[before as usize - 1].word } else { PLAIN })
    }
}
