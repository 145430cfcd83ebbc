//! What is taken, how much of it, and what becomes of it.

use image::ImageFormat;
use reqwest::Method;
use tokio::task::JoinSet;

use super::{
    BOUNDARY, add, address,
    bytes::{pdf, picture, png},
    form, kept, objects, send, wrong,
};
use crate::{articles::DRAFT_BY_LENA, support::TestApp};

#[tokio::test]
async fn every_kind_that_is_taken_comes_back_as_what_it_is() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let mp3 = [&b"ID3\x04\0\0\0\0\0\0"[..], &[0; 64]].concat();
    let mp4 = [&b"\0\0\0\x18ftypisom\0\0\0\0isomiso2"[..], &[0; 64]].concat();
    for (name, bytes, media, disposition) in [
        ("a.jpg", picture(30, 20, ImageFormat::Jpeg), "image/jpeg", "inline"),
        ("a.JPEG", picture(30, 20, ImageFormat::Jpeg), "image/jpeg", "inline"),
        ("a.png", png(30, 20), "image/png", "inline"),
        ("a.webp", picture(30, 20, ImageFormat::WebP), "image/png", "inline"),
        ("a.gif", picture(30, 20, ImageFormat::Gif), "image/png", "inline"),
        ("a.pdf", pdf(100), "application/pdf", "attachment"),
        ("a.mp3", mp3, "audio/mpeg", "attachment"),
        ("a.mp4", mp4, "video/mp4", "attachment"),
        ("a.csv", b"a,b\r\n1,2".to_vec(), "text/csv; charset=utf-8", "attachment"),
        ("a.txt", "größer".as_bytes().to_vec(), "text/plain; charset=utf-8", "attachment"),
    ] {
        let at = address(&add(&lena, DRAFT_BY_LENA, name, &bytes).await);

        let answer = lena.get(&at).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, media), "{name}");
        assert!(answer.header("content-disposition").starts_with(disposition), "{name}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn a_file_of_many_parts_comes_back_byte_for_byte() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let sent: Vec<u8> =
        pdf(9).into_iter().chain((0..20_000_000_u32).map(|it| it.to_le_bytes()[0])).collect();

    let at = address(&add(&lena, DRAFT_BY_LENA, "long.pdf", &sent).await);

    let answer = lena.request(Method::GET, &at).send().await.unwrap();
    assert!(answer.bytes().await.unwrap() == sent);
    assert_eq!(app.number("select size from files").await, 20_000_009);
}

#[tokio::test]
async fn a_file_is_no_longer_than_it_may_be() {
    let app = TestApp::spawn_with(|settings| {
        settings.files.picture = 1;
        settings.files.largest = 2;
        settings.files.quota = 5;
    })
    .await;
    let lena = app.person("lena").await;
    let add = async |name: &str, bytes: Vec<u8>| add(&lena, DRAFT_BY_LENA, name, &bytes).await;

    address(&add("a.pdf", pdf(2_000_000)).await);
    assert!(wrong(&add("a.pdf", pdf(2_000_001)).await).contains("2.0 MB are taken"));
    let mut padded = png(30, 20);
    padded.resize(1_000_001, 0);
    assert!(wrong(&add("a.png", padded).await).contains("1.0 MB are taken"));

    // What is left of what one person may keep.
    address(&add("b.pdf", pdf(2_000_000)).await);
    assert!(wrong(&add("c.pdf", pdf(1_000_001)).await).contains("1.0 MB are taken"));
    address(&add("c.pdf", pdf(1_000_000)).await);
    assert!(wrong(&add("d.txt", b"a".to_vec()).await).starts_with("You keep as much here"));
    assert_eq!(kept(&app).await, (3, 3));
}

#[tokio::test]
async fn an_article_has_no_more_files_than_it_may_have() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    for _ in 0..50 {
        address(&add(&lena, DRAFT_BY_LENA, "a.txt", b"a").await);
    }

    let answer = add(&lena, DRAFT_BY_LENA, "a.txt", b"a").await;

    assert!(wrong(&answer).starts_with("This article has as many files"));
}

#[tokio::test]
async fn what_is_missing_is_said_where_it_is_missing() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let id = app.id_of(DRAFT_BY_LENA).await;
    let id = ("id", None, id.as_bytes());
    let description = ("description", None, &b"Two bees"[..]);

    assert_eq!(wrong(&add(&lena, DRAFT_BY_LENA, "a.png", b"").await), "Choose a file.");
    assert_eq!(wrong(&send(&lena, &[id, description]).await), "Choose a file.");
    let nameless = send(&lena, &[id, description, ("file", Some(""), b"")]).await;
    assert_eq!(wrong(&nameless), "Choose a file.");
    let picture = png(30, 20);
    for silent in [&b""[..], b" ", &[b'x'; 201]] {
        let parts = [id, ("description", None, silent), ("file", Some("a.png"), &picture)];
        let answer = send(&lena, &parts).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert!(answer.json()["fields"]["description"].is_string());
    }
    assert_eq!(kept(&app).await, (0, 0));
}

