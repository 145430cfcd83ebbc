//! One's own e-mail address.

use std::time::Duration;

use tokio::task::JoinSet;

use super::{ADA, GOOD};
use crate::support::{Answer, Person, TestApp};

const NEW: &str = "ada@reader.example";
const CHANGED: &str = "Your e-mail address was changed";

async fn ask(person: &Person, email: &str) -> Answer {
    person.post("/api/credentials/change-email", &[("email", email)]).await
}

async fn finish(person: &Person) -> Answer {
    person.finish("/api/credentials/finish-email", &[]).await
}

/// Has asked for that address, and followed the link in the letter to it.
async fn has_followed(person: &Person, email: &str) {
    assert_eq!(ask(person, email).await.status, 200);
    let opened = person.open(&person.app.link_to(email).await).await;
    assert_eq!((opened.status, opened.header("location")), (303, "/account/email/finish"));
}

async fn subjects(app: &TestApp, address: &str) -> Vec<String> {
    app.letters_to(address).await.into_iter().map(|letter| letter.subject).collect()
}

#[tokio::test]
async fn who_has_read_the_letter_has_the_address_and_both_addresses_hear_of_it() {
    let app = TestApp::spawn().await;
    let (ada, password) = (app.person("ada").await, app.password_of("ada").await);
    let version = "select version from users where email like 'ada@%'";
    let before = app.number(version).await;
    assert_eq!(ask(&ada, " Ada@Reader.example ").await.status, 200);
    ada.open(&app.link_to(NEW).await).await;
    assert_eq!(ada.read("/api/credentials/letter").await["reader"], "owner");

    let finished = finish(&ada).await;

    assert_eq!(finished.status, 200, "{}", finished.body);
    assert_eq!(finished.header("location"), "/account?email=changed#own-email");
    assert_eq!(ada.read("/api/credentials/load").await["email"], NEW);
    assert_eq!(app.number(version).await, before + 1);
    let act = app.audited().await.remove(0);
    assert_eq!((act.permission.as_str(), act.detail.as_str()), ("ChangeEmail", "Ada Okafor"));
    for address in [ADA, NEW] {
        assert!(subjects(&app, address).await.contains(&CHANGED.to_owned()), "{address}");
    }
    assert_eq!(app.visitor().sign_in(ADA, &password).await.status, 422);
    assert_eq!(app.visitor().sign_in(NEW, &password).await.status, 200);
}

#[tokio::test]
async fn before_the_letter_is_read_nothing_changes_and_the_address_before_hears_of_it() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let asked = ask(&ada, NEW).await;

    assert_eq!((asked.status, asked.header("location")), (200, "/account?email=asked#own-email"));
    let heard = "Another e-mail address for your account".to_owned();
    assert!(subjects(&app, ADA).await.contains(&heard));
    for letter in app.letters_to(ADA).await {
        assert!(
            !letter.text.contains(NEW) && !letter.text.contains("/letters/"),
            "{}",
            letter.text
        );
    }
    assert_eq!(ada.read("/api/credentials/load").await["email"], ADA);
    assert!(app.audited().await.is_empty());
}

#[tokio::test]
async fn whoever_reads_the_letter_by_mistake_does_nothing_with_it() {
    let app = TestApp::spawn().await;
    let (ada, tom) = (app.person("ada").await, app.person("tom").await);
    assert_eq!(ask(&ada, NEW).await.status, 200);
    let link = app.link_to(NEW).await;
    let visitor = app.visitor();

    for (person, reader, status) in [(&visitor, "visitor", 401), (&tom, "somebody_else", 403)] {
        person.open(&link).await;
        assert_eq!(person.read("/api/credentials/letter").await["reader"], reader);
        let page = person.open("/account/email/finish").await;
        assert!(page.says("/sign-in?next=/account/email/finish"), "{}", page.body);
        assert!(!page.says("Use this address"));
        assert_eq!(finish(person).await.status, status);
    }
    assert_eq!(tom.read("/api/credentials/load").await["email"], "tom@stile.example");
    assert_eq!(ada.read("/api/credentials/load").await["email"], ADA);

    visitor.sign_in(ADA, &app.password_of("ada").await).await;
    assert_eq!(finish(&visitor).await.status, 200);
    assert_eq!(ada.read("/api/credentials/load").await["email"], NEW);
}

#[tokio::test]
async fn whose_address_it_is_is_told_by_its_letter_alone() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let (free, taken) = (ask(&ada, NEW).await, ask(&ada, "tom@stile.example").await);

    assert_eq!((free.status, &free.body), (taken.status, &taken.body));
    assert_eq!(free.header("location"), taken.header("location"));
    let letters = app.letters_to("tom@stile.example").await;
    assert_eq!(letters[0].subject, "This e-mail address cannot be used");
    assert!(!letters[0].text.contains("http"), "{}", letters[0].text);
    assert_eq!(app.number("select count(*) from links").await, 1);
}

#[tokio::test]
async fn an_address_that_is_somebodys_by_now_is_not_given() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    has_followed(&ada, NEW).await;
    let nina = app.who_has_followed("/api/sign-up/ask", NEW).await;
    let fields = [("name", "Nina Roth"), ("password", GOOD)];
    assert_eq!(nina.finish("/api/sign-up/finish", &fields).await.status, 200);

    assert_eq!(finish(&ada).await.error(), "expired");

    assert_eq!(ada.read("/api/credentials/load").await["email"], ADA);
    assert_eq!(nina.read("/api/credentials/load").await["email"], NEW);
    assert!(app.audited().await.is_empty());
}

