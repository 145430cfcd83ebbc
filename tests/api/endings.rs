//! What becomes of a session: another id, or its end, and what its browser is told of it.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use reqwest::Method;
use serde_json::Value;
use tokio::{sync::Barrier, task::JoinSet};

use super::support::{Person, SESSION, TestApp};

const MINUTE: Duration = Duration::from_mins(1);
const SECOND: Duration = Duration::from_secs(1);
/// What a page sets whose reader signs out.
const LEAVING: &str = "__Host-stile-leaving";

async fn change_powers(app: &Arc<TestApp>, handle: &str) {
    let id = app.user_id(handle).await.to_string();
    let fields = [("id", id.as_str()), ("role", "author@city")];
    let given = app.person("priya").await.post("/api/people/give-role", &fields).await;
    assert_eq!(given.status, 200, "{}", given.body);
}

/// Ends all other sessions of somebody.
async fn end_others(person: &Person, whose: &str) {
    let id = person.app.user_id(whose).await.to_string();
    assert_eq!(person.post("/api/people/end-sessions", &[("id", &id)]).await.status, 200);
}

async fn session(person: &Person) -> Value {
    person.read("/api/session").await
}

/// Somebody who has kept this id.
fn thief(app: &Arc<TestApp>, id: &str) -> Person {
    let thief = app.visitor();
    thief.set_cookie(SESSION, id);
    thief
}

#[tokio::test]
async fn whoever_may_do_something_else_gets_a_new_id_with_the_next_page() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let (before, named) = (tom.cookie(SESSION).unwrap(), session(&tom).await);
    change_powers(&app, "tom").await;
    let kept = app.sessions_kept().await;

    // What scripts ask for changes no cookie.
    assert!(tom.name().await.is_some());
    assert_eq!(tom.cookie(SESSION).as_deref(), Some(before.as_str()));
    let page = tom.open("/write").await;

    assert_eq!(page.status, 200);
    assert_ne!(tom.cookie(SESSION), Some(before.clone()));
    assert!(tom.name().await.is_some());
    assert_eq!(session(&tom).await["session"]["name"], named["session"]["name"]);
    assert_eq!(app.sessions_kept().await, kept);
    let after = tom.cookie(SESSION);
    tom.open("/desk").await;
    assert_eq!(tom.cookie(SESSION), after);
    app.clock.advance(30 * SECOND);
    assert_eq!(thief(&app, &before).name().await, None);
}

#[tokio::test]
async fn a_request_on_its_way_with_the_old_id_arrives_and_gets_the_new_one() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let before = tom.cookie(SESSION).unwrap();
    change_powers(&app, "tom").await;
    tom.open("/desk").await;

    // Its page never arrived: the browser knows the old one only.
    let late = thief(&app, &before);
    assert_eq!(late.get("/api/my-permissions").await.status, 200);
    assert_eq!(late.post("/api/account/choose-theme", &[("theme", "dark")]).await.status, 200);
    assert_eq!(late.name().await.as_deref(), Some("Tom Byrne"));
    assert_eq!(late.cookie(SESSION).as_deref(), Some(before.as_str()));
    assert_eq!(late.open("/desk").await.status, 200);
    assert_eq!(late.cookie(SESSION), tom.cookie(SESSION));
}

#[tokio::test]
async fn the_old_id_opens_nothing_once_the_session_has_ended() {
    let app = TestApp::spawn().await;
    for path in ["/api/sign-out", "/api/people/end-sessions"] {
        let tom = app.person("tom").await;
        let before = tom.cookie(SESSION).unwrap();
        let id = app.user_id("tom").await.to_string();
        let role = [("id", id.as_str()), ("role", "author@city")];
        let priya = app.person("priya").await;
        priya.post("/api/people/give-role", &role).await;
        tom.open("/desk").await;
        assert_ne!(tom.cookie(SESSION), Some(before.clone()));

        // With the old id as with the new one.
        let answer = match path {
            "/api/sign-out" => thief(&app, &before).post(path, &[]).await,
            _ => priya.post(path, &[("id", &id)]).await,
        };
        assert_eq!(answer.status, 200, "{path}");

        assert_eq!(tom.name().await, None, "{path}");
        assert_eq!(thief(&app, &before).name().await, None, "{path}");
        priya.post("/api/people/take-role", &role).await;
    }
}

#[tokio::test]
async fn a_session_that_the_browser_keeps_is_kept_under_its_new_id_until_its_end() {
    let app = TestApp::spawn().await;
    let (tom, password) = (app.visitor(), app.password_of("tom").await);
    let fields = [("email", "tom@stile.example"), ("password", &*password), ("keep", "true")];
    tom.post("/api/sign-in", &fields).await;
    app.clock.advance(Duration::from_hours(24));
    change_powers(&app, "tom").await;

    let cookie = tom.open("/").await.header("set-cookie").to_owned();

    let attributes = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=2505600";
    assert!(cookie.starts_with(SESSION) && cookie.ends_with(attributes), "{cookie}");
}

