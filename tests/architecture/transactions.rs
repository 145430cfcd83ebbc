//! Transactions: whoever is in one asks for no second connection.
//!
//! A writer who waits for a connection, while those who have one wait for the writer, stops everybody.

use crate::{
    calls::functions,
    sources::{File, Sources},
};

/// What a function does between the begin of a transaction and its end, line by line.
fn within(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("database::begin(").skip(1);
    parts.flat_map(|part| {
        let part = part.split_once(';').map_or("", |(_, rest)| rest);
        let end = [".commit()", ".rollback()"].iter().filter_map(|end| part.find(end)).min();
        part[..end.unwrap_or(part.len())].split(['\n', ';'])
    })
}

/// Whether it asks with a connection of its own.
fn asks_for_a_connection(line: &str) -> bool {
    let asks = ["(call)", "(call,", "(&call.on.db", "(&on.db"];
    asks.iter().any(|ask| line.contains(ask))
}

fn second_connections(sources: &Sources) -> Vec<String> {
    let found = |file: &File| {
        let functions = functions(file).into_iter();
        let wrong = functions.filter(|one| within(&one.text).any(asks_for_a_connection));
        wrong.map(|one| format!("{}: {}", file.path, one.name)).collect::<Vec<_>>()
    };
    sources.0.iter().flat_map(found).collect()
}

#[test]
fn whoever_is_in_a_transaction_asks_for_no_second_connection() {
    let service = "
        fn good() { let x = list(call); let tx = database::begin(&call.on.db).await?;
            store::save(&tx, x); record(&tx, call); tx.commit().await?; list(call) }
        fn lists() { let tx = database::begin(&call.on.db).await?; list(call, 1); tx.commit() }
        fn reads() { let tx = database::begin(&call.on.db).await?; find(&call.on.db, 1); tx.commit() }
        fn fails() { let tx = database::begin(&call.on.db).await?; if no { return Err(stale(call, 1)); } tx.commit() }
        fn ends() { let tx = database::begin(&call.on.db).await?; if no { tx.rollback(); stale(call) } tx.commit() }";
    let sketch = Sources::sketch(&[("a/service.rs", service), ("b/service.rs", "")]);
    assert_eq!(
        second_connections(&sketch),
        ["a/service.rs: lists", "a/service.rs: reads", "a/service.rs: fails"]
    );

    let application = Sources::of_the_application();
    let begins = application.0.iter().flat_map(functions);
    assert!(begins.filter(|one| one.text.contains("database::begin(")).count() > 10);
    assert_eq!(second_connections(&application), [""; 0]);
}
