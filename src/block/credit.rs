//! Bylines, credits, times of publication, and captions of pictures.

use super::lines::{ending, ends_sentence};
use super::phrases::{
    CAPTIONS, CREDITS, DATE_WORDS, DAY, ENDS, MONTH, NAMES, OPENS, OTHER, PICTURE, ZONE, is_agency, to_plain,
};
use crate::document::BlockKind;

/// Credits are no longer than this, in bytes.
const MAX_CREDIT: usize = 220;

/// Whether a line is a byline or a caption by its own words; `plain` is its reduced form.
///
/// `near_edge`: the line stands near the start or the end of the article, where authors sign.
pub(super) fn find_credit(line: &str, plain: &str, near_edge: bool) -> Option<BlockKind> {
    if let Some(kind) = find_caption(line, plain) {
        return Some(kind);
    }
    if line.len() > MAX_CREDIT {
        return None;
    }
    let is_byline = opens_with_credit(line, plain)
        || (near_edge && is_by_line(line))
        || is_sign_off(line)
        || is_agency_line(line)
        || is_time_line(line)
        || is_contact_line(line)
        || is_post_signature(line)
        || (CREDITS.is_held_in(plain) && !has_quote(line) && plain.split(' ').count() <= 30);
    if is_byline {
        return Some(BlockKind::Byline);
    }
    let end = CREDITS.opening(plain, PICTURE)?;
    (!has_quote(line))
        .then(|| if is_names(rest_after(line, &plain[..end])) { BlockKind::Byline } else { BlockKind::Caption })
}

/// Whether the line opens as a credit does, with names rather than a sentence after a verb.
fn opens_with_credit(line: &str, plain: &str) -> bool {
    if has_quote(line) {
        return false;
    }
    if let Some(end) = CREDITS.opening(plain, NAMES) {
        return is_names(rest_after(line, &plain[..end]));
    }
    CREDITS.opening(plain, OPENS).is_some()
        || (line.starts_with('©') || line.starts_with("(c)")) && plain.split(' ').count() <= 12
}

/// The part of `line` after as many words as `opening`, a reduced form, has; its colon included.
fn rest_after<'t>(line: &'t str, opening: &str) -> &'t str {
    let mut count = opening.split(' ').filter(|&word| word != ":").count();
    let mut inside = false;
    for (at, letter) in line.char_indices() {
        if letter.is_whitespace() {
            if inside && count == 0 {
                return line[at..].trim_start_matches([' ', ':', '|']);
            }
            inside = false;
        } else if !inside && letter.is_alphanumeric() {
            inside = true;
            count = count.saturating_sub(1);
        }
    }
    ""
}

/// Whether `rest` is made of names, places, dates and what joins them.
fn is_names(rest: &str) -> bool {
    let (mut names, mut words) = (0, 0);
    for word in rest.split_whitespace() {
        let core = word.trim_matches(|mark: char| !mark.is_alphanumeric() && mark != '@');
        if core.is_empty() {
            continue;
        }
        words += 1;
        let lower = core.to_lowercase();
        names += usize::from(
            !core.starts_with(char::is_lowercase)
                || is_particle(&lower)
                || DATE_WORDS.has(&lower, MONTH | DAY | ZONE | OTHER)
                || matches!(
                    lower.as_str(),
                    "and"
                        | "by"
                        | "in"
                        | "of"
                        | "from"
                        | "with"
                        | "for"
                        | "via"
                        | "editing"
                        | "writing"
                        | "reporting"
                        | "additional"
                        | "photo"
                        | "staff"
                        | "agencies"
                        | "correspondent"
                        | "reporter"
                        | "editor"
                ),
        );
    }
    words <= 30 && names * 5 >= words * 4
}

