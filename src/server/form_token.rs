//! The token of a form, for clients that do not say where a request comes from.
//!
//! A page that such a client asks for sets a cookie, and its forms carry the cookie's value and the id of the
//! session, signed: who cannot read our pages cannot make that, also if they can set a cookie (OWASP CSRF
//! Prevention, signed double-submit cookie).

use http::{HeaderMap, HeaderValue};

use super::{
    chance, cookies,
    csrf::{SEC_FETCH_SITE, accepts_html},
    keys::Key,
};
use crate::ui::form_token::{FIELD, FormToken};

/// The cookie's name: browsers insist on its attributes because of how it begins.
const NAME: &str = "__Host-Http-stile-form";

/// How many hexadecimal digits 128 bits take.
const DIGITS: usize = 32;

/// The token for the forms of a page, and the cookie that goes with it if the client has none; nothing for a
/// client that says where its requests come from.
#[must_use]
pub fn of_page(
    headers: &HeaderMap,
    session: &str,
    key: &Key,
) -> Option<(FormToken, Option<HeaderValue>)> {
    if headers.contains_key(SEC_FETCH_SITE) || !accepts_html(headers) {
        return None;
    }
    if let Some(sent) = cookie(headers, NAME) {
        return Some((sign(sent, session_of(headers, session), key), None));
    }
    let fresh = chance::digits().ok()?;
    let token = sign(&fresh, session_of(headers, session), key);
    let cookie = format!("{NAME}={fresh}; Path=/; Secure; HttpOnly; SameSite=Strict");
    Some((token, HeaderValue::from_str(&cookie).ok()))
}

fn sign(cookie: &str, session: &str, key: &Key) -> FormToken {
    FormToken(key.sign("form", &[cookie, session]))
}

/// Whether a form carries the token of a page that this client has asked for.
#[must_use]
pub fn is_right(headers: &HeaderMap, session: &str, form: &[u8], key: &Key) -> bool {
    let mut tokens = form_urlencoded::parse(form).filter(|(name, _)| name == FIELD);
    let (Some((_, token)), None) = (tokens.next(), tokens.next()) else { return false };
    has_signed(headers, session, &token, key)
}

/// Whether that is the token of a page that this client has asked for.
#[must_use]
pub fn has_signed(headers: &HeaderMap, session: &str, token: &str, key: &Key) -> bool {
    let session = session_of(headers, session);
    cookie(headers, NAME).is_some_and(|sent| key.has_signed("form", &[sent, session], token))
}

/// The form without its token, which no server function is told.
#[must_use]
pub fn without(form: &[u8]) -> Vec<u8> {
    let is_token = |pair: &&[u8]| pair.split(|byte| *byte == b'=').next() == Some(FIELD.as_bytes());
    let pairs = form.split(|byte| *byte == b'&').filter(|pair| !is_token(pair));
    pairs.collect::<Vec<_>>().join(&b'&')
}

/// The id of the session, if the client sends one.
fn session_of<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    cookies::only(headers, name).unwrap_or_default()
}

/// The value of our cookie, if it could be one.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    cookies::only(headers, name)
        .filter(|value| value.len() == DIGITS && value.bytes().all(|it| it.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    const SESSION: &str = "session";

    fn with_cookies(cookies: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookies).unwrap());
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/html"));
        headers
    }

    /// The token of a page, and the cookie that it sets, as a pair.
    fn page(key: &Key, cookies: &str) -> (String, String) {
        let (FormToken(token), cookie) = of_page(&with_cookies(cookies), SESSION, key).unwrap();
        let cookie = cookie.unwrap().to_str().unwrap().to_owned();
        (format!("a=b&{FIELD}={token}"), cookie.split(';').next().unwrap().to_owned())
    }

    #[test]
    fn a_form_with_the_token_of_its_page_is_right() {
        let key = Key::for_tests(1);
        let (form, cookie) = page(&key, "session=1");

        let headers = with_cookies(&format!("session=1; {cookie}"));

        assert!(is_right(&headers, SESSION, form.as_bytes(), &key));
    }

    #[test]
    fn a_token_holds_for_its_client_its_session_and_its_server() {
        let key = Key::for_tests(1);
        let (form, cookie) = page(&key, "session=1");
        let (others_form, others_cookie) = page(&key, "session=2");
        let is_right = |cookies: &str, form: &str, key: &Key| {
            is_right(&with_cookies(cookies), SESSION, form.as_bytes(), key)
        };

        assert!(!is_right(&format!("session=1; {cookie}"), &others_form, &key));
        assert!(!is_right(&format!("session=1; {others_cookie}"), &others_form, &key));
        assert!(!is_right(&format!("session=2; {cookie}"), &form, &key));
        assert!(!is_right(&cookie, &form, &key));
        assert!(!is_right("session=1", &form, &key));
        assert!(!is_right(&format!("session=1; {cookie}; {cookie}"), &form, &key));
        assert!(!is_right(&format!("session=1; {cookie}"), &form, &Key::for_tests(2)));
        assert!(!is_right(&format!("session=1; {cookie}"), "a=b", &key));
        assert!(!is_right(&format!("session=1; {cookie}"), &format!("{form}&{form}"), &key));
    }

    #[test]
    fn a_browser_that_says_where_it_comes_from_needs_none() {
        let mut headers = with_cookies("a=b");
        headers.insert(SEC_FETCH_SITE, HeaderValue::from_static("none"));

        assert!(of_page(&headers, SESSION, &Key::for_tests(1)).is_none());
    }

    #[test]
    fn nobody_is_told_the_token() {
        let form = format!("{FIELD}=1&a=b%26{FIELD}=c&{FIELD}=2&{FIELD}x=3");

        assert_eq!(without(form.as_bytes()), format!("a=b%26{FIELD}=c&{FIELD}x=3").as_bytes());
        assert_eq!(without(b""), b"");
    }
}