#[tokio::test]
async fn of_two_who_want_one_address_at_once_one_has_it() {
    let app = TestApp::spawn_with(|settings| settings.passwords.queue = 100).await;
    for number in 0..4 {
        let address = format!("nina-{number}@reader.example");
        let tom = app.person("tom").await;
        has_followed(&tom, &address).await;
        let nina = app.who_has_followed("/api/sign-up/ask", &address).await;
        let fields = [("name", "Nina Roth"), ("password", GOOD)];

        let (changed, made) =
            tokio::join!(finish(&tom), nina.finish("/api/sign-up/finish", &fields));

        let both = [&changed, &made];
        assert_eq!(both.iter().filter(|it| it.status == 200).count(), 1, "{both:?}");
        assert!(both.iter().all(|it| it.status == 200 || it.error() == "expired"), "{both:?}");
        app.execute("update users set email = 'tom@stile.example' where name = 'Tom Byrne'").await;
    }
}

#[tokio::test]
async fn links_to_the_address_before_hold_no_longer() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let reader = app.who_has_followed("/api/recovery/ask", ADA).await;
    has_followed(&ada, NEW).await;
    // This one is written while the address changes, or after it.
    app.visitor().post("/api/recovery/ask", &[("email", ADA)]).await;

    assert_eq!(finish(&ada).await.status, 200);

    let recovered = reader.finish("/api/recovery/finish", &[("password", GOOD)]).await;
    assert_eq!(recovered.error(), "expired");
    app.letters_to(ADA).await;
    assert_eq!(app.number("select count(*) from links").await, 0);
}

#[tokio::test]
async fn of_a_change_and_a_recovery_at_once_one_counts() {
    let app = TestApp::spawn_with(|settings| settings.passwords.queue = 100).await;
    let (ada, old) = (app.person("ada").await, app.password_of("ada").await);
    let reader = app.who_has_followed("/api/recovery/ask", ADA).await;
    has_followed(&ada, NEW).await;

    let password = [("password", GOOD)];
    let (changed, recovered) =
        tokio::join!(finish(&ada), reader.finish("/api/recovery/finish", &password));

    let (email, password) = if changed.status == 200 { (NEW, old.as_str()) } else { (ADA, GOOD) };
    assert_ne!(changed.status == 200, recovered.status == 200, "{changed:?} {recovered:?}");
    assert_eq!(app.visitor().sign_in(email, password).await.status, 200);
}

#[tokio::test]
async fn of_many_changes_at_once_one_counts() {
    let app = TestApp::spawn().await;
    let mut browsers = Vec::new();
    for number in 0..6 {
        let ada = app.person("ada").await;
        has_followed(&ada, &format!("ada-{number}@reader.example")).await;
        browsers.push(ada);
    }
    let mut all = JoinSet::new();
    for (number, ada) in browsers.into_iter().enumerate() {
        all.spawn(async move { (number, finish(&ada).await) });
    }

    let mut answers = all.join_all().await;

    answers.retain(|(_, answer)| answer.status == 200);
    assert_eq!(answers.len(), 1, "{answers:?}");
    let email = format!("ada-{}@reader.example", answers[0].0);
    assert_eq!(app.text("select email from users where name = 'Ada Okafor'").await, email);
}

#[tokio::test]
async fn a_link_holds_once_and_for_an_hour() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    has_followed(&ada, NEW).await;
    let link = app.link_to(NEW).await;
    assert_eq!(finish(&ada).await.status, 200);
    ada.open(&link).await;
    assert_eq!(finish(&ada).await.error(), "expired");

    assert_eq!(ask(&ada, ADA).await.status, 200);
    let link = app.link_to(ADA).await;
    app.clock.advance(Duration::from_hours(1));
    let late = app.visitor();
    late.sign_in(NEW, &app.password_of("ada").await).await;
    late.open(&link).await;
    assert_eq!(finish(&late).await.error(), "expired");
}

#[tokio::test]
async fn what_is_no_address_or_ones_own_gets_no_letter() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    app.letters_to(ADA).await;

    for email in ["", " ", "ada", "a@b\r\nBcc: eve@evil.example", ADA, " ADA@stile.example "] {
        let answer = ask(&ada, email).await;
        assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{email:?}");
    }

    assert_eq!(app.number("select count(*) from outbox").await, 0);
}

#[tokio::test]
async fn who_has_not_proved_lately_who_they_are_proves_it_before_the_address_counts() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    has_followed(&ada, NEW).await;

    app.clock.advance(Duration::from_mins(11));

    assert_eq!(finish(&ada).await.error(), "step_up");
    assert_eq!(ada.read("/api/credentials/load").await["email"], ADA);
}

#[tokio::test]
async fn without_script_the_pages_say_what_comes_next() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let asked = ada.submit("/account", "/api/credentials/change-email", &[("email", NEW)]).await;
    assert_eq!(asked.status, 303, "{}", asked.body);
    assert!(ada.open("/account?email=asked").await.says("A letter is on its way"));
    ada.open(&app.link_to(NEW).await).await;
    assert!(ada.open("/account/email/finish").await.says(NEW));
    let address = [("address", NEW)];
    let finished =
        ada.submit("/account/email/finish", "/api/credentials/finish-email", &address).await;

    assert_eq!(
        (finished.status, finished.header("location")),
        (303, "/account?email=changed#own-email")
    );
    let page = ada.open("/account?email=changed").await;
    assert!(page.says("Your e-mail address was changed") && page.says(NEW), "{}", page.body);
    assert!(ada.open("/account/email/finish").await.says("This link holds no longer"));
}
