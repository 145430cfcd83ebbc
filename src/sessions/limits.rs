//! How long a session lasts, and how many somebody has.

use std::time::Duration;

use super::SessionRecord;
use crate::timestamp::Timestamp;

/// How long a session lasts when it is not used, and when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Unused for this long, a session is over.
    pub idle: Duration,
    /// A session is over this long after it began, whatever happens.
    pub absolute: Duration,
}

/// How long sessions last, and how many somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of a session that ends with the browser.
    pub usual: Lifetime,
    /// Of one that somebody chose to keep.
    pub kept: Lifetime,
    /// So many sessions somebody has at most; one more ends the oldest.
    pub most: usize,
}

/// Half an hour and a working day; a week and a month; ten.
impl Default for Limits {
    fn default() -> Self {
        let days = |days: u64| Duration::from_hours(24 * days);
        Self {
            usual: Lifetime { idle: Duration::from_mins(30), absolute: Duration::from_hours(12) },
            kept: Lifetime { idle: days(7), absolute: days(30) },
            most: 10,
        }
    }
}

impl Limits {
    /// When the session ends at the latest.
    #[must_use]
    pub fn until(&self, record: &SessionRecord) -> Timestamp {
        record.started_at.plus(self.of(record).absolute)
    }

    /// When the session ends if nobody uses it again.
    #[must_use]
    pub fn expiry(&self, record: &SessionRecord) -> Timestamp {
        record.last_seen_at.plus(self.of(record).idle).min(self.until(record))
    }

    /// Whether the session has ended; at exactly its limit it has.
    #[must_use]
    pub fn is_over(&self, record: &SessionRecord, now: Timestamp) -> bool {
        now >= self.expiry(record)
    }

    /// Unused for this long, the session is over.
    #[must_use]
    pub fn idle(&self, record: &SessionRecord) -> Duration {
        self.of(record).idle
    }

    fn of(&self, record: &SessionRecord) -> Lifetime {
        if record.is_kept { self.kept } else { self.usual }
    }
}
