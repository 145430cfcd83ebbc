//! Requests that cannot be read: 4xx, and never our fault.

use std::{fmt::Write as _, sync::Arc};

use reqwest::Method;

use super::{mutations, readings};
use crate::{
    articles::{DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA},
    support::{Answer, Person, TestApp},
};

const FORM: &str = "application/x-www-form-urlencoded";

/// Posts that body as that type.
async fn post(person: &Person, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Answer {
    let request = person.ours(Method::POST, path).header("content-type", kind);
    person.send(request.body(body.into())).await
}

/// Somebody who is let in everywhere: signed in, and half-way to being so again.
async fn ada(app: &Arc<TestApp>) -> Person {
    let ada = app.person("ada").await;
    ada.have_mail_factor().await;
    ada.sign_in("ada@stile.example", &app.password_of("ada").await).await;
    ada
}

/// The request could not be read.
#[track_caller]
fn assert_malformed(answer: &Answer, what: &str) {
    assert!([400, 422].contains(&answer.status), "{what}: {}", answer.body);
    assert!(["malformed", "invalid", "wrong_credentials"].contains(&answer.error().as_str()));
}

/// Server functions that cannot do without arguments.
fn with_arguments() -> Vec<&'static str> {
    let mut paths = mutations();
    let arguments = stile::entrances::arguments();
    // These have some, and can do without all of them.
    let without = ["/api/development/prove", "/api/sign-in/send-code", "/api/sign-out"];
    paths.retain(|path| !arguments[path].is_empty() && !without.contains(path));
    paths
}

#[tokio::test]
async fn only_forms_are_taken() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_LENA).await;

    let form = format!("id={id}");
    let json = format!("{{\"id\":{id}}}");
    for (kind, body) in [
        ("text/plain", &form),
        ("application/json", &json),
        ("application/json", &form),
        ("multipart/form-data; boundary=x", &form),
        ("application/octet-stream", &form),
        ("application/x-www-form-urlencoded-not", &form),
        ("", &form),
    ] {
        let answer = post(&ada, "/api/articles/publish", kind, body.as_str()).await;

        assert_eq!((answer.status, answer.error().as_str()), (400, "malformed"), "{kind}");
    }

    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn no_server_function_takes_text_that_is_no_form() {
    let app = TestApp::spawn().await;
    let ada = ada(&app).await;

    for path in mutations() {
        let answer = post(&ada, path, "text/plain", "id=1").await;

        assert_eq!(answer.status, 400, "{path}: {}", answer.body);
    }

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn a_form_says_its_type_with_or_without_a_charset() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let kind = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
    let answer = post(&visitor, "/api/account/choose-theme", kind, "theme=dark").await;

    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn a_body_that_makes_no_sense_is_malformed() {
    let app = TestApp::spawn().await;
    let ada = ada(&app).await;

    let deep = format!("id{}=1", "[a]".repeat(10_000));
    let open = format!("id{}=1", "[".repeat(10_000));
    let bodies: [&[u8]; 16] = [
        b"",
        b"&",
        b"=",
        b"&&&&==&=",
        b"%",
        b"%zz",
        b"id",
        b"[",
        b"]=1",
        b"[]=1",
        b"id[]=1&id[0]=2&id[a]=3",
        b"\xff\xfe\x00",
        b"%00=%00",
        b"{\"id\":1}",
        deep.as_bytes(),
        open.as_bytes(),
    ];
    for path in with_arguments() {
        for body in bodies {
            let answer = post(&ada, path, FORM, body).await;

            let what = format!("{path} {:?}", String::from_utf8_lossy(&body[..body.len().min(40)]));
            assert_malformed(&answer, &what);
        }
    }

    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn a_number_that_is_none_is_malformed() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_LENA).await;

    for wrong in [
        String::new(),
        "abc".to_owned(),
        "1.5".to_owned(),
        "0x1".to_owned(),
        "١".to_owned(),
        "9223372036854775808".to_owned(),
        format!("{id} or 1=1"),
        format!("{id}&id={id}"),
        format!("{id}&id[]=1"),
    ] {
        let body = format!("id={}", wrong.replace(' ', "+"));
        let answer = post(&ada, "/api/articles/publish", FORM, body).await;

        assert_malformed(&answer, &wrong);
    }

    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn a_number_that_nothing_has_is_not_found() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for number in ["0", "-1", "999999", "9223372036854775807", "-9223372036854775808"] {
        let answer = ada.post("/api/articles/publish", &[("id", number)]).await;

        assert_eq!(answer.status, 404, "{number}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_missing_field_is_malformed_and_nothing_is_saved() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;

    let fields = [("id", draft.id.as_str()), ("version", "1"), ("title", "New")];
    let answer = lena.post("/api/articles/update", &fields).await;

    assert_malformed(&answer, "update without text");
    assert_eq!(app.article(DRAFT_BY_LENA).await, draft);
}

#[tokio::test]
async fn a_field_that_stands_twice_is_malformed_and_nothing_is_saved() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let body = "department=science&title=One&title=Two&standfirst=&body=";
    let answer = post(&lena, "/api/articles/create", FORM, body).await;

    assert_malformed(&answer, body);
    assert!(app.articles("title in ('One', 'Two')").await.is_empty());
}

#[tokio::test]
async fn text_that_is_not_utf8_is_malformed_and_nothing_is_saved() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let before = app.number("select count(*) from articles").await;

    let encoded = "department=science&title=Bees%ff%fe&standfirst=&body=";
    let raw = b"department=science&title=Bees\xff\xfe&standfirst=&body=";

    assert_malformed(&post(&lena, "/api/articles/create", FORM, encoded).await, "encoded");
    assert_malformed(&post(&lena, "/api/articles/create", FORM, *raw).await, "raw");
    assert_eq!(app.number("select count(*) from articles").await, before);
}

