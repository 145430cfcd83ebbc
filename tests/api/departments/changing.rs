//! Who changes the name and the description of a department.

use super::{TestApp, assert_done, assert_mended, assert_refused, change, masthead};

#[tokio::test]
async fn a_manager_changes_what_is_said_of_their_department_and_its_address_stays() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    let answer = change(&mei, "politics", " Council  & Courts ", "Who decides.\nAnd why.").await;

    assert_done(&answer);
    assert_eq!(answer.header("location"), "/departments/politics");
    let page = app.visitor().open("/departments/politics").await;
    assert!(page.says("Council &amp; Courts") && page.says("Who decides. And why."));
    assert!(app.visitor().open("/").await.says("Council &amp; Courts"));
    assert_eq!(masthead(&app).await[0], "politics");
    assert_eq!(app.audited().await[0].detail, "Council & Courts, until now Politics");
}

#[tokio::test]
async fn administrators_change_every_department_and_managers_no_other() {
    let app = TestApp::spawn().await;

    assert_done(&change(&app.person("priya").await, "sport", "Sports", "").await);
    assert_refused(&change(&app.person("mei").await, "sport", "Games", "").await, None);
    for handle in ["tom", "lena", "ada", "jonas", "rosa"] {
        let person = app.person(handle).await;
        assert_refused(&change(&person, "science", "Ours", "").await, None);
        assert_eq!(person.open("/departments/science/settings").await.status, 403, "{handle}");
        assert!(!person.open("/departments/science").await.says("/settings"), "{handle}");
    }
    let visitor = app.visitor();
    assert_eq!(change(&visitor, "science", "Ours", "").await.status, 401);
    assert_eq!(visitor.open("/departments/science/settings").await.status, 401);
    assert_eq!(app.audited().await.len(), 1);
}

#[tokio::test]
async fn the_settings_show_what_is_kept_to_those_who_may_change_it() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    let page = mei.open("/departments/politics/settings").await;

    assert!(page.says("value=\"Politics\"") && page.says("What the council"), "{}", page.body);
    assert!(
        mei.open("/departments/politics").await.says("href=\"/departments/politics/settings\"")
    );
    // Who only manages it may not remove it, and no reason of ours is theirs.
    assert!(!page.says("Remove the department"));
}

#[tokio::test]
async fn a_name_that_another_department_has_is_refused_and_its_own_is_not() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let taken = change(&priya, "science", "politics", "").await;
    assert_mended(&taken, "name", "Another department has this name");
    assert_done(&change(&priya, "science", "SCIENCE", "").await);
}

#[tokio::test]
async fn a_department_that_does_not_exist_cannot_be_changed() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    assert_eq!(change(&priya, "travel", "Travel", "").await.status, 404);
    for id in ["", "a\0b", "../politics", &"a".repeat(200)] {
        assert_eq!(change(&priya, id, "Travel", "").await.status, 400, "{id:?}");
    }
    assert_eq!(priya.open("/departments/travel/settings").await.status, 404);
}

#[tokio::test]
async fn a_form_without_script_comes_back_with_what_was_typed() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;
    let page = "/departments/politics/settings";

    let fields = [("id", "politics"), ("name", " "), ("description", "Who <i>decides</i>.")];
    let answer = mei.submit(page, "/api/departments/update", &fields).await;

    assert_eq!(answer.status, 422);
    assert!(answer.says("Write the name that readers will see."), "{}", answer.body);
    assert!(answer.says("Who &lt;i&gt;decides"), "{}", answer.body);
}
