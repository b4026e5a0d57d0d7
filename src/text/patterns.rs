//! Dates, times, amounts of money, percentages and quantities, matched on tokens.

use std::ops::Range;

use super::number_words::{Role, roles_of};
use crate::document::{Case, Document, TokenId, TokenKind};

/// What a pattern found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PatternKind {
    /// A date or a span of days: "Jan. 3, 2020", "last week", "three years".
    Date,
    /// A time of day or a span of hours: "5 p.m.", "two hours".
    Time,
    /// An amount of money: "$3 million", "40 euros".
    Money,
    /// A percentage: "4.1%", "two per cent".
    Percent,
    /// A number with what it counts or measures: "30 km", "hundreds of people".
    Quantity,
}

/// A stretch of tokens that a pattern matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternMatch {
    /// Its tokens; never empty.
    pub tokens: Range<TokenId>,
    /// What it is.
    pub kind: PatternKind,
}

/// Finds the dates, times and amounts of `doc`, in order, not overlapping. Linear in the number of tokens.
///
/// # Source
/// The classes of OntoNotes (DATE, TIME, MONEY, PERCENT, QUANTITY); words: `models/number-words.txt`.
pub fn find_patterns(doc: &Document) -> Vec<PatternMatch> {
    let roles = doc.vocabulary.iter().map(|word| roles_of(word)).collect();
    let reader = Reader { doc, roles };
    let mut found = Vec::new();
    for block in &doc.blocks {
        let mut at = block.tokens.start;
        while at < block.tokens.end {
            match reader.match_at(at, block.tokens.clone()) {
                Some((kind, end)) => {
                    found.push(PatternMatch { tokens: at..end, kind });
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// The document with the roles of its words.
struct Reader<'d> {
    doc: &'d Document,
    roles: Vec<u16>,
}

impl Reader<'_> {
    /// Whether token `at` plays `role`.
    fn is(&self, at: TokenId, role: Role) -> bool {
        self.doc.tokens.get(at as usize).is_some_and(|token| self.roles[token.word as usize] & role.bit() != 0)
    }

    /// The lower-cased text of token `at`, or nothing outside `0..end`.
    fn word(&self, at: TokenId, end: TokenId) -> &str {
        if at < end { self.doc.lower(at) } else { "" }
    }

    /// Whether token `at` is the day of a month: "3", "3rd", "31st".
    fn is_day(&self, at: TokenId, end: TokenId) -> bool {
        if at >= end || self.doc.tokens[at as usize].kind != TokenKind::Number {
            return false;
        }
        let word = self.doc.lower(at);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &word[digits.len()..];
        matches!(suffix, "" | "st" | "nd" | "rd" | "th")
            && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    }

    /// Whether token `at` is a year: "1987", "2020", "1990s".
    fn is_year(&self, at: TokenId, end: TokenId) -> bool {
        if at >= end || self.doc.tokens[at as usize].kind != TokenKind::Number {
            return false;
        }
        let word = self.doc.lower(at);
        let word = word.strip_suffix('s').unwrap_or(word);
        word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year))
    }

    /// The pattern that begins at token `at`, and where it ends.
    fn match_at(&self, at: TokenId, block: Range<TokenId>) -> Option<(PatternKind, TokenId)> {
        let end = block.end;
        let token = &self.doc.tokens[at as usize];
        let roles = self.roles[token.word as usize];
        match token.kind {
            TokenKind::Number => self.match_number(at, block),
            TokenKind::Symbol => {
                if self.is(at, Role::Sign) && self.is_digits_or_short(at + 1, end) {
                    return Some((PatternKind::Money, self.skip_amount(at + 2, end)));
                }
                None
            }
            TokenKind::Word if roles != 0 => self.match_word(at, block),
            TokenKind::Word => self.match_relative(at, end),
            _ => None,
        }
    }

    /// Whether token `at` is a number, perhaps with a scale suffix: "4.5bn", "30m".
    fn is_digits_or_short(&self, at: TokenId, end: TokenId) -> bool {
        at < end && self.doc.tokens[at as usize].kind == TokenKind::Number
    }

    /// Skips what may follow the number of an amount: a scale ("million"), a range ("- 580 million").
    fn skip_amount(&self, mut at: TokenId, end: TokenId) -> TokenId {
        if at + 1 < end && self.doc.tokens[at as usize].kind == TokenKind::Dash && self.is(at + 1, Role::Scale) {
            at += 2;
        }
        if self.is_half(at, end) {
            at += 3;
        }
        while at < end && self.is(at, Role::Scale) && self.doc.tokens[at as usize].case != Case::Upper {
            at += 1;
        }
        let is_range = at + 1 < end
            && (self.doc.tokens[at as usize].kind == TokenKind::Dash || self.word(at, end) == "to")
            && self.doc.tokens[at as usize + 1].kind == TokenKind::Number;
        if is_range {
            at += 2;
            while at < end && self.is(at, Role::Scale) {
                at += 1;
            }
        }
        at
    }

    /// A pattern that begins with a month, weekday, number word or currency code.
    fn match_word(&self, at: TokenId, block: Range<TokenId>) -> Option<(PatternKind, TokenId)> {
        let end = block.end;
        let token = &self.doc.tokens[at as usize];
        let capital = token.is_capitalised();
        if capital && self.is(at, Role::Weekday) {
            let mut next = at + 1;
            if self.word(next, end) == "," && (self.is(next + 1, Role::Month) || self.is_day(next + 1, end)) {
                next += 1;
            }
            if matches!(self.word(next, end), "morning" | "afternoon" | "evening" | "night") {
                next += 1;
            }
            if next < end && self.is(next, Role::Month) {
                next = self.skip_month(next, end).unwrap_or(next);
            } else if self.is_day(next, end) && next + 1 < end && self.is(next + 1, Role::Month) {
                next = self.skip_year(next + 2, end);
            } else if self.word(next - 1, end) == "," {
                next -= 1;
            }
            return Some((PatternKind::Date, next));
        }
        if capital && self.is(at, Role::Month) {
            if let Some(next) = self.skip_month(at, end) {
                return Some((PatternKind::Date, next));
            }
            return self.is_bare_month(at, &block).then_some((PatternKind::Date, at + 1));
        }
        if self.is(at, Role::Code) && token.case == Case::Upper
            || matches!(self.doc.token_text(at), "Rs" | "Rs." | "Tk")
        {
            let sign = at + 1 < end && self.is(at + 1, Role::Sign);
            if sign && !self.doc.tokens[at as usize + 1].space_before && self.is_digits_or_short(at + 2, end) {
                return Some((PatternKind::Money, self.skip_amount(at + 3, end)));
            }
            let long = self.doc.lower(at).len() > 1;
            let is_code = !matches!(self.doc.lower(at), "us" | "nt" | "nz" | "hk");
            if long && is_code && self.is_digits_or_short(at + 1, end) {
                return Some((PatternKind::Money, self.skip_amount(at + 2, end)));
            }
        }
        if self.is(at, Role::Number) || self.is(at, Role::Scale) && self.doc.lower(at).len() > 2 {
            let mut next = self.skip_number_words(at, end);
            if self.word(next, end) == "of" {
                if self.is(next + 1, Role::Scale) || self.is(next + 1, Role::Number) {
                    next += 2;
                    return self.match_counted(next + u32::from(self.word(next, end) == "of"), end);
                }
                return self.match_counted(next + 1, end);
            }
            return self.match_counted(next, end);
        }
        self.match_relative(at, end)
    }

    /// The end of the number in words that begins at `at`: "twenty-five", "half a million", "two hundred and five".
    fn skip_number_words(&self, at: TokenId, end: TokenId) -> TokenId {
        let is_one = |at: TokenId| at < end && (self.is(at, Role::Scale) || self.is(at, Role::Number));
        let is_glued = |at: TokenId| at < end && !self.doc.tokens[at as usize].space_before;
        let mut next = at + 1;
        loop {
            let joint = match self.word(next, end) {
                "a" if self.word(next - 1, end) == "half" && self.is(next + 1, Role::Scale) => 1,
                "and" if self.is_half(next, end) => 2,
                "and" if self.is(next - 1, Role::Scale) && self.is(next + 1, Role::Number) => 1,
                "-" | "‐" | "‑" if is_glued(next) && is_glued(next + 1) => 1,
                _ => 0,
            };
            if !is_one(next + joint) {
                return next;
            }
            next += joint + 1;
        }
    }

    /// Whether "and a half" begins at `at`.
    fn is_half(&self, at: TokenId, end: TokenId) -> bool {
        self.word(at, end) == "and" && self.word(at + 1, end) == "a" && self.word(at + 2, end) == "half"
    }

    /// The end of "Jan. 3, 2020", "January 2020", "May 3-5" that begin at month `at`; `None` for a bare month.
    fn skip_month(&self, at: TokenId, end: TokenId) -> Option<TokenId> {
        let next = at + 1;
        if self.is_year(next, end) {
            return Some(next + 1);
        }
        if self.word(next, end) == "," && self.is_year(next + 1, end) {
            return Some(next + 2);
        }
        if !self.is_day(next, end) {
            return None;
        }
        let mut after = next + 1;
        let range = after + 1 < end
            && (self.doc.tokens[after as usize].kind == TokenKind::Dash || self.word(after, end) == "to")
            && self.is_day(after + 1, end);
        if range {
            after += 2;
        }
        Some(self.skip_year(after, end))
    }

    /// Skips ", 2020" or "2020" at `at`.
    fn skip_year(&self, at: TokenId, end: TokenId) -> TokenId {
        if self.is_year(at, end) {
            at + 1
        } else if self.word(at, end) == "," && self.is_year(at + 1, end) {
            at + 2
        } else {
            at
        }
    }

    /// Whether the capitalised month word at `at` stands where only a month does: "May" and "March" are also other words.
    fn is_bare_month(&self, at: TokenId, block: &Range<TokenId>) -> bool {
        let word = self.doc.lower(at);
        if word.ends_with('.') || matches!(word, "jan" | "feb" | "apr" | "aug" | "sept" | "oct" | "nov" | "dec") {
            return word.ends_with('.');
        }
        if !matches!(word, "may" | "march" | "april" | "june" | "august") {
            return true;
        }
        let before = if at > block.start { self.doc.lower(at - 1) } else { "" };
        matches!(
            before,
            "in" | "on"
                | "since"
                | "until"
                | "till"
                | "by"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "mid"
                | "of"
                | "from"
                | "through"
                | "during"
                | "before"
                | "after"
                | "between"
                | "to"
                | "and"
                | "late-"
                | "-"
        ) && self.doc.tokens[at as usize].case == Case::Capitalised
            && !(at + 1 < block.end
                && self.doc.tokens[at as usize + 1].is_capitalised()
                && self.doc.tokens[at as usize + 1].kind == TokenKind::Word)
    }

    /// A pattern that begins with digits.
    fn match_number(&self, at: TokenId, block: Range<TokenId>) -> Option<(PatternKind, TokenId)> {
        let end = block.end;
        let word = self.doc.lower(at);
        let bytes = word.as_bytes();
        let colon = word.find(':');
        if colon.is_some_and(|colon| colon <= 2 && word.len() >= colon + 3) {
            let next = self.skip_clock(at + 1, end);
            return Some((PatternKind::Time, next));
        }
        if bytes.iter().filter(|&&byte| byte == b'/').count() == 2 {
            return Some((PatternKind::Date, at + 1));
        }
        if word.ends_with("am") || word.ends_with("pm") {
            return Some((PatternKind::Time, self.skip_clock(at + 1, end)));
        }
        if matches!(self.word(at + 1, end), "a.m." | "p.m." | "am" | "pm" | "a.m" | "p.m" | "o'clock") {
            return Some((PatternKind::Time, self.skip_clock(at + 1, end)));
        }
        // "2020-01-03".
        let dashed = |at: TokenId| {
            at + 1 < end
                && self.doc.tokens[at as usize].kind == TokenKind::Dash
                && !self.doc.tokens[at as usize].space_before
                && self.is_day(at + 1, end)
        };
        if self.is_year(at, end) && dashed(at + 1) && dashed(at + 3) {
            return Some((PatternKind::Date, at + 5));
        }
        // "3 January 2020", "3rd of May".
        if self.is_day(at, end) {
            let month = at + 1 + u32::from(self.word(at + 1, end) == "of");
            if month < end && self.is(month, Role::Month) && self.doc.tokens[month as usize].is_capitalised() {
                return Some((PatternKind::Date, self.skip_year(month + 1, end)));
            }
        }
        let next = self.skip_amount(at + 1, end);
        if let Some(found) = self.match_counted(next, end) {
            return Some(found);
        }
        if self.is_year(at, end) && next == at + 1 {
            // A number of four digits counts something when a noun follows straight on: "2000 people" was tried above.
            return Some((PatternKind::Date, at + 1));
        }
        if self.is_year(at, end) && next == at + 3 && self.is_year(at + 2, end) {
            return Some((PatternKind::Date, next));
        }
        None
    }

    /// Skips "a.m.", "GMT" and the like after a clock time.
    fn skip_clock(&self, mut at: TokenId, end: TokenId) -> TokenId {
        if matches!(self.word(at, end), "a.m." | "p.m." | "am" | "pm" | "a.m" | "p.m" | "o'clock") {
            at += 1;
        }
        if at < end && self.is(at, Role::Zone) {
            at += 1;
        }
        at
    }

    /// What the number that ends at `at` counts: per cent, money, a unit, days, hours.
    fn match_counted(&self, mut at: TokenId, end: TokenId) -> Option<(PatternKind, TokenId)> {
        if at >= end {
            return None;
        }
        match self.doc.lower(at) {
            "%" => return Some((PatternKind::Percent, at + 1)),
            "percent" | "pct" => return Some((PatternKind::Percent, at + 1)),
            "per" if self.word(at + 1, end) == "cent" => return Some((PatternKind::Percent, at + 2)),
            "percentage" if self.word(at + 1, end).starts_with("point") => {
                return Some((PatternKind::Percent, at + 2));
            }
            "°" | "°c" | "°f" => return Some((PatternKind::Quantity, at + 1)),
            _ => {}
        }
        if self.doc.tokens[at as usize].kind == TokenKind::Dash && !self.doc.tokens[at as usize].space_before {
            at += 1;
        }
        // "19,000 US dollars", "hundreds of additional troops": one adjective may stand between.
        for skip in 0..2 {
            let unit = at + skip;
            if unit >= end || self.doc.tokens[unit as usize].kind != TokenKind::Word {
                return None;
            }
            if self.doc.tokens[unit as usize].case == Case::Lower {
                if self.is(unit, Role::Currency) {
                    return Some((PatternKind::Money, unit + 1));
                }
                if skip == 0 && self.is(unit, Role::Days) {
                    return Some((PatternKind::Date, self.skip_span(unit + 1, end)));
                }
                if skip == 0 && self.is(unit, Role::Hours) {
                    return Some((PatternKind::Time, self.skip_span(unit + 1, end)));
                }
                if self.is(unit, Role::Unit) || self.is(unit, Role::Count) {
                    return Some((PatternKind::Quantity, unit + 1));
                }
            }
            if matches!(self.doc.lower(unit), "and" | "or" | "of" | "in" | "to" | "the" | "for" | "at" | "on" | "by") {
                return None;
            }
        }
        None
    }

    /// Skips "ago", "later", "earlier", or "- old" after a span of days.
    fn skip_span(&self, at: TokenId, end: TokenId) -> TokenId {
        at + u32::from(matches!(self.word(at, end), "ago" | "later" | "earlier"))
    }

    /// "yesterday", "last week", "New Year's Day", "noon".
    fn match_relative(&self, at: TokenId, end: TokenId) -> Option<(PatternKind, TokenId)> {
        match self.doc.lower(at) {
            "yesterday" | "today" | "tomorrow" | "tonight" | "nowadays" => Some((PatternKind::Date, at + 1)),
            "noon" | "midnight" => Some((PatternKind::Time, at + 1)),
            "last" | "next" | "this" | "past" | "previous" | "coming" => {
                let noun = at + 1;
                if noun >= end {
                    return None;
                }
                let weekday = self.is(noun, Role::Weekday) && self.doc.tokens[noun as usize].is_capitalised();
                let month = self.is(noun, Role::Month)
                    && self.doc.tokens[noun as usize].is_capitalised()
                    && self.doc.lower(noun).len() > 2;
                let span = self.is(noun, Role::Days);
                let part = matches!(
                    self.doc.lower(noun),
                    "morning" | "afternoon" | "evening" | "night" | "summer" | "winter" | "spring" | "autumn"
                );
                (weekday || month || span || part).then_some((PatternKind::Date, noun + 1))
            }
            "new" if self.word(at + 1, end) == "year" && self.word(at + 2, end) == "'s" => {
                let day = matches!(self.word(at + 3, end), "day" | "eve");
                day.then_some((PatternKind::Date, at + 4))
            }
            "christmas" if self.word(at + 1, end) == "day" || self.word(at + 1, end) == "eve" => {
                Some((PatternKind::Date, at + 2))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotator::read_document;
    use crate::document::Input;

    /// Checks the patterns of a text in which each is marked `[date:...]`.
    fn check(marked: &str) {
        let mut text = String::new();
        let mut expected = Vec::new();
        let mut rest = marked;
        while let Some(open) = rest.find('[') {
            let (kind, after) = rest[open + 1..].split_once(':').expect("a kind before the colon");
            let (inside, after) = after.split_once(']').expect("a closing bracket");
            text.push_str(&rest[..open]);
            text.push_str(inside);
            expected.push(format!("{kind}:{inside}"));
            rest = after;
        }
        text.push_str(rest);
        let doc = read_document(Input::plain(text));
        let found: Vec<_> = find_patterns(&doc)
            .into_iter()
            .map(|found| {
                let span = doc.token_span(found.tokens);
                format!("{}:{}", format!("{:?}", found.kind).to_lowercase(), doc.slice(span))
            })
            .collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn dates_in_american_and_british_order() {
        check("It opened on [date:Jan. 3, 2020], and closed on [date:3 March 1991].");
        check("On [date:Tuesday] and [date:Friday, July 24] it rained; [date:last week] it did not.");
        check("In [date:2015] and the [date:1990s], since [date:May 2019], from [date:June] to [date:July 15 to 24].");
        check("He left [date:three years ago] and returned [date:2020-01-03].");
        check("The [date:New Year's Day] concert");
    }

    #[test]
    fn may_and_march_are_months_only_where_a_month_stands() {
        check("May Hansen may march down March street, said May.");
        check("They met in [date:May] and on [date:March 4].");
    }

    #[test]
    fn times_of_day() {
        check(
            "At [time:10:15 a.m.] or [time:5 p.m.], until [time:midnight]; [time:7pm GMT] at the latest, after [time:two hours].",
        );
    }

    #[test]
    fn money_with_signs_codes_and_words() {
        check(
            "[money:$3 million], [money:€4.5bn], [money:US$600 billion], [money:Rs 4000] or [money:40 million euros].",
        );
        check("She owes [money:5 dollars] and [money:hundreds of pounds].");
    }

    #[test]
    fn percentages_and_quantities() {
        check("[percent:4.1%] of the [quantity:30 km] road, [percent:two per cent], [percent:12 percent].");
        check("[percent:Twenty-five percent] and [time:two and a half hours], [money:3 and a half million dollars].");
        check("[quantity:Half a million people], [quantity:half a dozen soldiers], [date:one hundred and five years].");
        check("[quantity:two thousand three-hundred troops], but two and [quantity:three people].");
        check("Some [quantity:1,200 people] and [quantity:hundreds of additional troops] came.");
    }

    #[test]
    fn numbers_that_count_nothing_known_are_left_alone() {
        check("She was 31 and had 2 of the seven.");
    }
}
