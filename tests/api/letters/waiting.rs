//! What waits, and how much of it there may be.

use std::{sync::Arc, time::Duration};

use reqwest::Method;
use stile::{letters, server::settings::Quota};
use tokio::net::TcpListener;

use super::{RECOVER, SIGN_UP};
use crate::support::{Person, TestApp};

const ADA: &str = "ada@stile.example";
const NEW: &str = "new@reader.example";
const INVITE: &str = "/api/sign-up/invite";
const CHANGE: &str = "/api/credentials/change-email";

/// So many in an hour.
const fn few(most: u32) -> Quota {
    Quota { most, per: Duration::from_hours(1) }
}

#[tokio::test]
async fn nobodys_mailbox_is_flooded_whether_or_not_they_have_an_account() {
    let app = TestApp::spawn_with(|settings| {
        settings.limits.letters_to = few(3);
    })
    .await;
    for email in [ADA, "nobody@reader.example"] {
        for ask in [RECOVER, SIGN_UP, RECOVER] {
            assert_eq!(app.visitor().post(ask, &[("email", email)]).await.status, 200);
        }
        for written in [email.to_uppercase(), format!(" {email}")] {
            let more = app.visitor().post(RECOVER, &[("email", &written)]).await;
            assert_eq!((more.status, more.error().as_str()), (429, "too_many"));
        }
        assert_eq!(app.letters_to(email).await.len(), 3);
    }

    app.clock.advance(Duration::from_mins(20));
    assert_eq!(app.visitor().post(RECOVER, &[("email", ADA)]).await.status, 200);
}

#[tokio::test]
async fn one_address_asks_for_so_many_letters_and_all_together_for_so_many() {
    for everybody in [false, true] {
        let app = TestApp::spawn_with(|settings| {
            let limits = &mut settings.limits;
            *(if everybody { &mut limits.letters } else { &mut limits.letters_from }) = few(4);
        })
        .await;
        for number in 0..4 {
            let email = format!("reader{number}@reader.example");
            assert_eq!(app.visitor().post(SIGN_UP, &[("email", &email)]).await.status, 200);
        }

        assert_eq!(app.visitor().post(SIGN_UP, &[("email", ADA)]).await.status, 429);
    }
}

/// Asks for a letter to an address to which none went yet, from there.
async fn asks_from(app: &Arc<TestApp>, from: &str, number: usize) -> u16 {
    let email = format!("reader{number}@reader.example");
    let visitor = app.visitor();
    let request = visitor.ours(Method::POST, SIGN_UP).header("x-forwarded-for", from);
    visitor.send(request.form(&[("email", &email)])).await.status
}

#[tokio::test]
async fn a_network_asks_for_so_many_letters_however_many_addresses_it_has() {
    let app = TestApp::spawn_with(|settings| {
        settings.site.proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.limits.letters_from = few(2);
        settings.limits.letters_network = few(3);
    })
    .await;
    for (number, (from, status)) in [
        ("203.0.113.1", 200),
        ("203.0.113.1", 200),
        ("203.0.113.1", 429),
        ("203.0.113.2", 200),
        ("203.0.113.3", 429),
        ("198.51.100.1", 200),
        ("2001:db8:1:1::1", 200),
        ("2001:db8:1:1::2", 200),
        ("2001:db8:1:1::3", 429),
        ("2001:db8:1:2::1", 200),
        ("2001:db8:1:3::1", 429),
        ("2001:db8:2:1::1", 200),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(asks_from(&app, from, number).await, status, "{from}");
    }
}

#[tokio::test]
async fn no_letter_that_visitors_ask_for_keeps_one_from_who_is_signed_in() {
    let app = TestApp::spawn_with(|settings| {
        let limits = &mut settings.limits;
        (limits.letters_to, limits.letters_from) = (few(1), few(1));
        (limits.letters_network, limits.letters) = (few(1), few(1));
    })
    .await;
    for status in [200, 429] {
        assert_eq!(app.visitor().post(SIGN_UP, &[("email", NEW)]).await.status, status);
    }

    for (handle, asks) in [("priya", INVITE), ("ada", CHANGE)] {
        let asked = app.person(handle).await.post(asks, &[("email", NEW)]).await;
        assert_eq!(asked.status, 200, "{asks}: {}", asked.body);
    }
    let code = app.person("tom").await.post("/api/factors/ask-for-code", &[]).await;
    assert_eq!(code.status, 200, "{}", code.body);
}

#[tokio::test]
async fn letters_of_who_is_signed_in_use_up_none_of_visitors() {
    let app = TestApp::spawn_with(|settings| {
        let limits = &mut settings.limits;
        (limits.letters_from, limits.letters_network, limits.letters) = (few(1), few(1), few(1));
    })
    .await;
    for (handle, asks) in [("priya", INVITE), ("ada", CHANGE)] {
        let asked = app.person(handle).await.post(asks, &[("email", NEW)]).await;
        assert_eq!(asked.status, 200, "{asks}: {}", asked.body);
    }

    assert_eq!(app.visitor().post(SIGN_UP, &[("email", NEW)]).await.status, 200);
}

#[tokio::test]
async fn a_person_asks_for_so_many_letters_and_all_together_for_so_many_to_one_address() {
    let app = TestApp::spawn_with(|settings| {
        (settings.limits.letters_person, settings.limits.letters_to) = (few(3), few(2));
    })
    .await;
    let (ada, tom, priya) =
        (app.person("ada").await, app.person("tom").await, app.person("priya").await);
    let asks = async |person: &Person, path: &str, email: &str| {
        person.post(path, &[("email", email)]).await.status
    };

    assert_eq!(asks(&ada, CHANGE, NEW).await, 200);
    assert_eq!(asks(&tom, CHANGE, NEW).await, 200);
    assert_eq!(asks(&ada, CHANGE, NEW).await, 429);
    for (email, status) in
        [("one@reader.example", 200), ("two@reader.example", 200), ("three@reader.example", 429)]
    {
        assert_eq!(asks(&ada, CHANGE, email).await, status, "{email}");
    }
    assert_eq!(asks(&tom, CHANGE, "three@reader.example").await, 200);

    assert_eq!(asks(&priya, INVITE, NEW).await, 200);
    assert_eq!(asks(&priya, INVITE, NEW).await, 200);
    assert_eq!(asks(&priya, INVITE, NEW).await, 429);
    assert_eq!(asks(&priya, INVITE, "one@reader.example").await, 200);
    assert_eq!(asks(&priya, INVITE, "two@reader.example").await, 429);
}

#[tokio::test]
async fn a_letter_that_cannot_be_carried_waits_and_its_asker_does_not() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let app = TestApp::spawn_with(|settings| settings.mail.smtp = format!("smtp://{closed}")).await;

    let asked = app.visitor().post(RECOVER, &[("email", ADA)]).await;

    assert_eq!(asked.status, 200);
    letters::carry_once(&app.foundation).await.unwrap();
    while app.number("select count(*) from outbox where tries > 0").await < 1 {
        tokio::task::yield_now().await;
    }
    app.clock.advance(Duration::from_hours(25));
    while app.number("select count(*) from outbox").await > 0 {
        letters::carry_once(&app.foundation).await.unwrap();
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_letter_waits_without_any_secret() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let app = TestApp::spawn_with(|settings| settings.mail.smtp = format!("smtp://{closed}")).await;

    app.visitor().post(RECOVER, &[("email", ADA)]).await;

    let told =
        "select count(*) from outbox where errand like '%token%' or errand like '%letters/%'";
    assert_eq!(app.number("select count(*) from outbox").await, 1);
    assert_eq!(app.number(told).await, 0);
}
