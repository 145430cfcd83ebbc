//! What may be done with departments: everybody may know them.

use super::{model::Department, store};
use crate::{
    call::{CallContext, Foundation, ServiceError},
    server::database::Transaction,
    slug::Slug,
};

/// All departments, in the order of the masthead.
pub async fn list(call: &CallContext) -> Result<Vec<Department>, ServiceError> {
    Ok(store::list(&call.on.db).await?)
}

/// The department with that id.
pub async fn find(call: &CallContext, id: &str) -> Result<Department, ServiceError> {
    // Only what could be an id is asked for: PostgreSQL takes no text with a NUL.
    let found = if is_id(id) { store::find(&call.on.db, id).await? } else { None };
    found.ok_or(ServiceError::NotFound)
}

/// Whether a department could have that id.
#[must_use]
pub fn is_id(id: &str) -> bool {
    Slug::try_from(id.to_owned()).is_ok()
}

/// All departments, asking nobody: for the seed.
pub async fn all(on: &Foundation) -> Result<Vec<Department>, ServiceError> {
    Ok(store::list(&on.db).await?)
}

/// Adds a department at that place of the masthead: for the seed.
pub async fn found(
    tx: &Transaction,
    department: &Department,
    position: i32,
) -> Result<(), ServiceError> {
    Ok(store::insert(tx, department, position).await?)
}
