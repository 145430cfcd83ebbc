//! Letters that are asked for: nobody's mailbox is flooded from here, and our name as a sender lasts.

use std::net::IpAddr;

use super::{Device, Limiter, TooMany, factors::whose, gcra::Charge, sign_in::hashed};
use crate::{server::network, sessions::UserId};

impl Limiter {
    /// Counts a notice of that kind to the owner of an account. No letter that a stranger can ask for uses this
    /// budget up, and no notice of another kind: they could keep the owner from hearing of them.
    ///
    /// # Errors
    ///
    /// There were too many.
    pub async fn notice(&self, kind: &str, to: &str) -> Result<(), TooMany> {
        let key = format!("letters:notice:{kind}:{}", hashed(to));
        self.take(&[Charge { key, quota: self.quotas.letters_to, cost: 1 }]).await.map(|_| ())
    }

    /// Counts a letter with a code to the owner of that account; from a browser in which they have proved two factors
    /// before, if there is a `device`. Only who has proved a password of it, or has a session, asks for one: no stranger keeps its
    /// owner from getting in, nor does who knows the password, where they were before.
    ///
    /// # Errors
    ///
    /// There were too many.
    pub async fn code(&self, user: UserId, device: Option<&Device>) -> Result<(), TooMany> {
        let key = format!("letters:code:{}", whose(user, device));
        self.take(&[Charge { key, quota: self.quotas.letters_code, cost: 1 }]).await.map(|_| ())
    }

    /// Counts a letter that is asked for to that address, from there. Whether there is an account makes no
    /// difference.
    ///
    /// # Errors
    ///
    /// There were too many.
    pub async fn letter(&self, to: &str, from: Option<IpAddr>) -> Result<(), TooMany> {
        let charge = |key: String, quota| Charge { key: format!("letters:{key}"), quota, cost: 1 };
        let charges = [
            charge(format!("to:{}", hashed(to)), self.quotas.letters_to),
            charge(format!("from:{}", network::household(from)), self.quotas.letters_from),
            charge("all".to_owned(), self.quotas.letters),
        ];
        self.take(&charges).await.map(|_| ())
    }
}
