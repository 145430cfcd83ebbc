//! Where a form leads, and what comes back when it fails.

use reqwest::Method;

use super::{area, assert_marked, input, submit_draft, submit_sign_in, submit_text};
use crate::{
    articles::{
        DRAFT_BY_JONAS, DRAFT_BY_LENA, IN_REVIEW_BY_ADA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA,
    },
    support::{SESSION, TestApp},
};

#[tokio::test]
async fn a_form_that_succeeds_leads_on() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = submit_draft(&lena, "Bees return", "", "").await;

    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(answer.header("location"), "/articles/bees-return/edit");
    let editor = lena.open(answer.header("location")).await;
    assert_eq!(area(&editor, "title"), "Bees return");
}

#[tokio::test]
async fn a_form_that_leads_nowhere_leads_back_to_its_page() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_LENA).await;

    let page = format!("/articles/{IN_REVIEW_BY_LENA}");
    let answer = ada.submit(&page, "/api/articles/publish", &[("id", &id)]).await;

    assert_eq!((answer.status, answer.header("location")), (303, page.as_str()));
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "published");
}

#[tokio::test]
async fn a_saved_text_leads_back_to_the_editor() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = submit_text(&lena, DRAFT_BY_LENA, "1", "A book comes home").await;

    assert_eq!(answer.status, 303);
    let editor = lena.open(answer.header("location")).await;
    assert_eq!(area(&editor, "title"), "A book comes home");
    assert_eq!(input(&editor, "version"), "2");
}

#[tokio::test]
async fn a_deleted_draft_leads_to_the_desk() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let id = app.id_of(DRAFT_BY_LENA).await;

    let page = format!("/articles/{DRAFT_BY_LENA}");
    let answer = lena.submit(&page, "/api/articles/delete", &[("id", &id)]).await;

    assert_eq!((answer.status, answer.header("location")), (303, "/desk"));
}

#[tokio::test]
async fn signing_in_by_form_leads_to_where_the_person_was_going() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let password = app.password_of("ada").await;
    let fields = [("next", "/desk"), ("email", "ada@stile.example"), ("password", &password)];
    let answer = visitor.submit("/sign-in", "/api/sign-in", &fields).await;

    assert_eq!((answer.status, answer.header("location")), (303, "/desk"));
    assert!(visitor.cookie(SESSION).is_some());
    assert_eq!(visitor.open("/desk").await.status, 200);
}

#[tokio::test]
async fn signing_out_by_form_leads_to_the_front_page() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = ada.submit("/desk", "/api/sign-out", &[]).await;

    assert_eq!((answer.status, answer.header("location")), (303, "/"));
    assert_eq!(ada.cookie(SESSION), None);
}

#[tokio::test]
async fn a_theme_that_is_chosen_leads_back_and_stays() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let page = format!("/articles/{PUBLISHED_BY_LENA}");
    let answer = visitor.submit(&page, "/api/account/choose-theme", &[("theme", "dark")]).await;

    assert_eq!((answer.status, answer.header("location")), (303, page.as_str()));
    assert!(visitor.open("/").await.says("data-theme=\"dark\""));
}

#[tokio::test]
async fn a_wrong_field_comes_back_with_what_was_typed() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let page = submit_draft(&lena, "  ", "In short", "At length.\r\n\r\nAnd more.").await;

    assert_eq!(page.status, 422);
    assert_marked(&page, "textarea", "title", "Write a headline.");
    assert_eq!(area(&page, "standfirst"), "In short");
    assert_eq!(area(&page, "body").replace("\r\n", "\n"), "At length.\n\nAnd more.");
    assert!(page.says("Correct what is marked, then send it again."));
    assert!(page.says("<option value=\"culture\" selected"));
    assert_eq!(page.body.matches(" autofocus").count(), 1);
}

#[tokio::test]
async fn a_field_that_is_right_is_not_marked() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let page = submit_draft(&lena, "", "In short", "At length.").await;

    assert_eq!(page.body.matches("aria-invalid=\"true\"").count(), 1);
}

#[tokio::test]
async fn a_form_may_fail_twice_and_keeps_its_page() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let first = submit_draft(&lena, "", "", "Once.").await;
    let form = super::tag(&first.body, "form", "/api/articles/create").unwrap();
    let action = super::decoded(super::between(form, "action=\"", "\"").unwrap());

    let fields = [("department", "culture"), ("title", ""), ("standfirst", ""), ("body", "Twice.")];
    // The page that answered a post stands under the post's address.
    let page = lena.submit("/api/articles/create", &action, &fields).await;

    assert_eq!(page.status, 422, "{action}");
    assert_eq!(area(&page, "body"), "Twice.");
}

