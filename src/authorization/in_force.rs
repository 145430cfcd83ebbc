//! The policies that are in force, and how edited ones come into force while the server runs.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tokio::{
    task::spawn_blocking,
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;

use super::{
    authorizer::Authorizer,
    policies::{self, Policies, PolicyError, Text},
};

/// How often edited texts are looked for. What was found must be the same once more, so that no file
/// counts that is half written.
const PACE: Duration = Duration::from_millis(300);

/// The policies that are in force.
#[derive(Clone)]
pub struct InForce(Arc<RwLock<Arc<Authorizer>>>);

impl InForce {
    /// With these to begin with.
    #[must_use]
    pub fn new(authorizer: Authorizer) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(authorizer))))
    }

    /// What decides now. Who asks several questions that belong together keeps it.
    #[must_use]
    pub fn authorizer(&self) -> Arc<Authorizer> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts texts into force as they are edited, until it is told to stop.
    ///
    /// Texts that could not start a server change nothing: the ones before stay in force, and the log
    /// says what is wrong. Whenever texts came into force, `tell` is called.
    pub async fn follow<Read, Tell>(self, read: Read, tell: Tell, stop: CancellationToken)
    where
        Read: Fn() -> Result<Vec<Text>, PolicyError> + Clone + Send + 'static,
        Tell: AsyncFn(),
    {
        let mut looks = interval(PACE);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut tried = self.authorizer().version().to_owned();
        let mut seen = tried.clone();
        let rounds = async {
            loop {
                looks.tick().await;
                let Ok(texts) = spawn_blocking(read.clone()).await else { return };
                let found = match &texts {
                    Ok(texts) => policies::version(texts),
                    Err(error) => error.to_string(),
                };
                if found == seen && found != tried {
                    tried.clone_from(&found);
                    if self.put(texts) {
                        tell().await;
                    }
                }
                seen = found;
            }
        };
        stop.run_until_cancelled(rounds).await;
    }

    /// Whether they came into force.
    fn put(&self, texts: Result<Vec<Text>, PolicyError>) -> bool {
        let authorizer = texts.and_then(|texts| Policies::parse(&texts)).and_then(Authorizer::new);
        match authorizer {
            Ok(authorizer) => {
                let version = authorizer.version().to_owned();
                *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(authorizer);
                tracing::info!(version, "the edited policies are in force");
                true
            }
            Err(error) => {
                tracing::error!("{error}; until that is mended, the policies before stay in force");
                false
            }
        }
    }
}
