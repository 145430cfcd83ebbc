//! What waits, and how much of it there may be.

use std::time::Duration;

use stile::{letters, server::settings::Quota};
use tokio::net::TcpListener;

use super::{RECOVER, SIGN_UP};
use crate::support::TestApp;

const ADA: &str = "ada@stile.example";

#[tokio::test]
async fn nobodys_mailbox_is_flooded_whether_or_not_they_have_an_account() {
    let app = TestApp::spawn_with(|settings| {
        settings.limits.letters_to = Quota { most: 3, per: Duration::from_hours(1) };
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
            let few = Quota { most: 4, per: Duration::from_hours(1) };
            let limits = &mut settings.limits;
            if everybody { limits.letters = few } else { limits.letters_from = few }
        })
        .await;
        for number in 0..4 {
            let email = format!("reader{number}@reader.example");
            assert_eq!(app.visitor().post(SIGN_UP, &[("email", &email)]).await.status, 200);
        }

        assert_eq!(app.visitor().post(SIGN_UP, &[("email", ADA)]).await.status, 429);
    }
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
