//! How a session begins, goes on, and ends.

use std::{cmp::Reverse, collections::HashSet, sync::Arc, time::Duration};

use tower_sessions::{Expiry, Session, session};

use super::{
    Assurance, Beginning, Ending, Handle, Limits, SessionRecord, Unavailable, UserId,
    store::{Backend, Key, Store, to_date},
};
use crate::{
    server::{clock::Clock, events::Events},
    timestamp::Timestamp,
};

/// Writing down every use would cost a write per request.
const NOTICED_AFTER: Duration = Duration::from_mins(1);

/// All sessions: the only way to begin, read or end one.
#[derive(Clone)]
pub struct Sessions {
    pub(super) store: Store,
    pub(super) clock: Clock,
    limits: Limits,
    pub(super) events: Events,
}

impl Sessions {
    /// Keeps sessions in that store for as long as the limits say, and tells open pages of their end.
    #[must_use]
    pub fn new(store: Store, clock: Clock, limits: Limits, events: Events) -> Self {
        Self { store, clock, limits, events }
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
        let before = self.current(session).await?.zip(session.id());
        session.clear().await;
        if session.id().is_some() {
            session.cycle_id().await?;
        }
        let record = SessionRecord::new(beginning, self.clock.now());
        self.write(session, &record).await?;
        if let Some((before, id)) = before {
            self.finish(&id, before, Ending::Replaced).await?;
        }
        self.make_room_for(&record).await?;
        Ok(record)
    }

    /// Ends the oldest sessions of whoever has too many, and never the one that begins.
    async fn make_room_for(&self, newest: &SessionRecord) -> Result<(), Unavailable> {
        let mut others = self.list(newest.user).await?;
        others.retain(|record| record.handle != newest.handle);
        others.sort_by_key(|record| record.started_at);
        let too_many = (others.len() + 1).saturating_sub(self.limits.most);
        let oldest = &others[..too_many];
        if !oldest.is_empty() {
            let is_oldest = |it: &Handle| oldest.iter().any(|record| record.handle == *it);
            self.end_where(newest.user, Ending::OneTooMany, is_oldest).await?;
        }
        Ok(())
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
        // One that gets a new id right now is there twice.
        let mut seen = HashSet::new();
        records.retain(|record| seen.insert(record.handle.clone()));
        Ok(records)
    }

    pub(super) async fn living(
        &self,
        user: UserId,
    ) -> Result<Vec<(Key, SessionRecord)>, Unavailable> {
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

    /// Notes that the session is in use, which moves its idle limit; at most once a minute. Gives back
    /// how it stands then.
    ///
    /// It works on a copy, so that the layer below neither writes a second time nor sends the
    /// cookie again. A session that has ended meanwhile stays ended.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn touch(
        &self,
        session: &Session,
        record: SessionRecord,
    ) -> Result<SessionRecord, Unavailable> {
        let now = self.clock.now();
        if now.since(record.last_seen_at) < NOTICED_AFTER.min(self.limits.idle(&record) / 10) {
            return Ok(record);
        }
        let copy = self.session(session.id());
        let Some(kept) = self.current(&copy).await? else {
            return Ok(record);
        };
        let used = SessionRecord { last_seen_at: now, ..kept };
        self.write(&copy, &used).await?;
        Ok(used)
    }

    /// Goes on with the session under a new id, because what its user may do has changed. The old one is dead
    /// at once, but leads requests that are on their way to the new one, which this gives back.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn renew(
        &self,
        session: &Session,
        record: &SessionRecord,
        version: i64,
    ) -> Result<Option<session::Id>, Unavailable> {
        let Some(old) = session.id() else { return Ok(None) };
        let (sessions, record) = (self.clone(), SessionRecord { version, ..record.clone() });
        // Whoever goes away meanwhile leaves nothing half done.
        let renewal = tokio::spawn(async move { sessions.move_on(old, &record).await });
        renewal.await.map_err(Unavailable::new)?
    }

    async fn move_on(
        &self,
        old: session::Id,
        record: &SessionRecord,
    ) -> Result<Option<session::Id>, Unavailable> {
        let renewed = self.session(None);
        self.write(&renewed, record).await?;
        let Some(new) = renewed.id() else { return Ok(None) };
        if self.lead_on(old, new).await.map_err(Unavailable::new)? {
            let ended = self.store.end(record.user, vec![Key::of(&old)]).await;
            match ended {
                // Somebody has ended it meanwhile: then nothing goes on.
                Ok(0) => {}
                Ok(_) => return Ok(Some(new)),
                Err(error) => {
                    renewed.delete().await?;
                    return Err(Unavailable::new(error));
                }
            }
        }
        renewed.delete().await?;
        self.successor(old).await
    }

    /// Goes on with the session under a new id, because its user has proved more, or again, who they are. The old
    /// id leads nowhere (ASVS 5.0, 7.2.4). Whether there was still a session to go on with.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn strengthen(
        &self,
        session: &Session,
        assurance: Assurance,
    ) -> Result<bool, Unavailable> {
        let current = self.current(session).await?.zip(session.id());
        let Some((record, old)) = current else { return Ok(false) };
        let old = Key::of(&old);
        // Of two who do so at once, and of one who ends it meanwhile, one comes first.
        if self.store.end(record.user, vec![old]).await.map_err(Unavailable::new)? == 0 {
            return Ok(false);
        }
        session.cycle_id().await?;
        let last_seen_at = self.clock.now();
        self.write(session, &SessionRecord { assurance, last_seen_at, ..record }).await?;
        // Whoever ended it while it was under no id has left word.
        let is_ended = self.note_of(old).await?.is_some();
        if is_ended {
            session.flush().await?;
        }
        Ok(!is_ended)
    }

    /// A session as it stands now, whatever this request knows of it: it may have another id.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn look_again(
        &self,
        session: &Session,
        user: UserId,
        handle: &Handle,
    ) -> Result<Option<SessionRecord>, Unavailable> {
        if let Some(record) = self.current(&self.session(session.id())).await? {
            return Ok(Some(record));
        }
        let all = self.list(user).await?;
        Ok(all.into_iter().find(|record| record.handle == *handle))
    }

    /// What a request with that id would hold in its hands.
    pub(super) fn session(&self, id: Option<session::Id>) -> Session {
        Session::new(id, Arc::new(self.store.clone()), None)
    }

    /// When the session ends if nobody uses it again.
    #[must_use]
    pub fn expiry(&self, record: &SessionRecord) -> Timestamp {
        self.limits.expiry(record)
    }

    /// For how long the browser keeps the session, if it keeps it.
    #[must_use]
    pub fn kept_for(&self, record: &SessionRecord) -> Option<Duration> {
        record.is_kept.then(|| self.until(record).since(self.clock.now()))
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
