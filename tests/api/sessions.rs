//! How long a session lasts, how its cookie looks, and what happens when it cannot be looked up.

use std::{collections::BTreeSet, time::Duration};

use stile::server::settings::SameSite;

use super::support::{Answer, Person, SESSION, Stores, TestApp, servers};

const MINUTE: Duration = Duration::from_mins(1);
const SECOND: Duration = Duration::from_secs(1);

/// Value and attributes of the session's cookie in an answer.
fn session_cookie(answer: &Answer) -> (String, BTreeSet<String>) {
    let mut parts = answer.set_cookie(SESSION).split(';').map(|part| part.trim().to_owned());
    let pair = parts.next().unwrap();
    let (_, value) = pair.split_once('=').unwrap();
    (value.to_owned(), parts.collect())
}

/// What Ada's browser is told when she signs in.
async fn sign_in_as_ada(person: &Person) -> Answer {
    let password = person.app.password_of("ada").await;
    let fields = [("email", "ada@stile.example"), ("password", &password)];
    person.post("/api/sign-in", &fields).await
}

fn attributes<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[tokio::test]
async fn a_session_lives_until_just_before_its_idle_limit() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    app.clock.advance(29 * MINUTE + 59 * SECOND);

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn a_session_is_over_at_its_idle_limit() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    app.clock.advance(30 * MINUTE);

    assert_eq!(ada.name().await, None);
    assert_eq!(ada.open("/desk").await.status, 401);
}

#[tokio::test]
async fn a_session_that_is_over_does_not_come_back() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let cookie = ada.cookie(SESSION).unwrap();
    app.clock.advance(31 * MINUTE);

    ada.open("/").await;
    ada.set_cookie(SESSION, &cookie);

    assert_eq!(ada.name().await, None);
}

#[tokio::test]
async fn activity_moves_the_idle_limit() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    app.clock.advance(29 * MINUTE);
    ada.open("/").await;
    app.clock.advance(29 * MINUTE);

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn a_session_in_use_is_over_at_its_absolute_limit() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    for _ in 0..(12 * 3 - 1) {
        app.clock.advance(20 * MINUTE);
        assert!(ada.name().await.is_some());
    }

    app.clock.advance(19 * MINUTE + 59 * SECOND);
    let just_before = ada.name().await;
    app.clock.advance(SECOND);

    assert_eq!(just_before.as_deref(), Some("Ada Okafor"));
    assert_eq!(ada.name().await, None);
}

#[tokio::test]
async fn the_settings_say_how_long_a_session_lasts() {
    let app = TestApp::spawn_with(|settings| {
        settings.session.idle = 5 * MINUTE;
        settings.session.absolute = 8 * MINUTE;
    })
    .await;
    let (ada, tom) = (app.person("ada").await, app.person("tom").await);

    app.clock.advance(4 * MINUTE);
    ada.open("/").await;
    app.clock.advance(MINUTE);
    let (active, idle) = (ada.name().await, tom.name().await);
    app.clock.advance(3 * MINUTE);

    assert_eq!((active.is_some(), idle), (true, None));
    assert_eq!(ada.name().await, None);
}

#[tokio::test]
async fn a_person_is_told_since_when_and_until_when() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let me = ada.read("/api/me").await;

    let session = &me["user"]["session"];
    assert!(session["since"].as_str() < session["until"].as_str(), "{me}");
    assert_eq!(session["since"], session["provedAt"]);
    assert_eq!(session["level"], "multi");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_hosts() {
    let app = TestApp::spawn().await;

    let answer = sign_in_as_ada(&app.visitor()).await;

    let (value, with) = session_cookie(&answer);
    assert_eq!(value.len(), 22);
    let expected = attributes(["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]);
    assert_eq!(with, expected);
}

#[tokio::test]
async fn the_cookie_is_removed_with_the_attributes_it_was_set_with() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = ada.post("/api/sign-out", &[]).await;

    let (value, with) = session_cookie(&answer);
    assert_eq!(value, "");
    let expected = attributes(["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=0"]);
    assert_eq!(with, expected);
}

#[tokio::test]
async fn the_cookie_is_strict_where_the_settings_say_so() {
    let app = TestApp::spawn_with(|settings| settings.session.same_site = SameSite::Strict).await;
    let ada = app.visitor();

    let (_, begun) = session_cookie(&sign_in_as_ada(&ada).await);
    let (_, ended) = session_cookie(&ada.post("/api/sign-out", &[]).await);

    assert!(begun.contains("SameSite=Strict"), "{begun:?}");
    assert!(ended.contains("SameSite=Strict"), "{ended:?}");
}

#[tokio::test]
async fn siblings_share_a_session_where_the_settings_name_their_parent() {
    let app = TestApp::spawn_with(|settings| {
        settings.site.origin = "https://desk.news.example".to_owned();
        settings.session.domain = "news.example".to_owned();
    })
    .await;
    let ada = app.visitor();

    let begun = sign_in_as_ada(&ada).await;

    let cookie = begun.set_cookie("__Secure-stile");
    let whole = "; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=news.example";
    assert!(cookie.ends_with(whole), "{cookie}");
    assert!(begun.set_cookie(SESSION).is_empty());
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
    // What siblings share is no more than the session: they do nothing for each other.
    let sibling = ada.request(reqwest::Method::POST, "/api/sign-out");
    let sibling = sibling.header("origin", "https://other.news.example");
    let refused =
        ada.send(sibling.header("sec-fetch-site", "same-site").header("x-stile-user", "")).await;
    assert_eq!(refused.status, 403);
    let ended = ada.post("/api/sign-out", &[]).await;
    let gone = ended.set_cookie("__Secure-stile");
    assert_eq!(gone, "__Secure-stile=".to_owned() + whole + "; Max-Age=0");
    assert_eq!(ada.name().await, None);
}

#[tokio::test]
async fn a_page_does_not_send_the_cookie_again() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    app.clock.advance(5 * MINUTE);

    let page = ada.open("/desk").await;

    assert_eq!(page.status, 200);
    assert!(!page.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn the_store_does_not_hold_what_a_browser_sends() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let cookie = ada.cookie(SESSION).unwrap();

    let kept = app.sessions_dump().await;

    assert!(!kept.is_empty());
    assert!(!kept.contains(&cookie), "{kept}");
}

#[tokio::test]
async fn a_person_who_was_deleted_is_a_visitor() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    app.execute("delete from users where email = 'priya@stile.example'").await;

    assert_eq!(priya.name().await, None);
    assert_eq!(priya.open("/desk").await.status, 401);
    assert_eq!(app.sessions_kept().await, 0);
}

