//! Numbers of a text, in digits and in words, read exactly.

use std::fmt;

use super::number_words::{Role, Words, value_of};
use crate::document::TokenKind;

/// A number of zero or more, exact: `digits / 10^places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u64,
    /// How many of the digits stand after the point, at most [`MOST_PLACES`]. The last of them is not zero.
    places: u32,
}

/// Numbers with more digits after the point are not read: 10 to this power is the largest that `u64` holds.
const MOST_PLACES: usize = 19;

impl Decimal {
    /// A half.
    pub(super) const HALF: Self = Self { digits: 5, places: 1 };

    /// A whole number.
    pub(super) const fn whole(digits: u64) -> Self {
        Self { digits, places: 0 }
    }

    /// Reads digits with English separators: "1,200.50", "12,34,567", ".5".
    ///
    /// `None` for what may be meant otherwise ("1,5", "10.000"), for zeros ahead ("007"), and for what is too long.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_thousands = fraction == "000";
        if is_thousands || !is_grouped(whole) || fraction.len() > MOST_PLACES {
            return None;
        }
        let mut number = Self { digits: 0, places: fraction.len() as u32 };
        for digit in whole.bytes().filter(|&byte| byte != b',').chain(fraction.bytes()) {
            if !digit.is_ascii_digit() {
                return None;
            }
            number.digits = number.digits.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?;
        }
        Some(number.shorten())
    }

    /// The same number without zeros at the end of its fraction.
    const fn shorten(mut self) -> Self {
        while self.places > 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.places -= 1;
        }
        self
    }

    /// This number `factor` times; `None` for what is too long.
    pub(super) fn times(mut self, mut factor: u64) -> Option<Self> {
        while self.places > 0 && factor > 0 && factor.is_multiple_of(10) {
            factor /= 10;
            self.places -= 1;
        }
        self.digits = self.digits.checked_mul(factor)?;
        Some(self.shorten())
    }

    /// The sum; `None` for what is too long.
    fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let digits = |number: Self| 10_u64.checked_pow(places - number.places)?.checked_mul(number.digits);
        Some(Self { digits: digits(self)?.checked_add(digits(other)?)?, places }.shorten())
    }

    /// Whether a word for `other` after one for this number goes on with it: "twenty five", "two hundred twelve".
    const fn is_continued_by(self, other: Self) -> bool {
        let is_hundreds = self.digits > 0 && self.digits.is_multiple_of(100) && other.digits < 100;
        let is_tens = self.digits % 100 >= 20 && self.digits.is_multiple_of(10) && other.digits < 10;
        self.places == 0 && other.places == 0 && (is_hundreds || is_tens)
    }
}

/// A plain number with a point where it needs one.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u64.pow(self.places);
        write!(f, "{}", self.digits / one)?;
        if self.places > 0 {
            write!(f, ".{:0width$}", self.digits % one, width = self.places as usize)?;
        }
        Ok(())
    }
}

/// Whether the commas of `whole` divide thousands, in threes or as in India ("12,34,567"), and no zero stands ahead.
fn is_grouped(whole: &str) -> bool {
    if whole.len() > 1 && whole.starts_with('0') {
        return false;
    }
    let Some((head, last)) = whole.rsplit_once(',') else { return true };
    let mut groups = head.split(',');
    let first = groups.next().unwrap_or_default().len();
    let is_in_threes = (1..=3).contains(&first) && groups.clone().all(|group| group.len() == 3);
    let is_indian = (1..=2).contains(&first) && groups.all(|group| group.len() == 2);
    last.len() == 3 && (is_in_threes || is_indian)
}

/// Reads the number at the start of `words` and goes past it; `None` for no number and for one that is not exact.
pub(super) fn read_number(words: &mut Words) -> Option<Decimal> {
    if words.kind() == Some(TokenKind::Number) { read_digits(words) } else { read_spelled(words) }
}

