//! How somebody changes what they sign in with.

use super::model::{Credentials, EmailLetter, Reader};
use crate::{
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    error::FieldErrors,
    letters::{
        Errand, Occasion,
        model::{Link, Purpose},
        service as letters,
    },
    limits::Asker,
    paths,
    people::{self, passwords::Chosen, person::Person},
    server::{
        database,
        link_token::LinkToken,
        passwords::{NewPassword, PasswordError},
        telemetry,
    },
    sessions::{Ending, Unavailable},
};

/// What the caller signs in with.
pub async fn load(call: &CallContext) -> Result<Credentials, ServiceError> {
    call.user()?;
    let owner = owner(call).await?;
    Ok(Credentials { has_password: owner.password_hash.is_some(), email: owner.email })
}

/// The caller's account.
async fn owner(call: &CallContext) -> Result<Person, ServiceError> {
    let owner = people::accounts::of(&call.on.db, call.user()?.id).await?;
    owner.ok_or(ServiceError::NotSignedIn)
}

/// Gives the caller another password; whoever has one says it first. Their other sessions end, and this one
/// goes on under a new id.
pub async fn change_password(
    call: &CallContext,
    current: String,
    password: String,
) -> Result<(), ServiceError> {
    let profile = people::service::find(call, call.user()?.id).await?;
    let permit = call.authorize(Permission::ChangePassword, &profile)?;

    let owner = owner(call).await?;
    let password = checked(call, &owner, &current, password).await?;
    prove(call, &owner, current).await?;
    let hash = call.on.passwords.hash(password).await?;

    // Before it counts, so that nothing is changed where sessions cannot be ended; and after it, for one that
    // has begun with the old password meanwhile.
    end_others(call, &owner).await?;
    keep_password(call, permit, &owner, &hash).await?;
    if let Err(error) = end_others(call, &owner).await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, user = %owner.id, "sessions that began with an old password may go on");
    }
    let assurance = call.user()?.assurance;
    call.on.sessions.strengthen(&call.session, assurance).await?;
    // All that were known as theirs by the old one are strangers now, but for this one.
    let owner = Person { password_hash: Some(hash), ..owner };
    if let Some(cookie) = people::devices::cookie(call, &owner, assurance.level) {
        call.add_cookie(cookie);
    }
    call.on.mail.tell();
    tracing::info!(user = %owner.id, "chose a new password");
    call.lead_to(paths::PASSWORD_CHANGED);
    Ok(())
}

/// The new password, if it can be taken; nothing is proved, and counted, before it can.
async fn checked(
    call: &CallContext,
    owner: &Person,
    current: &str,
    password: String,
) -> Result<NewPassword, ServiceError> {
    let mut wrong = FieldErrors::new();
    if current.is_empty() && owner.password_hash.is_some() {
        wrong.extend(wrong_current("Write your current password."));
    }
    let context = vec![owner.name.clone(), owner.email.clone()];
    match call.on.passwords.check(password, context).await {
        Err(PasswordError::Weak(weakness)) => {
            wrong.insert("password".to_owned(), weakness.to_string());
        }
        Ok(password) if wrong.is_empty() => return Ok(password),
        checked => drop(checked?),
    }
    Err(ServiceError::Invalid(wrong))
}

fn wrong_current(words: &str) -> FieldErrors {
    [("current_password".to_owned(), words.to_owned())].into()
}

/// Has the owner say their password. Who has none need not.
async fn prove(call: &CallContext, owner: &Person, current: String) -> Result<(), ServiceError> {
    if owner.password_hash.is_none() || people::passwords::is_right(call, owner, current).await? {
        return Ok(());
    }
    Err(ServiceError::Invalid(wrong_current("This is not your current password.")))
}

/// Ends every session of the caller but this one.
async fn end_others(call: &CallContext, owner: &Person) -> Result<(), Unavailable> {
    let this = call.principal.user().map(|user| &user.handle);
    let is_other = |it: &_| Some(it) != this;
    call.on.sessions.end_where(owner.id, Ending::PasswordChanged, is_other).await?;
    Ok(())
}

