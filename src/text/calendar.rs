//! Dates and times of day in the forms of ISO 8601.

use super::number_words::{Role, Words};
use crate::document::TokenKind;

/// A year that the text does not name.
///
/// # Source
/// ISO 8601-2 (EDTF): `X` is an unspecified digit.
const NO_YEAR: &str = "XXXX";

/// Reads all of `words` as a day, some days in a row, a month, a year, some years, a decade or a day of the week.
///
/// `None` for dates that are no date ("Feb. 31"), that may be two ("3/4/2020", "the 1900s") or that hang on the day
/// of writing ("yesterday").
///
/// # Source
/// ISO 8601-1, ISO 8601-2 (EDTF) for unspecified digits and intervals; TimeML TIMEX3 for days of the week.
pub(super) fn read_date(mut words: Words) -> Option<String> {
    if let Some(weekday) = words.value_after(0, Role::Weekday) {
        words.skip(1);
        let part = match words.word() {
            "morning" => "TMO",
            "afternoon" => "TAF",
            "evening" => "TEV",
            "night" => "TNI",
            _ => "",
        };
        words.skip(u32::from(!part.is_empty()));
        if words.is_empty() {
            return Some(format!("XXXX-WXX-{weekday}{part}"));
        }
        words.take(",");
    }
    if words.kind() != Some(TokenKind::Number) {
        return read_month_first(words);
    }
    let first = words.word();
    if first.contains('/') {
        return read_slashes(first);
    }
    words.skip(1);
    let year = parse_year(first);
    if words.is_empty() {
        return if year.is_some() { Some(first.to_owned()) } else { parse_decade(first) };
    }
    if let Some(year) = year {
        return read_after_year(year, words);
    }
    let day = parse_day(first)?;
    words.take("of");
    let month = words.month()?;
    words.skip(1);
    let year = take_year(&mut words);
    words.is_empty().then(|| to_day(year, month, day)).flatten()
}

/// "May", "January 2020", "Jan. 3, 2020", "July 15 to 24".
fn read_month_first(mut words: Words) -> Option<String> {
    let month = words.month()?;
    words.skip(1);
    if words.is_empty() {
        return Some(format!("{NO_YEAR}-{month:02}"));
    }
    if let Some(year) = take_year(&mut words) {
        return words.is_empty().then(|| format!("{year:04}-{month:02}"));
    }
    let day = parse_day(words.word())?;
    words.skip(1);
    let last = if words.take_range() {
        let last = parse_day(words.word())?;
        words.skip(1);
        Some(last)
    } else {
        None
    };
    let year = take_year(&mut words);
    if !words.is_empty() {
        return None;
    }
    let first = to_day(year, month, day)?;
    match last {
        None => Some(first),
        Some(last) if last > day => Some(format!("{first}/{}", to_day(year, month, last)?)),
        Some(_) => None,
    }
}

/// What follows a year: the rest of "2020-01-03", or the last year of "2015 to 2016".
fn read_after_year(year: u16, mut words: Words) -> Option<String> {
    if !words.take_range() {
        return None;
    }
    let text = words.word();
    words.skip(1);
    if words.is_empty() {
        let last = parse_year(text)?;
        return (last > year).then(|| format!("{year:04}/{last:04}"));
    }
    let month = text.parse().ok()?;
    let day = words.take_range().then(|| words.word())?;
    words.skip(1);
    words.is_empty().then(|| to_day(Some(year), month, day.parse().ok()?)).flatten()
}

/// "31/12/2019", "12/31/2019", "2019/12/31"; `None` where day and month may change places.
fn read_slashes(text: &str) -> Option<String> {
    let mut parts = text.split('/');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if let Some(year) = parse_year(first) {
        return to_day(Some(year), second.parse().ok()?, third.parse().ok()?);
    }
    let (first, second): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    let year = Some(parse_year(third)?);
    match (first > 12, second > 12) {
        (true, _) => to_day(year, second, first),
        (_, true) => to_day(year, first, second),
        _ if first == second => to_day(year, first, second),
        _ => None,
    }
}

/// Goes past "2020" or ", 2020".
fn take_year(words: &mut Words) -> Option<u16> {
    let comma = u32::from(words.word() == ",");
    let year = parse_year(words.word_after(comma))?;
    words.skip(comma + 1);
    Some(year)
}

/// A year of four digits.
fn parse_year(text: &str) -> Option<u16> {
    if text.len() == 4 { text.parse().ok() } else { None }
}

/// "1990s" as "199X". The "1900s" may be ten years or a hundred.
fn parse_decade(text: &str) -> Option<String> {
    let digits = text.strip_suffix("0s")?;
    let is_decade = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.ends_with('0');
    is_decade.then(|| format!("{digits}X"))
}

/// The day of a month: "3", "3rd".
fn parse_day(text: &str) -> Option<u8> {
    text.trim_end_matches(|character: char| character.is_ascii_alphabetic()).parse().ok()
}

/// A day as ISO 8601 writes it; `None` for one that its month does not have.
fn to_day(year: Option<u16>, month: u8, day: u8) -> Option<String> {
    let is_leap =
        year.is_none_or(|year| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=days).contains(&day) {
        return None;
    }
    Some(match year {
        Some(year) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{NO_YEAR}-{month:02}-{day:02}"),
    })
}

/// Reads all of `words` as a time of day, with its zone where that says one thing the year round.
///
/// A bare "10:15" may be morning or evening; "05:30", "17:30" and "10:15 GMT" are on the clock of 24 hours.
///
/// # Source
/// ISO 8601-1, extended format.
pub(super) fn read_clock(mut words: Words) -> Option<String> {
    let text = words.word();
    words.skip(1);
    match text {
        "noon" => return words.is_empty().then(|| "T12:00".to_owned()),
        "midnight" => return words.is_empty().then(|| "T00:00".to_owned()),
        _ => {}
    }
    let digits = text.strip_suffix("am").or_else(|| text.strip_suffix("pm")).unwrap_or(text);
    let mut half = text[digits.len()..].bytes().next();
    if half.is_none() && words.word().starts_with(['a', 'p']) && !words.plays(Role::Zone) {
        half = words.word().bytes().next();
        words.skip(1);
    }
    words.take("o'clock");
    let is_zone = words.plays(Role::Zone);
    let zone = words.value_after(0, Role::Zone).unwrap_or_default();
    words.skip(u32::from(is_zone));
    if !words.is_empty() {
        return None;
    }
    let mut parts = digits.split(|mark| mark == ':' || mark == '.' && half.is_some());
    let hour_text = parts.next()?;
    let mut hour: u8 = hour_text.parse().ok()?;
    let minute = parts.next().unwrap_or(if half.is_some() { "00" } else { "" });
    let second = parts.next();
    let is_sixtieth = |text: &str| text.len() == 2 && text.parse::<u8>().is_ok_and(|part| part < 60);
    if parts.next().is_some() || !is_sixtieth(minute) || !second.is_none_or(is_sixtieth) {
        return None;
    }
    match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour = hour % 12 + if half == b'p' { 12 } else { 0 },
        None => {
            let is_of_24 = hour > 12 || hour_text.starts_with('0') || zone == "Z";
            if hour > 23 || hour_text.len() != 2 || !is_of_24 {
                return None;
            }
        }
    }
    Some(match second {
        Some(second) => format!("T{hour:02}:{minute}:{second}{zone}"),
        None => format!("T{hour:02}:{minute}{zone}"),
    })
}