#[tokio::test]
async fn a_word_that_is_not_on_the_list_is_malformed() {
    let app = TestApp::spawn().await;

    let fields = [("theme", "dark; Domain=evil.example")];
    let answer = app.visitor().post("/api/account/choose-theme", &fields).await;

    assert_malformed(&answer, "theme");
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn what_is_read_takes_any_query_without_being_our_fault() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let deep = format!("?slug{}=1", "[a]".repeat(300));
    let long = format!("?slug={}", "s".repeat(8000));
    let queries = [
        "",
        "?",
        "?%",
        "?page",
        "?page=",
        "?page=-1",
        "?page=1.5",
        "?page=99999999999999999999",
        "?page=1&page=2",
        "?page=1&department[]=science",
        "?page=1&department=%00",
        "?page=1&stage=%00",
        "?page=1&department=%ff",
        "?slug=%00",
        "?slug=moss%00",
        "?slug=%ff%fe",
        "?slug='%20or%20'1'='1",
        "?slug=%25",
        "?slug[]=a",
        &deep,
        &long,
    ];
    for path in readings() {
        for query in queries {
            let answer = ada.get(&format!("{path}{query}")).await;

            let query = &query[..query.len().min(60)];
            assert!(answer.status < 500, "{path}{query}: {}", answer.body);
            assert!(answer.json().is_object() || answer.json().is_array());
        }
    }
}

#[tokio::test]
async fn pages_take_any_address_without_being_our_fault() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for path in [
        "/articles/%00",
        "/articles/moss%00",
        "/articles/%ff",
        "/articles/'",
        "/articles/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/articles/a%2Fb",
        "/articles/%252e",
        "/articles//edit",
        "/departments/%00",
        "/departments/%ff",
        "/desk?stage=%00",
        "/desk?stage=%ff&page=%00",
        "/desk?page[]=1",
        "/?page=%00",
        "/%00",
        "/%ff",
        "//",
        "/..",
        "/?%",
        "/sign-in?next=%ff",
        "/sign-in?next=%00",
        "/write?department=%00",
    ] {
        let page = ada.open(path).await;

        assert!(page.status < 500, "{path}: {}", page.status);
        assert!(!page.says("<script>alert(1)"), "{path}");
    }
}

#[tokio::test]
async fn text_with_a_nul_is_never_our_fault() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let visitor = app.visitor();
    let id = app.id_of(IN_REVIEW_BY_LENA).await;

    let create = [("department", "sci\0ence"), ("title", "B"), ("standfirst", ""), ("body", "")];
    let department = ada.post("/api/articles/create", &create).await;
    let note = [("id", id.as_str()), ("note", "Why\0?")];
    let note = ada.post("/api/articles/return", &note).await;
    let email = [("email", "ada@stile.example\0"), ("password", "x")];
    let email = visitor.post("/api/sign-in", &email).await;

    assert_eq!(department.status, 404, "{}", department.body);
    assert_eq!(note.status, 422, "{}", note.body);
    assert_eq!(email.status, 422, "{}", email.body);
}

#[tokio::test]
async fn a_body_of_a_megabyte_is_read() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let body = fill("email=eve%40stile.example&password=", 1024 * 1024);
    let answer = post(&visitor, "/api/sign-in", FORM, body).await;

    assert_eq!(answer.status, 422, "{}", answer.body);
}

#[tokio::test]
async fn a_body_of_a_byte_more_is_too_large() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let body = fill("email=eve%40stile.example&password=", 1024 * 1024 + 1);
    let answer = post(&visitor, "/api/sign-in", FORM, body).await;

    assert_eq!((answer.status, answer.error().as_str()), (413, "too_large"));
}

#[tokio::test]
async fn no_server_function_takes_a_body_that_is_too_large() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let body = fill("title=", 1_200_000);

    for path in mutations() {
        let answer = post(&ada, path, FORM, body.clone()).await;

        assert_eq!(answer.status, 413, "{path}: {}", answer.body);
    }

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn a_browser_that_sends_too_much_is_shown_a_page() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let body = "b".repeat(1_100_000);
    let page = lena.submit("/write", "/api/articles/create", &[("body", &body)]).await;

    assert_eq!(page.status, 413);
    assert!(page.says("<!DOCTYPE html>"));
    assert!(page.body.len() < 100_000);
}

#[tokio::test]
async fn a_body_that_stands_under_a_page_is_not_read() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let request = visitor.request(Method::GET, &format!("/articles/{PUBLISHED_BY_LENA}"));
    let answer = visitor.send(request.body("x".repeat(2_000_000))).await;

    assert!(answer.status < 500);
}

#[tokio::test]
async fn very_many_fields_are_never_our_fault() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let mut body = String::from("id=1");
    for number in 0..50_000 {
        write!(body, "&f{number}=1").unwrap();
    }
    let answer = post(&ada, "/api/articles/publish", FORM, body).await;

    assert!(answer.status < 500, "{}", answer.body);
}

/// That text, made so long.
fn fill(start: &str, length: usize) -> String {
    format!("{start}{}", "x".repeat(length - start.len()))
}
