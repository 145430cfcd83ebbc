//! From a session to a principal.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, Method};
use tower_sessions::{Session, session::Id};

use crate::{paths, server::telemetry};

use super::{
    Ending, Principal, Role, SessionRecord, Sessions, SignedIn, Unavailable, UserId, store::Key,
};

/// What an open page asks for by itself: whoever has gone away does not use their session by that.
const UNUSED_BY: [&str; 4] = [paths::MAY, paths::MY_PERMISSIONS, paths::NEWS, paths::SESSION];

/// Below it stands what scripts call.
const API: &str = "/api/";
/// Says what a browser wants (Fetch Metadata, 2.2).
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// The session that a visitor's browser still believes to have: where it was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost(pub Key);

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

impl SignedIn {
    /// Takes over what is known of the account now.
    pub fn take(&mut self, account: Account) {
        let Account { name, mut roles, version } = account;
        roles.sort();
        (self.name, self.roles, self.version) = (name, roles, version);
    }
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
    /// The id under which it goes on.
    pub renewed: Option<Id>,
    /// For how long its browser keeps the id that it gets here, if the session was chosen to be kept.
    pub kept_for: Option<Duration>,
}

/// Puts the principal into the request, or ends the request where nobody can know it.
pub(super) async fn principal(
    State(resolver): State<Resolver>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let brought = session.id();
    let coming = Coming::of(&request);
    let (mut response, goes_on) = match resolver.resolve(&session, coming).await {
        Ok(Resolved { principal, goes_on }) => {
            if let (Principal::Visitor, Some(id)) = (&principal, brought) {
                request.extensions_mut().insert(Lost(Key::of(&id)));
            }
            request.extensions_mut().insert(principal);
            if let Some(session) = &goes_on {
                request.extensions_mut().insert(session.clone());
            }
            (next.run(request).await, goes_on)
        }
        Err(unavailable) => {
            let error = telemetry::with_causes(&unavailable);
            tracing::error!(error, "a session could not be looked up");
            (unavailable.into_response(), None)
        }
    };
    let (is_another, session) = (goes_on.is_some(), goes_on.unwrap_or(session));
    // The layer below knows only the one that was brought.
    let has_begun = session.is_modified() && session.id().is_some();
    let is_renewed = is_another && (coming.is_navigation || has_begun);
    // An id that is gone without a change was unknown; with one, somebody has ended it.
    let gone = session.is_modified() && session.id().is_none();
    let ended = gone && !response.status().is_server_error();
    let is_new = session.is_modified() || is_renewed;
    let kept_for = if is_new { resolver.kept_for(&session).await } else { None };
    let renewed = session.id().filter(|_| is_renewed);
    response.extensions_mut().insert(Passed { ended, renewed, kept_for });
    response
}

/// How a request comes, as far as it matters to its session.
#[derive(Clone, Copy, Debug)]
struct Coming {
    /// Somebody does something, and not only their page.
    is_used: bool,
    /// A page is loaded: the one request of a browser beside which others are seldom on their way.
    is_navigation: bool,
}

impl Coming {
    fn of(request: &Request) -> Self {
        let is_used = !UNUSED_BY.contains(&request.uri().path());
        Self { is_used, is_navigation: is_navigation(request) }
    }
}

/// Whether the request loads a page, as far as one can tell.
pub(super) fn is_navigation(request: &Request) -> bool {
    let mode = request.headers().get(SEC_FETCH_MODE).map(HeaderValue::as_bytes);
    let is_script = mode.is_some_and(|mode| mode != b"navigate");
    request.method() == Method::GET && !is_script && !request.uri().path().starts_with(API)
}

/// Who makes a request, and the session that goes on instead of the one that it has brought.
struct Resolved {
    principal: Principal,
    goes_on: Option<Session>,
}

impl Resolver {
    /// Who makes the request. Without a cookie, nothing is asked.
    async fn resolve(&self, session: &Session, coming: Coming) -> Result<Resolved, Unavailable> {
        let visitor = Resolved { principal: Principal::Visitor, goes_on: None };
        let Some((mut record, mut goes_on)) = self.find(session).await? else {
            return Ok(visitor);
        };
        let session = goes_on.clone().unwrap_or_else(|| session.clone());
        let Some(account) = self.people.find(record.user).await? else {
            self.sessions.end(&session, Ending::Suspended).await?;
            return Ok(Resolved { goes_on, ..visitor });
        };
        if coming.is_used {
            record = self.touched(&session, record).await;
        }
        if coming.is_navigation
            && record.version != account.version
            && let Some(id) = self.sessions.renew(&session, &record, account.version).await?
        {
            goes_on = Some(self.sessions.session(Some(id)));
        }
        let principal = Principal::User(Box::new(self.signed_in(record, account)));
        Ok(Resolved { principal, goes_on })
    }

    /// The session that the request has brought, or the one that goes on instead of it.
    async fn find(
        &self,
        session: &Session,
    ) -> Result<Option<(SessionRecord, Option<Session>)>, Unavailable> {
        let Some(id) = session.id() else { return Ok(None) };
        if let Some(record) = self.sessions.current(session).await? {
            return Ok(Some((record, None)));
        }
        let Some(id) = self.sessions.successor(id).await? else { return Ok(None) };
        let goes_on = self.sessions.session(Some(id));
        let record = self.sessions.current(&goes_on).await?;
        Ok(record.map(|record| (record, Some(goes_on))))
    }

    /// How the session stands now that it is in use. A store that can be read but not written lets people
    /// go on reading: their sessions only end sooner.
    async fn touched(&self, session: &Session, record: SessionRecord) -> SessionRecord {
        self.sessions.touch(session, record.clone()).await.unwrap_or_else(|error| {
            let error = telemetry::with_causes(&error);
            tracing::warn!(error, "the use of a session is not written down");
            record
        })
    }

    /// For how long the browser keeps a session that has begun in this request.
    async fn kept_for(&self, session: &Session) -> Option<Duration> {
        let record = self.sessions.current(session).await.ok()??;
        self.sessions.kept_for(&record)
    }

    fn signed_in(&self, record: SessionRecord, account: Account) -> SignedIn {
        let mut user = SignedIn {
            id: record.user,
            name: String::new(),
            roles: Vec::new(),
            version: 0,
            assurance: record.assurance,
            since: record.started_at,
            until: self.sessions.until(&record),
            ends: self.sessions.expiry(&record),
            handle: record.handle,
            device: record.place.device,
        };
        user.take(account);
        user
    }
}
