//! What the address of the page asks for.
//!
//! # Why
//!
//! `leptos_router` 0.8 decodes the values of a query twice: who looks for `%41` would find `A`, and
//! where what it decodes is no text, the server and the browser would make different pages of it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// What stands behind the `?` of this page's address.
#[derive(Clone, Copy, Debug)]
pub struct Query(Memo<String>);

/// What this page's address asks for.
pub fn use_query() -> Query {
    Query(use_location().search)
}

impl Query {
    /// The value of that name, the last one if it stands there twice.
    #[must_use]
    pub fn get(self, name: &str) -> Option<String> {
        self.0.with(|query| value(query, name))
    }

    /// The same for what does not follow the address.
    #[must_use]
    pub fn get_untracked(self, name: &str) -> Option<String> {
        self.0.with_untracked(|query| value(query, name))
    }
}

fn value(query: &str, name: &str) -> Option<String> {
    let pairs = query.trim_start_matches('?').split('&').rev();
    let mut pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.find(|(one, _)| decoded(one) == name).map(|(_, value)| decoded(value))
}

/// The text that forms and links encode so, once.
fn decoded(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let [first, rest @ ..] = bytes {
        let byte = match (first, rest) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        bytes = if byte.is_some() { &rest[2..] } else { rest };
        decoded.push(byte.unwrap_or(if *first == b'+' { b' ' } else { *first }));
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| value.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn a_value_is_what_was_typed() {
        for typed in ["%41", "100%", "50%25 & more=", "a+b", "%ff", "%0d%0a", "Größe 🐝", "%%34"]
        {
            let query = format!("q={}&page=2", paths::encoded(typed));
            assert_eq!(value(&query, "q").as_deref(), Some(typed));
        }
    }

    #[test]
    fn what_a_form_sends_is_read() {
        let query = "?q=night+bus&count&q=a%2Bb&=x";

        assert_eq!(value(query, "q").as_deref(), Some("a+b"));
        assert_eq!(value(query, "count").as_deref(), Some(""));
        assert_eq!(value(query, "page"), None);
        assert_eq!(value("", "q"), None);
    }

    #[test]
    fn what_is_no_text_does_no_harm() {
        assert_eq!(value("q=%ff%f0%9f", "q").as_deref(), Some("\u{fffd}\u{fffd}"));
        assert_eq!(value("q=%&x=%4", "q").as_deref(), Some("%"));
        assert_eq!(value("q=%&x=%4", "x").as_deref(), Some("%4"));
        assert_eq!(value("q=%é1", "q").as_deref(), Some("%é1"));
    }
}
