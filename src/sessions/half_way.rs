//! The cookie of a browser in which somebody has proved one factor, and is asked for the second.
//!
//! It opens nothing: there is no session before both are proved. It holds for ten minutes, for that password.

use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use super::UserId;
use crate::{
    server::{chance, cookies, keys::Key},
    timestamp::Timestamp,
};

/// The cookie's name: browsers insist on its attributes because of how it begins.
const NAME: &str = "__Host-Http-stile-half-way";

/// How long somebody may take for the second factor (ASVS 5.0, 6.5.5: ten minutes at most).
const LASTS: Duration = Duration::from_mins(10);

/// Somebody who has proved one factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfWay {
    /// Who.
    pub user: UserId,
    /// Whether the browser is to keep the session.
    pub is_kept: bool,
    /// What tells this attempt from every other one.
    pub nonce: String,
    at: Timestamp,
    proved: String,
}

impl HalfWay {
    /// Of who has just proved the password of that hash; nothing, where there is no randomness.
    #[must_use]
    pub fn begun(
        user: UserId,
        is_kept: bool,
        hash: &str,
        (now, key): (Timestamp, &Key),
    ) -> Option<Self> {
        let nonce = chance::digits().ok()?;
        Some(Self { user, is_kept, nonce, at: now, proved: mark(hash, key) })
    }

    /// What the browser has, if we have made it, and it still holds.
    #[must_use]
    pub fn sent(headers: &HeaderMap, now: Timestamp, key: &Key) -> Option<Self> {
        let parts: Vec<&str> = cookies::only(headers, NAME)?.split('.').collect();
        let [user, kept, at, nonce, proved, signature] = parts.try_into().ok()?;
        if !key.has_signed("half way", &[user, kept, at, nonce, proved], signature) {
            return None;
        }
        let at = Timestamp::from_millis(at.parse().ok()?);
        let it = Self {
            user: UserId::new(user.parse().ok()?),
            is_kept: kept == "kept",
            nonce: nonce.to_owned(),
            at,
            proved: proved.to_owned(),
        };
        (now < at.plus(LASTS)).then_some(it)
    }

    /// Whether that is the hash of the password that was proved.
    #[must_use]
    pub fn is_of(&self, hash: &str, key: &Key) -> bool {
        self.proved == mark(hash, key)
    }

    /// The cookie.
    #[must_use]
    pub fn cookie(&self, key: &Key) -> Option<HeaderValue> {
        let (user, at) = (self.user.to_string(), self.at.millis().to_string());
        let kept = if self.is_kept { "kept" } else { "not" };
        let parts = [&*user, kept, &*at, &*self.nonce, &*self.proved];
        let signature = key.sign("half way", &parts);
        set(&format!("{}.{signature}", parts.join(".")), LASTS.as_secs())
    }

    /// Has the browser forget it.
    #[must_use]
    pub fn forgotten() -> Option<HeaderValue> {
        set("", 0)
    }
}

/// What says of a hash whether it is still the same.
fn mark(hash: &str, key: &Key) -> String {
    key.sign("proved password", &[hash])
}

fn set(value: &str, lasts: u64) -> Option<HeaderValue> {
    let cookie =
        format!("{NAME}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={lasts}");
    HeaderValue::from_str(&cookie).ok()
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
    const MILLISECOND: Duration = Duration::from_millis(1);

    fn begun(key: &Key) -> HalfWay {
        HalfWay::begun(UserId::new(7), true, "hash", (NOW, key)).unwrap()
    }

    fn brought(cookie: &str, now: Timestamp, key: &Key) -> Option<HalfWay> {
        let pair = HeaderValue::from_str(cookie.split(';').next().unwrap()).unwrap();
        HalfWay::sent(&[(header::COOKIE, pair)].into_iter().collect(), now, key)
    }

    #[test]
    fn it_comes_back_for_ten_minutes_and_knows_its_password() {
        let key = Key::for_tests(1);
        let it = begun(&key);
        let cookie = it.cookie(&key).unwrap();
        let cookie = cookie.to_str().unwrap();

        assert_eq!(brought(cookie, NOW, &key), Some(it.clone()));
        let last = NOW.plus(LASTS).minus(MILLISECOND);
        assert_eq!(brought(cookie, last, &key), Some(it.clone()));
        assert_eq!(brought(cookie, NOW.plus(LASTS), &key), None);
        assert!(it.is_of("hash", &key) && !it.is_of("other", &key));
        assert_ne!(begun(&key).nonce, it.nonce);
    }

    #[test]
    fn what_we_have_not_made_is_nothing() {
        let key = Key::for_tests(1);
        let cookie = begun(&key).cookie(&key).unwrap();
        let cookie = cookie.to_str().unwrap();

        assert_eq!(brought(cookie, NOW, &Key::for_tests(2)), None);
        for wrong in [
            cookie.replace("=7.", "=8."),
            cookie.replace(".kept.", ".not."),
            cookie.replace(".1800000000000.", ".1900000000000."),
            format!("{NAME}="),
            format!("{NAME}=a.b.c.d.e.f"),
        ] {
            assert_eq!(brought(&wrong, NOW, &key), None, "{wrong}");
        }
    }
}
