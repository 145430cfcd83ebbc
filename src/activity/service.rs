//! Notes what happens to accounts, and tells their owners.

use sea_orm::ConnectionTrait;

use super::{
    facts::Owner,
    model::{Activity, Event, What},
    store,
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    server::{database::Transaction, telemetry},
    sessions::{Place, UserId},
};

/// Events on a page.
const SIZE: usize = 50;

/// Notes what happens to an account, together with whatever else the transaction does.
///
/// Where somebody does it for its owner, they are not told from where.
pub async fn note(
    db: &impl ConnectionTrait,
    call: &CallContext,
    user: UserId,
    what: What,
    detail: &str,
) -> Result<(), ServiceError> {
    let at = call.on.clock.now();
    let is_owner = call.principal.user().is_none_or(|caller| caller.id == user);
    let place = if is_owner { call.place.clone() } else { Place::default() };
    Ok(store::insert(db, user, at, what, (detail, &place)).await?)
}

/// Notes what has happened to an account where nothing can be taken back: that it cannot be told is logged.
pub async fn note_done(call: &CallContext, user: UserId, what: What, detail: &str) {
    if let Err(error) = note(&call.on.db, call, user, what, detail).await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, %user, what = what.as_str(), "an account's owner will not read this");
    }
}

/// One page of what happened to the caller's own account. No address leads to anybody else's.
pub async fn list(call: &CallContext, before: Option<i64>) -> Result<Activity, ServiceError> {
    let me = call.user()?.id;
    if !call.may(Permission::ReadSessions, &Owner(me)) {
        return Err(ServiceError::Refused { reason: None });
    }
    let mut events = of(call, me, before, SIZE as u64 + 1).await?;
    let has_older = events.len() > SIZE;
    events.truncate(SIZE);
    let older = events.last().map(|event| event.id).filter(|_| has_older);
    Ok(Activity { events, is_later: before.is_some(), older })
}

/// The newest of what happened to that account, older than `before`. Whoever asks has made sure that it is
/// the caller's own.
pub async fn of(
    call: &CallContext,
    user: UserId,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<Event>, ServiceError> {
    Ok(store::list(&call.on.db, user, before, most).await?)
}

/// Forgets what happened to that account.
pub async fn forget(tx: &Transaction, user: UserId) -> Result<(), ServiceError> {
    Ok(store::forget_of(tx, user).await?)
}
