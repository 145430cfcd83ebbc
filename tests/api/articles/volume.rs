//! Many articles: lists stay exact, and the database reads no more than it shows.

use std::{collections::BTreeSet, path::Path};

use stile::seed::volume;

use super::{Person, TestApp};

/// Generated articles beside the written ones.
const MANY: usize = 400;

async fn grown(articles: usize) -> std::sync::Arc<TestApp> {
    let app = TestApp::spawn().await;
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed");
    volume::grow(&app.foundation, &seed, articles, |_| {}).await.unwrap();
    app
}

/// What a list says is there, and what its last pages hold, read from the other end.
async fn assert_exact(person: &Person, list: &str, expected: i64) {
    let first = person.read(&format!("{list}page=1")).await;
    assert_eq!(first["pages"]["total"], expected, "{list}");
    let of = first["pages"]["of"].as_i64().unwrap();
    let mut shown = Vec::new();
    for page in 1..=of {
        let page = person.read(&format!("{list}page={page}")).await;
        let stories = page["columns"][0]["stories"].as_array().unwrap().iter();
        shown.extend(stories.map(|story| {
            let article = &story["article"];
            (article["changed_at"].as_i64().unwrap(), article["id"].as_i64().unwrap())
        }));
    }
    assert!(shown.is_sorted_by(|newer, older| newer > older), "{list}: {shown:?}");
    let different: BTreeSet<_> = shown.iter().collect();
    assert_eq!(different.len(), shown.len(), "{list}");
    assert_eq!(i64::try_from(shown.len()).unwrap(), expected, "{list}");
}

#[tokio::test]
async fn every_article_stands_once_on_the_pages_from_both_ends() {
    let app = grown(MANY).await;
    let count = async |holds: &str| {
        app.number(&format!("select count(*) from articles where {holds}")).await
    };

    let (priya, mei) = (app.person("priya").await, app.person("mei").await);
    for stage in ["draft", "published", "retracted"] {
        let list = format!("/api/articles/desk?stage={stage}&");
        let all = format!("stage = '{stage}'");
        assert_exact(&priya, &list, count(&all).await).await;
        let politics = format!("{all} and (stage = 'published' or department_id = 'politics')");
        assert_exact(&mei, &list, count(&politics).await).await;
    }
}

#[tokio::test]
async fn generated_articles_are_talked_about_and_their_comments_are_counted() {
    let app = grown(MANY).await;

    let comments = app.number("select count(*) from comments").await;
    let counted = app.number("select cast(sum(comments) as bigint) from articles").await;
    let hidden = app.number("select count(*) from comments where hidden").await;
    assert!(comments > 200, "{comments}");
    assert_eq!(counted, comments - hidden);
    let early = "select count(*) from comments join articles on articles.id = article_id \
        where stage <> 'published' or comments.created_at < published_at or thread_id = 0";
    assert_eq!(app.number(early).await, 0);
    assert!(app.number("select count(*) from comments where thread_id <> id").await > 20);
}

#[tokio::test]
async fn tallies_follow_every_step_of_an_article() {
    let app = grown(MANY).await;
    let priya = app.person("priya").await;
    let lena = app.person("lena").await;
    let ada = app.person("ada").await;
    let counts = async || {
        let desk = priya.read("/api/articles/desk?page=1").await;
        let counts = desk["counts"].as_array().unwrap().clone();
        counts.iter().map(|count| count[1].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let before = counts().await;

    let draft = [("department", "science"), ("title", "Bees"), ("standfirst", ""), ("body", "")];
    assert_eq!(lena.post("/api/articles/create", &draft).await.status, 200);
    let id = app.id_of("bees").await;
    let written = counts().await;
    assert_eq!(lena.post("/api/articles/submit", &[("id", &id)]).await.status, 200);
    assert_eq!(ada.post("/api/articles/publish", &[("id", &id)]).await.status, 200);
    let published = counts().await;
    let lost = super::DRAFT_BY_LENA;
    let lost = app.id_of(lost).await;
    assert_eq!(lena.post("/api/articles/delete", &[("id", &lost)]).await.status, 200);
    let deleted = counts().await;

    let [draft, review, front, back] = before[..] else { panic!("{before:?}") };
    assert_eq!(written, [draft + 1, review, front, back]);
    assert_eq!(published, [draft, review, front + 1, back]);
    assert_eq!(deleted, [draft - 1, review, front + 1, back]);
}

#[tokio::test]
async fn the_same_number_makes_the_same_articles() {
    let (one, other) = (grown(40).await, grown(40).await);

    let texts = async |app: &TestApp| {
        let ids = app.number("select cast(sum(length(title) * id) as bigint) from articles").await;
        let words = app.number("select cast(sum(words) as bigint) from articles").await;
        (ids, words)
    };

    assert_eq!(texts(&one).await, texts(&other).await);
}
