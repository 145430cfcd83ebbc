//! How somebody gets back into their account.

use sea_orm::DbBackend;
use tokio::task::JoinSet;

use super::{GOOD, OTHER, RECOVER};
use crate::support::{Answer, LINK, Person, SESSION, TestApp};

/// Has the database keep another hash than it is given: what somebody else does at that moment.
const CHANGED_MEANWHILE: &[&str] = &[
    "create function other() returns trigger language plpgsql as \
     'begin new.password_hash := null; return new; end'",
    "create trigger other before update on users for each row execute function other()",
];
const CHANGED_MEANWHILE_IN_SQLITE: &[&str] =
    &["create trigger other after update of password_hash on users \
     begin update users set password_hash = null where id = new.id; end"];

const ADA: &str = "ada@stile.example";

async fn finish(person: &Person, password: &str) -> Answer {
    person.finish("/api/recovery/finish", &[("password", password)]).await
}

#[tokio::test]
async fn who_has_read_the_letter_chooses_a_new_password_and_is_not_signed_in_by_it() {
    let app = TestApp::spawn().await;
    let old = app.password_of("ada").await;
    let ada = app.who_has_followed(RECOVER, ADA).await;
    assert_eq!(app.visitor().sign_in(ADA, &old).await.status, 200);

    let chosen = finish(&ada, GOOD).await;

    assert_eq!((chosen.status, chosen.header("location")), (200, "/sign-in?password=new"));
    assert!(ada.cookie(SESSION).is_none() && ada.name().await.is_none());
    assert_eq!(app.visitor().sign_in(ADA, &old).await.status, 422);
    assert_eq!(app.visitor().sign_in(ADA, GOOD).await.status, 200);
}

#[tokio::test]
async fn with_a_new_password_every_session_ends_and_its_owner_is_told() {
    let app = TestApp::spawn().await;
    let (here, there) = (app.person("ada").await, app.person("ada").await);
    let tom = app.person("tom").await;
    let ada = app.who_has_followed(RECOVER, ADA).await;

    assert_eq!(finish(&ada, GOOD).await.status, 200);

    assert_eq!((here.name().await, there.name().await), (None, None));
    assert_eq!(tom.name().await.as_deref(), Some("Tom Byrne"));
    let letters = app.letters_to(ADA).await;
    assert_eq!(letters[0].subject, "Your password was changed");
    assert!(!letters[0].text.contains("/letters/") && !letters[0].text.contains(GOOD));
}

#[tokio::test]
async fn who_has_no_account_is_told_so_by_the_letter_alone() {
    let app = TestApp::spawn().await;
    app.visitor().post(RECOVER, &[("email", "nobody@reader.example")]).await;

    let letters = app.letters_to("nobody@reader.example").await;

    assert_eq!(letters[0].subject, "There is no account with this address");
    assert_eq!(app.number("select count(*) from links").await, 0);
}

#[tokio::test]
async fn a_password_that_cannot_be_taken_uses_nothing_up() {
    let app = TestApp::spawn().await;
    let ada = app.who_has_followed(RECOVER, ADA).await;
    for password in ["", "short", "ada@stile.example", "adaokaforadaokafor", "passwordpassword"] {
        let answer = finish(&ada, password).await;
        assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{password}");
    }

    assert_eq!(finish(&ada, GOOD).await.status, 200);
}

#[tokio::test]
async fn of_twenty_at_once_with_one_link_one_chooses() {
    let app = TestApp::spawn_with(|settings| settings.passwords.queue = 100).await;
    let ada = app.who_has_followed(RECOVER, ADA).await;
    let cookie = ada.cookie(LINK).unwrap();
    let mut all = JoinSet::new();
    for number in 0..20 {
        let person = app.visitor();
        person.set_cookie(LINK, &cookie);
        all.spawn(async move { finish(&person, &format!("{OTHER} {number}")).await.status });
    }

    let statuses = all.join_all().await;

    let answered = |status| statuses.iter().filter(|it| **it == status).count();
    assert_eq!((answered(200), answered(410)), (1, 19), "{statuses:?}");
}

#[tokio::test]
async fn the_link_for_one_account_does_nothing_to_another() {
    let app = TestApp::spawn().await;
    let old = app.password_of("tom").await;
    let ada = app.who_has_followed(RECOVER, ADA).await;

    let other = [("password", GOOD), ("email", "tom@stile.example")];
    assert_eq!(ada.finish("/api/recovery/finish", &other).await.status, 400);
    let toms = [("address", "tom@stile.example"), ("password", GOOD)];
    assert_eq!(ada.post("/api/recovery/finish", &toms).await.error(), "expired");
    assert_eq!(finish(&ada, GOOD).await.status, 200);

    assert_eq!(app.visitor().sign_in("tom@stile.example", &old).await.status, 200);
}

#[tokio::test]
async fn who_is_suspended_stays_so_with_a_new_password() {
    let app = TestApp::spawn().await;
    app.execute("update users set suspended_at = 1 where email = 'ada@stile.example'").await;
    let ada = app.who_has_followed(RECOVER, ADA).await;

    assert_eq!(finish(&ada, GOOD).await.status, 200);

    assert_eq!(app.visitor().sign_in(ADA, GOOD).await.error(), "refused");
}

#[tokio::test]
async fn whose_password_is_changed_while_they_sign_in_is_not_signed_in() {
    let app = TestApp::spawn_with(|settings| settings.passwords.passes = 3).await;
    let changed = match app.foundation.db.get_database_backend() {
        DbBackend::Postgres => CHANGED_MEANWHILE,
        _ => CHANGED_MEANWHILE_IN_SQLITE,
    };
    for statement in changed {
        app.execute(statement).await;
    }
    let ada = app.visitor();

    // Its hash is of another kind than is wanted: it is kept anew between the proof and the session.
    let answer = ada.sign_in(ADA, &app.password_of("ada").await).await;

    assert_eq!((answer.status, answer.error().as_str()), (422, "wrong_credentials"));
    assert_eq!(answer.header("location"), "");
    assert_eq!(ada.name().await, None);
}
