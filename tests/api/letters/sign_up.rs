//! How an account begins.

use std::{collections::BTreeSet, time::Duration};

use sea_orm::{ConnectionTrait, DbBackend, TransactionTrait};
use tokio::task::JoinSet;

use super::{GOOD, OTHER, RECOVER, SIGN_UP};
use crate::support::{Answer, LINK, Person, TestApp};

const NEW: &str = "nina@reader.example";

async fn finish(person: &Person, name: &str, password: &str) -> Answer {
    person.finish("/api/sign-up/finish", &[("name", name), ("password", password)]).await
}

#[tokio::test]
async fn who_has_read_the_letter_makes_the_account_and_is_signed_in() {
    let app = TestApp::spawn().await;
    let nina = app.who_has_followed(SIGN_UP, NEW).await;
    assert_eq!(nina.read("/api/sign-up/letter").await["email"], NEW);

    let made = finish(&nina, "Nina Roth", GOOD).await;

    assert_eq!((made.status, made.header("location")), (200, "/"), "{}", made.body);
    assert_eq!(nina.name().await.as_deref(), Some("Nina Roth"));
    assert_eq!(nina.read("/api/me").await["user"]["roles"], serde_json::json!([]));
    assert_eq!(app.visitor().sign_in("Nina@Reader.example", GOOD).await.status, 200);
    assert_eq!(nina.cookie(LINK), None);
}

#[tokio::test]
async fn before_the_letter_is_read_there_is_no_account() {
    let app = TestApp::spawn().await;
    let people = app.number("select count(*) from users").await;

    app.visitor().post(SIGN_UP, &[("email", NEW)]).await;
    let letters = app.letters_to(NEW).await;

    assert_eq!(letters.len(), 1);
    assert_eq!(app.number("select count(*) from users").await, people);
    assert_eq!(finish(&app.visitor(), "Nina Roth", GOOD).await.error(), "expired");
}

#[tokio::test]
async fn nobody_prepares_an_account_for_the_owner_of_an_address() {
    let app = TestApp::spawn().await;
    let eve = app.visitor();
    assert_eq!(eve.post(SIGN_UP, &[("email", NEW)]).await.status, 200);
    assert_eq!(finish(&eve, "Nina Roth", OTHER).await.error(), "expired");
    let with_more = [("email", NEW), ("name", "Nina Roth"), ("password", OTHER)];
    assert_eq!(eve.post(SIGN_UP, &with_more).await.status, 400);

    let nina = app.who_has_followed(SIGN_UP, NEW).await;
    assert_eq!(finish(&nina, "Nina Roth", GOOD).await.status, 200);

    assert_eq!(eve.name().await, None);
    assert_eq!(app.visitor().sign_in(NEW, OTHER).await.status, 422);
}