#[tokio::test]
async fn a_stale_edit_shows_both_texts_and_saves_on_the_second_try() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    submit_text(&ada, DRAFT_BY_LENA, "1", "Ada’s headline").await;

    let page = submit_text(&lena, DRAFT_BY_LENA, "1", "Lena’s headline").await;
    let version = input(&page, "version");
    let again = submit_text(&lena, DRAFT_BY_LENA, &version, "Lena’s headline").await;

    assert_eq!(page.status, 409);
    assert!(page.says("Somebody else saved this while you were writing"));
    assert!(page.says("Ada’s headline"));
    assert_eq!(area(&page, "title"), "Lena’s headline");
    assert_eq!(input(&page, "version"), "2");
    assert_eq!(again.status, 303);
    assert_eq!(app.article(DRAFT_BY_LENA).await.title, "Lena’s headline");
}

#[tokio::test]
async fn a_refusal_shows_the_article_and_the_policys_sentence() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_ADA).await;

    let address = format!("/articles/{IN_REVIEW_BY_ADA}");
    let page = ada.submit(&address, "/api/articles/publish", &[("id", &id)]).await;

    assert_eq!(page.status, 403);
    assert!(page.says("You may not do this: nobody publishes their own article."));
    assert!(page.says("A lake that is older than its valley"));
}

#[tokio::test]
async fn a_step_that_came_too_late_shows_where_the_article_is() {
    let app = TestApp::spawn().await;
    let (ada, henrik) = (app.person("ada").await, app.person("henrik").await);
    let id = app.id_of(IN_REVIEW_BY_LENA).await;
    henrik.post("/api/articles/publish", &[("id", &id)]).await;

    let address = format!("/articles/{IN_REVIEW_BY_LENA}");
    let page = ada.submit(&address, "/api/articles/publish", &[("id", &id)]).await;

    assert_eq!(page.status, 409);
    assert!(page.says("This has moved on meanwhile: it is published now."));
}

#[tokio::test]
async fn a_missing_note_is_asked_for_beside_its_field() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_LENA).await;

    let address = format!("/articles/{IN_REVIEW_BY_LENA}");
    let fields = [("id", id.as_str()), ("note", " ")];
    let page = ada.submit(&address, "/api/articles/return", &fields).await;

    assert_eq!(page.status, 422);
    assert_marked(&page, "textarea", "note", "Say in a sentence why");
}

#[tokio::test]
async fn a_failed_sign_in_keeps_the_address_and_never_the_password() {
    let app = TestApp::spawn().await;

    let page = submit_sign_in(&app, "ada@stile.example", "hunter2-wrong").await;

    assert_eq!(page.status, 422);
    assert!(page.says("do not belong together"));
    assert_eq!(input(&page, "email"), "ada@stile.example");
    assert_eq!(input(&page, "next"), "/desk");
    assert!(!page.says("hunter2"));
}

#[tokio::test]
async fn a_failed_sign_in_looks_the_same_for_known_and_unknown_people() {
    let app = TestApp::spawn().await;

    let known = submit_sign_in(&app, "ada@stile.example", "wrong").await;
    let unknown = submit_sign_in(&app, "eve@stile.example", "wrong").await;

    let text = |page: &crate::support::Answer| {
        let main = super::between(&page.body, "<main", "</main>").unwrap();
        main.replace("ada@stile", "x@stile").replace("eve@stile", "x@stile")
    };
    assert_eq!(known.status, unknown.status);
    assert_eq!(text(&known), text(&unknown));
}

#[tokio::test]
async fn a_session_that_has_ended_meanwhile_loses_nothing_that_was_typed() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    app.clock.advance(std::time::Duration::from_hours(13));

    let page = submit_draft(&lena, "Bees", "In short", "A long evening’s work.").await;

    assert_eq!(page.status, 401);
    assert!(page.says("A long evening’s work."), "what was typed is lost");
    assert!(page.says("Sign in"));
}

#[tokio::test]
async fn a_form_of_another_site_is_neither_shown_nor_led_to() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_LENA).await;

    for referer in [
        "https://evil.example/write",
        "http://localhost.evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
    ] {
        let request = ada.ours(Method::POST, "/api/articles/submit");
        let request = request.header("accept", "text/html");
        let request = request.header("referer", referer);
        let failed = ada.send(request.form(&[("id", &id)])).await;

        assert!(failed.status >= 400, "{referer}");
        assert!(!failed.headers.contains_key("location"), "{referer}");
        assert!(!failed.says("evil.example") && !failed.says("alert(1)"), "{referer}");

        let request = ada.ours(Method::POST, "/api/account/choose-theme");
        let request = request.header("accept", "text/html");
        let request = request.header("referer", referer);
        let done = ada.send(request.form(&[("theme", "dark")])).await;

        assert_eq!((done.status, done.header("location")), (303, "/"), "{referer}");
    }
}

