//! The links in letters: used once, for a time, by whoever has the letter, for what it is about.

use std::time::Duration;

use reqwest::Method;

use super::{GOOD, RECOVER, SIGN_UP};
use crate::support::{Answer, LINK, Person, TestApp};

const ADA: &str = "ada@stile.example";
const NEW: &str = "nina@reader.example";

async fn recover(person: &Person) -> Answer {
    person.finish("/api/recovery/finish", &[("password", GOOD)]).await
}

/// One and the same answer, whatever is wrong with a link.
#[track_caller]
fn assert_over(answer: &Answer) {
    assert_eq!(answer.status, 410, "{}", answer.body);
    assert_eq!(answer.json(), serde_json::json!({ "error": "expired" }));
}

#[tokio::test]
async fn a_link_holds_once() {
    let app = TestApp::spawn().await;
    let ada = app.who_has_followed(RECOVER, ADA).await;
    let cookie = ada.cookie(LINK).unwrap();
    assert_eq!(recover(&ada).await.status, 200);

    let again = app.visitor();
    again.set_cookie(LINK, &cookie);

    assert_over(&recover(&again).await);
    assert_eq!(again.read("/api/recovery/letter").await["email"], serde_json::Value::Null);
    assert!(again.open("/recovery/finish").await.says("This link holds no longer"));
}

#[tokio::test]
async fn a_link_holds_for_an_hour() {
    let app = TestApp::spawn().await;
    let (soon, late) = (
        app.who_has_followed(RECOVER, ADA).await,
        app.who_has_followed(RECOVER, "tom@stile.example").await,
    );

    app.clock.advance(Duration::from_millis(60 * 60 * 1000 - 1));
    assert_eq!(recover(&soon).await.status, 200);
    app.clock.advance(Duration::from_millis(1));

    assert_over(&recover(&late).await);
}

#[tokio::test]
async fn whoever_asks_for_other_letters_voids_no_link() {
    let app = TestApp::spawn().await;
    let ada = app.who_has_followed(RECOVER, ADA).await;
    let nina = app.who_has_followed(SIGN_UP, NEW).await;

    for (ask, email) in [(RECOVER, ADA), (SIGN_UP, ADA), (SIGN_UP, NEW), (RECOVER, NEW)] {
        for _ in 0..5 {
            assert_eq!(app.visitor().post(ask, &[("email", email)]).await.status, 200);
        }
        app.letters_to(email).await;
    }

    assert_eq!(app.number("select count(*) from links").await, 12);
    assert_eq!(recover(&ada).await.status, 200);
    let fields = [("name", "Nina Roth"), ("password", GOOD)];
    assert_eq!(nina.finish("/api/sign-up/finish", &fields).await.status, 200);
}

#[tokio::test]
async fn each_link_holds_for_its_own_hour_until_one_is_used() {
    let app = TestApp::spawn().await;
    let half = Duration::from_mins(30);
    let first = app.who_has_followed(RECOVER, ADA).await;
    app.clock.advance(half);
    let second = app.who_has_followed(RECOVER, ADA).await;
    app.clock.advance(half);
    let third = app.who_has_followed(RECOVER, ADA).await;

    assert_over(&recover(&first).await);
    assert_eq!(recover(&second).await.status, 200);
    assert_over(&recover(&third).await);
}

#[tokio::test]
async fn a_link_that_is_used_voids_every_other_one_of_its_purpose_to_its_address() {
    let app = TestApp::spawn().await;
    let (ada, tom) = (app.person("ada").await, app.person("tom").await);
    for (person, email) in [(&tom, NEW), (&tom, "tom@reader.example"), (&ada, NEW), (&ada, NEW)] {
        let asked = person.post("/api/credentials/change-email", &[("email", email)]).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        person.open(&app.link_to(email).await).await;
    }
    app.who_has_followed(SIGN_UP, NEW).await;

    let finished = ada.finish("/api/credentials/finish-email", &[]).await;

    assert_eq!(finished.status, 200, "{}", finished.body);
    let left = "select count(*) from links where purpose = 'email'";
    let toms = format!("{left} and email = 'tom@reader.example'");
    assert_eq!((app.number(left).await, app.number(&toms).await), (1, 1));
    assert_eq!(app.number("select count(*) from links where purpose = 'sign-up'").await, 1);
}

