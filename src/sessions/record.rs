//! What the server remembers of a session.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Assurance, UserId};
use crate::timestamp::Timestamp;

/// Whose session it is, what it has proved, and when it was used.
///
/// It stays this small, because the last of two concurrent writers wins: whatever else changes
/// while a session lasts belongs into a table of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRecord {
    /// The account.
    pub user: UserId,
    /// What the session has proved.
    pub assurance: Assurance,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
}

impl SessionRecord {
    /// The name under which a session holds its record.
    pub(super) const KEY: &str = "session";
}

/// The user whose session holds this content.
pub(super) fn user_of(content: &HashMap<String, Value>) -> Option<UserId> {
    let user = content.get(SessionRecord::KEY)?.get("user")?;
    user.as_i64().map(UserId::new)
}
