//! Forgets what happened long ago.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::store;
use crate::{
    call::ServiceError,
    server::{beside, clock::Clock, database::Database},
};

/// How often.
const EVERY: Duration = Duration::from_hours(1);

/// For how long its owner can look back. Who was where is not kept longer than it helps them.
const KEPT: Duration = Duration::from_hours(90 * 24);

/// Few enough that nobody waits long for the database's writer.
const BATCH: u64 = 500;

/// Forgets it now and then, until it is told to stop. Several nodes may: what is gone is gone.
pub async fn sweep(db: Database, clock: Clock, stop: CancellationToken) {
    beside::every(EVERY, stop, "what happened long ago could not be forgotten", || {
        sweep_once(&db, &clock)
    })
    .await;
}

/// Forgets it now.
///
/// # Errors
///
/// The database is out of order.
pub async fn sweep_once(db: &Database, clock: &Clock) -> Result<(), ServiceError> {
    let before = clock.now().minus(KEPT);
    while store::forget(db, before, BATCH).await? == BATCH {}
    Ok(())
}
