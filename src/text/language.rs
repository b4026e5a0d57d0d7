//! What language a text is in, by its script and its commonest short words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The code of a text whose language cannot be told.
pub const UNDETERMINED: &str = "und";

/// So many bytes of the text are read, in stretches spread over it.
const SAMPLE: usize = 8_000;
/// So many stretches.
const STRETCHES: usize = 10;
/// A text of fewer letters says nothing.
const MIN_LETTERS: usize = 8;
/// A language other than English needs so many of its short words.
const MIN_WORDS: u32 = 3;

/// ISO 639-1 code of the language that `text` looks like; [`UNDETERMINED`] where there is too little to tell.
///
/// Reads a sample of bounded length, whatever the length of the text. A text in Latin script that has few short
/// words of any language, as headlines do, is taken for English where it has any English one.
///
/// # Source
/// Short words: `models/function-words.txt`.
pub fn detect_language(text: &str) -> &'static str {
    let mut scripts = ScriptCounts::default();
    let mut words = WordCounts::default();
    for stretch in sample(text) {
        scripts.count(stretch);
        words.count(stretch);
    }
    match scripts.main() {
        None => UNDETERMINED,
        Some(Script::Latin) => words.main(),
        Some(script) => scripts.language(script),
    }
}

/// Stretches of `text`, spread evenly, of no more than [`SAMPLE`] bytes together.
fn sample(text: &str) -> impl Iterator<Item = &str> {
    let whole = text.len() <= SAMPLE;
    let count = if whole { 1 } else { STRETCHES };
    let length = if whole { text.len() } else { SAMPLE / STRETCHES };
    (0..count).map(move |index| {
        let start = if whole { 0 } else { (text.len() - length) / (STRETCHES - 1) * index };
        let boundary = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        &text[boundary(start)..boundary((start + length).min(text.len()))]
    })
}

/// A writing system that settles the language, or narrows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Burmese,
    Georgian,
    Ethiopic,
    Khmer,
    Kana,
    Han,
    Hangul,
}

impl Script {
    /// The number of scripts.
    const COUNT: usize = Self::Hangul as usize + 1;

    /// The script of `letter`.
    fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{530}'..='\u{58f}' => Self::Armenian,
            '\u{590}'..='\u{5ff}' => Self::Hebrew,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => {
                Self::Arabic
            }
            '\u{900}'..='\u{97f}' => Self::Devanagari,
            '\u{980}'..='\u{9ff}' => Self::Bengali,
            '\u{a00}'..='\u{a7f}' => Self::Gurmukhi,
            '\u{a80}'..='\u{aff}' => Self::Gujarati,
            '\u{b80}'..='\u{bff}' => Self::Tamil,
            '\u{c00}'..='\u{c7f}' => Self::Telugu,
            '\u{c80}'..='\u{cff}' => Self::Kannada,
            '\u{d00}'..='\u{d7f}' => Self::Malayalam,
            '\u{d80}'..='\u{dff}' => Self::Sinhala,
            '\u{e00}'..='\u{e7f}' => Self::Thai,
            '\u{e80}'..='\u{eff}' => Self::Lao,
            '\u{f00}'..='\u{fff}' => Self::Tibetan,
            '\u{1000}'..='\u{109f}' => Self::Burmese,
            '\u{10a0}'..='\u{10ff}' => Self::Georgian,
            '\u{1200}'..='\u{139f}' => Self::Ethiopic,
            '\u{1780}'..='\u{17ff}' => Self::Khmer,
            '\u{3040}'..='\u{30ff}' => Self::Kana,
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2fa1f}' => Self::Han,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Self::Hangul,
            _ => return None,
        })
    }
}

/// Letters of each script, and the letters that tell languages of one script apart.
#[derive(Default)]
struct ScriptCounts {
    letters: [usize; Script::COUNT],
    /// "і", "ї", "є", "ґ".
    ukrainian: usize,
    /// "ы", "э", "ё".
    russian: usize,
    /// "ђ", "ћ", "џ", "љ", "њ", "ј".
    serbian: usize,
    /// "پ", "چ", "گ", "ی", "ک".
    persian: usize,
    /// "ٹ", "ڈ", "ڑ", "ے", "ں", "ہ".
    urdu: usize,
}

impl ScriptCounts {
    /// Counts the letters of `text`.
    fn count(&mut self, text: &str) {
        for letter in text.chars() {
            if let Some(script) = Script::of(letter) {
                self.letters[script as usize] += 1;
            }
            match letter {
                'і' | 'ї' | 'є' | 'ґ' => self.ukrainian += 1,
                'ы' | 'э' | 'ё' => self.russian += 1,
                'ђ' | 'ћ' | 'џ' | 'љ' | 'њ' | 'ј' => self.serbian += 1,
                'پ' | 'چ' | 'گ' | 'ی' | 'ک' => self.persian += 1,
                'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' | 'ہ' => self.urdu += 1,
                _ => {}
            }
        }
    }

