//! Who removes departments, and which of them can be removed.

use super::{Person, TestApp, assert_done, assert_refused, found, masthead, remove};

const ARTICLES: Option<&str> = Some(
    "a department with articles stays, whatever their stage; only drafts can be deleted first",
);
const ROLES: Option<&str> =
    Some("a department in which somebody holds a role stays, so take those roles first");

/// Gives tom a role in the department, or takes it: `give` or `take`.
async fn change_role(priya: &Person, step: &str, role: &str) -> u16 {
    let id = priya.app.user_id("tom").await.to_string();
    let path = format!("/api/people/{step}-role");
    priya.post(&path, &[("id", &id), ("role", role)]).await.status
}

#[tokio::test]
async fn an_empty_department_is_removed_and_its_pages_are_gone() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&found(&priya, "Travel").await);

    let answer = remove(&priya, "travel").await;

    assert_done(&answer);
    assert_eq!(answer.header("location"), "/departments");
    assert!(!masthead(&app).await.contains(&"travel".to_owned()));
    for path in
        ["/departments/travel", "/departments/travel/settings", "/departments/travel/feed.atom"]
    {
        assert_eq!(priya.open(path).await.status, 404, "{path}");
    }
    assert_eq!(remove(&priya, "travel").await.status, 404);
    let last = app.audited().await.pop().unwrap();
    assert_eq!((last.permission.as_str(), last.detail.as_str()), ("DeleteDepartment", "Travel"));
}

#[tokio::test]
async fn a_department_in_which_somebody_holds_a_role_stays_until_it_is_taken() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&found(&priya, "Travel").await);
    assert_eq!(change_role(&priya, "give", "author@travel").await, 200);

    assert_refused(&remove(&priya, "travel").await, ROLES);
    let settings = priya.open("/departments/travel/settings").await;
    assert!(settings.says("so take those roles first."), "{}", settings.body);
    assert_eq!(change_role(&priya, "take", "author@travel").await, 200);

    assert_done(&remove(&priya, "travel").await);
}

#[tokio::test]
async fn a_department_with_an_article_stays_until_the_draft_is_deleted() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&found(&priya, "Travel").await);
    assert_eq!(change_role(&priya, "give", "author@travel").await, 200);
    let tom = app.person("tom").await;
    let draft = [("department", "travel"), ("title", "Far"), ("standfirst", ""), ("body", "")];
    assert_eq!(tom.post("/api/articles/create", &draft).await.status, 200);
    assert_eq!(change_role(&priya, "take", "author@travel").await, 200);

    assert_refused(&remove(&priya, "travel").await, ARTICLES);
    let id = app.id_of("far").await;
    assert_eq!(tom.post("/api/articles/delete", &[("id", &id)]).await.status, 200);

    assert_done(&remove(&priya, "travel").await);
}

#[tokio::test]
async fn only_administrators_remove_departments() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&found(&priya, "Travel").await);

    for handle in ["tom", "lena", "ada", "mei", "rosa"] {
        let person = app.person(handle).await;
        assert_refused(&remove(&person, "travel").await, None);
        assert_refused(&remove(&person, "politics").await, None);
    }
    assert_eq!(remove(&app.visitor(), "travel").await.status, 401);
    assert_eq!(remove(&priya, "nowhere").await.status, 404);
    for id in ["", "a\0b"] {
        assert_eq!(remove(&priya, id).await.status, 400, "{id:?}");
    }
    assert_eq!(masthead(&app).await.len(), 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_given_while_its_department_is_removed_is_given_or_finds_it_gone() {
    let app = TestApp::spawn().await;
    let (priya, again) = (app.person("priya").await, app.person("priya").await);

    for round in 0..8 {
        let name = format!("Travel {round}");
        assert_done(&found(&priya, &name).await);
        let id = format!("travel-{round}");
        let role = format!("author@{id}");

        let (removed, given) =
            tokio::join!(remove(&priya, &id), change_role(&again, "give", &role));

        // The role came first, or the department was gone: found no more, or no more in the list.
        let outcomes = [(403, 200), (200, 404), (200, 422)];
        assert!(outcomes.contains(&(removed.status, given)), "{} {given}", removed.body);
        let held = format!("select count(*) from roles where department_id = '{id}'");
        assert_eq!(app.number(&held).await, i64::from(given == 200));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_begun_while_its_department_is_removed_is_kept_or_finds_it_gone() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for round in 0..8 {
        let id = format!("travel-{round}");
        assert_done(&found(&priya, &format!("Travel {round}")).await);
        // Without a row, tom's session holds the role all the same: only the article keeps it.
        assert_eq!(change_role(&priya, "give", &format!("author@{id}")).await, 200);
        let tom = app.person("tom").await;
        app.execute(&format!("delete from roles where department_id = '{id}'")).await;
        let draft =
            [("department", id.as_str()), ("title", "Far"), ("standfirst", ""), ("body", "")];

        let (removed, begun) =
            tokio::join!(remove(&priya, &id), tom.post("/api/articles/create", &draft));

        let outcomes = [(403, 200), (200, 404), (200, 403)];
        assert!(
            outcomes.contains(&(removed.status, begun.status)),
            "{} {} {}",
            removed.body,
            begun.status,
            begun.body
        );
    }
}
