//! Sessions in Redis, in a logical database of their own.
//!
//! # Why
//!
//! The published store does the talking. Around it: a hash in place of the id, its own search for
//! a free id undone (it would keep a session under a name that no id leads to), expiry by our
//! clock (Redis counts whole seconds, and only sweeps), and a list of each user's sessions. That
//! list is written after the session: a session that is not listed has not been given away yet.

use async_trait::async_trait;
use serde_json::Value;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};
use tower_sessions_redis_store::{
    RedisStore as Published,
    fred::prelude::{ClientLike, KeysInterface, ServerInterface},
};

use super::{ATTEMPTS, Backend, Key, no_free_id, redis_index::Index, to_date, to_timestamp};
use crate::{
    server::{
        clock::Clock,
        redis::{self, Client, One, RedisError},
    },
    sessions::{SessionRecord, UserId, record::user_of},
    timestamp::Timestamp,
};

/// Where a stored record keeps the millisecond at which it ends.
const EXPIRES_AT: &str = "expires_at";

/// How many milliseconds replicas get: less than any command may take.
const WAITS_FOR: i64 = 800;

/// A logical database of a Redis server that holds nothing but sessions.
#[derive(Clone, Debug)]
pub struct RedisStore {
    published: Published<Client>,
    client: Client,
    /// Waits for replicas: it stands still meanwhile.
    waits: One,
    replicas: u8,
    clock: Clock,
}

impl RedisStore {
    /// Keeps sessions there: `redis://user:password@host:6379/1`, where `1` is the database. A session
    /// begins and ends once so many replicas know it.
    ///
    /// # Errors
    ///
    /// If the URL is malformed, or nobody answers there.
    pub async fn connect(
        url: &str,
        replicas: u8,
        clock: Clock,
    ) -> std::result::Result<Self, RedisError> {
        let client = redis::connect(url).await?;
        let waits = redis::connect_one(url).await?;
        Ok(Self { published: Published::new(client.clone()), client, waits, replicas, clock })
    }

    /// Waits until enough replicas know what was done: a replica that takes over would undo the rest.
    ///
    /// # Sources
    ///
    /// `WAIT` (redis.io/commands/wait) waits for everything before the last command of its connection,
    /// whichever connection has sent it.
    async fn settle(&self) -> Result<()> {
        if self.replicas == 0 {
            return Ok(());
        }
        let _: () = self.waits.ping(None).await.map_err(failed)?;
        let know: i64 = self.waits.wait(self.replicas.into(), WAITS_FOR).await.map_err(failed)?;
        if know < self.replicas.into() {
            return Err(Error::Backend("too few replicas know it".to_owned()));
        }
        Ok(())
    }

    /// Whether the record's name was still free.
    async fn insert(&self, record: &Record) -> Result<bool> {
        let mut at_rest = self.at_rest(record);
        let name = at_rest.id;
        self.published.create(&mut at_rest).await?;
        let free = at_rest.id == name;
        if !free {
            self.published.delete(&at_rest.id).await?;
        }
        Ok(free)
    }

    /// Lists the session among its user's.
    async fn list(&self, record: &Record) -> Result<()> {
        let Some(user) = user_of(&record.data) else {
            return Ok(());
        };
        let index = Index::of(user, &self.client);
        let expiry = to_timestamp(record.expiry_date);
        let now = self.clock.now();
        index.add(Key::of(&record.id), expiry, self.for_redis(expiry), now).await.map_err(failed)
    }

    /// What is kept under that name, as the session of that id.
    async fn find(&self, name: Id, id: Id) -> Result<Option<Record>> {
        match self.published.load(&name).await {
            Ok(at_rest) => Ok(at_rest.and_then(|at_rest| self.restored(id, at_rest))),
            // A session that cannot be read is none: it can only be begun again.
            Err(Error::Decode(error)) => {
                tracing::warn!(%error, "a stored session cannot be read");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Ends the sessions of these names, which are in that index.
    async fn end_named(&self, index: &Index<'_>, names: Vec<String>) -> Result<u64> {
        if names.is_empty() {
            return Ok(0);
        }
        let ended = self.client.del(names.clone()).await.map_err(failed)?;
        index.remove(names).await.map_err(failed)?;
        self.settle().await?;
        Ok(ended)
    }

    /// The record as Redis gets to see it.
    fn at_rest(&self, record: &Record) -> Record {
        let expiry = to_timestamp(record.expiry_date);
        let mut data = record.data.clone();
        data.insert(EXPIRES_AT.to_owned(), expiry.millis().into());
        let id = Key::of(&record.id).as_id();
        Record { id, data, expiry_date: to_date(self.for_redis(expiry)) }
    }

    /// The same moment by Redis's clock, at the next full second.
    fn for_redis(&self, at: Timestamp) -> Timestamp {
        let left = at.millis().saturating_sub(self.clock.now().millis());
        let at = Clock::system().now().millis().saturating_add(left);
        Timestamp::from_millis(at.saturating_add(999).div_euclid(1000).saturating_mul(1000))
    }

    /// The record as it was, if it is not over.
    fn restored(&self, id: Id, mut at_rest: Record) -> Option<Record> {
        let expiry = at_rest.data.remove(EXPIRES_AT).as_ref().and_then(Value::as_i64)?;
        let expiry = Timestamp::from_millis(expiry);
        let record = Record { id, data: at_rest.data, expiry_date: to_date(expiry) };
        (expiry > self.clock.now()).then_some(record)
    }
}

#[async_trait]
impl Backend for RedisStore {
    async fn of_user(&self, user: UserId) -> Result<Vec<(Key, SessionRecord)>> {
        let mut found = Vec::new();
        for name in Index::of(user, &self.client).names().await.map_err(failed)? {
            let Ok(name) = name.parse::<Id>() else { continue };
            // The name says nothing of the id, and nobody asks for it here.
            if let Some(record) = self.find(name, name).await?
                && let Some(record) = SessionRecord::find(&record.data)
            {
                found.push((Key::from(name), record));
            }
        }
        Ok(found)
    }

    async fn end(&self, user: UserId, sessions: Vec<Key>) -> Result<u64> {
        let index = Index::of(user, &self.client);
        let mut names = index.names().await.map_err(failed)?;
        names.retain(|name| sessions.iter().any(|key| key.as_id().to_string() == *name));
        self.end_named(&index, names).await
    }

    async fn end_all(&self, user: UserId) -> Result<u64> {
        let index = Index::of(user, &self.client);
        let names = index.names().await.map_err(failed)?;
        self.end_named(&index, names).await
    }
}

#[async_trait]
impl SessionStore for RedisStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        for _ in 0..ATTEMPTS {
            if self.insert(record).await? {
                self.list(record).await?;
                return self.settle().await;
            }
            record.id = Id::default();
        }
        Err(no_free_id())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // Redis may still hold what is over by our clock.
        if self.load(&record.id).await?.is_none() {
            return Ok(());
        }
        self.published.save(&self.at_rest(record)).await?;
        self.list(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        self.find(Key::of(id).as_id(), *id).await
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.published.delete(&Key::of(id).as_id()).await?;
        self.settle().await
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn failed(error: fred::error::Error) -> Error {
    Error::Backend(error.to_string())
}
