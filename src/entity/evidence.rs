//! What a name's own words and the words around it say of its kind, in points.

use super::EntityKind;
use super::kind::{Form, ORGANIZATION, OTHER, PERSON, PLACE};
use super::name::Candidate;
use super::words::Words;
use crate::document::{Case, TokenId, TokenKind};
use crate::model::gazetteer::Facts;

/// What the name's own words say of its kind.
pub(super) fn judge_own_words(words: &Words, candidate: &Candidate, form: &mut Form) {
    let (start, end) = (candidate.tokens.start, candidate.tokens.end);
    let length = end - start;
    let listed = form.listed;
    let first = words.facts(start);
    let last = words.facts(end - 1);
    let personal = listed.has(Facts::ANY_GIVEN.with(Facts::SURNAME));
    if candidate.title.is_none() {
        if listed.has(Facts::COUNTRY) && !listed.has(Facts::ANY_GIVEN) {
            return form.settle(EntityKind::Place, 0.95, "listed as a country");
        }
        if listed.has(Facts::GROUP) && !personal {
            return form.settle(EntityKind::Group, 0.9, "listed as a people or a movement");
        }
        if listed.has(Facts::ORGANIZATION) && !listed.has(Facts::ANY_PLACE) {
            return form.settle(EntityKind::Organization, 0.88, "listed as an organization");
        }
        if length > 1 && listed.has(Facts::ANY_PLACE) && !listed.has(Facts::ORGANIZATION) {
            return form.settle(EntityKind::Place, 0.88, "listed as a place");
        }
        if listed.has(Facts::OTHER) && !listed.has(Facts::ANY_PLACE) {
            return form.settle(EntityKind::Other, 0.47, "listed as a thing of another kind");
        }
    }
    if listed.has(Facts::CITY) {
        form.add(PLACE, if personal { 2 } else { 5 }, "listed as a city");
    }
    if listed.has(Facts::REGION) {
        form.add(PLACE, if personal { 3 } else { 6 }, "listed as a place");
    }
    if listed.has(Facts::COUNTRY) {
        form.add(PLACE, 6, "listed as a country");
    }
    if listed.has(Facts::ORGANIZATION) {
        form.add(ORGANIZATION, 5, "listed as an organization");
    }
    if length == 1 {
        if listed.has(Facts::ANY_GIVEN) {
            form.add(PERSON, 3, "a given name");
        }
        if listed.has(Facts::SURNAME) {
            let city = listed.has(Facts::CITY) && !listed.has(Facts::ANY_GIVEN);
            form.add(PERSON, if city { 1 } else { 3 }, "a family name");
        }
        if listed.has(Facts::ORGANIZATION_HEAD) {
            form.add(ORGANIZATION, 4, "its last word tells an organization");
        }
        if form.acronym {
            form.add(ORGANIZATION, 4, "an acronym");
        }
        return;
    }
    // The head stands before "of" or "for" if there is one, else last.
    let joint = (start + 1..end).find(|&at| matches!(words.doc.lower(at), "of" | "for"));
    let head_at = joint.map_or(end - 1, |at| at - 1);
    let head = words.facts(head_at);
    let given_first = first.has(Facts::ANY_GIVEN) || words.doc.tokens[start as usize].span.len() <= 2;
    let surname_last = last.has(Facts::SURNAME.with(Facts::ANY_GIVEN));
    let company = (start..end).any(|at| words.doc.lower(at) == "&");
    if given_first && (2..=4).contains(&length) && joint.is_none() && !company {
        let strong =
            !last.has(Facts::ORGANIZATION_HEAD.with(Facts::PLACE_HEAD).with(Facts::EVENT_HEAD)) || surname_last;
        form.add(PERSON, if strong { 7 } else { 2 }, "begins with a given name");
    }
    if surname_last && joint.is_none() && !company {
        form.add(
            PERSON,
            if first.has(Facts::ANY_PLACE.with(Facts::COMMON)) { 2 } else { 4 },
            "ends with a family name",
        );
    }
    if first.has(Facts::SURNAME) && !first.has(Facts::COMMON) && joint.is_none() && length <= 3 {
        form.add(PERSON, 3, "begins with a family name");
    }
    if head.has(Facts::ORGANIZATION_HEAD) {
        form.add(ORGANIZATION, 8, "its last word tells an organization");
    }
    if head.has(Facts::PLACE_HEAD) {
        form.add(PLACE, if head.has(Facts::ORGANIZATION_HEAD) { 4 } else { 8 }, "its last word tells a place");
    }
    if head.has(Facts::EVENT_HEAD) {
        form.add(OTHER, if head.has(Facts::ORGANIZATION_HEAD) { 5 } else { 9 }, "its last word tells an event");
    }
    if head.has(Facts::LAW_HEAD) {
        form.add(OTHER, 10, "its last word tells a law or treaty");
    }
    if head.has(Facts::OTHER_HEAD) {
        form.add(OTHER, 7, "its last word tells a programme or a work");
    }
    if company {
        form.add(ORGANIZATION, 6, "a company by its “&”");
    }
    if first.has(Facts::ORGANIZATION_HEAD) && !first.has(Facts::ANY_GIVEN) {
        form.add(ORGANIZATION, 3, "its first word tells an organization");
    }
    let before_place = matches!(
        words.doc.lower(start),
        "mount"
            | "mt"
            | "mt."
            | "lake"
            | "cape"
            | "port"
            | "fort"
            | "san"
            | "santa"
            | "st."
            | "saint"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "north"
            | "south"
            | "east"
            | "west"
            | "central"
            | "upper"
            | "lower"
            | "greater"
            | "new"
            | "el"
            | "los"
            | "las"
            | "playa"
            | "rio"
            | "isle"
            | "gulf"
            | "bay"
            | "strait"
    );
    if before_place {
        form.add(PLACE, 4, "its first word tells a place");
    }
    if first.has(Facts::ANY_PLACE.with(Facts::GROUP)) && !first.has(Facts::ANY_GIVEN) {
        form.add(ORGANIZATION, 2, "begins with the name of a place");
        form.add(OTHER, 1, "begins with the name of a place");
    }
    let ordinary = (start..end).filter(|&at| words.facts(at).has(Facts::COMMON)).count() as u32;
    let particle = (start + 1..end).any(|at| {
        matches!(
            words.doc.lower(at),
            "de" | "da" | "dos" | "del" | "di" | "van" | "von" | "bin" | "ibn" | "al" | "el" | "ben" | "abu"
        )
    });
    if particle && joint.is_none() {
        form.add(PERSON, 2, "holds a particle of names");
    }
    match length {
        2 | 3 if ordinary == 0 && joint.is_none() => {
            let placed = first.has(Facts::ANY_PLACE.with(Facts::GROUP));
            form.add(PERSON, if placed { 1 } else { 4 }, "two or three words, none of them ordinary");
        }
        _ => {}
    }
    if ordinary * 2 >= length {
        form.add(OTHER, 3, "made of ordinary words with capitals");
    }
}

