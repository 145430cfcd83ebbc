//! What follows when somebody has one thing more, or less, beside their password.

use super::{
    model::Kind,
    recovery_code, service,
    store::{self, NewFactor, recovery_codes},
};
use crate::{
    activity::{self, model::What},
    call::{CallContext, Permit, ServiceError},
    letters::{self, Errand, FactorChange, Occasion},
    people,
    server::database::Transaction,
    sessions::{Assurance, Ending, Level, UserId},
    timestamp::Timestamp,
};

/// Notes that somebody has passkeys. The recovery codes that were made with the first factor of all.
pub async fn have_passkeys(
    tx: &Transaction,
    call: &CallContext,
    user: UserId,
) -> Result<Vec<String>, ServiceError> {
    if store::find(tx, user, Kind::Passkey).await?.is_none() {
        let factor = NewFactor { kind: Kind::Passkey, secret: None, last_step: None };
        store::insert(tx, user, factor, call.on.clock.now()).await?;
    }
    codes_of_the_first(tx, call, user).await
}

/// Notes that somebody has no passkeys any more: only if they are sure, where those were the last factor.
pub async fn have_no_passkeys(
    tx: &Transaction,
    user: UserId,
    sure: bool,
) -> Result<(), ServiceError> {
    store::delete(tx, user, Kind::Passkey).await?;
    unless_last(tx, user, sure).await
}

/// Forgets what was added since then, when somebody had no passkeys left, or some. Recovery codes alone are nothing.
pub async fn undo(
    tx: &Transaction,
    user: UserId,
    since: Timestamp,
    has_passkeys: bool,
) -> Result<(), ServiceError> {
    store::forget_since(tx, user, since).await?;
    if !has_passkeys {
        store::delete(tx, user, Kind::Passkey).await?;
    }
    recovery_codes::forget_since(tx, user, since).await?;
    unless_last(tx, user, true).await
}

/// Whether that person has something beside their password.
pub async fn has_any(tx: &Transaction, user: UserId) -> Result<bool, ServiceError> {
    Ok(!store::list(tx, user).await?.is_empty())
}

/// Recovery codes, where there are none.
pub(super) async fn codes_of_the_first(
    tx: &Transaction,
    call: &CallContext,
    user: UserId,
) -> Result<Vec<String>, ServiceError> {
    match recovery_codes::count(tx, user).await? {
        0 => fresh_codes(tx, call, user).await,
        _ => Ok(Vec::new()),
    }
}

/// Where nothing is left, the recovery codes go along, and only if the owner is sure.
pub(super) async fn unless_last(
    tx: &Transaction,
    user: UserId,
    sure: bool,
) -> Result<(), ServiceError> {
    if store::list(tx, user).await?.is_empty() {
        if !sure {
            return Err(unsure());
        }
        recovery_codes::forget_of(tx, user).await?;
    }
    Ok(())
}

/// New recovery codes in the place of all that there were, as they are shown, once.
pub(super) async fn fresh_codes(
    tx: &Transaction,
    call: &CallContext,
    user: UserId,
) -> Result<Vec<String>, ServiceError> {
    let codes = (0..recovery_code::MANY).map(|_| recovery_code::fresh());
    let codes: Vec<String> = codes.collect::<Result<_, _>>().map_err(ServiceError::failed)?;
    let hashes = codes.iter().map(|code| recovery_code::hash(code)).collect();
    recovery_codes::replace(tx, user, hashes, call.on.clock.now()).await?;
    Ok(codes.iter().map(|code| recovery_code::shown(code)).collect())
}

/// Tells the audit, the account's activity and its owner, and has the session go on under another id.
pub async fn note(
    tx: &Transaction,
    call: &CallContext,
    permit: Permit,
    (user, to): (UserId, &str),
    (change, detail): (FactorChange, &str),
) -> Result<(), ServiceError> {
    people::service::record_change(tx, call, permit, user, detail).await?;
    activity::service::note(tx, call, user, what(change), detail).await?;
    let changed = Errand::Factors { when: Occasion::of(call), change };
    letters::service::post(tx, call, to, &changed).await
}

const fn what(change: FactorChange) -> What {
    use FactorChange as Change;

    match change {
        Change::AppAdded | Change::MailAdded | Change::PasskeyAdded => What::FactorAdded,
        Change::AppRemoved | Change::MailRemoved | Change::PasskeyRemoved => What::FactorRemoved,
        Change::CodesMade => What::RecoveryCodesMade,
        Change::CodeUsed { .. } => What::RecoveryCodeUsed,
    }
}

/// Ends every other session of the caller, if they want that.
pub async fn end(call: &CallContext, user: UserId, others: bool) -> Result<(), ServiceError> {
    if others {
        let this = &call.user()?.handle;
        call.on.sessions.end_where(user, Ending::EndedElsewhere, |it| it != this).await?;
    }
    Ok(())
}

/// Whoever has just proved a new factor, in a session that had proved another one lately, has proved two; this browser
/// is known for that.
pub async fn strengthen(call: &CallContext) -> Result<(), ServiceError> {
    let assurance = Assurance { level: Level::Multi, proved_at: call.on.clock.now() };
    call.on.sessions.strengthen(&call.session, assurance).await?;
    let me = people::accounts::of(&call.on.db, call.user()?.id).await?;
    if let Some(cookie) = me.and_then(|me| people::devices::cookie(call, &me, Level::Multi)) {
        call.add_cookie(cookie);
    }
    Ok(())
}

/// Whoever has nothing left beside the password has proved one factor; their other sessions, which say two, end.
pub async fn weaken(call: &CallContext, user: UserId) -> Result<(), ServiceError> {
    if service::of(&call.on, user).await?.is_any() {
        return Ok(());
    }
    end(call, user, true).await?;
    let proved_at = call.user()?.assurance.proved_at;
    call.on
        .sessions
        .strengthen(&call.session, Assurance { level: Level::Single, proved_at })
        .await?;
    Ok(())
}

fn unsure() -> ServiceError {
    let words = "It is your last one: tick that you are sure, or add another one first.";
    ServiceError::Invalid([("sure".to_owned(), words.to_owned())].into())
}
