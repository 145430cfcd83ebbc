//! What an article has said before, and the way back to it.

use std::time::Duration;

use super::{
    Answer, DRAFT_BY_LENA, KeptArticle, PUBLISHED_BY_LENA, PUBLISHED_IN_POLITICS, Person, TestApp,
    assert_done, assert_hidden, assert_not_signed_in, assert_refused, begin, retitle, take,
};

/// What the history says of that article.
async fn history(person: &Person, slug: &str) -> serde_json::Value {
    person.read(&format!("/api/articles/history?slug={slug}")).await
}

/// The versions that are kept, the newest first.
fn versions(history: &serde_json::Value) -> Vec<i64> {
    let revisions = history["revisions"].as_array().unwrap();
    revisions.iter().map(|revision| revision["version"].as_i64().unwrap()).collect()
}

/// Saves a text over the version that stands, as the editor does by itself.
async fn autosave(person: &Person, slug: &str, body: &str) -> Answer {
    let article = person.app.article(slug).await;
    let version = article.version.to_string();
    let fields = [
        ("id", article.id.as_str()),
        ("version", &version),
        ("title", &article.title),
        ("standfirst", &article.standfirst),
        ("body", body),
        ("automatic", "true"),
    ];
    person.post("/api/articles/update", &fields).await
}

async fn restore(person: &Person, article: &KeptArticle, version: i64, revision: i64) -> Answer {
    let (version, revision) = (version.to_string(), revision.to_string());
    let fields =
        [("id", article.id.as_str()), ("version", &version), ("revision", revision.as_str())];
    person.post("/api/articles/restore", &fields).await
}

/// Of the first and the second version, and of 199 others.
async fn keep_as_many_as_a_draft_may(app: &TestApp) {
    for version in 3..=201 {
        app.execute(&format!(
            "insert into article_revisions (article_id, since_version, version, title, standfirst, \
             body, words, saved_by, begun_at, saved_at, automatic) select article_id, {version}, \
             {version}, title, standfirst, body, words, saved_by, begun_at, saved_at, automatic \
             from article_revisions where version = 2"
        ))
        .await;
    }
}

#[tokio::test]
async fn every_save_keeps_the_text_before_it() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;

    assert_done(&retitle(&lena, &draft, 1, "Lena’s headline").await);
    assert_done(&retitle(&ada, &draft, 2, "Ada’s headline").await);
    let history = history(&lena, DRAFT_BY_LENA).await;

    assert_eq!(versions(&history), [3, 2, 1]);
    let savers: Vec<_> =
        (0..3).map(|place| history["revisions"][place]["by"].as_str().unwrap()).collect();
    assert_eq!(savers, ["Ada Okafor", "Lena Fuchs", "Lena Fuchs"]);
    let title = &history["comparison"]["difference"]["title"];
    assert_eq!(title[0]["words"], "Lena’s ");
    assert_eq!(title[0]["change"], "Removed");
    assert_eq!(title[1]["words"], "Ada’s ");
    assert_eq!(title[1]["change"], "Added");
}

#[tokio::test]
async fn a_save_without_a_change_keeps_nothing() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    begin(&lena, "science", "Bees").await;
    let bees = app.article("bees").await;

    assert_done(&retitle(&lena, &bees, 1, "Bees").await);

    assert_eq!(versions(&history(&lena, "bees").await), [1]);
}

#[tokio::test]
async fn an_article_that_was_never_saved_again_has_one_text() {
    let app = TestApp::spawn().await;

    let history = history(&app.person("lena").await, DRAFT_BY_LENA).await;

    assert_eq!(versions(&history), [1]);
    assert_eq!(history["comparison"]["against"], "Nothing");
}

#[tokio::test]
async fn two_texts_that_are_not_neighbours_can_be_compared() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "One").await;
    retitle(&lena, &draft, 2, "Two").await;

    let path = format!("/api/articles/history?slug={DRAFT_BY_LENA}&version=1&with_current=true");
    let history = lena.read(&path).await;

    let title = &history["comparison"]["difference"]["title"];
    assert_eq!(title[0]["words"].as_str().unwrap().trim(), draft.title);
    assert_eq!(title[1]["words"].as_str().unwrap().trim(), "Two");
}

#[tokio::test]
async fn who_sees_no_stages_sees_no_history() {
    let app = TestApp::spawn().await;
    let (tom, rosa) = (app.person("tom").await, app.person("rosa").await);
    let path = |slug| format!("/api/articles/history?slug={slug}");

    assert_not_signed_in(&app.visitor().get(&path(PUBLISHED_BY_LENA)).await);
    assert_not_signed_in(&app.visitor().get(&path(DRAFT_BY_LENA)).await);
    assert_refused(&tom.get(&path(PUBLISHED_BY_LENA)).await);
    assert_hidden(&tom.get(&path(DRAFT_BY_LENA)).await);
    assert_done(&rosa.get(&path(DRAFT_BY_LENA)).await);
    assert_eq!(tom.open(&format!("/articles/{PUBLISHED_BY_LENA}/history")).await.status, 403);
}

#[tokio::test]
async fn a_version_that_never_was_has_no_text() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    for version in ["2", "0", "-1", "9223372036854775807"] {
        let path = format!("/api/articles/history?slug={DRAFT_BY_LENA}&version={version}");

        assert_hidden(&lena.get(&path).await);
    }
}

