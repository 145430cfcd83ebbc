//! Two nodes behind nginx, as `bin/fleet` starts them: one newsroom, of which nobody notices how many
//! nodes it has.
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../support/client.rs"]
mod client;
mod fleet;
mod load;

use std::time::{Duration, UNIX_EPOCH};

use fleet::{Fleet, Person};
use tokio::time::timeout;

/// Longer than any news may take.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_notices_how_many_nodes_there_are() {
    let mut fleet = Fleet::start().await;

    a_session_is_known_used_and_ended_at_whichever_node(&fleet).await;
    news_cross(&fleet).await;
    a_proof_is_asked_for_given_and_known_at_whichever_node(&fleet).await;
    there_is_one_limit_for_all_nodes(&fleet).await;
    a_node_that_is_killed_under_load_is_noticed_as_a_retry_at_most(&mut fleet).await;
}

async fn a_session_is_known_used_and_ended_at_whichever_node(fleet: &Fleet) {
    let [first, second] = fleet.nodes();
    let tom = Person::become_somebody("tom", fleet, first).await;
    assert_eq!(tom.name_at(second).await.as_deref(), Some("Tom Byrne"));

    let priya = Person::become_somebody("priya", fleet, second).await;
    let fields = [("id", tom.number().await), ("role", "author@city".to_owned())];
    assert_eq!(priya.post_at(first, "/api/people/give-role", &fields).await, 200);
    // A new id at the one is known to the other, and so is what was on its way with the old one.
    let before = tom.clone();
    let tom = tom.open_at(second, "/write").await;
    assert_ne!(tom.cookie, before.cookie);
    assert_eq!(tom.name_at(first).await.as_deref(), Some("Tom Byrne"));
    assert_eq!(before.open_at(first, "/desk").await.cookie, tom.cookie);

    assert_eq!(tom.post_at(first, "/api/sign-out", &[]).await, 200);
    for ended in [tom, before] {
        assert_eq!((ended.name_at(first).await, ended.name_at(second).await), (None, None));
    }
}

async fn news_cross(fleet: &Fleet) {
    let [first, second] = fleet.nodes();
    let laptop = Person::become_somebody("lena", fleet, first).await;
    let phone = Person::become_somebody("lena", fleet, second).await;
    let mut heard = phone.listen_at(&fleet.address).await;

    let fields = [("id", laptop.number().await)];
    assert_eq!(laptop.post_at(first, "/api/people/end-sessions", &fields).await, 200);

    let said = timeout(SOON, heard.event()).await.unwrap().unwrap();
    assert!(said.starts_with("event: ended\n"), "{said}");
    assert_eq!(phone.name_at(second).await, None);
}

async fn a_proof_is_asked_for_given_and_known_at_whichever_node(fleet: &Fleet) {
    let [first, second] = fleet.nodes();
    let mei = Person::become_somebody("mei", fleet, first).await;
    let told = mei.read_at(first, "/api/factors/enrolment").await;
    let key = told["key"].as_str().unwrap().replace(' ', "");
    let seed = totp_rs::Secret::try_from_base32(key).unwrap().as_bytes().to_vec();
    let totp = totp_rs::Builder::new().with_secret(seed).build().unwrap();
    let seconds = UNIX_EPOCH.elapsed().unwrap().as_secs();
    let sealed = told["sealed"].as_str().unwrap().to_owned();
    let fields = [("sealed", sealed), ("code", totp.generate(seconds).to_string())];
    let added = mei.form_at(second, "/api/factors/add-app", &fields).send().await.unwrap();
    let mei = mei.with_cookie_of(&added);
    let codes: Vec<String> = serde_json::from_str(&added.text().await.unwrap()).unwrap();

    let stale = mei.form_at(first, "/api/development/forget-proof", &[]).send().await.unwrap();
    let mei = mei.with_cookie_of(&stale);
    let tom = Person::become_somebody("tom", fleet, second).await.number().await;
    let fields = [("id", tom), ("role", "author@politics".to_owned())];
    assert_eq!(mei.post_at(second, "/api/people/give-role", &fields).await, 403);
    let code = [("my_code", codes[0].clone())];
    let proved = mei.form_at(first, "/api/step-up/prove", &code).send().await.unwrap();
    assert_eq!(proved.status(), 200);
    let mei = mei.with_cookie_of(&proved);
    assert_eq!(mei.post_at(second, "/api/people/give-role", &fields).await, 200);
    // What was used at one node is used up at the other.
    assert_eq!(mei.post_at(second, "/api/step-up/prove", &code).await, 422);
}

async fn there_is_one_limit_for_all_nodes(fleet: &Fleet) {
    let nodes = fleet.nodes();
    let mut everywhere = Vec::new();
    for number in 0..12 {
        everywhere.push(Person::become_somebody("rosa", fleet, nodes[number % 2]).await);
    }

    for (number, rosa) in everywhere.iter().enumerate() {
        let is_known = rosa.name_at(nodes[(number + 1) % 2]).await.is_some();
        assert_eq!(is_known, number >= 2, "{number}");
    }
}

async fn a_node_that_is_killed_under_load_is_noticed_as_a_retry_at_most(fleet: &mut Fleet) {
    let people = load::people(fleet).await;

    let seen = load::while_a_node_is_killed(fleet, people).await;

    println!("{seen}, {} asked again by nginx", fleet.asked_again());
    assert_eq!(seen.failures, 0, "{seen}");
    assert_eq!(seen.signed_out, 0, "{seen}");
    assert!(seen.after_the_kill > 100, "{seen}");
}
