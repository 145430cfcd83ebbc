//! What people's passwords are checked by.

use super::{devices, person::Person, store};
use crate::{
    call::{CallContext, Foundation, ServiceError},
    server::{database::Transaction, passwords::Verdict},
    sessions::{Level, UserId},
};

/// Keeps another hash of the same password, unless the password was changed meanwhile. Nobody may do
/// anything else after it, so that neither version nor sessions change.
pub async fn renew(
    on: &Foundation,
    id: UserId,
    old: String,
    new: String,
) -> Result<(), ServiceError> {
    Ok(store::swap_password_hash(&on.db, id, old, new).await?)
}

/// What is kept of somebody's password, if they have one.
pub async fn hash(on: &Foundation, id: UserId) -> Result<Option<String>, ServiceError> {
    Ok(store::find(&on.db, id).await?.and_then(|person| person.password_hash))
}

/// How somebody has come to choose a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// By a letter. Whoever reads their mail can have done so.
    ByLetter,
    /// In a session that has proved that much.
    InSession(Level),
}

/// Gives somebody another password. Whoever asks has made sure that they may, and ends their sessions.
pub async fn keep(
    tx: &Transaction,
    id: UserId,
    hash: &str,
    chosen: Chosen,
) -> Result<(), ServiceError> {
    store::keep_password(tx, id, hash).await?;
    match chosen {
        Chosen::ByLetter => store::keep_by_letter(tx, (id, hash), true).await?,
        Chosen::InSession(Level::Multi) => store::keep_by_letter(tx, (id, hash), false).await?,
        // Who chose the one before by a letter can have chosen this one.
        Chosen::InSession(Level::Single) => {}
    }
    Ok(())
}

/// Notes that the owner of the account knows the password of that hash: they have proved it together with
/// something that does not come by mail.
pub async fn note_owner(on: &Foundation, id: UserId, hash: &str) -> Result<(), ServiceError> {
    Ok(store::keep_by_letter(&on.db, (id, hash), false).await?)
}

/// Whether that is the password of the caller's account, within the budgets of who signs in.
pub async fn is_right(
    call: &CallContext,
    owner: &Person,
    password: String,
) -> Result<bool, ServiceError> {
    let device = devices::of(call, owner);
    let attempt = call.on.limits.attempt(&owner.email, device, call.network).await?;
    let verdict = call.on.passwords.verify(password, owner.password_hash.clone()).await;
    if matches!(verdict, Ok(Verdict::Wrong)) {
        attempt.failed().await;
        return Ok(false);
    }
    attempt.give_back().await;
    verdict?;
    Ok(true)
}