#[tokio::test]
async fn while_sessions_cannot_be_looked_up_nobody_is_taken_for_a_visitor() {
    let (app, broken) = app_with_a_store_to_break().await;
    let ada = app.person("ada").await;

    broken.stop(&app).await;

    let page = ada.open("/").await;
    let answer = ada.get("/api/me").await;
    let post = ada.post("/api/articles/publish", &[("id", "1")]).await;
    assert_eq!((page.status, answer.status, post.status), (503, 503, 503));
    assert!(page.says("<!DOCTYPE html>"), "{}", page.body);
    assert_eq!(answer.error(), "unavailable");
    assert_eq!(page.header("retry-after"), "1");
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
async fn while_sessions_cannot_be_looked_up_nobody_loses_their_cookie() {
    let (app, broken) = app_with_a_store_to_break().await;
    let ada = app.person("ada").await;

    broken.stop(&app).await;

    let page = ada.open("/desk").await;
    let answer = ada.post("/api/sign-out", &[]).await;
    assert_eq!(answer.status, 503);
    assert!(!page.headers.contains_key("set-cookie"));
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn while_sessions_cannot_be_looked_up_visitors_read() {
    let (app, broken) = app_with_a_store_to_break().await;

    broken.stop(&app).await;

    let page = app.visitor().open("/").await;
    let health = app.visitor().get("/health").await;
    assert_eq!((page.status, health.status), (200, 200));
    assert!(page.says("Sixty gauges watch the river"));
}

#[tokio::test]
async fn while_sessions_cannot_be_kept_nobody_is_signed_in() {
    let (app, broken) = app_with_a_store_to_break().await;
    let visitor = app.visitor();

    broken.stop(&app).await;

    let answer = sign_in_as_ada(&visitor).await;
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert_eq!(answer.error(), "unavailable");
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn while_people_cannot_be_looked_up_nobody_is_taken_for_a_visitor() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    app.execute("alter table roles rename to elsewhere").await;

    assert_eq!(ada.get("/api/me").await.status, 503);
    assert_eq!(ada.open("/").await.status, 503);
    assert_eq!(app.visitor().open("/").await.status, 200);
}

#[tokio::test]
async fn when_sessions_can_be_looked_up_again_everybody_is_still_signed_in() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    app.execute("alter table roles rename to elsewhere").await;
    let meanwhile = ada.open("/").await;
    app.execute("alter table elsewhere rename to roles").await;

    assert_eq!(meanwhile.status, 503);
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

/// What keeps the sessions of one test, and can be broken.
pub enum Breakable {
    Table,
    Redis(servers::Server),
}

impl Breakable {
    pub async fn stop(self, app: &TestApp) {
        match self {
            Self::Table => app.execute("drop table sessions").await,
            Self::Redis(server) => drop(server),
        }
    }
}

pub async fn app_with_a_store_to_break() -> (std::sync::Arc<TestApp>, Breakable) {
    match Stores::wanted() {
        Stores::Embedded => (TestApp::spawn().await, Breakable::Table),
        Stores::Servers => {
            let redis = servers::start_redis();
            let url = format!("{}/0", redis.url);
            let app = TestApp::spawn_with(|settings| settings.redis.url = url).await;
            (app, Breakable::Redis(redis))
        }
    }
}
