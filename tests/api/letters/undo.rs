//! Undoing what somebody else has added to an account.

use std::{sync::Arc, time::Duration};

use super::{GOOD, OTHER, RECOVER};
use crate::support::{Answer, Person, TestApp, device::Device};

const ADA: &str = "ada@stile.example";
const HOLDS: Duration = Duration::from_hours(3 * 24);

async fn finish(person: &Person, password: &str) -> Answer {
    person.post("/api/recovery/finish", &[("address", ADA), ("password", password)]).await
}

/// The link by which the newest addition is undone.
async fn undoing(app: &Arc<TestApp>) -> String {
    let link = app.link_to(ADA).await;
    assert!(link.starts_with("/letters/undo?token="), "{link}");
    link
}

/// A browser in which that link was followed.
async fn who_follows(app: &Arc<TestApp>, link: &str) -> Person {
    let owner = app.visitor();
    let opened = owner.open(link).await;
    assert_eq!(opened.header("location"), "/recovery/finish");
    owner
}

async fn held(app: &TestApp) -> i64 {
    let mut held = 0;
    for table in ["factors", "passkeys", "recovery_codes"] {
        held += app.number(&format!("select count(*) from {table}")).await;
    }
    held
}

#[tokio::test]
async fn whose_account_was_given_a_foreign_passkey_gets_it_back_with_the_letter_about_that() {
    let app = TestApp::spawn().await;
    let (intruder, device) = (app.person_by_password("ada").await, Device::of(&app));
    let (key, _) = intruder.add_passkey(&device).await;
    let owner = who_follows(&app, &undoing(&app).await).await;
    assert!(owner.open("/recovery/finish").await.says("were added to your account since"));

    let finished = finish(&owner, GOOD).await;

    assert_eq!(finished.status, 200, "{}", finished.body);
    assert_eq!((intruder.name().await, held(&app).await), (None, 0));
    assert_ne!(app.visitor().sign_in_with(&device, &key).await.status, 200);
    assert_eq!(owner.sign_in(ADA, GOOD).await.status, 200);
    assert_eq!(owner.name().await.as_deref(), Some("Ada Okafor"));
    let noted = "select count(*) from activities where what = 'factor_removed'";
    assert_eq!(app.number(noted).await, 1);
}

#[tokio::test]
async fn what_was_there_before_stays() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let (_, codes) = ada.add_app().await;
    app.clock.advance(Duration::from_mins(5));
    ada.add_mail().await;
    ada.add_passkey(&Device::of(&app)).await;
    let link = undoing(&app).await;

    assert_eq!(finish(&who_follows(&app, &link).await, GOOD).await.status, 200);

    assert_eq!(app.text("select kind from factors").await, "totp");
    assert_eq!(app.number("select count(*) from passkeys").await, 0);
    let left = app.number("select count(*) from recovery_codes").await;
    assert_eq!(left, i64::try_from(codes.len()).unwrap());
}

#[tokio::test]
async fn the_link_of_the_first_addition_undoes_those_after_it_too() {
    let app = TestApp::spawn().await;
    let intruder = app.person_by_password("ada").await;
    intruder.add_app().await;
    let first = undoing(&app).await;
    app.clock.advance(Duration::from_mins(5));
    intruder.add_passkey(&Device::of(&app)).await;
    let second = undoing(&app).await;

    assert_eq!(finish(&who_follows(&app, &second).await, GOOD).await.status, 200);
    assert_eq!(app.text("select kind from factors").await, "totp");
    assert_eq!(finish(&who_follows(&app, &first).await, OTHER).await.status, 200);
    assert_eq!(held(&app).await, 0);
}

#[tokio::test]
async fn no_intruder_voids_the_link_and_no_owner_by_mistake() {
    let app = TestApp::spawn().await;
    let intruder = app.person_by_password("ada").await;
    intruder.add_app().await;
    let link = undoing(&app).await;
    let form = [("current_password", &*app.password_of("ada").await), ("password", GOOD)];
    assert_eq!(intruder.post("/api/credentials/change-password", &form).await.status, 200);
    let mistaken = app.who_has_followed(RECOVER, ADA).await;
    assert_eq!(finish(&mistaken, OTHER).await.status, 200);

    let owner = who_follows(&app, &link).await;

    assert_eq!(finish(&owner, GOOD).await.status, 200);
    assert_eq!(held(&app).await, 0);
}

#[tokio::test]
async fn it_holds_once_and_for_three_days() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    ada.add_app().await;
    let link = undoing(&app).await;
    assert_eq!(finish(&who_follows(&app, &link).await, GOOD).await.status, 200);
    assert_eq!(finish(&who_follows(&app, &link).await, OTHER).await.status, 410);

    app.person("ada").await.add_app().await;
    let link = undoing(&app).await;
    app.clock.advance(HOLDS);

    assert_eq!(finish(&who_follows(&app, &link).await, OTHER).await.status, 410);
    assert!(held(&app).await > 0);
}

#[tokio::test]
async fn what_was_removed_is_nothing_to_undo() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    ada.add_app().await;
    app.letters_to(ADA).await;

    let removed = ada.post("/api/factors/remove", &[("kind", "totp"), ("sure", "true")]).await;

    assert_eq!(removed.status, 200, "{}", removed.body);
    let letters = app.letters_to(ADA).await;
    let about = letters.iter().find(|it| it.subject == "The authenticator app was removed");
    let text = &about.unwrap().text;
    assert!(text.contains("/recovery") && !text.contains("/letters/"), "{text}");
}
