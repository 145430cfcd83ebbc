//! How somebody gets on with their password alone.

use crate::{
    activity::{self, model::What},
    authorization::Permission,
    call::{CallContext, ServiceError},
    factors,
    letters::{Errand, service as letters},
    passkeys, people,
    server::{database, telemetry},
    sessions::{Ending, UserId},
};

/// Removes every second factor of the person, with their recovery codes, and ends their sessions.
///
/// # Errors
///
/// [`ServiceError::MovedOn`], if there is none.
pub async fn reset(call: &CallContext, id: UserId) -> Result<(), ServiceError> {
    let person = people::service::find(call, id).await?;
    let permit = call.authorize(Permission::ResetFactors, &person)?;

    let owner = people::accounts::of(&call.on.db, id).await?.ok_or(ServiceError::NotFound)?;
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, id).await?;
    if !factors::changing::has_any(&tx, id).await? {
        return Err(ServiceError::MovedOn { stage: "without a second factor".to_owned() });
    }
    passkeys::service::forget(&tx, id).await?;
    factors::service::forget(&tx, id).await?;
    letters::void(&tx, id).await?;
    let reset = Errand::FactorsReset { at: call.on.clock.now().millis() };
    letters::post(&tx, call, &owner.email, &reset).await?;
    activity::service::note(&tx, call, id, What::FactorsReset, "").await?;
    people::service::record_change(&tx, call, permit, id, &person.name).await?;
    tx.commit().await?;
    call.on.mail.tell();
    // They say that two were proved. Without a second factor nothing asks for that any more but their roles.
    if let Err(error) = call.on.sessions.end_all(id, Ending::EndedByAdministrator).await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, user = %id, "sessions of somebody without second factors go on");
    }
    Ok(())
}
