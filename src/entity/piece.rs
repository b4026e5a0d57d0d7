//! Cuts a run of name parts into names: titles are left out, peoples and places before other names stand alone.

use super::name::{ANY_HEAD, Candidate, Finder};
use super::words::Capital;
use crate::document::{Case, TokenId, TokenKind};
use crate::model::gazetteer::Facts;

impl Finder<'_, '_> {
    /// Cuts a run into candidates: titles are left out, peoples and places before other names are names of their own.
    pub(super) fn split_run(&mut self, start: TokenId, end: TokenId) {
        let words = self.words;
        let mut piece = start;
        let before = start
            .checked_sub(1)
            .filter(|&at| words.facts(at).has(Facts::TITLE) && words.capitals[at as usize] != Capital::No);
        let mut title = before;
        let mut at = start;
        while at < end {
            if let Some((phrase_end, facts)) = self.phrase(at, end)
                && facts.has(Facts::NAMES)
                && !(words.facts(at).has(Facts::TITLE) && at == piece)
            {
                at = phrase_end;
                continue;
            }
            if !words.facts(at).has(Facts::TITLE) || !self.is_title(piece, at, end) {
                at += 1;
                continue;
            }
            self.push_before_title(piece, at, title.take());
            at += 1;
            // "Secretary General", "Attorney General John Doe": more titles and what modifies them.
            while at < end && words.facts(at).has(Facts::TITLE) && self.is_title(at, at, end)
                || at + 1 < end && words.doc.lower(at) == "-" && words.facts(at + 1).has(Facts::TITLE)
            {
                at += 1;
            }
            title = Some(at - 1);
            piece = at;
        }
        if piece < end {
            self.push_piece(piece, end, title);
        }
    }

    /// Whether the title word at `at` of the run that ends at `end` is a title, and no part of a name.
    fn is_title(&self, piece: TokenId, at: TokenId, end: TokenId) -> bool {
        let words = self.words;
        if at + 1 == end {
            // "Foreign Minister": a title without a name. "Office of the President" keeps it.
            let owned = at > piece && matches!(words.doc.lower(at - 1), "the" | "of" | "'s");
            let surname = words.facts(at).has(Facts::ANY_GIVEN.with(Facts::SURNAME));
            return at == piece || !owned && !surname;
        }
        let next = words.facts(at + 1);
        let last = words.facts(end - 1);
        if words.doc.lower(at + 1) == "-" {
            return words.facts((at + 2).min(end - 1)).has(Facts::TITLE);
        }
        let personal = next.has(Facts::ANY_GIVEN.with(Facts::SURNAME).with(Facts::TITLE))
            || words.doc.tokens[at as usize + 1].span.len() <= 2;
        if !personal && next.has(Facts::COMMON.with(ANY_HEAD).with(Facts::TITLE_MODIFIER)) {
            return false;
        }
        // "King Fahd Hospital", "Prince Edward Island".
        let head = last.has(ANY_HEAD) && !last.has(Facts::SURNAME.with(Facts::ANY_GIVEN));
        let names_places = matches!(
            words.doc.lower(at),
            "king"
                | "queen"
                | "prince"
                | "princess"
                | "saint"
                | "general"
                | "major"
                | "lord"
                | "lady"
                | "sheikh"
                | "crown"
                | "father"
                | "emperor"
                | "sultan"
                | "president"
                | "governor"
                | "sir"
        );
        !head || !names_places
    }

    /// Takes what stands before a title: "Iraqi" of "Iraqi Prime Minister", "Reserve Bank" of "Reserve Bank Governor".
    fn push_before_title(&mut self, start: TokenId, title: TokenId, earlier: Option<TokenId>) {
        let mut end = title;
        while end > start {
            let facts = self.words.facts(end - 1);
            let plain = facts.has(Facts::TITLE_MODIFIER.with(Facts::TITLE))
                && !facts.has(Facts::ANY_PLACE.with(Facts::GROUP))
                || self.words.doc.tokens[end as usize - 1].kind == TokenKind::Dash;
            if !plain {
                break;
            }
            end -= 1;
        }
        if end > start {
            let whole = (start..end).all(|at| {
                self.words.facts(at).has(Facts::COMMON) && !self.words.facts(at).has(Facts::NAMES.with(ANY_HEAD))
            });
            if !whole {
                self.push_piece(start, end, earlier);
            }
        }
    }

