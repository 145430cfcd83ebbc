//! Where somebody is signed in, and who ends that.

use std::{sync::Arc, time::Duration};

use serde_json::Value;

use crate::support::{Answer, Person, SESSION, TestApp};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

async fn sessions(person: &Person, slug: &str) -> Vec<Value> {
    let listed = person.read(&format!("/api/people/sessions?slug={slug}")).await;
    listed["sessions"].as_array().unwrap().clone()
}

/// What the session is called that this browser does not use.
async fn other_handle(person: &Person, slug: &str) -> String {
    let all = sessions(person, slug).await;
    let other = all.iter().find(|session| session["is_this"] == false).unwrap();
    other["handle"].as_str().unwrap().to_owned()
}

async fn end(person: &Person, whose: &str, handle: &str) -> Answer {
    let id = person.app.user_id(whose).await.to_string();
    person.post("/api/people/end-session", &[("id", &id), ("handle", handle)]).await
}

async fn end_others(person: &Person, whose: &str) -> Answer {
    let id = person.app.user_id(whose).await.to_string();
    person.post("/api/people/end-sessions", &[("id", &id)]).await
}

/// Ada, in so many browsers.
async fn adas<const N: usize>(app: &Arc<TestApp>) -> [Person; N] {
    let mut adas = Vec::new();
    for _ in 0..N {
        adas.push(app.person("ada").await);
    }
    adas.try_into().ok().unwrap()
}

#[tokio::test]
async fn people_see_where_they_are_signed_in_and_which_one_this_is() {
    let app = TestApp::spawn().await;
    let [laptop, _phone] = adas(&app).await;
    app.clock.advance(Duration::from_mins(2));
    laptop.open("/").await;

    let listed = sessions(&laptop, "ada-okafor").await;

    assert_eq!(listed.len(), 2);
    assert_eq!((&listed[0]["is_this"], &listed[1]["is_this"]), (&true.into(), &false.into()));
    assert_eq!(listed[0]["network"], "127.0.0.0/24");
    assert_eq!(listed[0]["device"], "A browser on an unknown system");
    assert_ne!(listed[0]["last_seen_at"], listed[1]["last_seen_at"]);
    let page = laptop.open("/people/ada-okafor/sessions").await;
    assert!(page.says("My sessions") && page.says("This session") && page.says("Sign out there"));
}

#[tokio::test]
async fn a_device_is_told_in_our_words_and_never_in_its_own() {
    let app = TestApp::spawn().await;
    let password = app.password_of("ada").await;
    for agent in [FIREFOX, "<script>alert(1)</script>"] {
        let ada = app.visitor();
        let fields = [("email", "ada@stile.example"), ("password", password.as_str())];
        let request = ada.ours(http::Method::POST, "/api/sign-in").form(&fields);
        assert_eq!(ada.send(request.header("user-agent", agent)).await.status, 200);
    }
    let [ada] = adas(&app).await;

    let page = ada.open("/people/ada-okafor/sessions").await;

    assert!(page.says("Firefox on Linux") && page.says("A browser on an unknown system"));
    assert!(!page.says("alert(1)"));
}

#[tokio::test]
async fn no_id_of_a_session_leaves_the_server() {
    let app = TestApp::spawn().await;
    let [laptop, phone] = adas(&app).await;

    let answers = [
        laptop.get("/api/people/sessions?slug=ada-okafor").await,
        laptop.open("/people/ada-okafor/sessions").await,
        app.person("priya").await.open("/people/ada-okafor/sessions").await,
    ];

    for id in [laptop.cookie(SESSION).unwrap(), phone.cookie(SESSION).unwrap()] {
        assert!(answers.iter().all(|answer| !answer.body.contains(&id)));
    }
    let handle = other_handle(&laptop, "ada-okafor").await;
    let thief = app.visitor();
    thief.set_cookie(SESSION, &handle);
    assert_eq!(thief.name().await, None);
}

#[tokio::test]
async fn a_session_that_is_ended_is_over_at_once_and_no_other() {
    let app = TestApp::spawn().await;
    let [laptop, phone] = adas(&app).await;
    let handle = other_handle(&laptop, "ada-okafor").await;
    let tablet = app.person("ada").await;

    assert_eq!(end(&laptop, "ada", &handle).await.status, 200);

    assert_eq!(phone.name().await, None);
    assert_eq!(phone.open("/desk").await.status, 401);
    assert!(laptop.name().await.is_some() && tablet.name().await.is_some());
    assert_eq!(sessions(&laptop, "ada-okafor").await.len(), 2);
    assert_eq!(end(&laptop, "ada", &handle).await.status, 404);
}

