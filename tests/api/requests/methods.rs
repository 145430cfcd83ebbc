//! Addresses and methods.

use reqwest::Method;

use super::{mutations, readings};
use crate::support::{Answer, TestApp};

/// What may be read by whoever knows the address: nothing of it changes anything.
const READ_BY_GET: &[&str] = &[
    "/api/activity/list",
    "/api/alerts/list",
    "/api/articles/author",
    "/api/articles/desk",
    "/api/articles/edition",
    "/api/articles/history",
    "/api/articles/load",
    "/api/articles/load-to-edit",
    "/api/articles/search",
    "/api/audit/list",
    "/api/comments/load",
    "/api/credentials/letter",
    "/api/credentials/load",
    "/api/departments/list",
    "/api/departments/load",
    "/api/departments/sections",
    "/api/development/fence",
    "/api/development/people",
    "/api/factors/enrolment",
    "/api/factors/load",
    "/api/files/list",
    "/api/leaving/load",
    "/api/may",
    "/api/passkeys/load",
    "/api/people/directory",
    "/api/people/sessions",
    "/api/people/staff",
    "/api/powers/chart",
    "/api/powers/page",
    "/api/powers/why",
    "/api/recovery/letter",
    "/api/sign-in/ways",
    "/api/sign-up/letter",
    "/api/step-up/ways",
];

/// The answer says nothing of what it is made with.
#[track_caller]
fn assert_plain_not_found(answer: &Answer) {
    assert_eq!(answer.status, 404, "{}", answer.body);
    assert_eq!(answer.body, r#"{"error":"not_found"}"#);
    assert_eq!(answer.header("content-type"), "application/json");
}

#[test]
fn a_server_function_that_is_not_on_the_list_is_called_by_post() {
    assert_eq!(readings(), READ_BY_GET, "what is read is listed above");
}

#[test]
fn every_server_function_has_a_readable_address() {
    for path in [mutations(), readings()].concat() {
        assert!(path.starts_with("/api/"), "{path}");
        let plain = |c: char| c.is_ascii_lowercase() || "/-".contains(c);
        assert!(path.chars().all(plain), "{path}");
    }
}

#[tokio::test]
async fn nothing_that_changes_something_is_called_by_get() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for path in mutations() {
        let answer = ada.get(&format!("{path}?id=1")).await;

        assert_eq!(answer.status, 405, "{path}: {}", answer.body);
    }

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn nothing_that_changes_something_is_called_by_head() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for path in mutations() {
        let answer = ada.send(ada.request(Method::HEAD, path)).await;

        assert_eq!(answer.status, 405, "{path}");
    }

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn what_is_read_is_not_posted_to() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for path in readings() {
        let answer = ada.post(path, &[("page", "1")]).await;

        assert_eq!(answer.status, 405, "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn no_other_method_is_taken() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        for path in ["/", "/desk", "/api/me", "/api/sign-out", "/api/articles/load"] {
            let answer = ada.send(ada.ours(method.clone(), path)).await;

            assert_eq!(answer.status, 405, "{method} {path}: {}", answer.body);
            let allowed = if path == "/api/sign-out" { "POST" } else { "GET" };
            assert!(answer.header("allow").starts_with(allowed), "{method} {path}");
        }
    }

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn a_method_in_a_header_or_field_is_no_method() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let request = ada.request(Method::GET, "/api/sign-out?_method=POST");
    let answer = ada.send(request.header("x-http-method-override", "POST")).await;

    assert_eq!(answer.status, 405);
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn an_unknown_call_is_told_nothing() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_plain_not_found(&visitor.get("/api/nothing").await);
    assert_plain_not_found(&visitor.get("/api/articles/publish/").await);
    assert_plain_not_found(&visitor.get("/api/articles/publish12345").await);
    assert_plain_not_found(&visitor.post("/api/nothing/at/all", &[("a", "b")]).await);
}

#[tokio::test]
async fn an_unknown_call_by_a_browser_is_a_page() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/api/nothing").await;

    assert_eq!(page.status, 404);
    assert!(page.says("There is nothing here"));
    assert!(!page.body.to_lowercase().contains("server function"));
}

#[tokio::test]
async fn the_bare_prefix_of_calls_is_nothing() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_eq!(visitor.get("/api").await.status, 404);
    assert_eq!(visitor.get("/api/").await.status, 404);
}

#[tokio::test]
async fn what_lies_beside_the_site_is_not_served() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    for path in [
        "/pkg/../newsroom.db",
        "/pkg/%2e%2e/newsroom.db",
        "/pkg/..%2fnewsroom.db",
        "/pkg/..%5cnewsroom.db",
        "/pkg/%252e%252e/newsroom.db",
        "/pkg//etc/passwd",
        "/newsroom.db",
        "/.env",
        "/.git/config",
        "/Leptos.toml",
        "/pkg/",
    ] {
        let answer = visitor.get(path).await;

        assert_eq!(answer.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_page_is_read_and_not_posted_to() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let answer = visitor.post("/desk", &[("a", "b")]).await;
    let page = visitor.submit("/", "/", &[("a", "b")]).await;

    assert_eq!((answer.status, page.status), (405, 405));
    assert_eq!((answer.header("allow"), page.header("allow")), ("GET, HEAD", "GET, HEAD"));
}
