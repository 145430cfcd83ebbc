//! Records what a call has changed, and finds it again.

use sea_orm::Condition;

use super::{
    entry::{Kept, Outcome},
    store::{self, NewEntry},
};
use crate::{
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    server::database::Transaction,
    sessions::UserId,
};

/// Records that the caller has done what they were permitted.
///
/// `detail` says in words what a reader of the audit would ask next: a headline, or a note. Every change
/// passes here, in its transaction, so here it is made sure that nobody has taken the caller's powers
/// since the policies were asked.
pub async fn record(
    tx: &Transaction,
    call: &CallContext,
    permit: &Permit,
    detail: &str,
) -> Result<(), ServiceError> {
    if let Some(user) = call.principal.user()
        && !store::stays_current(tx, user.id, user.version).await?
    {
        return Err(ServiceError::Busy { seconds: 1 });
    }
    let entry = NewEntry {
        at: call.on.clock.now(),
        user: call.principal.user().map(|user| user.id),
        permission: permit.permission(),
        subject_id: permit.id(),
        detail,
        outcome: Outcome::Allowed,
        policies: permit.policies(),
        network: &call.place.network,
        request_id: &call.request_id,
    };
    Ok(store::insert(tx, entry).await?)
}

/// Records that the server has done for somebody what they were permitted, when they asked for it before.
pub async fn record_later(
    tx: &Transaction,
    call: &CallContext,
    (user, permission): (UserId, Permission),
    detail: &str,
) -> Result<(), ServiceError> {
    let entry = NewEntry {
        at: call.on.clock.now(),
        user: Some(user),
        permission,
        subject_id: &user.to_string(),
        detail,
        outcome: Outcome::Allowed,
        policies: &[],
        network: "",
        request_id: &call.request_id,
    };
    Ok(store::insert(tx, entry).await?)
}

/// Whether the caller's powers are still those that this call began with.
pub async fn is_current(call: &CallContext) -> Result<bool, ServiceError> {
    let Some(user) = call.principal.user() else { return Ok(true) };
    Ok(store::is_current(&call.on.db, user.id, user.version).await?)
}

/// The newest entries for which that holds, of those that are older than `before`. Nobody is asked:
/// whoever reads them for somebody puts into the condition what they may read.
pub async fn list(
    call: &CallContext,
    condition: Condition,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<Kept>, ServiceError> {
    Ok(store::list(&call.on.db, condition, before, most).await?)
}
