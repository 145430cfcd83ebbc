//! Who may do what with files: what they may do with the article.

use std::time::Duration;

use reqwest::Method;
use stile::server::settings::Quota;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{
    add, add_picture,
    bytes::{pdf, png},
    form, head, kept,
};
use crate::{
    articles::{
        DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA, PUBLISHED_IN_POLITICS, take,
        take_with_note,
    },
    support::{Person, TestApp},
};

#[tokio::test]
async fn a_picture_of_a_draft_does_not_exist_for_a_stranger() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let at = add_picture(&lena, DRAFT_BY_LENA).await;

    for stranger in [app.visitor(), app.person("tom").await, app.person("jonas").await] {
        let none = stranger.get("/files/999").await;
        for method in [Method::GET, Method::HEAD] {
            let request = stranger.request(method, &at).header("range", "bytes=0-1");
            assert_eq!(stranger.send(request).await.status, 404);
        }
        let answer = stranger.get(&at).await;
        assert_eq!((answer.status, &answer.body), (404, &none.body));
        assert_eq!(stranger.open(&at).await.status, 404);
        let list = format!("/api/files/list?slug={DRAFT_BY_LENA}");
        assert_eq!(stranger.get(&list).await.status, 404);
    }
    for reader in ["lena", "ada", "rosa", "priya"] {
        assert_eq!(app.person(reader).await.get(&at).await.status, 200, "{reader}");
    }
}

#[tokio::test]
async fn a_picture_appears_and_goes_with_its_article() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let at = add_picture(&ada, IN_REVIEW_BY_LENA).await;
    let visitor = app.visitor();
    assert_eq!(visitor.get(&at).await.status, 404);

    assert_eq!(take(&ada, "publish", IN_REVIEW_BY_LENA).await.status, 200);
    assert_eq!(visitor.get(&at).await.status, 200);

    app.execute("update articles set embargo = 9000000000000 where stage = 'published'").await;
    assert_eq!(visitor.get(&at).await.status, 404);
    app.execute("update articles set embargo = null").await;

    app.execute(&format!(
        "update articles set department_id = 'politics' where slug = '{IN_REVIEW_BY_LENA}'"
    ))
    .await;
    let mei = app.person("mei").await;
    assert_eq!(take_with_note(&mei, "retract", IN_REVIEW_BY_LENA, "Wrong.").await.status, 200);
    assert_eq!(visitor.get(&at).await.status, 410);
}

#[tokio::test]
async fn who_may_not_change_an_article_adds_and_removes_nothing() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let at = add_picture(&ada, IN_REVIEW_BY_LENA).await;
    let id = at.rsplit('/').next().unwrap();

    for (person, reads) in
        [("lena", 403), ("rosa", 403), ("priya", 403), ("tom", 404), ("jonas", 404)]
    {
        let person = app.person(person).await;
        let added = add(&person, IN_REVIEW_BY_LENA, "a.png", &png(30, 20)).await;
        assert_eq!(added.status, reads, "{}", added.body);
        for (path, fields) in [
            ("/api/files/remove", &[("id", id)][..]),
            ("/api/files/describe", &[("id", id), ("description", "Mine")]),
        ] {
            assert_eq!(person.post(path, fields).await.status, reads, "{path}");
        }
    }
    let visitor = app.visitor();
    assert_eq!(add(&visitor, IN_REVIEW_BY_LENA, "a.png", &png(30, 20)).await.status, 401);
    assert_eq!(visitor.post("/api/files/remove", &[("id", id)]).await.status, 401);
    assert_eq!(kept(&app).await, (1, 1));
    assert_eq!(app.text("select description from files").await, "Two bees");
}

#[tokio::test]
async fn who_may_change_it_describes_and_removes_what_others_have_added_and_the_audit_knows() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let at = add_picture(&lena, DRAFT_BY_LENA).await;
    let id = at.rsplit('/').next().unwrap();

    let said = ada.post("/api/files/describe", &[("id", id), ("description", "One bee")]).await;
    assert_eq!((said.status, said.header("location")), (200, format!("#file-{id}").as_str()));
    assert_eq!(ada.post("/api/files/remove", &[("id", id)]).await.status, 200);

    let audited = app.audited().await;
    let told: Vec<_> = audited
        .iter()
        .map(|it| (it.user.unwrap(), it.permission.as_str(), it.detail.as_str()))
        .collect();
    let (lena, ada) = (app.user_id("lena").await, app.user_id("ada").await);
    assert_eq!(
        told,
        [
            (lena, "UpdateArticle", "added bees.png"),
            (ada, "UpdateArticle", "described bees.png"),
            (ada, "RemoveFile", "removed bees.png"),
        ]
    );
}

