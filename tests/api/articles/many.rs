//! Many articles at once: each is decided, moved and told on its own.

use serde_json::{Value, json};

use super::{
    Answer, DRAFT_BY_JONAS, DRAFT_BY_LENA, IN_REVIEW_BY_ADA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA,
    Person, TestApp, assert_done, assert_not_signed_in, take, take_with_note,
};

/// Culture, by Lena.
const ALSO_IN_REVIEW: &str = "forty-years-of-notes-from-the-projection-box";

/// The article as a check box names it.
async fn chosen(app: &TestApp, slug: &str) -> String {
    let article = app.article(slug).await;
    format!("{}:{}", article.id, article.version)
}

/// Takes the step with all of them.
async fn take_many(person: &Person, step: &str, chosen: &[String]) -> Answer {
    let fields: Vec<(&str, &str)> = chosen.iter().map(|one| ("articles[]", one.as_str())).collect();
    person.post(&format!("/api/articles/{step}-many"), &fields).await
}

/// What became of each: its name, and the kind of its error.
#[track_caller]
fn outcomes(answer: &Answer) -> Vec<(String, Value)> {
    assert_eq!((answer.status, answer.error().as_str()), (409, "partly"), "{}", answer.body);
    let json = answer.json();
    let outcomes = json["outcomes"].as_array().unwrap().iter();
    outcomes
        .map(|outcome| {
            (outcome["name"].as_str().unwrap().to_owned(), outcome["error"]["error"].clone())
        })
        .collect()
}

#[tokio::test]
async fn an_editor_publishes_all_that_they_selected() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let both = [chosen(&app, IN_REVIEW_BY_LENA).await, chosen(&app, ALSO_IN_REVIEW).await];

    let answer = take_many(&ada, "publish", &both).await;

    assert_done(&answer);
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "published");
    assert_eq!(app.article(ALSO_IN_REVIEW).await.stage, "published");
    let audited = app.audited().await;
    let permissions: Vec<&str> = audited.iter().map(|entry| entry.permission.as_str()).collect();
    assert_eq!(permissions, ["PublishArticle", "PublishArticle"]);
}

#[tokio::test]
async fn each_article_is_decided_on_its_own() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let mixed = [
        chosen(&app, IN_REVIEW_BY_ADA).await,
        chosen(&app, IN_REVIEW_BY_LENA).await,
        chosen(&app, PUBLISHED_BY_LENA).await,
        chosen(&app, DRAFT_BY_JONAS).await,
        "999999:1".to_owned(),
    ];
    let hidden = app.id_of(DRAFT_BY_JONAS).await;

    let answer = take_many(&ada, "publish", &mixed).await;

    let expected = [
        ("A lake that is older than its valley".to_owned(), json!("refused")),
        ("What a seed bank does on Sundays".to_owned(), Value::Null),
        (app.article(PUBLISHED_BY_LENA).await.title, json!("moved_on")),
        (format!("Article {hidden}"), json!("not_found")),
        ("Article 999999".to_owned(), json!("not_found")),
    ];
    assert_eq!(outcomes(&answer), expected);
    let refused = &answer.json()["outcomes"][0];
    assert_eq!(refused["error"]["reason"], "nobody publishes their own article");
    assert_eq!(refused["address"], format!("/articles/{IN_REVIEW_BY_ADA}"));
    assert!(answer.json()["outcomes"][3]["address"].is_null());
    assert_eq!(app.article(IN_REVIEW_BY_ADA).await.stage, "in_review");
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "published");
    assert_eq!(app.article(DRAFT_BY_JONAS).await.stage, "draft");
    assert_eq!(app.audited().await.len(), 1);
}

#[tokio::test]
async fn an_author_submits_their_drafts_and_nobody_elses() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let both = [chosen(&app, DRAFT_BY_LENA).await, chosen(&app, DRAFT_BY_JONAS).await];

    let answer = take_many(&lena, "submit", &both).await;

    let errors: Vec<Value> = outcomes(&answer).into_iter().map(|(_, error)| error).collect();
    assert_eq!(errors, [Value::Null, json!("not_found")]);
    assert_eq!(app.article(DRAFT_BY_LENA).await.stage, "in_review");
    assert_eq!(app.article(DRAFT_BY_JONAS).await.stage, "draft");
}

