//! What the server remembers of a session.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Assurance, Handle, Place, UserId};
use crate::timestamp::Timestamp;

/// How a session begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The account.
    pub user: UserId,
    /// What is known of it now: [`Account::version`](super::Account::version).
    pub version: i64,
    /// What was proved.
    pub assurance: Assurance,
    /// Whether the browser keeps it when it is closed, and the server for longer.
    pub is_kept: bool,
    /// From where.
    pub place: Place,
}

/// Whose session it is, what it has proved, and when it was used.
///
/// It stays this small, because the last of two concurrent writers wins: whatever else changes
/// while a session lasts belongs into a table of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRecord {
    /// The account.
    pub user: UserId,
    /// The account's version when the session got its id: with another one it gets another id.
    pub version: i64,
    /// What the session has proved.
    pub assurance: Assurance,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// What it is called where its id must not be.
    pub handle: Handle,
    /// Whether the browser keeps it when it is closed, and the server for longer.
    pub is_kept: bool,
    /// From where it began.
    pub place: Place,
}

impl SessionRecord {
    /// The name under which a session holds its record.
    pub(super) const KEY: &str = "session";

    /// Of a session that begins now.
    pub(super) fn new(beginning: Beginning, now: Timestamp) -> Self {
        let Beginning { user, version, assurance, is_kept, place } = beginning;
        Self {
            user,
            version,
            assurance,
            started_at: now,
            last_seen_at: now,
            handle: Handle::of(rand::random()),
            is_kept,
            place,
        }
    }

    /// The one that this content holds; one that is not ours to read is none.
    pub(super) fn find(content: &HashMap<String, Value>) -> Option<Self> {
        content.get(Self::KEY).and_then(Self::read)
    }

    /// The record of that value.
    pub(super) fn read(value: &Value) -> Option<Self> {
        Self::deserialize(value)
            .inspect_err(|error| tracing::warn!(%error, "a session's record cannot be read"))
            .ok()
    }
}

/// The user whose session holds this content.
pub(super) fn user_of(content: &HashMap<String, Value>) -> Option<UserId> {
    let user = content.get(SessionRecord::KEY)?.get("user")?;
    user.as_i64().map(UserId::new)
}
