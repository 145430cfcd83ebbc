//! How a session begins, goes on, and ends.

use std::{sync::Arc, time::Duration};

use tower_sessions::{Expiry, Session, session};

use super::{
    Assurance, Limits, SessionRecord, Unavailable, UserId,
    store::{Backend, Store, to_date},
};
use crate::{server::clock::Clock, timestamp::Timestamp};

/// Writing down every use would cost a write per request.
const NOTICED_AFTER: Duration = Duration::from_mins(1);

/// All sessions: the only way to begin, read or end one.
#[derive(Clone, Debug)]
pub struct Sessions {
    store: Store,
    clock: Clock,
    limits: Limits,
}

impl Sessions {
    /// Keeps sessions in that store for as long as the limits say.
    #[must_use]
    pub fn new(store: Store, clock: Clock, limits: Limits) -> Self {
        Self { store, clock, limits }
    }

    /// Where sessions are kept.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// How long sessions last.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Begins a session of that user, under a new id.
    ///
    /// Whatever session this browser had before is ended, and nothing of it is kept. Call this
    /// whenever somebody has proved something: a password, a second factor, the same one again.
    ///
    /// # Errors
    ///
    /// If the store does not answer; nobody is signed in then.
    pub async fn start(
        &self,
        session: &Session,
        user: UserId,
        assurance: Assurance,
    ) -> Result<SessionRecord, Unavailable> {
        session.clear().await;
        if session.id().is_some() {
            session.cycle_id().await?;
        }
        let now = self.clock.now();
        let record = SessionRecord { user, assurance, started_at: now, last_seen_at: now };
        self.write(session, &record).await?;
        Ok(record)
    }

    /// Ends this browser's session on the server, and lets the response remove its cookie.
    ///
    /// # Errors
    ///
    /// If the store does not answer; the session goes on then.
    pub async fn end(&self, session: &Session) -> Result<(), Unavailable> {
        Ok(session.flush().await?)
    }

    /// Ends every session of that user, and says how many there were.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn end_all(&self, user: UserId) -> Result<u64, Unavailable> {
        self.store.end_all(user).await.map_err(Unavailable::new)
    }

    /// The session of this browser, if it has one that is not over.
    ///
    /// # Errors
    ///
    /// If the store does not answer: then nobody knows.
    pub async fn current(&self, session: &Session) -> Result<Option<SessionRecord>, Unavailable> {
        if session.id().is_none() {
            return Ok(None);
        }
        let Some(record) = read(session).await? else {
            return Ok(None);
        };
        if self.limits.is_over(&record, self.clock.now()) {
            session.delete().await?;
            return Ok(None);
        }
        Ok(Some(record))
    }

    /// Notes that the session is in use, which moves its idle limit; at most once a minute.
    ///
    /// It works on a copy, so that the layer below neither writes a second time nor sends the
    /// cookie again. A session that has ended meanwhile stays ended.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn touch(&self, session: &Session) -> Result<(), Unavailable> {
        let Some(record) = self.current(session).await? else {
            return Ok(());
        };
        let now = self.clock.now();
        if now.since(record.last_seen_at) < NOTICED_AFTER {
            return Ok(());
        }
        let copy = Session::new(session.id(), Arc::new(self.store.clone()), None);
        let Some(record) = self.current(&copy).await? else {
            return Ok(());
        };
        self.write(&copy, &SessionRecord { last_seen_at: now, ..record }).await
    }

    /// When the session ends at the latest.
    #[must_use]
    pub fn until(&self, record: &SessionRecord) -> Timestamp {
        self.limits.until(record)
    }

    async fn write(&self, session: &Session, record: &SessionRecord) -> Result<(), Unavailable> {
        let expiry = Expiry::AtDateTime(to_date(self.limits.expiry(record)));
        session.set_expiry(Some(expiry));
        session.insert(SessionRecord::KEY, record).await?;
        Ok(session.save().await?)
    }
}

/// A session whose content is not ours to read is none.
async fn read(session: &Session) -> Result<Option<SessionRecord>, session::Error> {
    let value = session.get_value(SessionRecord::KEY).await?;
    Ok(value.and_then(|value| {
        serde_json::from_value(value)
            .inspect_err(|error| tracing::warn!(%error, "a session's record cannot be read"))
            .ok()
    }))
}

#[cfg(test)]
mod tests;
