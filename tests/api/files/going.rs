//! What is sent: whole, in part, or not again; and what becomes of what is removed.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use sea_orm::DbBackend;
use stile::{files, server::objects};

use super::{add, add_picture, address, bytes::pdf, kept};
use crate::{
    articles::DRAFT_BY_LENA,
    support::{Answer, Person, TestApp},
};

/// Asks with one more header.
async fn ask(person: &Person, at: &str, name: &str, value: &str) -> Answer {
    person.send(person.request(Method::GET, at).header(name, value)).await
}

async fn sweep(app: &TestApp) {
    let on = &app.foundation;
    files::sweep_once(&on.db, &on.files.objects, &on.clock).await.unwrap();
}

#[tokio::test]
async fn a_part_is_sent_to_who_asks_for_one() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let at = address(&add(&lena, DRAFT_BY_LENA, "a.txt", b"0123456789").await);
    let range = async |value: &str| ask(&lena, &at, "range", value).await;

    let part = range("bytes=2-4").await;
    assert_eq!((part.status, part.body.as_str()), (206, "234"));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");
    assert_eq!(range("bytes=-3").await.body, "789");
    assert_eq!(range("bytes=8-").await.body, "89");
    let none = range("bytes=10-").await;
    assert_eq!((none.status, none.header("content-range")), (416, "bytes */10"));
    for whole in ["bytes=0-1,4-5", "bees=1-2", "bytes=5-2", "bytes=a-b", "", "bytes=0-1\u{9}x"] {
        let answer = range(whole).await;
        assert!([200, 416].contains(&answer.status), "{whole}: {}", answer.status);
        assert!(answer.status == 416 || answer.body == "0123456789", "{whole}");
    }
    let head = lena.send(lena.request(Method::HEAD, &at)).await;
    assert_eq!((head.status, head.header("content-length")), (200, "10"));
    assert_eq!(head.header("accept-ranges"), "bytes");
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again_but_asked_for_again() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let at = add_picture(&lena, DRAFT_BY_LENA).await;
    let first = lena.get(&at).await;
    let etag = first.header("etag");
    assert_eq!(first.header("cache-control"), "private, no-cache");
    assert_eq!(first.header("vary"), "Cookie");
    assert!(etag.len() == 66 && !etag.starts_with("W/"));

    let again = ask(&lena, &at, "if-none-match", etag).await;

    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(again.header("etag"), etag);
    let stranger = ask(&app.visitor(), &at, "if-none-match", etag).await;
    assert_eq!(stranger.status, 404);
}

#[tokio::test]
async fn a_file_that_is_opened_runs_nothing_and_belongs_nowhere() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let page = b"<html><script>alert(1)</script>";
    let at = address(&add(&lena, DRAFT_BY_LENA, "page.txt", page).await);

    let answer = lena.open(&at).await;

    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; sandbox;"), "{policy}");
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(answer.header("x-frame-options"), "DENY");
}

#[tokio::test]
async fn a_removed_file_is_gone_at_once_and_its_bytes_are_swept() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let at = add_picture(&lena, DRAFT_BY_LENA).await;
    let id = at.rsplit('/').next().unwrap();

    let removed = lena.post("/api/files/remove", &[("id", id)]).await;

    assert_eq!(removed.status, 200, "{}", removed.body);
    assert_eq!(lena.get(&at).await.status, 404);
    assert_eq!(lena.post("/api/files/remove", &[("id", id)]).await.status, 404);
    assert_eq!(super::objects(&app).await, 1);
    sweep(&app).await;
    assert_eq!(super::objects(&app).await, 0);
    assert_eq!(app.number("select count(*) from files").await, 0);
}

