//! Lists: exactly what one may read, exactly counted, in full pages.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Person, TestApp, assert_hidden, assert_not_signed_in};

/// The numbers of the articles on one page of a list, or of the one column of a desk.
fn numbers(list: &Value) -> Vec<i64> {
    let stories = list.get("stories").unwrap_or(&list["columns"][0]["stories"]);
    stories
        .as_array()
        .unwrap()
        .iter()
        .map(|story| story["article"]["id"].as_i64().unwrap())
        .collect()
}

/// The numbers of the articles on all pages of a list.
async fn all_pages(person: &Person, list: &str) -> Vec<i64> {
    let first = person.read(&format!("{list}page=1")).await;
    let mut all = numbers(&first);
    for page in 2..=first["pages"]["of"].as_u64().unwrap() {
        all.extend(numbers(&person.read(&format!("{list}page={page}")).await));
    }
    assert_eq!(first["pages"]["total"], all.len());
    all
}

/// A person's desk holds the articles of which that is true, each once, and counts them right.
async fn assert_desk(handle: &str, holds: &str) {
    let app = TestApp::spawn().await;
    let person = app.person(handle).await;
    let me = app.user_id(handle).await;

    let mut listed = Vec::new();
    for stage in ["draft", "in_review", "published", "retracted"] {
        listed.extend(all_pages(&person, &format!("/api/articles/desk?stage={stage}&")).await);
    }
    let desk = person.read("/api/articles/desk?page=1").await;

    let readable = app.articles(&holds.replace(":me", &me.to_string())).await;
    let expected: BTreeSet<i64> =
        readable.iter().map(|article| article.id.parse().unwrap()).collect();
    assert_eq!(listed.len(), expected.len());
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), expected);
    for count in desk["counts"].as_array().unwrap() {
        let stage = count[0].as_str().unwrap();
        let expected = readable.iter().filter(|article| article.stage == stage);
        assert_eq!(count[1], expected.count(), "{stage}");
    }
}

#[tokio::test]
async fn a_readers_desk_holds_what_is_published() {
    assert_desk("tom", "stage = 'published'").await;
}

#[tokio::test]
async fn an_authors_desk_holds_their_own_too() {
    assert_desk("lena", "stage = 'published' or author_id = :me").await;
}

#[tokio::test]
async fn an_editors_desk_holds_their_departments_too() {
    let holds = "stage = 'published' or author_id = :me or department_id in ('science', 'culture')";
    assert_desk("ada", holds).await;
}

#[tokio::test]
async fn a_managers_desk_holds_their_department_too() {
    let holds = "stage = 'published' or author_id = :me or department_id = 'politics'";
    assert_desk("mei", holds).await;
}

#[tokio::test]
async fn a_moderators_desk_holds_everything() {
    assert_desk("rosa", "1 = 1").await;
}

#[tokio::test]
async fn an_administrators_desk_holds_everything() {
    assert_desk("priya", "1 = 1").await;
}

#[tokio::test]
async fn a_visitor_has_no_desk() {
    let app = TestApp::spawn().await;

    let answer = app.visitor().get("/api/articles/desk?page=1").await;
    let page = app.visitor().open("/desk").await;

    assert_not_signed_in(&answer);
    assert_eq!(page.status, 401);
}

#[tokio::test]
async fn a_stage_of_the_desk_holds_as_many_as_its_count_says() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;

    let drafts = rosa.read("/api/articles/desk?stage=draft&page=1").await;

    assert_eq!(drafts["counts"][0], serde_json::json!(["draft", 4]));
    assert_eq!(drafts["pages"]["total"], 4);
    assert_eq!(numbers(&drafts).len(), 4);
}

#[tokio::test]
async fn the_board_shows_the_head_of_every_stage_and_counts_the_whole() {
    let app = TestApp::spawn().await;
    let (rosa, tom) = (app.person("rosa").await, app.person("tom").await);

    let (board, readers) =
        (rosa.read("/api/articles/desk?page=1").await, tom.read("/api/articles/desk?page=1").await);

    let sizes = |desk: &Value| -> Vec<usize> {
        let columns = desk["columns"].as_array().unwrap().iter();
        columns.map(|column| column["stories"].as_array().unwrap().len()).collect()
    };
    assert_eq!(sizes(&board), [4, 4, 6, 1]);
    assert_eq!(board["counts"][2], serde_json::json!(["published", 15]));
    assert_eq!(sizes(&readers), [0, 0, 6, 0]);
}

#[tokio::test]
async fn what_is_published_stands_on_the_desk_as_it_was_published() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;
    app.execute("update articles set changed_at = changed_at + 9000000000 where id % 2 = 0").await;

    let list = rosa.read("/api/articles/desk?stage=published&page=1").await;
    let board = rosa.read("/api/articles/desk?page=1").await;

    let published_at = |column: &Value| -> Vec<i64> {
        let stories = column["stories"].as_array().unwrap().iter();
        stories.map(|story| story["article"]["published_at"].as_i64().unwrap()).collect()
    };
    assert!(published_at(&list["columns"][0]).is_sorted_by(|one, next| one >= next));
    assert!(published_at(&board["columns"][2]).is_sorted_by(|one, next| one >= next));
}