/// What an answer shows, but for what differs with every answer.
fn shown(answer: &Answer) -> (u16, String, BTreeSet<String>) {
    let ours = ["date", "x-request-id", "content-security-policy"];
    let headers = answer.headers.iter().filter(|(name, _)| !ours.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    (answer.status, answer.body.clone(), headers)
}

#[tokio::test]
async fn no_answer_tells_whether_an_address_has_an_account() {
    let app = TestApp::spawn().await;
    app.execute("update users set suspended_at = 1 where email = 'tom@stile.example'").await;
    app.execute("update users set password_hash = null where email = 'mei@stile.example'").await;
    for ask in [SIGN_UP, RECOVER] {
        let asked = async |email: &str| shown(&app.visitor().post(ask, &[("email", email)]).await);

        let unknown = asked(NEW).await;

        assert_eq!(unknown.0, 200);
        for known in ["ada@stile.example", "tom@stile.example", "mei@stile.example"] {
            assert_eq!(asked(known).await, unknown, "{ask} {known}");
        }
    }
}

#[tokio::test]
async fn who_has_an_account_already_is_told_so_by_the_letter_alone() {
    let app = TestApp::spawn().await;
    app.visitor().post(SIGN_UP, &[("email", " ADA@stile.example ")]).await;

    let letters = app.letters_to("ada@stile.example").await;

    assert_eq!(letters[0].subject, "You have an account already");
    assert!(!letters[0].text.contains("/letters/"), "{}", letters[0].text);
    assert_eq!(app.number("select count(*) from links").await, 0);
}

#[tokio::test]
async fn what_cannot_be_taken_uses_nothing_up() {
    let app = TestApp::spawn().await;
    let nina = app.who_has_followed(SIGN_UP, NEW).await;

    for (name, password, field) in [
        ("", GOOD, "name"),
        (&"x".repeat(200), GOOD, "name"),
        ("Nina Roth", "", "password"),
        ("Nina Roth", "passwordpassword", "password"),
        ("Nina Roth", "nina@reader.example", "password"),
    ] {
        let answer = finish(&nina, name, password).await;
        assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{password}");
        assert!(answer.json()["fields"][field].is_string(), "{}", answer.body);
    }

    assert_eq!(finish(&nina, "Nina Roth", GOOD).await.status, 200);
}

#[tokio::test]
async fn many_of_one_name_who_finish_at_once_each_get_a_page_of_their_own() {
    let app = TestApp::spawn_with(|settings| {
        (settings.passwords.queue, settings.passwords.parallel) = (100, 4);
    })
    .await;
    let mut all = JoinSet::new();
    for number in 0..12 {
        let nina = app.who_has_followed(SIGN_UP, &format!("nina-{number}@reader.example")).await;
        all.spawn(async move { finish(&nina, "Nina Roth", GOOD).await });
    }

    let answers = all.join_all().await;

    let odd = |it: &&Answer| it.status != 200 && it.error() != "busy";
    assert!(answers.iter().find(odd).is_none(), "{answers:?}");
    let made = answers.iter().filter(|it| it.status == 200).count();
    let slugs = "select count(distinct slug) from users where name = 'Nina Roth'";
    assert_eq!(app.number(slugs).await, i64::try_from(made).unwrap());
    assert!(made > 1);
}

/// How many connections wait for what another one has not finished. SQLite has one writer, who tells nobody.
async fn who_waits(app: &TestApp) -> i64 {
    match app.foundation.db.get_database_backend() {
        DbBackend::Postgres => {
            let waiting = "select count(*) from pg_stat_activity \
                where datname = current_database() and wait_event = 'transactionid'";
            app.number(waiting).await
        }
        _ => 1,
    }
}

#[tokio::test]
async fn a_namesake_who_is_a_moment_earlier_only_takes_the_address_of_a_page() {
    let app = TestApp::spawn().await;
    let nina = app.who_has_followed(SIGN_UP, NEW).await;
    let earlier = app.foundation.db.begin().await.unwrap();
    let row = "insert into users (email, name, version, created_at, slug) \
        values ('earlier@reader.example', 'Nina Roth', 1, 0, 'nina-roth')";
    earlier.execute_unprepared(row).await.unwrap();

    let made = tokio::spawn(async move { finish(&nina, "Nina Roth", GOOD).await });
    while who_waits(&app).await == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    earlier.commit().await.unwrap();

    let made = made.await.unwrap();
    assert_eq!(made.status, 200, "{}", made.body);
    let slug = format!("select slug from users where email = '{NEW}'");
    assert_eq!(app.text(&slug).await, "nina-roth-2");
}

#[tokio::test]
async fn an_address_that_is_none_gets_no_letter() {
    let app = TestApp::spawn().await;
    for email in [
        "",
        " ",
        "nina",
        "nina@",
        "a@b\r\nBcc: eve@evil.example",
        "a@b.example, c@d.example",
        "a\0@b.example",
        r#""a b"@b.example"#,
        "a@[127.0.0.1]",
    ] {
        for ask in [SIGN_UP, RECOVER] {
            let answer = app.visitor().post(ask, &[("email", email)]).await;
            assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{email:?}");
        }
    }
    assert_eq!(app.number("select count(*) from outbox").await, 0);
}

#[tokio::test]
async fn without_script_the_pages_say_what_comes_next() {
    let app = TestApp::spawn().await;
    let nina = app.visitor();

    let asked = nina.submit("/sign-up", SIGN_UP, &[("email", NEW)]).await;
    assert_eq!((asked.status, asked.header("location")), (303, "/sign-up?letter=sent"));
    assert!(nina.open("/sign-up?letter=sent").await.says("A letter is on its way"));
    let opened = nina.open(&app.link_to(NEW).await).await;
    assert_eq!(opened.header("location"), "/sign-up/finish");
    assert!(nina.open("/sign-up/finish").await.says(NEW));

    let fields = [("address", NEW), ("name", "Nina Roth"), ("password", "short")];
    let weak = nina.submit("/sign-up/finish", "/api/sign-up/finish", &fields).await;
    assert_eq!(weak.status, 422);
    assert!(weak.says("Nina Roth") && !weak.says("short\""), "{}", weak.body);
    assert!(weak.says("Use at least 15 characters"));
}

#[tokio::test]
async fn whom_an_administrator_invites_has_a_week_to_begin() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    let invited = priya.post("/api/sign-up/invite", &[("email", NEW)]).await;
    assert_eq!(invited.status, 200, "{}", invited.body);
    let letters = app.letters_to(NEW).await;
    assert!(letters[0].text.contains("Priya Nair invites you"), "{}", letters[0].text);
    let acts = app.audited().await;
    assert_eq!((acts[0].permission.as_str(), acts[0].detail.as_str()), ("InvitePerson", NEW));

    app.clock.advance(Duration::from_hours(7 * 24) - Duration::from_millis(1));
    let nina = app.visitor();
    nina.open(&app.link_to(NEW).await).await;

    assert_eq!(finish(&nina, "Nina Roth", GOOD).await.status, 200);
}

