//! Who bears a title or a role: "President Jane Doe"; "Jane Doe, the mayor"; "Jane Doe is the mayor".

use super::EntityKind;
use super::name::Candidate;
use super::resolve::{PLAIN, Resolver, Role};
use crate::document::{Case, TokenId, TokenKind};
use crate::model::gazetteer::Facts;
use crate::model::pos::Pos;

impl Resolver<'_, '_> {
    /// Notes who bears a title or a role: "President Jane Doe"; "Jane Doe, the mayor"; "Jane Doe is the mayor".
    pub(super) fn note_roles(&mut self, candidates: &[Candidate]) {
        for (candidate, &form) in candidates.iter().zip(&self.forms.of_candidate) {
            let form_kind = self.forms.all[form as usize].kind;
            if !matches!(form_kind, EntityKind::Person | EntityKind::Organization) {
                continue;
            }
            let full = match self.forms.all[form as usize].words[..] {
                [word] if form_kind == EntityKind::Person => {
                    self.full_names.get(&word).copied().flatten().unwrap_or(form)
                }
                _ => form,
            };
            for role in self.find_roles(candidate, form_kind).into_iter().flatten() {
                let bearer = self.bearers.entry(role).or_insert(Some(full));
                let same = bearer.is_some_and(|other| {
                    self.roots[other as usize] == self.roots[full as usize]
                        || form_kind == EntityKind::Person
                            && self.forms.all[other as usize].kind == EntityKind::Person
                            && self.forms.all[full as usize].words.len() > 1
                            && {
                                let (one, other) =
                                    (&self.forms.all[other as usize].words, &self.forms.all[full as usize].words);
                                one.last() == other.last()
                            }
                });
                if !same {
                    *bearer = None;
                }
            }
        }
    }

    /// The roles that the words around one name give it: by the title before it, by what follows it.
    pub(super) fn find_roles(&self, candidate: &Candidate, kind: EntityKind) -> [Option<Role>; 3] {
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
        let before = before.map(|at| self.role_at(at, sentence.start));
        // "the Acme company".
        let end = candidate.tokens.end;
        let after = (kind == EntityKind::Organization && end < sentence.end && words.facts(end).has(nouns))
            .then(|| (doc.tokens[end as usize].word, PLAIN));
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
                            follows = Some(self.role_at(at, begin));
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
