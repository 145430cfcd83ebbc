//! What people show of themselves: who changes it, and who sees it.

use std::{sync::Arc, time::Duration};

use reqwest::Method;
use stile::profile;

use crate::{
    files::{BOUNDARY, bytes::png, form, objects},
    support::{Answer, Person, TestApp},
};

const UPLOAD: &str = "/api/profile/picture";

/// Sends a picture, as a script of ours does.
async fn send(person: &Person, name: &str, bytes: &[u8]) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = person.ours(Method::POST, UPLOAD).header("content-type", kind);
    person.send(request.body(form(&[("file", Some(name), bytes)]))).await
}

/// The address of that person's picture.
async fn picture_of(app: &TestApp, handle: &str) -> String {
    let id = app.user_id(handle).await;
    let number = app.number(&format!("select picture from users where id = {id}")).await;
    format!("/pictures/{number}")
}

/// Ada with a picture, and its address.
async fn with_picture(app: &Arc<TestApp>) -> (Person, String) {
    let ada = app.person("ada").await;
    let sent = send(&ada, "me.png", &png(400, 300)).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    (ada, picture_of(app, "ada").await)
}

async fn sweep(app: &TestApp) {
    let on = &app.foundation;
    profile::sweep_once(&on.db, &on.files.objects, &on.clock).await.unwrap();
}

#[tokio::test]
async fn people_change_their_own_name_and_the_address_of_their_page_stays() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let renamed = ada.submit("/account", "/api/profile/rename", &[("name", "Ada Eze")]).await;

    assert_eq!(
        (renamed.status, renamed.header("location")),
        (303, "/account?profile=saved#profile")
    );
    assert_eq!(ada.name().await.as_deref(), Some("Ada Eze"));
    assert!(ada.open("/people/ada-okafor").await.says("<h1>Ada Eze</h1>"));
    let account = ada.open("/account?profile=saved").await;
    assert!(
        account.says("What you show of yourself is saved.") && account.says("value=\"Ada Eze\"")
    );
    let entry = app.audited().await.pop().unwrap();
    assert_eq!(
        (&*entry.permission, &*entry.detail),
        ("UpdateProfile", "Ada Eze, until now Ada Okafor")
    );
}

#[tokio::test]
async fn a_name_that_says_nothing_is_refused_where_it_was_typed() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    let page = ada.submit("/account", "/api/profile/rename", &[("name", " ")]).await;

    assert_eq!(page.status, 422);
    assert!(page.says("Write the name that others will see."));
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn nobody_changes_what_others_show() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    let ada = app.user_id("ada").await.to_string();

    let renamed = priya.post("/api/profile/rename", &[("name", "X"), ("id", &ada)]).await;
    let removed = priya.post("/api/profile/remove-picture", &[("id", &ada)]).await;

    assert_eq!((renamed.status, removed.status), (400, 400));
    assert!(app.visitor().open("/people/ada-okafor").await.says("<h1>Ada Okafor</h1>"));
}

#[tokio::test]
async fn who_is_not_signed_in_changes_nothing() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_eq!(visitor.post("/api/profile/rename", &[("name", "X")]).await.status, 401);
    assert_eq!(visitor.post("/api/profile/remove-picture", &[]).await.status, 401);
    assert_eq!(send(&visitor, "me.png", &png(30, 30)).await.status, 401);
    assert_eq!(visitor.open("/account").await.status, 401);
    assert_eq!(objects(&app).await, 0);
}

#[tokio::test]
async fn a_picture_is_drawn_anew_as_a_square_and_shown_on_the_page_and_in_the_masthead() {
    let app = TestApp::spawn().await;
    let (ada, address) = with_picture(&app).await;

    let sent = ada.get(&address).await;

    assert_eq!((sent.status, sent.header("content-type")), (200, "image/png"));
    let pixels = app.number("select size from portraits").await;
    assert!(pixels > 0 && sent.header("content-length") == pixels.to_string());
    let page = app.visitor().open("/people/ada-okafor").await;
    assert_eq!(page.body.matches(&format!("src=\"{address}\"")).count(), 1);
    // On her page, and twice in the masthead.
    let hers = ada.open("/people/ada-okafor").await;
    assert_eq!(hers.body.matches(&format!("src=\"{address}\"")).count(), 3);
}

