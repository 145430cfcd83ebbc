//! `/api/me` and `/api/my-permissions`: JSON for any client, in a form that does not change.

use std::fmt::Write as _;

use axum::{
    Extension, Json,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{authorization::Held, call::CallContext, sessions::SignedIn};

/// Who the caller is: `{"user": null}` for a visitor.
pub async fn me(Extension(call): Extension<CallContext>) -> Response {
    let user = call.principal.user().map(|user| {
        json!({
            "id": user.id.to_string(),
            "name": user.name,
            "roles": user.roles,
            "session": {
                "since": user.since.to_string(),
                "until": user.until.to_string(),
                "level": user.assurance.level,
                "provedAt": user.assurance.proved_at.to_string(),
            },
        })
    });
    Json(json!({ "user": user })).into_response()
}

/// What the caller may do, as CASL's `createMongoAbility(user.permissions)` takes it.
///
/// The version is the answer's `ETag`: who has it already is told so with 304.
pub async fn my_permissions(
    Extension(call): Extension<CallContext>,
    headers: HeaderMap,
) -> Response {
    let Held { ability, until } = call.ability();
    let user = json!({
        "id": call.principal.user().map(|user| user.id.to_string()),
        "roles": call.principal.user().map(role_names).unwrap_or_default(),
        "permissions": ability.rules(),
    });
    let version = version(&user);
    let etag = format!("\"{version}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|one| one.trim() == etag));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        // Nothing asks for more than a password yet.
        let expires = until.map(|until| until.to_string());
        Json(json!({ "user": user, "stepUp": [], "version": version, "expires": expires }))
            .into_response()
    };
    let caching = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        caching.insert(header::ETAG, etag);
    }
    caching.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    caching.insert(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

fn role_names(user: &SignedIn) -> Vec<&str> {
    let mut names: Vec<&str> = user.roles.iter().map(|role| role.name.as_str()).collect();
    names.dedup();
    names
}

/// The first 128 bits of the SHA-256 of the answer, in hexadecimal.
fn version(user: &Value) -> String {
    Sha256::digest(user.to_string()).iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
