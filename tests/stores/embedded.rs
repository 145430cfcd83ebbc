//! What only the table promises.

use std::time::Duration;

use stile::sessions::{store::EmbeddedStore, sweep};
use tokio_util::sync::CancellationToken;
use tower_sessions::SessionStore;

use crate::bench::{AtRest, Bench};

fn table(bench: &Bench) -> EmbeddedStore {
    let AtRest::Table(db) = &bench.at_rest else {
        panic!("this store has no table");
    };
    EmbeddedStore::new(db.clone(), bench.clock.clone())
}

/// Three sessions that are over at different times, the clock at the second one's end.
async fn three(bench: &Bench) {
    for minutes in 1..=3 {
        let mut record = bench.record();
        record.expiry_date = bench.after(Duration::from_mins(minutes));
        bench.store.create(&mut record).await.unwrap();
    }
    bench.time.advance(Duration::from_mins(2));
}

async fn sweeping_deletes_what_is_over_and_nothing_else(bench: Bench) {
    three(&bench).await;

    let deleted = table(&bench).delete_expired(100).await.unwrap();

    assert_eq!(deleted, 2);
    assert_eq!(bench.at_rest.count().await, 1);
}

async fn sweeping_takes_no_more_than_it_is_told(bench: Bench) {
    three(&bench).await;

    let deleted = table(&bench).delete_expired(1).await.unwrap();

    assert_eq!(deleted, 1);
    assert_eq!(bench.at_rest.count().await, 2);
}

async fn the_sweeper_works_until_it_is_stopped(bench: Bench) {
    three(&bench).await;
    let stop = CancellationToken::new();
    let sweeper = tokio::spawn(sweep(table(&bench), Duration::from_hours(1), stop.clone()));

    while bench.at_rest.count().await > 1 {
        tokio::task::yield_now().await;
    }
    stop.cancel();

    sweeper.await.unwrap();
    assert_eq!(bench.at_rest.count().await, 1);
}

macro_rules! both_databases_keep {
    ($($sentence:ident)*) => {
        both_databases_keep!(@ on_sqlite, sqlite, $($sentence)*);
        both_databases_keep!(@ on_postgres, postgres, $($sentence)*);
    };
    (@ $module:ident, $open:ident, $($sentence:ident)*) => {
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $sentence() {
                    super::$sentence(crate::bench::Bench::$open().await).await;
                }
            )*
        }
    };
}

both_databases_keep! {
    sweeping_deletes_what_is_over_and_nothing_else
    sweeping_takes_no_more_than_it_is_told
    the_sweeper_works_until_it_is_stopped
}
