//! Files that are not what they say, and forms that are none.

use image::ImageFormat;
use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{
    BOUNDARY, add, address,
    bytes::{pdf, picture, png},
    form, head, kept, send, wrong,
};
use crate::{
    articles::DRAFT_BY_LENA,
    support::{Person, TestApp},
};

/// A picture that says that it has 50,000 × 50,000 pixels, with the checksum that belongs to it.
const FLOOD: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0\xc4\xcd\xaa\x9d\0\0\0\0IEND\xaeB`\x82";

#[tokio::test]
async fn what_is_not_what_it_says_is_refused_and_nothing_of_it_is_kept() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let whole = png(30, 20);
    let hostile: &[(&str, &[u8])] = &[
        ("bees.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("bees.html", b"<script>alert(1)</script>"),
        ("bees.js", b"alert(1)"),
        ("bees.exe", b"MZ\x90\0"),
        ("bees.zip", b"PK\x03\x04"),
        ("bees.png.exe", &whole),
        ("bees", &whole),
        (".png", b"\x89PNG"),
        ("bees.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("bees.png", b"<html><script>alert(1)</script>"),
        ("bees.png", &picture(30, 20, ImageFormat::Jpeg)),
        ("bees.jpg", &whole),
        ("bees.png", &whole[..whole.len() / 2]),
        ("bees.png", b"\x89PNG\r\n\x1a\n"),
        ("bees.png", FLOOD),
        ("bees.gif", b"GIF89a/*\0\0\0\0\0\0*/=1;alert(1)"),
        ("bees.pdf", b"PK\x03\x04"),
        ("bees.mp4", b"%PDF-1.7"),
        ("bees.txt", b"bees\0"),
        ("bees.txt", b"\xff\xfeb\0e\0"),
        ("bees.csv", b"a,\x1b]0;owned\x07"),
        ("bees.txt", b"\xc3"),
    ];
    for (name, bytes) in hostile {
        let answer = add(&lena, DRAFT_BY_LENA, name, bytes).await;

        assert!(!wrong(&answer).is_empty(), "{name}: {}", answer.body);
        assert!(!answer.says("alert") && !answer.says("bees."), "an echo: {}", answer.body);
    }
    assert_eq!(kept(&app).await, (0, 0));
    address(&add(&lena, DRAFT_BY_LENA, "bees.png", &whole).await);
}

#[tokio::test]
async fn what_hides_in_or_behind_a_picture_is_not_sent() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    for (name, format) in
        [("a.png", ImageFormat::Png), ("a.jpg", ImageFormat::Jpeg), ("a.gif", ImageFormat::Gif)]
    {
        let mut polyglot = picture(30, 20, format);
        polyglot.extend_from_slice(b"<script>alert(1)</script>%PDF-1.7 PK\x03\x04");
        let at = address(&add(&lena, DRAFT_BY_LENA, name, &polyglot).await);

        let answer = lena.request(Method::GET, &at).send().await.unwrap().bytes().await.unwrap();

        assert!(!answer.windows(7).any(|part| part == b"<script"), "{name}");
    }
}

#[tokio::test]
async fn a_name_is_never_a_path_nor_a_header() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    for (sent, told) in [
        ("../../../etc/cron.d/bees.txt", "bees.txt"),
        ("C:\\\\Windows\\\\bees.txt", "bees.txt"),
        ("bees%0d%0aSet-Cookie: a=b.txt", "bees0d0aSet-Cookie%20ab.txt"),
        ("größe.txt", "gr%C3%B6%C3%9Fe.txt"),
        ("a;b,c'd.txt", "ab%2Cc%27d.txt"),
    ] {
        let at = address(&add(&lena, DRAFT_BY_LENA, sent, b"a").await);

        let answer = lena.get(&at).await;

        let id = at.rsplit('/').next().unwrap();
        let whole = format!("attachment; filename=\"file-{id}.txt\"; filename*=UTF-8''{told}");
        assert_eq!(answer.header("content-disposition"), whole, "{sent}");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn a_form_that_is_none_of_ours_is_refused() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let id = app.id_of(DRAFT_BY_LENA).await;
    let id = ("id", None, id.as_bytes());
    let description = ("description", None, &b"Two bees"[..]);
    let picture = png(30, 20);
    let file = ("file", Some("a.png"), picture.as_slice());
    let long = vec![b'x'; 5000];
    for (parts, status) in [
        (&[file][..], 400),
        (&[description, file], 400),
        (&[("id", None, b"x"), description, file], 400),
        (&[("id", None, b"1 or 1=1"), description, file], 400),
        (&[("id", None, b"999999"), description, file], 404),
        (&[id, id, description, file], 400),
        (&[id, description, ("stage", None, b"published"), file], 400),
        (&[id, ("description", None, b"\xff"), file], 400),
        (&[id, ("description", None, &long), file], 400),
    ] {
        let answer = send(&lena, parts).await;
        assert_eq!(answer.status, status, "{parts:?}: {}", answer.body);
    }

    let whole = form(&[id, description, file]);
    for (kind, body) in [
        ("application/x-www-form-urlencoded", &b"id=1&description=a&file=b"[..]),
        ("application/json", b"{}"),
        ("text/plain", &whole),
        ("multipart/form-data", &whole),
        ("multipart/form-data; boundary=another", &whole),
        ("multipart/form-data; boundary=", &whole),
        ("multipart/mixed; boundary=stile-boundary-7f3a", &whole),
        ("multipart/form-data; boundary=stile-boundary-7f3a", &whole[..40]),
        ("multipart/form-data; boundary=stile-boundary-7f3a", b""),
    ] {
        let request = lena.ours(Method::POST, "/api/files/upload").header("content-type", kind);
        let answer = lena.send(request.body(body.to_vec())).await;
        assert!([400, 422].contains(&answer.status), "{kind}: {} {}", answer.status, answer.body);
    }
    assert_eq!(kept(&app).await, (0, 0));
}

#[tokio::test]
async fn no_other_site_adds_a_file() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let id = app.id_of(DRAFT_BY_LENA).await;
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let parts = [
        ("id", None, id.as_bytes()),
        ("description", None, b"Two"),
        ("file", Some("a.pdf"), &pdf(99)),
    ];
    for headers in [
        &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")][..],
        &[("origin", "null")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("x-stile-user", "")],
        &[],
    ] {
        for accept in ["text/html", "application/json"] {
            let request = lena.request(Method::POST, "/api/files/upload").header("accept", accept);
            let request = headers
                .iter()
                .fold(request, |request, (name, value)| request.header(*name, *value));
            let answer = lena.send(request.header("content-type", &kind).body(form(&parts))).await;
            assert_eq!(answer.status, 403, "{headers:?} {accept}: {}", answer.body);
        }
    }
    assert_eq!(kept(&app).await, (0, 0));
}

#[tokio::test]
async fn a_browser_that_says_nothing_of_itself_adds_a_file_with_the_token_of_its_page() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let id = app.id_of(DRAFT_BY_LENA).await;
    let page = lena.request(Method::GET, &format!("/articles/{DRAFT_BY_LENA}/edit"));
    let page = lena.send(page.header("accept", "text/html")).await;
    let (_, rest) = page.body.split_once("name=\"csrf-token\" value=\"").unwrap();
    let token = rest.split('"').next().unwrap().to_owned();
    let post = async |token: &str| {
        let parts = [
            ("csrf-token", None, token.as_bytes()),
            ("id", None, id.as_bytes()),
            ("description", None, b"Two"),
            ("file", Some("a.pdf"), &pdf(99)),
        ];
        let request = lena.request(Method::POST, "/api/files/upload").header("accept", "text/html");
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let referer = format!("{}/articles/{DRAFT_BY_LENA}/edit", app.origin);
        let request = request.header("content-type", kind).header("referer", referer);
        lena.send(request.body(form(&parts))).await
    };

    assert_eq!(post("forged").await.status, 403);
    assert_eq!(post(&token).await.status, 303);
    assert_eq!(kept(&app).await, (1, 1));
}

/// A form that goes on for megabytes, and is none.
async fn refuses(app: &TestApp, person: &Person, form: Vec<u8>) -> String {
    let mut stream = TcpStream::connect(app.address.trim_start_matches("http://")).await.unwrap();
    let head = head(app, person, form.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    // Who is refused need not be heard to the end.
    let _ = stream.write_all(&form).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_form_that_goes_on_and_never_comes_to_its_parts_is_refused() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let long = vec![b'x'; 4_000_000];
    let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n\r\n");

    for form in [
        long.clone(),
        [format!("--{BOUNDARY}\r\nX: ").into_bytes(), long].concat(),
        part.repeat(40_000).into_bytes(),
    ] {
        let answer = refuses(&app, &lena, form).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    assert_eq!(lena.get("/health").await.status, 200);
    assert_eq!(kept(&app).await, (0, 0));
}
