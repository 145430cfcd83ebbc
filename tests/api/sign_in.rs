//! How a session begins, and who is told what when it does not.

use std::{sync::Arc, time::Duration};

use reqwest::Method;
use tokio::task::JoinSet;

use super::support::{Answer, Person, SESSION, TestApp};

/// An id as browsers could send it, which nobody was ever given.
const INVENTED: &str = "AAAAAAAAAAAAAAAAAAAAAA";

/// Asks for a session with that e-mail address and password.
async fn try_to_be(person: &Person, email: &str, password: &str) -> Answer {
    let fields = [("email", email), ("password", password)];
    person.post("/api/sign-in", &fields).await
}

/// Asks for Ada's session, which is to lead to `next`.
async fn be_ada_and_go_to(person: &Person, next: &str) -> Answer {
    let password = person.app.password_of("ada").await;
    let fields = [("email", "ada@stile.example"), ("password", &password), ("next", next)];
    person.post("/api/sign-in", &fields).await
}

/// Nobody was signed in.
#[track_caller]
fn assert_wrong(answer: &Answer) {
    assert_eq!(answer.status, 422, "{}", answer.body);
    let expected = serde_json::json!({ "error": "wrong_credentials" });
    assert_eq!(answer.json(), expected);
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn the_right_password_begins_a_session() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let password = app.password_of("ada").await;
    let answer = try_to_be(&visitor, "ada@stile.example", &password).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("location"), "/");
    assert_eq!(visitor.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn a_wrong_password_begins_none() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let answer = try_to_be(&visitor, "ada@stile.example", "not-hers").await;

    assert_wrong(&answer);
    assert_eq!(visitor.name().await, None);
}

#[tokio::test]
async fn somebody_elses_password_begins_none() {
    let app = TestApp::spawn().await;

    let password = app.password_of("tom").await;
    let answer = try_to_be(&app.visitor(), "ada@stile.example", &password).await;

    assert_wrong(&answer);
}

#[tokio::test]
async fn an_unknown_person_is_answered_as_a_wrong_password_is() {
    let app = TestApp::spawn().await;

    let wrong = try_to_be(&app.visitor(), "ada@stile.example", "not-hers").await;
    let unknown = try_to_be(&app.visitor(), "eve@stile.example", "not-hers").await;

    assert_wrong(&unknown);
    assert_eq!((wrong.status, &wrong.body), (unknown.status, &unknown.body));
    let names = |answer: &Answer| -> Vec<String> {
        answer.headers.keys().map(ToString::to_string).collect()
    };
    assert_eq!(names(&wrong), names(&unknown));
}

#[tokio::test]
async fn a_person_without_a_password_is_answered_as_a_wrong_password_is() {
    let app = TestApp::spawn().await;
    app.execute("update users set password_hash = null where name = 'Ada Okafor'").await;

    let password = app.password_of("ada").await;

    assert_wrong(&try_to_be(&app.visitor(), "ada@stile.example", &password).await);
}

#[tokio::test]
async fn what_is_missing_is_named_whoever_it_is() {
    let app = TestApp::spawn().await;

    for email in ["ada@stile.example", "nobody@stile.example"] {
        let answer = try_to_be(&app.visitor(), email, "").await;
        assert_eq!(answer.status, 422);
        let fields = serde_json::json!({ "password": "Write your password." });
        assert_eq!(answer.json(), serde_json::json!({ "error": "invalid", "fields": fields }));
    }
    let fields = try_to_be(&app.visitor(), " ", "").await.json()["fields"].clone();
    assert_eq!(fields["email"], "Write your e-mail address.");
}

#[tokio::test]
async fn a_password_of_a_megabyte_is_a_wrong_one() {
    let app = TestApp::spawn().await;

    let password = "p".repeat(1_000_000);
    let answer = try_to_be(&app.visitor(), "ada@stile.example", &password).await;

    assert_wrong(&answer);
}

#[tokio::test]
async fn a_password_with_something_behind_it_is_a_wrong_one() {
    let app = TestApp::spawn().await;
    let password = app.password_of("ada").await;

    let longer = format!("{password}{}", "x".repeat(5000));
    let cut = format!("{password}\0x");

    assert_wrong(&try_to_be(&app.visitor(), "ada@stile.example", &longer).await);
    assert_wrong(&try_to_be(&app.visitor(), "ada@stile.example", &cut).await);
}

