//! Beginning an article, and changing its text.

use super::{
    DRAFT_BY_LENA, PUBLISHED_BY_LENA, TestApp, assert_done, assert_hidden, assert_not_signed_in,
    assert_refused, begin, retitle,
};

#[tokio::test]
async fn an_author_begins_a_draft_in_their_department() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = begin(&lena, "science", "Größe, counted").await;

    assert_done(&answer);
    assert_eq!(answer.header("location"), "/articles/grosse-counted/edit");
    let kept = app.article("grosse-counted").await;
    assert_eq!((kept.stage.as_str(), kept.version), ("draft", 1));
    assert_eq!(kept.author, app.user_id("lena").await);
    assert_eq!(kept.body, "At length.");
}

#[tokio::test]
async fn an_author_may_not_begin_in_another_department() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = begin(&lena, "politics", "Bees").await;

    assert_refused(&answer);
    assert!(app.articles("slug = 'bees'").await.is_empty());
}

#[tokio::test]
async fn a_reader_may_not_write() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let answer = begin(&tom, "science", "Bees").await;
    let page = tom.open("/write").await;

    assert_refused(&answer);
    assert_eq!(page.status, 403);
}

#[tokio::test]
async fn a_visitor_signs_in_before_writing() {
    let app = TestApp::spawn().await;

    let answer = begin(&app.visitor(), "science", "Bees").await;
    let page = app.visitor().open("/write").await;

    assert_not_signed_in(&answer);
    assert_eq!(page.status, 401);
    assert!(app.articles("slug = 'bees'").await.is_empty());
}

#[tokio::test]
async fn nobody_writes_for_a_department_that_does_not_exist() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = begin(&lena, "astrology", "Bees").await;

    assert_hidden(&answer);
}

#[tokio::test]
async fn an_author_changes_their_draft() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;

    let answer = retitle(&lena, &draft, 1, "A book comes home").await;

    assert_done(&answer);
    let kept = app.article(DRAFT_BY_LENA).await;
    assert_eq!((kept.title.as_str(), kept.version), ("A book comes home", 2));
    assert_eq!(kept.slug, draft.slug);
}

#[tokio::test]
async fn an_author_may_not_change_what_readers_see() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let published = app.article(PUBLISHED_BY_LENA).await;

    let answer = retitle(&lena, &published, 1, "Moss").await;

    assert_refused(&answer);
    assert_eq!(app.article(PUBLISHED_BY_LENA).await, published);
}

#[tokio::test]
async fn a_visitor_changes_nothing() {
    let app = TestApp::spawn().await;
    let published = app.article(PUBLISHED_BY_LENA).await;
    let draft = app.article(DRAFT_BY_LENA).await;

    let readable = retitle(&app.visitor(), &published, 1, "Moss").await;
    let hidden = retitle(&app.visitor(), &draft, 1, "Moss").await;

    assert_not_signed_in(&readable);
    assert_not_signed_in(&hidden);
    assert_eq!(app.article(PUBLISHED_BY_LENA).await, published);
    assert_eq!(app.article(DRAFT_BY_LENA).await, draft);
}

#[tokio::test]
async fn who_may_not_read_a_draft_is_not_told_that_it_is_there() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let draft = app.article(DRAFT_BY_LENA).await;

    let answer = retitle(&tom, &draft, 1, "Moss").await;

    assert_hidden(&answer);
}

#[tokio::test]
async fn an_article_is_not_begun_by_a_form_that_says_whose_it_is() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let ada = app.user_id("ada").await.to_string();
    let fields = [("department", "science"), ("title", "Bees"), ("standfirst", ""), ("body", "")];

    for forged in [
        ("author", ada.as_str()),
        ("author_id", &ada),
        ("stage", "published"),
        ("published_at", "1"),
        ("slug", "chosen"),
        ("id", "1"),
        ("version", "7"),
    ] {
        let answer = lena.post("/api/articles/create", &[&fields[..], &[forged]].concat()).await;
        assert_eq!((answer.status, answer.error().as_str()), (400, "malformed"), "{forged:?}");
    }
    assert_eq!(app.articles("title = 'Bees'").await, []);

    assert_done(&lena.post("/api/articles/create", &fields).await);
    let kept = app.article("bees").await;
    assert_eq!(kept.author, app.user_id("lena").await);
    assert_eq!((kept.stage.as_str(), kept.version), ("draft", 1));
    assert_eq!(kept.published_at, None);
}

