//! Clears away sessions that are over.

use std::time::Duration;

use sea_orm::DbErr;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::store::EmbeddedStore;

/// Few enough that nobody waits long for the database's writer.
const BATCH: u64 = 500;

/// Deletes expired sessions now and then, until it is told to stop.
///
/// It only saves space: a session that is over is never loaded, whether it is swept or not.
pub async fn sweep(store: EmbeddedStore, every: Duration, stop: CancellationToken) {
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let rounds = async {
        loop {
            ticks.tick().await;
            if let Err(error) = sweep_once(&store).await {
                tracing::warn!(%error, "expired sessions could not be deleted");
            }
        }
    };
    stop.run_until_cancelled(rounds).await;
}

async fn sweep_once(store: &EmbeddedStore) -> Result<(), DbErr> {
    while store.delete_expired(BATCH).await? == BATCH {}
    Ok(())
}
