//! `[accounts]`: how long one waits that somebody wants to be rid of.

use std::time::Duration;

use serde::Deserialize;

use super::{InvalidSetting, check::wrong, source::duration};

/// `[accounts]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// For how long whoever has asked for it can stop the deletion of their account.
    #[serde(deserialize_with = "duration")]
    pub grace: Duration,
}

impl Accounts {
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        let (day, year) = (Duration::from_hours(24), Duration::from_hours(366 * 24));
        if (day..=year).contains(&self.grace) {
            return Ok(());
        }
        wrong(
            "accounts.grace",
            "must be 24h to 8784h: whose session somebody has stolen needs time to notice; 336h is a good start",
        )
    }
}