    /// The script of most letters. A letter of Han or Hangul is worth more than one of an alphabet.
    fn main(&self) -> Option<Script> {
        const SCRIPTS: [Script; Script::COUNT] = [
            Script::Latin,
            Script::Greek,
            Script::Cyrillic,
            Script::Armenian,
            Script::Hebrew,
            Script::Arabic,
            Script::Devanagari,
            Script::Bengali,
            Script::Gurmukhi,
            Script::Gujarati,
            Script::Tamil,
            Script::Telugu,
            Script::Kannada,
            Script::Malayalam,
            Script::Sinhala,
            Script::Thai,
            Script::Lao,
            Script::Tibetan,
            Script::Burmese,
            Script::Georgian,
            Script::Ethiopic,
            Script::Khmer,
            Script::Kana,
            Script::Han,
            Script::Hangul,
        ];
        let weight = |script: Script| {
            let each = if matches!(script, Script::Han | Script::Hangul | Script::Kana) { 3 } else { 1 };
            each * self.letters[script as usize]
        };
        let total: usize = SCRIPTS.into_iter().map(weight).sum();
        let main = SCRIPTS.into_iter().rev().max_by_key(|&script| weight(script))?;
        (total >= MIN_LETTERS && weight(main) > 0).then_some(main)
    }

    /// The language of a text in `script`, which is not Latin.
    fn language(&self, script: Script) -> &'static str {
        let letters = self.letters[script as usize];
        match script {
            Script::Latin => UNDETERMINED,
            Script::Greek => "el",
            Script::Cyrillic if self.serbian * 50 > letters => "sr",
            Script::Cyrillic if self.ukrainian > self.russian => "uk",
            Script::Cyrillic if self.russian == 0 && letters > 200 => "bg",
            Script::Cyrillic => "ru",
            Script::Armenian => "hy",
            Script::Hebrew => "he",
            Script::Arabic if self.urdu * 20 > letters => "ur",
            Script::Arabic if self.persian * 20 > letters => "fa",
            Script::Arabic => "ar",
            Script::Devanagari => "hi",
            Script::Bengali => "bn",
            Script::Gurmukhi => "pa",
            Script::Gujarati => "gu",
            Script::Tamil => "ta",
            Script::Telugu => "te",
            Script::Kannada => "kn",
            Script::Malayalam => "ml",
            Script::Sinhala => "si",
            Script::Thai => "th",
            Script::Lao => "lo",
            Script::Tibetan => "bo",
            Script::Burmese => "my",
            Script::Georgian => "ka",
            Script::Ethiopic => "am",
            Script::Khmer => "km",
            Script::Kana => "ja",
            // Japanese mixes Han with kana, Chinese does not.
            Script::Han if self.letters[Script::Kana as usize] * 10 > letters => "ja",
            Script::Han => "zh",
            Script::Hangul => "ko",
        }
    }
}

/// The languages of [`SHORT_WORDS`], in the order of the list; English is the first.
static LANGUAGES: LazyLock<Vec<&'static str>> = LazyLock::new(|| lines().map(|(language, _)| language).collect());

/// Short words, with one bit for each language that has them.
static SHORT_WORDS: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, u32> = FxHashMap::default();
    for (index, (_, list)) in lines().enumerate() {
        for word in list.split_whitespace() {
            *words.entry(word).or_default() |= 1 << index;
        }
    }
    words
});

/// The list's lines: language and words.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../models/function-words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
}

/// Short words of each language.
#[derive(Default)]
struct WordCounts {
    words: u32,
    hits: [u32; 32],
}

