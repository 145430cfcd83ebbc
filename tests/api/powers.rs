//! Who may do what, and why: who hears of it, and what they hear.

use serde_json::Value;

use crate::{
    articles::{
        DRAFT_BY_JONAS, DRAFT_BY_LENA, IN_REVIEW_BY_ADA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA,
    },
    comments::WITH_COMMENTS,
    support::{Person, TestApp},
};

/// What somebody hears who asks that: `person`, `permission` and `thing`.
async fn asked(person: &Person, question: [&str; 3]) -> Value {
    let [who, permission, thing] = question.map(|part| part.replace(' ', "%20"));
    let query = format!("person={who}&permission={permission}&thing={thing}");
    person.read(&format!("/api/powers/why?{query}")).await
}

/// The sentence that answers.
async fn sentence(person: &Person, question: [&str; 3]) -> String {
    let why = asked(person, question).await;
    why["told"]["sentence"].as_str().unwrap_or_else(|| panic!("{why}")).to_owned()
}

/// What is wrong with the question.
async fn errors(person: &Person, question: [&str; 3]) -> Value {
    let why = asked(person, question).await;
    assert_eq!(why["told"], Value::Null);
    why["errors"].clone()
}

fn words(lines: &Value) -> Vec<String> {
    let word = |line: &Value| format!("{}, {}", line["name"], line["words"]).replace('"', "");
    lines.as_array().unwrap().iter().map(word).collect()
}

#[tokio::test]
async fn an_administrator_hears_who_may_what_and_why() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let why = asked(&priya, ["rosa-delgado", "PublishArticle", IN_REVIEW_BY_LENA]).await;

    let told = &why["told"];
    assert_eq!(
        told["sentence"],
        "Rosa Delgado may not publish “What a seed bank does on Sundays”."
    );
    assert_eq!(
        (&told["allowed"], &told["reason"]),
        (&false.into(), &"No policy permits it.".into())
    );
    assert_eq!(
        words(&told["turns"]),
        [
            "Yes, if they were a manager in Science too",
            "Yes, if they were an editor in Science too"
        ]
    );
    let others = told["others"].to_string();
    assert!(others.contains("nobody publishes their own article") && others.contains("forbid"));
    let facts = words(&told["facts"]);
    assert!(facts.contains(&"resource.stage, in_review".to_owned()), "{facts:?}");
    assert!(facts.iter().any(|fact| fact.starts_with("resource.author, Lena Fuchs")), "{facts:?}");
}

#[tokio::test]
async fn a_forbid_is_told_with_its_sentence_and_its_text() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let address = format!("{}/articles/{IN_REVIEW_BY_ADA}", app.origin);
    let why = asked(&priya, ["ada-okafor", "PublishArticle", &address]).await;

    let told = &why["told"];
    assert_eq!(told["reason"], "Nobody publishes their own article.");
    assert_eq!(told["deciding"][0]["sentence"], "nobody publishes their own article");
    assert!(told["deciding"][0]["text"].as_str().unwrap().contains("resource.author == principal"));
    assert_eq!(told["turns"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn everything_that_policies_speak_of_can_be_asked_about() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    let article = app.id_of(WITH_COMMENTS).await;
    let comment = app.newest_comment(&article, false).await;

    for (question, answer) in [
        (["rosa-delgado", "HideComment", &*comment], "Rosa Delgado may hide comment"),
        (["mei-tanaka", "GiveRole", "lena-fuchs author@politics"], "Mei Tanaka may give the role"),
        (["mei-tanaka", "TakeRole", "lena-fuchs author@science"], "Mei Tanaka may not take away"),
        (["lena-fuchs", "CreateArticle", "science"], "Lena Fuchs may begin an article in Science."),
        (["lena-fuchs", "CreateArticle", "sport"], "Lena Fuchs may not begin an article in Sport."),
        (["Ada Okafor", "DeleteDepartment", "/departments/sport"], "Ada Okafor may not delete the"),
        (["", "CreateDepartment", ""], "You may found a department."),
        (["", "SuspendPerson", "priya-nair"], "You may not suspend Priya Nair."),
        (["tom-byrne", "ReadArticle", DRAFT_BY_LENA], "Tom Byrne may not read “A book comes home"),
    ] {
        let told = sentence(&priya, question).await;
        assert!(told.starts_with(answer), "{question:?}: {told}");
    }
}

#[tokio::test]
async fn everybody_may_ask_about_themselves() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    for person in ["", "lena-fuchs"] {
        let told = sentence(&lena, [person, "SubmitArticle", DRAFT_BY_LENA]).await;
        assert_eq!(
            told,
            "You may submit “A book comes home to the library after sixty-one years”."
        );
    }
    let why = asked(&lena, ["", "", ""]).await;
    assert_eq!((&why["people"], &why["told"]), (&Value::Array(Vec::new()), &Value::Null));
}

