//! How somebody gets back into their account.

use crate::{
    activity::{self, model::What},
    call::{CallContext, ServiceError},
    letters::{
        Errand, Occasion,
        model::{Addressee, Purpose},
        service as letters,
    },
    passkeys, paths,
    people::{self, passwords::Chosen},
    server::{database, link_token::LinkToken, telemetry},
    sessions::Ending,
};

/// The links that lead to a new password.
const WAYS: &[Purpose] = &[Purpose::Recover, Purpose::Undo];

/// Asks for a letter to that address.
pub async fn ask(call: &CallContext, email: &str) -> Result<(), ServiceError> {
    letters::ask(call, email, Errand::Recover).await?;
    call.lead_to(paths::RECOVERY_SENT);
    Ok(())
}

/// Whose letter it is whose link was followed.
pub async fn addressee(call: &CallContext) -> Result<Addressee, ServiceError> {
    let link = letters::followed(call, WAYS).await?;
    let since = link.as_ref().and_then(|link| link.since);
    Ok(Addressee { email: link.map(|link| link.email), since })
}

/// Gives the account of who has followed the link to that address a new password, and ends all its sessions.
///
/// A link that undoes what was added to the account beside its password undoes that too: another password alone would
/// keep out whoever does not have what an intruder has added. Nothing is used up before the password can be taken.
pub async fn finish(
    call: &CallContext,
    address: &str,
    password: String,
) -> Result<(), ServiceError> {
    let link = letters::followed_from(call, WAYS, address).await?;
    let user = link.user.ok_or(ServiceError::Expired)?;
    let person = people::accounts::at(&call.on.db, &link.email).await?;
    let person = person.filter(|it| it.id == user).ok_or(ServiceError::Expired)?;
    let context = vec![person.name.clone(), person.email.clone()];
    let password = call.on.passwords.check(password, context).await?;
    let hash = call.on.passwords.hash(password).await?;
    let changed = Errand::PasswordChanged(Occasion::of(call));

    // Before it counts, so that nothing is changed where sessions cannot be ended; and after it, for one that
    // has begun with the old password meanwhile.
    call.on.sessions.end_all(user, Ending::PasswordChanged).await?;
    let tx = database::begin(&call.on.db).await?;
    people::service::lock(&tx, user).await?;
    letters::use_up(&tx, &link).await?;
    people::passwords::keep(&tx, user, &hash, Chosen::ByLetter).await?;
    if let Some(since) = link.since {
        passkeys::service::undo(&tx, user, since).await?;
        activity::service::note(&tx, call, user, What::FactorRemoved, "undone by a letter").await?;
    }
    // Whatever else was on its way to this account was asked for by who knew the old password, or none.
    letters::void(&tx, user).await?;
    letters::post(&tx, call, &person.email, &changed).await?;
    activity::service::note(&tx, call, user, What::PasswordRecovered, "").await?;
    tx.commit().await?;
    if let Err(error) = call.on.sessions.end_all(user, Ending::PasswordChanged).await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, %user, "sessions that began with an old password may go on");
    }
    call.on.mail.tell();
    if let Some(cookie) = LinkToken::forgotten() {
        call.add_cookie(cookie);
    }
    tracing::info!(%user, "chose a new password by a letter");
    call.lead_to(paths::SIGN_IN_AFTER_RECOVERY);
    Ok(())
}
