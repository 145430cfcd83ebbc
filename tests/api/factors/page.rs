//! Turning second factors on and off.

use std::{sync::Arc, time::Duration};

use stile::sessions::{Level, UserId};

use super::{Became, Typist, held};
use crate::support::{Answer, Person, SESSION, TestApp};

const PAGE: &str = "/account/factors";
const ADA: &str = "ada@stile.example";

async fn add(person: &Person, sealed: &str, code: &str) -> Answer {
    person.post("/api/factors/add-app", &[("sealed", sealed), ("code", code)]).await
}

/// Somebody who has signed in with their password alone.
async fn with_a_password(app: &Arc<TestApp>, handle: &str) -> Person {
    let person = app.visitor();
    let password = app.password_of(handle).await;
    let signed_in = person.sign_in(&format!("{handle}@stile.example"), &password).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    person
}

/// Whether Ada has got a letter with that subject.
async fn is_told(app: &Arc<TestApp>, subject: &str) -> bool {
    app.letters_to(ADA).await.iter().any(|letter| letter.subject == subject)
}

async fn remove(person: &Person, fields: &[(&str, &str)]) -> Answer {
    person.post("/api/factors/remove", fields).await
}

#[track_caller]
fn assert_wrong(answer: &Answer, field: &str) {
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.json()["fields"][field].is_string(), "{}", answer.body);
}

// --- An authenticator app --------------------------------------------------------------------------

#[tokio::test]
async fn who_types_the_first_code_has_an_app_and_ten_recovery_codes_and_is_told() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let before = ada.cookie(SESSION);

    let (_, codes) = ada.add_app().await;

    assert_eq!(held(&ada, "ada").await, (true, false, 10));
    let shape = "0000-0000-0000-0000-0000-0000";
    assert!(codes.len() == 10 && codes.iter().all(|code| code.len() == shape.len()), "{codes:?}");
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
    assert_ne!(ada.cookie(SESSION), before);
    assert!(is_told(&app, "An authenticator app was added").await);
    let audited = app.audited().await;
    assert_eq!(audited.len(), 1, "{audited:?}");
    assert!(format!("{audited:?}").contains("Authenticator app added"), "{audited:?}");
}

#[tokio::test]
async fn after_the_first_code_a_session_has_proved_two_factors() {
    let app = TestApp::spawn().await;
    let ada = with_a_password(&app, "ada").await;
    let user = UserId::new(app.user_id("ada").await);
    let level = async || app.foundation.sessions.list(user).await.unwrap()[0].assurance.level;
    assert_eq!(level().await, Level::Single);

    ada.add_app().await;

    assert_eq!(level().await, Level::Multi);
    assert!(ada.name().await.is_some());
}

#[tokio::test]
async fn an_enrolment_that_nobody_finishes_leaves_nothing() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let begun = ada.enrolment(None).await;
    let letters = app.letters_to(ADA).await.len();

    assert_wrong(&add(&ada, &begun.sealed, &begun.code_at(&app, 2)).await, "code");

    assert_eq!(app.number("select count(*) from factors").await, 0);
    assert_eq!(app.number("select count(*) from recovery_codes").await, 0);
    assert_eq!((app.audited().await.len(), app.letters_to(ADA).await.len()), (0, letters));
    app.clock.advance(Duration::from_secs(30));
    let typist = Typist::as_if(&app, "ada").await;
    assert_eq!(typist.types(&begun.code(&app)).await, Became::Wrong);
}

