//! What is there after a kill -9, and on a full disk.

use std::{
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::Client;
use tokio::{sync::Mutex, task::JoinSet};

use super::PATIENCE;
use crate::{
    commands::{Place, Serving, free_port},
    support::{SESSION, client, servers},
};

/// How often a server is killed.
const ROUNDS: usize = 3;
/// After how many answers.
const ANSWERS: usize = 60;

/// Sessions that were acknowledged: those that have begun, and those that have ended.
#[derive(Default)]
struct Acknowledged {
    living: Vec<String>,
    ended: Vec<String>,
}

/// The session's cookie of a browser that becomes somebody, if it is told so.
async fn sign_in(client: &Client, address: &str) -> Option<String> {
    let origin = address.replace("127.0.0.1", "localhost");
    let request = client.post(format!("{address}/api/development/be-person"));
    let request =
        request.header("origin", origin).header("x-stile-user", "").form(&[("handle", "ada")]);
    let answer = request.send().await.ok()?.error_for_status().ok()?;
    let mut cookies =
        answer.headers().get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
    let cookie = cookies.find(|it| it.starts_with("__Host-Http-stile="))?.to_owned();
    // A response that breaks off was not acknowledged.
    answer.bytes().await.ok()?;
    Some(cookie.split(';').next()?.to_owned())
}

async fn sign_out(client: &Client, address: &str, cookie: &str) -> Option<()> {
    let origin = address.replace("127.0.0.1", "localhost");
    let request = client.post(format!("{address}/api/sign-out")).header("cookie", cookie);
    let request =
        request.header("origin", origin).header("x-stile-user", "").form::<[(&str, &str); 0]>(&[]);
    let answer = request.send().await.ok()?.error_for_status().ok()?;
    answer.bytes().await.ok().map(|_| ())
}

async fn is_signed_in(client: &Client, address: &str, cookie: &str) -> bool {
    let asked = client.get(format!("{address}/api/me")).header("cookie", cookie);
    let answer = asked.send().await.unwrap().error_for_status().unwrap();
    answer.text().await.unwrap().contains("Ada Okafor")
}

/// Signs in and out at eight places at once, until so many were answered.
async fn come_and_go(address: &str, known: &Arc<Mutex<Acknowledged>>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    for place in 0..8 {
        let (address, known) = (address.to_owned(), Arc::clone(known));
        tasks.spawn(async move {
            let client = client();
            while let Some(cookie) = sign_in(&client, &address).await {
                if place % 2 == 0 {
                    known.lock().await.living.push(cookie);
                } else if sign_out(&client, &address, &cookie).await.is_some() {
                    known.lock().await.ended.push(cookie);
                }
            }
        });
    }
    while {
        let known = known.lock().await;
        known.living.len() + known.ended.len() < ANSWERS
    } {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tasks
}

async fn assert_all_are_known(address: &str, known: &Acknowledged) {
    let client = client();
    assert!(!known.living.is_empty() && !known.ended.is_empty());
    for cookie in &known.living {
        assert!(
            is_signed_in(&client, address, cookie).await,
            "of {} one is lost",
            known.living.len()
        );
    }
    for cookie in &known.ended {
        assert!(!is_signed_in(&client, address, cookie).await, "a session is back");
    }
}

/// A place with the newsroom in it, where one person may have as many sessions as there are.
async fn planted() -> Place {
    let place = Place::new().await;
    assert!(place.run(&["migrate"]).status.success());
    assert!(place.run(&["seed"]).status.success());
    place
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_there_after_the_application_was_killed() {
    let place = planted().await;
    for _ in 0..ROUNDS {
        let known = Arc::new(Mutex::new(Acknowledged::default()));
        let many = [("STILE_SESSION__MOST", "100")];
        let (serving, address) = Serving::start_with(&place, &many).await;

        let tasks = come_and_go(&address, &known).await;
        drop(serving);
        tasks.join_all().await;

        let (_serving, address) = Serving::start_with(&place, &many).await;
        let known = known.lock().await;
        // Whoever has a hundred sessions loses the oldest: these are the youngest.
        assert!(known.living.len() < 100);
        assert_all_are_known(&address, &known).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_there_after_redis_was_killed() {
    let place = planted().await;
    let beside = servers::Place::new();
    let mut redis = Some(beside.start_redis());
    let url = format!("redis://127.0.0.1:{}/1", beside.port);
    let settings = [("STILE_SESSION__MOST", "100"), ("STILE_REDIS__URL", &*url)];
    let (_serving, address) = Serving::start_with(&place, &settings).await;
    for _ in 0..ROUNDS {
        let known = Arc::new(Mutex::new(Acknowledged::default()));

        let tasks = come_and_go(&address, &known).await;
        drop(redis.take());
        tasks.join_all().await;
        redis = Some(beside.start_redis());

        let started = Instant::now();
        while sign_in(&client(), &address).await.is_none() {
            assert!(started.elapsed() < PATIENCE);
        }
        assert_all_are_known(&address, &*known.lock().await).await;
    }
}

#[tokio::test]
async fn on_a_full_disk_everybody_reads_and_nothing_that_was_acknowledged_is_lost() {
    let place = planted_on_sqlite().await;
    let port = free_port();
    let limited = r#"trap '' XFSZ; ulimit -S -f 6000; exec "$0" serve"#;
    let mut command = Command::new("sh");
    command.args(["-c", limited, env!("CARGO_BIN_EXE_stile")]);
    let (serving, address) =
        Serving::begin(place.prepare(command).stdout(Stdio::null()), port).await;
    let client = client();
    let published = "select id from articles where slug = 'sixty-gauges-watch-the-river'";
    let id = place.count(published).await.to_string();
    let cookie = sign_in(&client, &address).await.unwrap();
    assert!(cookie.starts_with(SESSION));
    let write = async |number: usize| {
        let text = format!("{number} {}", "full ".repeat(300));
        let origin = address.replace("127.0.0.1", "localhost");
        let request = client.post(format!("{address}/api/comments/create"));
        let request =
            request.header("cookie", &cookie).header("origin", origin).header("x-stile-user", "");
        request
            .form(&[("id", id.as_str()), ("text", &text)])
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };

    let mut kept = 0;
    let refused = loop {
        match write(kept).await {
            200 => kept += 1,
            other => break other,
        }
        assert!(kept < 20_000, "the disk is never full");
    };

    assert_eq!(refused, 503);
    assert!(is_signed_in(&client, &address, &cookie).await);
    let free = ["--fsize=unlimited:unlimited", "--pid", &serving.id()];
    assert!(Command::new("prlimit").args(free).status().unwrap().success());
    assert_eq!(write(kept).await, 200);
    let page = client.get(format!("{address}/api/articles/load?slug=nothing")).send().await;
    assert_eq!(page.unwrap().status(), 404);
    assert_eq!(
        place.count("select count(*) from comments where text like '%full full%'").await,
        kept + 1
    );
}

/// The same in SQLite, whatever the other tests use: only its file can be kept from growing.
async fn planted_on_sqlite() -> Place {
    let mut place = Place::new().await;
    let file = place.file("newsroom.db");
    place.database = format!("sqlite://{file}?mode=rwc");
    place.redis = String::new();
    assert!(place.run(&["migrate"]).status.success());
    assert!(place.run(&["seed"]).status.success());
    place
}
