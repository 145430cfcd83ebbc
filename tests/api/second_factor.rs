//! Signing in where a second factor is asked for, and proving it again.

use std::{sync::Arc, time::Duration};

use stile::server::mail::Lying;

use super::support::{Answer, Enrolling, Person, SESSION, TestApp};

const FINISH: &str = "/api/sign-in/finish";
const HALF_WAY: &str = "__Host-Http-stile-half-way";
const STEP: Duration = Duration::from_secs(30);

/// Somebody who has an authenticator app, and their recovery codes.
async fn with_app(app: &Arc<TestApp>, who: &str) -> (Enrolling, Vec<String>) {
    let added = app.person(who).await.add_app().await;
    app.clock.advance(STEP);
    added
}

/// A browser in which the password of that person was proved.
async fn half_way(app: &Arc<TestApp>, who: &str) -> Person {
    let (person, password) = (app.visitor(), app.password_of(who).await);
    let answer = person.sign_in(&format!("{who}@stile.example"), &password).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.header("location").starts_with("/sign-in/second-factor"), "{answer:?}");
    person
}

async fn finish(person: &Person, code: &str) -> Answer {
    person.post(FINISH, &[("code", code), ("next", "/desk")]).await
}

#[tokio::test]
async fn the_password_alone_begins_no_session_and_the_code_does() {
    let app = TestApp::spawn().await;
    let (enrolled, _) = with_app(&app, "mei").await;
    let mei = half_way(&app, "mei").await;

    assert_eq!((mei.name().await, mei.cookie(SESSION)), (None, None));
    let answer = finish(&mei, &enrolled.code(&app)).await;

    assert_eq!((answer.status, answer.header("location")), (200, "/desk"), "{}", answer.body);
    let me = mei.read("/api/me").await;
    assert_eq!(me["user"]["session"]["level"], "multi", "{me}");
    assert_eq!(mei.cookie(HALF_WAY), None);
}

#[tokio::test]
async fn without_the_password_no_code_begins_anything() {
    let app = TestApp::spawn().await;
    let (enrolled, codes) = with_app(&app, "mei").await;
    let stranger = app.visitor();

    for code in [enrolled.code(&app), codes[0].clone()] {
        assert_eq!(finish(&stranger, &code).await.status, 401);
    }
    assert_eq!(stranger.get("/api/sign-in/ways").await.status, 401);
    assert_eq!(stranger.post("/api/sign-in/send-code", &[]).await.status, 401);
    assert_eq!(stranger.open("/sign-in/second-factor").await.status, 401);
}

#[tokio::test]
async fn wrong_old_used_and_foreign_codes_are_answered_alike_and_begin_nothing() {
    let app = TestApp::spawn().await;
    let (enrolled, _) = with_app(&app, "mei").await;
    let (foreign, foreign_codes) = with_app(&app, "tom").await;
    let other = half_way(&app, "mei").await;
    let used = enrolled.code(&app);
    assert_eq!(finish(&other, &used).await.status, 200);
    let mei = half_way(&app, "mei").await;

    let mut answers = Vec::new();
    for code in [
        "000000",
        "12345678",
        "",
        "no code",
        &used,
        &enrolled.code_at(&app, -5),
        &foreign.code(&app),
        &foreign_codes[0],
    ] {
        let answer = finish(&mei, code).await;
        assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{code}");
        answers.push(answer.body);
    }

    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(mei.name().await, None);
}