#[tokio::test]
async fn an_email_address_may_be_typed_in_capitals_and_with_blanks() {
    let app = TestApp::spawn().await;

    let password = app.password_of("ada").await;
    let answer = try_to_be(&app.visitor(), "  Ada@Stile.EXAMPLE ", &password).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn a_sign_in_leads_where_the_person_was_going() {
    let app = TestApp::spawn().await;

    let answer = be_ada_and_go_to(&app.visitor(), "/desk?stage=draft").await;

    assert_eq!(answer.header("location"), "/desk?stage=draft");
}

#[tokio::test]
async fn a_sign_in_never_leads_to_another_site() {
    let app = TestApp::spawn().await;

    for elsewhere in [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "http:/evil.example",
        "evil.example",
        "@evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\t/evil.example",
        "\t//evil.example",
        "/\n/evil.example",
        "/desk\r\nset-cookie: a=b",
        "/\0/evil.example",
        " //evil.example",
        "/／evil.example",
        "",
    ] {
        let answer = be_ada_and_go_to(&app.visitor(), elsewhere).await;

        assert_eq!(answer.status, 200, "{elsewhere:?}: {}", answer.body);
        assert_eq!(answer.header("location"), "/", "{elsewhere:?}");
    }
}

#[tokio::test]
async fn a_sign_in_does_not_lead_to_a_call() {
    let app = TestApp::spawn().await;

    let answer = be_ada_and_go_to(&app.visitor(), "/api/sign-out").await;

    assert_eq!(answer.header("location"), "/");
}

#[tokio::test]
async fn an_invented_id_is_not_adopted() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    visitor.set_cookie(SESSION, INVENTED);

    be_ada_and_go_to(&visitor, "/").await;

    assert_ne!(visitor.cookie(SESSION).as_deref(), Some(INVENTED));
    let other = app.visitor();
    other.set_cookie(SESSION, INVENTED);
    assert_eq!(other.name().await, None);
}

#[tokio::test]
async fn a_made_up_cookie_is_nobodys_and_stores_nothing() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    visitor.set_cookie(SESSION, INVENTED);

    let page = visitor.open("/").await;

    assert_eq!(page.status, 200);
    assert_eq!(visitor.name().await, None);
    assert!(!page.headers.contains_key("set-cookie"));
    assert_eq!(app.sessions_kept().await, 0);
}

#[tokio::test]
async fn a_visitor_has_no_session() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let page = visitor.open("/sign-in").await;

    assert!(!page.headers.contains_key("set-cookie"));
    assert_eq!(app.sessions_kept().await, 0);
}

#[tokio::test]
async fn whoever_signs_in_again_gets_a_new_session_and_loses_the_old_one() {
    let app = TestApp::spawn().await;
    let person = app.person("tom").await;
    let before = person.cookie(SESSION).unwrap();

    be_ada_and_go_to(&person, "/").await;

    let stolen = app.visitor();
    stolen.set_cookie(SESSION, &before);
    assert_ne!(person.cookie(SESSION), Some(before));
    assert_eq!(person.name().await.as_deref(), Some("Ada Okafor"));
    assert_eq!(stolen.name().await, None);
}

#[tokio::test]
async fn a_failed_sign_in_leaves_the_session_as_it_was() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let before = tom.cookie(SESSION);

    assert_wrong(&try_to_be(&tom, "ada@stile.example", "not-hers").await);

    assert_eq!(tom.cookie(SESSION), before);
    assert_eq!(tom.name().await.as_deref(), Some("Tom Byrne"));
}

