//! Wrong passwords: who has budgets for them, and what one costs.
//!
//! # Why a browser that was signed in before has a budget of its own
//!
//! Somebody who guesses uses up the budget of the account, and its owner must get in all the same. A
//! guesser has no such browser: its cookie is made at sign-in (OWASP, device cookies).

use std::net::IpAddr;

use sha2::{Digest, Sha256};

use super::{
    Device, Limiter, TooMany,
    gcra::{Charge, Verdict},
};
use crate::server::{keys, network, settings::Quota};

/// One attempt to prove something, which counts as failed until it is given back.
#[must_use]
pub struct Attempt<'a> {
    pub(super) limiter: &'a Limiter,
    pub(super) charges: Vec<Charge>,
    pub(super) verdict: Verdict,
}

impl Limiter {
    /// Counts an attempt to sign in to the account of that name, from there; from a browser that was
    /// signed in to it before, if `device` says so.
    ///
    /// # Errors
    ///
    /// There were too many that failed. The right password makes no difference then.
    pub async fn attempt(
        &self,
        account: &str,
        device: Option<&Device>,
        from: Option<IpAddr>,
    ) -> Result<Attempt<'_>, TooMany> {
        let charges = match device {
            Some(device) => vec![charge("device", device.name(), self.quotas.sign_in_device)],
            None => self.of_a_stranger(account, from),
        };
        let verdict = self.take(&charges).await?;
        Ok(Attempt { limiter: self, charges, verdict })
    }

    fn of_a_stranger(&self, account: &str, from: Option<IpAddr>) -> Vec<Charge> {
        let address = from.map(|address| address.to_canonical());
        let one = address.map_or_else(|| "nowhere".to_owned(), |address| address.to_string());
        let mut charges = vec![
            charge("account", &hashed(account), self.quotas.sign_in_account),
            charge("one", &one, self.quotas.sign_in_address),
            charge("network", &network::of(address), self.quotas.sign_in_network),
        ];
        if address.is_some_and(|address| address.is_ipv6()) {
            let subnet = network::household(address);
            charges.push(charge("subnet", &subnet, self.quotas.sign_in_subnet));
        }
        charges
    }
}

impl Attempt<'_> {
    /// It did not fail, or not by the fault of whoever made it.
    pub async fn give_back(self) {
        let now = self.limiter.clock.now();
        self.limiter.counts.give_back(&self.charges, now).await;
    }

    /// It failed: the answer waits, the longer the more have.
    pub async fn failed(self) {
        self.limiter.slow_down(self.verdict).await;
    }
}

fn charge(kind: &str, whose: &str, quota: Quota) -> Charge {
    Charge { key: format!("sign-in:{kind}:{whose}"), quota, cost: 1 }
}

/// A name of any length that says nothing of the account: Redis need not know who signs in.
pub(super) fn hashed(account: &str) -> String {
    keys::in_hexadecimal(&Sha256::digest(account.trim().to_lowercase()))
}
