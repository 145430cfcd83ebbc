//! Proving again who one is, where a policy asks for it, and what was interrupted.

mod waiting;

use std::{sync::Arc, time::Duration};

use super::support::{Answer, Person, SESSION, TestApp};

const LATER: Duration = Duration::from_mins(11);
const GIVE: &str = "/api/people/give-role";
const PROVE: &str = "/api/step-up/prove";

/// Somebody who has signed in with their password, and a while later.
async fn a_while_later(app: &Arc<TestApp>, who: &str) -> (Person, String) {
    let (person, password) = (app.visitor(), app.password_of(who).await);
    let answer = person.sign_in(&format!("{who}@stile.example"), &password).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    app.clock.advance(LATER);
    (person, password)
}

async fn number_of(app: &TestApp, who: &str) -> String {
    app.number(&format!("select id from users where email = '{who}@stile.example'"))
        .await
        .to_string()
}

/// Has Tom write for politics.
async fn give(person: &Person, app: &TestApp) -> Answer {
    let tom = number_of(app, "tom").await;
    person.post(GIVE, &[("id", &tom), ("role", "author@politics")]).await
}

async fn roles_of_tom(app: &TestApp) -> i64 {
    let tom = number_of(app, "tom").await;
    app.number(&format!("select count(*) from assignments where user_id = {tom}")).await
}

