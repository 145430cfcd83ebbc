//! Codes that a letter brings: eight digits, for five minutes, once, and only for what they were asked for.
//!
//! Like the secret of a link, a code is made when its letter is written, so that none lies in the table of
//! what waits.

use std::time::Duration;

use super::store::codes;
use crate::{
    call::{Foundation, ServiceError},
    server::{chance, database::Transaction},
    sessions::UserId,
};

/// For how long a code holds (ASVS 5.0, 6.5.5: at most ten minutes).
const HOLDS: Duration = Duration::from_mins(5);

/// How many codes there are.
const ALL: u64 = 100_000_000;

/// What a code is bound to, as tables may know it: it may be the name of something that waits.
pub(super) fn binding(on: &Foundation, bound_to: &str) -> String {
    on.key.sign("what a code is bound to", &[bound_to])
}

/// A new code for that person and what `bound` stands for, in the place of an older one.
pub(super) async fn fresh(
    on: &Foundation,
    tx: &Transaction,
    (user, bound): (UserId, &str),
) -> Result<String, ServiceError> {
    let code = format!("{:08}", chance::below(ALL).map_err(ServiceError::failed)?);
    let expires = on.clock.now().plus(HOLDS);
    codes::put(tx, (user, bound), hash(on, user, bound, &code), expires).await?;
    Ok(code)
}

/// Uses the code up. Whether it is that person's, for that, still holds, and nobody else has.
pub async fn use_up(
    on: &Foundation,
    user: UserId,
    bound_to: &str,
    code: &str,
) -> Result<bool, ServiceError> {
    let bound = binding(on, bound_to);
    let hash = hash(on, user, &bound, code);
    Ok(codes::take(&on.db, (user, &bound), &hash, on.clock.now()).await?)
}

fn hash(on: &Foundation, user: UserId, bound: &str, code: &str) -> String {
    on.key.sign("mail code", &[&user.to_string(), bound, code])
}
