//! What is kept beside the requests that made it: they neither wait for that, nor fail with it.

use std::{
    error::Error,
    fmt::Debug,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::mpsc::{self, Receiver, Sender, error::TrySendError},
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;

use super::telemetry;

/// Takes things, and never lets a request wait. The default takes none.
#[derive(Debug)]
pub struct Teller<T>(Option<Arc<Queue<T>>>);

#[derive(Debug)]
struct Queue<T> {
    sender: Sender<T>,
    dropped: AtomicU64,
}

impl<T: Debug> Teller<T> {
    /// Takes things for whoever holds the other end, where so many may wait. More are dropped, and counted.
    #[must_use]
    pub fn with_room(room: usize) -> (Self, Receiver<T>) {
        let (sender, receiver) = mpsc::channel(room);
        (Self(Some(Arc::new(Queue { sender, dropped: AtomicU64::new(0) }))), receiver)
    }

    /// Hands it on, if there is room.
    pub fn tell(&self, thing: T) {
        let Some(queue) = &self.0 else { return };
        if let Err(TrySendError::Full(thing)) = queue.sender.try_send(thing)
            && queue.dropped.fetch_add(1, Ordering::Relaxed) == 0
        {
            tracing::error!(?thing, "more comes than can be kept");
        }
    }

    /// How many things found no room.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.0.as_ref().map_or(0, |queue| queue.dropped.load(Ordering::Relaxed))
    }
}

impl<T> Clone for Teller<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Teller<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// The next thing to keep. Once it is asked to stop, that which waits, then nothing more.
pub async fn next<T>(things: &mut Receiver<T>, stop: &CancellationToken) -> Option<T> {
    tokio::select! {
        thing = things.recv() => thing,
        () = stop.cancelled() => {
            things.close();
            things.recv().await
        }
    }
}

/// Does it at once and then every so often, until it is asked to stop. What goes wrong is in the log, with those
/// words, and is tried again the next time.
pub async fn every<E, F>(
    period: Duration,
    stop: CancellationToken,
    trouble: &str,
    work: impl Fn() -> F,
) where
    E: Error + 'static,
    F: Future<Output = Result<(), E>>,
{
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let rounds = async {
        loop {
            ticks.tick().await;
            if let Err(error) = work().await {
                let error = telemetry::with_causes(&error);
                tracing::warn!(error, "{trouble}");
            }
        }
    };
    stop.run_until_cancelled(rounds).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finds_no_room_is_counted_and_nobody_waits() {
        let (teller, mut receiver) = Teller::with_room(2);

        for thing in 0..5 {
            teller.tell(thing);
        }

        assert_eq!(teller.dropped(), 3);
        assert_eq!(receiver.try_recv(), Ok(0));
    }

    #[test]
    fn where_nobody_listens_nothing_happens() {
        let (teller, receiver) = Teller::with_room(2);
        drop(receiver);

        teller.tell(1);
        Teller::default().tell(1);

        assert_eq!(teller.dropped(), 0);
    }

    #[tokio::test]
    async fn what_waits_when_it_is_asked_to_stop_is_kept() {
        let (teller, mut receiver) = Teller::with_room(9);
        let (stop, mut kept) = (CancellationToken::new(), Vec::new());
        for thing in 0..3 {
            teller.tell(thing);
        }

        stop.cancel();
        while let Some(thing) = next(&mut receiver, &stop).await {
            kept.push(thing);
        }

        assert_eq!(kept, [0, 1, 2]);
    }
}
