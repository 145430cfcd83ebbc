//! Which sessions a user has, as Redis remembers it.

use fred::{
    error::Error,
    prelude::{ClientLike, KeysInterface, SortedSetsInterface},
    types::ExpireOptions,
};

use super::Key;
use crate::{server::redis::Client, sessions::UserId, timestamp::Timestamp};

/// The names of one user's sessions, sorted by when they end.
///
/// It may name sessions that have ended; it names every one that lives.
pub(super) struct Index<'a> {
    key: String,
    client: &'a Client,
}

impl<'a> Index<'a> {
    pub fn of(user: UserId, client: &'a Client) -> Self {
        Self { key: format!("stile:user-sessions:{user}"), client }
    }

    /// Adds a session, and forgets those that are over.
    ///
    /// `sweep_at` is when Redis may throw the session away: its own clock's word for `expiry`.
    pub async fn add(
        &self,
        session: Key,
        expiry: Timestamp,
        sweep_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), Error> {
        let key = self.key.as_str();
        let sweep_at = sweep_at.millis().div_euclid(1000);
        let all = self.client.next_connected().pipeline().with_options(self.client.options());
        let _: () = all.zremrangebyscore(key, f64::NEG_INFINITY, score(now)).await?;
        let entry = (score(expiry), session.as_id().to_string());
        let _: () = all.zadd(key, None, None, false, false, entry).await?;
        // The list lasts as long as the last session in it.
        let _: () = all.expire_at(key, sweep_at, Some(ExpireOptions::NX)).await?;
        let _: () = all.expire_at(key, sweep_at, Some(ExpireOptions::GT)).await?;
        all.all().await
    }

    pub async fn names(&self) -> Result<Vec<String>, Error> {
        let key = self.key.as_str();
        self.client.zrange(key, 0, -1, None, false, None, false).await
    }

    pub async fn remove(&self, names: Vec<String>) -> Result<(), Error> {
        self.client.zrem(self.key.as_str(), names).await
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds stay exact for 285,000 years")]
fn score(at: Timestamp) -> f64 {
    at.millis() as f64
}
