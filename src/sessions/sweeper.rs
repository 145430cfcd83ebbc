//! Clears away sessions that are over.

use std::time::Duration;

use sea_orm::DbErr;
use tokio_util::sync::CancellationToken;

use super::store::EmbeddedStore;
use crate::server::beside;

/// Few enough that nobody waits long for the database's writer.
const BATCH: u64 = 500;

/// Deletes expired sessions now and then, until it is told to stop.
///
/// It only saves space: a session that is over is never loaded, whether it is swept or not.
pub async fn sweep(store: EmbeddedStore, every: Duration, stop: CancellationToken) {
    beside::every(every, stop, "expired sessions could not be deleted", || sweep_once(&store))
        .await;
}

async fn sweep_once(store: &EmbeddedStore) -> Result<(), DbErr> {
    while store.delete_expired(BATCH).await? == BATCH {}
    Ok(())
}
