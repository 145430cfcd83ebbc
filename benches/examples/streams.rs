//! Opens as many streams of news as it is told, ten for each of as many people; prints what memory one
//! takes in the server, and how long a change of an article takes to reach all of them.
//!
//! `bench/streams` starts the server and runs it; its arguments are the URL of the database, the server's
//! address as HOST:PORT, its process id, and how many.

use std::{
    env,
    error::Error,
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, Statement};
use stile::{
    server::{
        clock::Clock,
        database::{Database, connect},
        events::Events,
    },
    sessions::{
        Assurance, Beginning, Level, Limits, Place, Sessions, UserId,
        store::{EmbeddedStore, Store},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
    time::timeout,
};
use tower_sessions::Session;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const COOKIE: &str = "__Host-Http-stile";
const PER_PERSON: usize = 10;
const ROUNDS: usize = 5;
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [url, address, process, count] = &arguments[..] else {
        return Err("it takes the URL of the database, HOST:PORT, a process id and a number".into());
    };
    let count: usize = count.parse()?;
    let db = connect(url).await?;
    let sessions = sessions(&db);
    let ids = people(&db, count / PER_PERSON).await?;
    let mut cookies = Vec::with_capacity(count);
    for number in 0..count {
        cookies.push(begin(&sessions, ids[number / PER_PERSON]).await?);
    }
    let mei = number(&db, "select id from users where email = 'mei@stile.example'").await?;
    let mei = begin(&sessions, mei).await?;

    let before = memory(process)?;
    let (heard, mut ears) = mpsc::unbounded_channel();
    for cookie in cookies {
        let mut stream = open(address, &cookie).await?;
        let heard = heard.clone();
        tokio::spawn(async move {
            let mut text = [0; 512];
            while let Ok(length @ 1..) = stream.read(&mut text).await {
                if text[..length].windows(7).any(|part| part == b"changed") {
                    let _ = heard.send(Instant::now());
                }
            }
        });
    }
    let taken = memory(process)?.saturating_sub(before);
    println!("{count} streams: {} bytes each", taken * 1024 / count.max(1));

    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let asked = Instant::now();
        change(address, &mei).await?;
        let mut last = asked;
        for _ in 0..count {
            last = timeout(PATIENCE, ears.recv()).await?.ok_or("nobody listens")?;
        }
        times.push(last - asked);
    }
    times.sort_unstable();
    println!("a change reaches all of them after {:?} (median of {ROUNDS})", times[ROUNDS / 2]);
    Ok(())
}

fn sessions(db: &Database) -> Sessions {
    let clock = Clock::system();
    let store = Store::new(EmbeddedStore::new(db.clone(), clock.clone()));
    Sessions::new(store, clock, Limits::default(), Events::in_process())
}

/// That many people more.
async fn people(db: &Database, count: usize) -> Outcome<Vec<i64>> {
    let first = number(db, "select max(id) from users").await? + 1;
    let last = first + i64::try_from(count)? - 1;
    let plant = format!(
        "insert into users (id, email, name, slug, created_at) \
         with recursive n(i) as (select {first} union all select i + 1 from n where i < {last}) \
         select i, 'reader-' || i || '@stile.example', 'Reader ' || i, 'reader-' || i, 0 from n"
    );
    db.execute_unprepared(&plant).await?;
    Ok((first..=last).collect())
}

async fn number(db: &Database, sql: &str) -> Outcome<i64> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(row.ok_or("no row")?.try_get_by_index(0)?)
}

/// The cookie of a new session.
async fn begin(sessions: &Sessions, user: i64) -> Outcome<String> {
    let session = Session::new(None, Arc::new(sessions.store().clone()), None);
    let beginning = Beginning {
        user: UserId::new(user),
        version: 1,
        assurance: Assurance { level: Level::Single, proved_at: Clock::system().now() },
        is_kept: false,
        place: Place::default(),
    };
    sessions.start(&session, beginning).await?;
    let id = session.id().ok_or("no session has begun")?;
    Ok(format!("{COOKIE}={id}"))
}

/// Kibibytes that the process holds in memory.
fn memory(process: &str) -> Outcome<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

async fn open(address: &str, cookie: &str) -> Outcome<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /api/news HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = [0; 4096];
    let length = stream.read(&mut head).await?;
    if head.starts_with(b"HTTP/1.1 200") {
        return Ok(stream);
    }
    Err(String::from_utf8_lossy(&head[..length]).into())
}

/// What an HTTP request answers.
async fn ask(address: &str, request: String) -> Outcome<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    match answer.split_once("\r\n\r\n") {
        Some((head, body)) if head.starts_with("HTTP/1.1 200") => Ok(body.to_owned()),
        _ => Err(answer.into()),
    }
}

/// Mei saves an article that everybody reads.
async fn change(address: &str, cookie: &str) -> Outcome<()> {
    let slug = "why-the-harbour-vote-moved-to-a-tuesday";
    let head = format!("host: {address}\r\ncookie: {cookie}\r\nconnection: close\r\n");
    let path = format!("/api/articles/load?slug={slug}");
    let answer = ask(address, format!("GET {path} HTTP/1.1\r\n{head}\r\n")).await?;
    let article: serde_json::Value = serde_json::from_str(&answer)?;
    let (id, version) = (&article["article"]["id"], &article["article"]["version"]);
    let body =
        format!("id={id}&version={version}&title=Tuesday+{version}&standfirst=&body=It+moved.");
    let kind = "content-type: application/x-www-form-urlencoded";
    let length = body.len();
    let origin = format!("origin: http://{}", address.replace("127.0.0.1", "localhost"));
    let request = format!(
        "POST /api/articles/update HTTP/1.1\r\n{head}{origin}\r\n{kind}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    ask(address, request).await?;
    Ok(())
}
