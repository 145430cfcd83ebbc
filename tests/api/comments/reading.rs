//! Who reads which comments, and how many there are.

use super::{ELSEWHERE, TestApp, WITH_COMMENTS, counted, listed, newest, read, say, texts, to};
use crate::articles::{DRAFT_BY_LENA, PUBLISHED_IN_POLITICS};

#[tokio::test]
async fn everybody_reads_what_is_not_hidden_and_counts_it_so() {
    let app = TestApp::spawn().await;

    for person in [app.visitor(), app.person("ada").await, app.person("priya").await] {
        let texts = texts(&person, WITH_COMMENTS).await;

        assert_eq!(texts.len(), 4);
        assert!(!texts.iter().any(|text| text.contains("telephone book")));
        assert_eq!(counted(&person, WITH_COMMENTS).await, 4);
    }
    assert_eq!(listed(&app, WITH_COMMENTS).await, 4);
}

#[tokio::test]
async fn moderators_and_its_author_read_a_hidden_comment_with_the_reason() {
    let app = TestApp::spawn().await;

    for who in ["rosa", "tom"] {
        let person = app.person(who).await;
        let page = person.open(&format!("/articles/{WITH_COMMENTS}")).await;

        assert_eq!(counted(&person, WITH_COMMENTS).await, 5, "{who}");
        assert!(page.says("telephone book") && page.says("a private person’s door"), "{who}");
    }
}

#[tokio::test]
async fn a_page_of_a_visitor_holds_nothing_of_a_hidden_comment() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open(&format!("/articles/{WITH_COMMENTS}")).await;

    assert!(page.says("Gauge 41 is behind my shed") && page.says("4 comments"));
    assert!(!page.says("telephone book") && !page.says("a private person’s door"));
}

#[tokio::test]
async fn who_may_not_read_an_article_finds_no_comments_under_it() {
    let app = TestApp::spawn().await;
    let (mei, tom) = (app.person("mei").await, app.person("tom").await);
    let id = app.id_of(PUBLISHED_IN_POLITICS).await;
    let comment = newest(&app, PUBLISHED_IN_POLITICS, false).await;
    mei.post("/api/articles/retract", &[("id", &id), ("note", "Wrong.")]).await;

    let hidden = tom.get(&format!("/api/comments/load?slug={PUBLISHED_IN_POLITICS}&page=1")).await;
    let draft = tom.get(&format!("/api/comments/load?slug={DRAFT_BY_LENA}&page=1")).await;
    let reply = to(&tom, "reply", &comment, &[("text", "Still here?")]).await;

    assert_eq!((hidden.status, draft.status, reply.status), (410, 404, 410));
    assert_eq!(counted(&mei, PUBLISHED_IN_POLITICS).await, 2);
}

#[tokio::test]
async fn threads_stand_the_newest_first_and_replies_the_oldest_first() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let bakers = app.number("select min(id) from comments where text like 'The 3:40%'").await;
    say(&tom, ELSEWHERE, "A thread of my own.").await;
    to(&tom, "reply", &bakers.to_string(), &[("text", "And to the hospital.")]).await;

    let texts = texts(&tom, ELSEWHERE).await;

    assert_eq!(texts[0], "A thread of my own.");
    assert!(texts[1].starts_with("The 3:40"));
    assert!(texts[2].starts_with("It is how"));
    assert_eq!(texts[3], "And to the hospital.");
}

#[tokio::test]
async fn pages_are_full_and_a_thread_goes_on_over_a_page() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    say(&tom, ELSEWHERE, "The first.").await;
    let first = newest(&app, ELSEWHERE, false).await;
    for number in 0..35 {
        to(&tom, "reply", &first, &[("text", &format!("Reply {number}."))]).await;
    }

    let (one, two) = (read(&tom, ELSEWHERE, 1).await, read(&tom, ELSEWHERE, 2).await);

    assert_eq!(one["pages"], serde_json::json!({ "page": 1, "of": 2, "total": 38 }));
    assert_eq!(one["threads"][0]["replies"].as_array().unwrap().len(), 29);
    assert_eq!(two["threads"][0]["first"], "Before");
    assert_eq!(two["threads"][0]["replies"].as_array().unwrap().len(), 6);
    assert_eq!(two["threads"][1]["replies"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_thread_whose_first_comment_is_hidden_or_gone_says_so() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;
    let bakers = app.number("select min(id) from comments where text like 'The 3:40%'").await;
    let page = || async { app.visitor().open(&format!("/articles/{ELSEWHERE}")).await };

    to(&rosa, "hide", &bakers.to_string(), &[("reason", "Off topic.")]).await;
    let hidden = page().await;
    to(&rosa, "delete", &bakers.to_string(), &[]).await;
    let deleted = page().await;

    assert!(hidden.says("A moderator has hidden the comment that began this thread."));
    assert!(deleted.says("The comment that began this thread is deleted."));
    assert!(hidden.says("It is how the newspaper") && deleted.says("It is how the newspaper"));
}