#[tokio::test]
async fn what_policies_know_of_a_thing_is_told_to_nobody_but_administrators() {
    let app = TestApp::spawn().await;
    let held = app.id_of(PUBLISHED_BY_LENA).await;
    app.execute(&format!("update articles set held = true where id = {held}")).await;

    for handle in ["tom", "lena"] {
        let why = asked(&app.person(handle).await, ["", "PublishArticle", PUBLISHED_BY_LENA]).await;

        let told = &why["told"];
        assert_eq!(
            (&told["allowed"], &told["reason"]),
            (&false.into(), &"No policy permits it.".into())
        );
        for part in ["turns", "deciding", "others", "facts"] {
            assert_eq!(told[part], serde_json::json!([]), "{handle}: {part}");
        }
        let page = format!("/why?permission=PublishArticle&thing={PUBLISHED_BY_LENA}");
        let page = app.person(handle).await.open(&page).await;
        assert!(page.says("You may not publish") && !page.says("resource.held"));
    }

    let priya = app.person("priya").await;
    let why = asked(&priya, ["tom-byrne", "PublishArticle", PUBLISHED_BY_LENA]).await;
    assert!(words(&why["told"]["facts"]).contains(&"resource.held, yes".to_owned()));
}

#[tokio::test]
async fn about_others_only_administrators_may_ask_and_everybody_else_hears_what_is_said_of_nobody()
{
    let app = TestApp::spawn().await;

    for handle in ["tom", "lena", "ada", "mei", "rosa"] {
        let person = app.person(handle).await;
        let other = errors(&person, ["priya-nair", "ReadArticle", WITH_COMMENTS]).await;
        let nobody = errors(&person, ["nobody-at-all", "ReadArticle", WITH_COMMENTS]).await;

        assert_eq!(other, nobody, "{handle}");
        assert!(other["person"].as_str().unwrap().starts_with("You can ask about yourself only"));
    }
}

#[tokio::test]
async fn what_one_may_not_read_oneself_is_not_there() {
    let app = TestApp::spawn().await;
    let (tom, lena) = (app.person("tom").await, app.person("lena").await);
    let draft = app.id_of(DRAFT_BY_JONAS).await;

    for person in [&tom, &lena] {
        let unknown = errors(person, ["", "ReadArticle", "no-such-article"]).await;
        assert_eq!(errors(person, ["", "ReadArticle", DRAFT_BY_JONAS]).await, unknown);
        assert_eq!(errors(person, ["", "PublishArticle", &draft]).await, unknown);
        assert_eq!(errors(person, ["", "ReadArticle", "999999"]).await, unknown);
    }
    let unknown = errors(&tom, ["", "ReadPerson", "nobody-at-all"]).await;
    assert_eq!(errors(&tom, ["", "ReadPerson", "priya-nair"]).await, unknown);
    let unknown = errors(&tom, ["", "GiveRole", "nobody-at-all author@science"]).await;
    assert_eq!(errors(&tom, ["", "GiveRole", "priya-nair author@science"]).await, unknown);
}

#[tokio::test]
async fn who_may_not_read_an_article_may_do_nothing_to_it_and_to_what_is_said_about_it() {
    let app = TestApp::spawn().await;
    let (priya, article) = (app.person("priya").await, app.id_of(WITH_COMMENTS).await);
    let comment = app.newest_comment(&article, false).await;
    let tom_may = ["tom-byrne", "ReadComment", &comment];
    assert!(sentence(&priya, tom_may).await.starts_with("Tom Byrne may read comment"));

    app.execute(&format!("update articles set embargo = 9000000000000 where id = {article}")).await;

    for (permission, thing) in [("CommentArticle", &article), ("ReadComment", &comment)] {
        let why = asked(&priya, ["tom-byrne", permission, thing]).await;
        assert_eq!(why["told"]["allowed"], false, "{permission}");
        let reason = why["told"]["reason"].as_str().unwrap();
        assert!(reason.starts_with("They may not read the article"), "{reason}");
    }
}

