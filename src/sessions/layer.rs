//! The layers between a request and what serves it, in their one right order.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::{paths, server::telemetry};

use super::{
    People, Sessions, Unavailable,
    cookie::{Leaving, SessionCookie, admit, complete, forget, left},
    resolve::{Passed, Resolver, is_navigation, principal},
};

/// Gives every request to the router a `tower_sessions::Session` and a [`Principal`].
///
/// Both are extensions of the request. A request without a cookie asks neither the store nor the
/// people. If one of them does not answer, the request ends with [`Unavailable`].
///
/// [`Principal`]: super::Principal
pub fn attach<S>(
    router: Router<S>,
    sessions: &Sessions,
    people: Arc<dyn People>,
    cookie: SessionCookie,
) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let resolver = Resolver { sessions: sessions.clone(), people };
    router
        .layer(from_fn_with_state(resolver, principal))
        .layer(manager(sessions, &cookie))
        .layer(from_fn_with_state((sessions.clone(), cookie), guard_cookies))
}

/// The layer of tower-sessions; [`guard_cookies`] has the last word on the cookie's attributes.
fn manager(
    sessions: &Sessions,
    cookie: &SessionCookie,
) -> SessionManagerLayer<super::store::Store> {
    // Only for what is written past `Sessions`: without it, that would live for two weeks.
    let idle = time::Duration::try_from(sessions.limits().usual.idle).unwrap_or_default();
    SessionManagerLayer::new(sessions.store().clone())
        .with_name(cookie.name())
        .with_path("/")
        .with_secure(true)
        .with_http_only(true)
        .with_same_site(tower_sessions::cookie::SameSite::Strict)
        .with_expiry(Expiry::OnInactivity(idle))
}

/// Lets only cookies in that could be ours, and only complete ones out.
async fn guard_cookies(
    State((sessions, cookie)): State<(Sessions, SessionCookie)>,
    mut request: Request,
    next: Next,
) -> Response {
    let left = left(request.headers());
    let mut sent = admit(request.headers_mut(), cookie.name());
    let (has_sent, mut has_left) = (sent.is_some(), false);
    if let (Some(left), Some(id)) = (&left, &sent) {
        has_left = match sessions.leave(id, left).await {
            Ok(has_left) => has_left,
            Err(unavailable) => {
                let error = telemetry::with_causes(&unavailable);
                tracing::error!(error, "a session could not be ended");
                return unavailable.into_response();
            }
        };
    }
    if has_left {
        forget(request.headers_mut(), cookie.name());
        sent = None;
        // The answer to a script may come late: its browser may have signed in meanwhile.
        has_left = is_navigation(&request) || request.uri().path() == paths::SIGN_OUT;
    }
    let mut response = next.run(request).await;
    let Some(Passed { ended, renewed, kept_for }) = response.extensions_mut().remove() else {
        // Only tower-sessions answers by itself: when it could not save.
        return Unavailable::new("the session could not be saved").into_response();
    };
    let (ended, leaves) = (ended || has_left, left.is_some() && has_sent);
    let leaving = Leaving { sent: sent.as_deref(), ended, renewed, leaves, kept_for };
    complete(response.headers_mut(), &cookie, leaving);
    response
}

#[cfg(test)]
mod tests;