#[tokio::test]
async fn a_program_that_looks_at_letters_uses_nothing_up() {
    let app = TestApp::spawn().await;
    let ada = app.visitor();
    ada.post(RECOVER, &[("email", ADA)]).await;
    let link = app.link_to(ADA).await;

    for method in [Method::GET, Method::HEAD, Method::GET] {
        let scanner = app.visitor();
        assert_eq!(scanner.send(scanner.request(method, &link)).await.status, 303);
        assert_eq!(scanner.open("/recovery/finish").await.status, 200);
    }
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        assert_eq!(ada.send(ada.ours(method, &link)).await.status, 405);
    }

    ada.open(&link).await;
    assert_eq!(recover(&ada).await.status, 200);
}

#[tokio::test]
async fn a_link_for_one_purpose_is_none_for_another() {
    let app = TestApp::spawn().await;
    let ada = app.who_has_followed(RECOVER, ADA).await;
    let fields = [("name", "Ada Okafor"), ("password", GOOD)];
    assert_over(&ada.finish("/api/sign-up/finish", &fields).await);
    assert_eq!(ada.read("/api/sign-up/letter").await["email"], serde_json::Value::Null);

    let nina = app.who_has_followed(SIGN_UP, NEW).await;
    assert_over(&recover(&nina).await);
    assert_eq!(nina.finish("/api/sign-up/finish", &fields).await.status, 200);
}

#[tokio::test]
async fn what_is_no_link_is_answered_as_an_old_one_is() {
    let app = TestApp::spawn().await;
    for wrong in ["", "x", "'; drop table links; --", &"0".repeat(64), &"0".repeat(63), "%00"] {
        let person = app.visitor();
        let opened = person.open(&format!("/letters/recovery?token={wrong}")).await;
        assert_eq!((opened.status, opened.header("location")), (303, "/recovery/finish"));
        assert_over(&recover(&person).await);
        let other = app.visitor();
        other.set_cookie(LINK, wrong);
        assert_over(&recover(&other).await);
    }
    assert_eq!(app.visitor().open("/letters/elsewhere?token=x").await.status, 404);
}

#[tokio::test]
async fn a_new_password_voids_every_other_link_of_the_account() {
    let app = TestApp::spawn().await;
    let ada = app.who_has_followed(RECOVER, ADA).await;
    assert_eq!(recover(&ada).await.status, 200);

    assert_eq!(app.number("select count(*) from links").await, 0);
}

#[tokio::test]
async fn the_host_of_a_link_is_that_of_the_settings() {
    let app = TestApp::spawn().await;
    let eve = app.visitor();
    let asks = eve.ours(Method::POST, RECOVER).form(&[("email", ADA)]);
    let asks = asks.header("x-forwarded-host", "evil.example").header("host", "evil.example");

    eve.send(asks).await;

    let letter = app.letters_to(ADA).await.remove(0);
    assert!(!letter.text.contains("evil") && !letter.html.contains("evil"), "{}", letter.text);
    assert!(letter.text.contains(&format!("{}/letters/recovery?token=", app.origin)));
}

#[tokio::test]
async fn the_secret_of_a_link_is_neither_kept_nor_shown() {
    let app = TestApp::spawn().await;
    let ada = app.who_has_followed(RECOVER, ADA).await;
    let secret = ada.cookie(LINK).unwrap();

    let cookies = ada.open(&format!("/letters/recovery?token={secret}")).await;
    let cookie = cookies.set_cookie(LINK);
    for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=3600"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    let page = ada.open("/recovery/finish").await;
    assert!(page.says(ADA) && !page.says(&secret));
    assert!(page.header("cache-control").contains("no-store"));
    let kept = format!("select count(*) from links where digest = '{secret}'");
    assert_eq!(app.number(&kept).await, 0);
    assert_eq!(app.number("select count(*) from links where length(digest) = 64").await, 1);
}
