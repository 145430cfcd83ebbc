//! News for open pages: what one request changes, other pages hear of at once, whichever node they are on.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use fred::{
    prelude::{EventInterface, PubsubInterface},
    types::Message,
};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;

use super::redis::{self, RedisError};

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// What the user of that number may do.
    PowersOf(i64),
    /// What anybody may do.
    Policies,
    /// A session is over.
    SessionEnded {
        /// Whose.
        user: i64,
        /// What it is called.
        session: String,
        /// Why, in one word.
        why: String,
    },
    /// Something that pages show.
    Changed(Box<Changed>),
    /// Nobody knows what: who hears this looks for themselves.
    Missed,
}

/// Something that pages show has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The thing as policies see it now, in JSON: only who may read it hears of it.
    pub thing: String,
    /// Whether everybody could read it before.
    pub was_public: bool,
    /// What pages know it by.
    pub name: String,
    /// The version that it has now.
    pub version: i64,
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
    client: redis::One,
    channel: String,
    node: u64,
}

/// What nodes say to each other. What a node says itself comes back to it too.
#[derive(Serialize, Deserialize)]
struct Said<N> {
    by: u64,
    news: N,
}

/// The news, unless the node itself has said them.
fn said_elsewhere(message: &Message, node: u64) -> Option<News> {
    let Said { by, news } = serde_json::from_slice(message.value.as_bytes()?).ok()?;
    (by != node).then_some(news)
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
        let client = redis::connect_one(url).await?;
        let subscriber = redis::subscriber(url).await?;
        let database = url.split('?').next().and_then(|url| url.rsplit('/').next());
        let database = database.unwrap_or_default();
        let channel = format!("{CHANNEL}{database}");
        subscriber.subscribe(&channel).await.map_err(RedisError::Unreachable)?;
        let node = rand::random();
        let events = Self::with(Some(Elsewhere { client, channel, node }));
        let (here, closed) = (events.0.here.clone(), events.0.closed.clone());
        let mut published = subscriber.message_rx();
        let mut reconnected = subscriber.reconnect_rx();
        tokio::spawn(closed.run_until_cancelled_owned(async move {
            loop {
                let news = tokio::select! {
                    // What was published while there was no connection, nobody tells again.
                    _ = reconnected.recv() => {
                        let _ = subscriber.resubscribe_all().await;
                        Some(News::Missed)
                    }
                    message = published.recv() => match message {
                        Ok(message) => said_elsewhere(&message, node),
                        Err(RecvError::Lagged(_)) => Some(News::Missed),
                        Err(RecvError::Closed) => return,
                    },
                };
                if let Some(news) = news {
                    let _ = here.send(news);
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
        let _ = self.0.here.send(news.clone());
        if let Some(Elsewhere { client, channel, node }) = &self.0.elsewhere {
            let said = serde_json::to_string(&Said { by: *node, news: &news }).unwrap_or_default();
            if let Err(error) = client.publish::<(), _, _>(channel.as_str(), said).await {
                tracing::warn!(%error, "other nodes are not told");
            }
        }
    }

    /// Listens for a session of that user; `None` if there are too many who do.
    #[must_use]
    pub fn listen(&self, user: i64, session: &str) -> Option<Listener> {
        let mut listening = self.0.listening.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = listening.values().sum();
        if all >= PER_NODE || listening.get(&user).is_some_and(|own| *own >= PER_USER) {
            return None;
        }
        *listening.entry(user).or_default() += 1;
        let session = session.to_owned();
        Some(Listener { news: self.0.here.subscribe(), user, session, hub: Arc::clone(&self.0) })
    }

    /// Ends all listening: a server that stops does not wait for pages.
    pub fn close(&self) {
        self.0.closed.cancel();
    }
}

/// Hears what may concern one session.
pub struct Listener {
    news: broadcast::Receiver<News>,
    user: i64,
    session: String,
    hub: Arc<Hub>,
}

impl Listener {
    /// Waits for the next news; `None` once there is nothing more to hear.
    pub async fn next(&mut self) -> Option<News> {
        let closed = self.hub.closed.clone();
        let heard = async {
            loop {
                match self.news.recv().await {
                    Ok(news) if self.is_concerned_by(&news) => return Some(news),
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return Some(News::Missed),
                    Err(RecvError::Closed) => return None,
                }
            }
        };
        closed.run_until_cancelled(heard).await.flatten()
    }

    fn is_concerned_by(&self, news: &News) -> bool {
        match news {
            News::PowersOf(user) => *user == self.user,
            News::SessionEnded { user, session, .. } => {
                *user == self.user && *session == self.session
            }
            News::Policies | News::Changed(_) | News::Missed => true,
        }
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
mod tests;
