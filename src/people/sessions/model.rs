//! A session as it is shown. Its id never leaves the server.

use serde::{Deserialize, Serialize};

use crate::{people::model::Profile, sessions::Handle, timestamp::Timestamp};

/// The sessions that somebody has now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSessions {
    /// Whose they are.
    pub person: Profile,
    /// Whether the caller has asked about themselves.
    pub is_me: bool,
    /// The one that the caller uses first, then the one that was used last.
    pub sessions: Vec<OpenSession>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// What it is called.
    pub handle: Handle,
    /// Whether the caller uses it now.
    pub is_this: bool,
    /// Browser and system: `Firefox on Linux`.
    pub device: String,
    /// The network in which it began, such as `203.0.113.0/24`; empty if it is unknown.
    pub network: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends at the latest.
    pub until: Timestamp,
    /// Whether the browser keeps it when it is closed.
    pub is_kept: bool,
}
