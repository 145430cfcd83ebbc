//! What is decided about an article besides its text: embargo, legal hold, address, byline.

use std::time::Duration;

use stile::timestamp::Timestamp;

use super::{
    Answer, DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA, PUBLISHED_IN_POLITICS, Person,
    TestApp, assert_done, assert_hidden, assert_not_signed_in, assert_refused, begin, retitle,
    take, take_with_note,
};

/// Decides something about that article.
async fn decide(person: &Person, act: &str, slug: &str, field: (&str, &str)) -> Answer {
    let id = person.app.id_of(slug).await;
    person.post(&format!("/api/articles/{act}"), &[("id", &id), field]).await
}

async fn hold(person: &Person, slug: &str) -> Answer {
    decide(person, "hold", slug, ("reason", "A suit is pending.")).await
}

/// As `datetime-local` sends it.
fn typed(moment: Timestamp) -> String {
    moment.to_string()[..16].to_owned()
}

/// That many hours after the test began.
fn in_hours(app: &TestApp, hours: u64) -> String {
    typed(app.foundation.clock.now().plus(Duration::from_hours(hours)))
}

/// Publishes an article of science by Lena, under embargo for two hours.
async fn publish_under_embargo(app: &std::sync::Arc<TestApp>) {
    let ada = app.person("ada").await;
    let until = in_hours(app, 2);
    assert_done(&decide(&ada, "embargo", IN_REVIEW_BY_LENA, ("until", &until)).await);
    assert_done(&take(&ada, "publish", IN_REVIEW_BY_LENA).await);
}

/// What the answer says of one field.
fn wrong(answer: &Answer, field: &str) -> String {
    assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{}", answer.body);
    answer.json()["fields"][field].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn before_the_embargo_ends_no_reader_finds_the_article_anywhere() {
    let app = TestApp::spawn().await;
    let (tom, visitor) = (app.person("tom").await, app.visitor());
    let load = format!("/api/articles/load?slug={IN_REVIEW_BY_LENA}");
    let edition = "/api/articles/edition?department=science&page=1";
    let before = visitor.read(edition).await["pages"]["total"].as_u64().unwrap();

    publish_under_embargo(&app).await;

    for reader in [&tom, &visitor] {
        assert_hidden(&reader.get(&load).await);
        assert_eq!(reader.open(&format!("/articles/{IN_REVIEW_BY_LENA}")).await.status, 404);
        assert_eq!(reader.read(edition).await["pages"]["total"], before);
        assert!(!reader.get(edition).await.says(IN_REVIEW_BY_LENA));
    }
    assert!(!tom.get("/api/articles/desk?page=1").await.says(IN_REVIEW_BY_LENA));
}

#[tokio::test]
async fn when_the_embargo_ends_readers_find_it_and_nobody_has_to_do_anything() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    publish_under_embargo(&app).await;

    app.clock.advance(Duration::from_hours(2));
    let edition = visitor.read("/api/articles/edition?page=1").await;
    let load = visitor.read(&format!("/api/articles/load?slug={IN_REVIEW_BY_LENA}")).await;

    assert_eq!(edition["stories"][0]["article"]["slug"], IN_REVIEW_BY_LENA);
    assert_eq!(load["article"]["terms"]["embargo"], serde_json::Value::Null);
}

#[tokio::test]
async fn who_works_on_it_sees_it_and_its_embargo() {
    let app = TestApp::spawn().await;
    publish_under_embargo(&app).await;

    for person in ["lena", "ada", "rosa"] {
        let person = app.person(person).await;
        let page = person.open(&format!("/articles/{IN_REVIEW_BY_LENA}")).await;

        assert_eq!(page.status, 200);
        assert!(page.says("Embargo. "), "{}", page.body);
    }
}

#[tokio::test]
async fn what_readers_have_seen_is_not_hidden_by_an_embargo() {
    let app = TestApp::spawn().await;
    let (ada, mei) = (app.person("ada").await, app.person("mei").await);
    let until = in_hours(&app, 2);

    assert_refused(&decide(&ada, "embargo", PUBLISHED_BY_LENA, ("until", &until)).await);
    assert_refused(&decide(&mei, "embargo", PUBLISHED_IN_POLITICS, ("until", &until)).await);
}

#[tokio::test]
async fn an_embargo_that_is_lifted_early_is_news_at_once() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    publish_under_embargo(&app).await;

    assert_done(&decide(&ada, "embargo", IN_REVIEW_BY_LENA, ("until", "")).await);

    let now = app.foundation.clock.now().millis();
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.published_at, Some(now));
    assert_done(&app.visitor().get(&format!("/api/articles/load?slug={IN_REVIEW_BY_LENA}")).await);
}

