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

use std::{sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue, header};
use tower_sessions::{cookie::Cookie, session::Id};

use crate::server::settings::{SameSite, Session};

/// The cookie's name: browsers insist on its attributes because of how it begins.
const OF_HOST: &str = "__Host-Http-stile";

/// Its name where sibling hosts share it: no prefix that every browser knows asks for more.
const OF_DOMAIN: &str = "__Secure-stile";

/// The session's cookie of a deployment: its name, and the attributes that it always has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    name: &'static str,
    attributes: Arc<str>,
}

impl SessionCookie {
    /// The cookie that the settings ask for.
    ///
    /// # Sources
    ///
    /// RFC 6265bis, 4.1.2; `Partitioned`: draft-cutler-httpbis-partitioned-cookies (CHIPS).
    #[must_use]
    pub fn of(settings: &Session) -> Self {
        let domain = match settings.domain.as_str() {
            "" => String::new(),
            domain => format!("; Domain={domain}"),
        };
        let name = if domain.is_empty() { OF_HOST } else { OF_DOMAIN };
        let same_site = match settings.same_site {
            SameSite::Lax => "Lax",
            SameSite::Strict => "Strict",
            SameSite::None => "None; Partitioned",
        };
        let attributes = format!("; Path=/; Secure; HttpOnly; SameSite={same_site}{domain}");
        Self { name, attributes: attributes.into() }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// Set by a page whose reader signs out, also where the server is out of reach: it names the session, by
/// its handle, which the first request that arrives with it ends.
pub const LEAVING: &str = "__Host-stile-leaving";

/// How many characters 128 bits take.
const ID_LENGTH: usize = 22;

/// What a response does to the cookie, beyond what tower-sessions thinks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaving<'a> {
    /// The value that the browser has sent.
    pub sent: Option<&'a str>,
    /// Whether the session was ended on purpose.
    pub ended: bool,
    /// The id under which the session goes on.
    pub renewed: Option<Id>,
    /// Whether what the browser has said of signing out is done.
    pub leaves: bool,
    /// For how long the browser keeps it, if not just until it is closed.
    pub kept_for: Option<Duration>,
}

/// Drops from a request every cookie that tower-sessions would take for ours, unless it is the only
/// one that is named exactly as ours, and could be an id.
///
/// Gives back its value. A name that only reads as ours, once decoded or trimmed, may come from any
/// page of a neighbouring host: it is dropped, and does not count against the true one.
pub(super) fn admit(headers: &mut HeaderMap, name: &str) -> Option<String> {
    let claims: Vec<&str> = pairs(headers).filter(|pair| is_claim(pair, name)).collect();
    let is_clean = headers.get_all(header::COOKIE).iter().all(|header| header.to_str().is_ok());
    if claims.is_empty() && is_clean {
        return None;
    }
    let genuine: Vec<&str> = claims.iter().filter_map(|pair| value_of(pair, name)).collect();
    let id = match genuine.as_slice() {
        [only] if is_id(only) => Some((*only).to_owned()),
        _ => None,
    };
    // A byte that tower-sessions cannot read would hide all cookies from it.
    if id.is_none() || claims.len() > 1 || !is_clean {
        tracing::info!(cookies = claims.len(), "session cookies that cannot be ours were ignored");
        keep_only(headers, name, id.as_deref());
    }
    id
}

/// Which session the browser's reader has left.
pub(super) fn left(headers: &HeaderMap) -> Option<String> {
    let mut pairs = pairs(headers).filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| *name == LEAVING).map(|(_, handle)| handle.to_owned())
}

/// Drops our cookie from a request.
pub(super) fn forget(headers: &mut HeaderMap, name: &str) {
    keep_only(headers, name, None);
}

