//! What was refused, on its way to the audit.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};

use crate::{authorization::Permission, sessions::UserId, timestamp::Timestamp};

/// Refusals that may wait to be written. More at once are not written but counted.
const ROOM: usize = 1024;

/// That somebody was refused something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// When.
    pub at: Timestamp,
    /// Who asked.
    pub user: UserId,
    /// What for.
    pub permission: Permission,
    /// About which thing.
    pub id: String,
    /// What else a reader of the audit would ask about it.
    pub detail: String,
    /// The sentence of the policy that forbids it; nothing, where none permits it.
    pub reason: Option<String>,
    /// The request's number.
    pub request_id: Arc<str>,
    /// From where.
    pub network: Option<IpAddr>,
}

/// Takes refusals, and never lets a call wait.
///
/// # Why they are not written in the call
///
/// What is refused changes nothing, so there is no transaction to write it in; one that is rolled back
/// would take the entry with it. And who is refused must not learn from the time it takes, nor keep
/// the database busy by asking again.
#[derive(Clone, Debug, Default)]
pub struct Refusals(Option<Arc<Queue>>);

#[derive(Debug)]
struct Queue {
    sender: Sender<Refusal>,
    dropped: AtomicU64,
}

impl Refusals {
    /// Takes refusals for whoever holds the other end. The default takes none.
    #[must_use]
    pub fn queue() -> (Self, Receiver<Refusal>) {
        let (sender, receiver) = mpsc::channel(ROOM);
        (Self(Some(Arc::new(Queue { sender, dropped: AtomicU64::new(0) }))), receiver)
    }

    /// Hands a refusal on, if there is room.
    pub fn tell(&self, refusal: Refusal) {
        let Some(queue) = &self.0 else { return };
        if let Err(TrySendError::Full(refusal)) = queue.sender.try_send(refusal) {
            let before = queue.dropped.fetch_add(1, Ordering::Relaxed);
            if before == 0 {
                tracing::error!(?refusal, "more is refused than the audit can write");
            }
        }
    }

    /// How many refusals found no room.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.0.as_ref().map_or(0, |queue| queue.dropped.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal() -> Refusal {
        Refusal {
            at: Timestamp::from_millis(1),
            user: UserId::new(7),
            permission: Permission::DeleteArticle,
            id: "3".into(),
            detail: String::new(),
            reason: None,
            request_id: "1".into(),
            network: None,
        }
    }

    #[test]
    fn what_finds_no_room_is_counted_and_nobody_waits() {
        let (refusals, mut receiver) = Refusals::queue();

        for _ in 0..ROOM + 3 {
            refusals.tell(refusal());
        }

        assert_eq!(refusals.dropped(), 3);
        assert_eq!(receiver.try_recv(), Ok(refusal()));
    }

    #[test]
    fn where_nobody_listens_nothing_happens() {
        let (refusals, receiver) = Refusals::queue();
        drop(receiver);

        refusals.tell(refusal());
        Refusals::default().tell(refusal());

        assert_eq!(refusals.dropped(), 0);
    }
}
