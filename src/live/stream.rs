//! `/api/news`: tells open pages at once what is no longer as they show it.

use std::{convert::Infallible, time::Duration};

use axum::{
    Extension,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::stream;
use serde_json::json;

use super::watch::{Told, Watch};
use crate::{
    call::CallContext, error::AppError, server::server_functions::failed, sessions::Ending,
};

/// Proxies cut connections on which nothing happens, many of them after a minute.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// When somebody may try again who has too many pages open.
const TRY_AGAIN: u32 = 60;

/// A stream of events (WHATWG HTML, 9.2). It does not use the session, and ends with it.
///
/// - `powers`: `/api/my-permissions` says something else.
/// - `changed`, with `{"name": …, "version": …}`: that thing has this version now.
/// - `ended`, with the reason in words: the session is over. It is the last one.
/// - `left`: its user has signed out. It is the last one too.
/// - `replaced`: the same browser has begun another one. It is the last one too.
pub async fn stream(Extension(call): Extension<CallContext>) -> Response {
    let Some(user) = call.principal.user() else { return failed(AppError::NotSignedIn) };
    let Some(listener) = call.on.events.listen(user.id.get(), user.handle.as_str()) else {
        return failed(AppError::Busy { seconds: TRY_AGAIN });
    };
    let watch = Watch::new(call, listener);
    let events = stream::unfold(watch, async |mut watch| {
        let told = watch.next().await?;
        Some((Ok::<_, Infallible>(event(&told)), watch))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

/// An event without data is none.
fn event(told: &Told) -> Event {
    match told {
        Told::Powers => Event::default().event("powers").data("changed"),
        Told::Ended(Ending::Replaced) => Event::default().event("replaced").data("by another"),
        Told::Ended(Ending::SignedOut) => Event::default().event("left").data("by its user"),
        Told::Ended(why) => Event::default().event("ended").data(why.words()),
        Told::Changed { name, version } => {
            let what = json!({ "name": name, "version": version });
            Event::default().event("changed").data(what.to_string())
        }
    }
}
