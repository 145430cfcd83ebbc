//! Who suspends accounts, and who mends names.

use std::time::Duration;

use super::{
    Answer, Person, TestApp, assert_done, assert_hidden, assert_refused, change_account,
    change_role,
};

const LAST: Option<&str> = Some("the last administrator cannot go");

/// Changes somebody's name.
async fn rename(person: &Person, whose: &str, name: &str) -> Answer {
    let id = person.app.user_id(whose).await.to_string();
    person.post("/api/people/rename", &[("id", &id), ("name", name)]).await
}

#[tokio::test]
async fn the_sessions_of_who_is_suspended_end_at_once() {
    let app = TestApp::spawn().await;
    let (priya, ada) = (app.person("priya").await, app.person("ada").await);
    let elsewhere = app.person("ada").await;

    assert_done(&change_account(&priya, "suspend", "ada").await);

    assert_eq!(ada.name().await, None);
    assert_eq!(elsewhere.open("/desk").await.status, 401);
    assert_eq!(app.sessions_kept().await, 1);
}

#[tokio::test]
async fn who_is_suspended_cannot_sign_in_and_only_who_knows_the_password_is_told() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&change_account(&priya, "suspend", "ada").await);
    let password = app.password_of("ada").await;
    let somebody = app.visitor();
    let sign_in = |password: String| {
        let somebody = &somebody;
        async move {
            let fields = [("email", "ada@stile.example"), ("password", password.as_str())];
            somebody.post("/api/sign-in", &fields).await
        }
    };

    let known = sign_in(password).await;
    let unknown = sign_in("not hers".to_owned()).await;
    let door = somebody.post("/api/development/be-person", &[("handle", "ada")]).await;

    assert_refused(&known, Some("an administrator has suspended this account"));
    assert_eq!(unknown.error(), "wrong_credentials");
    assert_refused(&door, Some("an administrator has suspended this account"));
    assert_eq!(somebody.name().await, None);
}

#[tokio::test]
async fn who_is_restored_signs_in_with_the_roles_they_had_and_no_old_session_returns() {
    let app = TestApp::spawn().await;
    let (priya, ada) = (app.person("priya").await, app.person("ada").await);
    let cookie = ada.cookie(crate::support::SESSION).unwrap();
    assert_done(&change_account(&priya, "suspend", "ada").await);

    assert_done(&change_account(&priya, "restore", "ada").await);

    ada.set_cookie(crate::support::SESSION, &cookie);
    assert_eq!(ada.name().await, None);
    let back = app.person("ada").await;
    assert_eq!(back.read("/api/me").await["user"]["roles"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn who_suspends_or_restores_has_proved_lately_who_they_are() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&change_account(&priya, "suspend", "ada").await);
    app.clock.advance(Duration::from_mins(11));

    for (act, who) in [("restore", "ada"), ("suspend", "tom")] {
        let refused = change_account(&priya, act, who).await;
        assert_eq!((refused.status, refused.error().as_str()), (403, "step_up"), "{act}");
    }
    assert_eq!(app.number("select count(*) from users where suspended_at is not null").await, 1);
}

#[tokio::test]
async fn who_is_suspended_twice_or_restored_twice_has_moved_on() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    assert_eq!(change_account(&priya, "restore", "ada").await.status, 409);
    assert_done(&change_account(&priya, "suspend", "ada").await);
    assert_eq!(change_account(&priya, "suspend", "ada").await.status, 409);
    assert_done(&change_account(&priya, "restore", "ada").await);

    let steps: Vec<String> =
        app.audited().await.into_iter().map(|entry| entry.permission).collect();
    assert_eq!(steps, ["SuspendPerson", "RestorePerson"]);
}

#[tokio::test]
async fn who_is_restored_without_being_suspended_stays_signed_in() {
    let app = TestApp::spawn().await;
    let (priya, ada) = (app.person("priya").await, app.person("ada").await);

    assert_eq!(change_account(&priya, "restore", "ada").await.status, 409);
    assert_eq!(change_account(&priya, "restore", "priya").await.status, 409);

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
    assert_eq!(priya.name().await.as_deref(), Some("Priya Nair"));
}

