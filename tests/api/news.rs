//! What an open page hears while it is open.

use std::{sync::Arc, time::Duration};

use reqwest::{Method, Response};
use tokio::time::timeout;

use super::{
    articles::{DRAFT_BY_LENA, PUBLISHED_IN_POLITICS},
    support::{Person, TestApp},
};

/// Longer than any news may take.
const SOON: Duration = Duration::from_secs(10);

/// A page that listens.
struct Listening(Response);

impl Listening {
    async fn to(person: &Person) -> Self {
        let response = person.request(Method::GET, "/api/news").send().await.unwrap();
        assert_eq!(response.status(), 200);
        Self(response)
    }

    /// The next event, but for what only keeps the connection alive; `None` once the stream has ended.
    async fn event(&mut self) -> Option<String> {
        loop {
            let chunk = timeout(SOON, self.0.chunk()).await.unwrap().unwrap()?;
            let text = String::from_utf8(chunk.to_vec()).unwrap();
            if !text.starts_with(':') {
                return Some(text);
            }
        }
    }
}

async fn give(app: &Arc<TestApp>, handle: &str, role: &str) {
    let id = app.user_id(handle).await.to_string();
    let priya = app.person("priya").await;
    let given = priya.post("/api/people/give-role", &[("id", &id), ("role", role)]).await;
    assert_eq!(given.status, 200, "{}", given.body);
}

#[tokio::test]
async fn who_is_given_a_role_hears_of_it_and_nobody_else() {
    let app = TestApp::spawn_alone(|_| {}).await;
    let (tom, lena) = (app.person("tom").await, app.person("lena").await);
    let (mut toms, mut lenas) = (Listening::to(&tom).await, Listening::to(&lena).await);

    give(&app, "tom", "author@city").await;
    give(&app, "lena", "author@city").await;

    assert_eq!(toms.event().await.as_deref(), Some("event: powers\ndata: changed\n\n"));
    assert_eq!(lenas.event().await.as_deref(), Some("event: powers\ndata: changed\n\n"));
    app.foundation.events.close();
    assert_eq!((toms.event().await, lenas.event().await), (None, None));
}

#[tokio::test]
async fn what_one_hears_of_holds_already() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let mut toms = Listening::to(&tom).await;
    let before = tom.get("/api/my-permissions").await;

    give(&app, "tom", "author@city").await;
    toms.event().await.unwrap();

    assert_ne!(tom.get("/api/my-permissions").await.header("etag"), before.header("etag"));
    assert_eq!(tom.open("/write").await.status, 200);
}

#[tokio::test]
async fn who_has_not_signed_in_hears_nothing() {
    let app = TestApp::spawn().await;

    assert_eq!(app.visitor().get("/api/news").await.status, 401);
}

#[tokio::test]
async fn news_are_kept_nowhere_and_not_compressed() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let request = tom.request(Method::GET, "/api/news").header("accept-encoding", "br, gzip");
    let response = request.send().await.unwrap();

    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers().get("content-encoding"), None);
    let caching = response.headers()["cache-control"].to_str().unwrap();
    assert!(caching.contains("no-store") || caching.contains("no-cache"), "{caching}");
}

#[tokio::test]
async fn one_person_listens_ten_times_at_most() {
    let app = TestApp::spawn_alone(|_| {}).await;
    let (tom, lena) = (app.person("tom").await, app.person("lena").await);
    let mut open = Vec::new();
    for _ in 0..10 {
        open.push(Listening::to(&tom).await);
    }

    let one_more = tom.get("/api/news").await;

    assert_eq!(one_more.status, 503);
    assert!(!one_more.header("retry-after").is_empty());
    Listening::to(&lena).await;
}

#[tokio::test]
async fn an_open_page_alone_does_not_use_the_session() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let _listening = Listening::to(&tom).await;

    for _ in 0..5 {
        app.clock.advance(Duration::from_mins(6));
        tom.get("/api/my-permissions").await;
        drop(tom.request(Method::GET, "/api/news").send().await);
    }

    assert_eq!(tom.name().await, None);
}

#[tokio::test]
async fn who_is_suspended_hears_that_they_may_nothing_any_more() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let mut lenas = Listening::to(&lena).await;
    let id = app.user_id("lena").await.to_string();

    app.person("priya").await.post("/api/people/suspend", &[("id", &id)]).await;

    let said = "event: ended\ndata: An administrator has suspended this account.\n\n";
    assert_eq!(lenas.event().await.as_deref(), Some(said));
    assert_eq!(lenas.event().await, None);
    assert_eq!(lena.read("/api/my-permissions").await["user"]["id"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_page_hears_of_the_end_of_its_session_and_of_no_other_and_then_nothing_more() {
    let app = TestApp::spawn().await;
    let (laptop, phone) = (app.person("tom").await, app.person("tom").await);
    let (mut on_laptop, mut on_phone) = (Listening::to(&laptop).await, Listening::to(&phone).await);
    let id = app.user_id("tom").await.to_string();

    laptop.post("/api/people/end-sessions", &[("id", &id)]).await;

    let said = "event: ended\ndata: You have ended this session from another device.\n\n";
    assert_eq!(on_phone.event().await.as_deref(), Some(said));
    assert_eq!(on_phone.event().await, None);
    laptop.post("/api/sign-out", &[]).await;
    let said = "event: left\ndata: by its user\n\n";
    assert_eq!(on_laptop.event().await.as_deref(), Some(said));
    assert_eq!(on_laptop.event().await, None);
}

#[tokio::test]
async fn a_page_of_a_browser_that_signs_in_anew_is_told_to_look() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let mut toms = Listening::to(&tom).await;

    tom.post("/api/development/be-person", &[("handle", "lena")]).await;

    assert_eq!(toms.event().await.as_deref(), Some("event: replaced\ndata: by another\n\n"));
    assert_eq!(toms.event().await, None);
}

#[tokio::test]
async fn who_may_read_an_article_hears_that_it_has_changed_and_nobody_else() {
    let app = TestApp::spawn().await;
    let (tom, rosa) = (app.person("tom").await, app.person("rosa").await);
    let (mut toms, mut rosas) = (Listening::to(&tom).await, Listening::to(&rosa).await);
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;
    let (id, version) = (draft.id.clone(), draft.version.to_string());
    let fields = [("id", id.as_str()), ("version", &version), ("title", "Bees")];
    let fields = [&fields[..], &[("standfirst", ""), ("body", "")]].concat();

    assert_eq!(lena.post("/api/articles/update", &fields).await.status, 200);
    let retracted = app.id_of(PUBLISHED_IN_POLITICS).await;
    let mei = app.person("mei").await;
    let with = [("id", retracted.as_str()), ("note", "Wrong.")];
    assert_eq!(mei.post("/api/articles/retract", &with).await.status, 200);

    let heard = rosas.event().await.unwrap();
    assert!(heard.starts_with("event: changed\n") && heard.contains(DRAFT_BY_LENA), "{heard}");
    // Tom hears nothing of the draft, and of what he could read until now.
    let heard = toms.event().await.unwrap();
    assert!(heard.contains(PUBLISHED_IN_POLITICS), "{heard}");
}