/// Whether the line is "By Jane Doe" with whatever follows: a place, a post, an agency, a date.
fn is_by_line(line: &str) -> bool {
    let mut words = line.split_whitespace();
    if !words.next().is_some_and(|by| matches!(by, "By" | "BY" | "by" | "By:" | "BY:")) || has_quote(line) {
        return false;
    }
    let first = words.next().unwrap_or_default().trim_matches(|mark: char| !mark.is_alphanumeric());
    let lower = first.to_lowercase();
    let rest_is_name = match lower.as_str() {
        "our" | "staff" | "a" => line.split_whitespace().count() <= 6,
        "the" => {
            words.next().is_some_and(|word| word.starts_with(char::is_uppercase)) && is_agency(&to_plain(&line[2..]))
        }
        _ => first.starts_with(char::is_uppercase) && !DATE_WORDS.has(&lower, MONTH | DAY),
    };
    let count = line.split_whitespace().count();
    let names = line.split([',', '|', '•', '–', '—']).next().unwrap_or_default();
    rest_is_name && count <= 20 && (is_names(names) || count <= 4) && (!ends_sentence(line) || count <= 5)
}

/// Whether the line is a reporter's sign-off that stands alone: "Jane Doe reports.", "Jane Doe, BBC News, Lagos".
fn is_sign_off(line: &str) -> bool {
    if line.len() > 100 || has_quote(line) {
        return false;
    }
    let bare = line.trim_end_matches(['.', ' ']);
    for tail in [
        "reports",
        "reporting",
        "has more",
        "has the story",
        "has the details",
        "has this report",
        "has the latest",
        "explains",
        "filed this report",
        "reported from",
        "reports from",
    ] {
        let Some(at) = bare.find(tail).filter(|&at| at > 0) else { continue };
        let (name, after) = (bare[..at].trim_end().trim_end_matches(','), bare[at + tail.len()..].trim());
        let after = after.strip_prefix("from").or(after.strip_prefix("in")).unwrap_or(after);
        if is_reporter(name) && after.split_whitespace().count() <= 4 && is_names(after) {
            return true;
        }
    }
    let mut parts = bare.split(',').map(str::trim);
    !ends_sentence(line)
        && is_person_like(parts.next().unwrap_or_default())
        && parts.clone().count() > 0
        && parts.clone().all(|part| part.split_whitespace().count() <= 4 && is_names(part))
        && parts.any(|part| is_agency(&to_plain(part)))
}

/// Whether `name` may be a reporter with an outlet before the name: "Jane Doe", "CNN's Jane Doe".
fn is_reporter(name: &str) -> bool {
    let name = match name.split_once(' ') {
        Some((outlet, rest)) if outlet.ends_with("'s") || outlet.ends_with("’s") => rest,
        _ => name,
    };
    is_person_like(name)
}

/// Whether the line is a person's name as an author signs: "Jane Doe", "Jane Doe in Lagos".
pub(super) fn is_signature(line: &str) -> bool {
    let (name, place) = line.split_once(" in ").unwrap_or((line, ""));
    name.split_whitespace().count() <= 3
        && is_person_like(name)
        && place.split_whitespace().count() <= 3
        && is_names(place)
}

/// Whether `name` is shaped as a person's: two to four capitalised words, particles between them.
pub(super) fn is_person_like(name: &str) -> bool {
    let mut names = 0;
    for (index, word) in name.split_whitespace().enumerate() {
        let is_name = word.starts_with(char::is_uppercase)
            && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-' | '.'));
        if is_name && !is_title_word(word) {
            names += 1;
        } else if index == 0 || !is_particle(word) {
            return false;
        }
    }
    (2..=4).contains(&names)
}

/// Whether `word`, capitalised, stands in titles and not in the names of people.
fn is_title_word(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "the"
            | "a"
            | "an"
            | "in"
            | "on"
            | "of"
            | "for"
            | "to"
            | "at"
            | "how"
            | "why"
            | "what"
            | "who"
            | "when"
            | "is"
            | "not"
    )
}

