//! News for open pages: what one request changes, other pages hear of at once, whichever node they are on.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use fred::prelude::{EventInterface, PubsubInterface};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;

use super::redis::{self, RedisError};

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// What the user of that number may do.
    PowersOf(i64),
    /// What anybody may do.
    Policies,
}

/// News that a listener may be behind; who is further behind is told of everything.
const BACKLOG: usize = 256;
/// Listeners of one user: a browser has one for all its tabs.
const PER_USER: usize = 10;
/// Listeners of one node: each is an open connection.
const PER_NODE: usize = 10_000;
/// What is published in Redis goes to every logical database: its number is added.
const CHANNEL: &str = "stile:news:";

/// Tells news, and hears them.
#[derive(Clone)]
pub struct Events(Arc<Hub>);

struct Hub {
    here: broadcast::Sender<News>,
    elsewhere: Option<Elsewhere>,
    listening: Mutex<HashMap<i64, usize>>,
    closed: CancellationToken,
}

/// The other nodes.
struct Elsewhere {
    client: redis::Publisher,
    channel: String,
    node: u64,
}

/// What nodes say to each other. What a node says itself comes back to it too.
#[derive(Serialize, Deserialize)]
struct Said {
    by: u64,
    news: News,
}

impl Events {
    /// News of this process only.
    #[must_use]
    pub fn in_process() -> Self {
        Self::with(None)
    }

    /// News of all nodes that have the same Redis.
    ///
    /// # Errors
    ///
    /// If the URL is malformed, or nobody answers there.
    pub async fn over_redis(url: &str) -> Result<Self, RedisError> {
        let client = redis::publisher(url).await?;
        let subscriber = redis::subscriber(url).await?;
        let database = url.rsplit('/').next().unwrap_or_default();
        let channel = format!("{CHANNEL}{database}");
        subscriber.subscribe(&channel).await.map_err(RedisError::Unreachable)?;
        let node = rand::random();
        let events = Self::with(Some(Elsewhere { client, channel, node }));
        let (here, closed) = (events.0.here.clone(), events.0.closed.clone());
        let mut published = subscriber.message_rx();
        tokio::spawn(closed.run_until_cancelled_owned(async move {
            // While this runs, the subscriber lives.
            let _subscriber = subscriber;
            loop {
                match published.recv().await {
                    Ok(message) => {
                        let said = message.value.as_bytes().map(serde_json::from_slice);
                        if let Some(Ok(Said { by, news })) = said
                            && by != node
                        {
                            let _ = here.send(news);
                        }
                    }
                    Err(RecvError::Lagged(_)) => {
                        let _ = here.send(News::Policies);
                    }
                    Err(RecvError::Closed) => return,
                }
            }
        }));
        Ok(events)
    }

    fn with(elsewhere: Option<Elsewhere>) -> Self {
        let (here, _) = broadcast::channel(BACKLOG);
        let (listening, closed) = (Mutex::default(), CancellationToken::new());
        Self(Arc::new(Hub { here, elsewhere, listening, closed }))
    }

    /// Tells all nodes. Where the others are out of reach, at least this one knows.
    pub async fn tell(&self, news: News) {
        // Where nobody listens, nothing is lost.
        let _ = self.0.here.send(news);
        if let Some(Elsewhere { client, channel, node }) = &self.0.elsewhere {
            let said = serde_json::to_string(&Said { by: *node, news }).unwrap_or_default();
            if let Err(error) = client.publish::<(), _, _>(channel.as_str(), said).await {
                tracing::warn!(%error, ?news, "other nodes are not told");
            }
        }
    }

    /// Listens for that user; `None` if there are too many who do.
    #[must_use]
    pub fn listen(&self, user: i64) -> Option<Listener> {
        let mut listening = self.0.listening.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = listening.values().sum();
        let own = listening.entry(user).or_default();
        if *own >= PER_USER || all >= PER_NODE {
            return None;
        }
        *own += 1;
        Some(Listener { news: self.0.here.subscribe(), user, hub: Arc::clone(&self.0) })
    }

    /// Ends all listening: a server that stops does not wait for pages.
    pub fn close(&self) {
        self.0.closed.cancel();
    }
}

/// Hears what concerns one user.
pub struct Listener {
    news: broadcast::Receiver<News>,
    user: i64,
    hub: Arc<Hub>,
}

impl Listener {
    /// Waits until what the user may do has changed; `None` once there is nothing more to hear.
    pub async fn powers_changed(&mut self) -> Option<()> {
        let closed = self.hub.closed.clone();
        let heard = async {
            loop {
                match self.news.recv().await {
                    Ok(News::PowersOf(user)) if user != self.user => {}
                    // Who has missed something looks for themselves.
                    Ok(_) | Err(RecvError::Lagged(_)) => return Some(()),
                    Err(RecvError::Closed) => return None,
                }
            }
        };
        closed.run_until_cancelled(heard).await.flatten()
    }

    /// Whether there is nothing that it has not heard yet.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.news.is_empty()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut listening = self.hub.listening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = listening.get_mut(&self.user) {
            *own -= 1;
            if *own == 0 {
                listening.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_hears_of_ones_own_powers_and_of_policies() {
        let events = Events::in_process();
        let mut listener = events.listen(7).unwrap();

        events.tell(News::PowersOf(8)).await;
        events.tell(News::PowersOf(7)).await;
        assert_eq!(listener.powers_changed().await, Some(()));
        assert!(listener.is_up_to_date());

        events.tell(News::Policies).await;
        assert_eq!(listener.powers_changed().await, Some(()));
    }

    #[tokio::test]
    async fn who_listens_hears_nothing_more_once_it_is_closed() {
        let events = Events::in_process();
        let mut listener = events.listen(7).unwrap();

        events.close();

        assert_eq!(listener.powers_changed().await, None);
    }

    #[tokio::test]
    async fn a_user_and_a_node_have_so_many_listeners_and_no_more() {
        let events = Events::in_process();
        let mut own: Vec<Listener> = (0..PER_USER).filter_map(|_| events.listen(7)).collect();

        assert_eq!(own.len(), PER_USER);
        assert!(events.listen(7).is_none() && events.listen(8).is_some());
        own.pop();
        assert!(events.listen(7).is_some());
    }

    #[tokio::test]
    async fn who_is_too_far_behind_is_told_to_look() {
        let events = Events::in_process();
        let mut listener = events.listen(7).unwrap();

        for _ in 0..=BACKLOG {
            events.tell(News::PowersOf(8)).await;
        }

        assert_eq!(listener.powers_changed().await, Some(()));
    }
}
