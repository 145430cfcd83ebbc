//! Forgets what nobody has answered.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::store::ceremonies;
use crate::{
    call::ServiceError,
    server::{clock::Clock, database::Database, telemetry},
};

/// How often.
const EVERY: Duration = Duration::from_mins(5);

/// Forgets it now and then, until it is told to stop. Several nodes may: what is gone is gone.
pub async fn sweep(db: Database, clock: Clock, stop: CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let rounds = async {
        loop {
            ticks.tick().await;
            if let Err(error) = sweep_once(&db, &clock).await {
                let error = telemetry::with_causes(&error);
                tracing::warn!(error, "what nobody has answered could not be forgotten");
            }
        }
    };
    stop.run_until_cancelled(rounds).await;
}

/// Forgets it now.
///
/// # Errors
///
/// The database is out of order.
pub async fn sweep_once(db: &Database, clock: &Clock) -> Result<(), ServiceError> {
    Ok(ceremonies::forget_old(db, clock.now()).await?)
}
