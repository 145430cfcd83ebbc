//! Security headers, on every response of every status.

use std::sync::Arc;

use reqwest::Method;

use super::support::{Answer, TestApp};

/// What never changes.
const FIXED: [(&str, &str); 8] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("x-permitted-cross-domain-policies", "none"),
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// What the policy begins and goes on with, around its nonce.
const POLICY: [&str; 2] = [
    "default-src 'none'; script-src 'nonce-",
    "' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; \
     manifest-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; \
     trusted-types default; report-uri /api/violations",
];

/// The answer has that status, every security header once, and nothing that tells what we run.
#[track_caller]
fn assert_guarded(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.body);
    for (name, value) in FIXED {
        let values: Vec<_> = answer.headers.get_all(name).iter().collect();
        assert_eq!(values, [value], "{name}");
    }
    assert!(!nonce(answer).is_empty());
    assert!(!answer.header("cache-control").is_empty());
    assert!(!answer.header("x-request-id").is_empty());
    for name in ["server", "x-powered-by", "via", "access-control-allow-origin"] {
        assert!(!answer.headers.contains_key(name), "{name}");
    }
    assert!(!answer.headers.contains_key("strict-transport-security"));
}

/// The value in the policy, which says what it should around it.
#[track_caller]
fn nonce(answer: &Answer) -> String {
    let mut policies = answer.headers.get_all("content-security-policy").iter();
    let policy = policies.next().unwrap().to_str().unwrap();
    assert!(policies.next().is_none());
    let rest = policy.strip_prefix(POLICY[0]).unwrap();
    rest.strip_suffix(POLICY[1]).unwrap_or_else(|| panic!("{policy}")).to_owned()
}

#[tokio::test]
async fn a_page_is_guarded() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/").await;

    assert_guarded(&page, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
}

#[tokio::test]
async fn a_page_of_somebody_signed_in_is_guarded() {
    let app = TestApp::spawn().await;

    let page = app.person("ada").await.open("/desk").await;

    assert_guarded(&page, 200);
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_redirect_after_a_form_is_guarded() {
    let app = TestApp::spawn().await;

    let answer = app.visitor().submit("/", "/api/sign-out", &[]).await;

    assert_guarded(&answer, 303);
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_has_not_changed_is_guarded() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let known = visitor.get("/api/my-permissions").await;

    let request = visitor.request(Method::GET, "/api/my-permissions");
    let request = request.header("if-none-match", known.header("etag"));
    let answer = visitor.send(request).await;

    assert_guarded(&answer, 304);
}

#[tokio::test]
async fn a_request_to_sign_in_is_guarded() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_guarded(&visitor.open("/desk").await, 401);
    assert_guarded(&visitor.get("/api/articles/desk?page=1").await, 401);
}

#[tokio::test]
async fn a_refusal_is_guarded() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let cross_site = tom.request(Method::POST, "/api/sign-out");

    assert_guarded(&tom.open("/write").await, 403);
    assert_guarded(&tom.send(cross_site).await, 403);
}

#[tokio::test]
async fn what_is_not_there_is_guarded() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_guarded(&visitor.open("/nothing/here").await, 404);
    assert_guarded(&visitor.get("/nothing/here").await, 404);
    assert_guarded(&visitor.get("/api/nothing/here").await, 404);
    assert_guarded(&visitor.get("/pkg/nothing.js").await, 404);
}

#[tokio::test]
async fn a_wrong_method_is_guarded() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let delete = visitor.ours(Method::DELETE, "/");

    assert_guarded(&visitor.get("/api/sign-in").await, 405);
    assert_guarded(&visitor.send(delete).await, 405);
}

#[tokio::test]
async fn a_stale_edit_is_guarded() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(super::articles::PUBLISHED_BY_LENA).await;

    let answer = ada.post("/api/articles/publish", &[("id", &id)]).await;

    assert_guarded(&answer, 409);
}

#[tokio::test]
async fn a_request_that_is_too_long_is_guarded() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let request = visitor.ours(Method::POST, "/api/sign-in");
    let answer = visitor.send(request.body("x".repeat(1024 * 1024 + 1))).await;

    assert_guarded(&answer, 413);
}

#[tokio::test]
async fn a_form_that_cannot_be_taken_is_guarded() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let fields = [("email", "eve@stile.example"), ("password", "x")];

    let answer = visitor.post("/api/sign-in", &fields).await;
    let page = visitor.submit("/sign-in", "/api/sign-in", &fields).await;

    assert_guarded(&answer, 422);
    assert_guarded(&page, 422);
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_malformed_request_is_guarded() {
    let app = TestApp::spawn().await;

    let answer = app.visitor().get("/api/articles/load").await;

    assert_guarded(&answer, 400);
}

