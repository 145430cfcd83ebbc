//! Proving again who one is.

use super::model::Ways;
use crate::{
    call::{CallContext, ServiceError},
    factors,
    passkeys::asserting::{self, Asked, Purpose},
    paths, people,
    sessions::{Assurance, Level, SignedIn, UserId},
    sign_in::session::strengthen,
};

/// With what the caller can prove who they are: whoever has a second factor proves that, and nobody less.
pub async fn ways(call: &CallContext) -> Result<Ways, ServiceError> {
    let user = call.user()?.id;
    let person = people::accounts::of(&call.on.db, user).await?.ok_or(ServiceError::NotSignedIn)?;
    let held = factors::service::of(&call.on, user).await?;
    if held.is_any() {
        return Ok(Ways::of(held, person.password_by_letter).that_prove());
    }
    Ok(Ways { password: person.password_hash.is_some(), ..Ways::default() })
}

/// Takes a proof, under a new id of the session, and leads on.
pub async fn prove(
    call: &CallContext,
    password: String,
    code: &str,
    next: Option<String>,
) -> Result<(), ServiceError> {
    let SignedIn { id, assurance, .. } = call.user()?;
    let level = if factors::service::of(&call.on, *id).await?.is_any() {
        by_code(call, *id, code).await?;
        Level::Multi
    } else {
        by_password(call, *id, password).await?;
        assurance.level
    };
    go_on(call, level, next).await
}

/// What a device is to be asked, so that the caller proves again who they are.
pub async fn ask_device(call: &CallContext) -> Result<String, ServiceError> {
    asserting::ask(call, asked(call.user()?)).await
}

/// Takes a passkey as the proof: its device has verified its owner, which makes it two factors.
pub async fn prove_with_passkey(
    call: &CallContext,
    credential: &str,
    next: Option<String>,
) -> Result<(), ServiceError> {
    asserting::prove(call, asked(call.user()?), credential).await?;
    go_on(call, Level::Multi, next).await
}

fn asked(user: &SignedIn) -> Asked<'_> {
    Asked { purpose: Purpose::StepUp, owner: Some(user.id), bound_to: user.handle.as_str() }
}

async fn go_on(call: &CallContext, level: Level, next: Option<String>) -> Result<(), ServiceError> {
    strengthen(call, Assurance { level, proved_at: call.on.clock.now() }).await?;
    if let Some(next) = next {
        call.lead_to(paths::local(&next));
    }
    Ok(())
}

/// Sends the caller a code that counts for this session: not to who would prove the same mailbox twice with it.
pub async fn send_code(call: &CallContext) -> Result<(), ServiceError> {
    let SignedIn { id, handle, .. } = call.user()?;
    if !ways(call).await?.mail {
        return Err(ServiceError::NotFound);
    }
    factors::service::send_code(call, *id, handle.as_str()).await
}

async fn by_code(call: &CallContext, user: UserId, code: &str) -> Result<(), ServiceError> {
    let session = call.user()?.handle.as_str();
    match factors::service::prove(call, user, session, code).await {
        Ok(_) => Ok(()),
        // The field is called otherwise here, where the page may have one of that name too.
        Err(ServiceError::Invalid(fields)) => {
            let words = fields.into_values().map(|words| ("my_code".to_owned(), words));
            Err(ServiceError::Invalid(words.collect()))
        }
        Err(error) => Err(error),
    }
}

async fn by_password(
    call: &CallContext,
    user: UserId,
    password: String,
) -> Result<(), ServiceError> {
    let wrong =
        |words: &str| ServiceError::Invalid([("my_password".to_owned(), words.to_owned())].into());
    if password.is_empty() {
        return Err(wrong("Write your password."));
    }
    let person = people::accounts::of(&call.on.db, user).await?.ok_or(ServiceError::NotSignedIn)?;
    if !people::passwords::is_right(call, &person, password).await? {
        return Err(wrong("This is not your password. Check it, then try again."));
    }
    Ok(())
}
