//! Having passkeys.

use std::time::Duration;

use serde_json::json;
use stile::sessions::Level;

use super::{level, passkeys};
use crate::support::{Answer, SESSION, TestApp, device::Device};

const ADA: &str = "ada@stile.example";
const ASK: &str = "/api/passkeys/ask";
const ADD: &str = "/api/passkeys/add";
const RENAME: &str = "/api/passkeys/rename";
const REMOVE: &str = "/api/passkeys/remove";

#[track_caller]
fn assert_wrong(answer: &Answer, field: &str) {
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.json()["fields"][field].is_string(), "{}", answer.body);
}

async fn first(app: &TestApp) -> String {
    app.number("select min(id) from passkeys").await.to_string()
}

#[tokio::test]
async fn the_first_passkey_is_a_second_factor_with_ten_recovery_codes_and_its_owner_is_told() {
    let app = TestApp::spawn().await;
    let (ada, before) = (app.visitor(), app.password_of("ada").await);
    ada.sign_in(ADA, &before).await;
    let before = ada.cookie(SESSION);
    assert_eq!(level(&app, "ada").await, Level::Single);

    let (_, codes) = ada.add_passkey(&Device::of(&app)).await;

    assert_eq!(codes.len(), 10);
    assert_ne!(ada.cookie(SESSION), before);
    assert_eq!(level(&app, "ada").await, Level::Multi);
    let ways = ada.read("/api/step-up/ways").await;
    assert!(ways["passkey"] == true && ways["code"] == true && ways["password"] == false, "{ways}");
    let letters = app.letters_to(ADA).await;
    assert!(letters.iter().any(|letter| letter.subject == "A passkey was added"));
    assert!(format!("{:?}", app.audited().await).contains("Passkey added"));
    let happened = "select count(*) from activities where what = 'factor_added'";
    assert_eq!(app.number(happened).await, 1);
    let told = ada.read("/api/passkeys/load").await;
    assert_eq!(told["is_all"], true);
    assert_eq!(told["list"][0]["used"], json!(null));
    assert!(!told["list"][0]["name"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_device_is_asked_for_its_owner_and_to_sign_in_alone_by_the_name_of_the_settings() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let request = ada.ours(reqwest::Method::POST, ASK).header("host", "evil.example");
    let answer = ada.send(request.form(&[("", "")])).await;
    let question = ada.question(ASK).await;

    assert_ne!(answer.status, 500);
    assert!(!answer.body.contains("evil.example"), "{}", answer.body);
    assert_eq!(question["rp"]["id"], "localhost");
    let asked = &question["authenticatorSelection"];
    assert_eq!(
        (&asked["residentKey"], &asked["userVerification"]),
        (&json!("preferred"), &json!("required"))
    );
    let handle = question["user"]["id"].as_str().unwrap();
    assert!(handle.len() >= 22 && handle != app.user_id("ada").await.to_string());
}

#[tokio::test]
async fn somebody_has_several_and_a_device_is_told_which() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    ada.add_passkey(&device).await;

    let (_, codes) = ada.add_passkey(&device).await;

    assert_eq!(codes, [""; 0]);
    assert_eq!(passkeys(&app).await, 2);
    let question = ada.question(ASK).await;
    assert_eq!(question["excludeCredentials"].as_array().unwrap().len(), 2);
    let tom = app.person("tom").await.question(ASK).await;
    assert!(tom["excludeCredentials"].as_array().is_none_or(Vec::is_empty), "{tom}");
}

#[tokio::test]
async fn a_passkey_is_renamed_by_its_owner_alone() {
    let app = TestApp::spawn().await;
    let (ada, tom) = (app.person("ada").await, app.person("tom").await);
    ada.add_passkey(&Device::of(&app)).await;
    let id = first(&app).await;

    assert_eq!(tom.post(RENAME, &[("id", &id), ("name", "Mine")]).await.status, 404);
    assert_eq!(app.visitor().post(RENAME, &[("id", &id), ("name", "Mine")]).await.status, 401);
    assert_wrong(&ada.post(RENAME, &[("id", &id), ("name", " ")]).await, "name");
    let renamed = ada.post(RENAME, &[("id", &id), ("name", "The key at home")]).await;

    assert_eq!(renamed.status, 200, "{}", renamed.body);
    assert_eq!(app.text("select name from passkeys").await, "The key at home");
}

#[tokio::test]
async fn the_last_factor_goes_only_if_its_owner_is_sure_and_takes_the_recovery_codes_along() {
    let app = TestApp::spawn().await;
    let (ada, tom, device) = (app.person("ada").await, app.person("tom").await, Device::of(&app));
    ada.add_passkey(&device).await;
    let one = first(&app).await;
    let codes = "select count(*) from recovery_codes";

    assert_eq!(tom.post(REMOVE, &[("id", &one), ("sure", "true")]).await.status, 404);
    assert_wrong(&ada.post(REMOVE, &[("id", &one)]).await, "sure");
    assert_eq!((passkeys(&app).await, app.number(codes).await), (1, 10));
    ada.add_passkey(&device).await;
    assert_eq!(ada.post(REMOVE, &[("id", &one)]).await.status, 200);
    assert_eq!(app.number(codes).await, 10);
    let two = first(&app).await;
    assert_eq!(ada.post(REMOVE, &[("id", &two), ("sure", "true")]).await.status, 200);

    assert_eq!((passkeys(&app).await, app.number(codes).await), (0, 0));
    assert_eq!(app.number("select count(*) from factors").await, 0);
    let letters = app.letters_to(ADA).await;
    assert!(letters.iter().any(|letter| letter.subject == "A passkey was removed"));
    let password = ada.read("/api/step-up/ways").await;
    assert_eq!((&password["password"], &password["passkey"]), (&json!(true), &json!(false)));
}

#[tokio::test]
async fn passkeys_and_other_factors_keep_each_other_from_being_the_last() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));
    ada.add_app().await;
    ada.add_passkey(&device).await;
    let whole = ada.post("/api/factors/remove", &[("kind", "passkey"), ("sure", "true")]).await;
    assert_eq!(whole.status, 404, "{}", whole.body);

    assert_eq!(ada.post("/api/factors/remove", &[("kind", "totp")]).await.status, 200);
    assert_wrong(&ada.post(REMOVE, &[("id", &first(&app).await)]).await, "sure");
    ada.add_mail().await;
    assert_eq!(ada.post(REMOVE, &[("id", &first(&app).await)]).await.status, 200);

    assert_eq!(app.number("select count(*) from recovery_codes").await, 10);
}

