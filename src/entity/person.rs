//! Whom a name stands for: full names, surnames after full names, two people of one surname.

use super::EntityKind;
use super::kind::{Form, FormId, Forms};
use super::name::Candidate;
use super::resolve::{Resolver, Sex, ThingId};
use crate::document::WordId;
use crate::model::gazetteer::Facts;

/// How many people of one surname are kept apart.
const NAMESAKES: usize = 4;

/// Whether two full names may be of one person: the same first and last words, or one holds all words of the other.
fn is_one_person(forms: &Forms, one: FormId, other: FormId) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (&forms.all[one as usize].words, &forms.all[other as usize].words);
    if one.first() == other.first() && one.last() == other.last() {
        return true;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.len() <= 8 && short.iter().all(|word| long.contains(word))
}

impl Resolver<'_, '_> {
    /// Notes the words of every full name of a person.
    pub(super) fn note_full_names(&mut self) {
        let forms = self.forms;
        for (id, form) in (0..).zip(&forms.all) {
            if form.kind != EntityKind::Person || form.words.len() < 2 {
                continue;
            }
            for &word in &form.words {
                let entry = self.full_names.entry(word).or_insert(Some(id));
                if entry.is_some_and(|other| !is_one_person(forms, other, id)) {
                    *entry = None;
                }
            }
        }
    }

    /// The thing that the name of `form` stands for at this place; a new one where it is the first to name it.
    pub(super) fn find_named(&mut self, form_id: FormId, sex: Sex) -> ThingId {
        let form = &self.forms.all[form_id as usize];
        if form.kind == EntityKind::Person {
            return self.find_person(form_id, sex);
        }
        let head_only = form.words.len() == 1
            && form.kind == EntityKind::Organization
            && !form.acronym
            && self.words.facts_of(form.words[0]).has(Facts::ORGANIZATION_HEAD);
        // "the Commission" after "the Trade Commission".
        if head_only && let Some(&earlier) = self.headed.get(&form.words[0]) {
            return earlier;
        }
        let root = self.roots[form_id as usize] as usize;
        if let Some(known) = self.of_form[root] {
            return known;
        }
        let kind = self.forms.all[root].kind;
        let plural = matches!(kind, EntityKind::Organization | EntityKind::Group);
        let thing = self.add_thing(kind, Sex::Unknown, plural);
        self.of_form[root] = Some(thing);
        thing
    }

    /// The sex that the title or the given name tells.
    pub(super) fn find_sex(&self, candidate: &Candidate, form: &Form) -> Sex {
        if form.kind != EntityKind::Person {
            return Sex::Unknown;
        }
        if let Some(title) = candidate.title {
            match self.words.doc.lower(title) {
                "mr" | "mr." | "sir" | "lord" | "king" | "prince" | "father" | "brother" | "sheikh" | "imam"
                | "ayatollah" | "rabbi" | "pope" | "emperor" | "sultan" | "emir" | "uncle" | "congressman"
                | "chairman" | "spokesman" | "duke" | "baron" | "cardinal" => return Sex::Male,
                "mrs" | "mrs." | "ms" | "ms." | "miss" | "lady" | "dame" | "queen" | "princess" | "sister" | "aunt"
                | "empress" | "congresswoman" | "chairwoman" | "spokeswoman" | "duchess" | "baroness" | "madam"
                | "madame" | "actress" => return Sex::Female,
                _ => {}
            }
        }
        if form.words.len() < 2 {
            return Sex::Unknown;
        }
        let first = self.words.facts_of(form.words[0]);
        match (first.has(Facts::MALE), first.has(Facts::FEMALE)) {
            (true, false) => Sex::Male,
            (false, true) => Sex::Female,
            _ => Sex::Unknown,
        }
    }

    /// The person whom the name of `form` stands for at this place.
    pub(super) fn find_person(&mut self, form_id: FormId, sex: Sex) -> ThingId {
        let form = &self.forms.all[form_id as usize];
        let words = form.words.clone();
        let Some(&last) = words.last() else { return self.add_thing(EntityKind::Person, sex, false) };
        let first = words[0];
        let full = words.len() > 1;
        let mut found = self.of_form[form_id as usize].filter(|_| full);
        if found.is_none() {
            // The last one mentioned in full who bears the name.
            let bearers = [last, first].into_iter().filter_map(|word| self.namesakes.get(&word)).flatten();
            found = (bearers.copied())
                .find(|&(thing, other)| {
                    self.things[thing as usize].sex.agrees(sex)
                        && (if full {
                            is_one_person(self.forms, form_id, other)
                        } else {
                            self.is_short_for(last, other)
                        })
                })
                .map(|(thing, _)| thing);
        }
        if found.is_none() && !full {
            found = self.of_form[form_id as usize].filter(|&thing| self.things[thing as usize].sex.agrees(sex));
            // Named in full only later, as headlines do.
            if found.is_none()
                && let Some(&Some(later)) = self.full_names.get(&last)
            {
                let thing = match self.of_form[later as usize] {
                    Some(thing) => thing,
                    None => {
                        let later_sex = self.sex_of_given(later);
                        if later_sex.agrees(sex) {
                            let thing = self.add_thing(EntityKind::Person, later_sex, false);
                            self.of_form[later as usize] = Some(thing);
                            thing
                        } else {
                            self.add_thing(EntityKind::Person, sex, false)
                        }
                    }
                };
                found = Some(thing).filter(|&thing| self.things[thing as usize].sex.agrees(sex));
            }
        }
        let thing = found.unwrap_or_else(|| self.add_thing(EntityKind::Person, sex, false));
        if full || self.of_form[form_id as usize].is_none() {
            self.of_form[form_id as usize] = Some(thing);
        }
        if full {
            for word in words {
                let last_first = self.namesakes.entry(word).or_default();
                last_first.retain(|&(other, _)| other != thing);
                last_first.insert(0, (thing, form_id));
                last_first.truncate(NAMESAKES);
            }
        }
        thing
    }

    /// The sex that the given name of a full name tells.
    pub(super) fn sex_of_given(&self, form: FormId) -> Sex {
        let first = self.words.facts_of(self.forms.all[form as usize].words[0]);
        match (first.has(Facts::MALE), first.has(Facts::FEMALE)) {
            (true, false) => Sex::Male,
            (false, true) => Sex::Female,
            _ => Sex::Unknown,
        }
    }

    /// Whether one word may stand for the person with the full name `other`.
    fn is_short_for(&self, word: WordId, other: FormId) -> bool {
        self.forms.all[other as usize].words.contains(&word)
    }
}