#[tokio::test]
async fn a_half_way_browser_loses_its_way_with_time_with_the_password_and_with_the_account() {
    let app = TestApp::spawn().await;
    let (enrolled, _) = with_app(&app, "mei").await;

    let late = half_way(&app, "mei").await;
    app.clock.advance(Duration::from_mins(10));
    assert_eq!(finish(&late, &enrolled.code(&app)).await.status, 401);

    let forged = half_way(&app, "mei").await;
    let cookie = forged.cookie(HALF_WAY).unwrap();
    let (_, rest) = cookie.split_once('.').unwrap();
    forged.set_cookie(HALF_WAY, &format!("1.{rest}"));
    assert_eq!(finish(&forged, &enrolled.code(&app)).await.status, 401);

    let suspended = half_way(&app, "mei").await;
    app.execute("update users set suspended_at = 1 where email = 'mei@stile.example'").await;
    let answer = finish(&suspended, &enrolled.code(&app)).await;
    assert_eq!((answer.status, answer.error().as_str()), (403, "refused"), "{}", answer.body);
    app.execute("update users set suspended_at = null where email = 'mei@stile.example'").await;
    app.clock.advance(STEP);

    let changed = half_way(&app, "mei").await;
    app.execute("update users set password_hash = 'another' where email = 'mei@stile.example'")
        .await;
    assert_eq!(finish(&changed, &enrolled.code(&app)).await.status, 401);
    assert_eq!(changed.name().await, None);
}

#[tokio::test]
async fn a_recovery_code_begins_a_session_once() {
    let app = TestApp::spawn().await;
    let (_, codes) = with_app(&app, "mei").await;

    let first = half_way(&app, "mei").await;
    assert_eq!(finish(&first, &codes[3]).await.status, 200);
    let second = half_way(&app, "mei").await;
    assert_eq!(finish(&second, &codes[3]).await.status, 422);
    assert_eq!(finish(&second, &codes[4]).await.status, 200);
}

#[tokio::test]
async fn a_code_by_mail_counts_for_the_attempt_that_asked_for_it() {
    let app = TestApp::spawn().await;
    app.person("mei").await.add_mail().await;
    let (asks, other) = (half_way(&app, "mei").await, half_way(&app, "mei").await);

    let sent = asks.post("/api/sign-in/send-code", &[]).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let code = app.code_to("mei@stile.example").await;

    assert_eq!(finish(&other, &code).await.status, 422);
    assert_eq!(finish(&asks, &code).await.status, 200);
}

#[tokio::test]
async fn recovery_by_letter_leaves_the_second_factor_in_place() {
    let app = TestApp::spawn().await;
    with_app(&app, "mei").await;
    let visitor = app.visitor();
    visitor.post("/api/recovery/ask", &[("email", "mei@stile.example")]).await;
    visitor.open(&app.link_to("mei@stile.example").await).await;
    let new = "lantern-otter-gravel-seventeen";
    assert_eq!(visitor.finish("/api/recovery/finish", &[("password", new)]).await.status, 200);

    let answer = visitor.sign_in("mei@stile.example", new).await;

    assert!(answer.header("location").starts_with("/sign-in/second-factor"), "{answer:?}");
    assert_eq!(visitor.name().await, None);
}

/// Gives that person another password by a letter.
async fn recover(app: &Arc<TestApp>, who: &str, password: &str) {
    let email = format!("{who}@stile.example");
    let visitor = app.who_has_followed("/api/recovery/ask", &email).await;
    let finished = visitor.finish("/api/recovery/finish", &[("password", password)]).await;
    assert_eq!(finished.status, 200, "{}", finished.body);
}

/// Signs in with that password and a code by mail, or the one that is given. How much that has proved.
async fn level_of(
    app: &Arc<TestApp>,
    who: &str,
    password: &str,
    code: Option<&str>,
) -> (Person, String) {
    let (person, email) = (app.visitor(), format!("{who}@stile.example"));
    assert_eq!(person.sign_in(&email, password).await.status, 200);
    let code = if let Some(code) = code {
        code.to_owned()
    } else {
        let sent = person.post("/api/sign-in/send-code", &[]).await;
        assert_eq!(sent.status, 200, "{}", sent.body);
        app.code_to(&email).await
    };
    let finished = finish(&person, &code).await;
    assert_eq!(finished.status, 200, "{}", finished.body);
    let me = person.read("/api/me").await;
    let level = me["user"]["session"]["level"].as_str().unwrap().to_owned();
    (person, level)
}

