//! Steps that do not follow from where an article is.

use super::{
    Answer, DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA, PUBLISHED_IN_POLITICS, TestApp,
    assert_refused, take, take_with_note,
};

/// The caller is told where the article is now.
#[track_caller]
fn assert_moved_on(answer: &Answer, to: &str) {
    assert_eq!(answer.status, 409, "{}", answer.body);
    let expected = serde_json::json!({ "error": "moved_on", "stage": to });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn who_could_have_submitted_is_told_that_it_is_in_review() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = take(&lena, "submit", IN_REVIEW_BY_LENA).await;

    assert_moved_on(&answer, "in review");
}

#[tokio::test]
async fn who_could_have_returned_is_told_that_it_is_a_draft() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take_with_note(&ada, "return", DRAFT_BY_LENA, "Again.").await;

    assert_moved_on(&answer, "draft");
    assert_eq!(app.article(DRAFT_BY_LENA).await.note, None);
}

#[tokio::test]
async fn who_could_have_published_is_told_that_it_is_published() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let before = app.article(PUBLISHED_BY_LENA).await;

    let answer = take(&ada, "publish", PUBLISHED_BY_LENA).await;

    assert_moved_on(&answer, "published");
    assert_eq!(app.article(PUBLISHED_BY_LENA).await, before);
}

#[tokio::test]
async fn a_draft_is_not_published_past_its_review() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take(&ada, "publish", DRAFT_BY_LENA).await;

    assert_moved_on(&answer, "draft");
    assert_eq!(app.article(DRAFT_BY_LENA).await.stage, "draft");
}

#[tokio::test]
async fn nothing_is_retracted_twice() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;
    take_with_note(&mei, "retract", PUBLISHED_IN_POLITICS, "First.").await;

    let answer = take_with_note(&mei, "retract", PUBLISHED_IN_POLITICS, "Second.").await;

    assert_moved_on(&answer, "retracted");
    let kept = app.article(PUBLISHED_IN_POLITICS).await;
    assert_eq!(kept.note.as_deref(), Some("First."));
}

#[tokio::test]
async fn what_an_editor_has_seen_is_not_deleted() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = take(&lena, "delete", IN_REVIEW_BY_LENA).await;

    assert_moved_on(&answer, "in review");
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn who_could_not_have_taken_the_step_is_refused_in_every_stage() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let answer = take(&tom, "publish", PUBLISHED_BY_LENA).await;

    assert_refused(&answer);
}