#[tokio::test]
async fn a_form_that_names_a_page_elsewhere_is_neither_shown_nor_led_to() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for page in [
        "//evil.example",
        "/%5Cevil.example",
        "https:%2F%2Fevil.example",
        "%2F%09%2Fevil.example",
        "/%0d%0aset-cookie:a=b",
        "/api/sign-out",
    ] {
        let path = format!("/api/account/choose-theme?shown-at={page}");
        let request = ada.ours(Method::POST, &path).header("accept", "text/html");
        let done = ada.send(request.form(&[("theme", "dark")])).await;

        assert_eq!((done.status, done.header("location")), (303, "/"), "{page}");
    }

    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn a_failed_form_without_a_page_is_an_error_page() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_ADA).await;

    let request = ada.ours(Method::POST, "/api/articles/publish");
    let request = request.header("accept", "text/html");
    let page = ada.send(request.form(&[("id", &id)])).await;

    assert_eq!(page.status, 403);
    assert!(page.says("nobody publishes their own article"));
    assert!(page.says("<h1>"));
}

#[tokio::test]
async fn a_field_error_without_a_page_keeps_its_status() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let request = lena.ours(Method::POST, "/api/articles/create");
    let request = request.header("accept", "text/html");
    let fields = [("department", "science"), ("title", ""), ("standfirst", ""), ("body", "")];
    let page = lena.send(request.form(&fields)).await;

    assert_eq!(page.status, 422);
    assert!(page.says("<!DOCTYPE html>"));
}

#[tokio::test]
async fn nobody_makes_a_page_show_an_error_by_its_address() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    // What Leptos would read: {"Refused":…}, and our own form of it.
    for error in [
        "V3JvbmdDcmVkZW50aWFscw==",
        "eyJlcnJvciI6Indyb25nX2NyZWRlbnRpYWxzIn0=",
        "U2VydmVyRXJyb3J8SEFDS0VE",
        "HACKED",
    ] {
        let plain = visitor.open("/sign-in").await;
        let path = format!("/sign-in?__path=/api/sign-in&__path=%2Fapi%2Fsign-in&__err={error}");
        let page = visitor.open(&path).await;

        assert_eq!(page.status, 200);
        assert!(!page.says("data-meaning=\"refused\"") && !page.says("HACKED"));
        assert!(!page.says("do not belong together"));
        let marked = |page: &crate::support::Answer| page.body.matches("aria-invalid").count();
        assert_eq!(marked(&page), marked(&plain));
    }
}

#[tokio::test]
async fn the_number_of_another_article_in_the_form_leads_nowhere() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let (hidden, readable) = (
        app.article(DRAFT_BY_JONAS).await,
        app.article("tram-9-reaches-the-harbour-after-eleven-years").await,
    );

    let page = format!("/articles/{DRAFT_BY_LENA}/edit");
    let post = async |id: &str| {
        let fields = [
            ("id", id),
            ("version", "1"),
            ("title", "Taken over"),
            ("standfirst", ""),
            ("body", ""),
        ];
        lena.submit(&page, "/api/articles/update", &fields).await
    };
    let statuses = (post(&hidden.id).await.status, post(&readable.id).await.status);

    assert_eq!(statuses, (404, 403));
    assert!(app.articles("title = 'Taken over'").await.is_empty());
}

#[tokio::test]
async fn a_version_that_was_made_up_is_a_stale_edit() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let page = submit_text(&lena, DRAFT_BY_LENA, "999", "From the future").await;

    assert_eq!(page.status, 409);
    assert_eq!(input(&page, "version"), "1");
    assert_eq!(area(&page, "title"), "From the future");
}

#[tokio::test]
async fn a_hidden_field_that_was_removed_is_malformed_and_keeps_what_was_typed() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let page = format!("/articles/{DRAFT_BY_LENA}/edit");
    let fields = [("title", "Typed for hours"), ("standfirst", ""), ("body", "")];
    let answer = lena.submit(&page, "/api/articles/update", &fields).await;

    assert_eq!(answer.status, 400);
    assert_eq!(area(&answer, "title"), "Typed for hours");
}

#[tokio::test]
async fn a_full_queue_keeps_what_was_typed() {
    let app = TestApp::spawn_with(|settings| {
        settings.passwords.parallel = 1;
        settings.passwords.queue = 0;
    })
    .await;

    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let app = std::sync::Arc::clone(&app);
        tries.spawn(async move { submit_sign_in(&app, "ada@stile.example", "wrong").await });
    }
    let pages = tries.join_all().await;

    let away = pages.iter().find(|page| page.status == 503).unwrap();
    assert_eq!(away.header("retry-after"), "2");
    assert_eq!(input(away, "email"), "ada@stile.example");
}