const NEW: &str = "lantern-otter-gravel-seventeen";

#[tokio::test]
async fn the_mailbox_alone_makes_no_administrator() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    let (_, codes) = priya.add_app().await;
    priya.add_mail().await;
    let password = app.password_of("priya").await;
    assert_eq!(level_of(&app, "priya", &password, None).await.1, "multi");
    recover(&app, "priya", NEW).await;

    let (intruder, level) = level_of(&app, "priya", NEW, None).await;

    assert_eq!(level, "single");
    assert_ne!(intruder.get("/api/alerts/list").await.status, 200);
    // Nor by a detour.
    assert_eq!(intruder.post("/api/step-up/send-code", &[]).await.status, 404);
    let codes_made = intruder.post("/api/factors/make-recovery-codes", &[]).await;
    assert_eq!((codes_made.status, codes_made.error().as_str()), (403, "step_up"));
    let removed = intruder.post("/api/factors/remove", &[("kind", "totp")]).await;
    assert_eq!((removed.status, removed.error().as_str()), (403, "step_up"));
    let form = [("current_password", NEW), ("password", "gravel-lantern-otter-nineteen")];
    let changed = intruder.post("/api/credentials/change-password", &form).await;
    assert_eq!((changed.status, changed.error().as_str()), (403, "step_up"));
    // Whoever proves something else is its owner, and knows that password.
    assert_eq!(level_of(&app, "priya", NEW, Some(&codes[0])).await.1, "multi");
    assert_eq!(level_of(&app, "priya", NEW, None).await.1, "multi");
}

#[tokio::test]
async fn whose_password_and_code_both_came_by_mail_is_asked_for_something_else_and_told_why() {
    let app = TestApp::spawn().await;
    app.person("tom").await.add_mail().await;
    recover(&app, "tom", NEW).await;

    let (tom, level) = level_of(&app, "tom", NEW, None).await;

    assert_eq!((tom.name().await.as_deref(), level.as_str()), (Some("Tom Byrne"), "single"));
    let ways = tom.read("/api/step-up/ways").await;
    assert_eq!((&ways["mail"], &ways["mail_is_one"]), (&false.into(), &true.into()), "{ways}");
    assert!(tom.open("/step-up").await.says("a code by mail proves nothing more"));
    let asked = tom.post("/api/credentials/change-email", &[("email", "other@stile.example")]);
    let asked = asked.await;
    assert_eq!((asked.status, asked.error().as_str()), (403, "step_up"), "{}", asked.body);
}

#[tokio::test]
async fn another_password_in_a_session_of_one_factor_changes_nothing_about_that() {
    let app = TestApp::spawn().await;
    recover(&app, "tom", NEW).await;
    let (tom, other) = (app.visitor(), "gravel-lantern-otter-nineteen");
    assert_eq!(tom.sign_in("tom@stile.example", NEW).await.status, 200);
    let form = [("current_password", NEW), ("password", other)];
    assert_eq!(tom.post("/api/credentials/change-password", &form).await.status, 200);
    tom.add_mail().await;

    assert_eq!(level_of(&app, "tom", other, None).await.1, "single");
}

#[tokio::test]
async fn a_session_from_before_a_factor_was_added_changes_none() {
    let app = TestApp::spawn().await;
    let (before, password) = (app.visitor(), app.password_of("mei").await);
    assert_eq!(before.sign_in("mei@stile.example", &password).await.status, 200);
    let (enrolled, _) = app.person("mei").await.add_app().await;
    app.clock.advance(STEP);
    let remove = [("kind", "totp"), ("sure", "true")];

    let refused = before.post("/api/factors/remove", &remove).await;

    assert_eq!((refused.status, refused.error().as_str()), (403, "step_up"), "{}", refused.body);
    let code = enrolled.code(&app);
    assert_eq!(before.post("/api/step-up/prove", &[("my_code", &code)]).await.status, 200);
    assert_eq!(before.post("/api/factors/remove", &remove).await.status, 200);
}

