//! Who works in a department, and who may know them.

use super::{Person, TestApp};

/// Names and roles of those who work in the department, as far as the caller may know them.
async fn staff(person: &Person, department: &str) -> Vec<(String, String)> {
    let listed = person.read(&format!("/api/people/staff?department={department}")).await;
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let people = listed["people"].as_array().unwrap().iter();
    people.map(|one| (text(&one["name"]), text(&one["role"]))).collect()
}

/// The same, as a sentence.
async fn in_words(person: &Person, department: &str) -> String {
    let people = staff(person, department).await;
    people.iter().map(|(name, role)| format!("{role} {name}")).collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn who_works_in_a_department_is_listed_by_role_and_then_by_name() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;
    let ada = app.user_id("ada").await;
    app.execute(&format!(
        "insert into roles (user_id, role, department_id) values ({ada}, 'author', 'science')"
    ))
    .await;

    assert_eq!(
        in_words(&mei, "science").await,
        "editor Ada Okafor, editor Henrik Voss, author Lena Fuchs"
    );
    assert_eq!(in_words(&mei, "politics").await, "manager Mei Tanaka");
}

#[tokio::test]
async fn a_visitor_sees_those_who_have_published_and_no_others() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let lena = app.user_id("lena").await;
    app.execute(&format!("update articles set stage = 'published' where author_id = {lena}")).await;
    app.execute(&format!("update articles set stage = 'retracted' where author_id <> {lena}"))
        .await;

    assert_eq!(in_words(&visitor, "science").await, "author Lena Fuchs");
    assert_eq!(in_words(&visitor, "politics").await, "");
    let page = visitor.open("/departments/science").await;
    assert!(page.says("Who works here") && page.says("href=\"/people/lena-fuchs\""));
    assert!(!page.says("/people/ada-okafor"));
    assert!(!visitor.open("/departments/politics").await.says("Who works here"));
}

#[tokio::test]
async fn who_works_there_does_not_tell_who_is_suspended() {
    let app = TestApp::spawn().await;
    let before = in_words(&app.visitor(), "science").await;
    app.execute("update users set suspended_at = 1 where email = 'ada@stile.example'").await;

    let shown = in_words(&app.visitor(), "science").await;

    assert!(shown.contains("Ada Okafor"), "{shown}");
    assert_eq!(shown, before);
}

#[tokio::test]
async fn of_many_the_first_are_shown_and_a_link_to_all_of_them() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    for number in 100..130 {
        app.execute(&format!(
            "insert into users (id, email, name, created_at, slug) \
                values ({number}, 'a{number}@stile.example', 'Abe {number}', 0, 'abe-{number}')"
        ))
        .await;
        app.execute(&format!(
            "insert into roles (user_id, role, department_id) values ({number}, 'author', 'politics')"
        ))
        .await;
    }

    let shown = staff(&priya, "politics").await;

    assert_eq!(shown.len(), 24);
    // Whoever leads comes first, whatever their name.
    assert_eq!(shown[0], ("Mei Tanaka".to_owned(), "manager".to_owned()));
    let page = priya.open("/departments/politics").await;
    assert!(page.says("href=\"/people?department=politics\""), "{}", page.body);
    assert!(!priya.open("/departments/science").await.says("/people?department=science"));
}

#[tokio::test]
async fn nobody_works_where_there_is_no_department() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    assert_eq!(in_words(&priya, "travel").await, "");
    for id in ["", "a%00b", "A%20B"] {
        let answer = priya.get(&format!("/api/people/staff?department={id}")).await;
        assert_eq!(answer.status, 404, "{id}");
    }
}
