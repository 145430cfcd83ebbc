//! Hiding, showing again, deleting: for moderators.

use super::{TestApp, WITH_COMMENTS, assert_done, assert_error, counted, listed, newest, to};

const REASON: &[(&str, &str)] = &[("reason", " Off topic. ")];

#[tokio::test]
async fn a_moderator_hides_a_comment_and_shows_it_again() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;
    let comment = newest(&app, WITH_COMMENTS, false).await;

    assert_done(&to(&rosa, "hide", &comment, REASON).await);
    assert_eq!(counted(&app.visitor(), WITH_COMMENTS).await, 3);
    assert_eq!(counted(&rosa, WITH_COMMENTS).await, 5);
    assert_eq!(listed(&app, WITH_COMMENTS).await, 3);

    assert_done(&to(&rosa, "restore", &comment, &[]).await);
    assert_eq!(counted(&app.visitor(), WITH_COMMENTS).await, 4);
    assert_eq!(listed(&app, WITH_COMMENTS).await, 4);
}

#[tokio::test]
async fn a_moderator_deletes_a_comment_for_good() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;
    let shown = newest(&app, WITH_COMMENTS, false).await;
    let hidden = newest(&app, WITH_COMMENTS, true).await;

    assert_done(&to(&rosa, "delete", &shown, &[]).await);
    assert_done(&to(&rosa, "delete", &hidden, &[]).await);

    assert_eq!(listed(&app, WITH_COMMENTS).await, 3);
    assert_error(&to(&rosa, "delete", &shown, &[]).await, 404, "not_found");
}

#[tokio::test]
async fn nobody_deletes_comments_unless_they_are_a_moderator() {
    let app = TestApp::spawn().await;
    let comment = newest(&app, WITH_COMMENTS, false).await;

    let tom = to(&app.person("tom").await, "delete", &comment, &[]).await;
    let ada = to(&app.person("ada").await, "delete", &comment, &[]).await;
    let priya = to(&app.person("priya").await, "delete", &comment, &[]).await;
    let visitor = to(&app.visitor(), "delete", &comment, &[]).await;

    assert_error(&tom, 403, "refused");
    assert_eq!(tom.json()["reason"], "nobody deletes comments unless they are a moderator");
    assert_error(&ada, 403, "refused");
    assert_error(&priya, 403, "refused");
    assert_error(&visitor, 401, "not_signed_in");
    assert_eq!(listed(&app, WITH_COMMENTS).await, 4);
}

#[tokio::test]
async fn only_moderators_hide_and_show_again() {
    let app = TestApp::spawn().await;
    let shown = newest(&app, WITH_COMMENTS, false).await;
    let hidden = newest(&app, WITH_COMMENTS, true).await;

    for who in ["tom", "ada", "priya", "mei"] {
        let person = app.person(who).await;
        assert_error(&to(&person, "hide", &shown, REASON).await, 403, "refused");
    }
    // Who wrote it reads it; to the others it does not exist.
    let tom = to(&app.person("tom").await, "restore", &hidden, &[]).await;
    let ada = to(&app.person("ada").await, "restore", &hidden, &[]).await;
    let visitor = to(&app.visitor(), "hide", &shown, REASON).await;

    assert_error(&tom, 403, "refused");
    assert_error(&ada, 404, "not_found");
    assert_error(&visitor, 401, "not_signed_in");
    assert_error(&to(&app.visitor(), "restore", &hidden, &[]).await, 401, "not_signed_in");
}

#[tokio::test]
async fn a_moderator_is_told_that_another_was_faster() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;
    let comment = newest(&app, WITH_COMMENTS, false).await;

    assert_done(&to(&rosa, "hide", &comment, REASON).await);
    let again = to(&rosa, "hide", &comment, REASON).await;
    assert_done(&to(&rosa, "restore", &comment, &[]).await);
    let shown = to(&rosa, "restore", &comment, &[]).await;

    assert_error(&again, 409, "moved_on");
    assert_error(&shown, 409, "moved_on");
    assert_eq!(listed(&app, WITH_COMMENTS).await, 4);
}

#[tokio::test]
async fn a_hidden_comment_is_not_changed_by_its_author() {
    let app = TestApp::spawn().await;
    let (rosa, tom) = (app.person("rosa").await, app.person("tom").await);
    let comment = newest(&app, WITH_COMMENTS, false).await;
    assert_done(&to(&rosa, "hide", &comment, REASON).await);

    let answer = to(&tom, "update", &comment, &[("text", "Better?")]).await;

    assert_error(&answer, 403, "refused");
    assert_eq!(listed(&app, WITH_COMMENTS).await, 3);
}

#[tokio::test]
async fn nobody_replies_to_a_hidden_comment() {
    let app = TestApp::spawn().await;
    let hidden = newest(&app, WITH_COMMENTS, true).await;
    let reply = &[("text", "Well said.")];

    // Both read it: a moderator, and who wrote it.
    for who in ["rosa", "tom"] {
        let answer = to(&app.person(who).await, "reply", &hidden, reply).await;
        assert_error(&answer, 409, "moved_on");
        assert_eq!(answer.json()["stage"], "hidden");
    }
    let ada = to(&app.person("ada").await, "reply", &hidden, reply).await;
    let visitor = to(&app.visitor(), "reply", &hidden, reply).await;

    assert_error(&ada, 404, "not_found");
    assert_error(&visitor, 401, "not_signed_in");
    assert_eq!(listed(&app, WITH_COMMENTS).await, 4);
}

#[tokio::test]
async fn nothing_is_hidden_without_a_reason() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;
    let comment = newest(&app, WITH_COMMENTS, false).await;

    for reason in ["", " ", "a\u{0}b", "a\u{202e}b", &"r".repeat(301)] {
        let answer = to(&rosa, "hide", &comment, &[("reason", reason)]).await;
        assert_error(&answer, 422, "invalid");
        assert!(answer.json()["fields"]["reason"].is_string());
    }
    assert_eq!(listed(&app, WITH_COMMENTS).await, 4);
}

#[tokio::test]
async fn what_was_moderated_is_on_record_with_its_reason() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;
    let comment = newest(&app, WITH_COMMENTS, false).await;

    to(&rosa, "hide", &comment, REASON).await;
    to(&rosa, "delete", &comment, &[]).await;

    let audited = app.audited().await;
    let acts: Vec<(&str, &str, &str)> = audited
        .iter()
        .map(|entry| (entry.permission.as_str(), entry.subject_id.as_str(), entry.detail.as_str()))
        .collect();
    let comment = comment.as_str();
    assert_eq!(
        acts,
        [("HideComment", comment, "Off topic."), ("DeleteComment", comment, "Off topic.")]
    );
}
