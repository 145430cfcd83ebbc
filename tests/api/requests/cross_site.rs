//! Requests that change something must come from our own pages.

use reqwest::{Method, RequestBuilder};

use super::mutations;
use crate::{
    articles::IN_REVIEW_BY_LENA,
    support::{Answer, Person, SESSION, TestApp},
};

/// What Ada could do from our own pages, as every server function would take it at once.
async fn everything(ada: &Person) -> Vec<(&'static str, String)> {
    let password = ada.app.password_of("ada").await;
    vec![
        ("id", ada.app.id_of(IN_REVIEW_BY_LENA).await),
        ("version", "1".to_owned()),
        ("department", "science".to_owned()),
        ("title", "Forged".to_owned()),
        ("standfirst", "Forged".to_owned()),
        ("body", "Forged".to_owned()),
        ("note", "Forged".to_owned()),
        ("theme", "dark".to_owned()),
        ("handle", "mei".to_owned()),
        ("email", "ada@stile.example".to_owned()),
        ("password", password),
    ]
}

/// Sends everything to every server function that changes something, as a script that says it is one, with
/// the headers that `with` adds, and expects each to be refused without effect.
async fn assert_all_refused(with: impl Fn(RequestBuilder, &TestApp) -> RequestBuilder) {
    assert_all_refused_without(|request, app| with(request.header("x-stile-user", ""), app)).await;
}