#[tokio::test]
async fn what_is_no_code_is_no_try_and_tells_nobody() {
    let app = TestApp::spawn().await;
    with_app(&app, "mei").await;
    let guesser = half_way(&app, "mei").await;
    let before = app.letters_to("mei@stile.example").await.len();

    for typed in ["", "12345", "no code"] {
        assert_eq!(finish(&guesser, typed).await.status, 422, "{typed}");
    }

    assert_eq!(app.letters_to("mei@stile.example").await.len(), before);
    let noted = app.number("select count(*) from activities where what = 'wrong_code'").await;
    assert_eq!(noted, 0);
}

#[tokio::test]
async fn wrong_codes_keep_nobody_from_hearing_of_a_new_sign_in() {
    let app = TestApp::spawn_with(|settings| settings.limits.letters_to.most = 2).await;
    let (enrolled, _) = with_app(&app, "mei").await;
    for _ in 0..3 {
        finish(&half_way(&app, "mei").await, "000000").await;
    }
    let before = app.letters_to("mei@stile.example").await;
    let about = |letters: &[_], subject: &str| {
        letters.iter().filter(|it: &&Lying| it.subject == subject).count()
    };
    assert_eq!(about(&before, "Somebody knows your password"), 2);

    let intruder = half_way(&app, "mei").await;
    assert_eq!(finish(&intruder, &enrolled.code(&app)).await.status, 200);

    let letters = app.letters_to("mei@stile.example").await;
    let new = "A new sign-in to your account";
    assert!(about(&letters, new) > about(&before, new), "{letters:?}");
}

#[tokio::test]
async fn a_half_way_browser_learns_nothing_more_once_the_password_is_another() {
    let app = TestApp::spawn().await;
    app.person("mei").await.add_mail().await;
    let mei = half_way(&app, "mei").await;
    assert_eq!(mei.get("/api/sign-in/ways").await.status, 200);
    recover(&app, "mei", NEW).await;
    let before = app.letters_to("mei@stile.example").await.len();

    assert_eq!(mei.get("/api/sign-in/ways").await.status, 401);
    assert_eq!(mei.post("/api/sign-in/send-code", &[]).await.status, 401);
    assert_eq!(app.letters_to("mei@stile.example").await.len(), before);
}

#[tokio::test]
async fn whoever_knows_the_password_alone_is_told_to_its_owner() {
    let app = TestApp::spawn().await;
    with_app(&app, "mei").await;
    let before = app.letters_to("mei@stile.example").await.len();
    let guesser = half_way(&app, "mei").await;

    finish(&guesser, "000000").await;

    let letters = app.letters_to("mei@stile.example").await;
    assert!(letters.len() > before);
    assert!(letters.iter().any(|it| it.subject == "Somebody knows your password"), "{letters:?}");
}

#[tokio::test]
async fn who_has_a_second_factor_proves_that_again_and_no_password_helps() {
    let app = TestApp::spawn().await;
    let (enrolled, _) = with_app(&app, "mei").await;
    let mei = half_way(&app, "mei").await;
    assert_eq!(finish(&mei, &enrolled.code(&app)).await.status, 200);
    app.clock.advance(Duration::from_mins(11));
    let password = app.password_of("mei").await;
    let prove = |field: &'static str, value: String| {
        let mei = &mei;
        async move { mei.post("/api/step-up/prove", &[(field, value.as_str())]).await }
    };

    let ways = mei.read("/api/step-up/ways").await;
    assert_eq!((&ways["password"], &ways["code"]), (&false.into(), &true.into()), "{ways}");
    let answer = prove("my_password", password).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.json()["fields"]["my_code"].is_string(), "{}", answer.body);
    assert_eq!(prove("my_code", "000000".into()).await.status, 422);
    assert_eq!(prove("my_code", enrolled.code(&app)).await.status, 200);
}

