//! Cookies that arrive, and cookies that leave.

use super::*;
use crate::server::settings::Settings;

const ID: &str = "AAAAAAAAAAAAAAAAAAAAAA";

const NAME: &str = OF_HOST;

/// A cookie with these settings.
fn cookie(same_site: SameSite, domain: &str) -> SessionCookie {
    let settings = Settings::defaults().unwrap().session;
    SessionCookie::of(&Session { same_site, domain: domain.to_owned(), ..settings })
}

fn arriving(cookies: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for cookie in cookies {
        headers.append(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
    }
    headers
}

fn left(headers: &HeaderMap, name: header::HeaderName) -> Vec<&str> {
    headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
}

fn leaving(cookies: &[&str], how: Leaving<'_>) -> Vec<String> {
    leaving_as(&cookie(SameSite::Lax, ""), cookies, how)
}

fn leaving_as(cookie: &SessionCookie, cookies: &[&str], how: Leaving<'_>) -> Vec<String> {
    let mut headers = HeaderMap::new();
    for cookie in cookies {
        headers.append(header::SET_COOKIE, HeaderValue::from_str(cookie).unwrap());
    }
    complete(&mut headers, cookie, how);
    left(&headers, header::SET_COOKIE).into_iter().map(str::to_owned).collect()
}

const ENDED: Leaving<'_> =
    Leaving { sent: Some(ID), ended: true, renewed: None, leaves: false, kept_for: None };
const LIVING: Leaving<'_> = Leaving { ended: false, ..ENDED };

mod arriving_cookies {
    use super::*;

    #[test]
    fn one_that_could_be_ours_passes_among_others() {
        let mut headers = arriving(&[&format!("theme=dark; {NAME}={ID}; x=1")]);

        assert_eq!(admit(&mut headers, NAME).as_deref(), Some(ID));
        assert_eq!(left(&headers, header::COOKIE), [format!("theme=dark; {NAME}={ID}; x=1")]);
    }

    #[test]
    fn requests_without_ours_stay_as_they_are() {
        let mut headers = arriving(&["theme=dark;x=1", "nonsense"]);

        assert_eq!(admit(&mut headers, NAME), None);
        assert_eq!(left(&headers, header::COOKIE), ["theme=dark;x=1", "nonsense"]);
    }

    #[test]
    fn two_of_the_name_count_as_none() {
        let mut headers = arriving(&[&format!("{NAME}={ID}; theme=dark; {NAME}={ID}")]);

        assert_eq!(admit(&mut headers, NAME), None);
        assert_eq!(left(&headers, header::COOKIE), ["theme=dark"]);
    }

    #[test]
    fn two_of_the_name_in_two_headers_count_as_none() {
        let mut headers = arriving(&[&format!("{NAME}={ID}"), &format!("a=1; {NAME}={ID}")]);

        assert_eq!(admit(&mut headers, NAME), None);
        assert_eq!(left(&headers, header::COOKIE), ["a=1"]);
    }

    #[test]
    fn an_encoded_name_does_not_slip_past_the_prefix() {
        let mut headers = arriving(&[&format!("__Host%2DHttp-stile={ID}")]);

        assert_eq!(admit(&mut headers, NAME), None);
        assert!(left(&headers, header::COOKIE).is_empty());
    }

    #[test]
    fn a_name_that_only_looks_blank_at_its_ends_does_not_slip_past_the_prefix() {
        for blank in ["\u{a0}", "\u{85}", "\u{2000}", "\u{3000}", "\u{2028}"] {
            for pair in [format!("{blank}{NAME}={ID}"), format!("{NAME}{blank}={ID}")] {
                let mut headers = HeaderMap::new();
                let cookie = HeaderValue::from_bytes(pair.as_bytes()).unwrap();
                headers.insert(header::COOKIE, cookie);

                assert_eq!(admit(&mut headers, NAME), None, "{pair:?}");
                assert!(left(&headers, header::COOKIE).is_empty(), "{pair:?}");
            }
        }
    }

    #[test]
    fn an_impostor_beside_the_true_one_is_dropped_and_the_true_one_stands() {
        for impostor in ["__Host-Http%2Dstile", "\u{a0}__Host-Http-stile"] {
            let other = ID.replace("AA", "BA");
            let pairs = format!("{impostor}={other}; {NAME}={ID}; theme=dark; {impostor}={ID}");
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_bytes(pairs.as_bytes()).unwrap());

            assert_eq!(admit(&mut headers, NAME).as_deref(), Some(ID));
            assert_eq!(left(&headers, header::COOKIE), [format!("{NAME}={ID}; theme=dark")]);
        }
    }

    #[test]
    fn values_that_are_no_ids_are_dropped() {
        let hostile = [
            "",
            "AAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAB",
            "AAAAAAAAAAAAAAAAAAAAA=",
            "AAAAAAAAAAAAAAAAAAAAA+",
            "AAAAAAAAAAAAAAAAAAAA%41",
            "\"AAAAAAAAAAAAAAAAAAAA\"",
            "../../../etc/passwd...",
            "AAAAAAAAAA\tAAAAAAAAAAA",
        ];

        for value in hostile {
            let mut headers = arriving(&[&format!("{NAME}={value}")]);
            assert_eq!(admit(&mut headers, NAME), None, "{value:?}");
            assert!(left(&headers, header::COOKIE).is_empty(), "{value:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_no_id() {
        let mut headers = HeaderMap::new();
        let bytes = [NAME.as_bytes(), b"=AAAAAAAAAA\xff\xfeAAAAAAAAAA"].concat();
        headers.insert(header::COOKIE, HeaderValue::from_bytes(&bytes).unwrap());

        assert_eq!(admit(&mut headers, NAME), None);
    }
}

mod leaving_cookies {
    use super::*;

    #[test]
    fn a_new_one_gets_every_attribute_and_ends_with_the_browser() {
        let set = format!("{NAME}=BAAAAAAAAAAAAAAAAAAAAA; Path=/; Max-Age=1800");

        let left = leaving(&[&set], LIVING);

        let whole = "BAAAAAAAAAAAAAAAAAAAAA; Path=/; Secure; HttpOnly; SameSite=Lax";
        assert_eq!(left, [format!("{NAME}={whole}")]);
    }

    #[test]
    fn one_that_is_kept_outlives_the_browser() {
        let set = format!("{NAME}=BAAAAAAAAAAAAAAAAAAAAA");
        let kept_for = Some(Duration::from_hours(720));

        let left = leaving(&[&set], Leaving { kept_for, ..LIVING });

        assert!(left[0].ends_with("; SameSite=Lax; Max-Age=2592000"), "{left:?}");
    }

    #[test]
    fn every_variant_comes_and_goes_with_its_name_and_its_attributes() {
        const NEW: &str = "BAAAAAAAAAAAAAAAAAAAAA";
        for (same_site, domain, name, attributes) in [
            (SameSite::Lax, "", NAME, "SameSite=Lax"),
            (SameSite::Strict, "", NAME, "SameSite=Strict"),
            (SameSite::None, "", NAME, "SameSite=None; Partitioned"),
            (SameSite::Lax, "news.example", "__Secure-stile", "SameSite=Lax; Domain=news.example"),
        ] {
            let cookie = cookie(same_site, domain);
            assert_eq!(cookie.name(), name);

            let set = leaving_as(&cookie, &[&format!("{name}={NEW}")], LIVING);
            let removed = leaving_as(&cookie, &[&format!("{name}=")], ENDED);

            let whole = format!("; Path=/; Secure; HttpOnly; {attributes}");
            assert_eq!(set, [format!("{name}={NEW}{whole}")]);
            assert_eq!(removed, [format!("{name}={whole}; Max-Age=0")]);
        }
    }

    #[test]
    fn a_cookie_of_another_variant_is_not_ours() {
        let shared = cookie(SameSite::Lax, "news.example");
        let mut headers = arriving(&[&format!("{NAME}={ID}")]);

        assert_eq!(admit(&mut headers, shared.name()), None);
    }

    #[test]
    fn a_removal_gets_every_attribute_too() {
        let removal = format!("{NAME}=; Path=/; Max-Age=0; Expires=Fri, 22 Nov 2025 00:00:00 GMT");

        let left = leaving(&[&removal], ENDED);

        let whole = "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0";
        assert_eq!(left, [format!("{NAME}{whole}")]);
    }

    #[test]
    fn a_session_that_is_merely_unknown_does_not_take_the_cookie_along() {
        let removal = format!("{NAME}=; Path=/; Max-Age=0");

        assert!(leaving(&[&removal], LIVING).is_empty());
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        let same = format!("{NAME}={ID}; Path=/; Max-Age=1800");

        assert!(leaving(&[&same], LIVING).is_empty());
    }

    #[test]
    fn other_cookies_leave_as_they_are() {
        let left = leaving(&["theme=dark; Path=/", &format!("{NAME}=; Max-Age=0")], LIVING);

        assert_eq!(left, ["theme=dark; Path=/"]);
    }
}