#[tokio::test]
async fn two_sign_ins_are_two_sessions() {
    let app = TestApp::spawn().await;
    let (office, home) = (app.person("ada").await, app.person("ada").await);

    office.post("/api/sign-out", &[]).await;

    assert_ne!(office.cookie(SESSION), home.cookie(SESSION));
    assert_eq!(office.name().await, None);
    assert_eq!(home.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let kept = ada.cookie(SESSION).unwrap();

    let answer = ada.post("/api/sign-out", &[]).await;

    assert_eq!((answer.status, answer.header("location")), (200, "/"));
    assert_eq!(answer.header("clear-site-data"), "\"storage\"");
    // Also where no script sends the form.
    let form = app.person("ada").await.submit("/", "/api/sign-out", &[]).await;
    assert_eq!((form.status, form.header("clear-site-data")), (303, "\"storage\""));
    assert_eq!(ada.cookie(SESSION), None);
    ada.set_cookie(SESSION, &kept);
    assert_eq!(ada.name().await, None);
    assert_eq!(ada.open("/desk").await.status, 401);
    let desk = ada.get("/api/articles/desk?page=1").await;
    assert_eq!(desk.status, 401);
}

#[tokio::test]
async fn a_visitor_may_sign_out() {
    let app = TestApp::spawn().await;

    let answer = app.visitor().post("/api/sign-out", &[]).await;

    assert_eq!((answer.status, answer.header("location")), (200, "/"));
}

#[tokio::test]
async fn of_two_session_cookies_none_counts() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let hers = ada.cookie(SESSION).unwrap();
    let visitor = app.visitor();

    let ask = async |cookies: String| {
        let request = visitor.request(Method::GET, "/api/me");
        let answer = visitor.send(request.header("cookie", cookies)).await;
        answer.json()["user"].clone()
    };

    let one = format!("{SESSION}={hers}");
    let both = format!("{SESSION}={INVENTED}; {one}");
    let reverse = format!("{one}; {SESSION}={INVENTED}");
    assert!(ask(one).await.is_object());
    assert!(ask(both).await.is_null());
    assert!(ask(reverse).await.is_null());
}

#[tokio::test]
async fn a_cookie_whose_name_is_only_read_like_ours_does_not_count() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let visitor = app.visitor();

    visitor.set_cookie("__Host%2DHttp-stile", &ada.cookie(SESSION).unwrap());

    assert_eq!(visitor.name().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_turns_known_and_unknown_people_away_alike() {
    let app = app_with_one_place().await;

    let (known, unknown) = tokio::join!(
        many_at_once(&app, "ada@stile.example"),
        many_at_once(&app, "eve@stile.example"),
    );

    for answers in [known, unknown] {
        let (away, checked): (Vec<_>, Vec<_>) =
            answers.iter().partition(|answer| answer.status == 503);
        assert!(!away.is_empty());
        assert!(checked.iter().all(|answer| answer.status == 422));
        for answer in away {
            assert_eq!(answer.header("retry-after"), "2");
            assert_eq!(answer.body, r#"{"error":"busy","seconds":2}"#);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_waited_as_told_gets_in() {
    let app = app_with_one_place().await;

    many_at_once(&app, "ada@stile.example").await;
    let answer = be_ada_and_go_to(&app.visitor(), "/").await;

    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_read_while_passwords_are_checked() {
    let app = app_with_one_place().await;

    let (_, page) = tokio::join!(many_at_once(&app, "ada@stile.example"), async {
        tokio::time::timeout(Duration::from_secs(20), app.visitor().open("/")).await
    });

    assert_eq!(page.unwrap().status, 200);
}

/// A server that checks one password at a time, and lets nobody wait.
async fn app_with_one_place() -> Arc<TestApp> {
    TestApp::spawn_with(|settings| {
        settings.passwords.parallel = 1;
        settings.passwords.queue = 0;
    })
    .await
}

/// Many wrong sign-ins at the same time.
async fn many_at_once(app: &Arc<TestApp>, email: &'static str) -> Vec<Answer> {
    let mut tries = JoinSet::new();
    for _ in 0..20 {
        let visitor = app.visitor();
        tries.spawn(async move { try_to_be(&visitor, email, "not-theirs").await });
    }
    tries.join_all().await
}

#[tokio::test]
async fn in_development_one_click_is_a_session() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let fields = [("handle", "mei"), ("next", "/desk")];
    let answer = visitor.post("/api/development/be-person", &fields).await;

    assert_eq!((answer.status, answer.header("location")), (200, "/desk"));
    assert_eq!(visitor.name().await.as_deref(), Some("Mei Tanaka"));
}

#[tokio::test]
async fn in_development_one_click_ends_the_session_before() {
    let app = TestApp::spawn().await;
    let person = app.person("tom").await;
    let before = person.cookie(SESSION).unwrap();

    person.post("/api/development/be-person", &[("handle", "mei")]).await;

    let stolen = app.visitor();
    stolen.set_cookie(SESSION, &before);
    assert_eq!(stolen.name().await, None);
}

#[tokio::test]
async fn in_development_nobody_is_somebody_who_does_not_exist() {
    let app = TestApp::spawn().await;

    let fields = [("handle", "eve")];
    let answer = app.visitor().post("/api/development/be-person", &fields).await;

    assert_eq!(answer.status, 404);
    assert!(!answer.headers.contains_key("set-cookie"));
}
