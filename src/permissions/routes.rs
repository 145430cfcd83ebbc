//! `/api/me` and `/api/my-permissions`: JSON for any client, in a form that does not change.

use std::fmt::Write as _;

use axum::{
    Extension, Json,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    authorization::{Held, Rule, Told},
    call::CallContext,
    sessions::SignedIn,
};

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
/// Who has the answer already is told so with 304: its `version` is its `ETag`, a weak one, because it
/// stands on the compressed answer too.
pub async fn my_permissions(
    Extension(call): Extension<CallContext>,
    headers: HeaderMap,
) -> Response {
    let held = call.ability();
    let Told { etag, json } = held.told(|| tell(call.principal.user(), &held, &call.lifted(&held)));
    let mut response = if is_known(&headers, etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        ([kind], json.clone()).into_response()
    };
    let caching = response.headers_mut();
    caching.insert(header::ETAG, etag.clone());
    caching.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    caching.insert(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

/// Whether one of those that the caller has is this one, by weak comparison (RFC 9110, 8.8.3.2 and
/// 13.1.2): what stands between may have weakened it.
fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).into_iter().map(HeaderValue::as_bytes);
    let mut known = known.flat_map(|list| list.split(|byte| *byte == b',')).map(<[u8]>::trim_ascii);
    let opaque = |tag: &[u8]| tag.strip_prefix(b"W/").unwrap_or(tag).to_owned();
    known.any(|one| one == b"*" || opaque(one) == opaque(etag.as_bytes()))
}

fn tell(user: Option<&SignedIn>, held: &Held, lifted: &[Rule]) -> Told {
    let who = json!({
        "id": user.map(|user| user.id.to_string()),
        "roles": user.map(role_names).unwrap_or_default(),
        "permissions": held.ability.rules(),
    });
    let mut answer = json!({
        "user": who,
        "stepUp": lifted,
        "expires": held.until.map(|until| until.to_string()),
    });
    let version = version(&answer);
    let etag = HeaderValue::from_str(&format!("W/\"{version}\""));
    answer["version"] = version.into();
    Told {
        etag: etag.unwrap_or(HeaderValue::from_static("W/\"\"")),
        json: answer.to_string().into(),
    }
}

fn role_names(user: &SignedIn) -> Vec<&str> {
    let mut names: Vec<&str> = user.roles.iter().map(|role| role.name.as_str()).collect();
    names.dedup();
    names
}

/// The first 128 bits of the SHA-256 of the answer, in hexadecimal.
fn version(answer: &Value) -> String {
    Sha256::digest(answer.to_string()).iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