/// Adds what the words around one occurrence say.
pub(super) fn weigh_context(words: &Words, candidate: &Candidate, form: &mut Form) {
    let doc = words.doc;
    let (start, end) = (candidate.tokens.start, candidate.tokens.end);
    let sentence = words.stretch_of(start);
    let text = |at: TokenId| words.text(at, sentence.start, sentence.end);
    let facts = |at: TokenId| {
        if at >= sentence.start && at < sentence.end { words.facts(at) } else { Facts::NONE }
    };
    let lower = |at: TokenId| at >= sentence.start && at < sentence.end && doc.tokens[at as usize].case == Case::Lower;
    let before = start.wrapping_sub(1);
    if candidate.title.is_some() {
        form.add(PERSON, 8, "a title stands before the name");
    }
    match text(before) {
        "in" | "across" | "throughout" | "near" | "outside" | "inside" | "mainland" => {
            form.add(PLACE, 3, "“in” or “near” stands before the name");
        }
        "from" | "around" | "towards" | "visit" | "visited" | "visiting" | "northern" | "southern" | "eastern"
        | "western" | "central" | "downtown" | "neighbouring" | "neighboring" | "nearby" | "into" => {
            form.add(PLACE, 2, "a word of place stands before the name");
        }
        "at" => {
            form.add(PLACE, 1, "“at” stands before the name");
            form.add(ORGANIZATION, 2, "“at” stands before the name");
        }
        "between" | "to" => form.add(PLACE, 1, "a word of place stands before the name"),
        "the" => {
            form.add(OTHER, 1, "an article stands before the name");
            form.add(PERSON, -4, "");
        }
        "a" | "an" => {
            form.add(PERSON, -3, "");
            form.add(OTHER, 2, "an article stands before the name");
        }
        "of" => {
            if matches!(
                text(before.wrapping_sub(1)),
                "city"
                    | "town"
                    | "village"
                    | "province"
                    | "state"
                    | "republic"
                    | "district"
                    | "region"
                    | "capital"
                    | "island"
                    | "port"
                    | "county"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "outskirts"
                    | "suburb"
            ) {
                form.add(PLACE, 4, "a word of place stands before the name");
            }
        }
        _ => {}
    }
    if lower(before) {
        let role = facts(before);
        if role.has(Facts::PERSON_NOUN) {
            form.add(PERSON, 4, "a role stands before the name");
        } else if role.has(Facts::ORGANIZATION_NOUN) {
            form.add(ORGANIZATION, 3, "a word for organizations stands before the name");
        }
    }
    let after = facts(end);
    if form.acronym {
        // Organisations speak as well as people do.
    } else if after.has(Facts::SPEECH) && lower(end) {
        form.add(PERSON, 3, "a verb of speech follows");
        form.add(ORGANIZATION, 1, "a verb of speech follows");
    } else if facts(before).has(Facts::SPEECH) && lower(before) {
        form.add(PERSON, 2, "a verb of speech stands before");
    }
    if lower(end) {
        match text(end) {
            "province" | "district" | "area" | "region" | "city" | "village" | "river" | "airport" | "town"
            | "island" | "coast" | "border" | "county" | "prefecture" | "state" | "valley" => {
                form.add(PLACE, 4, "a word of place follows");
            }
            "where" => form.add(PLACE, 3, "“where” follows"),
            "who" | "himself" | "herself" => form.add(PERSON, 4, "“who” or “himself” follows"),
            _ if after.has(Facts::ORGANIZATION_NOUN) => form.add(ORGANIZATION, 1, "a word for organizations follows"),
            _ if after.has(Facts::PERSONS_NOUN.with(Facts::PERSON_NOUN)) => {
                form.add(ORGANIZATION, 1, "a word for its members follows");
            }
            _ => {}
        }
    }
    match text(end) {
        "," => {
            let next = text(end + 1);
            let number = doc.tokens.get(end as usize + 1).is_some_and(|token| token.kind == TokenKind::Number);
            if number && text(end + 2) == "," && next.len() <= 2 {
                form.add(PERSON, 6, "an age follows");
            } else if matches!(next, "who" | "whose") {
                form.add(PERSON, 4, "“who” follows");
            } else if next == "where" {
                form.add(PLACE, 3, "“where” follows");
            } else {
                // "Jane Doe, the mayor of", "Acme, a company".
                for at in end + 1..end + 7 {
                    if !lower(at) && facts(at) == Facts::NONE {
                        break;
                    }
                    let role = facts(at);
                    if role.has(Facts::PERSON_NOUN) && lower(at) {
                        form.add(PERSON, 4, "a role follows the name");
                        break;
                    }
                    if role.has(Facts::ORGANIZATION_NOUN) && lower(at) {
                        form.add(ORGANIZATION, 3, "a word for organizations follows");
                        break;
                    }
                    if matches!(text(at), "," | "of" | "in" | "and" | "said" | "which" | "is" | "was" | "has") {
                        break;
                    }
                }
            }
        }
        "(" => {
            let short = facts(end + 1);
            let acronym = doc.tokens.get(end as usize + 1).is_some_and(|token| token.case == Case::Upper);
            if acronym && text(end + 2) == ")" && !short.has(Facts::ANY_PLACE) {
                form.add(ORGANIZATION, 2, "an acronym in brackets follows");
            }
        }
        _ => {}
    }
}
