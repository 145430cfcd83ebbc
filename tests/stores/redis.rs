//! What only Redis promises.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use serde_json::json;
use stile::{
    server::{clock::Clock, redis::RedisError},
    sessions::store::RedisStore,
};
use tower_sessions::{SessionStore, session::Id};

use crate::{bench::Bench, servers};

/// Longer than any answer may take, shorter than a person's patience.
const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn no_key_outlives_its_session_by_much() {
    let bench = Bench::redis().await;

    bench.signed_in(7).await;

    let lifetimes = bench.at_rest.lifetimes().await;
    assert_eq!(lifetimes.len(), 2, "a session, and the list it is in");
    assert!(lifetimes.iter().all(|left| (1_790..=1_801).contains(left)), "{lifetimes:?}");
}

#[tokio::test]
async fn the_list_of_a_user_lasts_as_long_as_its_longest_session() {
    let bench = Bench::redis().await;
    bench.signed_in(7).await;
    let mut longer = bench.record();
    longer.data.insert("session".to_owned(), json!({ "user": 7 }));
    longer.expiry_date = bench.after(Duration::from_hours(2));

    bench.store.create(&mut longer).await.unwrap();
    bench.signed_in(7).await;

    let mut lifetimes = bench.at_rest.lifetimes().await;
    lifetimes.sort_unstable();
    let [.., session, list] = lifetimes[..] else {
        panic!("{lifetimes:?}");
    };
    assert!(session > 7_000 && list > 7_000, "{lifetimes:?}");
}

#[tokio::test]
async fn a_malformed_url_is_refused_with_the_remedy() {
    let error = RedisStore::connect("localhost", 0, Clock::system()).await.unwrap_err();

    assert!(matches!(error, RedisError::Malformed(_)), "{error:?}");
    assert!(error.to_string().contains("redis://"));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_noticed_at_the_start() {
    let gone = servers::start_redis().url.clone();
    let asked = Instant::now();

    let error = RedisStore::connect(&gone, 0, Clock::system()).await.unwrap_err();

    assert!(matches!(error, RedisError::Unreachable(_)), "{error:?}");
    assert!(asked.elapsed() < SOON);
}

#[tokio::test]
async fn a_server_that_goes_away_is_an_error_soon_and_no_visitor() {
    let server = servers::start_redis();
    let store = RedisStore::connect(&server.url, 0, Clock::system()).await.unwrap();
    drop(server);
    let asked = Instant::now();

    let outcome = store.load(&Id::default()).await;

    assert!(outcome.is_err());
    assert!(asked.elapsed() < SOON);
}

#[tokio::test]
async fn a_server_that_comes_back_is_used_again() {
    let server = servers::start_redis();
    let port = server.port;
    let store = RedisStore::connect(&server.url, 0, Clock::system()).await.unwrap();
    drop(server);
    assert!(store.load(&Id::default()).await.is_err());

    let _server = servers::start_redis_at(port);

    let asked = Instant::now();
    while store.load(&Id::default()).await.is_err() {
        assert!(asked.elapsed() < 4 * SOON);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_an_error_soon() {
    let server = servers::start_redis();
    let store = RedisStore::connect(&server.url, 0, Clock::system()).await.unwrap();
    let mut line = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    line.write_all(b"CLIENT PAUSE 60000 ALL\r\n").unwrap();
    line.read_exact(&mut [0; 5]).unwrap();
    let asked = Instant::now();

    let outcome = store.load(&Id::default()).await;

    assert!(outcome.is_err());
    assert!(asked.elapsed() < SOON);
}
