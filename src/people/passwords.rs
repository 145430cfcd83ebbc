//! Hashes of people's passwords.

use super::store;
use crate::{
    call::{Foundation, ServiceError},
    server::database::Transaction,
    sessions::UserId,
};

/// Keeps another hash of the same password, unless the password was changed meanwhile. Nobody may do
/// anything else after it, so that neither version nor sessions change.
pub async fn renew(
    on: &Foundation,
    id: UserId,
    old: String,
    new: String,
) -> Result<(), ServiceError> {
    Ok(store::swap_password_hash(&on.db, id, old, new).await?)
}

/// What is kept of somebody's password, if they have one.
pub async fn hash(on: &Foundation, id: UserId) -> Result<Option<String>, ServiceError> {
    Ok(store::find(&on.db, id).await?.and_then(|person| person.password_hash))
}

/// Gives somebody another password. Whoever asks has made sure that they may, and ends their sessions.
pub async fn keep(tx: &Transaction, id: UserId, hash: &str) -> Result<(), ServiceError> {
    Ok(store::keep_password(tx, id, hash).await?)
}
