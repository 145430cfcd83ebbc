//! Forgets what nobody has answered.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::store::ceremonies;
use crate::{
    call::ServiceError,
    server::{beside, clock::Clock, database::Database},
};

/// How often.
const EVERY: Duration = Duration::from_mins(5);

/// Forgets it now and then, until it is told to stop. Several nodes may: what is gone is gone.
pub async fn sweep(db: Database, clock: Clock, stop: CancellationToken) {
    beside::every(EVERY, stop, "what nobody has answered could not be forgotten", || {
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
    Ok(ceremonies::forget_old(db, clock.now()).await?)
}
