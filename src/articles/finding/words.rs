//! The words that somebody looks for.
//!
//! # Why
//!
//! Both databases have a language for searches, and none of it reaches them from outside: what was
//! typed is taken apart into letters and digits here, and put together anew.

use std::{fmt::Write, ops::RangeInclusive};

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::articles::{model::Stage, scope::Scope};

/// Characters of a search: a long headline.
const MOST_CHARACTERS: usize = 200;
/// Words of a search.
const MOST_WORDS: usize = 16;
/// Shorter than this, a last word is a word and no beginning: most articles have a word that begins so.
const SHORTEST_BEGINNING: usize = 3;
/// Days of a period, as the index knows them, in milliseconds.
const PERIOD: i64 = 2_592_000_000;
/// More periods than these do not narrow a search.
const MOST_PERIODS: i64 = 60;

/// What an article must say: all of these words, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

/// How much a place in an article counts.
const TITLE: u32 = 100;
const STANDFIRST: u32 = 10;

impl Words {
    /// The words of that text.
    ///
    /// # Errors
    ///
    /// What to type instead.
    pub fn of(text: &str) -> Result<Self, String> {
        let over = text.chars().count().saturating_sub(MOST_CHARACTERS);
        if over > 0 {
            return Err(format!("At most {MOST_CHARACTERS} characters: shorten it by {over}."));
        }
        let words: Vec<String> = words(text).map(|(_, word)| folded(word)).collect();
        if words.is_empty() && !text.trim().is_empty() {
            return Err("Type a word, with letters or digits.".to_owned());
        }
        if words.len() > MOST_WORDS {
            return Err(format!("At most {MOST_WORDS} words: leave some out."));
        }
        Ok(Self(words))
    }

    /// Whether no words are looked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether that word of a text is one of these.
    pub fn has(&self, word: &str) -> bool {
        let word = folded(word);
        self.0.contains(&word) || self.beginning().is_some_and(|start| word.starts_with(start))
    }

    /// How much an article with this headline and standfirst is about these words.
    pub fn weight(&self, title: &str, standfirst: &str) -> u32 {
        let says = |text: &str, index: usize| {
            words(text).any(|(_, found)| {
                let found = folded(found);
                found == self.0[index]
                    || index + 1 == self.0.len()
                        && self.beginning().is_some_and(|start| found.starts_with(start))
            })
        };
        let weight = |index| {
            u32::from(says(title, index)) * TITLE + u32::from(says(standfirst, index)) * STANDFIRST
        };
        (0..self.0.len()).map(weight).sum()
    }

    fn beginning(&self) -> Option<&str> {
        let last = self.0.last().filter(|last| last.chars().count() >= SHORTEST_BEGINNING);
        last.map(String::as_str)
    }

    /// The search in the language of `SQLite` FTS5, narrowed to that scope.
    pub fn fts5(&self, scope: &Scope) -> String {
        let words: Vec<String> = self.0.iter().map(|word| format!("\"{word}\"")).collect();
        let star = if self.beginning().is_some() { " *" } else { "" };
        let mut search = format!("{{title standfirst body}} : ({}{star})", words.join(" AND "));
        for alternatives in facts(scope).into_iter().chain(author_and_time(scope)) {
            let one_of: Vec<String> =
                alternatives.iter().map(|fact| format!("\"{fact}\"")).collect();
            let _ = write!(search, " AND facts : ({})", one_of.join(" OR "));
        }
        search
    }

    /// The words in the language of PostgreSQL.
    pub fn tsquery(&self) -> String {
        let words: Vec<String> = self.0.iter().map(|word| format!("'{word}'")).collect();
        let star = if self.beginning().is_some() { ":*" } else { "" };
        format!("{}{star}", words.join(" & "))
    }
}

/// The scope in the language of PostgreSQL; nothing, if it is everything.
///
/// Author and time are left to indexes of their own. The index of words would first collect all
/// articles with a word that begins so, a third of them for `tram`: 57 ms instead of 17.
pub fn narrowed(scope: &Scope) -> Option<String> {
    let facts = facts(scope).into_iter().map(|alternatives| {
        let one_of: Vec<String> = alternatives.iter().map(|fact| format!("'={fact}'")).collect();
        format!("({})", one_of.join(" | "))
    });
    let facts: Vec<String> = facts.collect();
    (!facts.is_empty()).then(|| facts.join(" & "))
}

/// What the index knows of the articles in that scope, in alternatives.
///
/// They only narrow the search: the condition of the scope is asked beside it. That an article is
/// published narrows nothing, because most are.
fn facts(scope: &Scope) -> Vec<Vec<String>> {
    let plain = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let stage = scope.stage.filter(|stage| *stage != Stage::Published);
    let stage = stage.map(|stage| vec![format!("stage{}", plain(stage.as_str()))]);
    let department = scope.department.as_deref().map(|id| vec![format!("department{}", plain(id))]);
    [stage, department].into_iter().flatten().collect()
}

