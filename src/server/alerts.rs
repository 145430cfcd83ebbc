//! What the server has noticed that somebody should look at, on its way to where it is kept.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};

use crate::timestamp::Timestamp;

/// Alerts that may wait to be kept. More at once are not kept but counted.
const ROOM: usize = 256;

/// Something that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alert {
    /// Somebody was refused too often, and is answered no more for a while.
    ShutOut {
        /// Since when.
        at: Timestamp,
        /// Who: a person or an address.
        who: String,
        /// Until when.
        until: Timestamp,
    },
    /// A browser has stopped something that a page of ours wanted to do.
    Violation {
        /// When.
        at: Timestamp,
        /// What was against which part of the policy: of two alike one is kept, and both are counted.
        what: String,
        /// Where, and what else the browser says.
        detail: String,
    },
}

/// Takes alerts, and lets nobody wait. The default takes none.
#[derive(Clone, Debug, Default)]
pub struct Alerts(Option<Arc<Queue>>);

#[derive(Debug)]
struct Queue {
    sender: Sender<Alert>,
    dropped: AtomicU64,
}

impl Alerts {
    /// Takes alerts for whoever holds the other end.
    #[must_use]
    pub fn queue() -> (Self, Receiver<Alert>) {
        let (sender, receiver) = mpsc::channel(ROOM);
        (Self(Some(Arc::new(Queue { sender, dropped: AtomicU64::new(0) }))), receiver)
    }

    /// Hands an alert on, if there is room.
    pub fn tell(&self, alert: Alert) {
        let Some(queue) = &self.0 else { return };
        if let Err(TrySendError::Full(alert)) = queue.sender.try_send(alert)
            && queue.dropped.fetch_add(1, Ordering::Relaxed) == 0
        {
            tracing::error!(?alert, "more alerts come than can be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finds_no_room_is_left_out_and_nobody_waits() {
        let (alerts, mut receiver) = Alerts::queue();
        let alert = |number: i64| {
            let at = Timestamp::from_millis(number);
            Alert::ShutOut { at, who: "203.0.113.7".into(), until: at }
        };

        for number in 0..1000 {
            alerts.tell(alert(number));
        }
        Alerts::default().tell(alert(0));

        let mut kept = 0;
        while receiver.try_recv().is_ok() {
            kept += 1;
        }
        assert_eq!(kept, ROOM);
    }
}
