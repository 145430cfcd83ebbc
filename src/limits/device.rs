//! The cookie by which a browser shows that somebody was signed in in it before.
//!
//! It says to nobody but us whose browser it is, opens nothing, and lasts longer than any session: it gives
//! the browser budgets of its own. Whoever chooses another password makes all of them strangers again, so that no
//! budget outlasts the password by which it was had. A browser keeps its name over sign-ins: they bring no new budget.

use http::{HeaderMap, HeaderValue};

use crate::{
    server::{chance, cookies, keys::Key},
    sessions::{Level, UserId},
};

/// The cookie's name: browsers insist on its attributes because of how it begins.
pub const NAME: &str = "__Host-Http-stile-device";

/// Half a year in seconds: a browser forgets it then.
const LASTS: u32 = 180 * 24 * 60 * 60;

/// How many hexadecimal digits 128 bits take.
const DIGITS: usize = 32;

/// An account, and the hash of the password that it has now.
pub type Account<'a> = (UserId, Option<&'a str>);

/// A browser in which somebody was signed in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    name: String,
    ours: String,
    whose: String,
}

impl Device {
    /// What a browser of theirs gets once they have proved that much in it, in the place of what it had; nothing,
    /// where there is no randomness.
    pub fn known(
        account: Account<'_>,
        level: Level,
        before: Option<&Self>,
        key: &Key,
    ) -> Option<Self> {
        let before = before.filter(|before| before.is_known(key));
        let name = match before {
            Some(before) => before.name.clone(),
            None => chance::digits().ok()?,
        };
        let ours = key.sign("device", &[&name]);
        let whose = key.sign(said(level), &of(&name, account).each_ref().map(String::as_str));
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

    /// How much that person has proved in this browser, if they were the last who was signed in in it and have the
    /// same password since.
    #[must_use]
    pub fn proved(&self, account: Account<'_>, key: &Key) -> Option<Level> {
        let of = of(&self.name, account);
        let parts = of.each_ref().map(String::as_str);
        [Level::Multi, Level::Single]
            .into_iter()
            .find(|level| key.has_signed(said(*level), &parts, &self.whose))
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

fn of(name: &str, (user, hash): Account<'_>) -> [String; 3] {
    [name.to_owned(), user.to_string(), hash.unwrap_or_default().to_owned()]
}

/// For what it is signed.
const fn said(level: Level) -> &'static str {
    match level {
        Level::Single => "whose device, by one factor",
        Level::Multi => "whose device, by two factors",
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

    const ADA: Account<'static> = (UserId::new(7), Some("hash"));

    #[test]
    fn a_browser_is_known_to_who_was_signed_in_in_it_with_that_password_and_to_nobody_else() {
        let key = Key::for_tests(1);
        for level in [Level::Single, Level::Multi] {
            let device = Device::known(ADA, level, None, &key).unwrap();
            let cookie = device.cookie().unwrap();
            let (pair, _) = cookie.to_str().unwrap().split_once(';').unwrap();

            let back = sent(&format!("a=b; {pair}; c=d")).unwrap();

            assert_eq!(back, device);
            assert!(back.is_known(&key));
            assert_eq!(back.proved(ADA, &key), Some(level));
            assert_eq!(back.proved((UserId::new(8), Some("hash")), &key), None);
            assert_eq!(back.proved((UserId::new(7), Some("other")), &key), None);
            assert_eq!(back.proved((UserId::new(7), None), &key), None);
            let other = Key::for_tests(2);
            assert!(!back.is_known(&other) && back.proved(ADA, &other).is_none());
        }
    }

    #[test]
    fn a_browser_keeps_its_name_over_sign_ins() {
        let key = Key::for_tests(1);
        let one = Device::known(ADA, Level::Single, None, &key).unwrap();
        let again = Device::known(ADA, Level::Multi, Some(&one), &key).unwrap();
        let forged = Device { ours: "0".repeat(DIGITS), ..one.clone() };
        let anew = Device::known(ADA, Level::Multi, Some(&forged), &key).unwrap();

        assert_eq!(again.name, one.name);
        assert_eq!(again.proved(ADA, &key), Some(Level::Multi));
        assert_ne!(anew.name, one.name);
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