#[tokio::test]
async fn what_belongs_to_an_article_is_not_swept_and_goes_with_it() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let at = add_picture(&lena, DRAFT_BY_LENA).await;
    app.clock.advance(Duration::from_hours(3));
    sweep(&app).await;
    assert_eq!(kept(&app).await, (1, 1));

    let lena = app.person("lena").await;
    let id = app.id_of(DRAFT_BY_LENA).await;
    assert_eq!(lena.post("/api/articles/delete", &[("id", &id)]).await.status, 200);

    assert_eq!(lena.get(&at).await.status, 404);
    sweep(&app).await;
    assert_eq!(super::objects(&app).await, 0);
}

#[tokio::test]
async fn an_unknown_file_does_not_exist() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    for unknown in
        ["999", "0", "-1", "x", "1.png", "1%00", "..%2f..%2fCargo.toml", "18446744073709551616"]
    {
        let answer = lena.get(&format!("/files/{unknown}")).await;
        assert_eq!(answer.status, 404, "{unknown}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_store_that_is_out_of_order_is_our_fault_and_is_told_without_its_causes() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let at = address(&add(&lena, DRAFT_BY_LENA, "a.pdf", &pdf(100)).await);
    app.execute("update files set object = 'aa/gone'").await;

    let answer = lena.get(&at).await;

    assert_eq!((answer.status, answer.error().as_str()), (500, "failed"));
    assert!(!answer.says("aa/gone") && !answer.says("object"));
    assert_eq!(lena.get("/health").await.status, 200);
}

#[tokio::test]
async fn what_never_arrived_is_swept_once_it_cannot_arrive_any_more() {
    let app = TestApp::spawn().await;
    let object = objects::fresh_name().unwrap();
    let (db, on) = (&app.foundation.db, &app.foundation);
    on.files.objects.put(&object, Bytes::from_static(b"half")).await.unwrap();
    let now = on.clock.now().millis();
    app.execute(&format!(
        "insert into files (owner_id, object, name, description, media, size, digest, created_at)
        values (1, '{object}', '', '', '', 0, '', {now})"
    ))
    .await;

    sweep(&app).await;
    assert_eq!(app.number("select count(*) from files").await, 1);
    app.clock.advance(Duration::from_hours(3));
    files::sweep_once(db, &on.files.objects, &on.clock).await.unwrap();

    assert_eq!(app.number("select count(*) from files").await, 0);
    assert_eq!(super::objects(&app).await, 0);
}

#[tokio::test]
async fn one_that_cannot_be_removed_keeps_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().to_str().unwrap().to_owned();
    // The server sweeps too, whenever it likes: it has the same folder.
    let app = TestApp::spawn_with(|settings| settings.files.store = store).await;
    let objects = &app.foundation.files.objects;
    let now = app.foundation.clock.now().millis();
    let in_the_way = folder.path().join("in-the-way");
    std::fs::create_dir_all(in_the_way.join("more")).unwrap();
    objects.put("removed", Bytes::from_static(b"bytes")).await.unwrap();
    for object in ["in-the-way", "removed"] {
        app.execute(&format!(
            "insert into files (owner_id, object, name, description, media, size, digest, created_at)
            values (1, '{object}', '', '', '', 0, 'removed', {now})"
        ))
        .await;
    }

    files::sweep_once(&app.foundation.db, objects, &app.foundation.clock).await.unwrap();

    assert_eq!(app.number("select count(*) from files").await, 1);
    assert!(in_the_way.exists() && !folder.path().join("removed").exists());
}

#[tokio::test]
async fn what_the_database_may_have_kept_although_it_failed_keeps_its_bytes_until_it_is_swept() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    app.execute(match app.foundation.db.get_database_backend() {
        DbBackend::Postgres => "alter table files add constraint fault check (size < 9) not valid",
        _ => "create trigger fault before update on files begin select raise(abort, 'no'); end",
    })
    .await;

    let answer = add(&lena, DRAFT_BY_LENA, "a.pdf", &pdf(100)).await;

    assert_eq!((answer.status, answer.error().as_str()), (500, "failed"), "{}", answer.body);
    assert_eq!(kept(&app).await, (0, 1));
    app.clock.advance(Duration::from_hours(3));
    sweep(&app).await;
    assert_eq!(kept(&app).await, (0, 0));
}
