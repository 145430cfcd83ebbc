//! One's own password.

use std::time::Duration;

use stile::server::settings::Quota;
use tokio::task::JoinSet;

use super::{ADA, GOOD};
use crate::support::{Answer, Person, SESSION, TestApp};

async fn change(person: &Person, current: &str, new: &str) -> Answer {
    let fields = [("current_password", current), ("password", new)];
    person.post("/api/credentials/change-password", &fields).await
}

/// What is wrong with that field.
fn wrong(answer: &Answer, field: &str) -> String {
    assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{}", answer.body);
    answer.json()["fields"][field].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn who_knows_their_password_chooses_another_one_and_is_written_to() {
    let app = TestApp::spawn().await;
    let (ada, old) = (app.person("ada").await, app.password_of("ada").await);

    let changed = change(&ada, &old, GOOD).await;

    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(changed.header("location"), "/account?password=changed#own-password");
    assert_eq!(app.visitor().sign_in(ADA, &old).await.status, 422);
    let letters = app.letters_to(ADA).await;
    assert!(letters.iter().any(|it| it.subject == "Your password was changed"), "{letters:?}");
    let act = app.audited().await.remove(0);
    assert_eq!((act.permission.as_str(), act.detail.as_str()), ("ChangePassword", "Ada Okafor"));
    assert_eq!(app.visitor().sign_in(ADA, GOOD).await.status, 200);
}

#[tokio::test]
async fn every_other_session_ends_and_this_one_goes_on_under_a_new_id() {
    let app = TestApp::spawn().await;
    let (here, there) = (app.person("ada").await, app.person("ada").await);
    let tom = app.person("tom").await;
    let before = here.cookie(SESSION).unwrap();

    let changed = change(&here, &app.password_of("ada").await, GOOD).await;

    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(there.name().await, None);
    assert_eq!(here.name().await.as_deref(), Some("Ada Okafor"));
    assert_eq!(tom.name().await.as_deref(), Some("Tom Byrne"));
    let thief = app.visitor();
    thief.set_cookie(SESSION, &before);
    assert_eq!(thief.name().await, None);
    assert!(there.open("/sign-in").await.says("The password of this account has changed."));
}

#[tokio::test]
async fn a_wrong_password_is_said_beside_its_field_and_counts_as_a_guess() {
    let three = Quota { most: 3, per: Duration::from_mins(30) };
    let app = TestApp::spawn_with(|settings| settings.limits.sign_in_device = three).await;
    let (ada, old) = (app.person("ada").await, app.password_of("ada").await);

    for _ in 0..3 {
        let answer = change(&ada, "not mine", GOOD).await;
        assert_eq!(wrong(&answer, "current_password"), "This is not your current password.");
    }

    assert_eq!(change(&ada, &old, GOOD).await.error(), "too_many");
    assert_eq!(ada.sign_in(ADA, &old).await.error(), "too_many");
    assert_eq!(app.visitor().sign_in(ADA, &old).await.status, 200);
}

#[tokio::test]
async fn what_cannot_be_taken_changes_nothing_and_counts_for_nothing() {
    let one = Quota { most: 1, per: Duration::from_mins(30) };
    let app = TestApp::spawn_with(|settings| settings.limits.sign_in_device = one).await;
    let (ada, old) = (app.person("ada").await, app.password_of("ada").await);

    for new in ["", "short", ADA, "adaokaforadaokafor", "passwordpassword"] {
        let answer = change(&ada, "not mine", new).await;
        assert!(!wrong(&answer, "password").is_empty(), "{new}: {}", answer.body);
    }
    let missing = change(&ada, "", "short").await;
    assert_eq!(wrong(&missing, "current_password"), "Write your current password.");
    assert!(!wrong(&missing, "password").is_empty());

    assert_eq!(change(&ada, &old, GOOD).await.status, 200);
}

#[tokio::test]
async fn who_has_no_password_chooses_one_without_saying_one() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    app.execute("update users set password_hash = null where email = 'ada@stile.example'").await;
    assert_eq!(ada.read("/api/credentials/load").await["has_password"], false);

    let chosen = ada.post("/api/credentials/change-password", &[("password", GOOD)]).await;

    assert_eq!(chosen.status, 200, "{}", chosen.body);
    assert_eq!(app.visitor().sign_in(ADA, GOOD).await.status, 200);
}

#[tokio::test]
async fn whoever_has_a_password_says_it() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = ada.post("/api/credentials/change-password", &[("password", GOOD)]).await;

    assert_eq!(wrong(&answer, "current_password"), "Write your current password.");
    assert_eq!(app.visitor().sign_in(ADA, GOOD).await.status, 422);
}

#[tokio::test]
async fn links_that_were_on_their_way_hold_no_longer() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let reader = app.who_has_followed("/api/recovery/ask", ADA).await;
    ada.post("/api/credentials/change-email", &[("email", "ada@reader.example")]).await;
    ada.open(&app.link_to("ada@reader.example").await).await;

    assert_eq!(change(&ada, &app.password_of("ada").await, GOOD).await.status, 200);

    let recovered = reader.finish("/api/recovery/finish", &[("password", GOOD)]).await;
    assert_eq!(recovered.error(), "expired");
    assert_eq!(ada.finish("/api/credentials/finish-email", &[]).await.error(), "expired");
}

#[tokio::test]
async fn of_many_changes_at_once_one_counts() {
    let app = TestApp::spawn_with(|settings| settings.passwords.queue = 100).await;
    let old = app.password_of("ada").await;
    let mut browsers = Vec::new();
    for _ in 0..6 {
        browsers.push(app.person("ada").await);
    }
    let mut all = JoinSet::new();
    for (number, ada) in browsers.into_iter().enumerate() {
        let old = old.clone();
        all.spawn(async move { change(&ada, &old, &format!("{GOOD}-{number}")).await });
    }

    let answers = all.join_all().await;

    assert_eq!(answers.iter().filter(|it| it.status == 200).count(), 1, "{answers:?}");
    let mut works = 0;
    for number in 0..6 {
        let answer = app.visitor().sign_in(ADA, &format!("{GOOD}-{number}")).await;
        works += i32::from(answer.status == 200);
    }
    assert_eq!(works, 1);
}

#[tokio::test]
async fn who_has_not_proved_lately_who_they_are_proves_it_first() {
    let app = TestApp::spawn().await;
    let (ada, old) = (app.person("ada").await, app.password_of("ada").await);

    app.clock.advance(Duration::from_mins(11));

    assert_eq!(change(&ada, &old, GOOD).await.error(), "step_up");
    let asked = ada.post("/api/credentials/change-email", &[("email", "a@b.example")]).await;
    assert_eq!(asked.error(), "step_up");
    assert!(app.audited().await.is_empty());
}

#[tokio::test]
async fn without_script_the_page_says_what_is_wrong_and_what_was_done() {
    let app = TestApp::spawn().await;
    let (ada, old) = (app.person("ada").await, app.password_of("ada").await);
    let path = "/api/credentials/change-password";

    let fields = [("current_password", "not mine"), ("password", GOOD)];
    let wrong = ada.submit("/account", path, &fields).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("This is not your current password."), "{}", wrong.body);
    assert!(!wrong.says("not mine") && !wrong.says(GOOD));

    let fields = [("current_password", old.as_str()), ("password", GOOD)];
    let changed = ada.submit("/account", path, &fields).await;
    assert_eq!(changed.status, 303);
    let page = ada.open("/account?password=changed").await;
    assert!(page.says("Your new password is kept"), "{}", page.body);
}
