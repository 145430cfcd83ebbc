//! What a text looks like, before it is saved.

use super::{
    Answer, DRAFT_BY_LENA, PUBLISHED_BY_LENA, Person, TestApp, assert_done, assert_hidden,
    assert_not_signed_in, assert_refused,
};

const PREVIEW: &str = "/api/articles/preview";

/// Looks at a text over that article.
async fn look(person: &Person, slug: &str, body: &str) -> Answer {
    let id = person.app.id_of(slug).await;
    person.post(PREVIEW, &[("id", &id), ("body", body)]).await
}

#[tokio::test]
async fn a_preview_is_the_text_as_its_page_shows_it() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;

    let preview = look(&lena, DRAFT_BY_LENA, &draft.body).await;
    let page = lena.read(&format!("/api/articles/load?slug={DRAFT_BY_LENA}")).await;

    assert_done(&preview);
    assert_eq!(preview.json(), page["html"]);
}

#[tokio::test]
async fn a_preview_changes_nothing() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;

    assert_done(&look(&lena, DRAFT_BY_LENA, "Another *text*.").await);

    assert_eq!(app.article(DRAFT_BY_LENA).await, draft);
    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn who_may_not_save_the_text_there_sees_no_preview() {
    let app = TestApp::spawn().await;
    let (lena, tom) = (app.person("lena").await, app.person("tom").await);

    assert_refused(&look(&lena, PUBLISHED_BY_LENA, "Moss.").await);
    assert_hidden(&look(&tom, DRAFT_BY_LENA, "Moss.").await);
    assert_not_signed_in(&look(&app.visitor(), PUBLISHED_BY_LENA, "Moss.").await);
}

#[tokio::test]
async fn a_new_article_is_previewed_where_one_may_begin_it() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let in_department = async |department| {
        lena.post(PREVIEW, &[("department", department), ("body", "*Bees*.")]).await
    };

    assert_eq!(in_department("science").await.json(), "<p><em>Bees</em>.</p>\n");
    assert_refused(&in_department("politics").await);
    assert_hidden(&in_department("astrology").await);
    assert_hidden(&lena.post(PREVIEW, &[("body", "Bees.")]).await);
}

#[tokio::test]
async fn nothing_that_runs_gets_into_a_preview() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let attack = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))";
    let preview = look(&lena, DRAFT_BY_LENA, attack).await;

    let html = preview.json().as_str().unwrap().to_owned();
    assert!(
        !html.contains("<script") && !html.contains("<img") && !html.contains("href"),
        "{html}"
    );
}

#[tokio::test]
async fn a_text_that_could_not_be_kept_is_a_wrong_field() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    for body in ["b".repeat(60_001), "Bees\0".to_owned(), "\u{202e}seeB".to_owned()] {
        let answer = look(&lena, DRAFT_BY_LENA, &body).await;

        assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"));
        assert!(answer.json()["fields"]["body"].is_string());
    }
}

#[tokio::test]
async fn every_text_that_can_be_kept_can_be_looked_at() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    for body in ["", "🐝", "النحل يعود", &"語".repeat(60_000)] {
        assert_done(&look(&lena, DRAFT_BY_LENA, body).await);
    }
}

#[tokio::test]
async fn a_text_over_a_megabyte_is_too_large() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = look(&lena, DRAFT_BY_LENA, &"b".repeat(1_100_000)).await;

    assert_eq!((answer.status, answer.error().as_str()), (413, "too_large"));
}

#[tokio::test]
async fn without_script_the_page_comes_back_with_what_was_typed_and_its_preview() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;
    let page = format!("/articles/{DRAFT_BY_LENA}/edit");

    let fields = [
        ("id", draft.id.as_str()),
        ("version", "1"),
        ("title", "Typed"),
        ("standfirst", ""),
        ("body", "A *typed* text."),
    ];
    let answer = lena.submit(&page, PREVIEW, &fields).await;

    assert_eq!(answer.status, 200);
    assert!(answer.says("<p>A <em>typed</em> text.</p>"));
    assert!(answer.says(">\nA *typed* text.</textarea>") && answer.says(">\nTyped</textarea>"));
    assert_eq!(app.article(DRAFT_BY_LENA).await, draft);
}

#[tokio::test]
async fn a_page_that_came_back_still_replaces_the_version_that_was_read() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    super::retitle(&ada, &draft, 1, "Ada’s headline").await;
    let page = format!("/articles/{DRAFT_BY_LENA}/edit");

    let fields = [("id", draft.id.as_str()), ("version", "1"), ("title", ""), ("body", "Mine.")];
    let previewed = lena.submit(&page, PREVIEW, &fields).await;
    let fields = [fields.as_slice(), &[("standfirst", "")]].concat();
    let failed = lena.submit(&page, "/api/articles/update", &fields).await;

    assert!(previewed.says(r#"name="version" value="1""#));
    assert_eq!(failed.status, 422);
    assert!(failed.says(r#"name="version" value="1""#));
}
