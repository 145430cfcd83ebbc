//! How long a session lasts.

use std::time::Duration;

use super::SessionRecord;
use crate::timestamp::Timestamp;

/// How long a session lasts when it is not used, and when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Unused for this long, a session is over.
    pub idle: Duration,
    /// A session is over this long after it began, whatever happens.
    pub absolute: Duration,
}

/// Half an hour, and a working day.
impl Default for Limits {
    fn default() -> Self {
        Self { idle: Duration::from_mins(30), absolute: Duration::from_hours(12) }
    }
}

impl Limits {
    /// When the session ends at the latest.
    #[must_use]
    pub fn until(&self, record: &SessionRecord) -> Timestamp {
        record.started_at.plus(self.absolute)
    }

    /// When the session ends if nobody uses it again.
    #[must_use]
    pub fn expiry(&self, record: &SessionRecord) -> Timestamp {
        record.last_seen_at.plus(self.idle).min(self.until(record))
    }

    /// Whether the session has ended; at exactly its limit it has.
    #[must_use]
    pub fn is_over(&self, record: &SessionRecord, now: Timestamp) -> bool {
        now >= self.expiry(record)
    }
}