#[tokio::test]
async fn a_question_that_names_nothing_says_what_to_type() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for (question, part) in [
        (["ada-okafor", "FlyArticle", WITH_COMMENTS], "permission"),
        (["ada-okafor", "", WITH_COMMENTS], "permission"),
        (["ada-okafor", "ReadArticle", ""], "thing"),
        (["ada-okafor", "HideComment", "bees"], "thing"),
        (["ada-okafor", "GiveRole", "lena-fuchs pope@science"], "thing"),
        (["ada-okafor", "GiveRole", "lena-fuchs author@%00"], "thing"),
        (["ada-okafor", "DeleteDepartment", "%00"], "thing"),
        (["%00", "ReadArticle", WITH_COMMENTS], "person"),
        (["99999999999999999999", "ReadArticle", WITH_COMMENTS], "person"),
    ] {
        let errors = errors(&priya, question).await;
        let parts: Vec<&String> = errors.as_object().unwrap().keys().collect();
        assert_eq!(parts, [part], "{question:?}");
        assert!(errors[part].as_str().unwrap().starts_with("There is no such"), "{errors}");
    }
}

#[tokio::test]
async fn the_page_answers_by_its_address_and_keeps_what_was_typed() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let page = priya
        .open(&format!(
            "/why?person=rosa-delgado&permission=PublishArticle&thing={IN_REVIEW_BY_LENA}"
        ))
        .await;
    assert_eq!(page.status, 200);
    assert!(page.says("Rosa Delgado may not publish") && page.says("<pre"), "{}", page.body);
    let page = priya.open("/why?person=nobody&permission=PublishArticle&thing=%3Cbees%3E").await;
    assert!(page.says("There is no such person.") && page.says("value=\"&lt;bees&gt;\""));
    assert_eq!(app.visitor().open("/why").await.status, 401);
    assert_eq!(app.visitor().open("/powers").await.status, 401);
    assert_eq!(app.person("mei").await.open("/powers").await.status, 403);
}

#[tokio::test]
async fn the_table_of_powers_is_for_administrators() {
    let app = TestApp::spawn().await;

    assert_eq!(app.visitor().get("/api/powers/chart").await.status, 401);
    for handle in ["tom", "lena", "ada", "mei", "rosa"] {
        let answer = app.person(handle).await.get("/api/powers/chart").await;
        assert_eq!(answer.status, 403, "{handle}: {}", answer.body);
    }
}

#[tokio::test]
async fn the_table_of_powers_is_that_of_the_policies_in_force_and_can_be_narrowed() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let all = priya.read("/api/powers/chart").await;
    let one = priya.read("/api/powers/chart?permission=PublishArticle&role=editor").await;
    let articles = priya.read("/api/powers/chart?subject=Articles").await;
    let none = priya.read("/api/powers/chart?role=pope").await;

    assert_eq!(all["version"], app.foundation.policies.authorizer().version());
    let counted = |chart: &Value| chart["tables"].as_array().unwrap().len();
    assert_eq!(counted(&all), stile::authorization::Permission::ALL.len());
    assert_eq!(one["columns"], serde_json::json!(["Editors"]));
    assert_eq!(one["tables"][0]["permission"], "PublishArticle");
    assert_eq!(one["tables"][0]["rows"][0]["cells"], serde_json::json!(["others’ in department"]));
    assert!(counted(&one) == 1 && (2..counted(&all)).contains(&counted(&articles)));
    assert_eq!(counted(&none), 0);
    let page = priya.open("/powers?permission=PublishArticle").await;
    assert!(page.says("in review, not held") && page.says("<table"), "{}", page.body);
}

#[tokio::test]
async fn in_development_the_fence_tells_a_session_what_was_decided_in_it() {
    let app = TestApp::spawn().await;
    let (ada, tom) = (app.person("ada").await, app.person("tom").await);
    let id = app.id_of(IN_REVIEW_BY_ADA).await;

    ada.open(&format!("/articles/{IN_REVIEW_BY_ADA}")).await;
    let controls = format!("PublishArticle:{id} FlyArticle:{id} PublishArticle:999999 nonsense");
    let hers = ada.read(&format!("/api/development/fence?controls={controls}")).await;
    let his = tom.read("/api/development/fence").await;

    assert_eq!(hers["controls"].as_array().unwrap().len(), 1);
    assert_eq!(hers["controls"][0]["sentence"], "nobody publishes their own article");
    let decisions = hers["decisions"].to_string();
    assert!(decisions.contains(&format!("ReadArticle {id}")), "{decisions}");
    assert!(!his["decisions"].to_string().contains(&format!("ReadArticle {id}")), "{his}");
    for file in ["/development/fence.js", "/development/fence.css"] {
        assert_eq!(app.visitor().get(file).await.status, 200, "{file}");
    }
}
