//! Whom a nominal describes: "the prime minister", "the PMF leadership", "the company".

use super::EntityKind;
use super::kind::FormId;
use super::reference::{Article, Noun, Reference};
use super::resolve::{Clause, Resolver, Sex, Thing, ThingId};
use crate::document::{TokenId, TokenKind, WordId};
use crate::model::gazetteer::Facts;

impl Resolver<'_, '_> {
    /// Whom a nominal describes, and why.
    pub(super) fn find_described(
        &mut self,
        reference: &Reference,
        noun: Noun,
        article: Article,
        head: TokenId,
        inside: Option<FormId>,
        clause: &Clause,
    ) -> (Option<ThingId>, &'static str) {
        let doc = self.words.doc;
        let role = self.role_at(head, reference.tokens.start);
        let narrow = self.narrowing_word(reference, head);
        match noun {
            Noun::Person => {
                if article == Article::Definite {
                    let named = match self.bearers.get(&role) {
                        Some(&Some(form)) if self.forms.all[form as usize].kind == EntityKind::Person => Some(form),
                        _ => None,
                    };
                    // "the Iraqi president" is not the president spoken of before.
                    if narrow.is_none()
                        && !self.is_owned(reference)
                        && let Some(form) = named
                    {
                        let sex = self.sex_of_given(form);
                        let thing = self.find_person(form, sex);
                        return (Some(thing), "the one whom the article calls so");
                    }
                    let key = self.description_key(reference);
                    let thing = match self.described.get(&key) {
                        Some(&thing) => thing,
                        None => {
                            let thing = self.add_thing(EntityKind::Person, find_sex_of_noun(doc.lower(head)), false);
                            self.things[thing as usize].office = self.words.facts(head).has(Facts::TITLE);
                            self.described.insert(key, thing);
                            thing
                        }
                    };
                    return (Some(thing), "a person by role");
                }
                let sex = find_sex_of_noun(doc.lower(head));
                (Some(self.add_thing(EntityKind::Person, sex, false)), "a person by role")
            }
            Noun::Persons => (Some(self.add_thing(EntityKind::Group, Sex::Unknown, true)), "people by role"),
            Noun::Leadership | Noun::Organization => {
                // "the PMF leadership" is the PMF.
                if noun == Noun::Leadership
                    && let Some(form) = inside
                    && self.forms.all[form as usize].kind == EntityKind::Organization
                {
                    return (Some(self.find_named(form, Sex::Unknown)), "speaks for the organization named in it");
                }
                if article == Article::Definite && narrow.is_none() && !self.is_owned(reference) {
                    if let Some(&Some(form)) = self.bearers.get(&role)
                        && self.forms.all[form as usize].kind == EntityKind::Organization
                        && let Some(thing) = self.of_form[self.roots[form as usize] as usize]
                    {
                        return (Some(thing), "the one whom the article calls so");
                    }
                    if let Some(&thing) = self.headed.get(&doc.tokens[head as usize].word) {
                        return (Some(thing), "the last one named so");
                    }
                    let generic = is_generic(doc.lower(head));
                    if generic && let Some(thing) = self.lone_organization(clause) {
                        return (Some(thing), "the only organization spoken of just before");
                    }
                }
                if article == Article::Definite {
                    let key = self.description_key(reference);
                    let thing = match self.described.get(&key) {
                        Some(&thing) => thing,
                        None => {
                            let thing = self.add_thing(EntityKind::Organization, Sex::Unknown, true);
                            self.described.insert(key, thing);
                            thing
                        }
                    };
                    return (Some(thing), "an organization by its noun");
                }
                (Some(self.add_thing(EntityKind::Organization, Sex::Unknown, true)), "an organization by its noun")
            }
        }
    }

    /// The word before the head that tells one bearer of the role from another: a people, a place, a name.
    fn narrowing_word(&self, reference: &Reference, head: TokenId) -> Option<WordId> {
        (reference.tokens.start..head)
            .rev()
            .find(|&at| {
                let token = &self.words.doc.tokens[at as usize];
                token.is_capitalised() && token.kind == TokenKind::Word && at > reference.tokens.start
                    || self.words.facts(at).has(Facts::GROUP.with(Facts::COUNTRY)) && token.is_capitalised()
            })
            .map(|at| self.words.doc.tokens[at as usize].word)
    }

