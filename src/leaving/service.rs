//! Asking for the end of an account, and taking that back.

use super::{model::Leaving, store};
use crate::{
    activity::{self, model::What},
    audit,
    authorization::{Decision, Governed, Permission},
    call::{CallContext, ServiceError},
    letters::{Errand, Occasion, service as letters},
    paths,
    people::{self, assignment::Assignment},
    server::{database, telemetry},
    sessions::{Ending, UserId},
};

const DAY: u64 = 24 * 60 * 60;

/// Whether the caller's account is to be deleted, and whether it could be.
pub async fn load(call: &CallContext) -> Result<Leaving, ServiceError> {
    let me = call.user()?.id;
    Ok(Leaving {
        due: store::find(&call.on.db, me).await?,
        days: call.on.grace.as_secs() / DAY,
        refusal: refusal(call, me).await?,
    })
}

/// Why the caller cannot give up one of their roles.
async fn refusal(call: &CallContext, me: UserId) -> Result<Option<String>, ServiceError> {
    let held = people::own::roles(call, me).await?;
    let refusal = |held: &Assignment| match call.decide(Permission::GiveUpRole, &held.subject()) {
        Decision::Refused { reason, challenge: None } => reason,
        _ => None,
    };
    Ok(held.iter().find_map(refusal))
}

/// Has the caller's account deleted after the time to think it over; all its other sessions end at once.
///
/// Who goes gives up all their roles: they must be allowed to give up each of them.
pub async fn ask(call: &CallContext, typed: &str) -> Result<(), ServiceError> {
    let person = people::own::me(call).await?;
    let mut permit = call.authorize(Permission::DeleteAccount, &person)?;

    let email = people::own::account(call).await?.email;
    if typed.trim().to_lowercase() != email {
        let words = "This is not the e-mail address of your account: type that.".to_owned();
        return Err(ServiceError::Invalid([("email".to_owned(), words)].into()));
    }
    let now = call.on.clock.now();
    let due = now.plus(call.on.grace);
    let errand = Errand::DeletionAsked { when: Occasion::of(call), due: due.millis() };
    let tx = database::begin(&call.on.db).await?;
    for held in people::own::roles_to_give_up(&tx, person.id).await? {
        permit = permit.and(call.authorize(Permission::GiveUpRole, &held)?);
    }
    if store::insert(&tx, person.id, (now, due)).await? {
        let detail = format!("{}, due {due}", person.name);
        audit::service::record(&tx, call, &permit, &detail).await?;
        activity::service::note(&tx, call, person.id, What::DeletionAsked, "").await?;
        letters::post(&tx, call, &email, &errand).await?;
        tx.commit().await?;
        call.on.mail.tell();
        end_others(call).await;
    }
    call.lead_to(paths::LEAVING_ASKED);
    Ok(())
}

/// Whoever else is in the account may be whom its owner flees from.
async fn end_others(call: &CallContext) {
    let Some(user) = call.principal.user() else { return };
    let is_other = |it: &_| *it != user.handle;
    let ended = call.on.sessions.end_where(user.id, Ending::EndedElsewhere, is_other).await;
    if let Err(error) = ended {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, user = %user.id, "other sessions of somebody who goes may go on");
    }
}

/// Keeps the caller's account. One that nobody wanted to be deleted stays, too.
pub async fn stop(call: &CallContext) -> Result<(), ServiceError> {
    let person = people::own::me(call).await?;
    let permit = call.authorize(Permission::UpdateProfile, &person)?;

    let email = people::own::account(call).await?.email;
    let errand = Errand::DeletionStopped(Occasion::of(call));
    let tx = database::begin(&call.on.db).await?;
    if store::delete(&tx, person.id).await? {
        audit::service::record(&tx, call, &permit, "keeps the account").await?;
        activity::service::note(&tx, call, person.id, What::DeletionStopped, "").await?;
        letters::post(&tx, call, &email, &errand).await?;
        tx.commit().await?;
        call.on.mail.tell();
    }
    call.lead_to(paths::LEAVING_STOPPED);
    Ok(())
}