#[tokio::test]
async fn fifty_pages_that_would_get_a_new_id_get_the_same_one() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let before = tom.cookie(SESSION).unwrap();
    change_powers(&app, "tom").await;
    let (start, mut pages) = (Arc::new(Barrier::new(50)), JoinSet::new());
    for _ in 0..50 {
        let (tab, start) = (thief(&app, &before), Arc::clone(&start));
        pages.spawn(async move {
            start.wait().await;
            (tab.open("/desk").await.status, tab.cookie(SESSION).unwrap())
        });
    }

    let answers = pages.join_all().await;

    let ids: BTreeSet<String> = answers.iter().map(|(_, id)| id.clone()).collect();
    assert!(answers.iter().all(|(status, _)| *status == 200), "{answers:?}");
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert!(!ids.contains(&before));
}

/// Says, as a page does, that its reader has signed out.
async fn leave(person: &Person) {
    let name = session(person).await["session"]["name"].as_str().unwrap().to_owned();
    person.set_cookie(LEAVING, &name);
}

#[tokio::test]
async fn a_browser_that_has_signed_out_is_signed_out_by_whatever_it_asks_next() {
    let app = TestApp::spawn().await;
    let asks = [(Method::GET, "/desk"), (Method::GET, "/api/me"), (Method::POST, "/api/sign-out")];
    for (method, path) in asks {
        let ada = app.person("ada").await;
        let before = ada.cookie(SESSION).unwrap();
        leave(&ada).await;

        let answer = ada.send(ada.ours(method, path)).await;

        assert!(!answer.says("Ada Okafor"), "{path}");
        assert_eq!(ada.cookie(LEAVING), None, "{path}");
        // An answer to a script may come after the browser has signed in again.
        assert_eq!(ada.cookie(SESSION).is_some(), path == "/api/me", "{path}");
        assert_eq!(thief(&app, &before).name().await, None, "{path}");
        assert_eq!(session(&ada).await["ended"], "You have signed out.");
    }
}

#[tokio::test]
async fn who_signs_in_after_signing_out_without_a_network_is_signed_in() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let before = ada.cookie(SESSION).unwrap();
    leave(&ada).await;

    ada.post("/api/development/be-person", &[("handle", "tom")]).await;

    assert_eq!(ada.name().await.as_deref(), Some("Tom Byrne"));
    assert_eq!(ada.cookie(LEAVING), None);
    assert_eq!(thief(&app, &before).name().await, None);
}

#[tokio::test]
async fn leaving_one_session_ends_no_other() {
    let app = TestApp::spawn().await;
    let (ada, other) = (app.person("ada").await, app.person("ada").await);
    for left in [&*session(&other).await["session"]["name"].to_string(), "", "1", "*"] {
        ada.set_cookie(LEAVING, left.trim_matches('"'));

        assert!(ada.name().await.is_some(), "{left}");
        assert_eq!(ada.cookie(LEAVING), None, "{left}");
    }
    assert!(other.name().await.is_some());
}

#[tokio::test]
async fn a_page_that_shows_somebody_else_does_nothing_in_the_name_of_whoever_is_here_now() {
    let app = TestApp::spawn().await;
    let browser = app.person("henrik").await;
    browser.post("/api/development/be-person", &[("handle", "rosa")]).await;
    let id = app.id_of("sixty-gauges-watch-the-river").await;
    let comment = |user: i64| {
        let fields = [("id", id.as_str()), ("text", "Mine.")];
        let request = browser.ours(Method::POST, "/api/comments/create").form(&fields);
        browser.send(request.header("x-stile-user", user))
    };

    assert_eq!(comment(app.user_id("henrik").await).await.status, 401);
    assert_eq!(comment(app.user_id("rosa").await).await.status, 200);
    browser.post("/api/sign-out", &[]).await;
    assert_eq!(comment(app.user_id("rosa").await).await.status, 401);
}

