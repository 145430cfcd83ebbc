//! Wrong codes: whoever tries them knows the password already, so there are few.
//!
//! An account has one budget for all codes, over all its sessions, challenges and addresses. A browser in which
//! its owner has proved two factors has its own, as with passwords; a guesser, who may know the password, gets none
//! before they have proved a code.

use super::{Attempt, Device, Limiter, TooMany, gcra::Charge};
use crate::sessions::UserId;

impl Limiter {
    /// Counts an attempt to prove a second factor of that account; from a browser in which its owner has proved
    /// two factors before, if there is a `device`.
    ///
    /// # Errors
    ///
    /// There were too many that failed. The right code makes no difference then.
    pub async fn factor(
        &self,
        user: UserId,
        device: Option<&Device>,
    ) -> Result<Attempt<'_>, TooMany> {
        let quota = match device {
            Some(_) => self.quotas.factor_device,
            None => self.quotas.factor_account,
        };
        let key = format!("factors:{}", whose(user, device));
        let charges = vec![Charge { key, quota, cost: 1 }];
        let verdict = self.take(&charges).await?;
        Ok(Attempt { limiter: self, charges, verdict })
    }
}

/// The name of a budget of an account, or of a browser of its owner.
pub(super) fn whose(user: UserId, device: Option<&Device>) -> String {
    device.map_or_else(|| format!("account:{user}"), |device| format!("device:{}", device.name()))
}
