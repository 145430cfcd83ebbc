//! What may be read of alerts.

use super::{
    model::{Alert, Kind, Noticed},
    store,
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
};

/// The alerts that the caller may read, the newest first.
pub async fn list(call: &CallContext) -> Result<Noticed, ServiceError> {
    call.user()?;
    // A link leads here: the audit would fill with what nobody meant to do.
    let of_some_kind = |kind| call.may(Permission::ReadAlert, &Alert::any(kind));
    if ![Kind::ShutOut, Kind::Violation].into_iter().any(of_some_kind) {
        return Err(ServiceError::Refused { reason: None });
    }
    let filter = call.filter::<Alert>(Permission::ReadAlert);
    let mut alerts = store::newest(&call.on.db, filter.condition).await?;
    alerts.retain(|alert| filter.exact || call.may(Permission::ReadAlert, alert));
    Ok(Noticed { alerts, now: call.on.clock.now() })
}
