//! What somebody tries who wants a session that is not theirs.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use reqwest::{Method, header::HeaderValue};

use super::{
    sessions::app_with_a_store_to_break,
    support::{Answer, Person, SESSION, TestApp},
};

/// What no browser of ours sends as the id of a session.
fn hostile_ids() -> Vec<Vec<u8>> {
    let mut ids: Vec<Vec<u8>> = [
        "",
        "0",
        "null",
        "undefined",
        "true",
        "-1",
        "../../etc/passwd",
        "' or 1=1 --",
        "\"",
        "{}",
        "%00",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAA+",
        "AAAAAAAAAAAAAAAAAAAAA/",
        "AAAAAAAAAAAAAAAAAAAAA\u{e4}",
        "\u{202e}AAAAAAAAAAAAAAAAAAAAA",
        "<script>alert(1)</script>",
        "stile:user-sessions:1",
    ]
    .map(|id| id.as_bytes().to_vec())
    .into();
    ids.extend([b"\xff".repeat(22), b"A".repeat(4_000), b"\t".repeat(22), b"A\tA".repeat(8)]);
    ids
}

async fn with_cookie(person: &Person, path: &str, cookie: &[u8]) -> Answer {
    let cookie = [format!("{SESSION}=").as_bytes(), cookie].concat();
    let request = person.request(Method::GET, path);
    person.send(request.header("cookie", HeaderValue::from_bytes(&cookie).unwrap())).await
}

