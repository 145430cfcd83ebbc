//! The only source of time, so that tests can move it.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::sync::Notify;

use crate::timestamp::Timestamp;

/// Tells the time: the system's, or a test's.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// What lets time pass.
    passes: Passes,
}

/// What lets time pass for whoever sleeps.
#[derive(Clone)]
enum Passes {
    ByItself,
    /// Told at every move of the hand.
    WithTheHand(Arc<Notify>),
    AtOnce,
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self { now: Arc::new(|| Timestamp::from_millis(system_millis())), passes: Passes::ByItself }
    }

    /// A clock that stands still until the returned handle moves it. Nobody sleeps by it: they would sleep
    /// for ever.
    #[must_use]
    pub fn manual(start: Timestamp) -> (Self, ManualClock) {
        let (clock, hand) = Self::by_hand(start);
        (Self { passes: Passes::AtOnce, ..clock }, hand)
    }

    /// A clock by which one sleeps until the returned handle has moved it so far.
    #[must_use]
    pub fn by_hand(start: Timestamp) -> (Self, ManualClock) {
        let millis = Arc::new(AtomicI64::new(start.millis()));
        let moved = Arc::new(Notify::new());
        let hand = ManualClock { millis: Arc::clone(&millis), moved: Arc::clone(&moved) };
        let now = Arc::new(move || Timestamp::from_millis(millis.load(Ordering::SeqCst)));
        (Self { now, passes: Passes::WithTheHand(moved) }, hand)
    }

    /// The moment that this clock shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// Waits until this clock shows so much more.
    pub async fn sleep(&self, time: Duration) {
        let moved = match &self.passes {
            Passes::ByItself => return tokio::time::sleep(time).await,
            Passes::AtOnce => return,
            Passes::WithTheHand(moved) => moved,
        };
        let until = self.now().plus(time);
        loop {
            let next = moved.notified();
            if self.now() >= until {
                return;
            }
            next.await;
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// The hand of a clock that stands still.
#[derive(Clone, Debug)]
pub struct ManualClock {
    millis: Arc<AtomicI64>,
    moved: Arc<Notify>,
}

impl ManualClock {
    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.millis.fetch_add(by, Ordering::SeqCst);
        self.moved.notify_waiters();
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
fn system_millis() -> i64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)
}