/// The same, of who wrote them and when they were published.
fn author_and_time(scope: &Scope) -> impl Iterator<Item = Vec<String>> {
    let authors = scope.authors.as_deref().filter(|ids| !ids.is_empty());
    let authors = authors.map(|ids| ids.iter().map(|id| format!("author{id}")).collect());
    let periods = scope.published.and_then(|(from, until)| {
        let (first, last) = (from.millis() / PERIOD, until.millis() / PERIOD);
        (0..MOST_PERIODS)
            .contains(&(last - first))
            .then(|| (first..=last).map(|period| format!("period{period}")).collect())
    });
    [authors, periods].into_iter().flatten()
}

/// The words of a text, each with the byte at which it begins.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let from = rest + text[rest..].find(is_letter)?;
        let length = text[from..].find(|c: char| !is_part(c)).unwrap_or(text.len() - from);
        rest = from + length;
        Some((from, &text[from..rest]))
    })
}

/// What begins a word: a letter or a digit.
fn is_letter(c: char) -> bool {
    let group = || c.general_category_group();
    c.is_ascii_alphanumeric()
        || !c.is_ascii()
            && matches!(group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
}

/// What a word goes on with: the marks too that belong to a letter, but for those that choose its look.
///
/// No more than what FTS5 takes for a part of a word (`m0008_finding`): it does not know which words stand
/// side by side, and refuses to look for two as one.
fn is_part(c: char) -> bool {
    let is_mark = || {
        use GeneralCategory::{NonspacingMark, SpacingMark};
        matches!(c.general_category(), NonspacingMark | SpacingMark)
    };
    is_letter(c) || !c.is_ascii() && !LOOKS.contains(&c) && is_mark()
}

/// Whether the character before is a picture or a sign (Unicode, variation selectors).
const LOOKS: RangeInclusive<char> = '\u{fe00}'..='\u{fe0f}';

/// The accents that stand behind their letters (Unicode, combining diacritical marks).
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The word in lower case and without accents.
fn folded(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).filter(|&c| !is_accent(c)).map(plain).collect()
}

fn plain(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Words {
        Words::of(text).unwrap()
    }

    #[test]
    fn words_are_what_stands_between_marks() {
        assert_eq!(of(" Élan:  \"night-buses\"* ").0, ["elan", "night", "buses"]);
        assert_eq!(of("e\u{301}lan").0, ["elan"]);
        assert_eq!(of("中文 ידיעה हिन्दी").0, ["中文", "ידיעה", "हिन्दी"]);
        assert_eq!(of("❤\u{fe0f}love Ⓐ").0, ["love"]);
    }

    #[test]
    fn the_language_of_a_database_is_not_spoken_from_outside() {
        for typed in
            ["a\" OR \"b", "NEAR(a b)", "-a", "a*", "a\0b", "{title}: a", "^a", "a'b", "a:*|b"]
        {
            let words = of(typed);
            let known = |c: char| is_part(c) || " \"*{}:()".contains(c);
            let (fts5, tsquery) = (words.fts5(&Scope::default()), words.tsquery());
            assert!(fts5.chars().all(known), "{fts5}");
            assert_eq!(fts5.matches('"').count(), 2 * words.0.len(), "{fts5}");
            assert_eq!(tsquery.matches('\'').count(), 2 * words.0.len(), "{tsquery}");
            assert!(!tsquery.contains('|') && !tsquery.contains('\0'), "{tsquery}");
        }
    }

    #[test]
    fn the_last_word_may_be_a_beginning_if_it_is_long_enough() {
        assert_eq!(
            of("night bus").fts5(&Scope::default()),
            "{title standfirst body} : (\"night\" AND \"bus\" *)"
        );
        assert_eq!(of("night bus").tsquery(), "'night' & 'bus':*");
        assert_eq!(of("night bu").tsquery(), "'night' & 'bu'");
        assert!(of("night bus").has("Buses") && !of("bus night").has("Buses"));
    }

    #[test]
    fn a_scope_narrows_the_search() {
        let scope = Scope {
            department: Some("city-news".into()),
            authors: Some(vec![7, 8]),
            ..Scope::in_stage(Stage::InReview)
        };

        let expected = "('=stageinreview') & ('=departmentcitynews')";
        assert_eq!(narrowed(&scope).as_deref(), Some(expected));
        assert!(of("bees").fts5(&scope).ends_with("AND facts : (\"author7\" OR \"author8\")"));
        assert_eq!(narrowed(&Scope::default()), None);
    }

    #[test]
    fn what_cannot_be_looked_for_is_said() {
        assert!(Words::of(" ").unwrap().is_empty());
        assert_eq!(Words::of("😀 !").unwrap_err(), "Type a word, with letters or digits.");
        assert_eq!(
            Words::of(&"a".repeat(201)).unwrap_err(),
            "At most 200 characters: shorten it by 1."
        );
        assert_eq!(Words::of(&"a ".repeat(17)).unwrap_err(), "At most 16 words: leave some out.");
    }

    #[test]
    fn a_headline_weighs_more_than_a_standfirst_and_a_standfirst_more_than_a_text() {
        let words = of("night bees");

        let weights = [
            words.weight("Bees at night", ""),
            words.weight("Bees", "At night"),
            words.weight("", ""),
        ];
        assert!(weights.is_sorted_by(|one, next| one > next), "{weights:?}");
    }
}
