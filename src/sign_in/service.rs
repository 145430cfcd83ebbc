//! Ceremonies that start a session, and the one that ends it.

use super::{
    second_factor,
    session::{just_proved, start_session_of, suspended_account},
};
use crate::{
    activity::{self, model::What},
    call::{CallContext, ServiceError},
    error::FieldErrors,
    factors, paths, people,
    server::{
        headers::CLEAR_SITE_DATA,
        passwords::{NewPassword, PasswordError, Verdict},
        telemetry,
    },
    sessions::{Ending, Level, UserId},
};

/// After how many seconds a place in the queue is likely.
const RETRY_SECONDS: u32 = 2;

/// Starts a session for whoever knows the password, and leads to `next`. The browser keeps it, if asked.
///
/// Who is unknown, who has no password and who mistypes it: the same work, the same answer.
pub async fn sign_in(
    call: &CallContext,
    email: &str,
    password: String,
    is_kept: bool,
    next: Option<String>,
) -> Result<(), ServiceError> {
    let mut missing = FieldErrors::new();
    for (field, typed, words) in [
        ("email", email.trim(), "Write your e-mail address."),
        ("password", &password, "Write your password."),
    ] {
        missing.extend(typed.is_empty().then(|| (field.to_owned(), words.to_owned())));
    }
    if !missing.is_empty() {
        return Err(ServiceError::Invalid(missing));
    }

    let person = people::accounts::at(&call.on.db, email).await?;
    let suspended = person.as_ref().is_some_and(|person| person.suspended.is_some());
    let device = person.as_ref().and_then(|person| people::devices::of(call, person));
    let (id, hash) =
        person.map(|person| ((person.id, person.version), person.password_hash)).unzip();
    let hash = hash.flatten();
    let attempt = call.on.limits.attempt(email, device, call.network).await?;
    let (id, outdated) = match (call.on.passwords.verify(password, hash.clone()).await, id) {
        (Ok(Verdict::Right), Some(id)) => (id, None),
        (Ok(Verdict::Outdated(known)), Some(id)) => (id, hash.clone().map(|hash| (hash, known))),
        (Ok(_), _) => {
            attempt.failed().await;
            return Err(ServiceError::WrongCredentials);
        }
        (Err(error), _) => {
            attempt.give_back().await;
            return Err(error.into());
        }
    };
    attempt.give_back().await;
    // Only who knows the password is told.
    if suspended {
        return Err(suspended_account());
    }
    let hash = match outdated {
        Some((hash, known)) => Some(renew_hash(call, id.0, &hash, known).await.unwrap_or(hash)),
        None => hash,
    };
    let hash = hash.ok_or(ServiceError::WrongCredentials)?;
    if factors::service::of(&call.on, id.0).await?.is_any() {
        return second_factor::service::ask(call, (id.0, &hash), is_kept, next.as_deref());
    }
    start_session_of(call, (id, &hash), (just_proved(call, Level::Single), is_kept), next).await
}

/// Keeps a hash of the kind that the settings want. Whoever has proved who they are gets in, also without it.
async fn renew_hash(
    call: &CallContext,
    user: UserId,
    hash: &str,
    known: NewPassword,
) -> Option<String> {
    let renewed = async {
        let new = call.on.passwords.hash(known).await?;
        people::passwords::renew(&call.on, user, hash.to_owned(), new.clone()).await?;
        Ok::<String, ServiceError>(new)
    };
    let kept = renewed.await.inspect_err(|error| {
        let error = telemetry::with_causes(error);
        tracing::warn!(error, %user, "an outdated hash of a password stays");
    });
    kept.ok()
}

/// Ends the caller's session on the server, and leads to `next`.
pub async fn sign_out(call: &CallContext, next: Option<String>) -> Result<(), ServiceError> {
    call.on.sessions.end(&call.session, Ending::SignedOut).await?;
    if let Some(user) = call.principal.user() {
        activity::service::note_done(call, user.id, What::SignedOut, "").await;
    }
    // What a page has kept of unsent text goes, also where no script could see to it.
    call.set_header(CLEAR_SITE_DATA, "\"storage\"");
    call.lead_to(next.as_deref().map_or(paths::FRONT, paths::local));
    Ok(())
}

impl From<PasswordError> for ServiceError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Weak(weakness) => {
                Self::Invalid([("password".to_owned(), weakness.to_string())].into())
            }
            PasswordError::QueueFull => Self::Busy { seconds: RETRY_SECONDS },
            PasswordError::OtherPepper | PasswordError::Broken(_) => Self::failed(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::passwords::Weakness;

    #[test]
    fn a_weak_password_is_a_field_with_the_sentence_that_says_what_to_do() {
        let ServiceError::Invalid(fields) = PasswordError::Weak(Weakness::Common).into() else {
            panic!("it is not the fault of the field");
        };

        assert_eq!(fields["password"], Weakness::Common.to_string());
    }
}
