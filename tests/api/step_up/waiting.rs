//! A form that waits in a page for a proof, and what may be done with it meanwhile.

use std::time::Duration;

use super::{GIVE, LATER, PROVE, a_while_later, give, hidden, number_of, roles_of_tom};
use crate::support::{Answer, Person, TestApp};

const PAGE: &str = "/step-up?next=/people/tom-byrne";
const TWENTY_MINUTES: Duration = Duration::from_mins(20);

/// What waits once that person has sent a form without script: Tom is to write for politics.
async fn what_waits(person: &Person, app: &TestApp) -> String {
    let tom = number_of(app, "tom").await;
    let fields = [("id", tom.as_str()), ("role", "author@politics")];
    let asks = person.submit("/people/tom-byrne", GIVE, &fields).await;
    assert_eq!(asks.status, 403, "{}", asks.body);
    hidden(&asks, "interrupted")
}

async fn prove(person: &Person, password: &str, waits: &str) -> Answer {
    person.submit(PAGE, PROVE, &[("my_password", password), ("interrupted", waits)]).await
}

/// Nothing is sent on, and whoever has proved it sees their form with what was typed, and why.
#[track_caller]
fn assert_not_sent_on(answer: &Answer) {
    assert_eq!(answer.status, 410, "{}", answer.body);
    assert!(answer.says("This waited too long for the proof"), "{}", answer.body);
    assert!(answer.says("Tom Byrne"), "{}", answer.body);
}

#[tokio::test]
async fn a_form_that_waits_goes_on_for_the_session_that_has_sent_it_alone() {
    let app = TestApp::spawn().await;
    let (one, password) = a_while_later(&app, "mei").await;
    let (other, _) = a_while_later(&app, "mei").await;
    let (waits, before) = (what_waits(&one, &app).await, roles_of_tom(&app).await);

    assert_not_sent_on(&prove(&other, &password, &waits).await);
    assert_eq!(roles_of_tom(&app).await, before);

    assert_eq!(prove(&one, &password, &waits).await.status, 303);
    assert_eq!(roles_of_tom(&app).await, before + 1);
}

#[tokio::test]
async fn a_form_waits_for_twenty_minutes() {
    let a_millisecond_less = Duration::from_millis(20 * 60 * 1000 - 1);
    for (time, given) in [(a_millisecond_less, 1), (TWENTY_MINUTES, 0)] {
        let app = TestApp::spawn().await;
        let (mei, password) = a_while_later(&app, "mei").await;
        let (waits, before) = (what_waits(&mei, &app).await, roles_of_tom(&app).await);

        app.clock.advance(time);
        let answer = prove(&mei, &password, &waits).await;

        assert_eq!(roles_of_tom(&app).await, before + given, "{}", answer.body);
        if given == 0 {
            assert_not_sent_on(&answer);
        }
    }
}

#[tokio::test]
async fn what_was_changed_while_it_waited_is_not_sent_on_and_the_proof_counts() {
    let app = TestApp::spawn().await;
    let (mei, password) = a_while_later(&app, "mei").await;
    let (waits, before) = (what_waits(&mei, &app).await, roles_of_tom(&app).await);
    let until = app.foundation.clock.now().plus(TWENTY_MINUTES).millis().to_string();
    let later = app.foundation.clock.now().plus(3 * LATER).millis().to_string();
    assert!(waits.contains(&until), "{waits}");

    for changed in [
        waits.replace("author", "editor"),
        waits.replace("give-role", "take-role"),
        waits.replace(&until, &later),
        waits.split(",\"until\"").next().unwrap().to_owned() + "}",
    ] {
        assert_ne!(changed, waits);
        assert_not_sent_on(&prove(&mei, &password, &changed).await);
        assert_eq!(roles_of_tom(&app).await, before);
    }

    assert_eq!(give(&mei, &app).await.status, 200);
}
