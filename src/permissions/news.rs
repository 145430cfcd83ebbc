//! `/api/news`: tells an open page at once that its rules hold no longer.

use std::{convert::Infallible, time::Duration};

use axum::{
    Extension,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::stream;

use crate::{call::CallContext, error::AppError, server::server_functions::failed};

/// Proxies cut connections on which nothing happens, many of them after a minute.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// When somebody may try again who has too many pages open.
const TRY_AGAIN: u32 = 60;

/// A stream of events (WHATWG HTML, 9.2) that are called `powers`: then `/api/my-permissions` says
/// something else. They carry nothing.
pub async fn stream(Extension(call): Extension<CallContext>) -> Response {
    let Some(user) = call.principal.user() else { return failed(AppError::NotSignedIn) };
    let Some(listener) = call.on.events.listen(user.id.get()) else {
        return failed(AppError::Busy { seconds: TRY_AGAIN });
    };
    let events = stream::unfold(listener, async |mut listener| {
        listener.powers_changed().await?;
        // An event without data is none.
        let event = Event::default().event("powers").data("changed");
        Some((Ok::<_, Infallible>(event), listener))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}