#[tokio::test]
async fn a_seed_is_confirmed_in_its_session_as_it_was_sealed_within_ten_minutes() {
    let app = TestApp::spawn().await;
    let (ada, elsewhere) = (app.person("ada").await, app.person("ada").await);
    let tom = app.person("tom").await;
    let begun = ada.enrolment(None).await;
    let code = begun.code(&app);

    for other in [&elsewhere, &tom] {
        assert_wrong(&add(other, &begun.sealed, &code).await, "code");
    }
    let without = ada.post("/api/factors/add-app", &[("sealed", &begun.sealed)]).await;
    assert_wrong(&without, "code");
    for changed in ["", "a.b", &begun.sealed[..20]] {
        assert_wrong(&add(&ada, changed, &code).await, "code");
    }
    assert_eq!(app.number("select count(*) from factors").await, 0);
    assert_eq!(ada.enrolment(Some(&begun.sealed)).await.seed, begun.seed);
    assert_ne!(elsewhere.enrolment(Some(&begun.sealed)).await.seed, begun.seed);
    app.clock.advance(Duration::from_secs(601));
    assert_ne!(ada.enrolment(Some(&begun.sealed)).await.seed, begun.seed);
}

#[tokio::test]
async fn a_form_that_comes_back_shows_the_same_seed_and_never_the_code() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let begun = ada.enrolment(None).await;
    let again = ada.enrolment(Some(&begun.sealed)).await;
    assert_eq!((&again.seed, &again.sealed), (&begun.seed, &begun.sealed));

    let wrong = "123987";
    let fields = [("sealed", begun.sealed.as_str()), ("code", wrong), ("end_others", "true")];
    let page = format!("{PAGE}?add=totp");
    let answer = ada.submit(&page, "/api/factors/add-app", &fields).await;

    assert_eq!(answer.status, 422);
    assert!(answer.says(&begun.sealed) && answer.says("<path d=\"M0 0h7v1h-7z"));
    assert!(!answer.says(wrong));
}

#[tokio::test]
async fn a_second_app_is_not_added_and_the_first_one_stays() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let (first, _) = ada.add_app().await;

    let second = ada.enrolment(None).await;
    let answer = add(&ada, &second.sealed, &second.code(&app)).await;

    assert_eq!((answer.status, answer.error().as_str()), (409, "moved_on"), "{}", answer.body);
    app.clock.advance(Duration::from_secs(30));
    let typist = Typist::as_if(&app, "ada").await;
    assert_eq!(typist.types(&first.code(&app)).await, Became::App);
}

// --- Codes by mail ---------------------------------------------------------------------------------

#[tokio::test]
async fn codes_by_mail_are_turned_on_by_one_that_was_sent_to_this_session() {
    let app = TestApp::spawn().await;
    let (ada, elsewhere) = (app.person("ada").await, app.person("ada").await);
    let code = ada.code_by_mail().await;
    let turn_on = |person: &Person, code: &str| {
        let form = [("code".to_owned(), code.to_owned())];
        let request = person.ours(reqwest::Method::POST, "/api/factors/add-mail").form(&form);
        async move { request.send().await.unwrap().status().as_u16() }
    };

    assert_eq!(turn_on(&elsewhere, &code).await, 422);
    assert_eq!(turn_on(&ada, "00000000").await, 422);
    assert_eq!(held(&ada, "ada").await, (false, false, 0));
    assert_eq!(turn_on(&ada, &code).await, 200);

    assert_eq!(held(&ada, "ada").await, (false, true, 10));
    assert!(is_told(&app, "Codes by mail were turned on").await);
}

// --- Recovery codes --------------------------------------------------------------------------------

#[tokio::test]
async fn new_recovery_codes_void_the_old_ones_and_their_owner_is_told() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let (_, old) = ada.add_app().await;

    let answer = ada.post("/api/factors/make-recovery-codes", &[]).await;

    let new: Vec<String> = serde_json::from_str(&answer.body).unwrap();
    let typist = Typist::as_if(&app, "ada").await;
    assert_eq!(typist.types(&old[0]).await, Became::Wrong);
    assert_eq!(typist.types(&new[0]).await, Became::Recovery(9));
    assert!(is_told(&app, "You have new recovery codes").await);
}