#[tokio::test]
async fn nobody_ends_the_session_that_they_use() {
    let app = TestApp::spawn().await;
    let [ada, _phone] = adas(&app).await;
    let listed = sessions(&ada, "ada-okafor").await;
    let this = listed.iter().find(|session| session["is_this"] == true).unwrap();

    let answer = end(&ada, "ada", this["handle"].as_str().unwrap()).await;

    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("sign out instead"), "{}", answer.body);
    assert_eq!(end_others(&ada, "ada").await.status, 200);
    assert_eq!(sessions(&ada, "ada-okafor").await.len(), 1);
    assert!(ada.name().await.is_some());
}

#[tokio::test]
async fn administrators_see_and_end_the_sessions_of_everybody_and_it_is_on_record() {
    let app = TestApp::spawn().await;
    let [laptop, phone] = adas(&app).await;
    let priya = app.person("priya").await;
    let listed = sessions(&priya, "ada-okafor").await;
    let handle = listed[1]["handle"].as_str().unwrap();

    assert_eq!(end(&priya, "ada", handle).await.status, 200);
    let left = [laptop.name().await.is_some(), phone.name().await.is_some()];
    assert_eq!(end_others(&priya, "ada").await.status, 200);

    assert_eq!(left.iter().filter(|left| **left).count(), 1);
    assert_eq!((laptop.name().await, phone.name().await), (None, None));
    assert!(priya.name().await.is_some());
    let audited = app.audited().await;
    let about: Vec<_> = audited.iter().map(|one| (&*one.permission, &*one.detail)).collect();
    let one = "A browser on an unknown system, 127.0.0.0/24: Ada Okafor";
    assert_eq!(about, [("EndSession", one), ("EndSession", "All others: Ada Okafor")]);
    assert_eq!(audited[0].subject_id, app.user_id("ada").await.to_string());
}

#[tokio::test]
async fn who_is_no_administrator_neither_sees_nor_ends_the_sessions_of_others() {
    let app = TestApp::spawn().await;
    let [ada] = adas(&app).await;
    let handle = sessions(&ada, "ada-okafor").await[0]["handle"].as_str().unwrap().to_owned();

    for handle_of in ["tom", "lena", "mei", "rosa", "henrik"] {
        let person = app.person(handle_of).await;
        let page = person.open("/people/ada-okafor/sessions").await;
        assert_eq!(page.status, 403, "{handle_of}");
        assert_eq!(person.get("/api/people/sessions?slug=ada-okafor").await.status, 403);
        assert_eq!(end(&person, "ada", &handle).await.status, 403, "{handle_of}");
        assert_eq!(end_others(&person, "ada").await.status, 403, "{handle_of}");
        // A session of somebody else is none of theirs.
        assert_eq!(end(&person, handle_of, &handle).await.status, 404, "{handle_of}");
    }
    let visitor = app.visitor();
    assert_eq!(visitor.open("/people/ada-okafor/sessions").await.status, 401);
    assert_eq!(end(&visitor, "ada", &handle).await.status, 401);
    assert_eq!(end_others(&visitor, "ada").await.status, 401);
    assert!(ada.name().await.is_some());
}

#[tokio::test]
async fn one_session_too_many_ends_the_oldest() {
    let app = TestApp::spawn_with(|settings| settings.session.most = 2).await;
    let oldest = app.person("ada").await;
    app.clock.advance(Duration::from_secs(1));
    let [second, third] = adas(&app).await;

    assert_eq!(oldest.name().await, None);
    assert!(second.name().await.is_some() && third.name().await.is_some());
}

#[tokio::test]
async fn who_asks_to_stay_signed_in_does_with_limits_of_its_own() {
    let app = TestApp::spawn().await;
    let (usual, kept) = (app.person("ada").await, app.visitor());
    let password = app.password_of("ada").await;
    let mut fields = vec![("email", "ada@stile.example"), ("password", &*password)];
    fields.push(("keep", "true"));

    let answer = kept.post("/api/sign-in", &fields).await;

    let cookie = answer.set_cookie(SESSION);
    assert!(cookie.ends_with("; Max-Age=2592000"), "{cookie}");
    app.clock.advance(Duration::from_hours(24));
    assert_eq!(usual.name().await, None);
    assert!(kept.name().await.is_some());
    app.clock.advance(Duration::from_hours(7 * 24));
    assert_eq!(kept.name().await, None);
}

#[tokio::test]
async fn without_script_a_session_is_ended_on_its_page() {
    let app = TestApp::spawn().await;
    let [laptop, phone] = adas(&app).await;
    let handle = other_handle(&laptop, "ada-okafor").await;
    let id = app.user_id("ada").await.to_string();
    let page = "/people/ada-okafor/sessions";

    let fields = [("id", id.as_str()), ("handle", &handle)];
    let answer = laptop.submit(page, "/api/people/end-session", &fields).await;
    let gone = laptop.submit(page, "/api/people/end-session", &fields).await;

    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(answer.header("location").starts_with(page), "{}", answer.header("location"));
    assert_eq!(phone.name().await, None);
    assert_eq!(gone.status, 404);
    assert!(gone.says("My sessions"), "{}", gone.body);
}
