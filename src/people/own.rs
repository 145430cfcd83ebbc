//! What people change of their own account. Whoever asks has made sure that they may.

use super::{model::Profile, person::Person, service, store};
use crate::{
    call::{CallContext, ServiceError},
    server::database::Transaction,
    sessions::UserId,
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