#[tokio::test]
async fn a_picture_that_is_opened_runs_nothing_and_is_asked_for_again() {
    let app = TestApp::spawn().await;
    let (ada, address) = with_picture(&app).await;

    let sent = ada.get(&address).await;

    assert_eq!(sent.header("x-content-type-options"), "nosniff");
    assert!(sent.header("content-security-policy").contains("sandbox"));
    assert_eq!(sent.header("cache-control"), "private, no-cache");
    let known = ada.request(Method::GET, &address).header("if-none-match", sent.header("etag"));
    assert_eq!(ada.send(known).await.status, 304);
}

#[tokio::test]
async fn a_picture_is_seen_by_whoever_may_read_about_the_person_and_does_not_exist_for_others() {
    let app = TestApp::spawn().await;
    let rosa = app.person("rosa").await;
    assert_eq!(send(&rosa, "me.png", &png(30, 30)).await.status, 200);
    let address = picture_of(&app, "rosa").await;

    let (lena, tom) = (app.person("lena").await, app.person("tom").await);

    assert_eq!((rosa.get(&address).await.status, lena.get(&address).await.status), (200, 200));
    assert_eq!(
        (tom.get(&address).await.status, app.visitor().get(&address).await.status),
        (404, 404)
    );
    for none in ["/pictures/99", "/pictures/0", "/pictures/x", "/pictures/+1", "/pictures/01"] {
        assert_eq!(rosa.get(none).await.status, 404, "{none}");
    }
}

#[tokio::test]
async fn a_picture_that_is_replaced_or_removed_is_gone_at_once_and_its_bytes_are_swept() {
    let app = TestApp::spawn().await;
    let (ada, first) = with_picture(&app).await;

    assert_eq!(send(&ada, "me.png", &png(300, 300)).await.status, 200);

    let second = picture_of(&app, "ada").await;
    assert_eq!((ada.get(&first).await.status, ada.get(&second).await.status), (404, 200));
    sweep(&app).await;
    assert_eq!(objects(&app).await, 1);
    assert_eq!(ada.post("/api/profile/remove-picture", &[]).await.status, 200);
    assert_eq!(ada.get(&second).await.status, 404);
    sweep(&app).await;
    assert_eq!((objects(&app).await, app.number("select count(*) from portraits").await), (0, 0));
    assert!(ada.open("/people/ada-okafor").await.says(">AO</span>"));
}

#[tokio::test]
async fn a_picture_that_is_on_its_way_is_not_swept_and_one_that_never_arrives_is() {
    let app = TestApp::spawn().await;
    let now = app.foundation.clock.now().millis();
    app.execute(&format!(
        "insert into portraits (object, media, size, digest, created_at)
         values ('00112233445566778899aabbccddeeff', '', 0, '', {now})"
    ))
    .await;
    let rows = async || app.number("select count(*) from portraits").await;

    sweep(&app).await;
    assert_eq!(rows().await, 1);

    app.clock.advance(Duration::from_hours(2) + Duration::from_secs(1));
    sweep(&app).await;
    assert_eq!(rows().await, 0);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_nothing_of_it_is_kept() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;

    for (name, bytes) in [
        ("me.png", &b"<svg onload=alert(1)>"[..]),
        ("me.svg", b"<svg/>"),
        ("me.txt", b"me"),
        ("me.gif", b"GIF89a"),
        ("me.jpg", &png(3, 3)),
        ("me.png", &png(300, 300)[..90]),
        ("me.png", b""),
    ] {
        let answer = send(&ada, name, bytes).await;
        assert_eq!((answer.status, &*answer.error()), (422, "invalid"), "{name}: {}", answer.body);
    }
    assert_eq!((objects(&app).await, app.number("select count(*) from portraits").await), (0, 0));
}

#[tokio::test]
async fn no_other_site_gives_anybody_a_picture() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");

    let request = ada.request(Method::POST, UPLOAD).header("content-type", kind);
    let request = request.header("origin", "https://evil.example");
    let picture = form(&[("file", Some("me.png"), &png(30, 30))]);
    let answer = ada.send(request.body(picture)).await;

    assert_eq!(answer.status, 403);
    assert_eq!(objects(&app).await, 0);
}
