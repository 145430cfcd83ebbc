//! Addresses that hold everything: what they answer runs nothing, and leads nowhere else.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tokio::time::sleep;

use super::{CASES, lines, page::Page, plain};
use crate::{
    articles::DRAFT_BY_LENA,
    limits::noticed,
    support::{Answer, TestApp},
};

/// Every address that holds something of whoever wrote it.
const ADDRESSES: [&str; 22] = [
    "/{text}",
    "/articles/{text}",
    "/articles/{text}/edit",
    "/articles/{slug}/history?version={text}",
    "/articles/{slug}/settings?wished={text}",
    "/articles/{slug}?page={text}",
    "/departments/{text}",
    "/departments/{text}/settings",
    "/departments/{text}/feed.atom",
    "/people/{text}",
    "/people?department={text}",
    "/people/{text}/sessions",
    "/?page={text}",
    "/desk?stage={text}",
    "/search?q={text}",
    "/search?q=moss&department={text}&author={text}&from={text}",
    "/sign-in?next=/{text}",
    "/write?department={text}",
    "/why?person={text}&permission={text}&thing={text}",
    "/audit?person={text}&act={text}&outcome={text}&from={text}",
    "/api/articles/load?slug={text}",
    "/audit.csv?{text}={text}",
];

/// What no field takes: controls, line ends that would begin a header, and what is no text.
const CONTROLS: [&str; 3] = [
    "%00%1b[31m%3Cscript%3Estolen=1%3C/script%3E",
    "%0d%0aset-cookie:%20stolen=1%0d%0a%0d%0a%3Cscript%3Estolen=1%3C/script%3E",
    "%ff%3Cscript%3Estolen=1%3C/script%3E%fe",
];

#[track_caller]
fn assert_harmless(answer: &Answer, what: &str) {
    for (name, value) in &answer.headers {
        let is_ours = !name.as_str().contains("stolen")
            && (name == "location" || !value.as_bytes().starts_with(b"stolen"));
        assert!(is_ours, "{what}: {name}: {value:?}");
    }
    let location = answer.header("location");
    assert!(
        location.is_empty() || location.starts_with('/') && !location.starts_with("//"),
        "{what}: {location}"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    if answer.header("content-type").starts_with("text/html") {
        Page::of(answer).assert_harmless(what);
    } else {
        let kind = answer.header("content-type");
        assert!(
            ["", "application/json", "text/csv; charset=utf-8; header=present"].contains(&kind),
            "{what}: {kind}"
        );
    }
}

#[tokio::test]
async fn whatever_stands_in_an_address_runs_nowhere() {
    let app = TestApp::spawn().await;
    let (priya, visitor) = (app.person("priya").await, app.visitor());
    let encoded = |text: String| form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let texts: Vec<String> = lines(1000).into_iter().map(encoded).collect();

    for address in ADDRESSES {
        for text in texts.iter().map(String::as_str).chain(CONTROLS) {
            let address = address.replace("{slug}", DRAFT_BY_LENA).replace("{text}", text);
            assert_harmless(&priya.open(&address).await, &address);
            assert_harmless(&visitor.open(&address).await, &address);
            assert_harmless(&visitor.get(&address).await, &address);
        }
    }
}

#[tokio::test]
async fn whatever_is_looked_for_is_shown_as_it_was_typed() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    for text in lines(100) {
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let page = Page::of(&visitor.open(&format!("/search?q={encoded}")).await);

        page.assert_harmless(&text);
        assert!(page.says(&plain(&text)), "{text}\n{page:?}");
    }
}

#[tokio::test]
async fn whatever_a_browser_reports_is_text_among_the_alerts() {
    let app = TestApp::spawn().await;
    let (priya, visitor) = (app.person("priya").await, app.visitor());
    let page = |path: &str| format!("{}/{path}", app.origin);

    let reports = CASES.iter().flat_map(|case| {
        let encoded: String = form_urlencoded::byte_serialize(case.as_bytes()).collect();
        [
            (page(case), "img-src".to_owned(), format!("https://{case}")),
            (page(&encoded), "img-src".to_owned(), "inline".to_owned()),
            (page(""), case.clone(), case.clone()),
        ]
    });
    let last = (page("last"), "font-src".to_owned(), "data".to_owned());
    for (page, directive, blocked) in reports.chain([last]) {
        let report = json!({ "csp-report": {
            "document-uri": page,
            "effective-directive": directive,
            "blocked-uri": blocked,
        } });
        let request = visitor.request(Method::POST, "/api/violations");
        let request = request.header("content-type", "application/csp-report");
        assert_eq!(visitor.send(request.body(report.to_string())).await.status, 204);
    }

    while !noticed(&priya, 1).await.iter().any(|it| it["detail"] == "on /last") {
        sleep(Duration::from_millis(5)).await;
    }
    assert_harmless(&priya.open("/alerts").await, "/alerts");
}