#[tokio::test]
async fn without_script_too_a_page_that_shows_somebody_else_does_nothing_in_their_name() {
    let app = TestApp::spawn().await;
    let browser = app.person("henrik").await;
    let page = "/articles/sixty-gauges-watch-the-river";
    let action = format!("/api/comments/create?made-for={}", app.user_id("henrik").await);
    assert!(browser.open(page).await.says(&format!("action=\"{action}")));
    let id = app.id_of("sixty-gauges-watch-the-river").await;
    let fields = [("id", id.as_str()), ("text", "Mine.")];
    let comments = "select count(*) from comments where text = 'Mine.'";
    let be = async |who| browser.post("/api/development/be-person", &[("handle", who)]).await;

    be("rosa").await;
    let answer = browser.submit(page, &action, &fields).await;
    assert_eq!(answer.status, 409, "{}", answer.body);
    assert!(answer.says("Somebody else is signed in now") && !answer.says("Mine."));
    assert_eq!(app.number(comments).await, 0);
    let upload = format!("/api/profile/picture?made-for={}", app.user_id("henrik").await);
    assert_eq!(browser.submit("/account", &upload, &[]).await.status, 409);

    // Whoever is back in another session is the same person.
    be("henrik").await;
    assert_eq!(browser.submit(page, &action, &fields).await.status, 303);
    assert_eq!(app.number(comments).await, 1);
    browser.post("/api/sign-out", &[]).await;
    assert_eq!(browser.submit(page, &action, &fields).await.status, 401);
}

#[tokio::test]
async fn whose_session_has_ended_is_told_why_where_they_are_asked_who_they_are() {
    let app = TestApp::spawn_with(|settings| settings.session.most = 2).await;
    let elsewhere = app.person("ada").await;
    let by_herself = app.person("ada").await;
    end_others(&elsewhere, "ada").await;
    let by_priya = app.person("ada").await;
    end_others(&app.person("priya").await, "ada").await;
    let oldest = app.person("ada").await;
    app.clock.advance(SECOND);
    let mut newer = vec![app.person("ada").await, app.person("ada").await];
    let suspended = newer.remove(0);
    let id = app.user_id("ada").await.to_string();
    app.person("priya").await.post("/api/people/suspend", &[("id", &id)]).await;
    let unused = app.person("tom").await;
    let lena = app.person("lena").await;
    let replaced = thief(&app, &lena.cookie(SESSION).unwrap());
    lena.post("/api/development/be-person", &[("handle", "lena")]).await;
    app.clock.advance(30 * MINUTE);

    for (person, words) in [
        (by_herself, "You have ended this session from another device."),
        (by_priya, "An administrator has ended this session."),
        (oldest, "You have signed in on more devices than one may"),
        (suspended, "An administrator has suspended this account."),
        (unused, "it was not used for a while, or has lasted as long as it may"),
        (replaced, "This browser has signed in anew."),
    ] {
        assert!(person.open("/desk").await.says(words), "{words}");
        assert!(person.open("/sign-in").await.says(words), "{words}");
        let status = session(&person).await;
        assert_eq!(status["session"], Value::Null);
        assert!(status["ended"].as_str().unwrap().contains(words), "{status}");
        assert!(!person.open("/").await.says("<p data-ended"));
    }
}

#[tokio::test]
async fn who_never_had_a_session_and_who_has_signed_out_are_told_nothing_of_its_end() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    ada.post("/api/sign-out", &[]).await;

    for person in [app.visitor(), ada] {
        assert!(!person.open("/desk").await.says("<p data-ended"));
        assert!(!person.open("/sign-in").await.says("<p data-ended"));
        assert_eq!(session(&person).await["ended"], "You have signed out.");
    }
}

#[tokio::test]
async fn why_a_session_has_ended_is_forgotten_after_a_day() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    end_others(&app.person("priya").await, "ada").await;

    app.clock.advance(24 * 60 * MINUTE);

    assert!(session(&ada).await["ended"].as_str().unwrap().contains("not used for a while"));
}

#[tokio::test]
async fn a_page_learns_to_the_millisecond_when_its_session_ends_and_does_not_use_it_by_asking() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let half_a_day = 12 * 3_600_000;

    assert_eq!(session(&ada).await["session"]["endsIn"], 1_800_000);
    assert_eq!(session(&ada).await["session"]["lastsFor"], half_a_day);
    app.clock.advance(20 * MINUTE);
    ada.get("/api/may?action=read&subject=Article&id=1").await;
    ada.get("/api/my-permissions").await;
    assert_eq!(session(&ada).await["session"]["endsIn"], 600_000);
    // "Stay signed in" is any use of it.
    ada.get("/api/me").await;
    assert_eq!(session(&ada).await["session"]["endsIn"], 1_800_000);
    app.clock.advance(29 * MINUTE + 59 * SECOND);
    assert_eq!(session(&ada).await["session"]["endsIn"], 1_000);
    app.clock.advance(SECOND);
    assert_eq!(session(&ada).await["session"], Value::Null);
}

#[tokio::test]
async fn at_its_end_a_session_in_use_ends_no_later() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    for _ in 0..30 {
        app.clock.advance(23 * MINUTE + 59 * SECOND);
        ada.get("/api/me").await;
    }

    let status = session(&ada).await;

    assert_eq!(status["session"]["endsIn"], 30_000);
    assert_eq!(status["session"]["endsIn"], status["session"]["lastsFor"]);
}
