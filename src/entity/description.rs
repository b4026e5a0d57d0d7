//! Whom a nominal describes: "the prime minister", "the PMF leadership", "the company".

use std::ops::Range;

use super::EntityKind;
use super::clause::Clause;
use super::kind::FormId;
use super::reference::{Article, Noun, Reference};
use super::resolve::{Resolver, Sex, Thing, ThingId};
use crate::document::{SentenceId, TokenId, TokenKind, WordId};
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
                    let named = (self.bearers.get(&role).copied().flatten())
                        .or_else(|| self.find_recent_bearer(role.0, clause))
                        .filter(|&form| self.forms.all[form as usize].kind == EntityKind::Person);
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
            Noun::Place | Noun::Thing => {
                let word = doc.tokens[head as usize].word;
                let free = narrow.is_none() && !self.is_owned(reference);
                if free && let Some(&thing) = self.headed.get(&word) {
                    return (Some(thing), "the last one named so");
                }
                let place = (free && noun == Noun::Place).then(|| self.chief_place(doc.lower(head), clause)).flatten();
                (place, "the chief such place spoken of just before")
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
                    if generic && let Some(thing) = self.chief_organization(doc.lower(head), clause) {
                        return (Some(thing), "the chief organization spoken of just before");
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

    /// Of those whom the article calls by a noun, whatever narrows it, the one spoken of last; none where another was
    /// spoken of little earlier. "The minister" after "Transport Minister Jane Doe".
    fn find_recent_bearer(&self, noun: WordId, clause: &Clause) -> Option<FormId> {
        let forms = self.bearers_of_head.get(&noun)?;
        let mut found: Option<(FormId, ThingId, SentenceId)> = None;
        for recent in self.recent.iter().rev() {
            let Some(&form) = forms.iter().find(|&&form| self.of_form[form as usize] == Some(recent.thing)) else {
                continue;
            };
            match found {
                None => found = Some((form, recent.thing, recent.sentence)),
                Some((_, thing, _)) if thing == recent.thing => {}
                Some((.., sentence)) if recent.sentence + 2 > sentence => return None,
                _ => break,
            }
        }
        found.filter(|&(.., sentence)| sentence + 4 >= clause.sentence).map(|(form, ..)| form)
    }

    /// The place that `noun` may mean: see [`Self::find_chief`].
    fn chief_place(&self, noun: &str, clause: &Clause) -> Option<ThingId> {
        let wanted = match noun {
            "country" | "nation" | "kingdom" | "republic" => Facts::COUNTRY,
            "city" | "town" | "capital" => Facts::CITY,
            "state" | "province" | "region" | "territory" | "island" => Facts::REGION,
            _ => return None,
        };
        self.find_chief(clause, |thing, name| {
            let listed = match self.words.listed(name) {
                facts if facts.has(Facts::COUNTRY) => Facts::COUNTRY,
                facts => facts,
            };
            thing.kind == EntityKind::Place && listed.has(wanted)
        })
    }

    /// The organization that a noun for any may mean: see [`Self::find_chief`].
    fn chief_organization(&self, noun: &str, clause: &Clause) -> Option<ThingId> {
        let in_business = matches!(noun, "company" | "firm" | "bank" | "airline" | "manufacturer");
        self.find_chief(clause, |thing, name| {
            let last = self.words.doc.lower(name.end - 1);
            thing.kind == EntityKind::Organization
                && !self.is_public_body(thing)
                && !(in_business
                    && matches!(last, "party" | "association" | "union" | "federation" | "league" | "movement"))
        })
    }

    /// Of the named things that `may_be` lets through, the only one of this sentence and the two before it; where there
    /// are more, the one spoken of at least twice as often as any other lately.
    fn find_chief(&self, clause: &Clause, may_be: impl Fn(&Thing, Range<TokenId>) -> bool) -> Option<ThingId> {
        let mut counts: Vec<(ThingId, usize)> = Vec::new();
        let mut near: Vec<ThingId> = Vec::new();
        for recent in self.recent.iter().rev() {
            let thing = &self.things[recent.thing as usize];
            let Some(name) = thing.longest.clone() else { continue };
            if counts.iter().any(|&(known, _)| known == recent.thing) || !may_be(thing, name) {
                continue;
            }
            counts.push((recent.thing, thing.mentions.len()));
            if recent.sentence + 2 >= clause.sentence {
                near.push(recent.thing);
            }
        }
        if let [only] = near[..] {
            return Some(only);
        }
        let &(chief, most) = counts.iter().max_by_key(|count| count.1)?;
        let is_ahead = counts.iter().all(|&(thing, count)| thing == chief || most >= 2 * count);
        (most > 2 && is_ahead && near.contains(&chief)).then_some(chief)
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
pub(super) fn find_sex_of_noun(noun: &str) -> Sex {
    match noun {
        "man" | "boy" | "father" | "son" | "brother" | "husband" | "uncle" | "grandfather" | "king" | "prince"
        | "spokesman" | "chairman" | "businessman" | "congressman" | "actor" | "priest" | "imam" | "pope" => Sex::Male,
        "woman" | "girl" | "mother" | "daughter" | "sister" | "wife" | "aunt" | "grandmother" | "queen"
        | "princess" | "spokeswoman" | "chairwoman" | "businesswoman" | "congresswoman" | "actress" | "widow"
        | "nun" => Sex::Female,
        _ => Sex::Unknown,
    }
}
