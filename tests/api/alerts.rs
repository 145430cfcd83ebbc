//! What browsers report, and who reads it.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use stile::server::settings::Quota;

use super::{
    limits::noticed,
    support::{Answer, Person, TestApp},
};

const ONE: &str = "application/csp-report";

/// Sends a report as browsers do: nobody knows from where.
async fn report(person: &Person, content_type: &str, body: impl ToString) -> Answer {
    let request = person.request(Method::POST, "/api/violations");
    person.send(request.header("content-type", content_type).body(body.to_string())).await
}

/// That a page has tried to load something.
fn violation(page: &str, directive: &str, blocked: &str) -> Value {
    json!({ "csp-report": {
        "document-uri": page,
        "effective-directive": directive,
        "blocked-uri": blocked,
        "script-sample": "sesame",
    } })
}

#[tokio::test]
async fn administrators_see_what_browsers_have_stopped_without_what_was_typed() {
    let app = TestApp::spawn().await;
    let (priya, visitor) = (app.person("priya").await, app.visitor());
    let page = format!("{}/search?q=secret", app.origin);

    for _ in 0..2 {
        let one = violation(&page, "connect-src", "https://evil.example/steal?token=secret");
        assert_eq!(report(&visitor, ONE, one).await.status, 204);
    }
    let inline = violation(&page, "script-src-elem", "inline");
    assert_eq!(report(&visitor, ONE, inline).await.status, 204);

    let alerts = noticed(&priya, 2).await;
    let find = |what: &str| alerts.iter().find(|it| it["what"] == what).unwrap();
    let stolen = find("connect-src: https://evil.example");
    assert_eq!((&stolen["times"], &stolen["detail"]), (&json!(2), &json!("on /search")));
    assert_eq!(find("script-src-elem: inline")["kind"], "violation");
    let page = priya.open("/alerts").await;
    assert!(page.says("Stopped by a browser") && page.says("2 times"), "{}", page.body);
    assert!(!page.says("secret") && !page.says("sesame"));
}

#[tokio::test]
async fn what_no_page_of_ours_can_have_reported_is_not_kept() {
    let app = TestApp::spawn().await;
    let (priya, visitor) = (app.person("priya").await, app.visitor());
    let ours = |path: &str| format!("{}{path}", app.origin);

    for (page, directive, blocked) in [
        ("https://evil.example/".to_owned(), "img-src", "inline"),
        (ours("/"), "img-src\r\nforged", "inline"),
        (ours("/"), "img-src", "<script>alert(1)</script>"),
        (ours("/\u{1b}[31m"), "img-src", "inline"),
        (ours("/"), "script-src-elem", "chrome-extension://abc/x.js"),
    ] {
        let answer = report(&visitor, ONE, violation(&page, directive, blocked)).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{page} {directive}");
    }
    report(&visitor, ONE, violation(&ours("/last"), "img-src", "data")).await;

    let alerts = noticed(&priya, 1).await;
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0]["detail"], "on /last");
}

#[tokio::test]
async fn what_is_no_report_is_refused_plainly_and_the_next_one_is_taken() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));

    for (content_type, body, status) in [
        ("application/json", "{}", 400),
        ("text/plain", "{}", 400),
        ("", "{}", 400),
        (ONE, "", 400),
        (ONE, "{}", 400),
        (ONE, "[]", 400),
        (ONE, &*deep, 400),
        ("application/reports+json", "[]", 400),
        (ONE, &*" ".repeat(16 * 1024 + 1), 413),
    ] {
        let answer = report(&visitor, content_type, body).await;
        assert_eq!(answer.status, status, "{content_type}: {}", answer.body);
        assert!(["malformed", "too_large"].contains(&&*answer.error()), "{}", answer.body);
    }
    let good = violation(&format!("{}/", app.origin), "img-src", "data");
    assert_eq!(report(&visitor, ONE, good).await.status, 204);
}

#[tokio::test]
async fn reports_are_only_sent() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let answer = visitor.send(visitor.request(method, "/api/violations")).await;
        assert_eq!((answer.status, answer.error().as_str()), (405, "malformed"));
    }
}

#[tokio::test]
async fn a_flood_of_reports_ends_at_the_limit_of_its_address_and_fills_nothing() {
    let app = TestApp::spawn_with(|settings| {
        settings.limits.address = Quota { most: 600, per: Duration::from_mins(1) };
    })
    .await;
    let (priya, visitor) = (app.person("priya").await, app.visitor());

    let mut statuses = Vec::new();
    for number in 0..602 {
        let page = format!("{}/", app.origin);
        let one = violation(&page, "img-src", &format!("https://{number}.example"));
        statuses.push(report(&visitor, ONE, one).await.status);
    }

    assert_eq!(statuses.iter().filter(|it| **it == 204).count(), 599);
    assert_eq!(statuses.last(), Some(&429));
    // One more, while it is being kept.
    assert!(priya.read("/api/alerts/list").await["alerts"].as_array().unwrap().len() <= 501);
}
