//! The only source of time, so that tests can move it.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::timestamp::Timestamp;

/// Tells the time: the system's, or a test's.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(|| Timestamp::from_millis(system_millis())))
    }

    /// A clock that stands still until the returned handle moves it.
    #[must_use]
    pub fn manual(start: Timestamp) -> (Self, ManualClock) {
        let now = Arc::new(AtomicI64::new(start.millis()));
        let hand = Arc::clone(&now);
        let clock = Self(Arc::new(move || Timestamp::from_millis(now.load(Ordering::SeqCst))));
        (clock, ManualClock(hand))
    }

    /// The moment that this clock shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// The hand of a clock that stands still.
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.0.fetch_add(by, Ordering::SeqCst);
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
fn system_millis() -> i64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)
}
