//! What an article says: checked in the browser and on the server by the same rules.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    error::FieldErrors,
    typed::{at_most, lines, one_line, required},
};

/// Headline, standfirst and text, as they were typed or as they are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleText {
    /// The headline.
    pub title: String,
    /// The sentence or two under it.
    pub standfirst: String,
    /// The text, as markdown.
    pub body: String,
}

impl ArticleText {
    /// Characters of a headline.
    pub const TITLE_MAX: usize = 120;
    /// Characters of a standfirst.
    pub const STANDFIRST_MAX: usize = 300;
    /// Characters of a text: about thirty pages.
    pub const BODY_MAX: usize = 60_000;

    /// This text without stray white space, if it can be kept.
    ///
    /// # Errors
    ///
    /// What to mend, by field.
    pub fn checked(self) -> Result<Self, FieldErrors> {
        let text = Self {
            title: one_line(&self.title),
            standfirst: one_line(&self.standfirst),
            body: lines(&self.body),
        };
        let mut errors = FieldErrors::new();
        for (field, error) in [
            ("title", required(&text.title, Self::TITLE_MAX, "Write a headline.")),
            ("standfirst", at_most(&text.standfirst, Self::STANDFIRST_MAX)),
            ("body", at_most(&text.body, Self::BODY_MAX)),
        ] {
            errors.extend(error.map(|error| (field.to_owned(), error)));
        }
        if errors.is_empty() { Ok(text) } else { Err(errors) }
    }

    /// The fields by name, as a form names them.
    #[must_use]
    pub fn fields(&self) -> BTreeMap<String, String> {
        [("title", &self.title), ("standfirst", &self.standfirst), ("body", &self.body)]
            .map(|(name, text)| (name.to_owned(), text.clone()))
            .into()
    }

    /// Minutes to read it.
    #[must_use]
    pub fn minutes(&self) -> usize {
        minutes_for(self.words())
    }

    /// Words of the text.
    #[must_use]
    pub fn words(&self) -> usize {
        self.body.split_whitespace().count()
    }
}

/// The text alone, if it can be shown.
///
/// # Errors
///
/// What to mend, if it is too long.
pub fn checked_body(body: &str) -> Result<String, FieldErrors> {
    let body = lines(body);
    match at_most(&body, ArticleText::BODY_MAX) {
        None => Ok(body),
        Some(error) => Err([("body".to_owned(), error)].into()),
    }
}

/// Minutes to read so many words, at 220 words a minute.
#[must_use]
pub fn minutes_for(words: usize) -> usize {
    words.div_ceil(220).max(1)
}

/// What an editor tells an author, without stray white space.
///
/// # Errors
///
/// What to mend, if it is empty or too long.
pub fn checked_note(note: &str) -> Result<String, FieldErrors> {
    const NOTE_MAX: usize = 1000;
    let note = lines(note);
    match required(&note, NOTE_MAX, "Say in a sentence why, so that the author knows what to do.") {
        None => Ok(note),
        Some(error) => Err([("note".to_owned(), error)].into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(title: &str, body: &str) -> ArticleText {
        ArticleText { title: title.into(), standfirst: String::new(), body: body.into() }
    }

    #[test]
    fn a_headline_is_one_line() {
        let kept = text("  Bees\n return ", "They came.\r\nBy tram.\n").checked().unwrap();

        assert_eq!(
            (kept.title.as_str(), kept.body.as_str()),
            ("Bees return", "They came.\nBy tram.")
        );
    }

    #[test]
    fn a_missing_headline_is_named() {
        let errors = text(" \u{2003} ", "They came.").checked().unwrap_err();

        assert_eq!(errors["title"], "Write a headline.");
        for nothing in ["\u{200b}", "\u{2060}\u{200d}", "\u{ad}", "\u{feff}", "\u{3164} \u{3164}"] {
            assert!(text(nothing, "").checked().is_err(), "{nothing:?}");
        }
        assert!(text("👩\u{200d}🌾", "").checked().is_ok());
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert!(text(&"é".repeat(ArticleText::TITLE_MAX), "").checked().is_ok());
        let errors = text(&"é".repeat(ArticleText::TITLE_MAX + 2), "").checked().unwrap_err();

        assert_eq!(errors["title"], "At most 120 characters: shorten it by 2.");
    }

    #[test]
    fn a_character_that_cannot_be_seen_is_refused() {
        assert!(text("Bees\u{0}", "").checked().is_err());
        assert!(text("Bees \u{202e}seeb", "").checked().is_err());
        assert!(text("Bees", "a\u{1b}[31m").checked().is_err());
    }

    #[test]
    fn a_note_must_say_something() {
        assert_eq!(checked_note(" Who said so? ").unwrap(), "Who said so?");
        assert!(checked_note("  ").is_err());
    }
}
