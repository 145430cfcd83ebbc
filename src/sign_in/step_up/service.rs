//! Proving again who one is.

use super::model::Ways;
use crate::{
    call::{CallContext, ServiceError},
    paths, people,
    server::{events::News, passwords::Verdict},
    sessions::{Assurance, UserId},
};

/// With what the caller can prove who they are.
pub async fn ways(call: &CallContext) -> Result<Ways, ServiceError> {
    let user = call.user()?.id;
    let password = people::passwords::hash(&call.on, user).await?.is_some();
    Ok(Ways { password, ..Ways::default() })
}

/// Takes a proof, under a new id of the session, and leads on.
pub async fn prove(
    call: &CallContext,
    password: String,
    _code: &str,
    next: Option<String>,
) -> Result<(), ServiceError> {
    let user = call.user()?;
    by_password(call, user.id, password).await?;
    let level = user.assurance.level;
    strengthen(call, Assurance { level, proved_at: call.on.clock.now() }).await?;
    if let Some(next) = next {
        call.lead_to(paths::local(&next));
    }
    Ok(())
}

/// Goes on with the caller's session, which has proved that.
pub async fn strengthen(call: &CallContext, assurance: Assurance) -> Result<(), ServiceError> {
    let user = call.user()?.id;
    if !call.on.sessions.strengthen(&call.session, assurance).await? {
        return Err(ServiceError::NotSignedIn);
    }
    tracing::info!(%user, "proved again who they are");
    // Their pages read anew what they may do.
    call.on.events.tell(News::PowersOf(user.get())).await;
    Ok(())
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
    let device = call.device.as_ref().filter(|device| device.is_of(user, &call.on.key));
    let attempt = call.on.limits.attempt(&person.email, device, call.network).await?;
    match call.on.passwords.verify(password, person.password_hash).await {
        Ok(Verdict::Right | Verdict::Outdated(_)) => {
            attempt.give_back().await;
            Ok(())
        }
        Ok(Verdict::Wrong) => {
            attempt.failed().await;
            Err(wrong("This is not your password. Check it, then try again."))
        }
        Err(error) => {
            attempt.give_back().await;
            Err(error.into())
        }
    }
}
