//! The cookie by which a browser shows that somebody was signed in in it before.
//!
//! It says to nobody but us whose browser it is, opens nothing, and lasts longer than any session: it gives
//! the browser budgets of its own.

use http::{HeaderMap, HeaderValue};

use crate::{
    server::{chance, cookies, keys::Key},
    sessions::UserId,
};

/// The cookie's name: browsers insist on its attributes because of how it begins.
pub const NAME: &str = "__Host-Http-stile-device";

/// Half a year in seconds: a browser forgets it then.
const LASTS: u32 = 180 * 24 * 60 * 60;

/// How many hexadecimal digits 128 bits take.
const DIGITS: usize = 32;

/// A browser in which somebody was signed in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    name: String,
    ours: String,
    whose: String,
}

impl Device {
    /// What a browser of theirs gets at sign-in; nothing, where there is no randomness.
    pub fn fresh(user: UserId, key: &Key) -> Option<Self> {
        let name = chance::digits().ok()?;
        let ours = key.sign("device", &[&name]);
        let whose = key.sign("whose device", &[&name, &user.to_string()]);
        Some(Self { name, ours, whose })
    }

    /// What the browser has, if it has one: not yet whether we have made it.
    #[must_use]
    pub fn sent(headers: &HeaderMap) -> Option<Self> {
        let only = cookies::only(headers, NAME)?;
        let is_part =
            |part: &&str| part.len() == DIGITS && part.bytes().all(|it| it.is_ascii_hexdigit());
        let parts: Vec<&str> = only.split('.').filter(is_part).collect();
        let [name, ours, whose] = parts.try_into().ok()?;
        let is_whole = only.len() == 3 * DIGITS + 2;
        let [name, ours, whose] = [name, ours, whose].map(str::to_owned);
        is_whole.then_some(Self { name, ours, whose })
    }

    /// Whether anybody was signed in in this browser.
    #[must_use]
    pub fn is_known(&self, key: &Key) -> bool {
        key.has_signed("device", &[&self.name], &self.ours)
    }

    /// Whether that person was the last who was signed in in this browser.
    #[must_use]
    pub fn is_of(&self, user: UserId, key: &Key) -> bool {
        key.has_signed("whose device", &[&self.name, &user.to_string()], &self.whose)
    }

    /// What tells it from other browsers.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The cookie.
    #[must_use]
    pub fn cookie(&self) -> Option<HeaderValue> {
        let Self { name, ours, whose } = self;
        let cookie = format!(
            "{NAME}={name}.{ours}.{whose}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={LASTS}"
        );
        HeaderValue::from_str(&cookie).ok()
    }
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    fn sent(cookie: &str) -> Option<Device> {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
        Device::sent(&headers)
    }

    #[test]
    fn a_browser_is_known_to_who_was_signed_in_in_it_and_to_nobody_else() {
        let key = Key::for_tests(1);
        let device = Device::fresh(UserId::new(7), &key).unwrap();
        let cookie = device.cookie().unwrap();
        let (pair, _) = cookie.to_str().unwrap().split_once(';').unwrap();

        let back = sent(&format!("a=b; {pair}; c=d")).unwrap();

        assert_eq!(back, device);
        assert!(back.is_known(&key) && back.is_of(UserId::new(7), &key));
        assert!(!back.is_of(UserId::new(8), &key));
        let other = Key::for_tests(2);
        assert!(!back.is_known(&other) && !back.is_of(UserId::new(7), &other));
    }

    #[test]
    fn what_we_cannot_have_made_is_no_device() {
        let part = "0".repeat(DIGITS);
        let no_hex = "g".repeat(DIGITS);
        for value in [
            String::new(),
            "..".to_owned(),
            part.clone(),
            format!("{part}.{part}"),
            format!("{part}.{part}."),
            format!("{part}.{part}.{part}0"),
            format!("{part}.{part}.{part}.{part}"),
            format!("{part}.{part}.{no_hex}"),
        ] {
            assert_eq!(sent(&format!("{NAME}={value}")), None, "{value}");
        }
        let good = format!("{NAME}={part}.{part}.{part}");
        assert!(sent(&good).is_some());
        assert_eq!(sent(&format!("{good}; {good}")), None);
    }
}
