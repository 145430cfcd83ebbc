//! Saying something, and changing it for ten minutes.

use std::time::Duration;

use futures_util::future::join_all;

use super::{
    ELSEWHERE, TestApp, WITH_COMMENTS, assert_done, assert_error, counted, listed, newest, say,
    texts, to,
};
use crate::articles::{DRAFT_BY_LENA, IN_REVIEW_BY_LENA};

#[tokio::test]
async fn whoever_is_signed_in_comments() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    assert_done(&say(&tom, WITH_COMMENTS, " Well said.\r\nThank you. ").await);

    assert_eq!(texts(&tom, WITH_COMMENTS).await[0], "Well said.\nThank you.");
    assert_eq!(counted(&app.visitor(), WITH_COMMENTS).await, 5);
    assert_eq!(listed(&app, WITH_COMMENTS).await, 5);
}

#[tokio::test]
async fn without_script_a_new_comment_is_led_to() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let page = format!("/articles/{WITH_COMMENTS}?page=1");
    let article = app.id_of(WITH_COMMENTS).await;

    let fields = [("id", article.as_str()), ("text", "Well said.")];
    let answer = tom.submit(&page, "/api/comments/create", &fields).await;
    let empty = [("id", article.as_str()), ("text", " ")];
    let returned = tom.submit(&page, "/api/comments/create", &empty).await;

    let new = app.number("select id from comments where text = 'Well said.'").await;
    let expected = format!("{page}#comment-{new}");
    assert_eq!((answer.status, answer.header("location")), (303, expected.as_str()));
    assert!(returned.says("#comment\" method=\"post\""), "{}", returned.body);
}

#[tokio::test]
async fn a_visitor_is_told_to_sign_in() {
    let app = TestApp::spawn().await;
    let comment = newest(&app, WITH_COMMENTS, false).await;

    let said = say(&app.visitor(), WITH_COMMENTS, "Well said.").await;
    let replied = to(&app.visitor(), "reply", &comment, &[("text", "No.")]).await;
    let page = app.visitor().open(&format!("/articles/{WITH_COMMENTS}")).await;

    assert_error(&said, 401, "not_signed_in");
    assert_error(&replied, 401, "not_signed_in");
    assert!(page.says("Sign in to comment") && !page.says("/api/comments/create"));
    assert_eq!(listed(&app, WITH_COMMENTS).await, 4);
}

#[tokio::test]
async fn nobody_comments_on_what_is_not_published() {
    let app = TestApp::spawn().await;
    let (ada, tom) = (app.person("ada").await, app.person("tom").await);

    assert_error(&say(&ada, IN_REVIEW_BY_LENA, "Early.").await, 403, "refused");
    assert_error(&say(&tom, DRAFT_BY_LENA, "Early.").await, 404, "not_found");
}

#[tokio::test]
async fn a_reply_to_a_reply_joins_the_thread() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let ada = app.number("select id from comments where text like 'Thank you, Tom%'").await;

    assert_done(&to(&tom, "reply", &ada.to_string(), &[("text", "I will be there.")]).await);

    let threads = app
        .number(
            "select count(distinct thread_id) from comments where thread_id = \
        (select thread_id from comments where text = 'I will be there.')",
        )
        .await;
    let first = app
        .number(
            "select count(*) from comments where id = thread_id and id = \
        (select thread_id from comments where text = 'I will be there.')",
        )
        .await;
    assert_eq!((threads, first), (1, 1));
}

#[tokio::test]
async fn one_changes_ones_own_comment_for_ten_minutes() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    say(&tom, WITH_COMMENTS, "Frist!").await;
    let comment = newest(&app, WITH_COMMENTS, false).await;

    app.clock.advance(Duration::from_millis(10 * 60 * 1000 - 1));
    let in_time = to(&tom, "update", &comment, &[("text", "First!")]).await;
    app.clock.advance(Duration::from_millis(1));
    let late = to(&tom, "update", &comment, &[("text", "Second!")]).await;

    assert_done(&in_time);
    assert_error(&late, 409, "moved_on");
    assert_eq!(late.json()["stage"], "too old to be changed");
    assert_eq!(texts(&tom, WITH_COMMENTS).await[0], "First!");
}