#[tokio::test]
async fn readers_see_what_is_attached_and_writers_how_the_text_names_it() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    add_picture(&lena, DRAFT_BY_LENA).await;
    let table = add(&lena, DRAFT_BY_LENA, "levels.csv", b"a,b").await;
    let id = table.header("location").trim_start_matches("#file-").to_owned();

    let article = lena.open(&format!("/articles/{DRAFT_BY_LENA}")).await;
    assert!(article.says("Attachments") && article.says(&format!("href=\"/files/{id}\"")));
    let editor = lena.open(&format!("/articles/{DRAFT_BY_LENA}/edit")).await;
    assert!(editor.says("![Two bees](/files/"), "{}", editor.body);
    let none = app.visitor().open(&format!("/articles/{PUBLISHED_BY_LENA}")).await;
    assert!(!none.says("Attachments"));
}

/// A file of Lena's that is on its way to her draft: the connection, and what is still to come.
async fn on_its_way(app: &TestApp, lena: &Person) -> (TcpStream, Vec<u8>) {
    let id = app.id_of(DRAFT_BY_LENA).await;
    let whole = form(&[
        ("id", None, id.as_bytes()),
        ("description", None, b"Long"),
        ("file", Some("a.pdf"), &pdf(500_000)),
    ]);
    let (begins, ends) = whole.split_at(100_000);
    let mut stream = TcpStream::connect(app.address.trim_start_matches("http://")).await.unwrap();
    let head = head(app, lena, whole.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(begins).await.unwrap();
    while app.number("select count(*) from files").await == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    (stream, ends.to_vec())
}

/// What the server says once all of it has come.
async fn arrives((mut stream, ends): (TcpStream, Vec<u8>)) -> String {
    stream.write_all(&ends).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn who_loses_a_role_while_a_file_arrives_adds_nothing() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let file = on_its_way(&app, &lena).await;

    let priya = app.person("priya").await;
    let user = app.user_id("lena").await.to_string();
    let role = [("id", user.as_str()), ("role", "author@culture")];
    assert_eq!(priya.post("/api/people/take-role", &role).await.status, 200);

    let answer = arrives(file).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert_eq!(kept(&app).await, (0, 0));
}

#[tokio::test]
async fn whose_session_ends_while_a_file_arrives_adds_nothing() {
    let app = TestApp::spawn().await;
    let (lena, elsewhere) = (app.person("lena").await, app.person("lena").await);
    let file = on_its_way(&app, &lena).await;

    let user = app.user_id("lena").await.to_string();
    let ended = elsewhere.post("/api/people/end-sessions", &[("id", &user)]).await;
    assert_eq!(ended.status, 200, "{}", ended.body);

    let answer = arrives(file).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert_eq!(kept(&app).await, (0, 0));
}

#[tokio::test]
async fn under_legal_hold_no_file_is_removed() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;
    let at = add_picture(&mei, PUBLISHED_IN_POLITICS).await;
    let id = at.rsplit('/').next().unwrap();
    let article = app.id_of(PUBLISHED_IN_POLITICS).await;
    let held = mei.post("/api/articles/hold", &[("id", &article), ("reason", "A suit.")]).await;
    assert_eq!(held.status, 200, "{}", held.body);

    let answer = mei.post("/api/files/remove", &[("id", id)]).await;

    assert_eq!((answer.status, answer.error().as_str()), (403, "refused"));
    assert_eq!(mei.get(&at).await.status, 200);
    let editor = mei.open(&format!("/articles/{PUBLISHED_IN_POLITICS}/edit")).await;
    assert!(editor.says("Put it into the text") && !editor.says("Remove this file"));
}

#[tokio::test]
async fn pictures_that_are_gone_cost_their_readers_nothing() {
    let app = TestApp::spawn_with(|settings| {
        settings.limits.refusals = Quota { most: 5, per: Duration::from_hours(1) };
    })
    .await;
    let visitor = app.visitor();

    for number in 900..950 {
        let picture = visitor.request(Method::GET, &format!("/files/{number}"));
        assert_eq!(visitor.send(picture.header("sec-fetch-dest", "image")).await.status, 404);
    }

    assert_eq!(visitor.get("/").await.status, 200);
}
