//! A Redis with a replica, which takes over when it is gone.

use std::{
    collections::HashMap,
    io::{Read, Write},
    net::TcpStream,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread::sleep,
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
    servers::{self, Server},
};

/// Longer than any takeover may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Two Redis servers, and who decides which of them counts.
pub struct Pair {
    primary: Option<Server>,
    replica: Option<Server>,
    sentinel: Server,
}

impl Pair {
    pub fn start() -> Self {
        let primary = servers::start_redis();
        let follow = format!("--replicaof 127.0.0.1 {}", primary.port);
        let replica = servers::start_redis_with(servers::free_port(), &follow);
        wait_until("the replica follows", || says(replica.port, "ROLE").contains("connected"));
        let sentinel = servers::start_sentinel(primary.port);
        let pair = Self { primary: Some(primary), replica: Some(replica), sentinel };
        let knows =
            || says(pair.sentinel.port, "SENTINEL MASTERS").contains("num-slaves\r\n$1\r\n1");
        wait_until("the sentinel knows both", knows);
        pair
    }

    /// Where clients ask which of them counts.
    pub fn url(&self, database: usize) -> String {
        format!("{}/{database}?sentinelServiceName={}", self.sentinel.url, servers::SERVICE)
    }

    /// Kills the first one, and waits until the second one counts.
    pub fn take_over(&mut self) {
        drop(self.primary.take());
        let port = self.replica.as_ref().unwrap().port;
        wait_until("the replica takes over", || says(port, "ROLE").contains("master"));
        let told = || {
            let says = says(self.sentinel.port, "SENTINEL GET-MASTER-ADDR-BY-NAME stile");
            says.contains(&port.to_string())
        };
        wait_until("the sentinel tells of it", told);
    }

    async fn store(&self, replicas: u8) -> Store {
        let store = RedisStore::connect(&self.url(0), replicas, Clock::system()).await;
        Store::new(store.unwrap())
    }
}

/// What the server at that port answers.
fn says(port: u16, command: &str) -> String {
    let ask = || -> std::io::Result<String> {
        let mut line = TcpStream::connect(("127.0.0.1", port))?;
        line.set_read_timeout(Some(PATIENCE))?;
        line.write_all(format!("{command}\r\n").as_bytes())?;
        let mut answer = [0; 4096];
        let length = line.read(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer[..length]).into_owned())
    };
    ask().unwrap_or_default()
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "not yet: {what}");
        sleep(Duration::from_millis(20));
    }
}

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
    let store = pair.store(1).await;
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
    let store = pair.store(1).await;
    let mut record = record();
    store.create(&mut record).await.unwrap();

    drop(pair.replica.take());

    assert!(store.delete(&record.id).await.is_err());
    assert!(store.create(&mut self::record()).await.is_err());
    // Who needs no replica does not wait for one.
    assert!(pair.store(0).await.create(&mut self::record()).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_go_on_when_a_replica_takes_over() {
    let bench = Bench::replica().await;

    let id = bench.signed_in(7).await;

    assert!(bench.is_signed_in(id).await);
}