#[tokio::test]
async fn nobody_changes_what_somebody_else_says() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    say(&tom, WITH_COMMENTS, "Mine.").await;
    let comment = newest(&app, WITH_COMMENTS, false).await;

    for who in ["lena", "ada", "rosa", "priya"] {
        let answer = to(&app.person(who).await, "update", &comment, &[("text", "Ours.")]).await;
        assert_error(&answer, 403, "refused");
    }
    let visitor = to(&app.visitor(), "update", &comment, &[("text", "Ours.")]).await;

    assert_error(&visitor, 401, "not_signed_in");
    assert_eq!(texts(&tom, WITH_COMMENTS).await[0], "Mine.");
}

#[tokio::test]
async fn the_page_offers_a_change_only_while_it_can_be_made() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    say(&tom, WITH_COMMENTS, "Frist!").await;
    let page = || async { tom.open(&format!("/articles/{WITH_COMMENTS}")).await };

    let young = page().await;
    // Rules hold for fifteen seconds, and meanwhile leave it to the server.
    app.clock.advance(Duration::from_mins(10) + Duration::from_secs(15));
    let old = page().await;

    assert!(young.says("Save the comment") && !old.says("Save the comment"));
    assert!(young.says("Reply") && old.says("Reply"));
}

#[tokio::test]
async fn nothing_is_said_about_an_article_that_is_taken_back_meanwhile() {
    let app = TestApp::spawn().await;
    let (tom, mei) = (app.person("tom").await, app.person("mei").await);
    let id = app.id_of(ELSEWHERE).await;
    let back = [("id", id.as_str()), ("note", "It was wrong.")];

    let (said, taken) = tokio::join!(
        join_all((0..30).map(|_| say(&tom, ELSEWHERE, "Well said."))),
        mei.post("/api/articles/retract", &back),
    );

    assert_eq!(taken.status, 200, "{}", taken.body);
    for answer in &said {
        assert!([200, 409, 410].contains(&answer.status), "{}", answer.body);
    }
    let audited = app.audited().await;
    let retracted = audited.iter().position(|one| one.permission == "RetractArticle").unwrap();
    let later = audited[retracted..].iter().filter(|one| one.permission == "CommentArticle");
    assert_eq!(later.count(), 0);
}

#[tokio::test]
async fn a_text_that_cannot_be_kept_is_a_wrong_field() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let megabyte = "m".repeat(1_000_000);
    for text in [
        "",
        " \n ",
        "\u{200b}",
        "a\u{0}b",
        "a\u{1b}[31m",
        "a\u{202e}b",
        &"é".repeat(2001),
        &megabyte,
    ] {
        let answer = say(&tom, WITH_COMMENTS, text).await;
        assert_error(&answer, 422, "invalid");
        assert!(answer.json()["fields"]["text"].is_string(), "{text:?}");
    }
    assert_eq!(listed(&app, WITH_COMMENTS).await, 4);
}

#[tokio::test]
async fn a_text_in_any_script_is_kept_as_it_was_typed() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    for text in ["שלום עולם", "👩\u{200d}🌾 grows", "<script>alert(1)</script>", "it's \"so\""]
    {
        assert_done(&say(&tom, WITH_COMMENTS, text).await);
        assert_eq!(texts(&tom, WITH_COMMENTS).await[0], text);
    }
    let page = tom.open(&format!("/articles/{WITH_COMMENTS}")).await;
    assert!(page.says("&lt;script&gt;alert(1)") && !page.says("<script>alert(1)"));
}

#[tokio::test]
async fn without_script_a_comment_that_failed_comes_back_with_what_was_typed() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let page = format!("/articles/{WITH_COMMENTS}");
    let id = app.id_of(WITH_COMMENTS).await;
    let text = format!("Long story. {}", "é".repeat(2000));

    let answer = tom.submit(&page, "/api/comments/create", &[("id", &id), ("text", &text)]).await;

    assert_eq!(answer.status, 422);
    assert!(answer.says("Long story. ") && answer.says("At most 2000 characters"));
}
