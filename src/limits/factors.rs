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
        let (key, quota) = match device {
            Some(device) => (format!("device:{}", device.name()), self.quotas.factor_device),
            None => (format!("account:{user}"), self.quotas.factor_account),
        };
        let charges = vec![Charge { key: format!("factors:{key}"), quota, cost: 1 }];
        let verdict = self.take(&charges).await?;
        Ok(Attempt { limiter: self, charges, verdict })
    }
}