#[tokio::test]
async fn only_editors_and_managers_of_the_department_set_an_embargo() {
    let app = TestApp::spawn().await;
    let until = in_hours(&app, 2);
    let embargo = async |person: &Person| {
        decide(person, "embargo", IN_REVIEW_BY_LENA, ("until", &until)).await
    };

    assert_not_signed_in(&embargo(&app.visitor()).await);
    assert_hidden(&embargo(&app.person("tom").await).await);
    assert_refused(&embargo(&app.person("lena").await).await);
    assert_refused(&embargo(&app.person("priya").await).await);
    assert_done(&embargo(&app.person("henrik").await).await);
}

#[tokio::test]
async fn an_embargo_that_cannot_be_is_a_wrong_field() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let long = "x".repeat(900_000);

    for until in
        [in_hours(&app, 0), in_hours(&app, 2 * 366 * 24), "tomorrow".into(), "\0".into(), long]
    {
        let answer = decide(&ada, "embargo", IN_REVIEW_BY_LENA, ("until", &until)).await;

        assert!(wrong(&answer, "until").ends_with('.'));
    }
    assert_eq!(app.article(IN_REVIEW_BY_LENA).await.version, 1);
}

#[tokio::test]
async fn without_script_a_wrong_moment_comes_back_next_to_its_field() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_LENA).await;
    let page = format!("/articles/{IN_REVIEW_BY_LENA}/settings");

    let fields = [("id", id.as_str()), ("until", "2001-01-01T10:00")];
    let answer = ada.submit(&page, "/api/articles/embargo", &fields).await;

    assert_eq!(answer.status, 422);
    assert!(answer.says("Choose a time in the future, or leave this empty."));
    assert!(answer.says("2001-01-01T10:00"));
}

#[tokio::test]
async fn under_legal_hold_nobody_publishes_or_deletes() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;
    begin(&mei, "politics", "A draft").await;
    begin(&mei, "politics", "Another").await;
    assert_done(&take(&mei, "submit", "another").await);
    assert_done(&hold(&mei, "a-draft").await);
    assert_done(&hold(&mei, "another").await);

    let deleted = take(&mei, "delete", "a-draft").await;
    assert_refused(&deleted);
    assert_eq!(
        deleted.json()["reason"],
        "nobody deletes an article under legal hold, nor a file of it"
    );
    assert_refused(&take(&mei, "publish", "another").await);
}

#[tokio::test]
async fn under_legal_hold_only_those_who_may_lift_it_change_the_article() {
    let app = TestApp::spawn().await;
    app.execute("update users set version = version + 1").await;
    app.execute("update articles set held = true").await;
    let (lena, mei) = (app.person("lena").await, app.person("mei").await);
    let draft = app.article(DRAFT_BY_LENA).await;

    let refused = retitle(&lena, &draft, 1, "Another").await;
    assert_refused(&refused);
    assert_eq!(refused.json()["reason"], "only managers change an article under legal hold");
    assert_done(&take_with_note(&mei, "retract", PUBLISHED_IN_POLITICS, "By order.").await);
    assert_done(&decide(&mei, "release", PUBLISHED_IN_POLITICS, ("", "")).await);
}

#[tokio::test]
async fn only_managers_of_the_department_set_and_lift_a_hold() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    assert_not_signed_in(&hold(&app.visitor(), PUBLISHED_IN_POLITICS).await);
    for person in ["tom", "jonas", "ada", "rosa", "priya"] {
        assert_refused(&hold(&app.person(person).await, PUBLISHED_IN_POLITICS).await);
    }
    assert_refused(&decide(&mei, "release", PUBLISHED_IN_POLITICS, ("", "")).await);
    assert_done(&hold(&mei, PUBLISHED_IN_POLITICS).await);
    assert_refused(&hold(&mei, PUBLISHED_IN_POLITICS).await);
    assert_done(&decide(&mei, "release", PUBLISHED_IN_POLITICS, ("", "")).await);
    let acts: Vec<_> =
        app.audited().await.into_iter().map(|it| (it.permission, it.detail)).collect();
    assert_eq!(acts[0], ("HoldArticle".into(), "A suit is pending.".into()));
    assert_eq!(acts[1].0, "ReleaseArticle");
}