/// Gives our cookies in a response all their attributes, and drops those that must not leave.
pub(super) fn complete(headers: &mut HeaderMap, cookie: &SessionCookie, leaving: Leaving<'_>) {
    let ours = |value: &str| ours(cookie, value, leaving);
    let name = cookie.name;
    let cookies: Vec<_> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for set in cookies {
        let Some(value) = set_value(&set, name) else {
            headers.append(header::SET_COOKIE, set);
            continue;
        };
        if let Some(cookie) = ours(value) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    let renewed = leaving.renewed.and_then(|id| ours(&id.to_string()));
    headers.extend(renewed.map(|cookie| (header::SET_COOKIE, cookie)));
    let is_told =
        headers.get_all(header::SET_COOKIE).iter().any(|it| set_value(it, name).is_some());
    if leaving.ended && !is_told {
        headers.extend(ours("").map(|gone| (header::SET_COOKIE, gone)));
    }
    if leaving.leaves {
        let gone = format!("{LEAVING}=; Path=/; Secure; SameSite=Lax; Max-Age=0");
        if let Ok(gone) = HeaderValue::from_str(&gone) {
            headers.append(header::SET_COOKIE, gone);
        }
    }
}

/// The cookie that leaves for one that tower-sessions has set to this value.
///
/// It lasts as long as the browser is open, or as long as somebody chose to keep the session at the
/// latest; the server knows when the session is over.
fn ours(cookie: &SessionCookie, value: &str, leaving: Leaving<'_>) -> Option<HeaderValue> {
    let lifetime = match value {
        "" if !leaving.ended => return None,
        "" => "; Max-Age=0".to_owned(),
        same if leaving.sent == Some(same) => return None,
        _ => leaving.kept_for.map(max_age).unwrap_or_default(),
    };
    let SessionCookie { name, attributes } = cookie;
    let cookie = format!("{name}={value}{attributes}{lifetime}");
    HeaderValue::from_str(&cookie).ok()
}

fn max_age(time: Duration) -> String {
    format!("; Max-Age={}", time.as_secs())
}

/// What a `Set-Cookie` header sets our cookie to, if it is about ours.
fn set_value<'a>(cookie: &'a HeaderValue, ours: &str) -> Option<&'a str> {
    let (name, rest) = cookie.to_str().ok()?.split_once('=')?;
    let value = rest.split_once(';').map_or(rest, |(value, _)| value);
    (name == ours).then_some(value)
}

/// The name-value pairs of all `Cookie` headers, without the blanks that browsers put around them.
///
/// # Sources
///
/// RFC 6265, section 5.4: a semicolon and a space stand between two. What else looks blank, such as
/// U+00A0, belongs to the name, to which browsers then apply no rules of a prefix.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|header| header.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|pair| str::from_utf8(pair).ok())
        .map(|pair| pair.trim_matches([' ', '\t']))
}

/// Whether tower-sessions would take this pair for ours.
fn is_claim(pair: &str, ours: &str) -> bool {
    Cookie::parse_encoded(pair).is_ok_and(|cookie| cookie.name() == ours)
}

/// The value, if the name is ours to the byte.
fn value_of<'a>(pair: &'a str, ours: &str) -> Option<&'a str> {
    let (name, value) = pair.split_once('=')?;
    (name == ours).then_some(value)
}

fn is_id(value: &str) -> bool {
    value.len() == ID_LENGTH && value.parse::<Id>().is_ok()
}

/// Drops every claim but the one with this id.
fn keep_only(headers: &mut HeaderMap, name: &str, id: Option<&str>) {
    let is_kept = |pair: &&str| {
        let is_readable = pair.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        is_readable && (!is_claim(pair, name) || id.is_some() && value_of(pair, name) == id)
    };
    let kept: Vec<&str> = pairs(headers).filter(is_kept).collect();
    let kept = HeaderValue::from_str(&kept.join("; ")).ok();
    headers.remove(header::COOKIE);
    if let Some(kept) = kept.filter(|kept| !kept.is_empty()) {
        headers.insert(header::COOKIE, kept);
    }
}

#[cfg(test)]
mod tests;
