//! What happened to an account, and who reads it.

use std::{sync::Arc, time::Duration};

use serde_json::Value as Json;
use stile::activity;

use crate::support::{Person, TestApp};

const LIST: &str = "/api/activity/list";

/// What these events say happened.
fn told(activity: &Json) -> Vec<String> {
    let events = activity["events"].as_array().unwrap().iter();
    events.map(|event| event["what"].as_str().unwrap().to_owned()).collect()
}

async fn of(person: &Person) -> Vec<String> {
    told(&person.read(LIST).await)
}

/// So many events of Ada's, at the beginning of 2026.
async fn plant(app: &Arc<TestApp>, many: usize) {
    let ada = app.user_id("ada").await;
    app.execute(&format!(
        "with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < {many})
         insert into activities (user_id, at, what, detail, device, network)
         select {ada}, 1767225600000, 'proved', cast(n as text), '', '' from numbers"
    ))
    .await;
}

#[tokio::test]
async fn people_read_when_they_signed_in_and_out_and_from_where() {
    let app = TestApp::spawn().await;
    let laptop = app.person("ada").await;
    laptop.post("/api/sign-out", &[]).await;
    let ada = app.person("ada").await;

    let listed = ada.read(LIST).await;

    assert_eq!(told(&listed), ["signed_in", "signed_out", "signed_in"]);
    let event = &listed["events"][0];
    assert_eq!((&event["network"], &event["detail"]), (&"127.0.0.0/24".into(), &"".into()));
    assert_eq!(event["device"], "A browser on an unknown system");
    let page = ada.open("/account/activity").await;
    assert!(page.says("What happened to my account") && page.says("Signed out"));
}

#[tokio::test]
async fn nobody_reads_what_happened_to_anybody_else() {
    let app = TestApp::spawn().await;
    let (_ada, tom, priya) =
        (app.person("ada").await, app.person("tom").await, app.person("priya").await);
    let ada = app.user_id("ada").await;

    for person in [&tom, &priya] {
        assert_eq!(of(person).await, ["signed_in"]);
        let asked = person.get(&format!("{LIST}?id={ada}&user={ada}&slug=ada-okafor")).await;
        assert_eq!(asked.status, 400, "{}", asked.body);
        let page = person.open(&format!("/account/activity?id={ada}&slug=ada-okafor")).await;
        assert_eq!(page.body.matches("<div>Signed in").count(), 1);
    }
}

#[tokio::test]
async fn who_is_not_signed_in_reads_nothing_of_it() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_eq!(visitor.get(LIST).await.status, 401);
    assert_eq!(visitor.open("/account/activity").await.status, 401);
}

#[tokio::test]
async fn whose_sessions_are_ended_by_others_reads_that_and_not_from_where() {
    let app = TestApp::spawn().await;
    let (_ada, priya) = (app.person("ada").await, app.person("priya").await);
    let id = app.user_id("ada").await.to_string();

    assert_eq!(priya.post("/api/people/end-sessions", &[("id", &id)]).await.status, 200);

    let listed = app.person("ada").await.read(LIST).await;
    assert_eq!(told(&listed), ["signed_in", "sessions_ended", "signed_in"]);
    let ended = &listed["events"][1];
    assert_eq!(ended["detail"], "An administrator did");
    assert_eq!((&ended["device"], &ended["network"]), (&"".into(), &"".into()));
    assert_eq!(of(&priya).await, ["signed_in"]);
}

#[tokio::test]
async fn what_happened_is_read_a_page_at_a_time_to_its_end() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    plant(&app, 60).await;

    let first = ada.read(LIST).await;
    let older = first["older"].as_i64().unwrap();
    let second = ada.read(&format!("{LIST}?before={older}")).await;

    assert_eq!((told(&first).len(), told(&second).len()), (50, 11));
    assert_eq!((&second["is_later"], &second["older"]), (&true.into(), &Json::Null));
    assert_eq!(told(&second).last().map(String::as_str), Some("signed_in"));
}

#[tokio::test]
async fn what_happened_more_than_ninety_days_ago_is_forgotten() {
    let app = TestApp::spawn().await;
    plant(&app, 1200).await;
    let ada = app.person("ada").await;
    let sweep = async || {
        activity::sweep_once(&app.foundation.db, &app.foundation.clock).await.unwrap();
        app.number("select count(*) from activities").await
    };

    // The server has begun to forget by itself: what it has taken into its hands may not be gone yet.
    while sweep().await > 1 {}
    assert_eq!(sweep().await, 1);

    app.clock.advance(Duration::from_hours(90 * 24));
    assert_eq!(sweep().await, 1);
    app.clock.advance(Duration::from_secs(1));
    assert_eq!(sweep().await, 0);
    drop(ada);
}
