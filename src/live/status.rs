//! `/api/session`: whether the session of an open page goes on.

use axum::{
    Extension, Json,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    call::{CallContext, ServiceError},
    server::server_functions::failed,
    sessions::{Ending, Lost},
};

/// `{"session": {"name": …, "endsIn": …, "lastsFor": …}}`, in milliseconds from now, because the clock
/// of a browser may be wrong: when it ends if nobody uses it, and at the latest. Asking does not use it.
///
/// Without a session `{"session": null, "why": …, "ended": …}` says why there is none any more, in a word
/// and in a sentence.
pub async fn tell(Extension(call): Extension<CallContext>) -> Response {
    let Some(user) = call.principal.user() else {
        return match call.answer(why_ended(&call).await) {
            Ok(why) => {
                let why = why.unwrap_or(Ending::SignedOut);
                let why = json!({ "session": null, "why": why.as_str(), "ended": why.words() });
                Json(why).into_response()
            }
            Err(error) => failed(error),
        };
    };
    let now = call.on.clock.now();
    let left = |until: crate::timestamp::Timestamp| until.since(now).as_millis();
    let session = json!({
        "name": user.handle,
        "endsIn": left(user.ends),
        "lastsFor": left(user.until),
    });
    Json(json!({ "session": session })).into_response()
}

/// Why the session is over that a visitor's browser still believes to have, if it does.
pub async fn why_ended(call: &CallContext) -> Result<Option<Ending>, ServiceError> {
    let Some(Lost(key)) = call.lost else { return Ok(None) };
    Ok(Some(call.on.sessions.why_ended(key).await?))
}
