//! How a session begins, goes on, and ends.

use std::{cmp::Reverse, sync::Arc, time::Duration};

use tower_sessions::{Expiry, Session, session};

use super::{
    Beginning, Handle, Limits, SessionRecord, Unavailable, UserId,
    store::{Backend, Key, Store, to_date},
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

    /// Begins a session, under a new id.
    ///
    /// Whatever session this browser had before is ended, and nothing of it is kept. Call this
    /// whenever somebody has proved something: a password, a second factor, the same one again.
    /// If its user has more than [`Limits::most`] then, the oldest ones end.
    ///
    /// # Errors
    ///
    /// If the store does not answer; nobody is signed in then.
    pub async fn start(
        &self,
        session: &Session,
        beginning: Beginning,
    ) -> Result<SessionRecord, Unavailable> {
        session.clear().await;
        if session.id().is_some() {
            session.cycle_id().await?;
        }
        let record = SessionRecord::new(beginning, self.clock.now());
        self.write(session, &record).await?;
        self.make_room_for(&record).await?;
        Ok(record)
    }

    /// Ends the oldest sessions of whoever has too many, and never the one that begins.
    async fn make_room_for(&self, newest: &SessionRecord) -> Result<(), Unavailable> {
        let mut others = self.living(newest.user).await?;
        others.retain(|(_, record)| record.handle != newest.handle);
        others.sort_by_key(|(_, record)| record.started_at);
        let too_many = (others.len() + 1).saturating_sub(self.limits.most);
        let oldest: Vec<Key> = others.into_iter().take(too_many).map(|(key, _)| key).collect();
        if !oldest.is_empty() {
            self.store.end(newest.user, oldest).await.map_err(Unavailable::new)?;
        }
        Ok(())
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

    /// The sessions that the user has now, the one that was used last first.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn list(&self, user: UserId) -> Result<Vec<SessionRecord>, Unavailable> {
        let living = self.living(user).await?;
        let mut records: Vec<_> = living.into_iter().map(|(_, record)| record).collect();
        records.sort_by_key(|record| Reverse((record.last_seen_at, record.started_at)));
        Ok(records)
    }

    /// Ends those sessions of the user of which that holds, and says how many there were.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn end_where(
        &self,
        user: UserId,
        is_meant: impl Fn(&Handle) -> bool,
    ) -> Result<u64, Unavailable> {
        let living = self.living(user).await?.into_iter();
        let meant = living.filter(|(_, record)| is_meant(&record.handle)).map(|(key, _)| key);
        self.store.end(user, meant.collect()).await.map_err(Unavailable::new)
    }

    async fn living(&self, user: UserId) -> Result<Vec<(Key, SessionRecord)>, Unavailable> {
        let mut kept = self.store.of_user(user).await.map_err(Unavailable::new)?;
        let now = self.clock.now();
        kept.retain(|(_, record)| record.user == user && !self.limits.is_over(record, now));
        Ok(kept)
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
    Ok(value.as_ref().and_then(SessionRecord::read))
}

#[cfg(test)]
mod tests;
