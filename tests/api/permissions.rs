//! What each person is told that they may do.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    articles::{DRAFT_BY_LENA, PUBLISHED_BY_LENA},
    support::{Answer, Person, SESSION, TestApp},
};

/// The rules of whoever asks.
async fn rules(person: &Person) -> Vec<Value> {
    let answer = person.read("/api/my-permissions").await;
    answer["user"]["permissions"].as_array().unwrap().clone()
}

/// The rules about articles of whoever asks.
async fn rules_about_articles(person: &Person) -> Vec<Value> {
    let mut rules = rules(person).await;
    rules.retain(|rule| rule["subject"] == "Article");
    rules
}

/// The rules about articles of one of the seeded people, with `:me` for their number.
async fn rules_of(handle: &str) -> Vec<Value> {
    let app = TestApp::spawn().await;
    let me = app.user_id(handle).await.to_string();
    let mut rules = rules_about_articles(&app.person(handle).await).await;
    for rule in &mut rules {
        let author = rule.pointer_mut("/conditions/authorId");
        if let Some(author) = author.filter(|author| **author == me.as_str()) {
            *author = ":me".into();
        }
    }
    rules
}

#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "it reads better where it is called")]
fn assert_has(rules: &[Value], rule: Value) {
    assert!(rules.contains(&rule), "{rule} in {rules:#?}");
}

/// The rules speak of no other acts than these.
#[track_caller]
fn assert_acts(rules: &[Value], acts: &[&str]) {
    let all = [
        "read",
        "create",
        "update",
        "submit",
        "remove_file",
        "return",
        "publish",
        "retract",
        "delete",
        "embargo",
        "hold",
        "release",
        "readdress",
        "credit",
    ];
    let named = |act: &&&str| {
        let quoted = format!("\"{act}\"");
        rules.iter().any(|rule| rule["action"].to_string().contains(&quoted))
    };
    let spoken_of: Vec<&str> = all.iter().filter(named).copied().collect();
    assert_eq!(spoken_of, acts);
}

fn readable_if_published() -> Value {
    let conditions = json!({ "stage": "published", "embargo": null });
    json!({ "action": "read", "subject": "Article", "conditions": conditions })
}

fn readable_and_commented_if_published() -> Value {
    let mut rule = readable_if_published();
    rule["action"] = json!(["read", "comment"]);
    rule
}

/// The rules, but for those about an embargo: they carry the moment.
fn but_for_embargoes(rules: Vec<Value>) -> Vec<Value> {
    let is_timed = |rule: &Value| rule["conditions"]["embargo"].is_object();
    assert!(rules.iter().any(is_timed));
    rules.into_iter().filter(|rule| !is_timed(rule)).collect()
}

fn not_their_own() -> Value {
    json!({
        "action": "publish",
        "subject": "Article",
        "conditions": { "authorId": ":me" },
        "inverted": true,
        "reason": "nobody publishes their own article",
    })
}

#[tokio::test]
async fn a_visitor_is_nobody() {
    let app = TestApp::spawn().await;

    let me = app.visitor().read("/api/me").await;

    assert_eq!(me, json!({ "user": null }));
}

#[tokio::test]
async fn a_visitor_may_read_what_is_published_and_by_whom_and_nothing_else() {
    let app = TestApp::spawn().await;

    let rules = but_for_embargoes(rules(&app.visitor()).await);

    let authors = json!({ "published": { "$ne": null } });
    let author = json!({ "action": "read", "subject": "Person", "conditions": authors });
    let comments = json!({ "hidden": { "$ne": true } });
    let comments = json!({ "action": "read", "subject": "Comment", "conditions": comments });
    assert_eq!(rules, [readable_if_published(), comments, author]);
}

#[tokio::test]
async fn the_permissions_have_the_form_that_casl_takes() {
    let app = TestApp::spawn().await;

    let answer = app.visitor().read("/api/my-permissions").await;

    let keys: BTreeSet<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["user", "stepUp", "version", "expires"].into());
    assert_eq!(answer["user"]["id"], Value::Null);
    assert_eq!(answer["user"]["roles"], json!([]));
}

