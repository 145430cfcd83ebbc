//! What clients of such a server meet: those that speak TLS, those that do not, and those that wait.

use std::{sync::Arc, time::Duration};

use axum::Router;
use stile::server::{listen::listen, settings::Settings, tls::Tls};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::oneshot,
};
use tokio_rustls::rustls::version::{TLS12, TLS13};

use super::{Certified, exchange, get, plainly, until_the_end};
use crate::support::{SESSION, TestApp, app::generous};

/// The beginning of a greeting that does not go on.
const HALF_A_GREETING: [u8; 3] = [22, 3, 1];

#[tokio::test]
async fn pages_and_sessions_are_over_tls_what_they_are_over_http() {
    let certified = Certified::new();
    let app = certified.spawn().await;
    let head = format!(
        "POST /api/development/be-person HTTP/1.1\r\nHost: localhost\r\nOrigin: {}\r\nX-Stile-User: \r\n",
        app.origin
    );
    let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhandle=ada";

    let answer = certified.ask(&app, &format!("{head}{form}")).await;
    let page = certified.ask(&app, &get("/")).await;

    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    let cookie = answer.lines().find(|line| line.starts_with(&format!("set-cookie: {SESSION}=")));
    assert!(cookie.unwrap().contains("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{answer}");
    assert!(page.starts_with("HTTP/1.1 200 OK") && page.contains("</html>"), "{page}");
}

#[tokio::test]
async fn no_browser_is_told_to_stay_with_https_on_this_machine() {
    let certified = Certified::new();
    let app = certified.spawn().await;

    let page = certified.ask(&app, &get("/")).await;

    assert!(page.contains("x-content-type-options: nosniff"), "{page}");
    assert!(!page.contains("strict-transport-security"), "{page}");
}

#[tokio::test]
async fn tls_1_2_and_1_3_are_spoken_and_within_them_http_1_1() {
    let certified = Certified::new();
    let app = certified.spawn().await;

    for version in [&TLS12, &TLS13] {
        let stream = certified.connect_by(&app, &[version]).await;

        let (_, connection) = stream.get_ref();
        assert_eq!(connection.protocol_version(), Some(version.version));
        assert_eq!(connection.alpn_protocol(), Some(&b"http/1.1"[..]));
        assert!(exchange(stream, &get("/health")).await.ends_with("ok"));
    }
}

#[tokio::test]
async fn who_does_not_go_on_with_a_greeting_keeps_nobody_waiting() {
    let certified = Certified::new();
    let app = certified.spawn().await;
    let mut slow = plainly(&app).await;
    let _silent = plainly(&app).await;
    slow.write_all(&HALF_A_GREETING).await.unwrap();

    let answer = certified.ask(&app, &get("/health")).await;

    assert!(answer.ends_with("ok"), "{answer}");
}

/// A server with a place for one client, for whom it waits a second.
async fn with_one_place(certified: &Certified) -> Arc<TestApp> {
    TestApp::spawn_with(|settings| {
        certified.use_by(settings);
        settings.limits.connections = 1;
        settings.limits.slow = Duration::from_secs(1);
    })
    .await
}

#[tokio::test]
async fn who_does_not_go_on_with_a_greeting_is_cut_off() {
    let certified = Certified::new();
    let app = with_one_place(&certified).await;

    for greeting in [&HALF_A_GREETING[..], &[]] {
        let mut slow = plainly(&app).await;
        slow.write_all(greeting).await.unwrap();

        assert_eq!(until_the_end(&mut slow).await, "");
    }

    assert!(certified.ask(&app, &get("/health")).await.ends_with("ok"));
}

#[tokio::test]
async fn who_does_not_take_the_answer_over_tls_is_cut_off() {
    let certified = Certified::new();
    let app = with_one_place(&certified).await;
    let mut deaf = certified.connect(&app).await;
    // More pages than the buffers of the system hold.
    let requests = get("/").replace("Connection: close\r\n", "").repeat(1000);
    deaf.write_all(requests.as_bytes()).await.unwrap();

    // There is a place for another connection only when that one has ended.
    assert!(certified.ask(&app, &get("/health")).await.ends_with("ok"));

    let pages = until_the_end(&mut deaf).await.matches("HTTP/1.1 200 OK").count();
    assert!((1..1000).contains(&pages), "{pages}");
}

#[tokio::test]
async fn who_asks_for_a_page_over_plain_http_is_led_to_it_over_https_for_this_once() {
    let certified = Certified::new();
    let app = certified.spawn().await;

    for path in ["/", "/search?q=river", "//evil.example/"] {
        let answer = exchange(plainly(&app).await, &get(path)).await;

        assert!(answer.starts_with("HTTP/1.1 307 "), "{answer}");
        assert!(answer.contains(&format!("location: {}{path}\r\n", app.origin)), "{answer}");
        assert!(answer.contains("cache-control: no-store"), "{answer}");
        assert!(!answer.contains("strict-transport-security"), "{answer}");
    }
}

#[tokio::test]
async fn whose_script_or_form_speaks_plain_http_is_refused_and_led_nowhere() {
    let certified = Certified::new();
    let app = certified.spawn().await;

    for request in [get("/api/me"), get("/").replace("GET", "POST")] {
        let answer = exchange(plainly(&app).await, &request).await;

        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        assert!(answer.ends_with(&format!("Here we speak https: {}\n", app.origin)), "{answer}");
        assert!(!answer.contains("\nlocation:"), "{answer}");
    }
}

#[tokio::test]
async fn a_head_over_plain_http_without_an_end_is_not_read() {
    let certified = Certified::new();
    let app = certified.spawn().await;
    let mut stream = plainly(&app).await;
    // It may be cut off while it is still on its way.
    let _ =
        stream.write_all(get("/").replace("localhost", &"x".repeat(64 * 1024)).as_bytes()).await;

    let answer = until_the_end(&mut stream).await;

    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert!(certified.ask(&app, &get("/health")).await.ends_with("ok"));
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_waits_for_nobodys_greeting() {
    let certified = Certified::new();
    let mut settings = Settings::defaults().unwrap();
    certified.use_by(&mut settings);
    let tls = Tls::load(&settings).unwrap();
    let mut limits = generous();
    limits.slow = Duration::from_hours(24);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let until = async {
        let _ = stopped.await;
    };
    let server =
        tokio::spawn(async move { listen(listener, Router::new(), tls, &limits, until).await });
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(&HALF_A_GREETING).await.unwrap();

    drop(stop);

    server.await.unwrap();
    assert_eq!(until_the_end(&mut slow).await, "");
}