#[tokio::test]
async fn without_script_the_code_is_asked_for_on_a_page_of_its_own() {
    let app = TestApp::spawn().await;
    let (enrolled, _) = with_app(&app, "mei").await;
    let mei = app.visitor();
    let password = app.password_of("mei").await;
    let fields =
        [("email", "mei@stile.example"), ("password", password.as_str()), ("next", "/desk")];
    let asks = mei.submit("/sign-in?next=/desk", "/api/sign-in", &fields).await;
    let page = asks.header("location").to_owned();
    assert_eq!((asks.status, page.as_str()), (303, "/sign-in/second-factor?next=/desk"));

    let shown = mei.open(&page).await;
    assert!(shown.says("autocomplete=\"one-time-code\""), "{}", shown.body);
    let wrong = mei.submit(&page, FINISH, &[("code", "913572"), ("next", "/desk")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("This code does not count") && !wrong.says("913572"));
    let code = enrolled.code(&app);
    let done = mei.submit(&page, FINISH, &[("code", &code), ("next", "/desk")]).await;

    assert_eq!((done.status, done.header("location")), (303, "/desk"));
    assert_eq!(mei.name().await.as_deref(), Some("Mei Tanaka"));
}

#[tokio::test]
async fn whoever_removes_the_last_factor_has_proved_one_and_their_other_sessions_end() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    priya.add_app().await;
    let elsewhere = app.person("priya").await;
    assert_eq!(priya.get("/api/alerts/list").await.status, 200);

    let sure = [("kind", "totp"), ("sure", "true")];
    let removed = priya.post("/api/factors/remove", &sure).await;

    assert_eq!(removed.status, 200, "{}", removed.body);
    let me = priya.read("/api/me").await;
    assert_eq!(me["user"]["session"]["level"], "single", "{me}");
    assert_ne!(priya.get("/api/alerts/list").await.status, 200);
    assert_eq!(elsewhere.name().await, None);
}

#[tokio::test]
async fn whoever_has_a_code_sent_is_led_on_to_the_same_page() {
    let app = TestApp::spawn().await;
    app.person("mei").await.add_mail().await;
    let mei = half_way(&app, "mei").await;

    let sent = mei.post("/api/sign-in/send-code", &[("next", "/desk")]).await;

    assert_eq!(sent.header("location"), "/sign-in/second-factor?code=sent&next=/desk");
}

#[tokio::test]
async fn a_password_that_is_changed_at_the_last_moment_begins_nothing_and_makes_no_browser_known() {
    let app = TestApp::spawn().await;
    let (enrolled, _) = with_app(&app, "mei").await;
    let mei = half_way(&app, "mei").await;
    let code = enrolled.code(&app);
    let change = "update users set password_hash = 'another' where email = 'mei@stile.example'";

    let (answer, ()) = tokio::join!(finish(&mei, &code), app.execute(change));

    assert!(answer.status == 200 || mei.name().await.is_none(), "{}", answer.body);
    assert!(answer.status == 200 || mei.cookie("__Host-Http-stile-device").is_none());
}

#[tokio::test]
async fn notices_flood_no_mailbox_and_no_stranger_uses_them_up() {
    let app = TestApp::spawn_with(|settings| settings.limits.letters_to.most = 2).await;
    let visitor = app.visitor();
    for _ in 0..3 {
        visitor.post("/api/recovery/ask", &[("email", "mei@stile.example")]).await;
    }

    for _ in 0..4 {
        app.person("mei").await;
    }

    let letters = app.letters_to("mei@stile.example").await;
    let notices = letters.iter().filter(|it| it.subject == "A new sign-in to your account");
    assert_eq!(notices.count(), 2);
}