/// Whether `word` is a small word inside names of people.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "bin"
            | "bint"
            | "ibn"
            | "da"
            | "das"
            | "de"
            | "del"
            | "della"
            | "der"
            | "di"
            | "dos"
            | "du"
            | "el"
            | "la"
            | "le"
            | "ter"
            | "van"
            | "von"
            | "e"
            | "y"
            | "zu"
    )
}

/// Whether the line is an agency's name alone, perhaps in brackets or after a dash: "(AP)", "— Reuters".
pub(super) fn is_agency_line(line: &str) -> bool {
    let bare = line.trim_matches(|mark: char| !mark.is_alphanumeric());
    let signs = line.starts_with(['-', '–', '—', '(']);
    if bare.is_empty() || bare.len() > 60 || (ends_sentence(line) && !signs) {
        return false;
    }
    let mut parts = bare.split(['/', '|', ',', '–', '—']).map(to_plain).filter(|part| !part.is_empty());
    parts
        .next()
        .is_some_and(|part| is_agency(part.trim_end_matches(" :")) && !matches!(part.as_str(), "uni" | "staff" | "tv"))
        && parts.all(|part| is_agency(&part) || part.split(' ').count() <= 2)
}

/// Whether the line is a date or time and nothing else: "Sunday, January 20, 2008", "2 hours ago".
pub(super) fn is_time_line(line: &str) -> bool {
    let (mut words, mut numbers, mut months, mut zones, mut days) = (0, 0, 0, 0, 0);
    let mut has_clock = false;
    if line.contains('%') {
        return false;
    }
    for word in
        line.split(|mark: char| mark.is_whitespace() || matches!(mark, ',' | '|' | '•' | '·' | '(' | ')' | '—' | '–'))
    {
        let core = word.trim_matches(|mark: char| !mark.is_alphanumeric());
        if core.is_empty() {
            continue;
        }
        words += 1;
        if words > 16 {
            return false;
        }
        let is_digit = core.starts_with(|letter: char| letter.is_ascii_digit());
        if is_digit && core.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'/' | b'-' | b'.')) {
            numbers += 1;
            has_clock |= core.len() >= 4 && core.contains([':', '/', '-', '.']) && core.len() <= 10;
            continue;
        }
        let lower = core.to_lowercase();
        if is_digit {
            let suffix =
                lower.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.'));
            if !matches!(
                suffix,
                "st" | "nd" | "rd" | "th" | "am" | "pm" | "a.m" | "p.m" | "h" | "m" | "d" | "hrs" | "gmt"
            ) {
                return false;
            }
            numbers += 1;
            has_clock |= matches!(suffix, "am" | "pm" | "a.m" | "p.m" | "gmt" | "hrs");
        } else if DATE_WORDS.has(&lower, MONTH) {
            months += 1;
        } else if DATE_WORDS.has(&lower, DAY) {
            days += 1;
        } else if DATE_WORDS.has(&lower, ZONE) {
            zones += 1;
        } else if !DATE_WORDS.has(&lower, OTHER) && !core.contains('.') {
            // A site's name may stand beside the date: "example.org November 18, 2019".
            return false;
        }
    }
    numbers > 0 && (months > 0 || zones > 0 || has_clock || (days > 0 && numbers > 1))
}

/// Whether the line is a mail address or a handle, perhaps with its label and a telephone number.
fn is_contact_line(line: &str) -> bool {
    if line.len() > 120 || !line.contains('@') || ends_sentence(line) {
        return false;
    }
    let mut others = 0;
    let mut has_contact = false;
    for word in line.split_whitespace() {
        let core = word.trim_matches(|mark: char| !mark.is_alphanumeric() && mark != '@');
        has_contact |= core.contains('@') && core.len() > 2;
        others += usize::from(core.contains(char::is_alphabetic) && !core.contains('@') && !word.ends_with(':'));
    }
    has_contact && others == 0
}

/// Whether the line signs a quoted post: "— Jane Doe (@jane) March 9, 2016".
fn is_post_signature(line: &str) -> bool {
    line.starts_with(['—', '–', '-']) && line.contains("(@") && line.len() < 140
}

