//! Deletes the accounts that are due, beside requests. Several nodes may: each account is one's.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::store;
use crate::{
    activity,
    articles::legacy::Legacy,
    audit,
    authorization::{Decision, Governed, Permission},
    call::{CallContext, Foundation, ServiceError},
    factors,
    letters::{Errand, service as letters},
    passkeys,
    people::{self, assignment::Assignment, person::Person},
    server::{
        beside,
        database::{self, Transaction},
        events::News,
        telemetry,
    },
    sessions::{Ending, Principal, SignedIn, UserId},
};

/// How often.
const EVERY: Duration = Duration::from_mins(10);

/// Who cannot go now is looked at again after so long.
const AGAIN: Duration = Duration::from_hours(24);

/// Accounts in one go.
const BATCH: u64 = 20;

/// Deletes them as they come due, until it is told to stop.
pub async fn leave(on: Foundation, stop: CancellationToken) {
    beside::every(EVERY, stop, "accounts that are due wait", || leave_once(&on)).await;
}

/// Deletes those that are due now.
///
/// # Errors
///
/// The database is out of order.
pub async fn leave_once(on: &Foundation) -> Result<(), ServiceError> {
    let (mut after, now) = (0, on.clock.now());
    loop {
        let due = store::due(&on.db, (after, now), BATCH).await?;
        let Some(last) = due.last() else { return Ok(()) };
        after = last.get();
        for user in due {
            // One that cannot be deleted keeps no other.
            if let Err(error) = one(on, user).await {
                let error = telemetry::with_causes(&error);
                tracing::error!(error, %user, "an account could not be deleted");
            }
        }
    }
}

/// Everything or nothing, and once: whoever takes the row first does it.
async fn one(on: &Foundation, user: UserId) -> Result<(), ServiceError> {
    let call = &CallContext::of_a_visitor(on.clone(), "departure".into());
    let Some(name) = people::service::names(call, vec![user]).await?.remove(&user) else {
        return Ok(());
    };
    let legacy = Legacy::of(call, user, &name).await?;
    let tx = database::begin(&on.db).await?;
    people::service::lock(&tx, user).await?;
    if !store::take(&tx, user, on.clock.now()).await? {
        return Ok(());
    }
    let Some(person) = people::own::find(&tx, user).await? else { return Ok(()) };
    let held = people::own::roles_to_give_up(&tx, user).await?;
    if let Some(reason) = refusal((&person, &held), call) {
        tx.rollback().await?;
        tracing::warn!(%user, reason, "an account cannot be deleted now");
        return Ok(store::put_off(&on.db, user, on.clock.now().plus(AGAIN)).await?);
    }
    legacy.settle(&tx).await?;
    forget(&tx, call, &person).await?;
    tx.commit().await?;
    tracing::info!(%user, "an account was deleted, as its owner asked");
    on.mail.tell();
    on.events.tell(News::PowersOf(user.get())).await;
    on.sessions.end_all(user, Ending::AccountDeleted).await?;
    Ok(())
}

/// Why they cannot give up one of their roles: others may have gone since they asked.
fn refusal((person, held): (&Person, &[Assignment]), call: &CallContext) -> Option<String> {
    let roles = held.iter().map(|held| held.role.clone()).collect();
    let now = call.on.clock.now();
    let who = SignedIn::just_now(person.id, person.name.clone(), roles, now);
    let who = Principal::User(Box::new(who));
    let decide = |held: &Assignment| {
        let subject = held.subject();
        call.authorizer.decide_about(&who, Permission::GiveUpRole, &subject, call.context())
    };
    held.iter().find_map(|held| match decide(held) {
        Decision::Allowed { .. } => None,
        Decision::Refused { reason, .. } => Some(reason.unwrap_or_default()),
    })
}

/// What is theirs alone.
async fn forget(tx: &Transaction, call: &CallContext, person: &Person) -> Result<(), ServiceError> {
    let at = call.on.clock.now();
    activity::service::forget(tx, person.id).await?;
    factors::service::forget(tx, person.id).await?;
    passkeys::service::forget(tx, person.id).await?;
    letters::forget(tx, person.id, &person.email).await?;
    people::own::forget(tx, person.id, at).await?;
    let did = (person.id, Permission::DeleteAccount);
    audit::service::record_later(tx, call, did, "the account is deleted").await?;
    let errand = Errand::AccountDeleted { at: at.millis() };
    letters::post(tx, call, &person.email, &errand).await
}
