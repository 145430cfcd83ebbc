//! What an open page is told of the news: what concerns its session, and what its reader may know.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use rand::Rng;
use tokio::time::{Instant, sleep, sleep_until};

use crate::{
    authorization::{Permission, Subject},
    call::CallContext,
    people::accounts::Accounts,
    server::events::{Changed, Listener, News},
    sessions::{Ending, People, Principal, Unavailable, store::Key},
};

/// All pages of a node look for themselves when something was missed: not all at once.
const SPREAD: Duration = Duration::from_secs(2);
/// While nobody knows whether the session goes on, it is looked at again after so long.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// News may be lost between nodes: the session is looked at this often at least.
const LOOK_AT_LEAST: Duration = Duration::from_mins(5);

/// What the page is told.
pub(super) enum Told {
    /// Its reader may do something else.
    Powers,
    /// Its session is over, and why.
    Ended(Ending),
    /// The thing of that name has this version.
    Changed { name: String, version: i64 },
}

/// Listens for one open page, for as long as its session lasts.
pub(super) struct Watch {
    call: CallContext,
    listener: Listener,
    /// When the session is looked at again.
    looks_at: Instant,
    is_over: bool,
}

impl Watch {
    pub(super) fn new(call: CallContext, listener: Listener) -> Self {
        // It may have ended before anybody listened.
        Self { call, listener, looks_at: Instant::now(), is_over: false }
    }

    /// What the page is told next; nothing, once its session or the server has ended.
    pub(super) async fn next(&mut self) -> Option<Told> {
        while !self.is_over {
            let news = {
                let ends = pin!(sleep_until(self.looks_at));
                match select(pin!(self.listener.next()), ends).await {
                    Either::Left((news, _)) => Some(news?),
                    Either::Right(_) => None,
                }
            };
            let told = match news {
                None => self.look().await.err(),
                Some(news) => self.hear(news).await,
            };
            if let Some(told) = told {
                self.is_over = matches!(told, Told::Ended(_));
                return Some(told);
            }
        }
        None
    }

    async fn hear(&mut self, news: News) -> Option<Told> {
        match news {
            News::SessionEnded { why, .. } => Some(Told::Ended(Ending::named(&why))),
            News::Policies => {
                self.call.authorizer = self.call.on.policies.authorizer();
                Some(Told::Powers)
            }
            News::PowersOf(_) => Some(self.look().await.err().unwrap_or(Told::Powers)),
            News::Missed => {
                let pause = rand::rng().random_range(Duration::ZERO..SPREAD);
                sleep(pause).await;
                self.call.authorizer = self.call.on.policies.authorizer();
                Some(self.look().await.err().unwrap_or(Told::Powers))
            }
            News::Changed(changed) if self.may_know(&changed) => {
                Some(Told::Changed { name: changed.name, version: changed.version })
            }
            News::Changed(_) => None,
        }
    }

    /// Who reads the page, now; or that its session is over.
    async fn look(&mut self) -> Result<(), Told> {
        match self.still_there().await {
            Ok(None) => Ok(()),
            Ok(Some(why)) => Err(Told::Ended(why)),
            Err(error) => {
                tracing::warn!(%error, "whether the session of an open page goes on is unknown");
                self.looks_at = Instant::now() + LOOK_AGAIN;
                Ok(())
            }
        }
    }

    /// Why the session is over, if it is.
    async fn still_there(&mut self) -> Result<Option<Ending>, Unavailable> {
        let CallContext { on, session, principal, .. } = &mut self.call;
        let Principal::User(user) = principal else { return Ok(Some(Ending::TimedOut)) };
        let Some(record) = on.sessions.look_again(session, user.id, &user.handle).await? else {
            return match session.id() {
                Some(id) => Ok(Some(on.sessions.why_ended(Key::of(&id)).await?)),
                None => Ok(Some(Ending::TimedOut)),
            };
        };
        let Some(account) = Accounts(on.db.clone()).find(record.user).await? else {
            return Ok(Some(Ending::Suspended));
        };
        let left = on.sessions.expiry(&record).since(on.clock.now());
        self.looks_at = Instant::now() + left.min(LOOK_AT_LEAST);
        user.take(account);
        Ok(None)
    }

    fn may_know(&self, changed: &Changed) -> bool {
        let thing = serde_json::from_str::<Subject>(&changed.thing);
        let may_read = |thing: &Subject| {
            let read = Permission::named("read", &thing.kind);
            read.is_some_and(|read| self.call.decide(read, thing).is_allowed())
        };
        changed.was_public || thing.as_ref().is_ok_and(may_read)
    }
}
