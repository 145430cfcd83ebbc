//! What is kept beside the requests that made it: they neither wait for that, nor fail with it.

use std::{
    fmt::Debug,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};
use tokio_util::sync::CancellationToken;

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

/// Keeps things as they come, until it is asked to stop; what waits then is still kept.
pub async fn keep_all<T>(mut things: Receiver<T>, stop: CancellationToken, keep: impl AsyncFn(T)) {
    loop {
        tokio::select! {
            thing = things.recv() => match thing {
                Some(thing) => keep(thing).await,
                None => return,
            },
            () = stop.cancelled() => break,
        }
    }
    things.close();
    while let Some(thing) = things.recv().await {
        keep(thing).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

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
        let (teller, receiver) = Teller::with_room(9);
        let (stop, kept) = (CancellationToken::new(), Mutex::new(Vec::new()));
        for thing in 0..3 {
            teller.tell(thing);
        }

        stop.cancel();
        keep_all(receiver, stop, async |thing| kept.lock().unwrap().push(thing)).await;

        assert_eq!(*kept.lock().unwrap(), [0, 1, 2]);
    }
}