#[tokio::test]
async fn only_administrators_suspend_and_restore_and_mend_names() {
    let app = TestApp::spawn().await;

    for handle in ["tom", "lena", "ada", "mei", "rosa"] {
        let person = app.person(handle).await;
        assert_refused(&change_account(&person, "suspend", "jonas").await, None);
        assert_refused(&change_account(&person, "restore", "jonas").await, None);
        assert_refused(&rename(&person, "jonas", "Jonas").await, None);
        assert_refused(&rename(&person, handle, "Somebody Else").await, None);
    }
    let visitor = app.visitor();
    assert_eq!(change_account(&visitor, "suspend", "jonas").await.status, 401);
    assert_eq!(change_account(&visitor, "restore", "jonas").await.status, 401);
    assert_eq!(rename(&visitor, "jonas", "Jonas").await.status, 401);
    assert_hidden(&change_account(&app.person("tom").await, "suspend", "rosa").await);
    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn nobody_suspends_themselves_and_the_last_administrator_stays() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let own = change_account(&priya, "suspend", "priya").await;

    assert_refused(&own, Some("nobody suspends themselves"));
    assert_eq!(priya.name().await.as_deref(), Some("Priya Nair"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_who_suspend_each_other_leave_one() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&change_role(&priya, "give", "ada", "administrator").await);
    let ada = app.person("ada").await;

    let (hers, theirs) = tokio::join!(
        change_account(&priya, "suspend", "ada"),
        change_account(&ada, "suspend", "priya"),
    );

    let active = "select count(*) from roles join users on users.id = roles.user_id \
        where role = 'administrator' and suspended_at is null";
    assert_eq!(app.number(active).await, 1);
    let refused = if hers.status == 200 { theirs } else { hers };
    // Who came later was either the last one's rival, or nobody any more.
    assert!([401, 403].contains(&refused.status), "{}", refused.body);
    if refused.status == 403 {
        assert_refused(&refused, LAST);
    }
}

#[tokio::test]
async fn a_name_that_is_mended_stands_under_every_article_and_the_address_stays() {
    let app = TestApp::spawn().await;
    let (priya, lena) = (app.person("priya").await, app.person("lena").await);

    assert_done(&rename(&priya, "lena", "  Lena   Fuchs-Bach 🐝 ").await);

    assert_eq!(lena.name().await.as_deref(), Some("Lena Fuchs-Bach 🐝"));
    assert!(app.visitor().open("/people/lena-fuchs").await.says("Lena Fuchs-Bach 🐝"));
    assert!(app.visitor().open("/").await.says("Lena Fuchs-Bach"));
    assert_eq!(app.audited().await[0].detail, "Lena Fuchs-Bach 🐝, until now Lena Fuchs");
}

#[tokio::test]
async fn an_administrator_mends_their_own_name_too() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    assert_done(&rename(&priya, "priya", "Priya Sharma").await);

    assert_eq!(priya.name().await.as_deref(), Some("Priya Sharma"));
    assert_eq!(app.audited().await[0].detail, "Priya Sharma, until now Priya Nair");
}

#[tokio::test]
async fn a_name_that_cannot_be_kept_is_answered_next_to_its_field() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for name in ["", " \u{2003}", "\u{200b}", "a\0b", "Ada \u{202e}rofakO", &"é".repeat(81)] {
        let answer = rename(&priya, "lena", name).await;
        assert_eq!(answer.status, 422, "{name:?}: {}", answer.body);
        assert!(answer.json()["fields"]["name"].is_string(), "{}", answer.body);
    }
    assert_eq!(rename(&priya, "lena", &"a".repeat(1_100_000)).await.status, 413);
    for name in ["é".repeat(80), "عادة".to_owned(), "<script>alert(1)</script>".to_owned()] {
        assert_done(&rename(&priya, "lena", &name).await);
    }

    let page = priya.open("/people/lena-fuchs").await;
    assert!(page.says("&lt;script&gt;alert(1)") && !page.says("<script>alert(1)"));
}
