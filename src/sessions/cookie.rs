//! The one cookie: which of those that arrive are ours, and how those that leave look.
//!
//! # Why
//!
//! tower-sessions takes the last of several cookies of its name, decodes names before it compares
//! them (so that `__Host%2DHttp-stile` passes, to which no browser applies the rules of the
//! prefix), asks its store for whatever decodes, and removes cookies without their attributes,
//! which browsers ignore for such names. It also removes a cookie whose session it does not find:
//! a request that is still on its way with the old id would take away the new one. So only a
//! session that was ended on purpose takes its cookie along, and a cookie that the browser has
//! sent is not sent back.

use http::{HeaderMap, HeaderValue, header};
use tower_sessions::{cookie::Cookie, session::Id};

use crate::server::settings::SameSite;

/// The cookie's name: browsers insist on its attributes because of how it begins.
pub const NAME: &str = "__Host-Http-stile";

/// How many characters 128 bits take.
const ID_LENGTH: usize = 22;

/// What a response does to the cookie, beyond what tower-sessions thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaving<'a> {
    /// The value that the browser has sent.
    pub sent: Option<&'a str>,
    /// Whether the session was ended on purpose.
    pub ended: bool,
    /// The attribute that every one of them gets.
    pub same_site: SameSite,
}

/// Drops our cookie from a request unless there is exactly one, and it could be an id.
///
/// Gives back its value.
pub(super) fn admit(headers: &mut HeaderMap) -> Option<String> {
    let claims: Vec<&str> = pairs(headers).filter(|pair| is_claim(pair)).collect();
    match claims.as_slice() {
        [] => return None,
        [only] => {
            if let Some(value) = value_of(only).filter(|value| is_id(value)) {
                return Some(value.to_owned());
            }
        }
        _ => {}
    }
    tracing::info!(cookies = claims.len(), "session cookies that cannot be ours were ignored");
    drop_claims(headers);
    None
}

/// Gives our cookies in a response all their attributes, and drops those that must not leave.
pub(super) fn complete(headers: &mut HeaderMap, leaving: Leaving<'_>) {
    let cookies: Vec<_> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for cookie in cookies {
        let Some(value) = set_value(&cookie) else {
            headers.append(header::SET_COOKIE, cookie);
            continue;
        };
        if let Some(cookie) = ours(value, leaving) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
}

/// The cookie that leaves for one that tower-sessions has set to this value.
///
/// It lasts as long as the browser is open; the server knows when the session is over.
fn ours(value: &str, leaving: Leaving<'_>) -> Option<HeaderValue> {
    let lifetime = match value {
        "" if !leaving.ended => return None,
        "" => "; Max-Age=0",
        same if leaving.sent == Some(same) => return None,
        _ => "",
    };
    let same_site = leaving.same_site.as_str();
    let cookie =
        format!("{NAME}={value}; Path=/; Secure; HttpOnly; SameSite={same_site}{lifetime}");
    HeaderValue::from_str(&cookie).ok()
}

/// What a `Set-Cookie` header sets our cookie to, if it is about ours.
fn set_value(cookie: &HeaderValue) -> Option<&str> {
    let (name, rest) = cookie.to_str().ok()?.split_once('=')?;
    let value = rest.split_once(';').map_or(rest, |(value, _)| value);
    (name == NAME).then_some(value)
}

/// The name-value pairs of all `Cookie` headers, as tower-sessions takes them apart.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| str::from_utf8(header.as_bytes()).ok())
        .flat_map(|header| header.split(';'))
}

/// Whether tower-sessions would take this pair for ours.
fn is_claim(pair: &str) -> bool {
    Cookie::parse_encoded(pair).is_ok_and(|cookie| cookie.name() == NAME)
}

fn value_of(pair: &str) -> Option<&str> {
    let (name, value) = pair.trim().split_once('=')?;
    (name == NAME).then_some(value)
}

fn is_id(value: &str) -> bool {
    value.len() == ID_LENGTH && value.parse::<Id>().is_ok()
}

fn drop_claims(headers: &mut HeaderMap) {
    let others: Vec<&str> = pairs(headers).filter(|pair| !is_claim(pair)).map(str::trim).collect();
    let others = HeaderValue::from_str(&others.join("; ")).ok();
    headers.remove(header::COOKIE);
    if let Some(others) = others.filter(|others| !others.is_empty()) {
        headers.insert(header::COOKIE, others);
    }
}

#[cfg(test)]
mod tests;
