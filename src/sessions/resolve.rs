//! From a session to a principal.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_sessions::Session;

use crate::paths;

use super::{Principal, Role, SessionRecord, Sessions, SignedIn, Unavailable, UserId};

/// What an open page asks for by itself: whoever has gone away does not use their session by that.
const UNUSED_BY: [&str; 2] = [paths::MY_PERMISSIONS, paths::NEWS];

/// What is known of a user, beyond the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name that others see.
    pub name: String,
    /// The roles held now.
    pub roles: Vec<Role>,
    /// Changes whenever something changes that policies may ask about this user.
    pub version: i64,
}

/// Who knows the users: a feature above.
#[async_trait]
pub trait People: Send + Sync + 'static {
    /// The user with that number, unless there is none (any more).
    async fn find(&self, id: UserId) -> Result<Option<Account>, Unavailable>;
}

/// Turns sessions into principals.
#[derive(Clone)]
pub(super) struct Resolver {
    pub sessions: Sessions,
    pub people: Arc<dyn People>,
}

/// What became of the session in a request that came through.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passed {
    /// Whether it was ended on purpose.
    pub ended: bool,
    /// For how long its browser keeps it, if it has begun here and was chosen to be kept.
    pub kept_for: Option<Duration>,
}

/// Puts the principal into the request, or ends the request where nobody can know it.
pub(super) async fn principal(
    State(resolver): State<Resolver>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let is_used = !UNUSED_BY.contains(&request.uri().path());
    let mut response = match resolver.resolve(&session, is_used).await {
        Ok(principal) => {
            request.extensions_mut().insert(principal);
            next.run(request).await
        }
        Err(unavailable) => {
            tracing::error!(error = ?unavailable, "a session could not be looked up");
            unavailable.into_response()
        }
    };
    // An id that is gone without a change was unknown; with one, somebody has ended it.
    let gone = session.is_modified() && session.id().is_none();
    let ended = gone && !response.status().is_server_error();
    let kept_for = if session.is_modified() { resolver.kept_for(&session).await } else { None };
    response.extensions_mut().insert(Passed { ended, kept_for });
    response
}

impl Resolver {
    /// Who makes the request. Without a cookie, nothing is asked.
    async fn resolve(&self, session: &Session, is_used: bool) -> Result<Principal, Unavailable> {
        let Some(record) = self.sessions.current(session).await? else {
            return Ok(Principal::Visitor);
        };
        let Some(account) = self.people.find(record.user).await? else {
            self.sessions.end(session).await?;
            return Ok(Principal::Visitor);
        };
        if is_used {
            self.sessions.touch(session).await?;
        }
        Ok(Principal::User(Box::new(self.signed_in(record, account))))
    }

    /// For how long the browser keeps the session, if it keeps it.
    async fn kept_for(&self, session: &Session) -> Option<Duration> {
        let record = self.sessions.current(session).await.ok()??;
        record.is_kept.then(|| self.sessions.until(&record).since(record.last_seen_at))
    }

    fn signed_in(&self, record: SessionRecord, mut account: Account) -> SignedIn {
        account.roles.sort();
        SignedIn {
            id: record.user,
            name: account.name,
            roles: account.roles,
            version: account.version,
            assurance: record.assurance,
            since: record.started_at,
            until: self.sessions.until(&record),
            handle: record.handle,
            device: record.place.device,
        }
    }
}