#[tokio::test]
async fn readers_are_not_told_of_a_hold() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;
    assert_done(&hold(&mei, PUBLISHED_IN_POLITICS).await);

    for reader in [app.visitor(), app.person("tom").await] {
        for path in [
            format!("/api/articles/load?slug={PUBLISHED_IN_POLITICS}"),
            "/api/articles/edition?department=politics&page=1".to_owned(),
            format!("/articles/{PUBLISHED_IN_POLITICS}"),
        ] {
            let answer = reader.get(&path).await;

            assert_eq!(answer.status, 200);
            for secret in ["A suit is pending.", "\"held\":true", "Legal hold"] {
                assert!(!answer.says(secret), "{path}: {secret}");
            }
        }
    }
    let page = mei.open(&format!("/articles/{PUBLISHED_IN_POLITICS}")).await;
    assert!(page.says("Legal hold. ") && page.says("A suit is pending."));
}

#[tokio::test]
async fn a_hold_needs_a_reason_that_can_be_read() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    for reason in ["", "\u{200b}", "a\u{202e}b", "a\0b", &"é".repeat(1001)] {
        let answer = decide(&mei, "hold", PUBLISHED_IN_POLITICS, ("reason", reason)).await;

        assert!(!wrong(&answer, "reason").is_empty());
    }
    let reason = "🐝 النحل";
    assert_done(&decide(&mei, "hold", PUBLISHED_IN_POLITICS, ("reason", reason)).await);
}

#[tokio::test]
async fn what_is_decided_besides_the_text_is_no_news() {
    let app = TestApp::spawn().await;
    let (mei, visitor) = (app.person("mei").await, app.visitor());
    let changed = async || {
        let load = format!("/api/articles/load?slug={PUBLISHED_IN_POLITICS}");
        let feed = visitor.get("/departments/politics/feed.atom").await;
        (visitor.read(&load).await["article"]["changed_at"].clone(), feed.body)
    };
    let before = changed().await;
    app.clock.advance(Duration::from_mins(1));

    assert_done(&hold(&mei, PUBLISHED_IN_POLITICS).await);

    assert_eq!(changed().await, before);
}

#[tokio::test]
async fn an_old_address_leads_on_to_the_new_one() {
    let app = TestApp::spawn().await;
    let (mei, visitor) = (app.person("mei").await, app.visitor());

    let answer = decide(&mei, "readdress", PUBLISHED_IN_POLITICS, ("slug", "night-buses")).await;

    assert_eq!(answer.header("location"), "/articles/night-buses/settings");
    let old = visitor.open(&format!("/articles/{PUBLISHED_IN_POLITICS}")).await;
    assert_eq!((old.status, old.header("location")), (302, "/articles/night-buses"));
    assert_eq!(visitor.open("/articles/night-buses").await.status, 200);
    let old = mei.open(&format!("/articles/{PUBLISHED_IN_POLITICS}/edit")).await;
    assert_eq!((old.status, old.header("location")), (302, "/articles/night-buses/edit"));
}

#[tokio::test]
async fn an_old_address_of_an_article_that_one_may_not_read_leads_nowhere() {
    let app = TestApp::spawn().await;
    let (lena, tom) = (app.person("lena").await, app.person("tom").await);
    assert_done(&decide(&lena, "readdress", DRAFT_BY_LENA, ("slug", "secret")).await);

    for path in [DRAFT_BY_LENA, "secret"] {
        let answer = tom.open(&format!("/articles/{path}")).await;

        assert_eq!((answer.status, answer.header("location")), (404, ""));
        assert!(!answer.says("secret</"));
    }
    let old = lena.open(&format!("/articles/{DRAFT_BY_LENA}")).await;
    assert_eq!(old.header("location"), "/articles/secret");
}

#[tokio::test]
async fn an_old_address_is_given_to_no_other_article_and_back_to_its_own() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    begin(&lena, "science", "Bees").await;
    assert_done(&decide(&lena, "readdress", "bees", ("slug", "wasps")).await);

    let another = begin(&lena, "science", "Bees").await;
    let clash = decide(&lena, "readdress", "bees-2", ("slug", "wasps")).await;
    let back = decide(&lena, "readdress", "wasps", ("slug", "bees")).await;

    assert_eq!(another.header("location"), "/articles/bees-2/edit");
    assert_eq!(clash.header("location"), "/articles/wasps-2/settings?wished=wasps");
    let page = lena.open(clash.header("location")).await;
    assert!(page.says("The address /articles/wasps is taken"), "{}", page.body);
    assert_eq!(back.header("location"), "/articles/bees/settings");
    assert_eq!(lena.open("/articles/wasps").await.header("location"), "/articles/bees");
    assert_eq!(lena.open("/articles/bees").await.status, 200);
}

