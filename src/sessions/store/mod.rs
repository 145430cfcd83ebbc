//! Where sessions are kept: in the application's database, or in Redis.
//!
//! # Why
//!
//! A store never sees what a browser could send: it is asked for the hash of a session's id. And
//! it never brings back what has ended: saving updates a living session, or does nothing.

mod embedded;
mod key;
mod redis;
mod redis_index;
mod row;

use std::{fmt::Debug, sync::Arc};

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

pub use embedded::EmbeddedStore;
pub use key::Key;
pub use redis::RedisStore;

use super::{SessionRecord, UserId};
use crate::timestamp::Timestamp;

/// What sessions ask of a store beyond what tower-sessions does.
#[async_trait]
pub trait Backend: SessionStore {
    /// The sessions of that user, each with the name under which it is kept.
    async fn of_user(&self, user: UserId) -> Result<Vec<(Key, SessionRecord)>>;

    /// Ends these sessions of that user, and says how many there were.
    async fn end(&self, user: UserId, sessions: Vec<Key>) -> Result<u64>;

    /// Ends every session of that user, and says how many there were.
    async fn end_all(&self, user: UserId) -> Result<u64>;
}

/// The store that the settings have chosen; cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Store(Arc<dyn Backend>);

impl Store {
    /// Keeps sessions there.
    #[must_use]
    pub fn new(backend: impl Backend) -> Self {
        Self(Arc::new(backend))
    }
}

#[async_trait]
impl Backend for Store {
    async fn of_user(&self, user: UserId) -> Result<Vec<(Key, SessionRecord)>> {
        self.0.of_user(user).await
    }

    async fn end(&self, user: UserId, sessions: Vec<Key>) -> Result<u64> {
        self.0.end(user, sessions).await
    }

    async fn end_all(&self, user: UserId) -> Result<u64> {
        self.0.end_all(user).await
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.0.create(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.0.save(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        self.0.load(id).await
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete(id).await
    }
}

/// Ids that are taken this often in a row are no coincidence.
const ATTEMPTS: usize = 8;

fn no_free_id() -> Error {
    Error::Backend("the store takes no new session; look at its log".to_owned())
}

/// Our moment as tower-sessions writes it.
pub(super) fn to_date(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.millis()) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// The moment of tower-sessions as we write it.
fn to_timestamp(at: OffsetDateTime) -> Timestamp {
    let millis = at.unix_timestamp_nanos().div_euclid(1_000_000);
    Timestamp::from_millis(i64::try_from(millis).unwrap_or_default())
}
