//! Records what a call has changed.

use super::store;
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    server::database::Transaction,
};

/// Records that the caller has used that permission on the thing with that id.
///
/// `detail` says in words what a reader of the audit would ask next: a headline, or a note.
pub async fn record(
    tx: &Transaction,
    call: &CallContext,
    permission: Permission,
    id: &str,
    detail: &str,
) -> Result<(), ServiceError> {
    let entry = store::Entry {
        at: call.on.clock.now(),
        user: call.principal.user().map(|user| user.id),
        permission,
        subject_id: id,
        detail,
        request_id: &call.request_id,
    };
    Ok(store::insert(tx, entry).await?)
}
