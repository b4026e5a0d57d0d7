//! Datelines: the place, date and agency before the first sentence of a report.

use super::phrases::{DATE_WORDS, DAY, MONTH, ZONE, is_agency, to_plain};

/// A dateline is looked for in so many bytes.
const REACH: usize = 130;
/// A dateline has at most so many words.
const MAX_WORDS: usize = 14;

/// Where the running text of `paragraph` begins, in bytes, if a dateline opens it.
///
/// A dateline that only its capitals or a spaced dash give away ("CHICAGO - Rahm", "Abuja – The") counts only in
/// the article's `first` paragraph; one with an agency or a date counts anywhere.
pub(super) fn find_body(paragraph: &str, first: bool) -> Option<usize> {
    let body = find_place_end(paragraph, first)?;
    // "CAIRO - 7 July 2022: The": the date has a mark of its own.
    let date = paragraph[body..]
        .find(':')
        .filter(|&at| at <= 30 && paragraph[body..body + at].split_whitespace().all(is_date_word));
    Some(match date {
        Some(at) => {
            let rest = &paragraph[body + at + 1..];
            paragraph.len() - rest.trim_start().len()
        }
        None => body,
    })
}

/// Where the text after the dateline's place and agency begins.
fn find_place_end(paragraph: &str, first: bool) -> Option<usize> {
    let mut reach = REACH.min(paragraph.len());
    while !paragraph.is_char_boundary(reach) {
        reach -= 1;
    }
    let head = &paragraph[..reach];
    if !head.starts_with(|letter: char| letter.is_uppercase() || letter == '(') && !head.contains('(') {
        return None;
    }
    let (end, body) = find_divider(head)?;
    if paragraph[body..].trim().is_empty() {
        return None;
    }
    let prefix = read_prefix(head[..end].trim_end())?;
    let mark = head[end..body].trim();
    let goes_on_in_lower_case = paragraph[body..].starts_with(char::is_lowercase);
    let is_dateline = match mark {
        "" => prefix.has_agency && (prefix.all_caps || prefix.words == 0),
        ":" => prefix.has_agency || (first && !goes_on_in_lower_case && prefix.all_caps && prefix.words > 0),
        _ if prefix.has_agency || (prefix.has_date && prefix.words > 0) => true,
        _ if !first || goes_on_in_lower_case => false,
        _ => prefix.all_caps || (prefix.places <= 3 && head[..end].ends_with(char::is_whitespace)),
    };
    (is_dateline && (prefix.has_agency || prefix.words > 0)).then_some(body)
}

/// The end of the words before the first dash that stands apart, colon, or bracket of an agency; and where the text
/// after it begins.
fn find_divider(head: &str) -> Option<(usize, usize)> {
    let after = |at: usize| at + (head[at..].len() - head[at..].trim_start().len());
    let mut bracket_end = None;
    let (mut words_in_lower_case, mut after_space) = (0, false);
    for (at, mark) in head.char_indices() {
        // Only the small words of names, and "am", are in lower case.
        words_in_lower_case += usize::from(after_space && mark.is_lowercase());
        if words_in_lower_case > 4 {
            break;
        }
        after_space = mark == ' ';
        let next = at + mark.len_utf8();
        let spaced = head[next..].starts_with(char::is_whitespace);
        match mark {
            '—' | '–' | '―' if spaced || mark != '–' => return Some((at, after(next))),
            '-' if head[next..].starts_with('-') => {
                let end = next + head[next..].len() - head[next..].trim_start_matches('-').len();
                return Some((at, after(end)));
            }
            '-' if (spaced && head[..at].ends_with(|c: char| c.is_whitespace() || c == ')'))
                || head[..at].ends_with(')') =>
            {
                return Some((at, after(next)));
            }
            ':' if spaced => return Some((at, after(next))),
            ')' if bracket_end.is_none() => bracket_end = Some((next, after(next))),
            '"' | '“' | '”' | '?' | '!' | ';' | '\n' => break,
            _ => {}
        }
    }
    bracket_end.filter(|&(_, body)| head[body..].starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“')))
}

/// What the words of a possible dateline hold.
#[derive(Default)]
struct Prefix {
    /// Words that are no date, agency or connector.
    words: usize,
    /// Those of them before the first comma.
    places: usize,
    /// Whether the first place is in capitals.
    all_caps: bool,
    has_date: bool,
    has_agency: bool,
}

/// Reads the words before the divider; `None` if one of them cannot stand in a dateline.
fn read_prefix(words: &str) -> Option<Prefix> {
    let mut prefix = Prefix::default();
    let mut rest = words;
    if let Some(open) = words.find('(') {
        let close = words[open..].find(')')? + open;
        let inside = words[open + 1..close].trim();
        let is_short_code = (2..=8).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_short_code && !inside.split(['/', ',']).any(|name| is_agency(&to_plain(name))) {
            return None;
        }
        prefix.has_agency = true;
        // After the bracket only a date may follow.
        if words[close + 1..].split_whitespace().any(|word| !is_date_word(word)) {
            return None;
        }
        rest = words[..open].trim_end();
    }
    let mut seen_comma = false;
    let mut count = 0;
    for word in rest.split_whitespace() {
        count += 1;
        if count > MAX_WORDS {
            return None;
        }
        let core = word.trim_matches(|mark: char| matches!(mark, ',' | '.' | '|' | '/'));
        if core.is_empty() {
            continue;
        }
        if is_date_word(core) {
            // Before any place, a month or day may be a name: "May", "Sun".
            prefix.has_date |= prefix.words > 0 || core.bytes().all(|byte| byte.is_ascii_digit());
        } else if is_connector(core) {
            if prefix.words == 0 {
                return None;
            }
        } else {
            let is_name = core.starts_with(char::is_uppercase)
                && core.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-' | '.' | '/'))
                && !is_common_opener(core);
            let is_first_of_list = count == 1 && core.chars().all(char::is_alphabetic) && rest.contains(',');
            if !is_name && !is_first_of_list {
                return None;
            }
            if prefix.words == 0 {
                prefix.all_caps = core.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
                    && !core.chars().any(char::is_lowercase);
            }
            prefix.words += 1;
            prefix.places += usize::from(!seen_comma);
        }
        seen_comma |= word.ends_with(',');
    }
    Some(prefix)
}

/// Whether `word` is a month, a day, a number or a zone of time.
fn is_date_word(word: &str) -> bool {
    let core = word.trim_matches(|mark: char| !mark.is_alphanumeric());
    let digits = core.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let suffix = &core[digits.len()..];
    let is_number = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'/' | b'.' | b'-'))
        && matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "am" | "pm");
    is_number || DATE_WORDS.has(&core.to_lowercase(), MONTH | DAY | ZONE)
}

