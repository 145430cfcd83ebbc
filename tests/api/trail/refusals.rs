//! What is refused: on record, beside the call.

use serde_json::json;

use super::plant;
use crate::{
    articles::{
        DRAFT_BY_JONAS, IN_REVIEW_BY_ADA, IN_REVIEW_BY_LENA, PUBLISHED_IN_POLITICS, take,
        take_with_note,
    },
    support::{Audited, TestApp},
};

#[tokio::test]
async fn a_refusal_is_on_record_with_who_what_which_policy_and_from_where() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take(&ada, "publish", IN_REVIEW_BY_ADA).await;

    assert_eq!(answer.status, 403);
    let expected = Audited {
        user: Some(app.user_id("ada").await),
        permission: "PublishArticle".to_owned(),
        subject: "Article".to_owned(),
        subject_id: app.id_of(IN_REVIEW_BY_ADA).await,
        detail: String::new(),
        policies: r#"["nobody publishes their own article"]"#.to_owned(),
        network: "127.0.0.0/24".to_owned(),
        request_id: answer.header("x-request-id").to_owned(),
    };
    assert_eq!(app.refused(1).await, [expected]);
}

#[tokio::test]
async fn what_no_policy_permits_is_on_record_without_one() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    take_with_note(&tom, "retract", PUBLISHED_IN_POLITICS, "I do not like it.").await;

    assert_eq!(app.refused(1).await[0].policies, "[]");
}

#[tokio::test]
async fn what_is_said_not_to_exist_and_what_has_moved_on_is_no_refusal_nor_is_a_visitor_refused() {
    let app = TestApp::spawn().await;
    let (tom, ada) = (app.person("tom").await, app.person("ada").await);

    assert_eq!(tom.open(&format!("/articles/{DRAFT_BY_JONAS}")).await.status, 404);
    assert_eq!(take(&tom, "delete", DRAFT_BY_JONAS).await.status, 404);
    assert_eq!(take(&app.visitor(), "publish", IN_REVIEW_BY_LENA).await.status, 401);
    assert_eq!(app.visitor().open("/departments").await.status, 401);
    assert_eq!(take(&ada, "publish", IN_REVIEW_BY_LENA).await.status, 200);
    assert_eq!(take(&ada, "publish", IN_REVIEW_BY_LENA).await.status, 409);
    take(&ada, "publish", IN_REVIEW_BY_ADA).await;

    // They are written in their order: before the last one there was none.
    let refused = app.refused(1).await;
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].subject_id, app.id_of(IN_REVIEW_BY_ADA).await);
}

#[tokio::test]
async fn who_is_refused_a_role_of_somebody_does_not_learn_what_they_hold() {
    let app = TestApp::spawn().await;
    let (tom, ada) = (app.person("tom").await, app.user_id("ada").await.to_string());
    let tries = [("take", "editor@science"), ("take", "author@city"), ("give", "moderator")];
    for (act, role) in tries {
        let path = format!("/api/people/{act}-role");
        assert_eq!(tom.post(&path, &[("id", &ada), ("role", role)]).await.status, 403);
    }

    let refused = app.refused(3).await;
    let about: Vec<_> = refused.iter().map(|one| (&*one.subject_id, &*one.detail)).collect();
    assert_eq!(about, tries.map(|(_, role)| (&*ada, role)));
}

#[tokio::test]
async fn an_entry_names_nobody_whom_its_reader_may_not_know() {
    let app = TestApp::spawn().await;
    let mei = app.user_id("mei").await;
    plant(&app, "tom", 1).await;
    let about = format!("subject = 'Person', subject_id = '{mei}'");
    app.execute(&format!("update audit_entries set {about}")).await;
    assert_eq!(app.person("tom").await.open("/people/mei-tanaka").await.status, 404);

    let hears = async |handle: &str| {
        let trail = app.person(handle).await.read("/api/audit/list").await;
        trail["entries"][0]["thing"].clone()
    };
    assert_eq!(hears("tom").await, json!({ "name": format!("Account {mei}"), "address": null }));
    assert_eq!(
        hears("priya").await,
        json!({ "name": "Mei Tanaka", "address": "/people/mei-tanaka" })
    );
}

#[tokio::test]
async fn a_page_that_is_refused_fills_no_audit() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    assert_eq!(tom.open("/powers").await.status, 403);
    assert_eq!(tom.get("/api/powers/chart").await.status, 403);
    take(&app.person("ada").await, "publish", IN_REVIEW_BY_ADA).await;

    assert_eq!(app.refused(1).await.len(), 1);
}

#[tokio::test]
async fn a_refusal_that_cannot_be_recorded_is_one_all_the_same() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    app.execute("alter table audit_entries rename to elsewhere").await;

    let answer = take(&ada, "publish", IN_REVIEW_BY_ADA).await;

    assert_eq!((answer.status, answer.error().as_str()), (403, "refused"));
}
