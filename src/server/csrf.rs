//! Requests that change something must come from our own pages.
//!
//! # Why a token is the exception
//!
//! Every browser of today sends `Origin` with a post, and `Sec-Fetch-Site` with everything. Both are
//! set by the browser and out of a page's reach (Fetch standard, W3C Fetch Metadata). Of a client that
//! sends neither, such as a text browser, a form must bring back the token of its page
//! ([`form_token`](super::form_token)); a script must say that it is one, by a header that no form and no
//! page of another site can set (RFC 10017, 6.1.3.3.2).

use http::{HeaderMap, HeaderName, Method, header};

/// Where a request comes from, in the browser's own words.
pub const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What a request is for, in the browser's own words.
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Whom the page shows whose script sends a request, by number; empty for a visitor (`ui/session.js`).
pub const PAGE_USER: HeaderName = HeaderName::from_static("x-stile-user");

/// Whether a request may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It changes nothing, or it comes from our own page.
    Allowed,
    /// Nobody says where it comes from: it may if it is a form with its page's token.
    WithToken,
    /// It comes from elsewhere, or says what no browser says.
    Refused,
}

/// Whether the request may go on: it changes nothing, or it comes from `origin`.
///
/// `same-site` is not enough: a page of a sibling domain is another site's page. `none` is what a
/// browser says of an address that a person typed, which is never a post.
#[must_use]
pub fn look_at(method: &Method, headers: &HeaderMap, origin: &str) -> Verdict {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Verdict::Allowed;
    }
    let site = only(headers, &SEC_FETCH_SITE);
    let from = only(headers, &header::ORIGIN);
    let is_ours = match (site, from) {
        (Said::Nothing, Said::Nothing) if is_form(headers) => return Verdict::WithToken,
        (Said::Nothing, Said::Nothing) | (Said::Nonsense, _) | (_, Said::Nonsense) => false,
        (site, from) => site.is_absent_or("same-origin") && from.is_absent_or(origin),
    };
    if is_ours && (is_form(headers) || headers.contains_key(PAGE_USER)) {
        Verdict::Allowed
    } else {
        Verdict::Refused
    }
}

/// Whether a page is to take the place of the one that the request comes from.
fn is_form(headers: &HeaderMap) -> bool {
    match only(headers, &SEC_FETCH_MODE) {
        Said::Nothing => accepts_html(headers),
        mode => mode.is_absent_or("navigate"),
    }
}

/// Whether a page is wanted in answer.
#[must_use]
pub fn accepts_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// What a header says that may stand once.
enum Said<'a> {
    Nothing,
    Once(&'a str),
    Nonsense,
}

impl Said<'_> {
    fn is_absent_or(&self, expected: &str) -> bool {
        match self {
            Self::Nothing => true,
            Self::Once(value) => *value == expected,
            Self::Nonsense => false,
        }
    }
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Said<'a> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Said::Nothing,
        (Some(value), None) => value.to_str().map_or(Said::Nonsense, Said::Once),
        (Some(_), Some(_)) => Said::Nonsense,
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const OURS: &str = "https://news.example";

    type Headers<'a> = &'a [(&'static str, &'static str)];

    /// What a form that says this of itself may, and a script that does.
    fn may_post(headers: Headers<'_>) -> [Verdict; 2] {
        [("accept", "text/html"), ("x-stile-user", "")].map(|kind| {
            let mut map = HeaderMap::new();
            for (name, value) in headers.iter().chain([&kind]) {
                map.append(*name, HeaderValue::from_static(value));
            }
            look_at(&Method::POST, &map, OURS)
        })
    }

    #[test]
    fn our_own_page_may_post() {
        for headers in [
            &[("sec-fetch-site", "same-origin"), ("origin", OURS)][..],
            &[("sec-fetch-site", "same-origin")],
            &[("origin", OURS)],
        ] {
            assert_eq!(may_post(headers), [Verdict::Allowed; 2], "{headers:?}");
        }
    }

    #[test]
    fn a_script_must_say_that_it_is_one() {
        let ours = [("sec-fetch-site", "same-origin"), ("origin", OURS)];
        let verdict = |more: Headers<'_>| {
            let mut map = HeaderMap::new();
            for (name, value) in ours.iter().chain(more) {
                map.append(*name, HeaderValue::from_static(value));
            }
            look_at(&Method::POST, &map, OURS)
        };

        assert_eq!(verdict(&[("accept", "application/json")]), Verdict::Refused);
        assert_eq!(verdict(&[]), Verdict::Refused);
        assert_eq!(
            verdict(&[("accept", "text/html"), ("sec-fetch-mode", "cors")]),
            Verdict::Refused
        );
        assert_eq!(
            verdict(&[("accept", "text/html"), ("sec-fetch-mode", "no-cors")]),
            Verdict::Refused
        );
        assert_eq!(verdict(&[("sec-fetch-mode", "navigate")]), Verdict::Allowed);
        assert_eq!(verdict(&[("sec-fetch-mode", "cors"), ("x-stile-user", "7")]), Verdict::Allowed);
    }

    #[test]
    fn of_who_says_nothing_a_form_needs_a_token_and_a_script_may_nothing() {
        assert_eq!(may_post(&[]), [Verdict::WithToken, Verdict::Refused]);
        let referer = may_post(&[("referer", "https://news.example/")]);
        assert_eq!(referer, [Verdict::WithToken, Verdict::Refused]);
    }

    #[test]
    fn nobody_else_may() {
        for headers in [
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")][..],
            &[("sec-fetch-site", "same-site"), ("origin", "https://sub.news.example")],
            &[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
            &[("sec-fetch-site", "cross-site"), ("origin", OURS)],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "none"), ("origin", OURS)],
            &[("origin", "null")],
            &[("origin", "http://news.example")],
            &[("origin", "https://news.example.evil.example")],
            &[("origin", "https://news.example:444")],
            &[("origin", OURS), ("origin", OURS)],
            &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        ] {
            assert_eq!(may_post(headers), [Verdict::Refused; 2], "{headers:?}");
        }
    }

    #[test]
    fn reading_is_free_and_every_other_method_is_not() {
        let nothing = HeaderMap::new();

        assert_eq!(look_at(&Method::GET, &nothing, OURS), Verdict::Allowed);
        assert_eq!(look_at(&Method::HEAD, &nothing, OURS), Verdict::Allowed);
        for method in ["POST", "PUT", "PATCH", "DELETE", "QUERY", "TRACE", "CONNECT"] {
            let method = method.parse().unwrap();
            assert_eq!(look_at(&method, &nothing, OURS), Verdict::Refused, "{method}");
        }
    }
}
