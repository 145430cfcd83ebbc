//! Pages about what went wrong are pages, whatever it is.

use super::support::{Answer, TestApp};

#[track_caller]
fn assert_page(page: &Answer, status: u16, title: &str) {
    assert_eq!(page.status, status, "{}", page.body);
    assert!(page.says("<!DOCTYPE html>"), "{}", page.body);
    assert!(page.says(&format!("<h1>{title}</h1>")), "{}", page.body);
    assert!(page.says("What you can do now"));
}

#[tokio::test]
async fn what_does_not_exist_and_what_one_may_not_see_are_pages() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let missing = app.visitor().open("/no/such/page").await;
    assert_page(&missing, 404, "There is nothing here");
    assert!(missing.says("search for it"));
    assert_page(&app.visitor().open("/desk").await, 401, "Sign in to see this page");
    assert_page(&tom.open("/write").await, 403, "You may not open this page");
}

#[tokio::test]
async fn a_page_has_one_address_and_a_slash_at_its_end_leads_there() {
    let app = TestApp::spawn().await;

    let priya = app.person("priya").await;

    for (typed, address) in [
        ("/audit/", "/audit"),
        ("/why/?person=&thing=bees", "/why?person=&thing=bees"),
        ("/people/ada-okafor/", "/people/ada-okafor"),
    ] {
        let answer = priya.open(typed).await;
        assert_eq!((answer.status, answer.header("location")), (308, address));
    }
    for elsewhere in ["//evil.example/", "/no/such/page/", "/api/me/", "/"] {
        let answer = app.visitor().open(elsewhere).await;
        assert!(answer.header("location").is_empty(), "{elsewhere}: {}", answer.header("location"));
    }
}

#[tokio::test]
async fn while_articles_are_away_a_page_says_so() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    app.execute("alter table articles rename to elsewhere").await;

    assert_page(&app.visitor().open("/").await, 500, "This page could not be made");
    assert_page(&ada.open("/").await, 500, "This page could not be made");
}

#[tokio::test]
async fn while_the_frame_of_every_page_is_away_a_page_says_so() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    app.execute("alter table departments rename to elsewhere").await;

    assert_page(&app.visitor().open("/").await, 500, "This page could not be made");
    assert_page(&ada.open("/").await, 500, "This page could not be made");
}

#[tokio::test]
async fn while_nobody_knows_who_asks_a_page_says_so() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    app.execute("alter table roles rename to elsewhere").await;
    app.execute("alter table departments rename to nowhere").await;

    assert_page(&ada.open("/desk").await, 503, "The newsroom is not ready");
}
