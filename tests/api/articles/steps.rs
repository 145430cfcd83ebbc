//! From stage to stage: who may, who may not, who is not signed in.

use super::{
    DRAFT_BY_LENA, IN_REVIEW_BY_ADA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA, PUBLISHED_IN_POLITICS,
    TestApp, assert_done, assert_hidden, assert_not_signed_in, assert_refused, take,
    take_with_note,
};

#[tokio::test]
async fn an_author_submits_their_draft() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = take(&lena, "submit", DRAFT_BY_LENA).await;

    assert_done(&answer);
    assert_eq!(app.article(DRAFT_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn an_editor_may_not_submit_what_somebody_else_writes() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take(&ada, "submit", DRAFT_BY_LENA).await;

    assert_refused(&answer);
    assert_eq!(app.article(DRAFT_BY_LENA).await.stage, "draft");
}

#[tokio::test]
async fn a_visitor_submits_nothing() {
    let app = TestApp::spawn().await;

    let readable = take(&app.visitor(), "submit", PUBLISHED_BY_LENA).await;
    let hidden = take(&app.visitor(), "submit", DRAFT_BY_LENA).await;

    assert_not_signed_in(&readable);
    assert_not_signed_in(&hidden);
    assert_eq!(app.article(DRAFT_BY_LENA).await.stage, "draft");
}

#[tokio::test]
async fn a_visitor_cannot_tell_a_hidden_article_from_a_missing_one() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let hidden = take(&visitor, "submit", DRAFT_BY_LENA).await;
    let missing = visitor.post("/api/articles/submit", &[("id", "999999")]).await;

    assert_not_signed_in(&hidden);
    assert_eq!((hidden.status, hidden.body), (missing.status, missing.body));
}

#[tokio::test]
async fn an_editor_returns_a_submission_with_a_note() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take_with_note(&ada, "return", IN_REVIEW_BY_LENA, " Who said so? ").await;

    assert_done(&answer);
    let kept = app.article(IN_REVIEW_BY_LENA).await;
    assert_eq!(kept.stage, "draft");
    assert_eq!(kept.note.as_deref(), Some("Who said so?"));
}

#[tokio::test]
async fn an_author_may_not_return_their_own_submission() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = take_with_note(&lena, "return", IN_REVIEW_BY_LENA, "Mine again").await;

    assert_refused(&answer);
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn a_visitor_returns_nothing() {
    let app = TestApp::spawn().await;

    let readable = take_with_note(&app.visitor(), "return", PUBLISHED_BY_LENA, "No").await;
    let hidden = take_with_note(&app.visitor(), "return", IN_REVIEW_BY_LENA, "No").await;

    assert_not_signed_in(&readable);
    assert_not_signed_in(&hidden);
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn a_submission_is_not_returned_without_a_note() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let empty = take_with_note(&ada, "return", IN_REVIEW_BY_LENA, " \n ").await;
    let missing = take(&ada, "return", IN_REVIEW_BY_LENA).await;

    assert_eq!((empty.status, missing.status), (422, 400));
    assert!(empty.json()["fields"]["note"].is_string());
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn a_note_that_is_too_long_is_a_wrong_field() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take_with_note(&ada, "return", IN_REVIEW_BY_LENA, &"n".repeat(1001)).await;

    assert_eq!(answer.status, 422);
    assert!(answer.json()["fields"]["note"].is_string());
}

#[tokio::test]
async fn another_editor_publishes_what_lena_submitted() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take(&ada, "publish", IN_REVIEW_BY_LENA).await;

    assert_done(&answer);
    let page = app.visitor().open(&format!("/articles/{IN_REVIEW_BY_LENA}")).await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn a_text_that_changed_since_it_was_read_is_not_published() {
    let app = TestApp::spawn().await;
    let (ada, lena) = (app.person("ada").await, app.person("lena").await);
    let id = app.id_of(IN_REVIEW_BY_LENA).await;
    let read = app.article(IN_REVIEW_BY_LENA).await.version.to_string();
    take_with_note(&ada, "return", IN_REVIEW_BY_LENA, "Once more.").await;
    assert_done(&take(&lena, "submit", IN_REVIEW_BY_LENA).await);

    for (step, note) in [("publish", ("", "")), ("return", ("note", "No."))] {
        let fields = [("id", id.as_str()), ("version", read.as_str()), note];
        let answer = ada.post(&format!("/api/articles/{step}"), &fields).await;

        assert_eq!(answer.status, 409, "{step}");
        let expected = serde_json::json!({ "error": "moved_on", "stage": "in review" });
        assert_eq!(answer.json(), expected, "{step}");
    }
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
    let now = app.article(IN_REVIEW_BY_LENA).await.version.to_string();
    assert_done(&ada.post("/api/articles/publish", &[("id", &id), ("version", &now)]).await);
}

