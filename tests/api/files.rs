//! Files: who may add, read and remove them, what is taken, and what is sent.

pub mod bytes;
mod coming;
mod going;
mod hostile;
mod people;

use reqwest::Method;

use super::support::{Answer, Person, SESSION, Stores, TestApp, client};
use bytes::png;

/// What the forms of these tests stand between.
pub const BOUNDARY: &str = "stile-boundary-7f3a";

/// A part of a form with a file: its name, the name of its file, and its bytes.
pub type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// A form as browsers write it (RFC 7578).
pub fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut form = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        form.extend_from_slice(format!("--{BOUNDARY}\r\n").as_bytes());
        let head = format!("Content-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        form.extend_from_slice(head.as_bytes());
        form.extend_from_slice(bytes);
        form.extend_from_slice(b"\r\n");
    }
    form.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    form
}

/// Sends a form with a file, as a script of ours does.
async fn send(person: &Person, parts: &[Part<'_>]) -> Answer {
    let request = person.ours(Method::POST, "/api/files/upload");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    person.send(request.header("content-type", kind).body(form(parts))).await
}

/// The head of such a form of that length, for who sends it by themselves.
fn head(app: &TestApp, person: &Person, length: usize) -> String {
    format!(
        "POST /api/files/upload HTTP/1.1\r\nHost: localhost\r\nOrigin: {}\r\nX-Stile-User: \r\n\
         Cookie: {SESSION}={}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n",
        app.origin,
        person.cookie(SESSION).unwrap(),
    )
}

/// Adds a file to an article.
async fn add(person: &Person, slug: &str, name: &str, bytes: &[u8]) -> Answer {
    let id = person.app.id_of(slug).await;
    let parts = [
        ("id", None, id.as_bytes()),
        ("description", None, &b"Two bees"[..]),
        ("file", Some(name), bytes),
    ];
    send(person, &parts).await
}

/// Adds a small picture to an article, and tells its address.
async fn add_picture(person: &Person, slug: &str) -> String {
    address(&add(person, slug, "bees.png", &png(30, 20)).await)
}

/// The address of what was added.
#[track_caller]
fn address(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let id = answer.header("location").strip_prefix("#file-").unwrap();
    format!("/files/{id}")
}

/// What is wrong with the file.
#[track_caller]
fn wrong(answer: &Answer) -> String {
    assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"), "{}", answer.body);
    answer.json()["fields"]["file"].as_str().unwrap_or_default().to_owned()
}

/// How many files the database knows, and how many objects there are.
async fn kept(app: &TestApp) -> (i64, usize) {
    let rows = app.number("select count(*) from files where article_id is not null").await;
    (rows, objects(app).await)
}

/// How many objects there are.
pub async fn objects(app: &TestApp) -> usize {
    match Stores::wanted() {
        Stores::Embedded => files_in(app.files.store.as_ref()),
        Stores::Servers => {
            let bucket = app.files.bucket().unwrap().name;
            let address = format!("{}/{bucket}?list-type=2", app.files.endpoint);
            let listed = client().get(address).send().await.unwrap().text().await.unwrap();
            listed.matches("<Key>").count()
        }
    }
}

fn files_in(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_in(&path) } else { 1 }).sum()
}
