//! What proves nothing: whatever is wrong, the answer is the same.

use std::time::Duration;

use serde_json::Value;
use stile::passkeys::sweep_once;

use crate::support::{
    Answer, Person, TestApp,
    device::{Device, Key},
};

const ASK: &str = "/api/sign-in/ask-passkey";
const SIGN_IN: &str = "/api/sign-in/passkey";

async fn sends(person: &Person, credential: &str) -> Answer {
    person.post(SIGN_IN, &[("credential", credential)]).await
}

#[tokio::test]
async fn whatever_is_wrong_with_a_passkey_nobody_is_signed_in_and_the_answer_is_one() {
    let app = TestApp::spawn().await;
    let (ada, tom, device) = (app.person("ada").await, app.person("tom").await, Device::of(&app));
    let (key, _) = ada.add_passkey(&device).await;
    let (of_tom, _) = tom.add_passkey(&device).await;
    let (of_nobody, _) = device.makes(&ada.question("/api/passkeys/ask").await);
    let mut wrong = Vec::new();
    let mut note = async |what: &'static str, thief: &Person, credential: String| {
        let answer = sends(thief, &credential).await;
        wrong.push((what, answer.status, answer.body));
        assert_eq!(thief.name().await, None, "{what}");
    };

    for (what, device) in [
        ("another origin", Device { origin: "https://evil.example".into(), ..device.clone() }),
        ("another port", Device { origin: "http://localhost:1".into(), ..device.clone() }),
        ("where it listens", Device { origin: app.address.clone(), ..device.clone() }),
        ("another site", Device { rp_id: "evil.example".into(), ..device.clone() }),
        ("nobody verified", Device { verifies: false, ..device.clone() }),
    ] {
        let thief = app.visitor();
        let credential = device.answers(&key, &thief.question(ASK).await);
        note(what, &thief, credential).await;
    }
    for (what, key) in [
        ("unknown", of_nobody),
        ("another's handle", Key { handle: of_tom.handle.clone(), ..key.clone() }),
        ("no handle", Key { handle: None, ..key.clone() }),
        ("another's key", Key { id: key.id.clone(), ..of_tom.clone() }),
    ] {
        let thief = app.visitor();
        let credential = device.answers(&key, &thief.question(ASK).await);
        note(what, &thief, credential).await;
    }
    let thief = app.visitor();
    for (what, path) in
        [("registration", "/api/passkeys/ask"), ("step-up", "/api/step-up/ask-passkey")]
    {
        thief.question(ASK).await;
        note(what, &thief, device.answers(&key, &ada.question(path).await)).await;
    }
    let there = app.visitor();
    let asked = there.question(ASK).await;
    note("another browser", &thief, device.answers(&key, &asked)).await;
    note("a browser that was never asked", &app.visitor(), device.answers(&key, &asked)).await;
    for (what, odd) in [("nothing", ""), ("no credential", "{}"), ("no text", "\u{0}")] {
        note(what, &thief, odd.to_owned()).await;
    }
    let huge = device.answers(&key, &thief.question(ASK).await) + &" ".repeat(16 * 1024);
    note("huge", &thief, huge).await;
    let late = device.answers(&key, &thief.question(ASK).await);
    app.clock.advance(Duration::from_mins(5));
    note("late", &thief, late).await;

    let (_, status, body) = wrong[0].clone();
    assert_eq!(status, 422, "{body}");
    for one in &wrong {
        assert_eq!((one.1, &one.2), (status, &body), "{}", one.0);
    }
    assert_eq!(there.sign_in_with(&device, &key).await.status, 200);
}

#[tokio::test]
async fn what_was_asked_is_answered_once_also_by_many_at_once() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    let (key, _) = ada.add_passkey(&device).await;
    let there = app.visitor();
    let credential = device.answers(&key, &there.question(ASK).await);
    let form = [("credential", credential.as_str())];
    let send = || there.ours(reqwest::Method::POST, SIGN_IN).form(&form).send();

    let (one, two, three) = tokio::join!(send(), send(), send());

    let answers = [one, two, three].map(|answer| answer.unwrap().status().as_u16());
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert_eq!(sends(&there, &credential).await.status, 422);
}

#[tokio::test]
async fn what_one_session_was_asked_no_other_one_answers() {
    let app = TestApp::spawn().await;
    let (ada, elsewhere, device) =
        (app.person("ada").await, app.person("ada").await, Device::of(&app));
    let (key, _) = ada.add_passkey(&device).await;
    let prove = "/api/step-up/prove-with-passkey";
    let credential = device.answers(&key, &ada.question("/api/step-up/ask-passkey").await);

    assert_eq!(elsewhere.post(prove, &[("credential", &credential)]).await.status, 422);
    assert_eq!(app.visitor().post(prove, &[("credential", &credential)]).await.status, 401);
    assert_eq!(ada.post(prove, &[("credential", &credential)]).await.status, 200);
}

#[tokio::test]
async fn half_a_sign_in_takes_only_what_it_was_asked() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    let (key, _) = ada.add_passkey(&device).await;
    let password = app.password_of("ada").await;
    let (one, other) = (app.visitor(), app.visitor());
    for half in [&one, &other] {
        half.sign_in("ada@stile.example", &password).await;
    }
    let (finish, second) = ("/api/sign-in/finish-with-passkey", "/api/sign-in/ask-second-passkey");
    let asked: Value = one.question(second).await;
    let credential = device.answers(&key, &asked);

    assert_eq!(other.post(finish, &[("credential", &credential)]).await.status, 422);
    assert_eq!(app.visitor().post(finish, &[("credential", &credential)]).await.status, 401);
    let alone = device.answers(&key, &one.question(ASK).await);
    assert_eq!(one.post(finish, &[("credential", &alone)]).await.status, 422);
    assert_eq!(one.post(finish, &[("credential", &credential)]).await.status, 200);
}

#[tokio::test]
async fn what_nobody_answers_is_forgotten() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    visitor.question(ASK).await;
    let kept = async || app.number("select count(*) from ceremonies").await;

    sweep_once(&app.foundation.db, &app.foundation.clock).await.unwrap();
    assert_eq!(kept().await, 1);
    app.clock.advance(Duration::from_mins(5));
    sweep_once(&app.foundation.db, &app.foundation.clock).await.unwrap();

    assert_eq!(kept().await, 0);
}
