//! What is typed is text, wherever it is shown again.

use super::{area, input, submit_draft, submit_sign_in};
use crate::{
    articles::IN_REVIEW_BY_LENA,
    corpus::lines,
    support::{Answer, TestApp},
};

/// The page is made of the same tags as another one.
#[track_caller]
fn assert_same_tags(page: &Answer, plain: &Answer, typed: &str) {
    assert_eq!(tags(page), tags(plain), "{typed}");
}

/// The names of all tags outside scripts.
fn tags(page: &Answer) -> Vec<String> {
    let mut names = Vec::new();
    for rest in page.body.split('<').skip(1) {
        let name = rest.split([' ', '>', '\n', '/']).next().unwrap_or_default();
        names.push(name.to_owned());
    }
    names
}

#[tokio::test]
async fn what_is_typed_into_an_area_stays_in_it() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    // Too long, so that the form fails.
    let standfirst = "s".repeat(301);
    let plain = submit_draft(&lena, "plain", &standfirst, "plain").await;

    // As long as a headline may be: one that is too long has an error of its own.
    for typed in lines(120).iter().map(String::as_str) {
        let page = submit_draft(&lena, typed, &standfirst, typed).await;

        assert_eq!(page.status, 422, "{typed}");
        assert_eq!(area(&page, "body"), typed);
        assert_eq!(area(&page, "title"), typed);
        assert_same_tags(&page, &plain, typed);
    }
}

#[tokio::test]
async fn what_is_typed_into_a_line_stays_in_it() {
    let app = TestApp::spawn().await;
    let plain = submit_sign_in(&app, "plain", "x").await;

    for typed in lines(400).iter().map(String::as_str) {
        let page = submit_sign_in(&app, typed, "x").await;

        assert_eq!(page.status, 422, "{typed}");
        assert_eq!(input(&page, "email"), typed);
        assert_same_tags(&page, &plain, typed);
    }
}

#[tokio::test]
async fn what_stands_in_a_hidden_field_stays_in_it() {
    let app = TestApp::spawn().await;
    let plain = submit_sign_in(&app, "plain", "x").await;

    for typed in lines(400).iter().map(String::as_str) {
        let visitor = app.visitor();
        let fields = [("next", typed), ("email", "plain"), ("password", "x")];
        let page = visitor.submit("/sign-in?next=/desk", "/api/sign-in", &fields).await;

        assert_eq!(page.status, 422, "{typed}");
        assert_same_tags(&page, &plain, typed);
    }
}

#[tokio::test]
async fn what_stands_in_an_unknown_field_is_not_markup() {
    let app = TestApp::spawn().await;
    let plain = submit_sign_in(&app, "plain", "x").await;

    for typed in lines(400).iter().map(String::as_str) {
        let visitor = app.visitor();
        let fields = [(typed, typed), ("next", "/desk"), ("email", "plain"), ("password", "x")];
        let page = visitor.submit("/sign-in?next=/desk", "/api/sign-in", &fields).await;

        assert_same_tags(&page, &plain, typed);
    }
}

#[tokio::test]
async fn a_note_that_comes_back_stays_in_its_area() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_LENA).await;
    let address = format!("/articles/{IN_REVIEW_BY_LENA}");

    for typed in lines(400).iter().map(String::as_str) {
        let note = format!("{typed}{}", "n".repeat(1000));
        let fields = [("id", id.as_str()), ("note", &note)];
        let page = ada.submit(&address, "/api/articles/return", &fields).await;

        assert_eq!(page.status, 422, "{typed}");
        assert_eq!(area(&page, "note"), note);
    }
}

#[tokio::test]
async fn an_address_that_leads_back_stays_in_its_attribute() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let plain = visitor.open("/sign-in?next=/plain").await;

    for typed in lines(400).iter().map(String::as_str) {
        let address = format!("http://x/?next=/{typed}");
        let address = reqwest::Url::parse(&address).unwrap();
        let query = address.query().unwrap().replace('\'', "%27");
        let page = visitor.open(&format!("/sign-in?{query}")).await;

        assert_eq!(page.status, 200, "{typed}");
        assert_same_tags(&page, &plain, typed);
    }
}

#[tokio::test]
async fn markup_in_an_article_is_shown_and_not_obeyed() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let title = "<script>alert(1)</script> & \"Bees\"";
    let body = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n\
        [a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](&#106;avascript:alert(1)) \
        [d](data:text/html,x) ![e](x\" onerror=\"alert(1))\n\n\
        <a href=\"https://x\" onclick=\"alert(1)\">f</a> <iframe src=//evil.example></iframe>\n\n\
        <style>*{display:none}</style><svg onload=alert(1)><math><mi//xlink:href=\"data:x\">";
    let fields =
        [("department", "culture"), ("title", title), ("standfirst", title), ("body", body)];
    let answer = lena.post("/api/articles/create", &fields).await;
    let slug = answer
        .header("location")
        .trim_start_matches("/articles/")
        .trim_end_matches("/edit")
        .to_owned();
    let id = app.id_of(&slug).await;
    lena.post("/api/articles/submit", &[("id", &id)]).await;
    ada.post("/api/articles/publish", &[("id", &id)]).await;

    let article = app.visitor().open(&format!("/articles/{slug}")).await;
    let front = app.visitor().open("/").await;
    let department = app.visitor().open("/departments/culture").await;
    let desk = ada.open("/desk").await;

    for page in [article, front, department, desk] {
        assert_eq!(page.status, 200);
        assert!(page.says("alert(1)"));
        let scripts = page.body.matches("<script").count();
        let ours = page.body.matches("<script nonce=").count()
            + page.body.matches("<script type=\"module\" nonce=").count()
            + page.body.matches("<script type=\"module\" src=\"/pkg/stile.js\" nonce=").count();
        assert_eq!(scripts, ours, "{}", page.body);
        let main = super::between(&page.body, "<main", "</main>").unwrap();
        // What is typed is shown as text: only what stands inside tags could do anything.
        for tag in main.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let tag = tag.to_lowercase();
            for element in ["img", "iframe", "style", "math", "script", "meta"] {
                assert!(!tag.starts_with(element), "{element}: {tag}");
            }
            for attribute in ["onload=", "onclick=", "onerror=", "href=\"javascript", "href=\"data"]
            {
                assert!(!tag.contains(attribute), "{attribute}: {tag}");
            }
        }
    }
}

#[tokio::test]
async fn a_headline_cannot_leave_the_title_of_the_document() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let title = "</title><meta http-equiv=refresh content=0;url=//evil.example><b>Bees";
    let fields = [("department", "culture"), ("title", title), ("standfirst", ""), ("body", "")];
    let answer = lena.post("/api/articles/create", &fields).await;

    let editor = lena.open(answer.header("location")).await;
    let article = answer.header("location").trim_end_matches("/edit");
    let article = lena.open(article).await;

    for page in [editor, article] {
        assert_eq!(page.status, 200);
        assert!(!page.says("<meta http-equiv"), "{}", page.body);
        let named = super::between(&page.body, "<title>", "</title>").unwrap();
        assert!(super::decoded(named).contains(title), "{named}");
    }
}
