//! Two people at once: nothing is lost, nothing is overwritten silently.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::{
    Answer, DRAFT_BY_LENA, IN_REVIEW_BY_LENA, Person, TestApp, assert_done, begin, retitle, take,
};

/// How many of the answers have that status.
fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

#[tokio::test]
async fn a_stale_edit_is_answered_with_the_text_that_stands() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    assert_done(&retitle(&lena, &draft, 1, "Lena’s headline").await);

    let answer = retitle(&ada, &draft, 1, "Ada’s headline").await;

    assert_eq!((answer.status, answer.error().as_str()), (409, "stale"));
    assert_eq!(answer.json()["version"], 2);
    assert_eq!(answer.json()["theirs"]["title"], "Lena’s headline");
    assert_eq!(answer.json()["theirs"]["body"], draft.body);
    assert_eq!(answer.json()["own"], false);
    assert_eq!(app.article(DRAFT_BY_LENA).await.title, "Lena’s headline");
}

#[tokio::test]
async fn whoever_was_overtaken_by_themselves_is_told_so() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "In one window").await;

    let answer = retitle(&lena, &draft, 1, "In another").await;

    assert_eq!((answer.status, &answer.json()["own"]), (409, &serde_json::json!(true)));
}

#[tokio::test]
async fn a_stale_edit_is_told_what_it_began_with() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "Lena’s headline").await;
    retitle(&lena, &draft, 2, "Lena’s second headline").await;

    let of_the_first = retitle(&ada, &draft, 1, "Ada’s headline").await;
    let of_the_second = retitle(&ada, &draft, 2, "Ada’s headline").await;
    let of_none = retitle(&ada, &draft, 0, "Ada’s headline").await;

    assert_eq!(of_the_first.json()["base"]["title"], draft.title.as_str());
    assert_eq!(of_the_second.json()["base"]["title"], "Lena’s headline");
    assert_eq!(of_none.json()["base"], serde_json::json!({}));
}

#[tokio::test]
async fn without_script_a_field_that_was_not_touched_takes_what_stands() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "Lena’s headline").await;

    let fields = [
        ("id", draft.id.as_str()),
        ("version", "1"),
        ("title", &draft.title),
        ("standfirst", &draft.standfirst),
        ("body", "Ada’s text."),
    ];
    let page = format!("/articles/{DRAFT_BY_LENA}/edit");
    let answer = ada.submit(&page, "/api/articles/update", &fields).await;

    assert_eq!(answer.status, 409);
    assert!(answer.says(">\nLena’s headline</textarea>"), "{}", answer.body);
    assert!(answer.says(">\nAda’s text.</textarea>"));
    assert!(answer.says("Text, theirs") && !answer.says("Headline, theirs"));
}

#[tokio::test]
async fn who_has_seen_the_other_text_may_replace_it() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "Lena’s headline").await;
    let stale = retitle(&ada, &draft, 1, "Ada’s headline").await;

    let version = stale.json()["version"].as_i64().unwrap();
    let answer = retitle(&ada, &draft, version, "Ada’s headline").await;

    assert_done(&answer);
    let kept = app.article(DRAFT_BY_LENA).await;
    assert_eq!((kept.title.as_str(), kept.version), ("Ada’s headline", 3));
}

#[tokio::test]
async fn a_version_that_never_was_replaces_nothing() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;

    let answer = retitle(&lena, &draft, i64::MAX, "From the future").await;

    assert_eq!((answer.status, answer.error().as_str()), (409, "stale"));
    assert_eq!(app.article(DRAFT_BY_LENA).await, draft);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_saves_of_one_version_exactly_one_wins() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;

    let (first, second) = tokio::join!(
        retitle(&lena, &draft, 1, "Lena’s headline"),
        retitle(&ada, &draft, 1, "Ada’s headline"),
    );

    let answers = [first, second];
    assert_eq!((count(&answers, 200), count(&answers, 409)), (1, 1));
    let loser = answers.iter().find(|answer| answer.status == 409).unwrap();
    let kept = app.article(DRAFT_BY_LENA).await;
    assert_eq!(loser.json()["theirs"]["title"], kept.title.as_str());
    assert_eq!(kept.version, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_saves_of_one_version_exactly_one_wins() {
    let app = TestApp::spawn().await;
    let lena = Arc::new(app.person("lena").await);
    let draft = app.article(DRAFT_BY_LENA).await;

    let mut saves = JoinSet::new();
    for number in 0..20 {
        let (lena, draft) = (Arc::clone(&lena), draft.clone());
        let title = format!("Headline {number}");
        saves.spawn(async move { retitle(&lena, &draft, 1, &title).await });
    }
    let answers = saves.join_all().await;

    assert_eq!((count(&answers, 200), count(&answers, 409)), (1, 19));
    assert_eq!(app.article(DRAFT_BY_LENA).await.version, 2);
    assert_eq!(app.audited().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_editors_who_publish_at_once_exactly_one_does() {
    let app = TestApp::spawn().await;
    let (ada, henrik) = (app.person("ada").await, app.person("henrik").await);

    let (first, second) = tokio::join!(
        take(&ada, "publish", IN_REVIEW_BY_LENA),
        take(&henrik, "publish", IN_REVIEW_BY_LENA),
    );

    let answers = [first, second];
    assert_eq!((count(&answers, 200), count(&answers, 409)), (1, 1));
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.version, 2);
    assert_eq!(app.audited().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_submits_twice_by_a_double_click_submits_once() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let (first, second) =
        tokio::join!(take(&lena, "submit", DRAFT_BY_LENA), take(&lena, "submit", DRAFT_BY_LENA),);

    let answers = [first, second];
    assert_eq!((count(&answers, 200), count(&answers, 409)), (1, 1));
    assert_eq!(app.audited().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_saved_while_it_is_deleted_is_either_saved_or_gone() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;

    let (saved, deleted) = tokio::join!(
        retitle(&ada, &draft, 1, "Ada’s headline"),
        take(&lena, "delete", DRAFT_BY_LENA),
    );

    let left = app.articles(&format!("slug = '{DRAFT_BY_LENA}'")).await;
    let done = usize::from(saved.status == 200) + usize::from(deleted.status == 200);
    assert!(done >= 1, "{} {}", saved.body, deleted.body);
    assert_eq!(left.is_empty(), deleted.status == 200);
    assert!(saved.status < 500 && deleted.status < 500);
    assert_eq!(app.audited().await.len(), done);
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_who_choose_one_headline_at_once_all_get_an_address() {
    let app = TestApp::spawn().await;
    let lena = Arc::new(app.person("lena").await);

    let mut drafts = JoinSet::new();
    for _ in 0..8 {
        let lena: Arc<Person> = Arc::clone(&lena);
        drafts.spawn(async move { begin(&lena, "science", "Bees return").await });
    }
    let answers = drafts.join_all().await;

    assert_eq!(count(&answers, 200), 8, "{answers:?}");
    assert_eq!(app.articles("slug like 'bees-return%'").await.len(), 8);
}
