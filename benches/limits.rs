//! What it costs to count a request: in the process, and in Redis if `REDIS` says where one is.

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, criterion_group, criterion_main};
use stile::{
    limits::{Charge, Counts},
    server::{clock::Clock, redis, settings::Quota},
};
use tokio::runtime::Runtime;

/// The two budgets that every request is counted against.
fn charges(number: u32) -> [Charge; 2] {
    let quota = Quota { most: 1_000_000, per: Duration::from_secs(1) };
    let charge = |kind: &str, cost| Charge { key: format!("{kind}:person:{number}"), quota, cost };
    [charge("requests", 1), charge("refusals", 0)]
}

fn count(criterion: &mut Criterion, name: &str, counts: &Counts, runtime: &Runtime) {
    let clock = Clock::system();
    let mut number = 0;
    criterion.bench_function(name, |bench| {
        bench.iter(|| {
            number = (number + 1) % 10_000;
            let charges = charges(number);
            black_box(runtime.block_on(counts.take(&charges, clock.now())))
        });
    });
}

fn limits(criterion: &mut Criterion) {
    let Ok(runtime) = Runtime::new() else { return };
    count(criterion, "a request is counted in the process", &Counts::in_process(), &runtime);
    let Ok(url) = std::env::var("REDIS") else { return };
    match runtime.block_on(redis::connect(&url)) {
        Ok(client) => {
            let counts = Counts::in_redis(client);
            count(criterion, "a request is counted in Redis", &counts, &runtime);
        }
        Err(error) => panic!("{url}: {error}"),
    }
}

criterion_group!(benches, limits);
criterion_main!(benches);