#[tokio::test]
async fn a_save_changes_the_text_and_nothing_else() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;
    let ada = app.user_id("ada").await.to_string();
    let fields = [
        ("id", draft.id.as_str()),
        ("version", "1"),
        ("title", "New"),
        ("standfirst", "Newer"),
        ("body", "Newest"),
    ];

    for forged in [
        ("author_id", ada.as_str()),
        ("stage", "published"),
        ("department", "politics"),
        ("department_id", "politics"),
        ("slug", "chosen"),
        ("note", "forged"),
        ("byline", "Somebody else"),
        ("embargo", "1"),
        ("until", "2027-01-31T18:00"),
        ("held", "true"),
        ("terms[byline]", "Somebody else"),
        ("terms[held]", "true"),
    ] {
        let answer = lena.post("/api/articles/update", &[&fields[..], &[forged]].concat()).await;
        assert_eq!((answer.status, answer.error().as_str()), (400, "malformed"), "{forged:?}");
        assert_eq!(app.article(DRAFT_BY_LENA).await, draft, "{forged:?}");
    }

    assert_done(&lena.post("/api/articles/update", &fields).await);
    let kept = app.article(DRAFT_BY_LENA).await;
    let (title, standfirst, body) = ("New".into(), "Newer".into(), "Newest".into());
    assert_eq!(kept, super::KeptArticle { title, standfirst, body, version: 2, ..draft });
}

#[tokio::test]
async fn an_address_that_is_taken_gets_a_number() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    begin(&lena, "science", "Bees return").await;
    let second = begin(&lena, "culture", "Bees, return!").await;
    let third = begin(&lena, "science", "bees return").await;

    assert_eq!(second.header("location"), "/articles/bees-return-2/edit");
    assert_eq!(third.header("location"), "/articles/bees-return-3/edit");
}

#[tokio::test]
async fn a_draft_without_a_headline_is_not_begun() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let before = app.number("select count(*) from articles").await;

    let answer = begin(&lena, "science", "  ").await;

    assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"));
    assert_eq!(answer.json()["fields"]["title"], "Write a headline.");
    assert_eq!(app.number("select count(*) from articles").await, before);
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_is_saved() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;

    let (title, standfirst) = ("t".repeat(121), "s".repeat(301));
    let body = "b".repeat(60_001);
    let fields = [
        ("id", draft.id.as_str()),
        ("version", "1"),
        ("title", &title),
        ("standfirst", &standfirst),
        ("body", &body),
    ];
    let answer = lena.post("/api/articles/update", &fields).await;

    assert_eq!(answer.status, 422);
    let fields = answer.json()["fields"].as_object().unwrap().clone();
    let names: Vec<&String> = fields.keys().collect();
    assert_eq!(names, ["body", "standfirst", "title"]);
    assert_eq!(app.article(DRAFT_BY_LENA).await, draft);
}

#[tokio::test]
async fn the_longest_text_that_fits_is_kept_whole() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let draft = app.article(DRAFT_BY_LENA).await;

    let (title, body) = ("ü".repeat(120), "語".repeat(60_000));
    let fields = [
        ("id", draft.id.as_str()),
        ("version", "1"),
        ("title", &title),
        ("standfirst", ""),
        ("body", &body),
    ];
    let answer = lena.post("/api/articles/update", &fields).await;

    assert_done(&answer);
    assert_eq!(app.article(DRAFT_BY_LENA).await.body, body);
}

#[tokio::test]
async fn a_character_that_cannot_be_seen_is_a_wrong_field() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = begin(&lena, "science", "Bees\0return").await;

    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.json()["fields"]["title"].is_string());
}