#[tokio::test]
async fn a_change_asks_for_a_fresh_proof_and_a_visitor_to_sign_in() {
    let app = TestApp::spawn().await;
    let (ada, visitor) = (app.person("ada").await, app.visitor());
    ada.add_passkey(&Device::of(&app)).await;
    let id = first(&app).await;
    app.clock.advance(Duration::from_secs(601));

    for (path, fields) in [
        (ASK, vec![]),
        (ADD, vec![("credential", "{}")]),
        (RENAME, vec![("id", id.as_str()), ("name", "Mine")]),
        (REMOVE, vec![("id", id.as_str()), ("sure", "true")]),
    ] {
        let answer = ada.post(path, &fields).await;
        assert_eq!(answer.json()["challenge"], "step_up", "{path}: {}", answer.body);
        assert_eq!(visitor.post(path, &fields).await.status, 401, "{path}");
    }
    assert_eq!(passkeys(&app).await, 1);
}

#[tokio::test]
async fn nothing_is_kept_of_a_passkey_that_was_made_for_others_or_elsewhere_or_twice_or_too_late() {
    let app = TestApp::spawn().await;
    let (ada, elsewhere, tom) =
        (app.person("ada").await, app.person("ada").await, app.person("tom").await);
    let device = Device::of(&app);
    let question = ada.question(ASK).await;
    let add = async |credential: &str| ada.post(ADD, &[("credential", credential)]).await;

    for wrong in [
        Device { origin: "https://evil.example".into(), ..device.clone() },
        Device { origin: app.address.clone(), ..device.clone() },
        Device { rp_id: "evil.example".into(), ..device.clone() },
        Device { verifies: false, ..device.clone() },
    ] {
        let question = ada.question(ASK).await;
        assert_wrong(&add(&wrong.makes(&question).1).await, "credential");
    }
    for other in [&elsewhere, &tom, &app.visitor()] {
        let made = device.makes(&question).1;
        assert_ne!(other.post(ADD, &[("credential", &made)]).await.status, 200);
    }
    let of_sign_in = ada.question("/api/sign-in/ask-passkey").await;
    let mut mixed = question.clone();
    mixed["challenge"] = of_sign_in["challenge"].clone();
    assert_wrong(&add(&device.makes(&mixed).1).await, "credential");
    for odd in ["", "{}", "[]", "null", "\"\u{0}\"", &"[".repeat(10_000)] {
        assert_wrong(&add(odd).await, "credential");
    }
    let made = device.makes(&question).1;
    assert_wrong(&add(&(made.clone() + &" ".repeat(16 * 1024))).await, "credential");
    assert_eq!(passkeys(&app).await, 0);
    assert_eq!(add(&made).await.status, 200);
    assert_wrong(&add(&made).await, "credential");
    assert_wrong(&add(&device.makes(&question).1).await, "credential");
    let late = device.makes(&ada.question(ASK).await).1;
    app.clock.advance(Duration::from_mins(5));
    assert_wrong(&add(&late).await, "credential");
    assert_eq!(passkeys(&app).await, 1);
}

#[tokio::test]
async fn a_passkey_is_called_by_1_to_1023_bytes() {
    let app = TestApp::spawn().await;
    let (ada, device) = (app.person("ada").await, Device::of(&app));

    for (length, kept) in [(0, 0), (1024, 0), (1, 1), (1023, 2)] {
        let (_, credential) = device.makes_called(&ada.question(ASK).await, vec![7; length]);
        let added = ada.post(ADD, &[("credential", &credential)]).await;
        if kept == 0 {
            assert_wrong(&added, "credential");
        }
        assert_eq!(passkeys(&app).await, kept, "{length}: {}", added.body);
    }
}
