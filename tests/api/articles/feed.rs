//! The feed: what a stranger may read, whoever asks.

use super::{DRAFT_BY_LENA, PUBLISHED_BY_LENA, PUBLISHED_IN_POLITICS, TestApp};

#[tokio::test]
async fn a_feed_holds_what_is_published_the_newest_first() {
    let app = TestApp::spawn().await;
    let published = app.number("select count(*) from articles where stage = 'published'").await;

    let feed = app.visitor().get("/feed.atom").await;

    assert_eq!(feed.status, 200);
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(feed.body.matches("<entry>").count(), usize::try_from(published).unwrap());
    assert!(feed.says(&format!("{}/articles/{PUBLISHED_BY_LENA}", app.origin)));
    let times: Vec<&str> = feed.body.split("<published>").skip(1).map(|rest| &rest[..20]).collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
}

#[tokio::test]
async fn a_feed_is_a_strangers_whoever_asks() {
    let app = TestApp::spawn().await;
    let (visitor, lena) = (app.visitor(), app.person("lena").await);

    let (one, other) = (visitor.get("/feed.atom").await, lena.get("/feed.atom").await);

    assert_eq!(one.body, other.body);
    assert!(!other.says(DRAFT_BY_LENA));
    assert_eq!(other.header("cache-control"), "public, max-age=60");
    assert_eq!(other.header("set-cookie"), "");
    assert_eq!(other.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_department_has_a_feed_and_none_that_does_not_exist() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let feed = visitor.get("/departments/politics/feed.atom").await;

    assert_eq!(feed.status, 200);
    assert_eq!(feed.body.matches("<entry>").count(), 4);
    assert!(feed.says(PUBLISHED_IN_POLITICS) && !feed.says(PUBLISHED_BY_LENA));
    assert!(
        feed.says(&format!("rel=\"self\" href=\"{}/departments/politics/feed.atom\"", app.origin))
    );
    assert_eq!(visitor.get("/departments/astrology/feed.atom").await.status, 404);
    assert_eq!(visitor.get("/departments/%00/feed.atom").await.status, 404);
    assert_eq!(visitor.get("/departments/business/feed.atom").await.status, 200);
}

#[tokio::test]
async fn who_has_the_feed_is_told_so_until_it_changes() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let etag = visitor.get("/feed.atom").await.header("etag").to_owned();
    let again = async |etag: &str| {
        let request = visitor.request(reqwest::Method::GET, "/feed.atom");
        visitor.send(request.header("if-none-match", etag)).await
    };

    let known = again(&etag).await;
    let weak = again(&format!("\"x\", W/{etag}")).await;
    let id = app.id_of(super::IN_REVIEW_BY_LENA).await;
    assert_eq!(
        app.person("ada").await.post("/api/articles/publish", &[("id", &id)]).await.status,
        200
    );
    let changed = again(&etag).await;

    assert_eq!((known.status, weak.status, changed.status), (304, 304, 200));
    assert_eq!(known.body, "");
    assert_eq!(known.header("etag"), etag);
    assert!(changed.says(super::IN_REVIEW_BY_LENA));
}

#[tokio::test]
async fn pages_say_where_their_feed_is() {
    let app = TestApp::spawn().await;

    let front = app.visitor().open("/").await;
    let department = app.visitor().open("/departments/science").await;

    for (page, address) in [(front, "/feed.atom"), (department, "/departments/science/feed.atom")] {
        let link = page.body.split("<link ").find(|link| link.contains("application/atom+xml"));
        let link = link.unwrap_or_else(|| panic!("{}", page.body));
        assert!(
            link.contains("rel=\"alternate\"") && link.contains(&format!("href=\"{address}\"")),
            "{link}"
        );
    }
}