#[tokio::test]
async fn an_empty_address_is_made_from_the_headline() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    begin(&lena, "science", "A working headline").await;
    let draft = app.article("a-working-headline").await;
    retitle(&lena, &draft, 1, "A better headline").await;

    let answer = decide(&lena, "readdress", "a-working-headline", ("slug", "")).await;

    assert_eq!(answer.header("location"), "/articles/a-better-headline/settings");
}

#[tokio::test]
async fn once_published_only_managers_change_the_address() {
    let app = TestApp::spawn().await;
    let readdress = async |person: &Person, slug| {
        decide(person, "readdress", slug, ("slug", "another-address")).await
    };

    assert_not_signed_in(&readdress(&app.visitor(), PUBLISHED_BY_LENA).await);
    assert_refused(&readdress(&app.person("lena").await, PUBLISHED_BY_LENA).await);
    assert_refused(&readdress(&app.person("ada").await, PUBLISHED_BY_LENA).await);
    assert_done(&readdress(&app.person("mei").await, PUBLISHED_IN_POLITICS).await);
}

#[tokio::test]
async fn an_address_that_cannot_be_is_a_wrong_field() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    for slug in ["Night buses", "../edit", "a/b", "🐝", "النحل", "a\0", "--", &"a".repeat(900_000)]
    {
        let answer = decide(&mei, "readdress", PUBLISHED_IN_POLITICS, ("slug", slug)).await;

        assert!(wrong(&answer, "slug").contains("Try "), "{slug:?}");
    }
}

#[tokio::test]
async fn the_byline_stands_in_the_place_of_the_author() {
    let app = TestApp::spawn().await;
    let (ada, visitor) = (app.person("ada").await, app.visitor());

    let byline = "Lena Fuchs and the <data> desk";
    assert_done(&decide(&ada, "credit", PUBLISHED_BY_LENA, ("byline", byline)).await);

    let page = visitor.open(&format!("/articles/{PUBLISHED_BY_LENA}")).await;
    assert!(page.says("Lena Fuchs and the &lt;data&gt; desk"), "{}", page.body);
    let list = visitor.open("/departments/science").await;
    assert!(list.says("Lena Fuchs and the &lt;data&gt; desk"));
    assert_done(&decide(&ada, "credit", PUBLISHED_BY_LENA, ("byline", " ")).await);
    assert!(visitor.open(&format!("/articles/{PUBLISHED_BY_LENA}")).await.says("Lena Fuchs"));
}

#[tokio::test]
async fn only_editors_set_the_byline() {
    let app = TestApp::spawn().await;
    let credit = async |person: &Person, slug| {
        decide(person, "credit", slug, ("byline", "Somebody else")).await
    };

    assert_not_signed_in(&credit(&app.visitor(), PUBLISHED_BY_LENA).await);
    assert_refused(&credit(&app.person("tom").await, PUBLISHED_BY_LENA).await);
    assert_refused(&credit(&app.person("lena").await, DRAFT_BY_LENA).await);
    assert_refused(&credit(&app.person("mei").await, PUBLISHED_IN_POLITICS).await);
    assert_done(&credit(&app.person("ada").await, DRAFT_BY_LENA).await);
}

#[tokio::test]
async fn a_byline_that_cannot_be_read_is_a_wrong_field() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for byline in ["\u{200b}", "a\u{202e}b", "a\0b", &"é".repeat(121)] {
        let answer = decide(&ada, "credit", PUBLISHED_BY_LENA, ("byline", byline)).await;

        assert!(!wrong(&answer, "byline").is_empty());
    }
    let large = "b".repeat(1_100_000);
    let answer = decide(&ada, "credit", PUBLISHED_BY_LENA, ("byline", &large)).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn nobody_decides_about_a_version_that_they_have_not_read() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let id = app.id_of(IN_REVIEW_BY_LENA).await;

    for (act, field) in [("embargo", "until"), ("readdress", "slug"), ("credit", "byline")] {
        let fields = [("id", id.as_str()), ("version", "7"), (field, "")];
        let answer = ada.post(&format!("/api/articles/{act}"), &fields).await;

        assert_eq!((answer.status, answer.error().as_str()), (409, "moved_on"), "{act}");
    }
}

#[tokio::test]
async fn who_may_decide_nothing_sees_no_settings() {
    let app = TestApp::spawn().await;
    let page = format!("/articles/{PUBLISHED_IN_POLITICS}/settings");

    assert_eq!(app.person("tom").await.open(&page).await.status, 403);
    assert_eq!(app.person("mei").await.open(&page).await.status, 200);
}
