//! Everything that is kept of an account, as a file for its owner.

use reqwest::Method;
use serde_json::Value as Json;

use crate::support::TestApp;

const DATA: &str = "/account/data.json";

fn texts<'a>(rows: &'a Json, field: &str) -> Vec<&'a str> {
    rows.as_array().unwrap().iter().map(|row| row[field].as_str().unwrap()).collect()
}

#[tokio::test]
async fn people_download_everything_that_is_kept_of_them() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let id = app.user_id("lena").await;

    let answer = lena.get(DATA).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"my-data.json\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    let data = answer.json();
    let profile = &data["profile"];
    assert_eq!(
        (&profile["name"], &profile["email"]),
        (&"Lena Fuchs".into(), &"lena@stile.example".into())
    );
    assert_eq!(profile["roles"].as_array().unwrap().len(), 2);
    assert_eq!(texts(&data["sessions"], "network"), ["127.0.0.0/24"]);
    assert_eq!(texts(&data["activity"], "what"), ["Downloaded your data", "Signed in"]);
    let count = async |sql: &str| usize::try_from(app.number(sql).await).unwrap();
    let articles = count(&format!("select count(*) from articles where author_id = {id}")).await;
    assert_eq!(data["articles"].as_array().unwrap().len(), articles);
    assert!(articles > 0 && data["articles"][0]["body"].as_str().unwrap().len() > 100);
    let comments = count(&format!("select count(*) from comments where author_id = {id}")).await;
    assert_eq!(data["comments"].as_array().unwrap().len(), comments);
    assert_eq!(texts(&data["acts"], "act"), ["DownloadData"]);
}

#[tokio::test]
async fn what_is_secret_or_anothers_stands_in_nobodys_file() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    ada.post("/api/profile/rename", &[("name", "Ada Eze")]).await;
    let handle =
        lena.read("/api/people/sessions?slug=lena-fuchs").await["sessions"][0]["handle"].clone();

    let answer = lena.get(DATA).await;

    let hash = app.text("select password_hash from users where email = 'lena@stile.example'").await;
    let cookie = lena.cookie(crate::support::SESSION).unwrap();
    for secret in
        [hash.as_str(), cookie.as_str(), handle.as_str().unwrap(), "argon2", "Ada Eze", "ada@"]
    {
        assert!(!answer.body.contains(secret), "{secret}");
    }
    let others = app.rows("select title from articles where author_id <> (select id from users where email = 'lena@stile.example')").await;
    for title in others {
        let title: String = title.try_get_by_index(0).unwrap();
        assert!(!answer.body.contains(&title), "{title}");
    }
}

#[tokio::test]
async fn who_is_not_signed_in_gets_no_file_and_no_address_leads_to_anothers() {
    let app = TestApp::spawn().await;
    let (visitor, priya) = (app.visitor(), app.person("priya").await);
    let ada = app.user_id("ada").await;

    let hers = priya.get(&format!("{DATA}?id={ada}&user={ada}")).await;

    assert_eq!(visitor.get(DATA).await.status, 401);
    assert_eq!(hers.json()["profile"]["name"], "Priya Nair");
}

#[tokio::test]
async fn no_other_site_has_anybody_download_anything() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for site in ["cross-site", "same-site"] {
        let asked = ada.request(Method::GET, DATA).header("sec-fetch-site", site);
        assert_eq!(ada.send(asked).await.status, 403);
    }

    assert!(app.audited().await.is_empty());
}

#[tokio::test]
async fn more_rows_than_are_in_memory_at_once_come_in_their_order_and_once_each() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let id = app.user_id("tom").await;
    app.execute(&format!(
        "with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 600)
         insert into audit_entries
           (at, user_id, permission, subject, subject_id, detail, outcome, policies, network, request_id)
         select 1767225600000, {id}, 'UpdateArticle', 'Article', '1', cast(n as text), 'allowed',
           '[]', '', '1' from numbers"
    ))
    .await;

    let data = tom.get(DATA).await.json();

    let details = texts(&data["acts"], "detail");
    let planted: Vec<String> = (1..=600).rev().map(|n| n.to_string()).collect();
    assert_eq!(
        (details.len(), &details[1..]),
        (601, planted.iter().map(String::as_str).collect::<Vec<_>>().as_slice())
    );
}
