//! What stays when a replica of Redis takes over.

use std::{
    collections::HashMap,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use stile::{
    server::clock::Clock,
    sessions::store::{RedisStore, Store},
};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
};

use crate::{
    bench::Bench,
    takeover::{PATIENCE, Pair},
};

/// The address of a new, empty logical database in a Redis that has taken over already.
pub fn redis() -> String {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let pair = PAIR.get_or_init(|| {
        let mut pair = Pair::start();
        pair.take_over();
        pair
    });
    pair.url(COUNT.fetch_add(1, Ordering::Relaxed))
}

async fn store_of(pair: &Pair, replicas: u8) -> Store {
    let store = RedisStore::connect(&pair.url(0), replicas, Clock::system()).await;
    Store::new(store.unwrap())
}

/// A session that is over in an hour.
fn record() -> Record {
    let at = Clock::system().now().plus(Duration::from_hours(1)).millis();
    let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000);
    Record { id: Id::default(), data: HashMap::new(), expiry_date: expiry_date.unwrap() }
}

/// Whether the session is there, once the store answers again.
async fn is_there(store: &Store, record: &Record) -> bool {
    let started = Instant::now();
    loop {
        match store.load(&record.id).await {
            Ok(found) => return found.is_some(),
            Err(error) => assert!(started.elapsed() < PATIENCE, "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_the_server_that_did_and_what_was_ended_stays_ended() {
    let mut pair = Pair::start();
    let store = store_of(&pair, 1).await;
    let (mut living, mut ended) = (Vec::new(), Vec::new());
    for _ in 0..50 {
        let (mut one, mut other) = (record(), record());
        store.create(&mut one).await.unwrap();
        store.create(&mut other).await.unwrap();
        store.delete(&other.id).await.unwrap();
        living.push(one);
        ended.push(other);
    }

    pair.take_over();

    for record in &living {
        assert!(is_there(&store, record).await);
    }
    for record in &ended {
        assert!(!is_there(&store, record).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_too_few_replicas_know_is_not_acknowledged() {
    let mut pair = Pair::start();
    let store = store_of(&pair, 1).await;
    let mut record = record();
    store.create(&mut record).await.unwrap();

    pair.without_replica();

    assert!(store.delete(&record.id).await.is_err());
    assert!(store.create(&mut self::record()).await.is_err());
    // Who needs no replica does not wait for one.
    assert!(store_of(&pair, 0).await.create(&mut self::record()).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_go_on_when_a_replica_takes_over() {
    let bench = Bench::replica().await;

    let id = bench.signed_in(7).await;

    assert!(bench.is_signed_in(id).await);
}