    /// Adds the name `start..end`, in two where a people or place stands before a name of its own.
    fn push_piece(&mut self, mut start: TokenId, mut end: TokenId, mut title: Option<TokenId>) {
        let words = self.words;
        let doc = words.doc;
        // "Secretary of Defense Jane Doe": the office ends where the given name begins.
        while end - start > 2
            && words.facts(start).has(Facts::TITLE_MODIFIER)
            && words.facts(start + 1).has(Facts::ANY_GIVEN)
            && start > 0
            && matches!(doc.lower(start - 1), "of" | "for")
        {
            start += 1;
        }
        // Trim what is no name at the edges.
        while start < end && (doc.tokens[start as usize].kind != TokenKind::Word) {
            start += 1;
        }
        while end > start
            && (!doc.tokens[end as usize - 1].is_wordlike()
                || doc.tokens[end as usize - 1].case == Case::Lower
                    && doc.lower(end - 2.min(end)) != "-"
                    && end - 1 > start)
        {
            end -= 1;
        }
        if start >= end {
            return;
        }
        if end - start > 1 {
            let (first_end, first) = match self.phrase(start, end) {
                Some(found) => found,
                None => (start + 1, words.facts(start)),
            };
            let last = words.facts(end - 1);
            if first_end < end && title.is_none() {
                let rest = words.facts(first_end);
                let headed = last.has(ANY_HEAD.with(Facts::OTHER_HEAD))
                    || (first_end..end).any(|at| matches!(doc.lower(at), "of" | "for" | "&"));
                let dash = doc.tokens[first_end as usize].kind == TokenKind::Dash;
                let split = if first.has(Facts::GROUP) && !first.has(Facts::ANY_GIVEN) && !dash {
                    let own = !last.has(Facts::COMMON) || rest.has(Facts::GROUP.with(Facts::ANY_GIVEN));
                    !headed && own || rest.has(Facts::ORGANIZATION) && end == first_end + 1
                } else if first.has(Facts::COUNTRY) && !dash && !first.has(Facts::ANY_GIVEN) {
                    !headed && rest.has(Facts::ANY_GIVEN) && !rest.has(Facts::COMMON)
                        || rest.has(Facts::GROUP) && !headed
                        || rest.has(Facts::ANY_PLACE) && end == first_end + 1 && !headed
                } else {
                    // "the Baghdad U.S. embassy": a city and a country.
                    first.has(Facts::CITY) && !dash && rest.has(Facts::COUNTRY) && end == first_end + 1
                };
                if split {
                    self.found.push(Candidate { tokens: start..first_end, listed: first, title: None });
                    start = first_end;
                    title = None;
                }
            }
        }
        // "Reuters Staff", "AFP Photo": the credit is to the agency.
        if end - start == 2 && words.facts(start).has(Facts::ORGANIZATION) && is_credit(doc.lower(end - 1)) {
            end -= 1;
        }
        let listed = if end - start == 1 {
            words.facts(start)
        } else {
            match self.phrase(start, end) {
                Some((phrase_end, facts)) if phrase_end == end => facts,
                _ => Facts::NONE,
            }
        };
        // A title or an ordinary word alone is no name.
        if end - start == 1 {
            let alone =
                listed.has(Facts::TITLE) && !listed.has(Facts::NAMES.with(Facts::ORGANIZATION_HEAD)) && title.is_none();
            let lone_letter = doc.tokens[start as usize].span.len() == 1;
            if alone || lone_letter {
                return;
            }
        }
        self.found.push(Candidate { tokens: start..end, listed, title });
    }
}

/// Whether `word` after the name of an agency only says what it gave: "Reuters Studio".
fn is_credit(word: &str) -> bool {
    matches!(word, "staff" | "studio" | "photo" | "photos" | "pictures" | "graphic" | "graphics" | "video" | "handout")
}
