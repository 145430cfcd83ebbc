//! Clients that keep a server waiting, and requests without an end.

use std::{sync::Arc, time::Duration};

use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::support::TestApp;

/// A server that waits a second for its clients.
async fn impatient_app() -> Arc<TestApp> {
    TestApp::spawn_with(|settings| settings.limits.slow = Duration::from_secs(1)).await
}

async fn connect(app: &TestApp) -> TcpStream {
    TcpStream::connect(app.address.trim_start_matches("http://")).await.unwrap()
}

/// Everything that still comes until the server ends the connection.
async fn until_the_end(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    // A connection that was cut off ends with an error.
    let _ = stream.read_to_end(&mut all).await;
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test]
async fn who_sends_the_head_of_a_request_too_slowly_is_cut_off() {
    let app = impatient_app().await;
    let mut slow = connect(&app).await;

    slow.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").await.unwrap();

    let answer = until_the_end(&mut slow).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert_eq!(app.visitor().get("/health").await.status, 200);
}

#[tokio::test]
async fn who_does_not_say_whom_they_ask_is_turned_away() {
    let app = TestApp::spawn().await;
    let mut nameless = connect(&app).await;

    nameless.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").await.unwrap();

    let answer = until_the_end(&mut nameless).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

#[tokio::test]
async fn who_keeps_a_connection_and_asks_nothing_is_cut_off() {
    let app = impatient_app().await;
    let mut idle = connect(&app).await;

    idle.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();

    let answer = until_the_end(&mut idle).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test]
async fn who_does_not_take_the_answer_is_cut_off() {
    let app = TestApp::spawn_with(|settings| {
        settings.limits.connections = 1;
        settings.limits.slow = Duration::from_secs(1);
    })
    .await;
    let mut deaf = connect(&app).await;
    // More pages than the buffers of the system hold.
    let request = "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n";
    deaf.write_all(request.repeat(1000).as_bytes()).await.unwrap();

    // There is a place for another connection only when that one has ended.
    assert_eq!(app.visitor().get("/health").await.status, 200);

    let pages = until_the_end(&mut deaf).await.matches("HTTP/1.1 200 OK").count();
    assert!((1..1000).contains(&pages), "{pages}");
}

#[tokio::test]
async fn a_connection_more_than_there_may_be_waits_for_its_turn() {
    let app = TestApp::spawn_with(|settings| {
        settings.limits.connections = 2;
        settings.limits.slow = Duration::from_secs(1);
    })
    .await;
    let mut first = connect(&app).await;
    let mut second = connect(&app).await;
    let mut third = connect(&app).await;
    third.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();

    assert_eq!(until_the_end(&mut first).await + &until_the_end(&mut second).await, "");

    assert!(until_the_end(&mut third).await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn a_head_without_an_end_is_not_read() {
    let app = TestApp::spawn().await;

    for head in [
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {}", "x".repeat(64 * 1024)),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X-Many: x\r\n".repeat(10_000)),
        format!("GET /{} HTTP/1.1\r\n", "x".repeat(64 * 1024)),
    ] {
        let mut stream = connect(&app).await;
        // It may be cut off while it is still on its way.
        let _ = stream.write_all(head.as_bytes()).await;

        let answer = until_the_end(&mut stream).await;
        let status = answer.split(' ').nth(1).unwrap_or("cut off");
        assert!(["431", "414", "cut off"].contains(&status), "{answer}");
    }
    assert_eq!(app.visitor().get("/health").await.status, 200);
}

#[tokio::test]
async fn an_address_that_is_too_long_is_refused() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let query = |length: usize| format!("/search?q={}", "x".repeat(length - "/search?q=".len()));

    let answer = visitor.get(&query(8193)).await;

    assert_eq!((answer.status, answer.error().as_str()), (414, "malformed"));
    assert_ne!(visitor.get(&query(8192)).await.status, 414);
}

#[tokio::test]
async fn more_requests_than_there_is_room_for_are_asked_to_come_back() {
    let app = TestApp::spawn_with(|settings| settings.limits.at_once = 1).await;
    let visitor = app.visitor();
    let mut slow = connect(&app).await;
    let head = "POST /api/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n";
    let ours = format!("Origin: {}\r\nX-Stile-User: \r\nConnection: close\r\n\r\na=", app.origin);
    slow.write_all(format!("{head}{ours}").as_bytes()).await.unwrap();

    let answer = loop {
        let answer = visitor.get("/api/me").await;
        if answer.status != 200 {
            break answer;
        }
    };

    assert_eq!((answer.status, answer.error().as_str()), (503, "busy"));
    assert_eq!(answer.header("retry-after"), "2");
    slow.write_all(b"12345678").await.unwrap();
    assert!(until_the_end(&mut slow).await.starts_with("HTTP/1.1 400"));
    assert_eq!(visitor.get("/api/me").await.status, 200);
}

#[tokio::test]
async fn who_keeps_places_by_slow_bodies_keeps_them_from_nobody_elsewhere() {
    let app = TestApp::spawn_with(|settings| {
        settings.limits.at_once = 16;
        settings.site.proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let visitor = app.visitor();
    let mut slow = Vec::new();
    for _ in 0..20 {
        let mut stream = connect(&app).await;
        let head = "POST /api/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n";
        let ours = format!("Origin: {}\r\nX-Stile-User: \r\n", app.origin);
        let from = "X-Forwarded-For: 203.0.113.7\r\n\r\na=";
        stream.write_all(format!("{head}{ours}{from}").as_bytes()).await.unwrap();
        slow.push(stream);
    }
    let from = async |address: &str| {
        let request = visitor.request(Method::GET, "/api/me").header("x-forwarded-for", address);
        visitor.send(request).await.status
    };

    while from("203.0.113.7").await != 503 {}

    assert_eq!(from("203.0.113.8").await, 200);
}

#[tokio::test]
async fn who_stops_to_send_a_body_keeps_nobody_waiting() {
    let app =
        TestApp::spawn_with(|settings| settings.limits.longest = Duration::from_secs(1)).await;
    let mut slow = connect(&app).await;
    let head = "POST /api/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n";
    let ours = format!("Origin: {}\r\nX-Stile-User: \r\n\r\na=", app.origin);

    slow.write_all(format!("{head}{ours}").as_bytes()).await.unwrap();

    let answer = until_the_end(&mut slow).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains(r#"{"error":"unavailable"}"#), "{answer}");
    let visitor = app.visitor();
    assert_eq!(visitor.send(visitor.request(Method::GET, "/health")).await.status, 200);
}
