//! Carries what waits, beside requests. Several nodes may: each letter is one's.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{
    errand::Errand,
    store::{codes, links, outbox},
    writing::write,
};
use crate::{
    call::{Foundation, ServiceError},
    server::{mail::NotCarried, telemetry},
    timestamp::Timestamp,
};

/// How often it is looked whether something waits that another node was told of, or that was put off.
const EVERY: Duration = Duration::from_secs(10);

/// For how long a letter is one node's: if that is killed, another carries it afterwards.
const MINE: Duration = Duration::from_mins(2);

/// How long nobody tries after the first failure; twice as long after every other one, up to an hour.
const FIRST_WAIT: Duration = Duration::from_secs(30);

/// After so long a letter is given up (RFC 5321, 4.5.4.1 says days; who waits for a link does not).
const GIVEN_UP: Duration = Duration::from_hours(24);

/// Letters in one go.
const BATCH: u64 = 20;

/// Carries letters as they come, until it is told to stop.
pub async fn carry(on: Foundation, stop: CancellationToken) {
    let rounds = async {
        loop {
            if let Err(error) = carry_once(&on).await {
                let error = telemetry::with_causes(&error);
                tracing::warn!(error, "letters wait");
            }
            let _ = tokio::time::timeout(EVERY, on.mail.told()).await;
        }
    };
    stop.run_until_cancelled(rounds).await;
}

/// Carries what is due now.
///
/// # Errors
///
/// The database is out of order.
pub async fn carry_once(on: &Foundation) -> Result<(), ServiceError> {
    links::forget_old(&on.db, on.clock.now()).await?;
    codes::forget_old(&on.db, on.clock.now()).await?;
    loop {
        let due = outbox::due(&on.db, on.clock.now(), BATCH).await?;
        if due.is_empty() {
            return Ok(());
        }
        for row in due {
            if outbox::take(&on.db, &row, on.clock.now().plus(MINE)).await? {
                one(on, row).await?;
            }
        }
    }
}

async fn one(on: &Foundation, row: outbox::Model) -> Result<(), ServiceError> {
    let Ok(errand) = serde_json::from_str::<Errand>(&row.errand) else {
        tracing::error!(letter = row.id, "a letter that this version does not know is given up");
        return Ok(outbox::forget(&on.db, row.id).await?);
    };
    let Some(letter) = write(on, &row.recipient, errand).await? else {
        return Ok(outbox::forget(&on.db, row.id).await?);
    };
    let Err(error) = on.mail.carry(&letter).await else {
        return Ok(outbox::forget(&on.db, row.id).await?);
    };
    let is_over = error.is_for_ever() || outbox::age(&row, on.clock.now()) > GIVEN_UP;
    tell(row.id, &error, is_over);
    if is_over {
        return Ok(outbox::forget(&on.db, row.id).await?);
    }
    let taken = outbox::Model { tries: row.tries + 1, ..row };
    outbox::take(&on.db, &taken, next_try(on.clock.now(), taken.tries)).await?;
    Ok(())
}

/// What a server of mail says may name whom a letter is for: the log has its code.
fn tell(letter: i64, error: &NotCarried, is_over: bool) {
    let code = error.code();
    if is_over {
        tracing::error!(letter, %error, code, "a letter is given up");
    } else {
        tracing::warn!(letter, %error, code, "a letter is tried again later");
    }
}

fn next_try(now: Timestamp, tries: i32) -> Timestamp {
    let doubled = u32::try_from(tries).unwrap_or(1).saturating_sub(1).min(7);
    now.plus((FIRST_WAIT * 2_u32.pow(doubled)).min(Duration::from_hours(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_is_not_taken_waits_twice_as_long_each_time_and_an_hour_at_most() {
        let wait = |tries| next_try(Timestamp::from_millis(0), tries).millis() / 1000;

        assert_eq!([1, 2, 3, 7, 8, 100].map(wait), [30, 60, 120, 1920, 3600, 3600]);
    }
}
