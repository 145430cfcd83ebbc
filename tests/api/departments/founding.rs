//! Who founds departments, and where they stand.

use super::{TestApp, assert_done, assert_mended, assert_refused, found, masthead, shift};

const SEEDED: [&str; 6] = ["politics", "science", "city", "culture", "sport", "business"];

#[tokio::test]
async fn a_department_that_is_founded_stands_last_in_the_masthead_of_everybody() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let answer = found(&priya, "  Travel  & Food 🐝 ").await;

    assert_done(&answer);
    assert_eq!(answer.header("location"), "/departments/travel-food");
    assert_eq!(masthead(&app).await.last().unwrap(), "travel-food");
    let page = app.visitor().open("/departments/travel-food").await;
    assert_eq!(page.status, 200);
    assert!(page.says("Travel &amp; Food 🐝"), "{}", page.body);
    assert!(app.visitor().open("/").await.says("href=\"/departments/travel-food\""));
    let audited = app.audited().await;
    assert_eq!(
        (
            audited[0].permission.as_str(),
            audited[0].subject_id.as_str(),
            audited[0].detail.as_str()
        ),
        ("CreateDepartment", "travel-food", "Travel & Food 🐝")
    );
}

#[tokio::test]
async fn only_administrators_found_departments_and_see_the_page_for_it() {
    let app = TestApp::spawn().await;

    for handle in ["tom", "lena", "ada", "mei", "rosa"] {
        let person = app.person(handle).await;
        assert_refused(&found(&person, "Travel").await, None);
        assert_refused(&person.get("/api/departments/sections").await, None);
        assert_eq!(person.open("/departments").await.status, 403, "{handle}");
        assert!(!person.open("/").await.says("href=\"/departments\""), "{handle}");
    }
    let visitor = app.visitor();
    assert_eq!(found(&visitor, "Travel").await.status, 401);
    assert_eq!(visitor.open("/departments").await.status, 401);
    let priya = app.person("priya").await;
    assert_eq!(priya.open("/departments").await.status, 200);
    assert!(priya.open("/").await.says("href=\"/departments\""));
    assert_eq!(masthead(&app).await, SEEDED);
    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn a_name_that_another_department_has_is_refused_next_to_its_field() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for name in ["Science", " science ", "SCIENCE"] {
        assert_mended(&found(&priya, name).await, "name", "Another department has this name");
    }

    assert_eq!(masthead(&app).await, SEEDED);
}

#[tokio::test]
async fn an_address_that_is_taken_gets_a_number() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for (name, id) in [("Science!", "science-2"), ("旅行", "department"), ("美食", "department-2")]
    {
        let answer = found(&priya, name).await;

        assert_eq!(answer.header("location"), format!("/departments/{id}"), "{name}");
        assert_eq!(app.visitor().open(&format!("/departments/{id}")).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_found_the_same_department_at_once_found_one() {
    let app = TestApp::spawn().await;
    let (priya, again) = (app.person("priya").await, app.person("priya").await);

    let (one, other) = tokio::join!(found(&priya, "Travel"), found(&again, "Travel"));

    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "{} {}", one.body, other.body);
    assert_eq!(masthead(&app).await.len(), SEEDED.len() + 1);
}

#[tokio::test]
async fn an_administrator_moves_a_department_up_and_down_the_masthead() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    assert_done(&shift(&priya, "city", "up").await);
    assert_eq!(
        masthead(&app).await,
        ["politics", "city", "science", "culture", "sport", "business"]
    );
    assert_done(&shift(&priya, "city", "down").await);
    assert_eq!(masthead(&app).await, SEEDED);

    assert_eq!(app.audited().await[0].detail, "City, to place 2");
}

#[tokio::test]
async fn the_first_does_not_move_up_nor_the_last_down() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for (id, way, stage) in [("politics", "up", "the first"), ("business", "down", "the last")] {
        let answer = shift(&priya, id, way).await;

        assert_eq!((answer.status, answer.error().as_str()), (409, "moved_on"));
        assert_eq!(answer.json()["stage"], stage);
    }
    assert_eq!(masthead(&app).await, SEEDED);
}

#[tokio::test]
async fn nobody_else_moves_departments() {
    let app = TestApp::spawn().await;

    for handle in ["tom", "lena", "ada", "mei", "rosa"] {
        assert_refused(&shift(&app.person(handle).await, "science", "up").await, None);
    }
    assert_eq!(shift(&app.visitor(), "science", "up").await.status, 401);
    assert_eq!(shift(&app.person("priya").await, "travel", "up").await.status, 404);
    assert_eq!(masthead(&app).await, SEEDED);
}

#[tokio::test(flavor = "multi_thread")]
async fn departments_that_are_moved_at_once_keep_places_of_their_own() {
    let app = TestApp::spawn().await;
    let (priya, again) = (app.person("priya").await, app.person("priya").await);

    let (one, other) = tokio::join!(shift(&priya, "city", "up"), shift(&again, "culture", "up"));

    assert_done(&one);
    assert_done(&other);
    let places = "select count(distinct position) from departments";
    assert_eq!(app.number(places).await, 6);
}