/// The same of a script that does not say so.
async fn assert_all_refused_without(with: impl Fn(RequestBuilder, &TestApp) -> RequestBuilder) {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let fields = everything(&ada).await;
    let before = app.articles("1 = 1").await;

    for path in mutations() {
        let request = with(ada.request(Method::POST, path), &app);
        let answer = ada.send(request.form(&fields)).await;

        assert_cross_site(&answer, path, &app.origin);
    }

    assert_eq!(app.articles("1 = 1").await, before);
    assert_eq!(app.audited().await, []);
    assert_eq!(app.sessions_kept().await, 1);
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[track_caller]
fn assert_cross_site(answer: &Answer, path: &str, origin: &str) {
    assert_eq!(answer.status, 403, "{path}: {}", answer.body);
    let expected = serde_json::json!({ "error": "cross_site", "origin": origin });
    assert_eq!(answer.json(), expected, "{path}");
    assert!(!answer.headers.contains_key("set-cookie"), "{path}");
    assert!(!answer.headers.contains_key("location"), "{path}");
}

#[tokio::test]
async fn nothing_is_done_for_who_does_not_say_where_they_come_from() {
    assert_all_refused(|request, _| request).await;
}

#[tokio::test]
async fn a_referer_of_ours_is_not_enough() {
    assert_all_refused(|request, app| request.header("referer", format!("{}/", app.origin))).await;
}

#[tokio::test]
async fn nothing_is_done_for_another_site() {
    assert_all_refused(|request, _| {
        request.header("sec-fetch-site", "cross-site").header("origin", "https://evil.example")
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_another_site_that_names_our_origin() {
    assert_all_refused(|request, app| {
        request.header("sec-fetch-site", "cross-site").header("origin", &app.origin)
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_another_origin_that_calls_itself_ours() {
    assert_all_refused(|request, _| {
        request.header("sec-fetch-site", "same-origin").header("origin", "https://evil.example")
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_a_sibling_of_ours() {
    assert_all_refused(|request, app| {
        request
            .header("sec-fetch-site", "same-site")
            .header("origin", app.origin.replace("://", "://sibling."))
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_another_port_of_ours() {
    assert_all_refused(|request, _| request.header("origin", "http://localhost:1")).await;
}

#[tokio::test]
async fn nothing_is_done_for_an_opaque_origin() {
    assert_all_refused(|request, _| request.header("origin", "null")).await;
}

#[tokio::test]
async fn nothing_is_done_for_a_post_that_a_person_is_said_to_have_typed() {
    assert_all_refused(|request, app| {
        request.header("sec-fetch-site", "none").header("origin", &app.origin)
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_an_origin_that_only_begins_like_ours() {
    assert_all_refused(|request, app| {
        request.header("origin", format!("{}.evil.example", app.origin))
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_our_origin_over_another_scheme() {
    assert_all_refused(|request, app| {
        request.header("origin", app.origin.replace("http:", "https:"))
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_our_origin_in_capitals() {
    assert_all_refused(|request, app| request.header("origin", app.origin.to_uppercase())).await;
}

#[tokio::test]
async fn nothing_is_done_for_two_origins() {
    assert_all_refused(|request, app| {
        request.header("origin", &app.origin).header("origin", "https://evil.example")
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_two_words_about_the_site() {
    assert_all_refused(|request, app| {
        request
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-site", "cross-site")
            .header("origin", &app.origin)
    })
    .await;
}

#[tokio::test]
async fn the_host_header_does_not_make_an_origin_ours() {
    assert_all_refused(|request, _| {
        request.header("host", "evil.example").header("origin", "http://evil.example")
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_for_a_script_that_does_not_say_that_it_is_one() {
    assert_all_refused_without(|request, app| {
        request.header("sec-fetch-site", "same-origin").header("origin", &app.origin)
    })
    .await;
    assert_all_refused_without(|request, app| {
        let request = request.header("sec-fetch-site", "same-origin").header("origin", &app.origin);
        request.header("sec-fetch-mode", "no-cors")
    })
    .await;
}

/// What a client that says nothing of where it comes from gets for a page: its token.
async fn token_of(person: &Person, page: &str) -> String {
    let page = person.send(person.request(Method::GET, page).header("accept", "text/html")).await;
    let (_, rest) = page.body.split_once("name=\"csrf-token\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Sends a form as such a client does.
async fn send_plainly(person: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
    let request = person.request(Method::POST, path).header("accept", "text/html");
    person.send(request.form(fields)).await
}

#[tokio::test]
async fn a_text_browser_signs_in_and_out_with_the_tokens_of_its_pages() {
    let app = TestApp::spawn().await;
    let (visitor, password) = (app.visitor(), app.password_of("ada").await);
    let fields = [("email", "ada@stile.example"), ("password", &*password)];

    let token = token_of(&visitor, "/sign-in").await;
    let answer =
        send_plainly(&visitor, "/api/sign-in", &[&fields[..], &[("csrf-token", &*token)]].concat())
            .await;
    assert_eq!((answer.status, answer.header("location")), (303, "/"), "{}", answer.body);
    assert_eq!(visitor.name().await.as_deref(), Some("Ada Okafor"));

    assert_eq!(
        send_plainly(&visitor, "/api/sign-out", &[("csrf-token", &token)]).await.status,
        403
    );
    let token = token_of(&visitor, "/").await;
    assert_eq!(
        send_plainly(&visitor, "/api/sign-out", &[("csrf-token", &token)]).await.status,
        303
    );
    assert_eq!(visitor.name().await, None);
}

#[tokio::test]
async fn without_the_token_of_its_page_no_form_of_such_a_client_is_taken() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let own = token_of(&ada, "/").await;
    let stranger = app.visitor();
    let others = token_of(&stranger, "/").await;
    let everything = everything(&ada).await;

    for path in mutations() {
        for token in [None, Some(""), Some(&*others), Some(&own[..31])] {
            let mut fields = everything.clone();
            fields.extend(token.map(|token| ("csrf-token", token.to_owned())));
            let request = ada.request(Method::POST, path).header("accept", "text/html");
            let page = ada.send(request.form(&fields)).await;

            assert_eq!(page.status, 403, "{path} {token:?}");
            assert!(page.says("This came from another address"), "{path}: {}", page.body);
        }
    }
    assert_eq!(app.audited().await, []);
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn a_form_that_comes_back_has_its_token_and_what_was_typed() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let token = token_of(&visitor, "/sign-in").await;

    let fields = [("email", "ada@stile.example"), ("password", "no"), ("csrf-token", &*token)];
    let request = visitor.request(Method::POST, "/api/sign-in").header("accept", "text/html");
    let referer = format!("{}/sign-in", app.origin);
    let page = visitor.send(request.header("referer", referer).form(&fields)).await;

    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.says("value=\"ada@stile.example\"") && page.says(&token));
}

#[tokio::test]
async fn who_says_where_they_come_from_gets_no_token_and_no_cookie_for_it() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/sign-in").await;

    assert!(!page.says("csrf-token") && !page.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn an_oversized_body_of_another_site_is_refused_as_such() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let request = visitor.request(Method::POST, "/api/sign-in");
    let answer = visitor.send(request.body("x".repeat(2_000_000))).await;

    assert_cross_site(&answer, "/api/sign-in", &app.origin);
}

#[tokio::test]
async fn a_browser_is_shown_a_page_that_says_where_to_go() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let request = ada.request(Method::POST, "/api/sign-out");
    let request = request.header("accept", "text/html");
    let request = request.header("origin", "https://evil.example");
    let page = ada.send(request.header("referer", "https://evil.example/")).await;

    assert_eq!(page.status, 403);
    assert!(page.says("<!DOCTYPE html>") && !page.says("evil.example"));
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn our_own_page_is_heard_by_its_origin_alone() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let request = ada.request(Method::POST, "/api/sign-out");
    let request = request.header("x-stile-user", "").header("origin", &app.origin);
    let answer = ada.send(request.form(&[("next", "/")])).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(ada.cookie(SESSION), None);
}

#[tokio::test]
async fn our_own_page_is_heard_by_its_fetch_metadata_alone() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let request = ada.request(Method::POST, "/api/sign-out");
    let request = request.header("x-stile-user", "").header("sec-fetch-site", "same-origin");
    let answer = ada.send(request.form(&[("next", "/")])).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(ada.cookie(SESSION), None);
}

#[tokio::test]
async fn no_other_site_may_read_our_answers() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let request = ada.request(Method::OPTIONS, "/api/articles/publish");
    let request = request.header("origin", "https://evil.example");
    let answer = ada.send(request.header("access-control-request-method", "POST")).await;

    assert!(answer.status >= 400);
    let is_cors = |name: &reqwest::header::HeaderName| name.as_str().starts_with("access-control");
    assert!(!answer.headers.keys().any(is_cors));
}