/// Whether `word` joins the words of a place's name.
fn is_connector(word: &str) -> bool {
    matches!(word, "and" | "de" | "of" | "the" | "la" | "el" | "al" | "du" | "da" | "upon" | "near" | "on" | "&")
}

/// Whether `word`, capitalised, opens a sentence or a heading more often than a place.
fn is_common_opener(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "In"
            | "On"
            | "At"
            | "It"
            | "But"
            | "And"
            | "He"
            | "She"
            | "We"
            | "They"
            | "I"
            | "BREAKING"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks where the running text begins; "|" marks it in `marked`, no mark stands for no dateline.
    fn check(marked: &str) {
        let expected = marked.find('|');
        assert_eq!(find_body(&marked.replace('|', ""), true), expected, "{marked}");
    }

    #[test]
    fn running_text_begins_after_place_date_and_agency() {
        check("LONDON, Jan 3 (Reuters) - |Oil prices rose.");
        check("NAIROBI, Kenya (AP) — |Police fired tear gas.");
        check("(Reuters) — |The attorney general is investigating.");
        check("SYDNEY and KUALA LUMPUR, Jul 26 2022 (IPS) - |Like so many others, they were misled.");
        check("WASHINGTON — |NASA announced Nov. 18 that it was adding companies.");
        check("ST. JOSEPH, Mich. (AP) — |Health authorities reported a case.");
        check("CHICAGO - |Rahm Emanuel may have thought so.");
        check("Abuja – |The senate met on Friday.");
        check("Sopot News, 27 January - |Jana Nowak was honoured today.");
        check("TODAY PERU (EFE) |The government said so.");
        check("NEW DELHI: |The court heard the case.");
        check("PORT-AU-PRINCE, Haiti, Feb. 2, 2021 (AFP) -- |“We will stay,” he said.");
        check("Geneva, 4 March 2019 – |Delegates met.");
        check("CAIRO - 7 July 2022: |The firm signed a contract.");
        check("SÃO PAULO (Reuters) - |soy exports rose.");
    }

    #[test]
    fn sentence_with_a_dash_is_no_dateline() {
        check("Jane Doe — the deputy mayor — said no.");
        check("The bridge – a steel one – fell.");
        check("He said: “No.”");
        check("Peter Smith (Lab) said the bill was dead.");
        check("“LONDON — it is far,” he said.");
        check("Prices rose 3% - The bank was pleased.");
        check("It was over (AP) The end.");
        check("MPs vote - and lose.");
        check("WASHINGTON —");
        check("");
        check("(");
    }

    #[test]
    fn weak_dateline_counts_only_in_the_first_paragraph() {
        assert_eq!(find_body("CHICAGO - Rahm Emanuel may have thought so.", false), None);
        assert!(find_body("LONDON, Jan 3 (Reuters) - Oil prices rose.", false).is_some());
    }
}
