//! Who reads what of the audit trail.

use serde_json::Value as Json;

use super::plant;
use crate::{
    articles::{IN_REVIEW_BY_ADA, IN_REVIEW_BY_LENA, PUBLISHED_IN_POLITICS, take, take_with_note},
    support::{Person, TestApp},
};

const LIST: &str = "/api/audit/list";

/// What these entries say was done, and by whom.
fn told(trail: &Json) -> Vec<(String, String)> {
    let text = |json: &Json| json.as_str().unwrap().to_owned();
    let entries = trail["entries"].as_array().unwrap().iter();
    entries.map(|entry| (text(&entry["actor"]["name"]), text(&entry["act"]))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(who, what)| ((*who).to_owned(), (*what).to_owned())).collect()
}

/// Ada publishes, and is refused; Mei retracts.
async fn three_entries() -> std::sync::Arc<TestApp> {
    let app = TestApp::spawn().await;
    let (ada, mei) = (app.person("ada").await, app.person("mei").await);
    take(&ada, "publish", IN_REVIEW_BY_LENA).await;
    take(&ada, "publish", IN_REVIEW_BY_ADA).await;
    app.refused(1).await;
    take_with_note(&mei, "retract", PUBLISHED_IN_POLITICS, "Miscounted.").await;
    app
}

#[tokio::test]
async fn people_read_what_they_did_themselves_and_nothing_else() {
    let app = three_entries().await;

    let hers = app.person("ada").await.read(LIST).await;
    let meis = app.person("mei").await.read(&format!("{LIST}?person=ada")).await;
    let toms = app.person("tom").await.read(LIST).await;

    assert_eq!(
        told(&hers),
        pairs(&[
            ("Ada Okafor", "Tried to publish an article"),
            ("Ada Okafor", "Published an article"),
        ])
    );
    assert_eq!(told(&meis), pairs(&[("Mei Tanaka", "Retracted an article")]));
    assert_eq!(told(&toms), []);
    assert_eq!(hers["of_everybody"], false);
}

#[tokio::test]
async fn administrators_read_every_entry() {
    let app = three_entries().await;

    let all = app.person("priya").await.read(LIST).await;

    assert_eq!(
        told(&all),
        pairs(&[
            ("Mei Tanaka", "Retracted an article"),
            ("Ada Okafor", "Tried to publish an article"),
            ("Ada Okafor", "Published an article"),
        ])
    );
    assert_eq!(all["of_everybody"], true);
    let refused = &all["entries"][1];
    assert_eq!(refused["policies"][0], "nobody publishes their own article");
    assert_eq!(refused["network"], "127.0.0.0/24");
    assert_eq!(refused["thing"]["address"], format!("/articles/{IN_REVIEW_BY_ADA}"));
}

