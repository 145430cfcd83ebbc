//! What somebody typed: cleaned, and checked by the same rules in the browser and on the server.

use std::ops::RangeInclusive;

/// The text as one line, without stray white space.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as it is kept: lines end alike, and none of them is empty at the beginning or the end.
#[must_use]
pub fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// Characters without a shape of their own, which may stand between others (Unicode, property
/// `Default_Ignorable_Code_Point`, and the empty pattern of Braille).
const INVISIBLE: [RangeInclusive<char>; 18] = [
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{2800}'..='\u{2800}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{fff0}'..='\u{fff8}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0000}'..='\u{e0fff}',
];

/// Characters that turn the order of those around them, so that a text reads as what it is not
/// (UAX #9, explicit directional formatting).
const TURNING: [char; 9] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

/// What is wrong with a text that must say something in at most `max` characters: `missing`, if it
/// says nothing.
#[must_use]
pub fn required(text: &str, max: usize, missing: &str) -> Option<String> {
    let is_invisible = |c: char| INVISIBLE.iter().any(|range| range.contains(&c));
    let says_nothing = text.chars().all(|c| c.is_whitespace() || is_invisible(c));
    if says_nothing { Some(missing.to_owned()) } else { at_most(text, max) }
}

/// What is wrong with a text of at most `max` characters.
#[must_use]
pub fn at_most(text: &str, max: usize) -> Option<String> {
    let over = text.chars().count().saturating_sub(max);
    if over > 0 {
        return Some(format!("At most {max} characters: shorten it by {over}."));
    }
    let hidden = |c: char| c.is_control() && c != '\n' && c != '\t' || TURNING.contains(&c);
    text.chars().any(hidden).then(|| "Remove the characters that cannot be seen.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_cannot_be_seen_says_nothing() {
        for nothing in
            ["", " \u{2003} ", "\u{200b}", "\u{3164} \u{3164}", "\u{2800}\u{fe0f}\u{e0041}"]
        {
            assert_eq!(required(nothing, 9, "Say it.").as_deref(), Some("Say it."), "{nothing:?}");
        }
        assert_eq!(required("👩\u{200d}🌾", 9, "Say it."), None);
    }

    #[test]
    fn white_space_is_tidied() {
        assert_eq!(one_line("  Bees\n return "), "Bees return");
        assert_eq!(lines("\r\nThey came.\r\nBy tram.\n"), "They came.\nBy tram.");
    }
}
