//! People who read and choose while a node is killed.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use reqwest::RequestBuilder;
use tokio::task::JoinSet;

use crate::fleet::{Fleet, Person};

/// Requests before a node is killed, and all together.
const BEFORE: usize = 400;
const ALL: usize = 1_200;

/// What people have seen.
#[derive(Debug, Default)]
pub struct Seen {
    pub requests: usize,
    pub after_the_kill: usize,
    /// What was asked twice, because the first answer said that a node is gone.
    pub retries: usize,
    /// What failed twice.
    pub failures: usize,
    /// Answers that did not know somebody who is signed in.
    pub signed_out: usize,
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { requests, after_the_kill, retries, failures, signed_out } = self;
        write!(
            f,
            "{requests} requests, {after_the_kill} of them after a node was killed: \
             {retries} retries, {failures} failures, {signed_out} signed out"
        )
    }
}

/// Sixteen browsers of four people.
pub async fn people(fleet: &Fleet) -> Vec<Person> {
    let nodes = fleet.nodes();
    let mut people = Vec::new();
    for number in 0..16 {
        let handle = ["ada", "henrik", "jonas", "mei"][number % 4];
        people.push(Person::become_somebody(handle, fleet, nodes[number % 2]).await);
    }
    people
}

/// All of them ask as quickly as they are answered, and the node is killed while they do.
pub async fn while_a_node_is_killed(fleet: &mut Fleet, people: Vec<Person>) -> Seen {
    let (asked, is_killed) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let mut tasks = JoinSet::new();
    for person in people {
        let (address, asked) = (fleet.address.clone(), Arc::clone(&asked));
        let is_killed = Arc::clone(&is_killed);
        tasks.spawn(async move {
            let mut seen = Seen::default();
            loop {
                let number = asked.fetch_add(1, Ordering::SeqCst);
                if number >= ALL {
                    return seen;
                }
                seen.after_the_kill += usize::from(is_killed.load(Ordering::SeqCst));
                ask(&person, &address, number, &mut seen).await;
            }
        });
    }
    while asked.load(Ordering::SeqCst) < BEFORE {
        tokio::task::yield_now().await;
    }
    fleet.kill_a_node();
    is_killed.store(true, Ordering::SeqCst);
    tasks.join_all().await.into_iter().fold(Seen::default(), |all, one| Seen {
        requests: all.requests + one.requests,
        after_the_kill: all.after_the_kill + one.after_the_kill,
        retries: all.retries + one.retries,
        failures: all.failures + one.failures,
        signed_out: all.signed_out + one.signed_out,
    })
}

/// Every fifth request changes something, which nginx never sends twice.
async fn ask(person: &Person, address: &str, number: usize, seen: &mut Seen) {
    let request = || match number % 5 {
        0 => {
            let dark = [("theme", "dark".to_owned())];
            person.form_at(address, "/api/account/choose-theme", &dark)
        }
        1 | 2 => person.get_at(address, "/desk"),
        _ => person.get_at(address, "/api/me"),
    };
    seen.requests += 1;
    let mut answer = send(request()).await;
    if answer.is_none() {
        seen.retries += 1;
        answer = send(request()).await;
    }
    match answer {
        None => seen.failures += 1,
        Some((401, _)) => seen.signed_out += 1,
        Some((200, body)) if body.contains("\"user\":null") => seen.signed_out += 1,
        Some((200, _)) => {}
        Some((status, body)) => panic!("{status}: {body}"),
    }
}

/// The answer, unless a node was gone.
async fn send(request: RequestBuilder) -> Option<(u16, String)> {
    let answer = request.send().await.ok()?;
    let status = answer.status().as_u16();
    let body = answer.text().await.ok()?;
    (!(502..=504).contains(&status)).then_some((status, body))
}
