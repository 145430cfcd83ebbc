//! Asking for letters, and using the links in them.

use sea_orm::ConnectionTrait;

use super::{
    codes,
    errand::{Errand, Occasion},
    model::{Link, Purpose},
    store::{self, links, outbox},
};
use crate::{
    call::{CallContext, ServiceError},
    limits::Asker,
    people,
    server::{database::Transaction, mail},
    sessions::{Level, UserId},
};

/// Asks for a letter to an address that somebody has typed. Nobody looks whether there is an account.
pub async fn ask(
    call: &CallContext,
    email: &str,
    errand: impl FnOnce(Occasion) -> Errand,
) -> Result<(), ServiceError> {
    let email = address_to_write_to(call, email, Asker::Visitor(call.network)).await?;
    post(&call.on.db, call, &email, &errand(Occasion::of(call))).await?;
    call.on.mail.tell();
    Ok(())
}

/// The address that somebody has typed, if a letter can be sent there, and one more may.
pub async fn address_to_write_to(
    call: &CallContext,
    typed: &str,
    asker: Asker,
) -> Result<String, ServiceError> {
    let email = typed.trim().to_lowercase();
    if !mail::is_address(&email) {
        let words = if email.is_empty() {
            "Write an e-mail address."
        } else {
            "This is no e-mail address: it looks like name@example.org."
        };
        return Err(ServiceError::Invalid([("email".to_owned(), words.to_owned())].into()));
    }
    call.on.limits.letter(&email, asker).await?;
    Ok(email)
}

/// Tells the owner of an account of what happened to it.
pub async fn tell(call: &CallContext, user: UserId, errand: &Errand) -> Result<(), ServiceError> {
    let owner = people::accounts::of(&call.on.db, user).await?.ok_or(ServiceError::NotFound)?;
    post(&call.on.db, call, &owner.email, errand).await?;
    call.on.mail.tell();
    Ok(())
}

/// Has a letter wait. Whoever does so in a transaction says so after it, by `mail.tell`.
pub async fn post(
    db: &impl ConnectionTrait,
    call: &CallContext,
    to: &str,
    errand: &Errand,
) -> Result<(), ServiceError> {
    let errand = serde_json::to_string(errand).map_err(ServiceError::failed)?;
    Ok(outbox::put(db, to, errand, call.on.clock.now()).await?)
}

/// Asks for a letter with a code to the owner of that account, who proves with it that they read it. The code
/// counts only for what it is bound to. The caller has proved a password of it, or has a session.
pub async fn ask_for_code(
    call: &CallContext,
    (user, email): (UserId, &str),
    bound_to: &str,
) -> Result<(), ServiceError> {
    let owner = people::accounts::of(&call.on.db, user).await?.ok_or(ServiceError::NotFound)?;
    let device = people::devices::with(call, &owner, Level::Multi);
    call.on.limits.code(user, device).await?;
    let bound = codes::binding(&call.on, bound_to);
    let errand = Errand::Code { when: Occasion::of(call), user, bound };
    post(&call.on.db, call, email, &errand).await?;
    call.on.mail.tell();
    Ok(())
}

/// The link that the caller has followed, if it still holds for one of these purposes.
pub async fn followed(
    call: &CallContext,
    purposes: &[Purpose],
) -> Result<Option<Link>, ServiceError> {
    let Some(token) = &call.link else { return Ok(None) };
    Ok(links::find(&call.on.db, token, purposes, call.on.clock.now()).await?)
}

/// The link that the caller has followed, if it still holds, and is that of the page that asks: a browser keeps
/// one link, and its pages may be of several.
///
/// # Errors
///
/// [`ServiceError::Expired`]; [`ServiceError::OtherLetter`], if the page has shown another address.
pub async fn followed_from(
    call: &CallContext,
    purposes: &[Purpose],
    address: &str,
) -> Result<Link, ServiceError> {
    let link = followed(call, purposes).await?.ok_or(ServiceError::Expired)?;
    if link.email == address { Ok(link) } else { Err(ServiceError::OtherLetter) }
}

/// Uses the link up; it and whatever else is done are done together.
///
/// # Errors
///
/// [`ServiceError::Expired`] for the second of two who try.
pub async fn use_up(tx: &Transaction, link: &Link) -> Result<(), ServiceError> {
    if links::take(tx, link).await? { Ok(()) } else { Err(ServiceError::Expired) }
}

/// What was on its way to that account holds no longer.
pub async fn void(tx: &Transaction, user: UserId) -> Result<(), ServiceError> {
    links::void(tx, user).await?;
    Ok(store::codes::forget_of(tx, user).await?)
}

/// Nothing is on its way any more to that account and that address.
pub async fn forget(tx: &Transaction, user: UserId, email: &str) -> Result<(), ServiceError> {
    store::codes::forget_of(tx, user).await?;
    links::forget_of(tx, user).await?;
    links::forget_to(tx, email).await?;
    Ok(outbox::forget_to(tx, email).await?)
}
