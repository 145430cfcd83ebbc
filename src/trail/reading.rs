//! The entries that the caller may read, one part after the other.

use sea_orm::Condition;

use super::model::Deed;
use crate::{
    audit::{self, entry::Kept},
    authorization::Permission,
    call::{CallContext, ServiceError},
};

/// The newest entries that the caller may read and for which that holds, older than `before`.
///
/// The number of the last one is where the next part begins: what is added meanwhile moves nothing.
pub async fn read(
    call: &CallContext,
    fitting: &Condition,
    mut before: Option<i64>,
    most: usize,
) -> Result<Vec<Kept>, ServiceError> {
    let filter = call.filter::<Deed>(Permission::ReadEntry);
    let condition = fitting.clone().add(filter.condition);
    let mut readable = Vec::new();
    loop {
        let part = most - readable.len();
        let found = audit::service::list(call, condition.clone(), before, part as u64).await?;
        let is_last = found.len() < part;
        before = found.last().map(|entry| entry.id);
        // Where the condition lets too much through, every entry is asked for on its own.
        readable.extend(found.into_iter().filter(|entry| filter.exact || may_read(call, entry)));
        if is_last || readable.len() >= most {
            return Ok(readable);
        }
    }
}

fn may_read(call: &CallContext, entry: &Kept) -> bool {
    call.may(Permission::ReadEntry, &Deed { id: entry.id, actor: entry.user })
}
