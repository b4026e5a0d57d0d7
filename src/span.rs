//! Floor 0: half-open spans and the only arithmetic between the three kinds of offset.
//!
//! Inside the core every offset counts UTF-8 bytes. JavaScript counts UTF-16 code units, and most other
//! tools (and the W3C Web Annotation model) count code points. [`OffsetMap`] converts between them.

/// A half-open range `[start, end)` of UTF-8 byte offsets in `Document::text`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset just after the last byte.
    pub end: u32,
}

impl Span {
    /// The span `[start, end)` of UTF-8 bytes.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The length in UTF-8 bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text that this span covers.
    ///
    /// # Panics
    /// If the span does not lie on char boundaries of `text`: a span of another text is a bug.
    pub fn slice(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// This span without white space at its edges; an all-blank span shrinks to an empty one at its start.
    ///
    /// # Panics
    /// As [`Span::slice`].
    pub fn trim(self, text: &str) -> Span {
        let slice = self.slice(text);
        let trimmed = slice.trim_start();
        let start = self.start + (slice.len() - trimmed.len()) as u32;
        let kept = trimmed.trim_end().len() as u32;
        if kept == 0 { Span::new(self.start, self.start) } else { Span::new(start, start + kept) }
    }
}

/// The unit in which offsets leave or enter the core.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points: JSON for other tools, W3C Web Annotation.
    #[default]
    CodePoint,
    /// UTF-16 code units: JavaScript strings and the DOM.
    Utf16,
}

impl OffsetUnit {
    /// The unit's name in the serialised form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "codepoint",
            Self::Utf16 => "utf16",
        }
    }
}

/// Bytes between two check points of an [`OffsetMap`].
const STRIDE: usize = 64;

/// Converts between byte offsets and another unit, for one text.
///
/// Holds one number for each [`STRIDE`] bytes, so that a conversion costs at most one short scan, and
/// nothing at all for a text that is pure ASCII.
#[derive(Clone, Debug)]
pub struct OffsetMap<'t> {
    text: &'t str,
    unit: OffsetUnit,
    /// `marks[i]` is the offset, in `unit`, of the first char that starts at or after byte `i * STRIDE`;
    /// empty for ASCII text, where all units agree.
    marks: Vec<u32>,
}

impl<'t> OffsetMap<'t> {
    /// Reads `text` once and prepares conversions between bytes and `unit`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            marks.reserve(text.len() / STRIDE + 1);
            let mut offset = 0;
            for (byte, character) in text.char_indices() {
                while marks.len() * STRIDE <= byte {
                    marks.push(offset);
                }
                offset += width(character, unit);
            }
            while marks.len() * STRIDE <= text.len() {
                marks.push(offset);
            }
        }
        Self { text, unit, marks }
    }

    /// The offset in this map's unit of byte offset `byte`.
    ///
    /// # Panics
    /// If `byte` is not on a char boundary of the text: such an offset belongs to another text, a bug.
    pub fn from_byte(&self, byte: u32) -> u32 {
        if self.marks.is_empty() {
            return byte;
        }
        let byte = byte as usize;
        let mut at = byte / STRIDE * STRIDE;
        let base = self.marks[byte / STRIDE];
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        if at >= byte {
            return base;
        }
        base + self.text[at..byte].chars().map(|character| width(character, self.unit)).sum::<u32>()
    }

    /// The byte offset of `offset`, which counts in this map's unit.
    ///
    /// An offset inside a surrogate pair gives the start of its character; one past the end gives the end.
    pub fn to_byte(&self, offset: u32) -> u32 {
        if self.marks.is_empty() {
            return offset.min(self.text.len() as u32);
        }
        let mark = self.marks.partition_point(|&mark| mark <= offset).saturating_sub(1);
        let mut at = (mark * STRIDE).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        let mut here = self.marks[mark];
        for character in self.text[at..].chars() {
            let next = here + width(character, self.unit);
            if next > offset {
                break;
            }
            here = next;
            at += character.len_utf8();
        }
        at as u32
    }

    /// `span` as a `(start, end)` pair in this map's unit.
    ///
    /// # Panics
    /// As [`OffsetMap::from_byte`].
    pub fn from_span(&self, span: Span) -> (u32, u32) {
        (self.from_byte(span.start), self.from_byte(span.end))
    }

    /// Finds the byte span of `pair`, which counts in this map's unit; `None` where an end is not on a char boundary of
    /// the text or the pair is reversed.
    pub fn find_span(&self, (start, end): (u32, u32)) -> Option<Span> {
        let span = self.to_span(start, end);
        (self.from_span(span) == (start, end)).then_some(span)
    }

    /// The byte span of `[start, end)`, which count in this map's unit; clamped to the text, never reversed.
    pub fn to_span(&self, start: u32, end: u32) -> Span {
        let start = self.to_byte(start);
        Span::new(start, self.to_byte(end).max(start))
    }
}

/// How many units `character` takes.
fn width(character: char, unit: OffsetUnit) -> u32 {
    match unit {
        OffsetUnit::CodePoint => 1,
        OffsetUnit::Utf16 => character.len_utf16() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_with_a_plain_count_on_every_boundary() {
        let text = "a🌳é“x” \u{301}\r\n".repeat(40) + "end";
        for unit in [OffsetUnit::CodePoint, OffsetUnit::Utf16] {
            let map = OffsetMap::new(&text, unit);
            let mut expected = 0;
            for (byte, character) in text.char_indices() {
                assert_eq!(map.from_byte(byte as u32), expected, "byte {byte}");
                assert_eq!(map.to_byte(expected), byte as u32, "offset {expected}");
                expected += width(character, unit);
            }
            assert_eq!(map.from_byte(text.len() as u32), expected);
            assert_eq!(map.to_byte(expected), text.len() as u32);
            assert_eq!(map.to_byte(expected + 9), text.len() as u32);
        }
    }

    #[test]
    fn offset_inside_a_surrogate_pair_gives_the_start_of_its_character() {
        let map = OffsetMap::new("a🌳b", OffsetUnit::Utf16);
        assert_eq!(map.to_byte(2), 1);
        assert_eq!(map.to_byte(3), 5);
    }

    #[test]
    fn pair_that_is_no_part_of_the_text_has_no_span() {
        for text in ["a🌳b", "abcd"] {
            let map = OffsetMap::new(text, OffsetUnit::Utf16);
            assert_eq!(map.find_span((1, 3)).map(|span| span.slice(text)), Some(&text[1..text.len() - 1]));
            for pair in [(3, 1), (0, 5), (5, 5), (u32::MAX, u32::MAX)] {
                assert_eq!(map.find_span(pair), None, "{pair:?} of {text}");
            }
        }
        assert_eq!(OffsetMap::new("a🌳b", OffsetUnit::Utf16).find_span((1, 2)), None);
    }

    #[test]
    fn trim_takes_white_space_off_both_edges() {
        let text = " \u{a0}é x\n ";
        assert_eq!(Span::new(0, text.len() as u32).trim(text).slice(text), "é x");
        assert!(Span::new(0, 1).trim(text).is_empty());
    }
}
