//! Requests that change something must come from our own pages.
//!
//! # Why not a token
//!
//! Every browser we serve sends `Origin` with a post, and `Sec-Fetch-Site` with everything. Both are
//! set by the browser and out of a page's reach (Fetch standard, W3C Fetch Metadata). A request
//! that says neither is refused: it is no browser's.

use http::{HeaderMap, HeaderName, Method, header};

/// Where a request comes from, in the browser's own words.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the request may go on: it changes nothing, or it comes from `origin`.
///
/// `same-site` is not enough: a page of a sibling domain is another site's page. `none` is what a
/// browser says of an address that a person typed, which is never a post.
#[must_use]
pub fn is_allowed(method: &Method, headers: &HeaderMap, origin: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let site = only(headers, &SEC_FETCH_SITE);
    let from = only(headers, &header::ORIGIN);
    match (site, from) {
        (Said::Nothing, Said::Nothing) | (Said::Nonsense, _) | (_, Said::Nonsense) => false,
        (site, from) => site.is_absent_or("same-origin") && from.is_absent_or(origin),
    }
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

    fn may_post(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        is_allowed(&Method::POST, &map, OURS)
    }

    #[test]
    fn our_own_page_may_post() {
        assert!(may_post(&[("sec-fetch-site", "same-origin"), ("origin", OURS)]));
        assert!(may_post(&[("sec-fetch-site", "same-origin")]));
        assert!(may_post(&[("origin", OURS)]));
    }

    #[test]
    fn nobody_else_may() {
        for headers in [
            &[][..],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
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
            &[("referer", "https://news.example/")],
        ] {
            assert!(!may_post(headers), "{headers:?}");
        }
    }

    #[test]
    fn reading_is_free_and_every_other_method_is_not() {
        let nothing = HeaderMap::new();

        assert!(is_allowed(&Method::GET, &nothing, OURS));
        assert!(is_allowed(&Method::HEAD, &nothing, OURS));
        for method in ["POST", "PUT", "PATCH", "DELETE", "QUERY", "TRACE", "CONNECT"] {
            assert!(!is_allowed(&method.parse().unwrap(), &nothing, OURS), "{method}");
        }
    }
}