#[tokio::test]
async fn an_earlier_text_comes_back_as_the_newest_version() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&ada, &draft, 1, "Ada’s headline").await;

    assert_done(&restore(&lena, &draft, 2, 1).await);

    let kept = app.article(DRAFT_BY_LENA).await;
    assert_eq!(kept, KeptArticle { version: 3, ..draft });
    assert_eq!(versions(&history(&lena, DRAFT_BY_LENA).await), [3, 2, 1]);
    let audited = app.audited().await;
    assert_eq!(audited.last().unwrap().permission, "UpdateArticle");
}

#[tokio::test]
async fn nothing_is_brought_back_over_a_version_that_was_not_read() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&ada, &draft, 1, "Ada’s headline").await;

    let answer = restore(&lena, &draft, 1, 1).await;

    assert_eq!((answer.status, answer.error().as_str()), (409, "stale"));
    assert_eq!(app.article(DRAFT_BY_LENA).await.title, "Ada’s headline");
}

#[tokio::test]
async fn who_may_not_edit_brings_nothing_back() {
    let app = TestApp::spawn().await;
    let (lena, rosa) = (app.person("lena").await, app.person("rosa").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "Another").await;

    assert_refused(&restore(&rosa, &draft, 2, 1).await);
    assert_hidden(&restore(&app.person("tom").await, &draft, 2, 1).await);
    assert_not_signed_in(&restore(&app.visitor(), &draft, 2, 1).await);
    assert_hidden(&restore(&lena, &draft, 2, 7).await);
    assert_eq!(app.article(DRAFT_BY_LENA).await.title, "Another");
}

#[tokio::test]
async fn what_is_saved_by_itself_in_one_sitting_is_one_text() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    for body in ["a", "a b", "a b c"] {
        assert_done(&autosave(&lena, DRAFT_BY_LENA, body).await);
        app.clock.advance(Duration::from_mins(1));
    }
    app.clock.advance(Duration::from_mins(4));
    assert_done(&autosave(&lena, DRAFT_BY_LENA, "a b c d").await);

    let history = history(&lena, DRAFT_BY_LENA).await;
    assert_eq!(versions(&history), [5, 4, 1]);
    assert_eq!(history["revisions"][1]["words"], 3);
}

#[tokio::test]
async fn what_somebody_saved_by_hand_is_never_replaced() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "By hand").await;

    autosave(&lena, DRAFT_BY_LENA, "By itself.").await;
    autosave(&ada, DRAFT_BY_LENA, "By Ada’s editor.").await;
    autosave(&lena, DRAFT_BY_LENA, "By Lena’s again.").await;

    assert_eq!(versions(&history(&lena, DRAFT_BY_LENA).await), [5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn the_oldest_texts_go_first() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "At first").await;
    app.execute("update articles set version = version + 500").await;
    keep_as_many_as_a_draft_may(&app).await;

    assert_done(&retitle(&lena, &draft, 502, "At last").await);

    let versions = versions(&history(&lena, DRAFT_BY_LENA).await);
    assert_eq!((versions.len(), versions[0], versions[199]), (200, 503, 3));
}

#[tokio::test]
async fn what_readers_may_have_read_is_never_forgotten() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;
    let published = app.article(PUBLISHED_IN_POLITICS).await;
    assert_done(&retitle(&mei, &published, 1, "At first").await);
    app.execute("update articles set version = version + 500").await;
    keep_as_many_as_a_draft_may(&app).await;

    assert_done(&retitle(&mei, &published, 502, "At last").await);

    let versions = versions(&history(&mei, PUBLISHED_IN_POLITICS).await);
    assert_eq!((versions.len(), versions[0], versions[201]), (202, 503, 1));
}

#[tokio::test]
async fn what_was_published_is_not_replaced_whatever_the_form_says() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    for body in ["A false claim.", "Nothing of the kind."] {
        assert_done(&autosave(&mei, PUBLISHED_IN_POLITICS, body).await);
    }

    let history = history(&mei, PUBLISHED_IN_POLITICS).await;
    assert_eq!(versions(&history), [3, 2, 1]);
    assert_eq!(
        app.text("select body from article_revisions where version = 2").await,
        "A false claim."
    );
}

#[tokio::test]
async fn what_is_under_legal_hold_is_not_replaced_whatever_the_form_says() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;
    let slug = "the-last-map-shop-moves-two-doors-down";
    app.execute(&format!(
        "update articles set stage = 'draft', department_id = 'politics', held = true where slug = '{slug}'"
    ))
    .await;

    for body in ["First.", "Second."] {
        assert_done(&autosave(&mei, slug, body).await);
    }

    assert_eq!(versions(&history(&mei, slug).await), [3, 2, 1]);
}

#[tokio::test]
async fn an_article_takes_its_texts_with_it() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    begin(&lena, "science", "Bees").await;

    assert_done(&take(&lena, "delete", "bees").await);

    assert_eq!(app.number("select count(*) from article_revisions").await, 0);
}

#[tokio::test]
async fn the_page_marks_what_changed_without_colour() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;
    retitle(&lena, &draft, 1, "<script>alert(1)</script>").await;

    let page = lena.open(&format!("/articles/{DRAFT_BY_LENA}/history")).await;

    assert_eq!(page.status, 200);
    assert!(page.says("<ins>&lt;script&gt;alert(1)&lt;/script&gt;"), "{}", page.body);
    assert!(page.says("<del>"));
}

#[tokio::test]
async fn two_texts_of_the_greatest_length_are_compared() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let text = |word: &str| word.repeat(60_000 / word.len());

    assert_done(&autosave(&lena, DRAFT_BY_LENA, &text("bees and trams ")).await);
    assert_done(&autosave(&app.person("ada").await, DRAFT_BY_LENA, &text("trams bees ")).await);

    assert_eq!(versions(&history(&lena, DRAFT_BY_LENA).await), [3, 2, 1]);
}
