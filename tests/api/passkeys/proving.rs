//! What a passkey proves.

use std::time::Duration;

use serde_json::json;
use stile::sessions::Level;

use super::level;
use crate::support::{SESSION, TestApp, device::Device};

const ADA: &str = "ada@stile.example";

#[tokio::test]
async fn a_passkey_signs_in_alone_as_two_factors() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    let (key, _) = ada.add_passkey(&device).await;
    let there = app.visitor();

    let answer = there.sign_in_with(&device, &key).await;

    assert_eq!((answer.status, answer.header("location")), (200, "/"), "{}", answer.body);
    assert_eq!(there.name().await.as_deref(), Some("Ada Okafor"));
    assert_eq!(level(&app, "ada").await, Level::Multi);
    assert!(there.cookie("__Host-Http-stile-ceremony").is_none());
    let told = ada.read("/api/passkeys/load").await;
    assert!(told["list"][0]["used"].is_number(), "{told}");
}

#[tokio::test]
async fn it_leads_on_to_a_page_of_ours_and_to_no_other_site() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    let (key, _) = ada.add_passkey(&device).await;

    for (next, leads_to) in [("/desk", "/desk"), ("//evil.example", "/")] {
        let there = app.visitor();
        let question = there.question("/api/sign-in/ask-passkey").await;
        let credential = device.answers(&key, &question);
        let form = [("credential", credential.as_str()), ("next", next)];
        let answer = there.submit("/sign-in", "/api/sign-in/passkey", &form).await;

        assert_eq!((answer.status, answer.header("location")), (303, leads_to), "{next}");
    }
}

#[tokio::test]
async fn what_a_visitor_is_asked_says_nothing_about_anybody() {
    let app = TestApp::spawn().await;
    app.person("ada").await.add_passkey(&Device::of(&app)).await;
    let visitor = app.visitor();

    let question = visitor.question("/api/sign-in/ask-passkey").await;

    assert_eq!(question["allowCredentials"], json!([]));
    assert_eq!(
        (&question["rpId"], &question["userVerification"]),
        (&json!("localhost"), &json!("required"))
    );
    for path in ["/api/sign-in/ask-second-passkey", "/api/step-up/ask-passkey"] {
        assert_eq!(visitor.post(path, &[]).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn whoever_is_suspended_is_told_so_once_they_have_proved_it() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    let (key, _) = ada.add_passkey(&device).await;
    app.execute("update users set suspended_at = 1 where email = 'ada@stile.example'").await;
    let there = app.visitor();

    let answer = there.sign_in_with(&device, &key).await;

    assert_eq!((answer.status, answer.error().as_str()), (403, "refused"), "{}", answer.body);
    assert!(answer.says("suspended"));
    assert_eq!(there.name().await, None);
}

#[tokio::test]
async fn whoever_has_passkeys_alone_is_asked_for_one_after_the_password() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    let (key, codes) = ada.add_passkey(&device).await;
    let (foreign, _) = app.person("tom").await.add_passkey(&device).await;
    let (there, password) = (app.visitor(), app.password_of("ada").await);

    let half = there.sign_in(ADA, &password).await;

    assert!(half.header("location").starts_with("/sign-in/second-factor"), "{half:?}");
    assert_eq!(there.name().await, None);
    let question = there.question("/api/sign-in/ask-second-passkey").await;
    assert_eq!(question["allowCredentials"].as_array().unwrap().len(), 1);
    let finish = "/api/sign-in/finish-with-passkey";
    let wrong = device.answers(&foreign, &question);
    assert_eq!(there.post(finish, &[("credential", &wrong)]).await.status, 422);
    assert_eq!(there.name().await, None);
    let question = there.question("/api/sign-in/ask-second-passkey").await;
    let right = device.answers(&key, &question);
    assert_eq!(there.post(finish, &[("credential", &right)]).await.status, 200);
    assert_eq!(there.name().await.as_deref(), Some("Ada Okafor"));
    assert_eq!(level(&app, "ada").await, Level::Multi);
    // Who has lost the device has the codes.
    let lost = app.visitor();
    lost.sign_in(ADA, &password).await;
    assert_eq!(lost.post("/api/sign-in/finish", &[("code", &codes[0])]).await.status, 200);
}

#[tokio::test]
async fn a_passkey_proves_again_who_somebody_is_and_the_session_goes_on_under_a_new_id() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    let (key, _) = ada.add_passkey(&device).await;
    app.clock.advance(Duration::from_secs(601));
    assert_eq!(ada.post("/api/passkeys/ask", &[]).await.json()["challenge"], "step_up");
    let before = ada.cookie(SESSION);

    let question = ada.question("/api/step-up/ask-passkey").await;
    let credential = device.answers(&key, &question);
    let proved = ada.post("/api/step-up/prove-with-passkey", &[("credential", &credential)]).await;

    assert_eq!(proved.status, 200, "{}", proved.body);
    assert_ne!(ada.cookie(SESSION), before);
    assert_eq!(ada.post("/api/passkeys/ask", &[]).await.status, 200);
}

#[tokio::test]
async fn a_device_that_counts_signs_as_long_as_it_counts_upwards() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let counting = |counts| Device { counts, ..Device::of(&app) };
    let (key, _) = ada.add_passkey(&counting(5)).await;

    for (counts, status) in [(6, 200), (9, 200), (9, 422), (3, 422), (0, 422), (10, 200)] {
        let answer = app.visitor().sign_in_with(&counting(counts), &key).await;
        assert_eq!(answer.status, status, "{counts}: {}", answer.body);
    }
}