#[tokio::test]
async fn a_person_is_told_who_they_are() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let me = ada.read("/api/me").await;

    let keys: BTreeSet<&str> = me["user"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "name", "roles", "session"].into());
    assert_eq!(me["user"]["name"], "Ada Okafor");
    assert_eq!(me["user"]["id"], app.user_id("ada").await.to_string());
    let roles = json!([
        { "name": "editor", "department": "culture" },
        { "name": "editor", "department": "science" },
    ]);
    assert_eq!(me["user"]["roles"], roles);
}

#[tokio::test]
async fn ada_edits_science_and_culture_and_never_publishes_her_own() {
    let rules = rules_of("ada").await;

    assert_has(
        &rules,
        json!({
            "action": ["return", "publish"],
            "subject": "Article",
            "conditions": {
                "departmentId": { "$in": ["culture", "science"] },
                "stage": "in_review",
            },
        }),
    );
    assert_has(&rules, not_their_own());
    let acts = [
        "read",
        "create",
        "update",
        "submit",
        "remove_file",
        "return",
        "publish",
        "delete",
        "embargo",
        "readdress",
        "credit",
    ];
    assert_acts(&rules, &acts);
}

#[tokio::test]
async fn henrik_edits_science_city_and_sport() {
    let rules = rules_of("henrik").await;

    for (action, fields) in [
        ("update", json!(["title", "standfirst", "body"])),
        ("embargo", json!(["until"])),
        ("readdress", json!(["slug"])),
    ] {
        assert_has(
            &rules,
            json!({
                "action": action,
                "subject": "Article",
                "fields": fields,
                "conditions": {
                    "departmentId": { "$in": ["city", "science", "sport"] },
                    "stage": { "$in": ["draft", "in_review"] },
                },
            }),
        );
    }
    assert_has(&rules, not_their_own());
}

#[tokio::test]
async fn jonas_writes_for_city_sport_and_business() {
    let rules = rules_of("jonas").await;

    assert_has(
        &rules,
        json!({
            "action": ["create", "submit", "remove_file"],
            "subject": "Article",
            "conditions": {
                "authorId": ":me",
                "departmentId": { "$in": ["business", "city", "sport"] },
                "stage": "draft",
            },
        }),
    );
    assert_acts(
        &rules,
        &["read", "create", "update", "submit", "remove_file", "delete", "readdress"],
    );
}

#[tokio::test]
async fn lena_reads_her_own_and_no_others_drafts() {
    let rules = rules_of("lena").await;

    let own = json!({ "authorId": ":me" });
    let reads = json!(["read", "read_history"]);
    assert_has(&rules, json!({ "action": reads, "subject": "Article", "conditions": own }));
    assert_has(&rules, readable_and_commented_if_published());
    let rules = but_for_embargoes(rules);
    let reads = rules.iter().filter(|rule| rule["action"].to_string().contains("\"read\""));
    assert_eq!(reads.count(), 2);
    assert_acts(
        &rules,
        &["read", "create", "update", "submit", "remove_file", "delete", "readdress"],
    );
}

#[tokio::test]
async fn mei_manages_politics() {
    let rules = rules_of("mei").await;

    let published = json!({ "departmentId": "politics", "stage": "published" });
    let retract = json!({ "action": "retract", "subject": "Article", "conditions": published });
    assert_has(&rules, retract);
    let draft = json!({ "departmentId": "politics", "stage": "draft" });
    assert_has(
        &rules,
        json!({ "action": ["submit", "delete"], "subject": "Article", "conditions": draft }),
    );
    assert!(!rules.iter().any(|rule| rule.to_string().contains("science")));
}

#[tokio::test]
async fn rosa_reads_everything_and_changes_nothing_of_others() {
    let rules = rules_of("rosa").await;

    let reads = json!(["read", "read_history"]);
    assert_has(&rules, json!({ "action": reads, "subject": "Article" }));
    assert_acts(&rules, &["read", "delete"]);
    let changes =
        |action: &str| !["read", "comment"].iter().any(|harmless| action.contains(harmless));
    let permitted = rules.iter().filter(|rule| rule["inverted"] != true);
    let mut changes = permitted.filter(|rule| changes(&rule["action"].to_string()));
    assert!(changes.all(|rule| rule["conditions"]["authorId"] == ":me"));
}

