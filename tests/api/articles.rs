//! Articles: who may read, write and move them.

use super::support::{Person, TestApp};

const IN_REVIEW_BY_LENA: &str = "what-a-seed-bank-does-on-sundays";

/// The number and version of an article, as its editor page's API tells them.
pub async fn id_of(person: &Person, slug: &str) -> String {
    let answer = person.get(&format!("/api/articles/load?slug={slug}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["article"]["id"].to_string()
}

#[tokio::test]
async fn everybody_reads_what_is_published() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/articles/sixty-gauges-watch-the-river").await;

    assert_eq!(page.status, 200);
    assert!(page.says("Nobody is paid to watch the gauges"));
}

#[tokio::test]
async fn what_one_may_not_read_does_not_exist() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let hidden = tom.open(&format!("/articles/{IN_REVIEW_BY_LENA}")).await;
    let missing = tom.open("/articles/no-such-article").await;

    assert_eq!((hidden.status, missing.status), (404, 404));
}

#[tokio::test]
async fn another_editor_publishes_what_lena_submitted() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = id_of(&ada, IN_REVIEW_BY_LENA).await;

    let answer = ada.post("/api/articles/publish", &[("id", &id)]).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
    let page = app.visitor().open(&format!("/articles/{IN_REVIEW_BY_LENA}")).await;
    assert_eq!(page.status, 200);
}