#[tokio::test]
async fn whoever_asks_for_a_letter_to_who_is_invited_does_not_shorten_the_invitation() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    priya.post("/api/sign-up/invite", &[("email", NEW)]).await;
    let invitation = app.link_to(NEW).await;
    app.visitor().post(SIGN_UP, &[("email", NEW)]).await;
    let letter = app.link_to(NEW).await;

    app.clock.advance(Duration::from_hours(2));
    let (late, nina) = (app.visitor(), app.visitor());
    late.open(&letter).await;
    nina.open(&invitation).await;

    assert_eq!(finish(&late, "Nina Roth", GOOD).await.error(), "expired");
    assert_eq!(nina.read("/api/sign-up/letter").await["email"], NEW);
    assert_eq!(finish(&nina, "Nina Roth", GOOD).await.status, 200);
}

#[tokio::test]
async fn who_has_an_invitation_and_a_letter_makes_one_account() {
    let app = TestApp::spawn().await;
    app.person("priya").await.post("/api/sign-up/invite", &[("email", NEW)]).await;
    let invited = app.visitor();
    invited.open(&app.link_to(NEW).await).await;
    let asked = app.who_has_followed(SIGN_UP, NEW).await;

    assert_eq!(finish(&asked, "Nina Roth", GOOD).await.status, 200);

    assert_eq!(finish(&invited, "Nina Roth", OTHER).await.error(), "expired");
    assert_eq!(app.visitor().sign_in(NEW, GOOD).await.status, 200);
}

#[tokio::test]
async fn of_many_who_use_links_of_their_own_at_once_one_makes_the_account() {
    let app = TestApp::spawn_with(|settings| settings.passwords.queue = 100).await;
    let mut all = JoinSet::new();
    let mut people = Vec::new();
    for _ in 0..10 {
        people.push(app.who_has_followed(SIGN_UP, NEW).await);
    }
    assert_eq!(app.number("select count(*) from links").await, 10);
    for person in people {
        all.spawn(async move { finish(&person, "Nina Roth", GOOD).await.status });
    }

    let statuses = all.join_all().await;

    let answered = |status| statuses.iter().filter(|it| **it == status).count();
    assert_eq!((answered(200), answered(410)), (1, 9), "{statuses:?}");
    assert_eq!(app.number("select count(*) from links").await, 0);
}

#[tokio::test]
async fn who_is_no_administrator_invites_nobody() {
    let app = TestApp::spawn().await;
    for (person, status) in [(app.visitor(), 401), (app.person("mei").await, 403)] {
        let answer = person.post("/api/sign-up/invite", &[("email", NEW)]).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }

    assert!(app.letters_to(NEW).await.is_empty());
}

#[tokio::test]
async fn an_invitation_to_who_has_an_account_leads_to_no_second_one() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let invited = priya.post("/api/sign-up/invite", &[("email", "tom@stile.example")]).await;

    assert_eq!(invited.status, 200, "{}", invited.body);
    let letters = app.letters_to("tom@stile.example").await;
    assert_eq!(letters[0].subject, "You have an account already");
}
