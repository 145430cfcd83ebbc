//! What people change of their own account. Whoever asks has made sure that they may.

use super::{address, assignment::Assignment, model::Profile, person::Person, service, store};
use crate::{
    call::{CallContext, ServiceError},
    server::database::Transaction,
    sessions::{Principal, Role, SignedIn, UserId},
    timestamp::Timestamp,
};

/// Somebody's own account, as they see it.
pub async fn me(call: &CallContext) -> Result<Profile, ServiceError> {
    service::find(call, call.user()?.id).await
}

/// The readable part of the address of somebody's page, and the number of their picture.
pub async fn face(call: &CallContext, id: UserId) -> Result<(String, Option<i64>), ServiceError> {
    let row = store::profiles::find(&call.on.db, id).await?;
    Ok(row.map(|row| (row.slug, row.picture)).unwrap_or_default())
}

/// Somebody's own account, with the address to which letters go.
pub async fn account(call: &CallContext) -> Result<Person, ServiceError> {
    let found = store::find(&call.on.db, call.user()?.id).await?;
    found.ok_or(ServiceError::NotFound)
}

/// Changes somebody's name; the address of their page stays.
pub async fn rename(tx: &Transaction, id: UserId, name: &str) -> Result<(), ServiceError> {
    Ok(store::rename(tx, id, name).await?)
}

/// Gives somebody that picture, or none.
pub async fn keep_picture(
    tx: &Transaction,
    id: UserId,
    number: Option<i64>,
) -> Result<(), ServiceError> {
    Ok(store::keep_picture(tx, id, number).await?)
}

/// Whose picture has that number, for whoever may know them. To all others it does not exist.
pub async fn pictured(call: &CallContext, number: i64) -> Result<Profile, ServiceError> {
    let row = store::profiles::pictured(&call.on.db, number).await?;
    service::readable(call, row).await
}

/// The account of that number.
pub async fn find(tx: &Transaction, id: UserId) -> Result<Option<Person>, ServiceError> {
    Ok(store::find(tx, id).await?)
}

/// The roles that somebody holds.
pub async fn roles(call: &CallContext, id: UserId) -> Result<Vec<Assignment>, ServiceError> {
    Ok(store::roles::assignments(&call.on.db, id).await?)
}

/// The same for who gives them up: who does so with the same roles at the same moment waits, and counts anew.
pub async fn roles_to_give_up(
    tx: &Transaction,
    id: UserId,
) -> Result<Vec<Assignment>, ServiceError> {
    let mut names: Vec<String> =
        store::roles::assignments(tx, id).await?.into_iter().map(|held| held.role.name).collect();
    // Everybody waits in the same order.
    names.sort_unstable();
    names.dedup();
    for name in names {
        store::roles::lock(tx, &name).await?;
    }
    Ok(store::roles::assignments(tx, id).await?)
}

/// Those who hold a role in the department, each as if it was their only one: who has held theirs longest comes
/// first.
pub async fn holders(
    tx: &Transaction,
    department: &str,
    now: Timestamp,
) -> Result<Vec<Principal>, ServiceError> {
    let holders = store::roles::holders(tx, department).await?;
    let principal = |(id, name, role): (UserId, String, Role)| {
        Principal::User(Box::new(SignedIn::just_now(id, name, vec![role], now)))
    };
    Ok(holders.into_iter().map(principal).collect())
}

/// What somebody is called who has gone.
pub const FORMER: &str = "Former member";

/// Leaves of an account what others' things point at: nobody is it, holds a role by it, or finds out who it was.
pub async fn forget(tx: &Transaction, id: UserId, now: Timestamp) -> Result<(), ServiceError> {
    let slug = address::free_slug(tx, FORMER).await?;
    store::roles::take_all(tx, id).await?;
    store::forget(tx, id, (FORMER, slug.as_str()), now).await?;
    Ok(store::bump(tx, id).await?)
}
