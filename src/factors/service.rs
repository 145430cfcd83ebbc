//! Which second factors somebody has, and proving one by a code.

use super::{
    code::Code,
    model::{Factor, Held, Kind, Proved},
    recovery_code,
    seed::Seed,
    store::{self, recovery_codes},
};
use crate::{
    call::{CallContext, Foundation, ServiceError},
    error::STEP_UP,
    letters::{self, Errand, FactorChange, Occasion},
    limits::Attempt,
    people,
    server::{database, telemetry},
    sessions::{Level, SignedIn, UserId},
};

/// What somebody reads whose code is wrong, old, used or another's: one sentence for all.
const WRONG: &str = "This code does not count: take the newest one, and each only once.";

/// Which second factors that person has.
pub async fn of(on: &Foundation, user: UserId) -> Result<Held, ServiceError> {
    let factors = list(on, user).await?;
    let has = |kind| factors.iter().any(|factor| factor.kind == kind);
    let recovery_codes = recovery_codes::count(&on.db, user).await?;
    let (totp, mail, passkey) = (has(Kind::Totp), has(Kind::Mail), has(Kind::Passkey));
    Ok(Held { totp, mail, passkey, recovery_codes })
}

/// Asks for a proof, where the caller has something beside the password and this session has not proved it: one from
/// before it was added knows the password alone.
///
/// # Errors
///
/// [`ServiceError::StepUp`], if a proof is asked for.
pub async fn ask_for_two(call: &CallContext) -> Result<(), ServiceError> {
    let SignedIn { id, assurance, .. } = call.user()?;
    if assurance.level == Level::Multi || !of(&call.on, *id).await?.is_any() {
        return Ok(());
    }
    let reason = "who has a second factor proves it before they change one".to_owned();
    Err(ServiceError::StepUp { challenge: STEP_UP.to_owned(), reason: Some(reason) })
}

/// Forgets everything by which that person could prove who they are beside a password.
pub async fn forget(tx: &database::Transaction, user: UserId) -> Result<(), ServiceError> {
    store::forget_of(tx, user).await?;
    Ok(recovery_codes::forget_of(tx, user).await?)
}

/// Proves a second factor of that person by a code of any kind, for what is called `bound_to`.
///
/// A code that came by mail counts only for the `bound_to` that it was sent for.
///
/// # Errors
///
/// [`ServiceError::Invalid`] with the field `code`, whatever is wrong with it; [`ServiceError::TooMany`], if too
/// many were wrong.
pub async fn prove(
    call: &CallContext,
    user: UserId,
    bound_to: &str,
    code: &str,
) -> Result<Proved, ServiceError> {
    let code = Code::read(code).ok_or_else(wrong)?;
    let attempt = attempt(call, user).await?;
    match counts(call, user, bound_to, code).await {
        Ok(Some(proved)) => {
            attempt.give_back().await;
            tracing::info!(%user, ?proved, "proved a second factor");
            Ok(proved)
        }
        Ok(None) => {
            tracing::info!(%user, "a code of a second factor was wrong");
            attempt.failed().await;
            Err(wrong())
        }
        Err(error) => {
            attempt.give_back().await;
            Err(error)
        }
    }
}

/// Counts an attempt to prove something of that person.
pub(super) async fn attempt(call: &CallContext, user: UserId) -> Result<Attempt<'_>, ServiceError> {
    let person = people::accounts::of(&call.on.db, user).await?.ok_or(ServiceError::NotFound)?;
    let device = people::devices::with(call, &person, Level::Multi);
    Ok(call.on.limits.factor(user, device).await?)
}

/// Whether what was typed has the shape of a code: what has none was no try.
#[must_use]
pub fn can_be_code(typed: &str) -> bool {
    Code::read(typed).is_some()
}

/// Sends a code to the owner of that account, if they have turned codes by mail on. It counts only for
/// `bound_to`.
///
/// # Errors
///
/// [`ServiceError::NotFound`], if they have not; [`ServiceError::TooMany`] letters.
pub async fn send_code(
    call: &CallContext,
    user: UserId,
    bound_to: &str,
) -> Result<(), ServiceError> {
    store::find(&call.on.db, user, Kind::Mail).await?.ok_or(ServiceError::NotFound)?;
    post_code(call, user, bound_to).await
}

