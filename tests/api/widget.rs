//! The number of comments in a frame on other sites.

use std::sync::Arc;

use reqwest::Method;
use stile::server::settings::SameSite;

use super::{
    articles::DRAFT_BY_LENA,
    comments::WITH_COMMENTS,
    support::{Answer, Person, SESSION, TestApp},
};

const PARTNERS: [&str; 2] = ["https://partner.example", "https://another.example:8443"];

async fn app(same_site: SameSite) -> Arc<TestApp> {
    TestApp::spawn_with(|settings| {
        settings.session.same_site = same_site;
        settings.widget.sites = PARTNERS.map(str::to_owned).to_vec();
    })
    .await
}

fn address(slug: &str) -> String {
    format!("/widgets/comments/{slug}")
}

/// What a form in the frame sends: its page is ours, whichever site shows it.
async fn submit(person: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
    let here = address(WITH_COMMENTS);
    let path = format!("{path}?shown-at={here}");
    let request = person.request(Method::POST, &path).form(fields).header("accept", "text/html");
    let request = request.header("origin", &person.app.origin).header("sec-fetch-mode", "navigate");
    person
        .send(request.header("sec-fetch-site", "same-origin").header("sec-fetch-dest", "iframe"))
        .await
}

/// Whether the sites that are named may show it, no other may, and nothing runs in it.
#[track_caller]
fn assert_framed(answer: &Answer) {
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'none'; style-src 'self'; form-action 'self'; \
         frame-ancestors https://partner.example https://another.example:8443; base-uri 'none'; \
         report-uri /api/violations"
    );
    assert!(!answer.headers.contains_key("x-frame-options"));
    assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!answer.says("<script"));
}

#[tokio::test]
async fn the_sites_that_are_named_may_show_how_many_comments_there_are() {
    let app = app(SameSite::Lax).await;
    let visitor = app.visitor();

    let answer = visitor.open(&address(WITH_COMMENTS)).await;

    assert_eq!(answer.status, 200);
    assert_framed(&answer);
    let counted = app.number("select count(*) from comments where not hidden and article_id = (select id from articles where slug = 'sixty-gauges-watch-the-river')").await;
    assert!(answer.says(&format!("{counted} comments")), "{}", answer.body);
    assert!(!answer.says("Sign in"));
    // All other pages are shown by nobody.
    let page = visitor.open("/").await;
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(page.header("x-frame-options"), "DENY");
}

#[tokio::test]
async fn without_a_site_there_is_no_such_page() {
    let app = TestApp::spawn().await;

    let answer = app.visitor().open(&address(WITH_COMMENTS)).await;

    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("x-frame-options"), "DENY");
}

#[tokio::test]
async fn an_article_that_one_may_not_read_does_not_exist_in_a_frame_either() {
    let app = app(SameSite::Lax).await;
    let visitor = app.visitor();

    let draft = visitor.open(&address(DRAFT_BY_LENA)).await;
    let nothing = visitor.open(&address("nothing")).await;

    assert_eq!((draft.status, nothing.status), (404, 404));
    assert_eq!(draft.body, nothing.body);
    assert_framed(&draft);
}

#[tokio::test]
async fn whoever_signs_in_in_the_frame_gets_a_cookie_of_its_own_and_counts_as_they_may() {
    let app = app(SameSite::None).await;
    let rosa = app.visitor();
    app.execute("update comments set hidden = true, hidden_reason = 'x', hidden_at = 1 where id = (select max(id) from comments)").await;
    let here = address(WITH_COMMENTS);
    let door = rosa.open(&here).await;
    assert!(door.says("Sign in") && door.says(&format!("action=\"/api/sign-in?shown-at={here}\"")));

    let password = app.password_of("rosa").await;
    let fields = [("email", "rosa@stile.example"), ("password", &password), ("next", &here)];
    let answer = submit(&rosa, "/api/sign-in", &fields).await;

    assert_eq!((answer.status, answer.header("location")), (303, here.as_str()));
    let cookie = answer.set_cookie(SESSION);
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=None; Partitioned"), "{cookie}");
    let inside = rosa.open(&here).await;
    assert!(inside.says("Rosa Delgado"), "{}", inside.body);
    assert_framed(&inside);
    let left = submit(&rosa, "/api/sign-out", &[("next", &here)]).await;
    assert_eq!((left.status, left.header("location")), (303, here.as_str()));
    assert!(left.set_cookie(SESSION).ends_with("; SameSite=None; Partitioned; Max-Age=0"));
    assert!(rosa.open(&here).await.says("Sign in"));
}

#[tokio::test]
async fn what_fails_in_the_frame_is_said_in_the_frame() {
    let app = app(SameSite::None).await;
    let rosa = app.visitor();
    let fields = [("email", "rosa@stile.example"), ("password", "guessed-it"), ("next", "/")];

    let answer = submit(&rosa, "/api/sign-in", &fields).await;

    assert_eq!(answer.status, 422);
    assert_framed(&answer);
    assert!(answer.says("do not belong together") && answer.says("rosa@stile.example"));
    assert!(!answer.says("guessed-it"));
    assert!(answer.says(&format!("shown-at={}", address(WITH_COMMENTS))));
}

#[tokio::test]
async fn no_other_site_signs_anybody_in_or_out_of_a_frame() {
    let app = app(SameSite::None).await;
    let ada = app.person("ada").await;
    for path in ["/api/sign-out", "/api/sign-in"] {
        let request = ada.request(Method::POST, path).header("accept", "text/html");
        let request = request.header("origin", PARTNERS[0]).header("sec-fetch-site", "cross-site");
        assert_eq!(ada.send(request.form(&[("a", "b")])).await.status, 403);
    }
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}