#[tokio::test]
async fn a_visitor_reads_nothing() {
    let app = TestApp::spawn().await;

    for path in ["/audit", LIST, "/audit.csv"] {
        assert_eq!(app.visitor().get(path).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn entries_are_found_by_who_what_outcome_and_day() {
    let app = three_entries().await;
    let priya = app.person("priya").await;
    let found = async |query: &str| told(&priya.read(&format!("{LIST}?{query}")).await).len();
    let today = app.foundation.clock.now().to_string()[..10].to_owned();

    assert_eq!(found("person=ada").await, 2);
    assert_eq!(found("person=Ada%20Okafor").await, 2);
    assert_eq!(found("person=ada-okafor").await, 2);
    assert_eq!(found("act=RetractArticle").await, 1);
    assert_eq!(found("outcome=refused").await, 1);
    assert_eq!(found("person=ada&outcome=allowed").await, 1);
    assert_eq!(found(&format!("from={today}&until={today}")).await, 3);
    assert_eq!(found("until=2020-01-01").await, 0);
    assert_eq!(found("from=2999-01-01").await, 0);
}

#[tokio::test]
async fn people_are_found_by_their_number_and_by_every_way_to_write_their_name() {
    let app = three_entries().await;
    let ada = app.user_id("ada").await;
    app.execute(&format!("update users set name = 'Örjan Åsa O’Neil' where id = {ada}")).await;
    let priya = app.person("priya").await;
    let found = async |who: &str| told(&priya.read(&format!("{LIST}?person={who}")).await).len();

    for name in ["Örjan", "örjan", "ÖRJAN", "rjan", "Örjan Åsa", "örjan åsa o’neil", "ÖRJAN ÅSA"]
    {
        assert_eq!(found(name).await, 2, "{name}");
    }
    assert_eq!(found(&ada.to_string()).await, 2);
    assert!(priya.open("/").await.says(&format!("/audit?person={}", app.user_id("priya").await)));
}

#[tokio::test]
async fn a_name_of_too_many_people_leaves_nobody_out_without_a_word() {
    let app = TestApp::spawn().await;
    app.execute(
        "with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 101)
         insert into users (email, name, powers, version, created_at, slug)
         select 'sam' || n || '@x.example', 'Sam ' || n, '', 1, 0, 'sam-' || n from numbers",
    )
    .await;
    let priya = app.person("priya").await;

    let trail = priya.read(&format!("{LIST}?person=sam")).await;

    let words = trail["errors"]["person"].as_str().unwrap();
    assert!(words.starts_with("More than 100 people have this in their name"), "{words}");
    assert_eq!(priya.get("/audit.csv?person=sam").await.status, 422);
    let one = priya.read(&format!("{LIST}?person=Sam%20101")).await;
    assert_eq!(one["errors"], serde_json::json!({}));
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_said_next_to_its_field() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for (query, field) in [
        ("person=zebedee", "person"),
        ("person=a%00b", "person"),
        ("act=Dance", "act"),
        ("outcome=maybe", "outcome"),
        ("from=yesterday", "from"),
        ("until=2026-02-30", "until"),
        ("from=2026-02-02&until=2026-02-01", "until"),
    ] {
        let trail = priya.read(&format!("{LIST}?{query}")).await;
        assert!(trail["errors"][field].is_string(), "{query}: {trail}");
        assert_eq!(told(&trail), []);
        let page = priya.open(&format!("/audit?{query}")).await;
        assert!(page.says(&format!("id=\"find-{field}-error\"")), "{query}");
        assert_eq!(priya.open(&format!("/audit.csv?{query}")).await.status, 422, "{query}");
    }
}

/// The details of all entries, page by page; between two pages somebody does something.
async fn turned(person: &Person, app: &TestApp) -> Vec<String> {
    let mut details = Vec::new();
    let mut path = LIST.to_owned();
    loop {
        let trail = person.read(&path).await;
        let entries = trail["entries"].as_array().unwrap();
        details.extend(entries.iter().map(|one| one["detail"].as_str().unwrap().to_owned()));
        let Some(older) = trail["older"].as_i64() else { return details };
        plant(app, "ada", 3).await;
        path = format!("{LIST}?before={older}");
    }
}

#[tokio::test]
async fn pages_hold_every_entry_once_although_others_are_added_meanwhile() {
    let app = TestApp::spawn().await;
    plant(&app, "ada", 120).await;
    plant(&app, "tom", 30).await;

    let all = turned(&app.person("ada").await, &app).await;

    let expected: Vec<String> = (1..=120).rev().map(|number| number.to_string()).collect();
    assert_eq!(all, expected);
}

#[tokio::test]
async fn the_page_says_it_all_without_script() {
    let app = three_entries().await;

    let page = app.person("priya").await.open("/audit").await;
    let own = app.person("tom").await.open("/audit").await;

    assert_eq!(page.status, 200);
    assert!(page.says("<h1 tabindex=\"-1\">Audit trail</h1>") || page.says("Audit trail</h1>"));
    assert!(page.says("What everybody has changed") && page.says("Miscounted."));
    assert!(page.says("nobody publishes their own article"));
    assert!(
        own.says("What you have changed") && own.says("Nothing has been changed or refused yet.")
    );
    assert!(!own.says("Ada Okafor") && !own.says("name=\"person\""));
}