#[tokio::test]
async fn priya_reads_everything_and_publishes_nothing() {
    let rules = rules_of("priya").await;

    let reads = json!(["read", "read_history"]);
    assert_has(&rules, json!({ "action": reads, "subject": "Article" }));
    assert_acts(&rules, &["read", "delete"]);
}

#[tokio::test]
async fn tom_reads_what_is_published_and_what_would_be_his_own() {
    let rules = rules_of("tom").await;

    assert_has(&rules, readable_and_commented_if_published());
    assert_acts(&rules, &["read", "delete"]);
}

#[tokio::test]
async fn who_knows_the_permissions_is_told_that_they_still_hold() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let known = ada.get("/api/my-permissions").await;

    let request = ada.request(Method::GET, "/api/my-permissions");
    let etag = format!("\"other\", {}", known.header("etag"));
    let again = ada.send(request.header("if-none-match", etag)).await;

    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(again.header("etag"), known.header("etag"));
    let version = known.json()["version"].as_str().unwrap().to_owned();
    assert_eq!(known.header("etag"), format!("W/\"{version}\""));
    for (known, status) in [
        (format!("\"{version}\""), 304),
        ("*".to_owned(), 304),
        ("\"*\"".to_owned(), 200),
        (version, 200),
    ] {
        let request = ada.request(Method::GET, "/api/my-permissions");
        let request = request.header("if-none-match", "\"other\"").header("if-none-match", &known);
        assert_eq!(ada.send(request).await.status, status, "{known}");
    }
}

#[tokio::test]
async fn a_role_that_is_given_counts_from_the_next_request_on() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let before = tom.get("/api/my-permissions").await;
    assert_eq!(tom.open("/write").await.status, 403);

    let id = app.user_id("tom").await;
    app.execute(&format!(
        "insert into roles (user_id, role, department_id) values ({id}, 'author', 'sport')"
    ))
    .await;
    app.execute(&format!("update users set version = version + 1 where id = {id}")).await;

    let request = tom.request(Method::GET, "/api/my-permissions");
    let after = tom.send(request.header("if-none-match", before.header("etag"))).await;
    assert_eq!(after.status, 200);
    assert_ne!(after.header("etag"), before.header("etag"));
    assert_eq!(after.json()["user"]["roles"], json!(["author", "reader"]));
    assert_eq!(tom.open("/write").await.status, 200);
}

#[tokio::test]
async fn a_role_that_is_taken_is_gone_from_the_next_request_on() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(super::articles::IN_REVIEW_BY_LENA).await;

    let user = app.user_id("ada").await;
    app.execute(&format!("delete from roles where user_id = {user}")).await;
    app.execute(&format!("update users set version = version + 1 where id = {user}")).await;

    let answer = ada.post("/api/articles/publish", &[("id", &id)]).await;
    assert_eq!(answer.status, 404);
    let permitted = but_for_embargoes(rules_about_articles(&ada).await);
    let permitted: Vec<&Value> = permitted.iter().filter(|rule| rule["inverted"] != true).collect();
    assert_eq!(permitted.len(), 3, "{permitted:#?}");
}

#[tokio::test]
async fn permissions_are_kept_by_nobody_else() {
    let app = TestApp::spawn().await;

    let answer = app.person("ada").await.get("/api/my-permissions").await;

    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert!(answer.header("vary").contains("Cookie"));
}