#[tokio::test]
async fn what_is_our_fault_is_guarded() {
    let app = TestApp::spawn().await;
    app.execute("alter table articles rename to elsewhere").await;

    let answer = app.visitor().get("/api/articles/edition?page=1").await;

    assert_guarded(&answer, 500);
}

#[tokio::test]
async fn files_are_guarded() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_guarded(&visitor.get("/robots.txt").await, 200);
    assert_guarded(&visitor.get("/pkg/stile.js").await, 200);
    assert_guarded(&visitor.get("/pkg/stile.css?v=1").await, 200);
}

#[tokio::test]
async fn the_health_route_is_guarded() {
    let app = TestApp::spawn().await;

    let answer = app.visitor().get("/health").await;

    assert_guarded(&answer, 200);
    assert_eq!(answer.body, "ok");
}

#[tokio::test]
async fn an_answer_without_a_body_is_guarded() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let page = visitor.send(visitor.request(Method::HEAD, "/")).await;
    let api = visitor.send(visitor.request(Method::HEAD, "/api/me")).await;
    let missing = visitor.send(visitor.request(Method::HEAD, "/no")).await;
    let function = visitor.request(Method::HEAD, "/api/articles/edition?page=1");
    let function = visitor.send(function).await;

    assert_guarded(&page, 200);
    assert_guarded(&api, 200);
    assert_guarded(&missing, 404);
    assert_guarded(&function, 200);
    assert_eq!(page.body.len() + function.body.len(), 0);
}

#[tokio::test]
async fn every_script_of_a_page_carries_its_nonce() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let page = ada.open("/desk").await;

    let carried = format!("nonce=\"{}\"", nonce(&page));
    let mut scripts = 0;
    for script in page.body.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(tag.contains(&carried), "<script{tag}>");
        scripts += 1;
    }
    assert!(scripts >= 2, "{}", page.body);
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let (first, second) = (visitor.open("/").await, visitor.open("/").await);

    assert_ne!(nonce(&first), nonce(&second));
    assert_eq!(nonce(&first).len(), 32);
    assert!(!second.body.contains(&nonce(&first)));
}

#[tokio::test]
async fn the_nonce_stands_nowhere_but_in_its_attribute() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/").await;

    let nonce = nonce(&page);
    let attribute = format!("nonce=\"{nonce}\"");
    assert_eq!(page.body.matches(&nonce).count(), page.body.matches(&attribute).count());
}

#[tokio::test]
async fn a_page_has_no_inline_style_and_no_inline_handler() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let desk = ada.open("/desk").await;
    let editor = ada.open("/write").await;

    for page in [desk, editor] {
        assert!(!page.says(" style=\"") && !page.says("<style"));
        assert!(!page.says(" onclick=") && !page.says("javascript:"));
    }
}

#[tokio::test]
async fn behind_https_browsers_are_told_to_stay_there() {
    let app = app_behind_https().await;
    let visitor = app.visitor();

    let page = visitor.open("/").await;
    let file = visitor.get("/robots.txt").await;
    let missing = visitor.get("/api/nothing").await;

    let expected = "max-age=63072000; includeSubDomains; preload";
    for answer in [page, file, missing] {
        assert_eq!(answer.header("strict-transport-security"), expected);
    }
}

#[tokio::test]
async fn behind_https_only_the_origin_of_the_settings_is_ours() {
    let app = app_behind_https().await;
    let visitor = app.visitor();

    let ours = visitor.post("/api/sign-out", &[]).await;
    let address = visitor.request(Method::POST, "/api/sign-out");
    let address = address.header("origin", &app.address);

    assert_eq!(ours.status, 200);
    assert_eq!(visitor.send(address).await.status, 403);
}

async fn app_behind_https() -> Arc<TestApp> {
    TestApp::spawn_with(|settings| settings.site.origin = "https://news.example".into()).await
}

#[tokio::test]
async fn an_answer_names_its_request() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let request = visitor.request(Method::GET, "/health");
    let forged = visitor.send(request.header("x-request-id", "forged")).await;
    let other = visitor.get("/health").await;

    assert_eq!(other.header("x-request-id").len(), 12);
    assert_ne!(forged.header("x-request-id"), "forged");
    assert_ne!(forged.header("x-request-id"), other.header("x-request-id"));
}