#[tokio::test]
async fn an_id_that_cannot_be_one_is_nobodys_and_asks_no_store() {
    let (app, broken) = app_with_a_store_to_break().await;
    app.person("ada").await;
    let kept = app.sessions_kept().await;
    assert_eq!(kept, 1);

    broken.stop(&app).await;

    for id in hostile_ids() {
        let visitor = app.visitor();
        let said = String::from_utf8_lossy(&id).into_owned();
        assert_eq!(with_cookie(&visitor, "/api/me", &id).await.body, r#"{"user":null}"#, "{said}");
        assert_eq!(with_cookie(&visitor, "/desk", &id).await.status, 401, "{said}");
        assert_eq!(visitor.cookie(SESSION), None, "{said}");
    }
    // One that could be is looked up: nobody knows whose it is.
    let plausible = with_cookie(&app.visitor(), "/api/me", b"AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!(plausible.status, 503);
}

#[tokio::test]
async fn an_id_counts_in_the_cookie_only() {
    let app = TestApp::spawn().await;
    let id = app.person("ada").await.cookie(SESSION).unwrap();
    let visitor = app.visitor();
    let names = [SESSION, "id", "sid", "session", "session_id", "JSESSIONID", "token"];

    for name in names {
        let query = visitor.get(&format!("/api/me?{name}={id}")).await;
        assert_eq!(query.body, r#"{"user":null}"#, "{name}");
        let header = visitor.request(Method::GET, "/api/me").header(name, &id);
        assert_eq!(visitor.send(header).await.body, r#"{"user":null}"#, "{name}");
        let fields = [(name, id.as_str()), ("id", "1"), ("text", "x")];
        let body = visitor.post("/api/comments/create", &fields).await;
        assert_eq!(body.status, 401, "{name}");
    }
    for (header, value) in [
        ("authorization", format!("Bearer {id}")),
        ("authorization", format!("Session {id}")),
        ("x-forwarded-cookie", format!("{SESSION}={id}")),
        ("cookie2", format!("{SESSION}={id}")),
    ] {
        let request = visitor.request(Method::GET, "/api/me").header(header, value);
        assert_eq!(visitor.send(request).await.body, r#"{"user":null}"#, "{header}");
    }
    assert_eq!(app.sessions_kept().await, 1);
}

#[tokio::test]
async fn after_signing_out_nothing_is_answered_to_who_has_kept_the_cookie() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = ada.cookie(SESSION).unwrap();
    assert_eq!(ada.post("/api/sign-out", &[]).await.status, 200);
    let thief = app.visitor();
    thief.set_cookie(SESSION, &id);

    assert_eq!(thief.open("/desk").await.status, 401);
    assert_eq!(thief.get("/api/articles/desk?page=1").await.status, 401);
    assert_eq!(thief.get("/api/news").await.status, 401);
    assert_eq!(thief.get("/audit.csv").await.status, 401);
    assert_eq!(thief.post("/api/articles/publish", &[("id", "1")]).await.status, 401);
    assert_eq!(thief.name().await, None);
    let permissions = thief.read("/api/my-permissions").await;
    assert_eq!(permissions["user"]["id"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_session_that_the_browser_keeps_is_as_strictly_kept_as_any_other() {
    let app = TestApp::spawn_with(|settings| settings.session.most = 2).await;
    let password = app.password_of("ada").await;
    let fields = [("email", "ada@stile.example"), ("password", &*password), ("keep", "true")];
    let ada = app.visitor();
    ada.set_cookie(SESSION, "AAAAAAAAAAAAAAAAAAAAAA");

    ada.post("/api/sign-in", &fields).await;
    let first = ada.cookie(SESSION).unwrap();
    ada.post("/api/sign-in", &fields).await;
    let second = ada.cookie(SESSION).unwrap();

    assert!(first != "AAAAAAAAAAAAAAAAAAAAAA" && second != first);
    let thief = app.visitor();
    thief.set_cookie(SESSION, &first);
    assert_eq!(thief.name().await, None);
    app.clock.advance(Duration::from_secs(1));
    app.person("ada").await;
    app.clock.advance(Duration::from_secs(1));
    app.person("ada").await;
    assert_eq!(ada.name().await, None);
}

/// Every cookie that answers set, whatever they answer.
async fn all_cookies(app: &Arc<TestApp>) -> Vec<String> {
    let ada = app.person("ada").await;
    let again = app.person("ada").await;
    again.set_cookie("__Host-stile-leaving", "1");
    let mut answers = vec![
        app.visitor().post("/api/development/be-person", &[("handle", "tom")]).await,
        app.visitor().post("/api/development/be-person", &[("handle", "nobody")]).await,
        ada.post("/api/account/choose-theme", &[("theme", "dark")]).await,
        ada.submit("/", "/api/account/choose-theme", &[("theme", "light")]).await,
        again.open("/no/such/page").await,
    ];
    for path in
        ["/", "/desk", "/no/such/page", "/api/me", "/api/nothing", "/people/ada-okafor/sessions"]
    {
        answers.push(ada.open(path).await);
    }
    answers.push(ada.post("/api/sign-out", &[]).await);
    let cookies = answers.iter().flat_map(|answer| answer.headers.get_all("set-cookie"));
    cookies.map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_cookie_has_all_its_attributes_and_no_domain() {
    let app = TestApp::spawn().await;

    let cookies = all_cookies(&app).await;

    let names: BTreeSet<&str> =
        cookies.iter().filter_map(|cookie| cookie.split('=').next()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    for cookie in &cookies {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        let lower = cookie.to_lowercase();
        for attribute in ["; path=/", "; secure", "; samesite="] {
            assert!(lower.contains(attribute), "{cookie}");
        }
        assert!(!lower.contains("domain"), "{cookie}");
        // A script sets the one that says that its reader leaves.
        assert!(lower.contains("; httponly") || cookie.contains("leaving"), "{cookie}");
    }
}

#[tokio::test]
async fn why_a_session_has_ended_is_nothing_that_opens_one() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let lost = ada.cookie(SESSION).unwrap();
    let id = app.user_id("ada").await.to_string();
    app.person("priya").await.post("/api/people/end-sessions", &[("id", &id)]).await;

    let dump = app.sessions_dump().await;

    assert!(dump.contains("ended_by_administrator") && !dump.contains(&lost), "{dump}");
    // What stands in the store is no cookie.
    let names = dump.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
    for name in names.filter(|name| name.len() == 22) {
        let thief = app.visitor();
        thief.set_cookie(SESSION, name);
        assert_eq!(thief.name().await, None);
    }
}
