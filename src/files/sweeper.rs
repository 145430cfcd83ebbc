//! Removes the bytes of files that belong to no article: removed ones, those of articles that are gone, and
//! those that never arrived as a whole.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::store;
use crate::{
    call::ServiceError,
    server::{beside, clock::Clock, database::Database, objects::Objects, telemetry},
};

/// How often.
const EVERY: Duration = Duration::from_mins(10);

/// No upload takes so long (`files.longest` is an hour at most).
const UNDER_WAY: Duration = Duration::from_hours(2);

/// Files in one go.
const BATCH: u64 = 100;

/// Removes them now and then, until it is told to stop. Several nodes may: what is gone is gone.
pub async fn sweep(db: Database, objects: Objects, clock: Clock, stop: CancellationToken) {
    beside::every(EVERY, stop, "files that nobody needs could not be removed", || {
        sweep_once(&db, &objects, &clock)
    })
    .await;
}

/// Removes them now. The bytes first: a row without them is found again, they without a row are not.
///
/// # Errors
///
/// The database is out of order.
pub async fn sweep_once(
    db: &Database,
    objects: &Objects,
    clock: &Clock,
) -> Result<(), ServiceError> {
    let (mut after, before) = (0, clock.now().minus(UNDER_WAY));
    loop {
        let left = store::left(db, after, before, BATCH).await?;
        let Some(last) = left.last() else { return Ok(()) };
        after = last.id;
        for row in &left {
            // One that cannot be removed keeps no other.
            match objects.remove(&row.object).await {
                Ok(()) => store::forget(db, row.id).await?,
                Err(cause) => {
                    let cause = telemetry::with_causes(&cause);
                    tracing::warn!(cause, object = row.object, "a file could not be removed");
                }
            }
        }
    }
}
