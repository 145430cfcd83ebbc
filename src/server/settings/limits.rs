//! `[limits]`: how much somebody may do in a time.

use std::{fmt, time::Duration};

use serde::{Deserialize, Deserializer, de::Error};

use super::{
    InvalidSetting,
    source::{duration, parse_duration},
};

/// NIST 800-63B, 3.2.2 (memory): at most 100 failed attempts in a row on one account.
const GUESSES: u32 = 100;

/// Three codes of a million are right at any time: more wrong ones at once make them guessable.
const CODES: u32 = 20;

/// And so does a shorter time until another may be tried.
const SLOWEST: Duration = Duration::from_mins(1);

/// What the counters count in, so the shortest time between two.
const TICK: Duration = Duration::from_micros(1);

/// `[limits]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Wrong passwords for one account, from browsers that have not been signed in to it.
    pub sign_in_account: Quota,
    /// Wrong passwords for it from one browser that has.
    pub sign_in_device: Quota,
    /// Wrong passwords from one address.
    pub sign_in_address: Quota,
    /// Wrong passwords from one /64 of IPv6: what one household has.
    pub sign_in_subnet: Quota,
    /// Wrong passwords from one network: /24 of IPv4, /48 of IPv6.
    pub sign_in_network: Quota,
    /// Wrong codes of second factors for one account, from browsers that have not been signed in to it.
    pub factor_account: Quota,
    /// Wrong codes for it from one browser that has.
    pub factor_device: Quota,
    /// Codes by mail for one account, from browsers that have not been signed in to it; and as many from each that has.
    /// As many as may be wrong in a time (`factor_account`): a letter for each that is tried.
    pub letters_code: Quota,
    /// Letters that somebody asks for to one address.
    pub letters_to: Quota,
    /// Letters that visitors ask for from one address, or one /64 of IPv6.
    pub letters_from: Quota,
    /// Letters that they ask for from one network: /24 of IPv4, /48 of IPv6. Five times what one address may, as more
    /// people ask there, and a twentieth of all: no network alone keeps letters from everybody else.
    pub letters_network: Quota,
    /// Letters that all visitors ask for.
    pub letters: Quota,
    /// Letters that one person who has signed in asks for: invitations, and to an address that they want to have. As many
    /// as from one address.
    pub letters_person: Quota,
    /// Requests of one person.
    pub person: Quota,
    /// Requests of visitors from one address: many may share it.
    pub address: Quota,
    /// Requests of one address, or one person, that are refused.
    pub refusals: Quota,
    /// For how long nothing more is answered after that.
    #[serde(deserialize_with = "duration")]
    pub shut_out: Duration,
    /// Open connections. More wait.
    pub connections: usize,
    /// Requests that are worked on at once. More are turned away.
    pub at_once: usize,
    /// For how long a request is worked on.
    #[serde(deserialize_with = "duration")]
    pub longest: Duration,
    /// How long we wait for a client: for the head of a request, or until it takes more of its answer.
    #[serde(deserialize_with = "duration")]
    pub slow: Duration,
}

/// So many at once, which come back one by one over that time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// How many.
    pub most: u32,
    /// In which time.
    pub per: Duration,
}

impl Quota {
    /// How long it takes until one comes back.
    #[must_use]
    pub fn step(self) -> Duration {
        self.per.checked_div(self.most).unwrap_or(self.per)
    }
}

impl<'de> Deserialize<'de> for Quota {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let quota = text.split_once('/').and_then(|(most, per)| {
            Some(Self { most: most.parse().ok()?, per: parse_duration(per)? })
        });
        quota.ok_or_else(|| D::Error::custom(format!("`{text}` is no quota like 10/1h")))
    }
}

impl fmt::Display for Quota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}s", self.most, self.per.as_secs())
    }
}

impl Limits {
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        for (key, quota) in [
            ("limits.sign-in-account", self.sign_in_account),
            ("limits.sign-in-device", self.sign_in_device),
            ("limits.sign-in-address", self.sign_in_address),
            ("limits.sign-in-subnet", self.sign_in_subnet),
            ("limits.sign-in-network", self.sign_in_network),
            ("limits.factor-account", self.factor_account),
            ("limits.factor-device", self.factor_device),
            ("limits.letters-code", self.letters_code),
            ("limits.letters-to", self.letters_to),
            ("limits.letters-from", self.letters_from),
            ("limits.letters-network", self.letters_network),
            ("limits.letters", self.letters),
            ("limits.letters-person", self.letters_person),
            ("limits.person", self.person),
            ("limits.address", self.address),
            ("limits.refusals", self.refusals),
        ] {
            if quota.most == 0 || quota.step() < TICK || quota.per > Duration::from_hours(24) {
                return Err(InvalidSetting::new(
                    key,
                    "must let at least 1 through, at most 1000000 a second, and come back within 24h",
                ));
            }
        }
        for (key, quota) in [
            ("limits.sign-in-account", self.sign_in_account),
            ("limits.sign-in-device", self.sign_in_device),
        ] {
            if quota.most > GUESSES || quota.per < Duration::from_mins(1) {
                return Err(InvalidSetting::new(
                    key,
                    "lets passwords be guessed: at most 100, over 1m or longer; 10/1h is a good start",
                ));
            }
        }
        for (key, quota) in [
            ("limits.factor-account", self.factor_account),
            ("limits.factor-device", self.factor_device),
        ] {
            if quota.most > CODES || quota.step() < SLOWEST {
                return Err(InvalidSetting::new(
                    key,
                    "lets codes be guessed: at most 20, and one a minute; 5/30m is a good start",
                ));
            }
        }
        if self.shut_out < Duration::from_secs(1) || self.shut_out > Duration::from_hours(24) {
            return Err(InvalidSetting::new(
                "limits.shut-out",
                "must be 1s to 24h: an address may be many people's; 10m is a good start",
            ));
        }
        for (key, number, start) in [
            ("limits.connections", self.connections, "10000"),
            ("limits.at-once", self.at_once, "256"),
        ] {
            if !(1..=1_000_000).contains(&number) {
                let problem = format!("must be 1 to 1000000; {start} is a good start");
                return Err(InvalidSetting::new(key, problem));
            }
        }
        for (key, time, start) in
            [("limits.longest", self.longest, "30s"), ("limits.slow", self.slow, "10s")]
        {
            if time < Duration::from_secs(1) || time > Duration::from_mins(5) {
                let problem = format!("must be 1s to 5m; {start} is a good start");
                return Err(InvalidSetting::new(key, problem));
            }
        }
        Ok(())
    }
}