#[tokio::test]
async fn without_script_the_editor_comes_back_with_what_was_typed_and_what_is_wrong() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let id = app.id_of(DRAFT_BY_LENA).await;
    let page = format!("/articles/{DRAFT_BY_LENA}/edit");
    let submit = async |name: &str, bytes: &[u8]| {
        let parts = [
            ("id", None, id.as_bytes()),
            ("description", None, &b"Two bees in May"[..]),
            ("file", Some(name), bytes),
        ];
        let request = lena.ours(Method::POST, "/api/files/upload");
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let referer = format!("{}{page}", app.origin);
        let request = request.header("accept", "text/html").header("referer", referer);
        lena.send(request.header("content-type", kind).body(form(&parts))).await
    };

    let failed = submit("bees.exe", b"MZ").await;
    assert_eq!(failed.status, 422);
    assert!(failed.says("This kind of file is not taken") && failed.says("Two bees in May"));

    let done = submit("bees.png", &png(30, 20)).await;
    assert_eq!(done.status, 303);
    assert!(done.header("location").starts_with(&format!("{page}#file-")), "{:?}", done.headers);
}

#[tokio::test]
async fn a_sender_that_goes_away_leaves_nothing() {
    let app =
        TestApp::spawn_with(|settings| settings.limits.slow = std::time::Duration::from_secs(1))
            .await;
    let lena = app.person("lena").await;
    let id = app.id_of(DRAFT_BY_LENA).await;
    let whole = form(&[
        ("id", None, id.as_bytes()),
        ("description", None, b"Long"),
        ("file", Some("a.pdf"), &pdf(9_000_000)),
    ]);
    let request = lena.ours(Method::POST, "/api/files/upload");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    // It says that more comes than does.
    let request = request.header("content-type", kind).header("content-length", whole.len() + 100);
    let broken = request.body(whole[..8_500_000].to_vec()).send().await;

    assert!(broken.is_err() || broken.unwrap().status().is_client_error());
    assert_eq!(lena.get("/health").await.status, 200);
    assert_eq!((kept(&app).await.0, objects(&app).await), (0, 0));
}

#[tokio::test]
async fn what_is_not_kept_after_all_takes_no_room() {
    let app = TestApp::spawn_with(|settings| {
        settings.files.largest = 2;
        settings.files.quota = 2;
    })
    .await;
    let lena = app.person("lena").await;
    for name in ["a.pdf", "a.exe", "a.png"] {
        let answer = add(&lena, DRAFT_BY_LENA, name, &pdf(3_000_000)).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
    }

    assert_eq!(app.number("select count(*) from files").await, 0);
    assert_eq!(objects(&app).await, 0);
}

#[tokio::test]
async fn a_file_that_is_removed_makes_room_at_once() {
    let app = TestApp::spawn_with(|settings| {
        settings.files.largest = 2;
        settings.files.quota = 2;
    })
    .await;
    let lena = app.person("lena").await;
    let at = address(&add(&lena, DRAFT_BY_LENA, "a.pdf", &pdf(2_000_000)).await);
    let id = at.rsplit('/').next().unwrap();

    assert_eq!(lena.post("/api/files/remove", &[("id", id)]).await.status, 200);

    address(&add(&lena, DRAFT_BY_LENA, "b.pdf", &pdf(2_000_000)).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_files_at_once_do_not_get_more_room_than_there_is() {
    let app = TestApp::spawn_with(|settings| {
        settings.files.largest = 1;
        settings.files.quota = 3;
    })
    .await;
    let mut adding = JoinSet::new();
    for _ in 0..12 {
        let lena = app.person("lena").await;
        adding.spawn(async move {
            let answer = add(&lena, DRAFT_BY_LENA, "a.pdf", &pdf(900_000)).await;
            assert!([200, 422, 503].contains(&answer.status), "{}", answer.body);
            answer.status
        });
    }
    let answers = adding.join_all().await;

    let kept = app.number("select cast(coalesce(sum(size), 0) as bigint) from files").await;
    let taken = answers.iter().filter(|status| **status == 200).count();
    assert!((1..=3).contains(&taken), "{answers:?}");
    assert_eq!(kept, 900_000 * i64::try_from(taken).unwrap());
    assert_eq!(objects(&app).await, taken);
}

#[tokio::test]
async fn one_person_sends_a_few_files_at_once_and_no_more() {
    let app = TestApp::spawn_alone(|_| {}).await;
    let lena = app.person("lena").await;
    let user = app.user_id("lena").await.to_string();
    let places: Vec<_> =
        (0..4).map(|_| app.foundation.files.places.take(user.clone()).unwrap()).collect();

    let answer = add(&lena, DRAFT_BY_LENA, "a.txt", b"a").await;
    assert_eq!((answer.status, answer.error().as_str()), (503, "busy"));
    assert_eq!(add(&app.person("ada").await, DRAFT_BY_LENA, "a.txt", b"a").await.status, 200);

    drop(places);
    assert_eq!(add(&lena, DRAFT_BY_LENA, "a.txt", b"a").await.status, 200);
}

#[tokio::test]
async fn pictures_wait_in_a_queue_with_an_end() {
    let app = TestApp::spawn_alone(|_| {}).await;
    let lena = app.person("lena").await;
    let turns: Vec<_> =
        std::iter::from_fn(|| app.foundation.files.pictures.turn()).take(100).collect();
    assert!(turns.len() < 100);

    let answer = add(&lena, DRAFT_BY_LENA, "a.png", &png(30, 20)).await;
    assert_eq!((answer.status, answer.error().as_str()), (503, "busy"));
    assert_eq!(add(&lena, DRAFT_BY_LENA, "a.txt", b"a").await.status, 200);

    drop(turns);
    assert_eq!(add(&lena, DRAFT_BY_LENA, "a.png", &png(30, 20)).await.status, 200);
}
