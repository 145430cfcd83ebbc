//! One contract for every place where budgets are kept.

use std::{sync::Arc, time::Duration};

use stile::{
    limits::{Charge, Counts},
    server::{redis, settings::Quota},
    timestamp::Timestamp,
};
use tokio::{sync::Barrier, task::JoinSet};

use crate::servers::{self, Server};

/// Two nodes that count together, or one and the same.
struct Bench {
    one: Arc<Counts>,
    other: Arc<Counts>,
    _server: Option<Server>,
}

impl Bench {
    async fn in_process() -> Self {
        let one = Arc::new(Counts::in_process());
        std::future::ready(Self { other: Arc::clone(&one), one, _server: None }).await
    }

    async fn in_redis() -> Self {
        let server = servers::start_redis();
        let url = format!("{}/1", server.url);
        let one = Counts::in_redis(redis::connect(&url).await.unwrap());
        let other = Counts::in_redis(redis::connect(&url).await.unwrap());
        Self { one: Arc::new(one), other: Arc::new(other), _server: Some(server) }
    }
}

/// Makes each sentence a test of each place.
macro_rules! every_place_keeps {
    ($($sentence:ident)*) => {
        every_place_keeps!(@ in_process $($sentence)*);
        every_place_keeps!(@ in_redis $($sentence)*);
    };
    (@ $place:ident $($sentence:ident)*) => {
        mod $place {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $sentence() {
                    super::$sentence(super::Bench::$place().await).await;
                }
            )*
        }
    };
}

every_place_keeps! {
    as_many_pass_as_the_budget_has_and_the_next_hears_how_long_to_wait
    what_was_used_comes_back
    budgets_do_not_touch_each_other
    of_several_budgets_all_are_used_or_none
    what_is_given_back_can_be_used_again
    giving_back_does_not_make_a_budget_larger
    who_only_asks_uses_nothing
    whoever_is_shut_out_waits_that_long_and_for_a_budget_after_that
    fifty_at_once_do_not_get_more_than_there_is
    two_nodes_count_together
    a_budget_of_a_million_a_second_is_counted_too
}

const START: i64 = 1_800_000_000_000;

/// A moment so many milliseconds after the start.
fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(START + millis)
}

/// One of a budget of three, of which one comes back every second.
fn one_of(key: &str) -> Charge {
    let quota = Quota { most: 3, per: Duration::from_secs(3) };
    Charge { key: key.to_owned(), quota, cost: 1 }
}

/// How many milliseconds to wait; 0 if it was taken.
async fn wait(counts: &Counts, charges: &[Charge], millis: i64) -> u128 {
    let verdict = counts.take(charges, at(millis)).await;
    verdict.wait.map_or(0, |wait| wait.as_micros().div_ceil(1000))
}

async fn as_many_pass_as_the_budget_has_and_the_next_hears_how_long_to_wait(bench: Bench) {
    for expected in [0, 0, 0, 1000, 1000] {
        assert_eq!(wait(&bench.one, &[one_of("a")], 0).await, expected);
    }
    let used = bench.one.take(&[Charge { cost: 0, ..one_of("a") }], at(0)).await.used;
    assert_eq!(used, 1000);
}

async fn what_was_used_comes_back(bench: Bench) {
    for (millis, expected) in
        [(0, 0), (0, 0), (0, 0), (400, 600), (1000, 0), (1000, 1000), (4000, 0)]
    {
        assert_eq!(wait(&bench.one, &[one_of("a")], millis).await, expected, "at {millis}");
    }
}

async fn budgets_do_not_touch_each_other(bench: Bench) {
    for _ in 0..3 {
        assert_eq!(wait(&bench.one, &[one_of("a")], 0).await, 0);
    }

    assert_eq!(wait(&bench.one, &[one_of("b")], 0).await, 0);
}

async fn of_several_budgets_all_are_used_or_none(bench: Bench) {
    for _ in 0..3 {
        assert_eq!(wait(&bench.one, &[one_of("a")], 0).await, 0);
    }

    for _ in 0..5 {
        assert_eq!(wait(&bench.one, &[one_of("b"), one_of("a")], 0).await, 1000);
    }

    for expected in [0, 0, 0, 1000] {
        assert_eq!(wait(&bench.one, &[one_of("b"), one_of("c")], 0).await, expected);
    }
}

