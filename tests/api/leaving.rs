//! How an account ends: who asks for it, who stops it, and what is left.

use std::{sync::Arc, time::Duration};

use stile::leaving;

use crate::{
    articles::{DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA},
    support::{Answer, Person, TestApp},
};

const LENA: &str = "lena@stile.example";
const GRACE: Duration = Duration::from_hours(14 * 24);
const ALMOST: Duration = Duration::from_secs(14 * 24 * 3600 - 1);

async fn ask(person: &Person, email: &str) -> Answer {
    person.post("/api/leaving/ask", &[("email", email)]).await
}

async fn stop(person: &Person) -> Answer {
    person.post("/api/leaving/stop", &[]).await
}

async fn leave(app: &TestApp) {
    leaving::leave_once(&app.foundation).await.unwrap();
}

/// Lena has asked to go, and the time to think it over has passed.
async fn lena_goes(app: &Arc<TestApp>) -> i64 {
    let id = app.user_id("lena").await;
    assert_eq!(ask(&app.person("lena").await, LENA).await.status, 200);
    app.clock.advance(GRACE);
    leave(app).await;
    id
}

async fn letters_about(app: &TestApp, subject: &str) -> usize {
    let letters = app.letters_to(LENA).await.into_iter();
    letters.filter(|letter| letter.subject == subject).count()
}

async fn pending(app: &TestApp) -> i64 {
    app.number("select count(*) from leavings").await
}

#[tokio::test]
async fn who_asks_is_told_by_a_letter_and_their_other_sessions_end() {
    let app = TestApp::spawn().await;
    let (lena, elsewhere) = (app.person("lena").await, app.person("lena").await);

    let asked = ask(&lena, " Lena@Stile.example ").await;

    assert_eq!((asked.status, asked.header("location")), (200, "/account?deletion=asked#leaving"));
    assert_eq!(lena.name().await.as_deref(), Some("Lena Fuchs"));
    assert_eq!(elsewhere.name().await, None);
    let letter = &app.letters_to(LENA).await[0];
    assert_eq!(letter.subject, "Your account will be deleted");
    assert!(letter.text.contains("/account"));
    let account = lena.open("/account").await;
    assert!(account.says("Your account will be deleted on") && account.says("Keep my account"));
    let entry = app.audited().await.pop().unwrap();
    assert_eq!(entry.permission, "DeleteAccount");
    assert!(entry.policies.contains("people give up their roles when they go"));
}

#[tokio::test]
async fn who_types_another_address_stays() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    for typed in ["", "ada@stile.example", "lena"] {
        let page = lena.submit("/account/delete", "/api/leaving/ask", &[("email", typed)]).await;
        assert_eq!(page.status, 422);
        assert!(page.says("This is not the e-mail address of your account"));
    }

    assert_eq!(pending(&app).await, 0);
}

#[tokio::test]
async fn nobody_has_the_account_of_anybody_else_deleted() {
    let app = TestApp::spawn().await;
    let (visitor, priya) = (app.visitor(), app.person("priya").await);
    let lena = app.user_id("lena").await.to_string();

    assert_eq!((ask(&visitor, LENA).await.status, stop(&visitor).await.status), (401, 401));
    assert_eq!(visitor.get("/api/leaving/load").await.status, 401);
    assert_eq!(visitor.open("/account/delete").await.status, 401);
    let fields = [("email", LENA), ("id", lena.as_str())];
    assert_eq!(priya.post("/api/leaving/ask", &fields).await.status, 400);

    assert_eq!(pending(&app).await, 0);
}

#[tokio::test]
async fn who_has_not_proved_lately_who_they_are_is_asked_to() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    app.clock.advance(Duration::from_mins(11));

    let asked = ask(&lena, LENA).await;

    assert_eq!((asked.status, asked.error().as_str()), (403, "step_up"));
    assert_eq!(pending(&app).await, 0);
}

#[tokio::test]
async fn until_it_is_due_one_signs_in_and_stops_it() {
    let app = TestApp::spawn().await;
    assert_eq!(ask(&app.person("lena").await, LENA).await.status, 200);
    app.clock.advance(ALMOST);
    leave(&app).await;
    let password = app.password_of("lena").await;
    let lena = app.visitor();
    assert_eq!(lena.sign_in(LENA, &password).await.status, 200);

    let stopped = stop(&lena).await;

    assert_eq!(
        (stopped.status, stopped.header("location")),
        (200, "/account?deletion=stopped#leaving")
    );
    assert_eq!(letters_about(&app, "Your account stays").await, 1);
    app.clock.advance(GRACE);
    leave(&app).await;
    assert_eq!(app.visitor().sign_in(LENA, &password).await.status, 200);
    assert_eq!(stop(&app.person("lena").await).await.status, 200);
    assert_eq!(letters_about(&app, "Your account stays").await, 1);
}