#[tokio::test]
async fn nobody_publishes_their_own_article() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take(&ada, "publish", IN_REVIEW_BY_ADA).await;

    assert_refused(&answer);
    assert_eq!(answer.json()["reason"], "nobody publishes their own article");
    assert_eq!(app.article(IN_REVIEW_BY_ADA).await.stage, "in_review");
}

#[tokio::test]
async fn a_moderator_reads_a_submission_and_may_not_publish_it() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;

    let answer = take(&rosa, "publish", IN_REVIEW_BY_LENA).await;

    assert_refused(&answer);
    assert!(answer.json()["reason"].is_null());
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn an_administrator_publishes_nothing() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let answer = take(&priya, "publish", IN_REVIEW_BY_LENA).await;

    assert_refused(&answer);
}

#[tokio::test]
async fn an_editor_of_another_department_is_not_told_of_a_submission() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    let answer = take(&mei, "publish", IN_REVIEW_BY_LENA).await;

    assert_hidden(&answer);
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn a_visitor_publishes_nothing() {
    let app = TestApp::spawn().await;

    let readable = take(&app.visitor(), "publish", PUBLISHED_BY_LENA).await;
    let hidden = take(&app.visitor(), "publish", IN_REVIEW_BY_LENA).await;

    assert_not_signed_in(&readable);
    assert_not_signed_in(&hidden);
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn a_manager_retracts_what_their_department_published() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    let answer = take_with_note(&mei, "retract", PUBLISHED_IN_POLITICS, "Miscounted.").await;

    assert_done(&answer);
    let page = app.visitor().open(&format!("/articles/{PUBLISHED_IN_POLITICS}")).await;
    assert_eq!(page.status, 410);
    let kept = app.article(PUBLISHED_IN_POLITICS).await;
    assert_eq!(kept.note.as_deref(), Some("Miscounted."));
}

#[tokio::test]
async fn an_editor_may_not_retract() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take_with_note(&ada, "retract", PUBLISHED_BY_LENA, "Wrong.").await;

    assert_refused(&answer);
    assert_eq!(app.article(PUBLISHED_BY_LENA).await.stage, "published");
}

#[tokio::test]
async fn a_visitor_retracts_nothing() {
    let app = TestApp::spawn().await;

    let readable = take_with_note(&app.visitor(), "retract", PUBLISHED_BY_LENA, "No").await;
    let hidden = take_with_note(&app.visitor(), "retract", DRAFT_BY_LENA, "No").await;

    assert_not_signed_in(&readable);
    assert_not_signed_in(&hidden);
    assert_eq!(app.article(PUBLISHED_BY_LENA).await.stage, "published");
}

#[tokio::test]
async fn nothing_is_retracted_without_a_note() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    let answer = take_with_note(&mei, "retract", PUBLISHED_IN_POLITICS, "").await;

    assert_eq!(answer.status, 422);
    assert!(answer.json()["fields"]["note"].is_string());
    assert_eq!(app.article(PUBLISHED_IN_POLITICS).await.stage, "published");
}

#[tokio::test]
async fn an_author_deletes_their_draft() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = take(&lena, "delete", DRAFT_BY_LENA).await;

    assert_done(&answer);
    assert_eq!(answer.header("location"), "/desk");
    let left = app.articles(&format!("slug = '{DRAFT_BY_LENA}'")).await;
    assert!(left.is_empty());
}

#[tokio::test]
async fn an_editor_may_not_delete_what_somebody_else_writes() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take(&ada, "delete", DRAFT_BY_LENA).await;

    assert_refused(&answer);
    assert_eq!(app.article(DRAFT_BY_LENA).await.stage, "draft");
}

#[tokio::test]
async fn a_visitor_deletes_nothing() {
    let app = TestApp::spawn().await;

    let readable = take(&app.visitor(), "delete", PUBLISHED_BY_LENA).await;
    let hidden = take(&app.visitor(), "delete", DRAFT_BY_LENA).await;

    assert_not_signed_in(&readable);
    assert_not_signed_in(&hidden);
    assert_eq!(app.article(DRAFT_BY_LENA).await.stage, "draft");
    assert_eq!(app.article(PUBLISHED_BY_LENA).await.stage, "published");
}
