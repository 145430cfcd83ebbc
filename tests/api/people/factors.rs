//! Who removes the second factors of somebody else.

use std::{sync::Arc, time::Duration};

use super::{Answer, Person, TestApp, assert_done, assert_hidden, assert_refused, change_account};
use crate::support::device::Device;

const TOM: &str = "tom@stile.example";

async fn reset(person: &Person, whose: &str) -> Answer {
    change_account(person, "reset-factors", whose).await
}

/// Tom, who has an app and a passkey.
async fn guarded(app: &Arc<TestApp>) -> Person {
    let tom = app.person("tom").await;
    tom.add_app().await;
    tom.add_passkey(&Device::of(app)).await;
    tom
}

async fn held(app: &TestApp) -> i64 {
    let mut held = 0;
    for table in ["factors", "passkeys", "recovery_codes"] {
        held += app.number(&format!("select count(*) from {table}")).await;
    }
    held
}

#[tokio::test]
async fn who_has_lost_their_second_factors_gets_in_with_the_password_and_is_told() {
    let app = TestApp::spawn().await;
    let tom = guarded(&app).await;

    assert_done(&reset(&app.person("priya").await, "tom").await);

    assert_eq!((held(&app).await, tom.name().await), (0, None));
    let letters = app.letters_to(TOM).await;
    assert!(letters.iter().any(|it| it.subject == "Your second factors were removed"));
    let entry = app.audited().await.pop().unwrap();
    assert_eq!((&*entry.permission, &*entry.detail), ("ResetFactors", "Tom Byrne"));
    let (back, password) = (app.visitor(), app.password_of("tom").await);
    assert_eq!(back.sign_in(TOM, &password).await.status, 200);
    assert_eq!(back.name().await.as_deref(), Some("Tom Byrne"));
    assert!(back.open("/account/activity").await.says("An administrator removed your second"));
}

#[tokio::test]
async fn nobody_else_does_it_and_no_administrator_for_themselves() {
    let app = TestApp::spawn().await;
    guarded(&app).await;
    let priya = app.person("priya").await;
    priya.have_mail_factor().await;
    let before = held(&app).await;

    assert_refused(&reset(&app.person("mei").await, "tom").await, None);
    assert_hidden(&reset(&app.person("tom").await, "rosa").await);
    assert_eq!(reset(&app.visitor(), "tom").await.status, 401);
    let own = reset(&priya, "priya").await;
    assert_refused(&own, Some("nobody resets their own second factors"));

    assert_eq!(held(&app).await, before);
}

#[tokio::test]
async fn it_asks_for_a_fresh_proof() {
    let app = TestApp::spawn().await;
    guarded(&app).await;
    let priya = app.person("priya").await;
    app.clock.advance(Duration::from_mins(11));

    let asked = reset(&priya, "tom").await;

    assert_eq!((asked.status, asked.error().as_str()), (403, "step_up"), "{}", asked.body);
    assert!(held(&app).await > 0);
}

#[tokio::test]
async fn where_there_is_nothing_to_remove_nothing_happens() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let answer = reset(&app.person("priya").await, "tom").await;

    assert_eq!((answer.status, answer.error().as_str()), (409, "moved_on"), "{}", answer.body);
    assert_eq!(tom.name().await.as_deref(), Some("Tom Byrne"));
    assert_eq!(app.audited().await.len(), 0);
}

#[tokio::test]
async fn the_page_of_somebody_offers_it_to_administrators_alone_and_does_not_tell_who_has_any() {
    let app = TestApp::spawn().await;
    guarded(&app).await;
    let (priya, mei) = (app.person("priya").await, app.person("mei").await);

    for slug in ["tom-byrne", "ada-okafor"] {
        let (hers, managers) = (
            priya.open(&format!("/people/{slug}")).await,
            mei.open(&format!("/people/{slug}")).await,
        );
        assert!(hers.says("Remove second factors"), "{slug}");
        assert!(!managers.says("second factors"), "{slug}");
    }
}