/// Whether the line opens as a caption: "FILE PHOTO:", "In this photo provided by the family".
///
/// `plain` is the reduced form of the line, or of its beginning.
pub(super) fn opens_as_caption(line: &str, plain: &str) -> bool {
    let end = CAPTIONS.opening(plain, OPENS);
    end.is_some_and(|end| plain.len() > end) && line.len() <= 900 && !line.starts_with(['"', '“'])
}

/// Whether the line, in its reduced form, says that the next one is a caption.
pub(super) fn is_caption_label(plain: &str) -> bool {
    matches!(
        plain.trim_end_matches(" :"),
        "image caption" | "media caption" | "video caption" | "photo caption" | "caption"
    )
}

/// Whether the line is the caption of a picture; a credit alone is a byline.
fn find_caption(line: &str, plain: &str) -> Option<BlockKind> {
    if opens_as_caption(line, plain) {
        return Some(BlockKind::Caption);
    }
    let bare = line.trim_end_matches(['.', ' ', ']']);
    let closed = bare.ends_with(')');
    if line.ends_with('.') && !closed {
        return None;
    }
    let bare = bare.trim_end_matches(')');
    let (at, credit) = find_end_credit(bare, closed)?;
    let before = bare[..at].trim_end();
    if has_quote(credit) {
        return None;
    }
    let words_before = before.split_whitespace().count();
    Some(if words_before <= 4 && !ends_sentence(before) { BlockKind::Byline } else { BlockKind::Caption })
}

/// The credit at the end of a caption, and where it begins: after a bracket, bar, slash or full stop.
fn find_end_credit(bare: &str, closed: bool) -> Option<(usize, &str)> {
    let mut from = bare.len().saturating_sub(80);
    while !bare.is_char_boundary(from) {
        from += 1;
    }
    let tail = &bare[from..];
    let is_credit = |text: &str| {
        let plain = to_plain(text);
        !plain.is_empty()
            && (CAPTIONS.has(&plain, ENDS)
                || text.split(['/', '|', '-', ',']).any(|part| CAPTIONS.has(&to_plain(part), ENDS))
                || plain.split(" via ").any(|part| CAPTIONS.has(part, ENDS))
                || CREDITS.opening(&plain, PICTURE).is_some()
                || CREDITS.opening(&plain, OPENS).is_some_and(|end| plain[..end].contains("credit"))
                || plain.starts_with("courtesy of"))
    };
    if closed {
        let open = tail.rfind('(')?;
        let credit = &tail[open + 1..];
        // "(AP)" ends many a sentence's dateline or party; a photograph's credit has more to it.
        let is_bare_agency = is_agency(&to_plain(credit)) && open > 0 && credit.len() <= 3;
        return (is_credit(credit) && !is_bare_agency && credit.split_whitespace().count() <= 10)
            .then_some((from + open, credit));
    }
    // "... on Friday. Jane Doe/Reuters", "... on Friday | AFP", "... on Friday. Photograph: Jane Doe"
    let mark = tail.rfind(['|', '©']).or_else(|| {
        tail.rmatch_indices(['.', '!', '?']).map(|(at, _)| at).find(|&at| {
            tail[at + 1..].starts_with([' ', '”', '"'])
                && tail[at + 1..].trim().starts_with(|letter: char| letter.is_uppercase())
        })
    });
    let at = mark.map(|at| at + tail[at..].chars().next().map_or(1, char::len_utf8));
    if let Some(at) = at {
        let credit = tail[at..].trim_start_matches(['"', '”']);
        return (is_credit(credit) && credit.split_whitespace().count() <= 8).then_some((from + at, credit));
    }
    // A line that is a credit and nothing else: "Getty Images", "Jane Doe/Reuters", "AFP via Getty Images".
    let is_short = bare.split_whitespace().count() <= 5 && from == 0;
    let has_sign = bare.contains('/') || bare.contains(" via ") || CAPTIONS.has(&to_plain(bare), ENDS);
    (is_short && has_sign && is_credit(bare) && ending(bare).is_some_and(char::is_alphanumeric)).then_some((0, bare))
}