impl WordCounts {
    /// Counts the words of `text`.
    fn count(&mut self, text: &str) {
        let mut lower = String::new();
        for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
            self.words += 1;
            if word.len() > 16 {
                continue;
            }
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            let mut languages = SHORT_WORDS.get(lower.as_str()).copied().unwrap_or_default();
            while languages != 0 {
                self.hits[languages.trailing_zeros() as usize] += 1;
                languages &= languages - 1;
            }
        }
    }

    /// The language with the most short words; English unless another is clearly ahead.
    fn main(&self) -> &'static str {
        let english = self.hits[0];
        let (other, hits) = (1..LANGUAGES.len())
            .map(|index| (index, self.hits[index]))
            .rev()
            .max_by_key(|&(_, hits)| hits)
            .unwrap_or_default();
        // One word in twelve: names and headlines have some foreign short words by chance ("La Paz", "de").
        if hits >= MIN_WORDS && hits * 12 >= self.words && 2 * hits > 3 * english {
            return LANGUAGES[other];
        }
        if english > 0 { LANGUAGES[0] } else { UNDETERMINED }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_of_a_sentence_is_told() {
        let cases = [
            ("en", "The mayor said on Friday that the bridge over the river would open in June."),
            ("es", "El alcalde dijo el viernes que el puente sobre el río se abrirá en junio."),
            ("fr", "Le maire a déclaré vendredi que le pont sur la rivière ouvrirait en juin."),
            ("de", "Der Bürgermeister sagte am Freitag, dass die Brücke über den Fluss im Juni öffnen wird."),
            ("it", "Il sindaco ha detto venerdì che il ponte sul fiume sarà aperto a giugno, ma non per le auto."),
            ("pt", "O prefeito disse na sexta-feira que a ponte sobre o rio não será aberta em junho."),
            ("nl", "De burgemeester zei vrijdag dat de brug over de rivier in juni wordt geopend voor het verkeer."),
            ("sv", "Borgmästaren säger att bron över floden ska öppnas i juni och att den är klar."),
            ("no", "Ordføreren sier at broen over elva ikke åpner før i juni, men at den er ferdig nå."),
            ("fi", "Pormestarin mukaan silta on valmis, mutta se ei ole vielä auki, kun joen ranta on kesken."),
            (
                "pl",
                "Burmistrz powiedział w piątek, że most na rzece nie jest jeszcze gotowy i że się go otworzy po lecie.",
            ),
            ("ro", "Primarul a spus că podul de pe râu nu este gata și va fi deschis după ce sunt făcute probele."),
            ("hu", "A polgármester szerint a híd már kész, és csak azt kell megvárni, hogy az út is meg legyen."),
            (
                "tr",
                "Belediye başkanı, nehrin üzerindeki köprünün bu yıl için açılacağını ve daha çok yol olduğunu söyledi.",
            ),
            ("id", "Wali kota mengatakan bahwa jembatan itu akan dibuka pada bulan Juni dan tidak untuk truk."),
            ("vi", "Thị trưởng cho biết cây cầu này sẽ được mở vào tháng sáu và không có xe tải."),
            ("ru", "Мэр сказал в пятницу, что мост через реку откроется в июне, и это были хорошие новости."),
            ("uk", "Мер сказав у п’ятницю, що міст через річку відкриється в червні і їздити ним зможуть усі."),
            ("ar", "قال رئيس البلدية يوم الجمعة إن الجسر سيفتح في يونيو"),
            ("zh", "市长星期五说，这座桥将在六月开放。"),
            ("ja", "市長は金曜日、橋は六月に開通すると述べた。"),
            ("ko", "시장은 금요일 다리가 유월에 열릴 것이라고 말했다."),
            ("hi", "महापौर ने शुक्रवार को कहा कि पुल जून में खुलेगा।"),
            ("el", "Ο δήμαρχος είπε την Παρασκευή ότι η γέφυρα θα ανοίξει τον Ιούνιο."),
            ("he", "ראש העיר אמר ביום שישי שהגשר ייפתח ביוני"),
            ("th", "นายกเทศมนตรีกล่าวเมื่อวันศุกร์ว่าสะพานจะเปิดในเดือนมิถุนายน"),
        ];
        for (expected, text) in cases {
            assert_eq!(detect_language(text), expected, "{text}");
        }
    }

    #[test]
    fn headlines_in_english_are_not_foreign() {
        for text in [
            "Mayor to open bridge in June",
            "Real Madrid beat Barcelona in La Liga",
            "La Paz police arrest El Alto councillor over stolen buses",
            "Da Silva wins in Sao Paulo",
            "Ferry sinks off Lamu; captain held after search\nRain expected\nHarbour wall to be raised",
        ] {
            assert_eq!(detect_language(text), "en", "{text}");
        }
    }

    #[test]
    fn too_little_text_is_undetermined() {
        for text in ["", "  \n", "12:30", "Oslo", "?!", "Bread bread bread", "😀😀😀😀😀😀😀😀😀"] {
            assert_eq!(detect_language(text), UNDETERMINED, "{text}");
        }
    }

    #[test]
    fn article_with_foreign_quotes_is_english() {
        let text = "The minister said the words “el pueblo unido” and “no pasarán” were on the wall. \
                    It was the first time that they had been seen in the town, she said.";
        assert_eq!(detect_language(text), "en");
    }

    #[test]
    fn sample_of_a_long_text_is_bounded_and_reaches_its_end() {
        let text = "é".repeat(100_000) + &"Ж".repeat(100_000);
        let stretches: Vec<&str> = sample(&text).collect();
        assert!(stretches.iter().map(|stretch| stretch.len()).sum::<usize>() <= SAMPLE + STRETCHES);
        assert!(stretches[0].starts_with('é') && stretches[STRETCHES - 1].ends_with('Ж'));
    }
}