#[tokio::test]
async fn who_one_is_is_kept_nowhere() {
    let app = TestApp::spawn().await;

    let answer = app.person("ada").await.get("/api/me").await;

    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn people_with_different_rules_have_different_versions() {
    let app = TestApp::spawn().await;

    let mut versions = BTreeSet::new();
    versions.insert(app.visitor().get("/api/my-permissions").await.header("etag").to_owned());
    for handle in ["ada", "henrik", "jonas", "lena", "mei", "rosa", "priya", "tom"] {
        let answer = app.person(handle).await.get("/api/my-permissions").await;
        versions.insert(answer.header("etag").to_owned());
    }

    assert_eq!(versions.len(), 9);
}

/// The rules as the API writes them, inside a string of a script.
fn as_in_a_page(permissions: &Answer) -> String {
    let (_, rest) = permissions.body.split_once("\"permissions\":").unwrap();
    let (rules, _) = rest.split_once("},\"stepUp\"").unwrap();
    format!("\\\"permissions\\\":{}", rules.replace('"', "\\\""))
}

#[tokio::test]
async fn a_page_carries_the_same_rules() {
    let app = TestApp::spawn().await;
    let (ada, visitor) = (app.person("ada").await, app.visitor());

    let hers = as_in_a_page(&ada.get("/api/my-permissions").await);
    let visitors = as_in_a_page(&visitor.get("/api/my-permissions").await);

    assert!(hers.len() > 500 && visitors.len() > 50);
    assert!(ada.open("/desk").await.says(&hers));
    assert!(visitor.open("/").await.says(&visitors));
}

#[tokio::test]
async fn an_editor_sees_why_they_may_not_publish_their_own() {
    let app = TestApp::spawn().await;
    let (ada, henrik) = (app.person("ada").await, app.person("henrik").await);
    let path = format!("/articles/{}", super::articles::IN_REVIEW_BY_ADA);

    let hers = ada.open(&path).await;
    let his = henrik.open(&path).await;

    assert!(hers.says("Nobody publishes their own article."));
    assert!(!his.says("Nobody publishes their own article."));
    assert!(his.says("action=\"/api/articles/publish?"));
}

#[tokio::test]
async fn a_reader_is_not_shown_what_they_may_not_do() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let page = tom.open(&format!("/articles/{PUBLISHED_BY_LENA}")).await;

    assert_eq!(page.status, 200);
    assert!(!page.says("/api/articles/") && !page.says("/edit\""));
}

#[tokio::test]
async fn no_answer_tells_a_secret() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let cookie = ada.cookie(SESSION).unwrap();

    for path in [
        "/",
        "/desk",
        "/write",
        "/sign-in",
        "/departments/science",
        "/people",
        "/people/lena-fuchs",
        "/audit",
        "/audit.csv",
        &format!("/articles/{DRAFT_BY_LENA}"),
        &format!("/articles/{DRAFT_BY_LENA}/edit"),
        "/nothing",
        "/api/me",
        "/api/my-permissions",
        "/api/articles/desk?page=1",
        "/api/articles/edition?page=1",
        "/api/departments/list",
        "/api/development/people",
        &format!("/api/articles/load?slug={DRAFT_BY_LENA}"),
        &format!("/api/articles/load-to-edit?slug={DRAFT_BY_LENA}"),
    ] {
        let answers = [ada.open(path).await, app.visitor().open(path).await];

        for answer in answers {
            assert!(answer.status < 500, "{path}");
            for secret in [cookie.as_str(), "argon2", "password_hash", "@stile.example"] {
                assert!(!answer.says(secret), "{path} tells {secret}");
            }
        }
    }
}

#[tokio::test]
async fn people_at_once_are_not_mixed_up() {
    let app = TestApp::spawn().await;
    let (ada, tom) = (app.person("ada").await, app.person("tom").await);

    for _ in 0..10 {
        let visitor = app.visitor();
        let (hers, his, nobodys) =
            tokio::join!(ada.open("/desk"), tom.open("/desk"), visitor.open("/desk"));

        assert!(hers.says("<strong>Ada Okafor</strong>") && !hers.says("Tom Byrne"));
        assert!(his.says("<strong>Tom Byrne</strong>"));
        assert!(!his.says("<strong>Ada Okafor</strong>"));
        assert!(!nobodys.says("Tom Byrne") && !nobodys.says("Ada Okafor"));
    }
}

#[tokio::test]
async fn what_everybody_is_told_is_at_most_16_kilobytes() {
    let app = TestApp::spawn().await;

    for handle in ["ada", "henrik", "jonas", "lena", "mei", "rosa", "priya", "tom"] {
        let answer = app.person(handle).await.get("/api/my-permissions").await;
        let size = answer.body.len();
        assert!((500..=16 * 1024).contains(&size), "{handle}: {size} bytes");
    }
}