#[tokio::test]
async fn who_asks_twice_waits_no_longer_for_it() {
    let app = TestApp::spawn().await;
    assert_eq!(ask(&app.person("lena").await, LENA).await.status, 200);
    app.clock.advance(GRACE / 2);
    assert_eq!(ask(&app.person("lena").await, LENA).await.status, 200);

    assert_eq!(letters_about(&app, "Your account will be deleted").await, 1);
    app.clock.advance(GRACE / 2);
    leave(&app).await;
    assert_eq!(pending(&app).await, 0);
}

#[tokio::test]
async fn of_who_has_gone_nothing_is_left_that_says_who_it_was() {
    let app = TestApp::spawn().await;
    let password = app.password_of("lena").await;
    let id = app.user_id("lena").await;
    for planted in [
        "insert into factors (owner_id, kind, created_at) values ({id}, 'mail', 0)",
        "insert into recovery_codes (owner_id, hash, created_at) values ({id}, 'a', 0)",
        "insert into mail_codes (owner_id, bound_to, hash, expires_at) values ({id}, 'a', 'b', 9000000000000000)",
        "insert into links (digest, purpose, email, user_id, expires_at) values ('a', 'recovery', 'lena@stile.example', {id}, 9000000000000000)",
        "insert into outbox (recipient, errand, created_at, due_at) values ('lena@stile.example', '{}', 0, 9000000000000000)",
    ] {
        app.execute(&planted.replace("{id}", &id.to_string())).await;
    }

    lena_goes(&app).await;

    let name = app.text(&format!("select name from users where id = {id}")).await;
    let slug = app.text(&format!("select slug from users where id = {id}")).await;
    assert_eq!((name.as_str(), slug.as_str()), ("Former member", "former-member"));
    for none in [
        format!("select count(*) from roles where user_id = {id}"),
        format!("select count(*) from activities where user_id = {id}"),
        format!("select count(*) from links where user_id = {id} or email = '{LENA}'"),
        format!("select count(*) from factors where owner_id = {id}"),
        format!("select count(*) from recovery_codes where owner_id = {id}"),
        format!("select count(*) from mail_codes where owner_id = {id}"),
        "select count(*) from outbox where errand = '{}'".to_owned(),
        format!(
            "select count(*) from users where id = {id} and (password_hash is not null or picture is not null or powers <> '')"
        ),
        format!("select count(*) from users where email = '{LENA}'"),
    ] {
        assert_eq!(app.number(&none).await, 0, "{none}");
    }
    let letters = app.letters_to(LENA).await;
    assert_eq!(letters[0].subject, "Your account was deleted");
    assert_eq!(app.visitor().sign_in(LENA, &password).await.status, 422);
    assert_eq!(app.visitor().open("/people/lena-fuchs").await.status, 404);
    let entry = app.audited().await.pop().unwrap();
    assert_eq!(
        (entry.user, &*entry.permission, &*entry.detail),
        (Some(id), "DeleteAccount", "the account is deleted")
    );
}

#[tokio::test]
async fn sessions_that_began_meanwhile_end_and_the_address_is_free_for_somebody_new() {
    let app = TestApp::spawn().await;
    assert_eq!(ask(&app.person("lena").await, LENA).await.status, 200);
    app.clock.advance(GRACE);
    let lena = app.person("lena").await;

    leave(&app).await;

    assert_eq!(lena.name().await, None);
    let new = app.who_has_followed("/api/sign-up/ask", LENA).await;
    let fields = [("name", "Lena Fuchs"), ("password", "lantern-otter-gravel-seventeen")];
    assert_eq!(new.finish("/api/sign-up/finish", &fields).await.status, 200);
    assert_eq!(new.name().await.as_deref(), Some("Lena Fuchs"));
    assert_eq!(new.open("/people/lena-fuchs").await.status, 200);
}

#[tokio::test]
async fn drafts_are_deleted_and_what_others_have_read_stays_with_its_byline() {
    let app = TestApp::spawn().await;
    let before = app.article(PUBLISHED_BY_LENA).await;

    let id = lena_goes(&app).await;

    assert_eq!(
        app.number(&format!("select count(*) from articles where slug = '{DRAFT_BY_LENA}'")).await,
        0
    );
    let after = app.article(PUBLISHED_BY_LENA).await;
    assert_eq!((after.author, &after.body, after.version), (id, &before.body, before.version + 1));
    let page = app.visitor().open(&format!("/articles/{PUBLISHED_BY_LENA}")).await;
    assert!(page.says("Lena Fuchs") && !page.says("lena-fuchs"));
}