#[track_caller]
fn assert_asked(answer: &Answer) {
    assert_eq!(answer.status, 403, "{}", answer.body);
    let expected = serde_json::json!({
        "error": "step_up",
        "challenge": "step_up",
        "reason": "who gives or takes a role has proved lately who they are",
    });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn what_asks_for_a_fresh_proof_is_not_done_without_one_and_is_in_no_audit() {
    let app = TestApp::spawn().await;
    let (mei, _) = a_while_later(&app, "mei").await;
    let (before, entries) =
        (roles_of_tom(&app).await, app.number("select count(*) from audit_entries").await);

    assert_asked(&give(&mei, &app).await);

    assert_eq!(roles_of_tom(&app).await, before);
    assert_eq!(app.number("select count(*) from audit_entries").await, entries);
}

#[tokio::test]
async fn the_password_proves_it_and_the_session_goes_on_under_a_new_id() {
    let app = TestApp::spawn().await;
    let (mei, password) = a_while_later(&app, "mei").await;
    let old = mei.cookie(SESSION).unwrap();

    let answer = mei.post(PROVE, &[("my_password", &password)]).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_ne!(mei.cookie(SESSION).unwrap(), old);
    assert_eq!(give(&mei, &app).await.status, 200);
    let thief = app.visitor();
    thief.set_cookie(SESSION, &old);
    assert_eq!(thief.name().await, None);
}

#[tokio::test]
async fn a_wrong_password_proves_nothing_and_says_so_at_its_field() {
    let app = TestApp::spawn().await;
    let (mei, _) = a_while_later(&app, "mei").await;
    let toms = app.password_of("tom").await;

    for wrong in ["", "not-hers", toms.as_str()] {
        let answer = mei.post(PROVE, &[("my_password", wrong)]).await;

        assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{}", answer.body);
        assert!(answer.json()["fields"]["my_password"].is_string(), "{}", answer.body);
    }
    assert_asked(&give(&mei, &app).await);
}

#[tokio::test]
async fn a_visitor_proves_nothing() {
    let app = TestApp::spawn().await;
    let password = app.password_of("mei").await;

    let visitor = app.visitor();

    assert_eq!(visitor.post(PROVE, &[("my_password", &password)]).await.status, 401);
    assert_eq!(visitor.get("/api/step-up/ways").await.status, 401);
    assert_eq!(visitor.post("/api/development/prove", &[]).await.status, 401);
    assert_eq!(visitor.post("/api/development/forget-proof", &[]).await.status, 401);
}

#[tokio::test]
async fn a_proof_counts_for_the_session_that_gave_it_and_for_ten_minutes() {
    let app = TestApp::spawn().await;
    let (one, password) = a_while_later(&app, "mei").await;
    let (other, _) = a_while_later(&app, "mei").await;

    assert_eq!(one.post(PROVE, &[("my_password", &password)]).await.status, 200);

    assert_asked(&give(&other, &app).await);
    app.clock.advance(LATER);
    assert_asked(&give(&one, &app).await);
}

#[tokio::test]
async fn a_session_that_has_ended_is_not_proved_back_to_life() {
    let app = TestApp::spawn().await;
    let (mei, password) = a_while_later(&app, "mei").await;
    let old = mei.cookie(SESSION).unwrap();
    assert_eq!(mei.post("/api/sign-out", &[]).await.status, 200);
    mei.set_cookie(SESSION, &old);

    let answer = mei.post(PROVE, &[("my_password", &password)]).await;

    assert_eq!(answer.status, 401, "{}", answer.body);
    assert_eq!(mei.name().await, None);
}

#[tokio::test]
async fn of_many_who_prove_at_once_one_goes_on() {
    let app = TestApp::spawn().await;
    let (mei, password) = a_while_later(&app, "mei").await;
    let fields = [("my_password", password.as_str())];

    let (one, two, three) =
        tokio::join!(mei.post(PROVE, &fields), mei.post(PROVE, &fields), mei.post(PROVE, &fields));

    let went_on = [one, two, three].iter().filter(|answer| answer.status == 200).count();
    assert!(went_on >= 1);
    assert_eq!(
        app.foundation
            .sessions
            .list(stile::sessions::UserId::new(number_of(&app, "mei").await.parse().unwrap()))
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(mei.name().await.as_deref(), Some("Mei Tanaka"));
}

/// The value of a hidden field of that page.
fn hidden(page: &Answer, name: &str) -> String {
    let from = format!("name=\"{name}\" value=\"");
    let value = page.body.split(&from).nth(1).unwrap_or_default();
    let value = value.split('"').next().unwrap_or_default();
    value.replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<").replace("&amp;", "&")
}

#[tokio::test]
async fn without_script_the_form_waits_and_goes_on_with_what_was_typed() {
    let app = TestApp::spawn().await;
    let (mei, password) = a_while_later(&app, "mei").await;
    let (tom, before) = (number_of(&app, "tom").await, roles_of_tom(&app).await);

    let asks =
        mei.submit("/people/tom-byrne", GIVE, &[("id", &tom), ("role", "author@politics")]).await;

    assert_eq!(asks.status, 403, "{}", asks.body);
    assert!(asks.says("Prove that it is you") && asks.says("name=\"my_password\""));
    let waits = hidden(&asks, "interrupted");
    assert!(waits.contains(GIVE), "{waits}");
    let page = "/step-up?next=/people/tom-byrne";

    let wrong = mei.submit(page, PROVE, &[("my_password", "no"), ("interrupted", &waits)]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(hidden(&wrong, "interrupted"), waits);
    assert_eq!(roles_of_tom(&app).await, before);

    let done =
        mei.submit(page, PROVE, &[("my_password", &password), ("interrupted", &waits)]).await;

    assert_eq!((done.status, done.header("location")), (303, "/people/tom-byrne"), "{}", done.body);
    assert_eq!(roles_of_tom(&app).await, before + 1);
    assert_eq!(mei.name().await.as_deref(), Some("Mei Tanaka"));
}

#[tokio::test]
async fn what_waits_is_a_form_of_ours_or_nothing() {
    let app = TestApp::spawn().await;
    let (mei, password) = a_while_later(&app, "mei").await;
    let page = "/step-up?next=/desk";

    for waits in [
        "nonsense",
        r#"{"action":"https://evil.example/","sent":"","page":"/desk","reason":null}"#,
        r#"{"action":"/api/step-up/prove","sent":"","page":"/desk","reason":null}"#,
        r#"{"action":"/api/files/upload","sent":"","page":"/desk","reason":null}"#,
        r#"{"action":"/api/profile/picture","sent":"","page":"/desk","reason":null}"#,
        r#"{"action":"/api/people/give-role","sent":"id=1","page":"//evil.example","reason":null}"#,
    ] {
        let fields = [("my_password", password.as_str()), ("interrupted", waits)];
        let done = mei.submit(page, PROVE, &fields).await;

        assert_eq!((done.status, done.header("location")), (303, page), "{waits}: {}", done.body);
    }
}

#[tokio::test]
async fn the_page_leads_to_the_page_that_wanted_it_and_to_no_other_site() {
    let app = TestApp::spawn().await;
    let (mei, password) = a_while_later(&app, "mei").await;

    for (next, leads_to) in [
        ("/desk", "/desk"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/letters/recovery?token=0a", "/"),
        ("/account/data.json", "/"),
    ] {
        let fields = [("my_password", password.as_str()), ("next", next)];
        let done = mei.submit("/step-up", PROVE, &fields).await;

        assert_eq!((done.status, done.header("location")), (303, leads_to), "{next}");
    }
    assert_eq!(app.visitor().open("/step-up").await.status, 401);
}

#[tokio::test]
async fn scripts_are_told_beforehand_what_a_proof_would_add() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    let fresh = mei.read("/api/my-permissions").await;
    assert_eq!(fresh["stepUp"], serde_json::json!([]));
    app.clock.advance(2 * LATER);
    let stale = mei.read("/api/my-permissions").await;

    let rules = stale["stepUp"].as_array().unwrap();
    let gives = |rule: &&serde_json::Value| {
        rule["subject"] == "Assignment" && rule["action"].to_string().contains("give")
    };
    assert!(rules.iter().any(|rule| gives(&rule) && rule["inverted"].is_null()), "{rules:?}");
    // What is refused for good is not promised.
    assert!(
        rules.iter().any(|rule| gives(&rule) && rule["reason"] == "nobody changes their own roles")
    );
    assert!(!rules.iter().any(|rule| rule["subject"] == "Comment"), "{rules:?}");
    assert!(rules.iter().all(|rule| rule["challenge"].is_null()), "{rules:?}");
}

#[tokio::test]
async fn an_administrator_with_a_password_alone_is_led_to_a_second_factor_and_does_nothing_else() {
    let app = TestApp::spawn().await;
    let (priya, password) = (app.visitor(), app.password_of("priya").await);

    let answer = priya.sign_in("priya@stile.example", &password).await;

    assert_eq!((answer.status, answer.header("location")), (200, "/account/factors"));
    let entries = priya.read("/api/audit/list").await;
    assert_eq!(entries["entries"], serde_json::json!([]), "{entries}");
    let edition = priya.read("/api/articles/edition?page=1").await;
    assert!(!edition.to_string().contains("slug"), "{edition}");
    assert_ne!(priya.get("/api/alerts/list").await.status, 200);
    let given = give(&priya, &app).await;
    assert_eq!(given.json()["challenge"], "second_factor", "{}", given.body);
    assert!(priya.open("/").await.says("Add a second factor"));
    let both = app.person("priya").await;
    assert_eq!(give(&both, &app).await.status, 200);
    assert!(!both.open("/").await.says("Add a second factor"));
}

#[tokio::test]
async fn being_asked_for_a_proof_shuts_nobody_out() {
    let app = TestApp::spawn_with(|settings| settings.limits.refusals.most = 4).await;
    let (mei, password) = a_while_later(&app, "mei").await;

    for _ in 0..9 {
        assert_asked(&give(&mei, &app).await);
    }

    assert_eq!(mei.post(PROVE, &[("my_password", &password)]).await.status, 200);
}
