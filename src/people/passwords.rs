//! Hashes of people's passwords.

use super::store;
use crate::{
    call::{Foundation, ServiceError},
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
