//! What rules do not know, the server is asked for: one permission, one thing.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    articles::{DRAFT_BY_LENA, IN_REVIEW_BY_ADA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA},
    support::{KeptArticle, Person, TestApp},
};

async fn may(person: &Person, action: &str, subject: &str, id: &str) -> Value {
    person.read(&format!("/api/may?action={action}&subject={subject}&id={id}")).await
}

fn refused() -> Value {
    json!({ "allowed": false })
}

#[tokio::test]
async fn who_may_is_told_so_and_who_may_not_is_told_why() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let (own, lenas) = (app.id_of(IN_REVIEW_BY_ADA).await, app.id_of(IN_REVIEW_BY_LENA).await);

    assert_eq!(may(&ada, "publish", "Article", &lenas).await, json!({ "allowed": true }));
    assert_eq!(
        may(&ada, "publish", "Article", &own).await,
        json!({ "allowed": false, "reason": "nobody publishes their own article" })
    );
}

#[tokio::test]
async fn who_has_not_signed_in_is_answered_too() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let id = app.id_of(PUBLISHED_BY_LENA).await;

    assert_eq!(may(&visitor, "read", "Article", &id).await, json!({ "allowed": true }));
    assert_eq!(may(&visitor, "comment", "Article", &id).await, refused());
}

#[tokio::test]
async fn what_is_unknown_is_refused_as_what_is_forbidden() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let hidden = app.id_of(DRAFT_BY_LENA).await;

    for (action, subject, id) in [
        ("publish", "Article", hidden.as_str()),
        ("read", "Article", &hidden),
        ("read", "Article", "999999"),
        ("read", "Article", "01"),
        ("read", "Article", "%27%20or%201=1"),
        ("read", "Article", ""),
        ("burn", "Article", &hidden),
        ("read", "Secret", "1"),
        ("delete", "Department", "science"),
        ("delete", "Department", "nowhere"),
        ("take", "Assignment", "1"),
        ("take", "Assignment", "999999"),
        ("suspend", "Person", "1"),
        ("suspend", "Person", "999999"),
    ] {
        let answer = may(&tom, action, subject, id).await;
        assert_eq!(answer, refused(), "{action} {subject} {id}");
    }
}

#[tokio::test]
async fn a_reason_is_for_those_who_may_read_the_thing() {
    let app = TestApp::spawn().await;
    let (ada, tom) = (app.person("ada").await, app.person("tom").await);
    let article = app.id_of(PUBLISHED_BY_LENA).await;
    tom.post("/api/comments/create", &[("id", &article), ("text", "Mine.")]).await;
    let comment = app.newest_comment(&article, false).await;
    let rosa = app.person("rosa").await;
    rosa.post("/api/comments/hide", &[("id", &comment), ("reason", "Rude.")]).await;

    let tom_hears = may(&tom, "delete", "Comment", &comment).await;
    let ada_hears = may(&ada, "delete", "Comment", &comment).await;

    assert_eq!(tom_hears["reason"], "nobody deletes comments unless they are a moderator");
    assert_eq!(ada_hears, refused());
}

#[tokio::test]
async fn what_one_may_not_know_is_there_one_may_do_nothing_to() {
    let app = TestApp::spawn().await;
    let (tom, lena, visitor) = (app.person("tom").await, app.person("lena").await, app.visitor());
    let article = app.id_of(PUBLISHED_BY_LENA).await;
    tom.post("/api/comments/create", &[("id", &article), ("text", "Mine.")]).await;
    let comment = app.newest_comment(&article, false).await;
    let known = json!({ "allowed": true });
    assert_eq!(may(&tom, "comment", "Article", &article).await, known);
    assert_eq!(may(&visitor, "read", "Comment", &comment).await, known);

    for (hidden, words) in [
        ("embargo = 9000000000000", "Comments open when the embargo has passed."),
        ("embargo = null, stage = 'retracted'", "Comments are closed: the article was taken back."),
    ] {
        app.execute(&format!("update articles set {hidden} where id = {article}")).await;
        for action in ["read", "comment", "read_history", "publish"] {
            assert_eq!(may(&tom, action, "Article", &article).await, refused(), "{action}");
        }
        for action in ["read", "update", "delete"] {
            assert_eq!(may(&tom, action, "Comment", &comment).await, refused(), "{action}");
            assert_eq!(may(&visitor, action, "Comment", &comment).await, refused(), "{action}");
        }
        let page = lena.open(&format!("/articles/{PUBLISHED_BY_LENA}")).await;
        assert!(page.says(words), "{words}");
        assert_eq!(may(&lena, "read", "Article", &article).await, known);
        assert_eq!(may(&lena, "read", "Comment", &comment).await, known);
    }
}

#[tokio::test]
async fn the_answer_is_that_of_the_page_about_every_article() {
    let app = TestApp::spawn().await;
    let everything = app.articles("1 = 1").await;
    assert!(everything.len() > 20);

    for handle in ["mei", "lena", "tom"] {
        let person = app.person(handle).await;
        for KeptArticle { id, slug, .. } in &everything {
            let answer = may(&person, "read", "Article", id).await;
            let page = person.open(&format!("/articles/{slug}")).await;
            assert_eq!(answer["allowed"], page.status == 200, "{handle} {slug}");
            let answer = may(&person, "update", "Article", id).await;
            let page = person.open(&format!("/articles/{slug}/edit")).await;
            assert_eq!(answer["allowed"], page.status == 200, "{handle} {slug}");
        }
    }
}

#[tokio::test]
async fn a_page_asks_for_itself_while_an_answer_changes() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let article = app.id_of(PUBLISHED_BY_LENA).await;
    tom.post("/api/comments/create", &[("id", &article), ("text", "For ten minutes.")]).await;
    let page = format!("/articles/{PUBLISHED_BY_LENA}");
    let can_edit = async || tom.open(&page).await.says("/api/comments/update");
    let is_asked = async || tom.get("/api/my-permissions").await.body.contains("\"ask\":true");

    // Rules hold for five minutes: those of the last of them do not know the end.
    app.clock.advance(Duration::from_mins(10) - Duration::from_millis(1));
    assert!(is_asked().await && can_edit().await);
    app.clock.advance(Duration::from_millis(1));
    assert!(!can_edit().await);
}