/// Keeps the password, unless it is another one by now than the one that was proved.
async fn keep_password(
    call: &CallContext,
    permit: Permit,
    proved: &Person,
    hash: &str,
) -> Result<(), ServiceError> {
    let changed = Errand::PasswordChanged(Occasion::of(call));
    let id = proved.id;
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, id).await?;
    let owner = people::accounts::of(&tx, id).await?.ok_or(ServiceError::NotSignedIn)?;
    if owner.password_hash != proved.password_hash {
        let words = "Your password was changed meanwhile: write the one that you have now.";
        return Err(ServiceError::Invalid(wrong_current(words)));
    }
    let chosen = Chosen::InSession(call.user()?.assurance.level);
    people::passwords::keep(&tx, id, hash, chosen).await?;
    // Whatever was on its way to this account was asked for by who knew the old password, or none.
    letters::void(&tx, id).await?;
    letters::post(&tx, call, &owner.email, &changed).await?;
    people::service::changed(&tx, call, permit, id, &owner.name).await?;
    Ok(tx.commit().await?)
}

/// Sends a letter to the address that the caller wants to have, and one to the one that they have. The answer
/// is the same whether or not it is somebody else's.
pub async fn change_email(call: &CallContext, email: &str) -> Result<(), ServiceError> {
    let profile = people::service::find(call, call.user()?.id).await?;
    call.authorize(Permission::ChangeEmail, &profile)?.unrecorded();

    let owner = owner(call).await?;
    if email.trim().to_lowercase() == owner.email {
        let words = "This is your address already.".to_owned();
        return Err(ServiceError::Invalid([("email".to_owned(), words)].into()));
    }
    let email = letters::address_to_write_to(call, email, Asker::Owner(owner.id)).await?;
    let when = Occasion::of(call);
    let tx = database::begin(&call.on.db).await?;
    let asked = Errand::UseEmail { when: when.clone(), user: owner.id };
    letters::post(&tx, call, &email, &asked).await?;
    letters::post(&tx, call, &owner.email, &Errand::EmailAsked(when)).await?;
    tx.commit().await?;
    call.on.mail.tell();
    call.lead_to(paths::EMAIL_ASKED);
    Ok(())
}

/// The letter whose link was followed, and whether it was by whom it is for.
pub async fn letter(call: &CallContext) -> Result<EmailLetter, ServiceError> {
    let link = letters::followed(call, &[Purpose::Email]).await?;
    let owner = link.as_ref().and_then(|link| link.user);
    let reader = match call.principal.user() {
        None => Reader::Visitor,
        Some(user) if Some(user.id) == owner => Reader::Owner,
        Some(_) => Reader::SomebodyElse,
    };
    Ok(EmailLetter { email: link.map(|link| link.email), reader })
}

/// Gives the caller that address, whose letter they have read.
pub async fn finish_email(call: &CallContext, address: &str) -> Result<(), ServiceError> {
    let user = call.user()?.id;
    let link = letters::followed_from(call, &[Purpose::Email], address).await?;
    if link.user != Some(user) {
        let reason = "this link belongs to another account than yours".to_owned();
        return Err(ServiceError::Refused { reason: Some(reason) });
    }
    let profile = people::service::find(call, user).await?;
    let permit = call.authorize(Permission::ChangeEmail, &profile)?;

    let kept = keep_email(call, permit, &link, &profile.name).await;
    kept.map_err(|error| match error {
        // It is somebody's by now: the next letter to it says so, and nothing else does.
        ServiceError::Taken(_) => ServiceError::Expired,
        other => other,
    })?;
    call.on.mail.tell();
    if let Some(cookie) = LinkToken::forgotten() {
        call.add_cookie(cookie);
    }
    tracing::info!(%user, "has another e-mail address");
    call.lead_to(paths::EMAIL_CHANGED);
    Ok(())
}

/// Keeps the address. Whatever link was on its way to the one before, or to a third one, holds no longer.
async fn keep_email(
    call: &CallContext,
    permit: Permit,
    link: &Link,
    name: &str,
) -> Result<(), ServiceError> {
    let (id, when) = (call.user()?.id, Occasion::of(call));
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, id).await?;
    letters::use_up(&tx, link).await?;
    let before = people::accounts::of(&tx, id).await?.ok_or(ServiceError::NotSignedIn)?.email;
    people::accounts::keep_email(&tx, id, &link.email).await?;
    letters::void(&tx, id).await?;
    letters::post(&tx, call, &before, &Errand::FormerEmail(when.clone())).await?;
    letters::post(&tx, call, &link.email, &Errand::NewEmail(when)).await?;
    people::service::changed(&tx, call, permit, id, name).await?;
    Ok(tx.commit().await?)
}