#[tokio::test]
async fn articles_pass_to_who_has_managed_their_department_longest() {
    let app = TestApp::spawn().await;
    let (ada, henrik) = (app.user_id("ada").await, app.user_id("henrik").await);
    app.execute(
        "update articles set held = true where slug = 'the-frogs-came-back-before-the-funding-did'",
    )
    .await;
    for (id, department) in [(henrik, "science"), (ada, "science"), (ada, "culture")] {
        app.execute(&format!(
            "insert into roles (user_id, role, department_id) values ({id}, 'manager', '{department}')"
        ))
        .await;
    }

    let id = lena_goes(&app).await;

    let author = async |slug: &str| app.article(slug).await.author;
    assert_eq!(
        app.number(&format!("select count(*) from articles where author_id = {id}")).await,
        0
    );
    assert_eq!(
        (author(PUBLISHED_BY_LENA).await, author(IN_REVIEW_BY_LENA).await),
        (henrik, henrik)
    );
    let page = app.visitor().open(&format!("/articles/{PUBLISHED_BY_LENA}")).await;
    assert!(page.says("Lena Fuchs"));
}

#[tokio::test]
async fn what_is_left_of_an_account_gets_no_role_and_no_way_back_in() {
    let app = TestApp::spawn().await;
    let id = lena_goes(&app).await.to_string();
    let priya = app.person("priya").await;

    for (act, field) in [
        ("restore", ("", "")),
        ("suspend", ("", "")),
        ("rename", ("name", "Somebody Else")),
        ("give-role", ("role", "administrator")),
    ] {
        let answer = priya.post(&format!("/api/people/{act}"), &[("id", &id), field]).await;
        assert_eq!(answer.status, 404, "{act}: {}", answer.body);
    }
    let others = app.number(&format!("select count(*) from roles where user_id = {id}")).await;
    assert_eq!(others, 0);
    let page = priya.open("/people/former-member").await;
    assert!(!page.says("Restore the account") && !page.says("Give this role"), "{}", page.body);
}

#[tokio::test]
async fn a_draft_under_legal_hold_is_not_deleted_with_its_author() {
    let app = TestApp::spawn().await;
    app.execute(&format!("update articles set held = true where slug = '{DRAFT_BY_LENA}'")).await;

    let id = lena_goes(&app).await;

    assert_eq!(app.article(DRAFT_BY_LENA).await.author, id);
}

#[tokio::test]
async fn comments_stay_without_the_name_of_who_has_gone() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let article = app.id_of(PUBLISHED_BY_LENA).await;
    let fields = [("id", article.as_str()), ("text", "Well observed, bats.")];
    assert_eq!(tom.post("/api/comments/create", &fields).await.status, 200);
    assert_eq!(ask(&tom, "tom@stile.example").await.status, 200);
    app.clock.advance(GRACE);

    leave(&app).await;

    let page = app.visitor().open(&format!("/articles/{PUBLISHED_BY_LENA}")).await;
    assert!(
        page.says("Well observed, bats.") && page.says("Former member") && !page.says("Tom Byrne")
    );
}

#[tokio::test]
async fn the_last_administrator_cannot_go_and_is_told_so() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let page = priya.open("/account/delete").await;
    let asked = ask(&priya, "priya@stile.example").await;

    assert!(page.says("the last administrator cannot go") && !page.says("Your e-mail address"));
    assert_eq!(asked.status, 403);
    assert_eq!(asked.json()["reason"], "the last administrator cannot go");
    assert_eq!(pending(&app).await, 0);
}

#[tokio::test]
async fn of_two_administrators_who_both_asked_one_stays() {
    let app = TestApp::spawn().await;
    let ada = app.user_id("ada").await;
    app.execute(&format!("insert into roles (user_id, role) values ({ada}, 'administrator')"))
        .await;
    for (handle, email) in [("ada", "ada@stile.example"), ("priya", "priya@stile.example")] {
        assert_eq!(ask(&app.person(handle).await, email).await.status, 200);
    }
    app.clock.advance(GRACE);

    leave(&app).await;
    leave(&app).await;

    assert_eq!(pending(&app).await, 1);
    assert_eq!(app.number("select count(*) from roles where role = 'administrator'").await, 1);
    app.clock.advance(Duration::from_hours(25));
    leave(&app).await;
    assert_eq!(pending(&app).await, 1);
}

#[tokio::test]
async fn of_two_nodes_one_deletes_the_account_and_once() {
    let app = TestApp::spawn().await;
    assert_eq!(ask(&app.person("lena").await, LENA).await.status, 200);
    app.clock.advance(GRACE);

    let on = &app.foundation;
    let (one, other) = tokio::join!(leaving::leave_once(on), leaving::leave_once(on));

    one.unwrap();
    other.unwrap();
    let deleted =
        app.audited().await.into_iter().filter(|it| it.detail == "the account is deleted");
    assert_eq!(deleted.count(), 1);
    assert_eq!(letters_about(&app, "Your account was deleted").await, 1);
}
