//! The readable part of an address.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The part of an address that a reader can read: `bees-return-to-the-city`.
///
/// # Examples
///
/// ```
/// use stile::slug::Slug;
///
/// let slug: Slug = "bees-return".to_owned().try_into()?;
/// assert_eq!(slug.as_str(), "bees-return");
/// assert_eq!(Slug::from_title("Bees return!"), slug);
/// assert!(Slug::try_from("Bees return!".to_owned()).is_err());
/// # Ok::<(), stile::slug::InvalidSlug>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// The text is no slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a slug has 1 to 80 lower-case letters, digits and hyphens")]
pub struct InvalidSlug;

impl Slug {
    /// Bytes, so that an address stays readable in one line.
    pub const MAX_LENGTH: usize = 80;

    /// The slug that a headline makes; a headline without a letter or digit makes `article`.
    #[must_use]
    pub fn from_title(title: &str) -> Self {
        Self::of(title, "article")
    }

    /// The slug that these words make; words without a letter or digit make the other one.
    #[must_use]
    pub fn of(words: &str, otherwise: &'static str) -> Self {
        let mut slug = String::new();
        for part in words.chars().map(plain) {
            let doubled = part == "-" && (slug.is_empty() || slug.ends_with('-'));
            if !doubled && slug.len() + part.len() <= Self::MAX_LENGTH - "-99999".len() {
                slug.push_str(&part);
            }
        }
        let slug = slug.trim_end_matches('-');
        Self(if slug.is_empty() { otherwise } else { slug }.to_owned())
    }

    /// The same slug with a number behind it, for when it is taken: `bees-return-2`.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let behind = format!("-{number}");
        let room = Self::MAX_LENGTH.saturating_sub(behind.len());
        let words = self.0.get(..room).unwrap_or(&self.0).trim_end_matches('-');
        Self(format!("{words}{behind}"))
    }

    /// The slug's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Slug {
    type Error = InvalidSlug;

    fn try_from(text: String) -> Result<Self, InvalidSlug> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let valid = (1..=Self::MAX_LENGTH).contains(&text.len()) && text.chars().all(plain);
        valid.then_some(Self(text)).ok_or(InvalidSlug)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What becomes of one character.
fn plain(char: char) -> String {
    let folded = match char {
        'ä' | 'á' | 'à' | 'â' | 'å' | 'ã' | 'Ä' | 'Á' | 'À' | 'Â' | 'Å' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'Í' => "i",
        'ö' | 'ó' | 'ò' | 'ô' | 'ø' | 'õ' | 'Ö' | 'Ó' | 'Ø' => "o",
        'ü' | 'ú' | 'ù' | 'û' | 'Ü' | 'Ú' => "u",
        'ß' => "ss",
        'ç' | 'Ç' => "c",
        'ñ' | 'Ñ' => "n",
        '’' | '\'' => "",
        c if c.is_ascii_alphanumeric() => return c.to_ascii_lowercase().to_string(),
        _ => "-",
    };
    folded.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_becomes_a_slug() {
        assert_eq!(Slug::from_title("  Größe, counted: 1.4 km ").as_str(), "grosse-counted-1-4-km");
        assert_eq!(Slug::from_title("The editor’s desk").as_str(), "the-editors-desk");
        assert_eq!(Slug::from_title("日本").as_str(), "article");
    }

    #[test]
    fn a_slug_from_any_headline_is_valid_and_leaves_room_for_a_number() {
        let slug = Slug::from_title(&"very long ".repeat(40)).numbered(99_999);

        assert!(Slug::try_from(slug.to_string()).is_ok());
    }
}