    /// What tells one described thing from another: the words after the article, and the name after "of".
    fn description_key(&self, reference: &Reference) -> Box<[WordId]> {
        let doc = self.words.doc;
        let first = reference.tokens.start;
        let article = matches!(doc.lower(first), "the" | "this" | "that" | "these" | "those");
        let end = reference.tokens.end + if self.is_of_name(reference) { 2 } else { 0 };
        (first + TokenId::from(article)..end).map(|at| doc.tokens[at as usize].word).collect()
    }

    /// Whether "of" and a name follow: "the president of Norland".
    fn is_of_name(&self, reference: &Reference) -> bool {
        let doc = self.words.doc;
        let of = reference.tokens.end;
        let name = doc.tokens.get(of as usize + 1);
        name.is_some_and(|name| name.is_capitalised()) && doc.lower(of) == "of"
    }

    /// Whether the thing is a court, ministry, university or the like, which "the company" never means.
    fn is_public_body(&self, thing: &Thing) -> bool {
        let Some(&mention) = thing.mentions.last() else { return false };
        let tokens = &self.mentions[mention as usize].tokens;
        let public = |at: TokenId| {
            matches!(
                self.words.doc.lower(at),
                "university"
                    | "college"
                    | "school"
                    | "court"
                    | "ministry"
                    | "department"
                    | "parliament"
                    | "senate"
                    | "congress"
                    | "council"
                    | "commission"
                    | "government"
                    | "hospital"
                    | "church"
                    | "police"
                    | "army"
            )
        };
        public(tokens.start) || public(tokens.end - 1)
    }

    /// Whether the nominal begins with someone's "his", "their", or holds or follows "'s", or "of" and a name follow it.
    fn is_owned(&self, reference: &Reference) -> bool {
        let doc = self.words.doc;
        let first = reference.tokens.start;
        self.is_of_name(reference)
            || matches!(doc.lower(first), "his" | "her" | "their" | "its" | "our" | "my" | "your")
            || (first.saturating_sub(1)..reference.tokens.end).any(|at| doc.lower(at) == "'s")
    }

    /// The only named organisation in this sentence and the two before it.
    fn lone_organization(&self, clause: &Clause) -> Option<ThingId> {
        let mut found = None;
        for recent in self.recent.iter().rev().take_while(|recent| recent.sentence + 2 >= clause.sentence) {
            let thing = &self.things[recent.thing as usize];
            if thing.kind != EntityKind::Organization || !thing.named || self.is_public_body(thing) {
                continue;
            }
            if found.is_some_and(|found| found != recent.thing) {
                return None;
            }
            found = Some(recent.thing);
        }
        found
    }
}

/// Whether the noun may mean any organisation that was just named.
fn is_generic(noun: &str) -> bool {
    matches!(
        noun,
        "company"
            | "firm"
            | "group"
            | "agency"
            | "organization"
            | "organisation"
            | "party"
            | "bank"
            | "club"
            | "militia"
            | "newspaper"
            | "airline"
            | "charity"
            | "watchdog"
            | "manufacturer"
    )
}

/// The sex that a noun for a person tells.
fn find_sex_of_noun(noun: &str) -> Sex {
    match noun {
        "man" | "boy" | "father" | "son" | "brother" | "husband" | "uncle" | "grandfather" | "king" | "prince"
        | "spokesman" | "chairman" | "businessman" | "congressman" | "actor" | "priest" | "imam" | "pope" => Sex::Male,
        "woman" | "girl" | "mother" | "daughter" | "sister" | "wife" | "aunt" | "grandmother" | "queen"
        | "princess" | "spokeswoman" | "chairwoman" | "businesswoman" | "congresswoman" | "actress" | "widow"
        | "nun" => Sex::Female,
        _ => Sex::Unknown,
    }
}
