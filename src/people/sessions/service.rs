//! What may be known of sessions, and how they are ended before their time.

use super::model::{OpenSession, OpenSessions};
use crate::{
    activity::{self, model::What},
    audit,
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    people::service,
    server::database,
    sessions::{Ending, Handle, SessionRecord, UserId},
};

/// The sessions that the person at that address has now.
pub async fn list(call: &CallContext, slug: &str) -> Result<OpenSessions, ServiceError> {
    let this = call.user()?.handle.clone();
    let person = service::load(call, slug).await?;
    // A link leads here: the audit would fill with what nobody meant to do.
    if !call.may(Permission::ReadSessions, &person) {
        return Err(ServiceError::Refused { reason: None });
    }
    let open = |record: SessionRecord| OpenSession {
        is_this: record.handle == this,
        until: call.on.sessions.until(&record),
        handle: record.handle,
        device: record.place.device,
        network: record.place.network,
        started_at: record.started_at,
        last_seen_at: record.last_seen_at,
        is_kept: record.is_kept,
    };
    let sessions = call.on.sessions.list(person.id).await?;
    let mut sessions: Vec<OpenSession> = sessions.into_iter().map(open).collect();
    sessions.sort_by_key(|session| !session.is_this);
    Ok(OpenSessions { is_me: call.user()?.id == person.id, sessions, person })
}

/// Ends one session of the person, but never the one that the caller uses: that is signing out.
pub async fn end(call: &CallContext, id: UserId, handle: &Handle) -> Result<(), ServiceError> {
    let person = service::find(call, id).await?;
    let permit = call.authorize(Permission::EndSession, &person)?;
    if call.user()?.handle == *handle {
        let reason = "this is the session that you are using now; sign out instead".to_owned();
        return Err(ServiceError::Refused { reason: Some(reason) });
    }
    let open = call.on.sessions.list(id).await?;
    let found = open.into_iter().find(|record| record.handle == *handle);
    let SessionRecord { place, .. } = found.ok_or(ServiceError::NotFound)?;
    let detail = format!("{}, {}: {}", place.device, place.network, person.name);
    record(call, permit, id, &detail).await?;
    call.on.sessions.end_where(id, why(call, id)?, |it| it == handle).await?;
    Ok(())
}

/// Ends every session of the person but the one that the caller uses.
pub async fn end_others(call: &CallContext, id: UserId) -> Result<(), ServiceError> {
    let person = service::find(call, id).await?;
    let permit = call.authorize(Permission::EndSession, &person)?;
    let this = &call.user()?.handle;
    record(call, permit, id, &format!("All others: {}", person.name)).await?;
    call.on.sessions.end_where(id, why(call, id)?, |it| it != this).await?;
    Ok(())
}

/// Why it ends, for whoever uses it.
fn why(call: &CallContext, whose: UserId) -> Result<Ending, ServiceError> {
    let is_mine = call.user()?.id == whose;
    Ok(if is_mine { Ending::EndedElsewhere } else { Ending::EndedByAdministrator })
}

/// Records it first: sessions may be kept where no transaction of the database reaches, and one that
/// somebody has ended must not be missing from the audit.
async fn record(
    call: &CallContext,
    permit: Permit,
    id: UserId,
    detail: &str,
) -> Result<(), ServiceError> {
    let tx = database::begin(&call.on.db).await?;
    audit::service::record(&tx, call, &permit.about(id), detail).await?;
    let by = if call.user()?.id == id { "" } else { "An administrator did" };
    activity::service::note(&tx, call, id, What::SessionsEnded, by).await?;
    Ok(tx.commit().await?)
}