/// "1,200", "4.5bn", "1.5 million", "3 and a half".
fn read_digits(words: &mut Words) -> Option<Decimal> {
    let text = words.word();
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let mut number = Decimal::parse(digits)?;
    let suffix = &text[digits.len()..];
    if !suffix.is_empty() {
        let scale = value_of(suffix, Role::Scale).or_else(|| value_of(suffix, Role::Suffix))?;
        number = number.times(scale.parse().ok()?)?;
    }
    words.skip(1);
    if words.take_phrase(&["and", "a", "half"]) {
        number = number.plus(Decimal::HALF)?;
    }
    loop {
        let joint = u32::from(words.kind() == Some(TokenKind::Dash));
        let Some(scale) = words.value_after(joint, Role::Scale) else { return Some(number) };
        number = number.times(scale.parse().ok()?)?;
        words.skip(joint + 1);
    }
}

/// "twenty-five", "half a million", "a hundred and five thousand", "two and a half".
fn read_spelled(words: &mut Words) -> Option<Decimal> {
    // What is complete, and the scale that completed it: the next one must be smaller.
    let (mut total, mut limit) = (None, u64::MAX);
    // What is being read, and its scales above a hundred.
    let (mut group, mut scale): (Option<Decimal>, u64) = (None, 1);
    let add = |total: Option<Decimal>, group: Decimal| total.map_or(Some(group), |total: Decimal| total.plus(group));
    let mut after_scale = false;
    loop {
        if group.is_some() && scale == 1 && words.take_phrase(&["and", "a", "half"]) {
            group = Some(group?.plus(Decimal::HALF)?);
            continue;
        }
        let is_joint = match words.word() {
            "and" => after_scale && words.value_after(1, Role::Number).is_some(),
            "a" | "an" => group == Some(Decimal::HALF) && words.value_after(1, Role::Scale).is_some(),
            _ => group.is_some() && words.kind() == Some(TokenKind::Dash),
        };
        let joint = u32::from(is_joint);
        if let Some(value) = words.value_after(joint, Role::Number) {
            let value = Decimal::parse(value)?;
            group = match group {
                Some(complete) if scale > 1 => {
                    if scale >= limit {
                        return None;
                    }
                    total = add(total, complete);
                    (limit, scale) = (scale, 1);
                    Some(value)
                }
                Some(before) if before.is_continued_by(value) => before.plus(value),
                Some(_) => return None,
                None => Some(value),
            };
            after_scale = false;
        } else if let Some(value) = words.value_after(joint, Role::Scale) {
            let value: u64 = value.parse().ok()?;
            group = group.unwrap_or(Decimal::whole(1)).times(value);
            scale = if value >= 1000 { scale.checked_mul(value)? } else { scale };
            after_scale = true;
        } else {
            break;
        }
        group?;
        words.skip(joint + 1);
    }
    if scale >= limit { None } else { add(total, group?) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_in_english_and_no_other_way() {
        for (text, expected) in [
            ("0", Some("0")),
            ("1,200", Some("1200")),
            ("1,200.50", Some("1200.5")),
            ("12,34,567", Some("1234567")),
            ("1,000,000", Some("1000000")),
            (".5", Some("0.5")),
            ("0.05", Some("0.05")),
            ("0.0", Some("0")),
            ("18446744073709551615", Some("18446744073709551615")),
            ("0.1234567890123456789", Some("0.1234567890123456789")),
            ("18446744073709551616", None),
            ("0.12345678901234567890", None),
            ("1,5", None),
            ("10.000", None),
            ("1.2.3", None),
            ("1,2000", None),
            ("0,500", None),
            ("007", None),
            ("10:15", None),
            ("1/2", None),
        ] {
            let number = Decimal::parse(text).map(|number| number.to_string());
            assert_eq!(number.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn products_and_sums_are_exact_or_nothing() {
        let parse = |text| Decimal::parse(text).expect("a number");
        assert_eq!(parse("1.23456789").times(1_000_000_000_000), Some(parse("1,234,567,890,000")));
        assert_eq!(parse("0.5").times(12), Some(parse("6")));
        assert_eq!(parse("0").times(1000), Some(parse("0")));
        assert_eq!(parse("2").plus(Decimal::HALF), Some(parse("2.5")));
        assert_eq!(parse("0.5").plus(Decimal::HALF), Some(Decimal::whole(1)));
        assert_eq!(parse("20000000").times(1_000_000_000_000), None);
        assert_eq!(parse("18446744073709551615").plus(Decimal::HALF), None);
    }
}