#[tokio::test]
async fn what_waits_for_an_editor_stands_by_department() {
    let app = TestApp::spawn().await;
    let (ada, jonas) = (app.person("ada").await, app.person("jonas").await);

    let queues = async |person: &Person| {
        let desk = person.read("/api/articles/desk?page=1").await;
        let queues = desk["waiting"].as_array().unwrap().clone();
        let names = queues.iter().map(|queue| queue["review"]["name"].as_str().unwrap_or("mine"));
        names.map(str::to_owned).collect::<Vec<String>>()
    };

    assert_eq!(queues(&ada).await, ["Culture", "Science"]);
    assert_eq!(queues(&jonas).await, ["mine"]);
}

#[tokio::test]
async fn what_was_returned_and_what_is_to_review_waits_for_its_people() {
    let app = TestApp::spawn().await;
    let (ada, jonas) = (app.person("ada").await, app.person("jonas").await);

    let waits = async |person: &Person| {
        let desk = person.read("/api/articles/desk?page=1").await;
        let queues = desk["waiting"].as_array().unwrap();
        let waiting = queues.iter().flat_map(|queue| queue["stories"].as_array().unwrap());
        let slugs = waiting.map(|story| story["article"]["slug"].as_str());
        slugs.map(|slug| slug.unwrap().to_owned()).collect::<BTreeSet<String>>()
    };

    let for_ada =
        ["forty-years-of-notes-from-the-projection-box", "what-a-seed-bank-does-on-sundays"];
    let for_jonas = ["who-owns-the-clock-on-cornmarket"];
    assert_eq!(waits(&ada).await, for_ada.map(str::to_owned).into());
    assert_eq!(waits(&jonas).await, for_jonas.map(str::to_owned).into());
}

#[tokio::test]
async fn the_edition_holds_every_published_article_once() {
    let app = TestApp::spawn().await;

    let listed = all_pages(&app.visitor(), "/api/articles/edition?").await;

    let published = app.number("select count(*) from articles where stage = 'published'").await;
    let different: BTreeSet<&i64> = listed.iter().collect();
    assert_eq!(i64::try_from(different.len()).unwrap(), published);
    assert_eq!(different.len(), listed.len());
}

#[tokio::test]
async fn all_pages_but_the_last_are_full() {
    let app = TestApp::spawn().await;

    let first = app.visitor().read("/api/articles/edition?page=1").await;
    let second = app.visitor().read("/api/articles/edition?page=2").await;

    assert_eq!(first["pages"]["total"], 15);
    assert_eq!((numbers(&first).len(), numbers(&second).len()), (12, 3));
}

#[tokio::test]
async fn the_edition_begins_with_the_newest() {
    let app = TestApp::spawn().await;

    let edition = app.visitor().read("/api/articles/edition?page=1").await;

    let stories = edition["stories"].as_array().unwrap().iter();
    let times: Vec<i64> =
        stories.map(|story| story["article"]["published_at"].as_i64().unwrap()).collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
}

#[tokio::test]
async fn a_signed_in_editor_finds_no_draft_in_the_edition() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let edition = ada.read("/api/articles/edition?page=1").await;

    assert_eq!(edition["pages"]["total"], 15);
}

#[tokio::test]
async fn page_zero_is_the_first() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let edition = visitor.read("/api/articles/edition?page=0").await;
    let page = visitor.open("/?page=0").await;

    assert_eq!(edition["pages"]["page"], 1);
    assert_eq!(numbers(&edition).len(), 12);
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn a_page_behind_the_last_is_the_last() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let edition = visitor.read("/api/articles/edition?page=99999").await;
    let page = visitor.open("/?page=4294967295").await;

    assert_eq!(edition["pages"]["page"], 2);
    assert_eq!(numbers(&edition).len(), 3);
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn a_page_that_is_no_number_is_the_first() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let page = visitor.open("/?page=minus-one").await;
    let answer = visitor.get("/api/articles/edition?page=-1").await;

    assert_eq!(page.status, 200);
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn a_department_has_an_edition_of_its_own() {
    let app = TestApp::spawn().await;

    let path = "/api/articles/edition?department=politics&page=1";
    let edition = app.visitor().read(path).await;

    assert_eq!(edition["department"]["name"], "Politics");
    assert_eq!(edition["pages"]["total"], 4);
}

#[tokio::test]
async fn a_department_that_has_published_nothing_has_an_empty_page() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/departments/business").await;

    assert_eq!(page.status, 200);
    assert!(page.says("Nobody has published in Business yet."));
}

#[tokio::test]
async fn a_department_that_does_not_exist_has_no_edition() {
    let app = TestApp::spawn().await;

    let path = "/api/articles/edition?department=astrology&page=1";
    let answer = app.visitor().get(path).await;
    let page = app.visitor().open("/departments/astrology").await;

    assert_hidden(&answer);
    assert_eq!(page.status, 404);
}