#[tokio::test]
async fn recovery_codes_are_made_with_the_first_factor_and_for_nobody_without_one() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let without = ada.post("/api/factors/make-recovery-codes", &[]).await;
    assert_eq!(without.status, 409, "{}", without.body);
    let (_, codes) = ada.add_app().await;

    ada.add_mail().await;

    assert_eq!(held(&ada, "ada").await, (true, true, 10));
    let typist = Typist::as_if(&app, "ada").await;
    assert_eq!(typist.types(&codes[0]).await, Became::Recovery(9));
}

// --- Removing --------------------------------------------------------------------------------------

#[tokio::test]
async fn the_last_factor_goes_only_if_its_owner_is_sure_and_takes_the_recovery_codes_along() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    ada.add_app().await;

    assert_wrong(&remove(&ada, &[("kind", "totp")]).await, "sure");
    assert_eq!(held(&ada, "ada").await, (true, false, 10));
    let removed = remove(&ada, &[("kind", "totp"), ("sure", "true")]).await;

    assert_eq!(removed.status, 200, "{}", removed.body);
    assert_eq!(held(&ada, "ada").await, (false, false, 0));
    assert!(is_told(&app, "The authenticator app was removed").await);
    assert_eq!(remove(&ada, &[("kind", "totp"), ("sure", "true")]).await.status, 404);
    assert_eq!(remove(&ada, &[("kind", "sms"), ("sure", "true")]).await.status, 404);
}

#[tokio::test]
async fn one_of_two_factors_goes_and_the_recovery_codes_stay() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let (seed, _) = ada.add_app().await;
    ada.add_mail().await;

    assert_eq!(remove(&ada, &[("kind", "totp")]).await.status, 200);

    assert_eq!(held(&ada, "ada").await, (false, true, 10));
    app.clock.advance(Duration::from_secs(30));
    let typist = Typist::as_if(&app, "ada").await;
    assert_eq!(typist.types(&seed.code(&app)).await, Became::Wrong);
}

#[tokio::test]
async fn who_changes_a_factor_may_end_every_other_session() {
    let app = TestApp::spawn().await;
    let (ada, there, tom) =
        (app.person("ada").await, app.person("ada").await, app.person("tom").await);
    let begun = ada.enrolment(None).await;
    let code = begun.code(&app);

    assert_eq!(add(&ada, &begun.sealed, &code).await.status, 200);
    assert!(there.name().await.is_some());
    let gone = remove(&ada, &[("kind", "totp"), ("sure", "true"), ("end_others", "true")]).await;

    assert_eq!(gone.status, 200, "{}", gone.body);
    assert!(there.name().await.is_none());
    assert!(ada.name().await.is_some() && tom.name().await.is_some());
}

#[tokio::test]
async fn a_change_asks_for_a_fresh_proof() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let begun = ada.enrolment(None).await;
    app.clock.advance(Duration::from_secs(601));

    for (path, fields) in [
        ("/api/factors/add-app", vec![("sealed", begun.sealed.as_str()), ("code", "000000")]),
        ("/api/factors/ask-for-code", vec![]),
        ("/api/factors/add-mail", vec![("code", "00000000")]),
        ("/api/factors/make-recovery-codes", vec![]),
        ("/api/factors/remove", vec![("kind", "totp"), ("sure", "true")]),
    ] {
        let answer = ada.post(path, &fields).await;
        assert_eq!(answer.error(), "step_up", "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn an_administrator_with_a_password_alone_adds_an_app_before_anything_else() {
    let app = TestApp::spawn().await;
    let priya = with_a_password(&app, "priya").await;
    let refused = priya.get("/api/alerts/list").await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    assert!(priya.open(PAGE).await.says("Add an app"));

    let (_, codes) = priya.add_app().await;

    assert_eq!(codes.len(), 10);
    assert_eq!(priya.get("/api/alerts/list").await.status, 200);
}

#[tokio::test]
async fn a_visitor_is_told_to_sign_in() {
    let app = TestApp::spawn().await;

    assert_eq!(app.visitor().open(PAGE).await.status, 401);
    assert_eq!(app.visitor().get("/api/factors/load").await.status, 401);
    assert_eq!(app.visitor().get("/api/factors/enrolment").await.status, 401);
}