/// Sends a code to the owner of that account, who may be about to turn codes by mail on.
pub(super) async fn post_code(
    call: &CallContext,
    user: UserId,
    bound_to: &str,
) -> Result<(), ServiceError> {
    let email = email(call, user).await?;
    letters::service::ask_for_code(call, (user, &email), bound_to).await
}

/// What that person has turned on.
pub(super) async fn list(on: &Foundation, user: UserId) -> Result<Vec<Factor>, ServiceError> {
    let rows = store::list(&on.db, user).await?;
    Ok(rows.iter().filter_map(store::Model::factor).collect())
}

/// Where letters to that person go.
pub async fn email(call: &CallContext, user: UserId) -> Result<String, ServiceError> {
    let person = people::accounts::of(&call.on.db, user).await?;
    Ok(person.ok_or(ServiceError::NotFound)?.email)
}

/// What somebody reads whose code does not count.
pub(super) fn wrong() -> ServiceError {
    ServiceError::Invalid([("code".to_owned(), WRONG.to_owned())].into())
}

/// What the code proves, if anything. It is used up then.
async fn counts(
    call: &CallContext,
    user: UserId,
    bound_to: &str,
    code: Code,
) -> Result<Option<Proved>, ServiceError> {
    match code {
        Code::Totp(code) => {
            let is_right = by_app(&call.on, user, &code).await?;
            Ok(is_right.then_some(Proved::Totp))
        }
        Code::Mail(code) => {
            let is_right = by_mail(&call.on, user, bound_to, &code).await?;
            Ok(is_right.then_some(Proved::Mail))
        }
        Code::Recovery(code) => {
            let left = by_recovery_code(call, user, &code).await?;
            Ok(left.map(|left| Proved::RecoveryCode { left }))
        }
    }
}

async fn by_app(on: &Foundation, user: UserId, code: &str) -> Result<bool, ServiceError> {
    let Some(row) = store::find(&on.db, user, Kind::Totp).await? else { return Ok(false) };
    let sealed = row.secret.as_deref().unwrap_or_default();
    let seed = Seed::open(&on.seals, sealed, user).map_err(ServiceError::failed)?;
    let now = on.clock.now();
    let Some(step) = seed.step(code, now, row.last_step) else { return Ok(false) };
    let is_right = store::use_step(&on.db, row.id, step, now).await?;
    if is_right && !on.seals.is_newest(sealed) {
        let renewed = seal_anew(on, user, row.id, &seed).await;
        if let Err(error) = renewed {
            let error = telemetry::with_causes(&error);
            tracing::warn!(error, %user, "a seed stays under an old key");
        }
    }
    Ok(is_right)
}

/// Has the seed open with the newest key, so that the old one can go once all have been used.
async fn seal_anew(
    on: &Foundation,
    user: UserId,
    factor: i64,
    seed: &Seed,
) -> Result<(), ServiceError> {
    let sealed = seed.seal(&on.seals, user).map_err(ServiceError::failed)?;
    Ok(store::keep_secret(&on.db, factor, sealed).await?)
}

async fn by_mail(
    on: &Foundation,
    user: UserId,
    bound_to: &str,
    code: &str,
) -> Result<bool, ServiceError> {
    let Some(row) = store::find(&on.db, user, Kind::Mail).await? else { return Ok(false) };
    let is_right = letters::use_code(on, user, bound_to, code).await?;
    if is_right {
        store::note_use(&on.db, row.id, on.clock.now()).await?;
    }
    Ok(is_right)
}

/// How many are left after this one; nothing, if it was none. Its owner is told.
async fn by_recovery_code(
    call: &CallContext,
    user: UserId,
    code: &str,
) -> Result<Option<u64>, ServiceError> {
    let (to, when) = (email(call, user).await?, Occasion::of(call));
    let tx = database::begin(&call.on.db).await?;
    if !recovery_codes::take(&tx, user, &recovery_code::hash(code)).await? {
        return Ok(None);
    }
    let left = recovery_codes::count(&tx, user).await?;
    let change = FactorChange::CodeUsed { left };
    let letter = Errand::Factors { when, change };
    letters::service::post(&tx, call, &to, &letter).await?;
    tx.commit().await?;
    call.on.mail.tell();
    Ok(Some(left))
}