#[tokio::test]
async fn who_may_publish_none_of_them_publishes_none() {
    let app = TestApp::spawn().await;
    let both = [chosen(&app, IN_REVIEW_BY_LENA).await, chosen(&app, ALSO_IN_REVIEW).await];

    for (handle, error) in [("lena", "refused"), ("tom", "not_found"), ("priya", "refused")] {
        let answer = take_many(&app.person(handle).await, "publish", &both).await;

        let errors: Vec<Value> = outcomes(&answer).into_iter().map(|(_, error)| error).collect();
        assert_eq!(errors, [json!(error), json!(error)], "{handle}");
    }

    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn a_visitor_moves_nothing() {
    let app = TestApp::spawn().await;
    let one = [chosen(&app, DRAFT_BY_LENA).await];

    for step in ["submit", "publish"] {
        assert_not_signed_in(&take_many(&app.visitor(), step, &one).await);
        assert_not_signed_in(&take_many(&app.visitor(), step, &[]).await);
    }
}

#[tokio::test]
async fn a_text_that_changed_since_it_was_listed_stays() {
    let app = TestApp::spawn().await;
    let (ada, lena) = (app.person("ada").await, app.person("lena").await);
    let listed = chosen(&app, IN_REVIEW_BY_LENA).await;
    take_with_note(&ada, "return", IN_REVIEW_BY_LENA, "Once more.").await;
    assert_done(&take(&lena, "submit", IN_REVIEW_BY_LENA).await);

    let answer = take_many(&ada, "publish", &[listed]).await;

    assert_eq!(outcomes(&answer)[0].1, "moved_on");
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn an_article_that_is_sent_twice_is_moved_once() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let one = chosen(&app, DRAFT_BY_LENA).await;

    let answer = take_many(&lena, "submit", &[one.clone(), one]).await;

    assert_done(&answer);
    assert_eq!(app.audited().await.len(), 1);
}

#[tokio::test]
async fn more_than_fifty_are_not_begun() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let mut many = vec![chosen(&app, IN_REVIEW_BY_LENA).await];
    many.extend((1000..1050).map(|id| format!("{id}:1")));

    let answer = take_many(&ada, "publish", &many).await;

    assert_eq!(answer.status, 422);
    assert_eq!(answer.json()["fields"]["articles"], "Choose at most 50 articles at once.");
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn none_is_too_few() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let answer = take_many(&ada, "publish", &[]).await;
    let page = ada.submit("/desk", "/api/articles/publish-many", &[]).await;

    assert_eq!(answer.json()["fields"]["articles"], "Choose at least one article.");
    assert_eq!(page.status, 422);
    assert!(page.says("Choose at least one article."));
}

#[tokio::test]
async fn what_is_no_article_and_version_is_malformed() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let good = chosen(&app, IN_REVIEW_BY_LENA).await;

    for wrong in ["", "bees", "1", "1:", ":1", "1:x", "1:1:1", "1.5:1", "99999999999999999999:1"] {
        let answer = take_many(&ada, "publish", &[good.clone(), wrong.to_owned()]).await;

        assert_eq!((answer.status, answer.error().as_str()), (400, "malformed"), "{wrong}");
    }

    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.stage, "in_review");
}

#[tokio::test]
async fn without_script_the_desk_comes_back_and_says_what_became_of_each() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let (own, other) =
        (chosen(&app, IN_REVIEW_BY_ADA).await, chosen(&app, IN_REVIEW_BY_LENA).await);

    let fields = [("articles[]", own.as_str()), ("articles[]", other.as_str())];
    let page = ada.submit("/desk", "/api/articles/publish-many", &fields).await;

    assert_eq!(page.status, 409);
    assert!(page.says("1 of 2 published"));
    assert!(page.says("nobody publishes their own article"));
    assert!(page.says("It is published."));
    assert!(page.says("<h1>Desk</h1>"));
}

#[tokio::test]
async fn without_script_a_choice_that_goes_well_leads_back_to_the_desk() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let one = chosen(&app, IN_REVIEW_BY_LENA).await;

    let fields = [("articles[]", one.as_str())];
    let page = ada.submit("/desk?stage=draft", "/api/articles/publish-many", &fields).await;

    assert_eq!((page.status, page.header("location")), (303, "/desk?stage=draft"));
}
