//! Cookies of ours besides the session's, as they arrive.

use http::{HeaderMap, HeaderValue, header};

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

/// The cookies that a browser sends next: those that it has sent, and those that an answer has set since.
#[must_use]
pub fn next(sent: &HeaderMap, answer: &HeaderMap) -> Option<HeaderValue> {
    let told: Vec<(&str, &str)> = set(answer).collect();
    let headers = sent.get_all(header::COOKIE).iter().filter_map(|header| header.to_str().ok());
    let pairs = headers.flat_map(|header| header.split(';')).map(|pair| pair.trim_matches(' '));
    let is_kept = |pair: &&str| {
        let name = pair.split('=').next();
        told.iter().all(|(one, _)| Some(*one) != name)
    };
    let fresh = told.iter().filter(|(_, value)| !value.is_empty());
    let fresh = fresh.map(|(name, value)| format!("{name}={value}"));
    let all: Vec<String> = pairs.filter(is_kept).map(str::to_owned).chain(fresh).collect();
    (!all.is_empty()).then(|| HeaderValue::from_str(&all.join("; ")).ok()).flatten()
}

/// Whether an answer sets the same cookie as that line of another one.
#[must_use]
pub fn sets_again(answer: &HeaderMap, line: &HeaderValue) -> bool {
    let name = line.to_str().ok().and_then(|line| line.split('=').next());
    name.is_some_and(|name| set(answer).any(|(one, _)| one == name))
}

/// Name and value of each cookie that an answer sets.
fn set(answer: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = answer.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.filter_map(|line| line.split(';').next()?.split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_sends_next_what_it_was_told() {
        let mut sent = HeaderMap::new();
        sent.insert(header::COOKIE, HeaderValue::from_static("a=1; b=2; c=3"));
        let mut answer = HeaderMap::new();
        answer.append(header::SET_COOKIE, HeaderValue::from_static("b=4; Path=/; Secure"));
        answer.append(header::SET_COOKIE, HeaderValue::from_static("c=; Max-Age=0"));

        assert_eq!(next(&sent, &answer).unwrap(), "a=1; b=4");
        assert_eq!(next(&HeaderMap::new(), &HeaderMap::new()), None);
        assert!(sets_again(&answer, &HeaderValue::from_static("b=5; Path=/")));
        assert!(!sets_again(&answer, &HeaderValue::from_static("a=5")));
    }

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
