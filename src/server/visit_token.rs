//! What tells a browser in which nobody is signed in from every other one, while it is asked for a passkey.
//!
//! It opens nothing: it only keeps what one browser was asked from being answered by another one.

use http::{HeaderMap, HeaderValue};
use rand::rand_core::OsError;

use super::{chance, cookies};

/// The cookie's name: browsers insist on its attributes because of how it begins.
const NAME: &str = "__Host-Http-stile-ceremony";

/// How many seconds somebody may take for an answer.
const LASTS: u32 = 5 * 60;

/// How many hexadecimal digits 256 bits take.
const DIGITS: usize = 64;

/// 256 random bits that one browser has.
#[derive(Clone, PartialEq, Eq)]
pub struct VisitToken(String);

impl VisitToken {
    /// One that no browser has.
    ///
    /// # Errors
    ///
    /// The system has no randomness.
    pub fn fresh() -> Result<Self, OsError> {
        Ok(Self(chance::hex(&chance::bytes::<{ DIGITS / 2 }>()?)))
    }

    /// What the browser has, if we can have made it.
    #[must_use]
    pub fn sent(headers: &HeaderMap) -> Option<Self> {
        let said = cookies::only(headers, NAME)?;
        let is_digit = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
        (said.len() == DIGITS && said.bytes().all(is_digit)).then(|| Self(said.to_owned()))
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The cookie.
    #[must_use]
    pub fn cookie(&self) -> Option<HeaderValue> {
        set(&self.0, LASTS)
    }

    /// Has the browser forget it.
    #[must_use]
    pub fn forgotten() -> Option<HeaderValue> {
        set("", 0)
    }
}

fn set(value: &str, lasts: u32) -> Option<HeaderValue> {
    let cookie =
        format!("{NAME}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={lasts}");
    HeaderValue::from_str(&cookie).ok()
}

impl std::fmt::Debug for VisitToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VisitToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    #[test]
    fn a_browser_brings_back_what_it_was_given_and_nothing_that_we_cannot_have_made() {
        let token = VisitToken::fresh().unwrap();
        let cookie = token.cookie().unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let sent = |pair: &str| {
            let headers = [(header::COOKIE, HeaderValue::from_str(pair).unwrap())];
            VisitToken::sent(&headers.into_iter().collect())
        };

        assert_eq!(sent(pair), Some(token.clone()));
        assert_ne!(token, VisitToken::fresh().unwrap());
        for wrong in ["", "0a", &"0A".repeat(32), &"0a".repeat(33)] {
            assert_eq!(sent(&format!("{NAME}={wrong}")), None, "{wrong}");
        }
        assert_eq!(format!("{token:?}"), "VisitToken(…)");
    }
}
