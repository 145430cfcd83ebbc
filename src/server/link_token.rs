//! The secret of a link in a letter, and the cookie in which it waits for the form that uses it.
//!
//! # Why the link itself does nothing
//!
//! Programs look at letters before people do, and open their links. So the link only puts its secret into a
//! cookie and leads to a page, whose address says nothing to logs, to the history, or to whom that page
//! leads (ASVS 5.0, 14.2.1). What there is to do is done by the form on it. A browser keeps one secret, the
//! newest; so the form says whose letter its page has shown, and does nothing for anybody else.

use http::{HeaderMap, HeaderValue};
use rand::rand_core::OsError;
use sha2::{Digest, Sha256};

use super::{chance, cookies};

/// The cookie's name: browsers insist on its attributes because of how it begins.
const NAME: &str = "__Host-Http-stile-link";

/// How many seconds somebody may take for the form.
const LASTS: u32 = 60 * 60;

/// How many hexadecimal digits 256 bits take.
const DIGITS: usize = 64;

/// The secret of a link: 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken(String);

impl LinkToken {
    /// A secret that nobody has had.
    ///
    /// # Errors
    ///
    /// The system has no randomness.
    pub fn fresh() -> Result<Self, OsError> {
        Ok(Self(chance::digits()? + &chance::digits()?))
    }

    /// The secret as somebody says it, if it can be one.
    #[must_use]
    pub fn said(text: &str) -> Option<Self> {
        let is_digit = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == DIGITS && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    /// The one whose form the browser is about to send.
    #[must_use]
    pub fn sent(headers: &HeaderMap) -> Option<Self> {
        Self::said(cookies::only(headers, NAME)?)
    }

    /// What stands in the link.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is kept of it: its SHA-256 in hexadecimal, since nobody guesses 256 bits (ASVS 5.0, 6.5.2).
    #[must_use]
    pub fn digest(&self) -> String {
        chance::hex(&Sha256::digest(&self.0))
    }

    /// The cookie. A link in a letter comes from another site, so it is not `Strict`.
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
    let cookie = format!("{NAME}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={lasts}");
    HeaderValue::from_str(&cookie).ok()
}

impl std::fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    #[test]
    fn a_secret_comes_back_by_its_cookie_and_is_kept_as_a_hash() {
        let token = LinkToken::fresh().unwrap();
        let cookie = token.cookie().unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let headers = [(header::COOKIE, HeaderValue::from_str(pair).unwrap())];

        assert_eq!(LinkToken::sent(&headers.into_iter().collect()), Some(token.clone()));
        assert_ne!(token, LinkToken::fresh().unwrap());
        assert!(token.digest().len() == 64 && !token.digest().contains(token.as_str()));
        assert_eq!(format!("{token:?}"), "LinkToken(…)");
    }

    #[test]
    fn what_we_cannot_have_made_is_no_secret() {
        let good = "0a".repeat(32);
        for wrong in [
            "",
            "0a",
            &good[1..],
            &format!("{good}0"),
            &good.replace('a', "A"),
            &good.replace('a', "é"),
        ] {
            assert_eq!(LinkToken::said(wrong), None, "{wrong}");
        }
        assert!(LinkToken::said(&good).is_some());
    }
}
