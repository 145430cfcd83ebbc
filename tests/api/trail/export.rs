//! The audit trail as a file.

use csv::{ReaderBuilder, StringRecord};
use http::Method;

use super::plant;
use crate::{
    articles::{IN_REVIEW_BY_LENA, take},
    support::{Answer, TestApp},
};

const FILE: &str = "/audit.csv";
/// Where the detail stands in a row.
const DETAIL: usize = 8;

fn rows(answer: &Answer) -> Vec<StringRecord> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let mut reader = ReaderBuilder::new().has_headers(true).from_reader(answer.body.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

#[tokio::test]
async fn the_file_is_one_to_keep_and_nothing_to_look_at() {
    let app = TestApp::spawn().await;

    let answer = app.person("ada").await.get(FILE).await;

    assert!(answer.header("content-type").starts_with("text/csv; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"audit-trail.csv\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let head = "\"number\",\"at\",\"person number\",\"person\",\"outcome\",\"act\",";
    assert!(answer.body.starts_with(head), "{}", answer.body);
    assert!(answer.body.ends_with("\r\n"));
}

#[tokio::test]
async fn the_file_holds_only_what_the_person_may_read() {
    let app = TestApp::spawn().await;
    plant(&app, "tom", 3).await;
    take(&app.person("ada").await, "publish", IN_REVIEW_BY_LENA).await;

    let hers = rows(&app.person("ada").await.get(&format!("{FILE}?person=tom")).await);
    let all = rows(&app.person("priya").await.get(FILE).await);
    let toms = rows(&app.person("priya").await.get(&format!("{FILE}?person=tom")).await);

    assert_eq!(hers.len(), 1);
    assert_eq!(
        (&hers[0][3], &hers[0][4], &hers[0][5]),
        ("Ada Okafor", "allowed", "PublishArticle")
    );
    assert_eq!((all.len(), toms.len()), (4, 3));
}

#[tokio::test]
async fn what_somebody_typed_stays_in_its_cell_and_is_no_formula() {
    let app = TestApp::spawn().await;
    plant(&app, "ada", 1).await;
    let typed = "=HYPERLINK(\"https://evil.example\"), \"x\"\n+1;@A1";
    app.execute(&format!("update audit_entries set detail = '{typed}'")).await;

    let rows = rows(&app.person("ada").await.get(FILE).await);

    let harmless = "'=HYPERLINK(\"https://evil.example\"), \"x\"\n'+1;'@A1";
    assert_eq!(&rows[0][DETAIL], harmless);
}

#[tokio::test]
async fn an_unknown_part_of_a_question_is_refused_rather_than_left_out() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for query in ["outcom=refused", "foo=bar", "question%5Bperson%5D=ada", "before=x"] {
        assert_eq!(priya.get(&format!("{FILE}?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn who_is_suspended_gets_no_more_of_a_file_that_was_begun() {
    let app = TestApp::spawn().await;
    plant(&app, "ada", 50_000).await;
    let long = "x".repeat(500);
    app.execute(&format!("update audit_entries set detail = '{long}'")).await;
    let (ada, priya) = (app.person("ada").await, app.person("priya").await);
    let mut file = ada.request(Method::GET, FILE).send().await.unwrap();
    assert!(file.chunk().await.unwrap().is_some());

    let id = app.user_id("ada").await.to_string();
    assert_eq!(priya.post("/api/people/suspend", &[("id", &id)]).await.status, 200);

    let broken = loop {
        match file.chunk().await {
            Ok(Some(_)) => {}
            other => break other,
        }
    };
    assert!(broken.is_err(), "the file came whole");
}

#[tokio::test]
async fn a_long_file_ends_with_the_way_to_the_rest() {
    let app = TestApp::spawn().await;
    plant(&app, "ada", 50_003).await;
    let ada = app.person("ada").await;

    let first = rows(&ada.get(&format!("{FILE}?act=UpdateArticle")).await);
    let last = &first[first.len() - 1][0];
    let address = last.strip_prefix("# There is more: ").unwrap();
    let address = address.strip_prefix(&app.origin).unwrap();
    let rest = rows(&ada.get(address).await);

    assert_eq!(first.len(), 50_001);
    assert!(address.starts_with("/audit.csv?act=UpdateArticle&before="), "{address}");
    let details: Vec<&str> = rest.iter().map(|row| &row[DETAIL]).collect();
    assert_eq!(details, ["3", "2", "1"]);
}
