//! Who did what: kept together with the change, or not at all.

use stile::{
    articles::{model::ArticleId, service},
    call::{CallContext, ServiceError},
    people::accounts::Accounts,
    sessions::{People, Principal, SignedIn, UserId},
};

use super::{
    DRAFT_BY_LENA, IN_REVIEW_BY_ADA, IN_REVIEW_BY_LENA, PUBLISHED_IN_POLITICS, TestApp,
    assert_done, assert_refused, begin, retitle, take, take_with_note,
};
use crate::support::Audited;

#[tokio::test]
async fn a_publication_is_on_record_with_who_what_which_policy_and_from_where() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let article = app.article(IN_REVIEW_BY_LENA).await;

    let answer = take(&ada, "publish", IN_REVIEW_BY_LENA).await;

    let expected = Audited {
        user: Some(app.user_id("ada").await),
        permission: "PublishArticle".to_owned(),
        subject: "Article".to_owned(),
        subject_id: article.id,
        detail: article.title,
        policies: r#"["editors and managers publish articles in review of their department"]"#
            .to_owned(),
        network: "127.0.0.0/24".to_owned(),
        request_id: answer.header("x-request-id").to_owned(),
    };
    assert_eq!(app.audited().await, [expected]);
}

#[tokio::test]
async fn every_step_of_an_article_is_on_record() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);

    assert_done(&begin(&lena, "science", "Bees").await);
    let draft = app.article("bees").await;
    assert_done(&retitle(&lena, &draft, 1, "Bees return").await);
    assert_done(&take(&lena, "submit", "bees").await);
    assert_done(&take_with_note(&ada, "return", "bees", "Who said so?").await);
    assert_done(&take(&lena, "delete", "bees").await);

    let audited = app.audited().await;
    let steps: Vec<&str> = audited.iter().map(|entry| entry.permission.as_str()).collect();
    let expected =
        ["CreateArticle", "UpdateArticle", "SubmitArticle", "ReturnArticle", "DeleteArticle"];
    assert_eq!(steps, expected);
    assert!(audited.iter().all(|entry| entry.subject_id == draft.id));
    assert_eq!(audited[3].user, Some(app.user_id("ada").await));
    assert_eq!(audited[3].detail, "Who said so?");
}

#[tokio::test]
async fn a_retraction_is_on_record_with_its_note() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    take_with_note(&mei, "retract", PUBLISHED_IN_POLITICS, "Miscounted.").await;

    let audited = app.audited().await;
    assert_eq!(audited[0].permission, "RetractArticle");
    assert_eq!(audited[0].detail, "Miscounted.");
}

#[tokio::test]
async fn a_change_that_cannot_be_recorded_does_not_happen() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    app.execute("alter table audit_entries rename to elsewhere").await;

    let answer = take(&ada, "publish", IN_REVIEW_BY_LENA).await;

    assert_eq!((answer.status, answer.error().as_str()), (500, "failed"));
    assert_eq!(answer.json(), serde_json::json!({ "error": "failed" }));
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn a_draft_that_cannot_be_recorded_is_not_begun_and_not_deleted() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    app.execute("alter table audit_entries rename to elsewhere").await;

    let begun = begin(&lena, "science", "Bees").await;
    let deleted = take(&lena, "delete", DRAFT_BY_LENA).await;

    assert_eq!((begun.status, deleted.status), (500, 500));
    assert!(app.articles("slug = 'bees'").await.is_empty());
    assert_eq!(app.article(DRAFT_BY_LENA).await.stage, "draft");
}

#[tokio::test]
async fn what_did_not_happen_is_not_on_record() {
    let app = TestApp::spawn().await;
    let (ada, lena) = (app.person("ada").await, app.person("lena").await);
    let draft = app.article(DRAFT_BY_LENA).await;

    assert_refused(&take(&ada, "publish", IN_REVIEW_BY_ADA).await);
    assert_eq!(begin(&lena, "science", "").await.status, 422);
    assert_eq!(retitle(&lena, &draft, 9, "Stale").await.status, 409);
    assert_eq!(take(&ada, "publish", DRAFT_BY_LENA).await.status, 409);

    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn who_loses_a_role_between_the_decision_and_the_change_changes_nothing() {
    let app = TestApp::spawn().await;
    let id = UserId::new(app.user_id("ada").await);
    let account = Accounts(app.foundation.db.clone()).find(id).await.unwrap().unwrap();
    let now = app.foundation.clock.now();
    let as_known_at = |version| {
        let mut call = CallContext::of_a_visitor(app.foundation.clone(), "1".into());
        call.principal = Principal::User(Box::new(SignedIn {
            version,
            ..SignedIn::just_now(id, account.name.clone(), account.roles.clone(), now)
        }));
        call
    };
    let article = ArticleId::new(app.id_of(IN_REVIEW_BY_LENA).await.parse().unwrap());

    let before = service::publish(&as_known_at(account.version - 1), article, None).await;

    assert!(matches!(before, Err(ServiceError::Busy { .. })), "{before:?}");
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
    assert_eq!(app.audited().await, []);
    service::publish(&as_known_at(account.version), article, None).await.unwrap();
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "published");
}
