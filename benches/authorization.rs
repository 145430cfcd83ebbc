//! What an answer costs, on the shipped policies: a decision, everything that one person may do, one
//! question to rules, and the condition of a list.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use stile::{
    articles::model::Article,
    authorization::{Authorizer, Permission},
};
use stile_benches::{CALL, article, editor};

fn decisions(bench: &mut Criterion) {
    let authorizer = Authorizer::load().expect("the shipped policies load");
    let (ada, permission) = (editor(1), Permission::PublishArticle);
    let (others, own) = (article("4"), article("1"));

    bench.bench_function("a decision: yes", |bench| {
        bench.iter(|| authorizer.decide_about(black_box(&ada), permission, &others, CALL));
    });
    bench.bench_function("a decision: no, and why", |bench| {
        bench.iter(|| authorizer.decide_about(black_box(&ada), permission, &own, CALL));
    });
}

fn in_advance(bench: &mut Criterion) {
    let authorizer = Authorizer::load().expect("the shipped policies load");
    let (ada, others) = (editor(0), article("4"));
    let ability = authorizer.ability(&ada, CALL).ability;
    let mut version = 0;

    bench.bench_function("all that one person may do", |bench| {
        let another_version = || {
            version += 1;
            editor(version)
        };
        bench.iter_batched(
            another_version,
            |ada| authorizer.ability(&ada, CALL),
            BatchSize::SmallInput,
        );
    });
    bench.bench_function("the same, remembered", |bench| {
        bench.iter(|| authorizer.ability(black_box(&ada), CALL));
    });
    bench.bench_function("one question to rules", |bench| {
        bench.iter(|| ability.check(Permission::PublishArticle, black_box(&others)));
    });
    bench.bench_function("the condition of a list", |bench| {
        bench.iter(|| authorizer.filter::<Article>(black_box(&ada), Permission::ReadArticle, CALL));
    });
}

criterion_group!(all, decisions, in_advance);
criterion_main!(all);