/// Whether a double quotation mark stands in `line`.
pub(super) fn has_quote(line: &str) -> bool {
    line.contains(['"', '“', '”', '«', '„'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what kind a line has near the edge of the article.
    fn check(expected: Option<BlockKind>, lines: &[&str]) {
        for line in lines {
            assert_eq!(find_credit(line, &to_plain(line), true), expected, "{line}");
        }
    }

    #[test]
    fn credits_are_bylines() {
        check(
            Some(BlockKind::Byline),
            &[
                "By Jane Doe",
                "By JANE DOE and JOHN ROE",
                "By Amina Bello, health correspondent",
                "By The Associated Press",
                "By our correspondent",
                "by Pierre de la Tour in Abidjan",
                "By Jane Doe | 3 January 2020",
                "Video Credit: Harbour Studio - Duration: 01:12s - Published",
                "Reporting by Jane Doe; Editing by John Roe",
                "Reporting by Ana Ruiz in Lima and Tom Hart; writing by Jo Day; editing by Max Low.",
                "Additional reporting by Amina Bello",
                "Photo: Jane Doe",
                "Photograph: Ana Ruiz/The Guardian",
                "Written by Staff Writer",
                "Jane Doe reports.",
                "Amina Bello has more.",
                "CNN's Jane Doe reports from Lagos.",
                "Ana de la Cruz reports",
                "Jane Doe, BBC News, Lagos",
                "Updated 3 Jan 2020 10:15 GMT",
                "Published 5:30 PM EST, Tue November 5, 2019",
                "Sunday, January 20, 2008",
                "2 hours ago",
                "example.org November 18, 2019",
                "Last updated on Mon 4 Mar 2019",
                "10:15 GMT",
                "(AP)",
                "— Reuters",
                "Agence France-Presse",
                "jane.doe@example.org",
                "Twitter: @janedoe",
                "((ana.ruiz@example.com; +51 1 555 1234;))",
                "— Jane Doe (@jane) March 9, 2016",
                "The Associated Press contributed to this report.",
                "Image copyright Getty Images",
                "Getty Images",
                "Jane Doe/Reuters",
                "© Harbour News 2019",
            ],
        );
    }

    #[test]
    fn captions_are_captions() {
        check(
            Some(BlockKind::Caption),
            &[
                "Image caption The bridge was closed for a year",
                "FILE PHOTO: A ship enters the port of Mombasa, January 4, 2019. REUTERS/Jane Doe",
                "FILE - In this Jan. 3, 2020 file photo, a ship enters the port.",
                "Residents leave the village on Friday. (AP Photo/Jane Doe)",
                "Residents leave the village on Friday. Jane Doe/Getty Images",
                "A farmer looks at her field | AFP",
                "Photo: A farmer looks at her field after the flood",
                "The minister at the opening of the dam (Image credit: Jane Doe)",
            ],
        );
    }

    #[test]
    fn sentences_are_neither() {
        check(
            None,
            &[
                "By Friday, the rebels had taken the town.",
                "By the time help came the house had burnt down",
                "Reporting by the BBC has found that ministers knew about it.",
                "Photo finishes are rare.",
                "The firm was bought by Getty Images.",
                "Police reports are public.",
                "The Guardian reports.",
                "Reporter Amina Bello says:",
                "She reports that the bridge fell.",
                "“Jane Doe reports,” he said.",
                "Source: the river Nile rises in the hills above the lake and feeds it.",
                "The talks ended on Monday, 3 June.",
                "Updated rules come into force.",
                "The dam burst in 2019 (it was built in 1960).",
                "May was cold.",
                "He joined the AP.",
                "2019",
                "It is 10:15 in the morning and the queue is long.",
                "Both sides will meet again on Friday (local time).",
            ],
        );
    }
}
