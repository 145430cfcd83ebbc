//! Who may know whom.

use serde_json::Value;

use super::{TestApp, assert_hidden, directory, names};

const EVERYBODY: [&str; 8] = [
    "Ada Okafor",
    "Henrik Voss",
    "Jonas Lindqvist",
    "Lena Fuchs",
    "Mei Tanaka",
    "Priya Nair",
    "Rosa Delgado",
    "Tom Byrne",
];

#[tokio::test]
async fn who_works_in_the_newsroom_knows_everybody() {
    let app = TestApp::spawn().await;

    for handle in ["ada", "jonas", "mei", "rosa", "priya"] {
        assert_eq!(names(&app.person(handle).await, "").await, EVERYBODY, "{handle}");
    }
}

#[tokio::test]
async fn a_visitor_knows_who_has_published() {
    let app = TestApp::spawn().await;
    let authors = "select count(distinct author_id) from articles where stage = 'published'";
    let authors = usize::try_from(app.number(authors).await).unwrap();

    let known = names(&app.visitor(), "").await;

    assert_eq!(known.len(), authors);
    assert!(known.contains(&"Lena Fuchs".to_owned()) && !known.contains(&"Tom Byrne".to_owned()));
}

#[tokio::test]
async fn a_reader_knows_who_has_published_and_themselves() {
    let app = TestApp::spawn().await;
    let (tom, visitor) = (app.person("tom").await, app.visitor());

    let mut known = names(&tom, "").await;
    known.retain(|name| name != "Tom Byrne");

    assert_eq!(known, names(&visitor, "").await);
    assert_eq!(names(&tom, "words=tom").await, ["Tom Byrne"]);
}

#[tokio::test]
async fn somebody_whom_one_may_not_know_does_not_exist() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let hidden = visitor.get("/api/articles/author?slug=tom-byrne&page=1").await;
    let missing = visitor.get("/api/articles/author?slug=nobody&page=1").await;

    assert_hidden(&hidden);
    assert_eq!(hidden.body, missing.body);
    assert_eq!(visitor.open("/people/tom-byrne").await.status, 404);
    assert!(!visitor.open("/people/tom-byrne").await.says("Byrne"));
}

#[tokio::test]
async fn a_person_has_a_page_with_what_they_have_published() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let lena = app.user_id("lena").await;
    let published = format!("author_id = {lena} and stage = 'published'");

    let page = visitor.read("/api/articles/author?slug=lena-fuchs&page=1").await;

    assert_eq!(page["person"]["name"], "Lena Fuchs");
    assert_eq!(page["pages"]["total"], app.articles(&published).await.len());
    let stages = page["stories"].as_array().unwrap().iter();
    assert!(stages.clone().count() > 0);
    assert!(stages.map(|story| &story["article"]["stage"]).all(|stage| stage == "published"));
    let shown = visitor.open("/people/lena-fuchs").await;
    assert!(shown.says("Author, Science and Culture"), "{}", shown.body);
}

#[tokio::test]
async fn a_byline_leads_to_its_author() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/articles/sixty-gauges-watch-the-river").await;

    assert!(page.says("href=\"/people/"), "{}", page.body);
}

#[tokio::test]
async fn only_administrators_read_e_mail_addresses() {
    let app = TestApp::spawn().await;

    for handle in ["tom", "ada", "mei", "rosa"] {
        let person = app.person(handle).await;
        for path in [&directory(""), "/people", "/people/lena-fuchs"] {
            assert!(!person.open(path).await.says("@stile.example"), "{handle} {path}");
        }
    }
    let priya = app.person("priya").await;
    for path in [&directory(""), "/people", "/people/lena-fuchs"] {
        assert!(priya.open(path).await.says("lena@stile.example"), "{path}");
    }
}

#[tokio::test]
async fn people_are_found_by_name_role_and_department() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    assert_eq!(names(&ada, "words=VOSS+henrik").await, ["Henrik Voss"]);
    assert_eq!(names(&ada, "role=editor").await, ["Ada Okafor", "Henrik Voss"]);
    assert_eq!(names(&ada, "role=editor&department=culture").await, ["Ada Okafor"]);
    assert_eq!(names(&ada, "department=politics").await, ["Mei Tanaka"]);
    assert_eq!(names(&ada, "role=administrator&department=politics").await, [""; 0]);
}

#[tokio::test]
async fn people_stand_by_name_or_by_what_they_published_last() {
    let app = TestApp::spawn().await;
    let (ada, visitor) = (app.person("ada").await, app.visitor());
    let mut backwards = EVERYBODY;
    backwards.reverse();

    assert_eq!(names(&ada, "order=-name").await, backwards);
    assert_eq!(names(&ada, "order=odd").await, EVERYBODY);
    let moments = |listed: &Value| -> Vec<Option<i64>> {
        let people = listed["people"].as_array().unwrap().iter();
        people.map(|person| person["published"].as_i64()).collect()
    };
    let earliest = moments(&visitor.read(&directory("order=published")).await);
    let latest = moments(&ada.read(&directory("order=-published")).await);
    assert!(earliest.is_sorted() && earliest.len() > 2, "{earliest:?}");
    assert!(latest.iter().flatten().rev().is_sorted(), "{latest:?}");
    assert_eq!(latest.last().unwrap(), &None);
}

#[tokio::test]
async fn what_nobody_is_called_finds_nobody() {
    let app = TestApp::spawn().await;

    for length in [81, 8000] {
        let words = "a".repeat(length);
        let list = format!("/api/people/directory?words={words}&role=&department=&order=&page=1");
        let answer = app.visitor().get(&list).await;

        assert_eq!((answer.status, &answer.json()["pages"]["total"]), (200, &0.into()));
    }
}

#[tokio::test]
async fn what_cannot_be_found_finds_nobody() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let long = format!("words={}", "a".repeat(5_000));
    for query in [
        "words=%25",
        "words=_",
        "words=%5C",
        "words=%27+or+1%3D1",
        "words=%F0%9F%90%9D",
        "words=%E2%80%AE",
        &long,
        "role=king",
        "role=%00",
        "department=%00",
        "department=Science",
        "department=nowhere",
    ] {
        assert_eq!(names(&ada, query).await, [""; 0], "{query}");
    }
    assert_eq!(names(&ada, "words=%00").await, EVERYBODY);
}

#[tokio::test]
async fn the_list_has_an_address_that_shows_it_without_script() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let page = ada.open("/people?role=editor&order=-name").await;

    assert_eq!(page.status, 200);
    assert!(page.says("2 people") && page.says("/people/henrik-voss"));
    assert!(!page.says("/people/lena-fuchs"));
    assert!(page.says("aria-sort=\"descending\""));
}
