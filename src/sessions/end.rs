//! How sessions end before their time, and how their pages hear of it.

use std::time::Duration;

use tower_sessions::{
    Session, SessionStore,
    session::{Id, Record},
    session_store::Error,
};

use super::{
    Ending, Handle, SessionRecord, Sessions, Unavailable, UserId,
    store::{Backend, Key, to_date},
};
use crate::server::events::News;

/// For how long a browser that comes back is told why its session has ended.
const REMEMBERED: Duration = Duration::from_hours(24);

/// Nobody gets another id this often in a row.
const ATTEMPTS: usize = 8;

/// The name under which a note holds why a session has ended.
const ENDED: &str = "ended";

impl Sessions {
    /// Ends this browser's session on the server, and lets the response remove its cookie.
    ///
    /// # Errors
    ///
    /// If the store does not answer; the session may go on then.
    pub async fn end(&self, session: &Session, why: Ending) -> Result<(), Unavailable> {
        let ended = self.current(session).await?.zip(session.id());
        session.flush().await?;
        match ended {
            Some((record, id)) => self.finish(&id, record, why).await,
            None => Ok(()),
        }
    }

    /// Ends the session of that id, if it is the one of which its browser wants to be rid. Whether it is.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub(super) async fn leave(&self, id: &str, left: &str) -> Result<bool, Unavailable> {
        let Ok(id) = id.parse() else { return Ok(false) };
        for id in [Some(id), self.successor(id).await?].into_iter().flatten() {
            let session = self.session(Some(id));
            let record = self.current(&session).await?;
            if let Some(record) = record.filter(|record| record.handle.as_str() == left) {
                session.flush().await?;
                self.finish(&id, record, Ending::SignedOut).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What is left to do about a session that is gone from its store: also a request that gave it another
    /// id at the same time has done so in vain.
    pub(super) async fn finish(
        &self,
        id: &Id,
        ended: SessionRecord,
        why: Ending,
    ) -> Result<(), Unavailable> {
        let (user, handle) = (ended.user, ended.handle.clone());
        self.explain(vec![(Key::of(id), ended)], why).await;
        self.end_where(user, why, |it| *it == handle).await?;
        Ok(())
    }

    /// Ends every session of that user, and says how many there were.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn end_all(&self, user: UserId, why: Ending) -> Result<u64, Unavailable> {
        let living = self.living(user).await?;
        // Also those that cannot be read, and those that begin right now.
        let ended = self.store.end_all(user).await.map_err(Unavailable::new)?;
        self.explain(living, why).await;
        Ok(ended)
    }

    /// Ends those sessions of the user of which that holds, and says how many there were.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn end_where(
        &self,
        user: UserId,
        why: Ending,
        is_meant: impl Fn(&Handle) -> bool,
    ) -> Result<u64, Unavailable> {
        let mut ended = 0;
        for _ in 0..ATTEMPTS {
            let mut meant = self.living(user).await?;
            meant.retain(|(_, record)| is_meant(&record.handle));
            if meant.is_empty() {
                break;
            }
            // Some may have got another id in between: the next look finds it.
            let keys = meant.iter().map(|(key, _)| *key).collect();
            ended += self.store.end(user, keys).await.map_err(Unavailable::new)?;
            self.explain(meant, why).await;
        }
        Ok(ended)
    }

    /// Tells open pages why these have ended, and keeps it for those that come back later.
    async fn explain(&self, ended: Vec<(Key, SessionRecord)>, why: Ending) {
        for (key, record) in ended {
            if let Err(error) = self.remember(key, why).await {
                tracing::warn!(%error, "nobody will know why a session has ended");
            }
            self.tell(&record, why).await;
        }
    }

    /// Keeps why the session has ended: in its store, under a name that its own leads to.
    async fn remember(&self, key: Key, why: Ending) -> Result<(), Error> {
        let expiry_date = to_date(self.clock.now().plus(REMEMBERED));
        let data = [(ENDED.to_owned(), why.as_str().into())].into();
        self.store.create(&mut Record { id: key.as_id(), data, expiry_date }).await
    }

    /// Why the session of that name is over.
    ///
    /// # Errors
    ///
    /// If the store does not answer.
    pub async fn why_ended(&self, key: Key) -> Result<Ending, Unavailable> {
        Ok(self.note_of(key).await?.unwrap_or(Ending::TimedOut))
    }

    /// Why the session of that name was ended, if somebody has.
    pub(super) async fn note_of(&self, key: Key) -> Result<Option<Ending>, Unavailable> {
        let note = self.store.load(&key.as_id()).await.map_err(Unavailable::new)?;
        let why = note.as_ref().and_then(|note| note.data.get(ENDED)?.as_str());
        Ok(why.map(Ending::named))
    }

    async fn tell(&self, ended: &SessionRecord, why: Ending) {
        let (session, why) = (ended.handle.as_str().to_owned(), why.as_str().to_owned());
        self.events.tell(News::SessionEnded { user: ended.user.get(), session, why }).await;
    }
}
