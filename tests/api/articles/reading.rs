//! Who reads what.

use super::{
    DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA, RETRACTED_BY_HENRIK, TestApp, assert_done,
    assert_hidden, assert_not_signed_in, assert_refused,
};

#[tokio::test]
async fn everybody_reads_what_is_published() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/articles/sixty-gauges-watch-the-river").await;

    assert_eq!(page.status, 200);
    assert!(page.says("Nobody is paid to watch the gauges"));
}

#[tokio::test]
async fn an_article_comes_with_its_text_as_html() {
    let app = TestApp::spawn().await;

    let path = format!("/api/articles/load?slug={PUBLISHED_BY_LENA}");
    let page = app.visitor().read(&path).await;

    assert_eq!(page["article"]["stage"], "published");
    assert_eq!(page["article"]["author"]["name"], "Lena Fuchs");
    assert!(page["html"].as_str().unwrap().starts_with("<p>"), "{page}");
}

#[tokio::test]
async fn a_byline_says_which_moment_it_tells() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;

    let page = async |slug| rosa.open(&format!("/articles/{slug}")).await;

    assert!(page(DRAFT_BY_LENA).await.says("<span>changed <time"));
    assert!(page(IN_REVIEW_BY_LENA).await.says("<span>submitted <time"));
    let retracted = page(RETRACTED_BY_HENRIK).await;
    assert!(retracted.says("<span>retracted <time"), "{}", retracted.body);
    assert!(retracted.says("Comments are closed: the article was taken back."));
}

#[tokio::test]
async fn what_one_may_not_read_does_not_exist() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let hidden = tom.open(&format!("/articles/{IN_REVIEW_BY_LENA}")).await;
    let missing = tom.open("/articles/no-such-article").await;

    assert_eq!((hidden.status, missing.status), (404, 404));
    assert!(!hidden.says("Sunday") && !hidden.says("Lena"));
}

#[tokio::test]
async fn the_api_answers_for_an_unreadable_article_as_for_a_missing_one() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let hidden = tom.get(&format!("/api/articles/load?slug={DRAFT_BY_LENA}")).await;
    let missing = tom.get("/api/articles/load?slug=no-such-article").await;

    assert_hidden(&hidden);
    assert_eq!(hidden.body, missing.body);
}

#[tokio::test]
async fn a_visitor_learns_nothing_of_a_draft() {
    let app = TestApp::spawn().await;

    let path = format!("/api/articles/load?slug={DRAFT_BY_LENA}");
    let answer = app.visitor().get(&path).await;

    assert_hidden(&answer);
}

#[tokio::test]
async fn what_was_taken_back_says_so_and_leads_on() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open(&format!("/articles/{RETRACTED_BY_HENRIK}")).await;

    assert_eq!(page.status, 410);
    assert!(page.says("This was taken back") && page.says("Front page"), "{}", page.body);
    assert!(!page.says("lead in pipes"), "{}", page.body);
}

#[tokio::test]
async fn an_author_reads_their_own_draft() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let page = lena.open(&format!("/articles/{DRAFT_BY_LENA}")).await;

    assert_eq!(page.status, 200);
    assert!(page.says("The old ticket was still in its pocke"));
}

#[tokio::test]
async fn an_author_opens_the_editor_of_their_draft() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let answer = lena.get(&format!("/api/articles/load-to-edit?slug={DRAFT_BY_LENA}")).await;

    assert_done(&answer);
    assert_eq!(answer.json()["article"]["slug"], DRAFT_BY_LENA);
    assert_eq!(answer.json()["article"]["version"], 1);
}

#[tokio::test]
async fn an_author_may_not_edit_what_they_have_submitted() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;

    let path = format!("/api/articles/load-to-edit?slug={IN_REVIEW_BY_LENA}");
    let page = lena.open(&format!("/articles/{IN_REVIEW_BY_LENA}/edit")).await;

    assert_refused(&lena.get(&path).await);
    assert_eq!(page.status, 403);
    assert!(!page.says("<textarea"));
}

#[tokio::test]
async fn the_editor_of_an_unreadable_article_does_not_exist() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;

    let path = format!("/api/articles/load-to-edit?slug={DRAFT_BY_LENA}");

    assert_hidden(&tom.get(&path).await);
}

#[tokio::test]
async fn a_visitor_is_told_to_sign_in_whatever_there_is_to_edit() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let path = "/api/articles/load-to-edit?slug=";
    let hidden = visitor.get(&format!("{path}{DRAFT_BY_LENA}")).await;
    let missing = visitor.get(&format!("{path}no-such-article")).await;

    assert_not_signed_in(&hidden);
    assert_eq!((hidden.status, hidden.body), (missing.status, missing.body));
}

#[tokio::test]
async fn a_visitor_signs_in_before_editing() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let path = format!("/api/articles/load-to-edit?slug={PUBLISHED_BY_LENA}");
    let page = visitor.open(&format!("/articles/{PUBLISHED_BY_LENA}/edit")).await;

    assert_not_signed_in(&visitor.get(&path).await);
    assert_eq!(page.status, 401);
}