async fn what_is_given_back_can_be_used_again(bench: Bench) {
    for _ in 0..9 {
        assert_eq!(wait(&bench.one, &[one_of("a"), one_of("b")], 0).await, 0);
        bench.one.give_back(&[one_of("a"), one_of("b")], at(0)).await;
    }
}

async fn giving_back_does_not_make_a_budget_larger(bench: Bench) {
    for _ in 0..9 {
        bench.one.give_back(&[one_of("a")], at(0)).await;
    }

    for expected in [0, 0, 0, 1000] {
        assert_eq!(wait(&bench.one, &[one_of("a")], 0).await, expected);
    }
}

async fn who_only_asks_uses_nothing(bench: Bench) {
    let ask = Charge { cost: 0, ..one_of("a") };
    for _ in 0..9 {
        assert_eq!(wait(&bench.one, std::slice::from_ref(&ask), 0).await, 0);
    }

    for expected in [0, 0, 0, 1000] {
        assert_eq!(wait(&bench.one, &[one_of("a")], 0).await, expected);
    }
}

async fn whoever_is_shut_out_waits_that_long_and_for_a_budget_after_that(bench: Bench) {
    let ask = Charge { cost: 0, ..one_of("a") };

    bench.one.overdraw(&one_of("a"), Duration::from_mins(10), at(0)).await;

    assert_eq!(wait(&bench.one, std::slice::from_ref(&ask), 0).await, 600_000);
    assert_eq!(wait(&bench.other, std::slice::from_ref(&ask), 1000).await, 599_000);
    assert_eq!(wait(&bench.one, &[ask], 600_000).await, 0);
    assert_eq!(wait(&bench.one, &[one_of("a")], 600_000).await, 1000);
    assert_eq!(wait(&bench.one, &[one_of("a")], 601_000).await, 0);
}

async fn fifty_at_once_do_not_get_more_than_there_is(bench: Bench) {
    let barrier = Arc::new(Barrier::new(50));
    let mut all = JoinSet::new();
    for number in 0..50 {
        let counts = Arc::clone(if number % 2 == 0 { &bench.one } else { &bench.other });
        let barrier = Arc::clone(&barrier);
        all.spawn(async move {
            barrier.wait().await;
            wait(&counts, &[one_of("a")], 0).await == 0
        });
    }

    let passed = all.join_all().await.into_iter().filter(|has_passed| *has_passed).count();

    assert_eq!(passed, 3);
}

async fn two_nodes_count_together(bench: Bench) {
    for (counts, expected) in
        [(&bench.one, 0), (&bench.other, 0), (&bench.one, 0), (&bench.other, 1000)]
    {
        assert_eq!(wait(counts, &[one_of("a")], 0).await, expected);
    }
}

async fn a_budget_of_a_million_a_second_is_counted_too(bench: Bench) {
    let quota = Quota { most: 1_000_000, per: Duration::from_secs(1) };
    let half = Charge { key: "a".to_owned(), quota, cost: 500_000 };

    for (millis, expected) in [(0, 0), (0, 0), (0, 500), (500, 0), (500, 500)] {
        assert_eq!(wait(&bench.one, std::slice::from_ref(&half), millis).await, expected);
    }
}

#[tokio::test]
async fn while_redis_is_away_each_node_counts_for_itself() {
    let server = servers::start_redis();
    let url = format!("{}/1", server.url);
    let counts = Counts::in_redis(redis::connect(&url).await.unwrap());
    drop(server);

    for expected in [0, 0, 0, 1000] {
        assert_eq!(wait(&counts, &[one_of("a")], 0).await, expected);
    }
    counts.overdraw(&one_of("a"), Duration::from_mins(10), at(0)).await;

    assert_eq!(wait(&counts, &[Charge { cost: 0, ..one_of("a") }], 0).await, 600_000);
}
