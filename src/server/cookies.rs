//! Cookies of ours besides the session's, as they arrive.

use http::{HeaderMap, header};

/// The value of the cookie of that name, if there is only one.
#[must_use]
pub fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|header| header.to_str().ok());
    let mut ours = all
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim_matches(' ').strip_prefix(name)?.strip_prefix('='));
    let (value, None) = (ours.next()?, ours.next()) else { return None };
    Some(value)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_cookie_counts_if_it_is_the_only_one_of_its_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; ab=2;c=3"));
        headers.append(header::COOKIE, HeaderValue::from_static("d=4; c=5"));

        assert_eq!(only(&headers, "a"), Some("1"));
        assert_eq!(only(&headers, "d"), Some("4"));
        assert_eq!(only(&headers, "c"), None);
        assert_eq!(only(&headers, "b"), None);
    }
}
