//! Ceremonies that start a session, and the one that ends it.

use crate::{
    activity::{self, model::What},
    call::{CallContext, ServiceError},
    error::FieldErrors,
    factors,
    letters::{Errand, Occasion, service as letters},
    limits::Device,
    paths, people,
    server::{
        headers::CLEAR_SITE_DATA,
        passwords::{NewPassword, PasswordError, Verdict},
        telemetry,
    },
    sessions::{Assurance, Beginning, Ending, Level, People as _, Principal, SignedIn, UserId},
    sign_in::second_factor,
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
    let (id, hash) =
        person.map(|person| ((person.id, person.version), person.password_hash)).unzip();
    let hash = hash.flatten();
    let device = call
        .device
        .as_ref()
        .filter(|device| id.is_some_and(|(id, _)| device.is_of(id, &call.on.key)));
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
    begin(call, id, (Level::Single, is_kept)).await?;
    unless_changed(call, id.0, vec![hash]).await?;
    tell_of_a_new_browser(call, id.0).await;
    enter(call, (id.0, Level::Single), next).await
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

/// Ends the session that has begun with a password that was changed meanwhile: whoever changes it ends those
/// that are there, which this one may not have been.
pub async fn unless_changed(
    call: &CallContext,
    user: UserId,
    proved_with: Vec<String>,
) -> Result<(), ServiceError> {
    let hash = people::passwords::hash(&call.on, user).await?;
    if hash.is_some_and(|hash| proved_with.contains(&hash)) {
        return Ok(());
    }
    call.on.sessions.end(&call.session, Ending::PasswordChanged).await?;
    Err(ServiceError::WrongCredentials)
}

/// Nobody can be them until an administrator restores the account.
pub fn suspended_account() -> ServiceError {
    let reason = "an administrator has suspended this account".to_owned();
    ServiceError::Refused { reason: Some(reason) }
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

/// Starts a session for whoever has just proved who they are, as they are known in that version, and leads
/// to `next`.
pub async fn start_session(
    call: &CallContext,
    id: (UserId, i64),
    (level, is_kept): (Level, bool),
    next: Option<String>,
) -> Result<(), ServiceError> {
    begin(call, id, (level, is_kept)).await?;
    tell_of_a_new_browser(call, id.0).await;
    enter(call, (id.0, level), next).await
}

/// Starts the first session of somebody whose account begins: no browser is known as theirs yet.
pub async fn start_first_session(call: &CallContext, user: UserId) -> Result<(), ServiceError> {
    begin(call, (user, 1), (Level::Single, false)).await?;
    enter(call, (user, Level::Single), None).await
}

async fn begin(
    call: &CallContext,
    (user, version): (UserId, i64),
    (level, is_kept): (Level, bool),
) -> Result<(), ServiceError> {
    let assurance = Assurance { level, proved_at: call.on.clock.now() };
    let place = call.place.clone();
    let beginning = Beginning { user, version, assurance, is_kept, place };
    call.on.sessions.start(&call.session, beginning).await?;
    activity::service::note_done(call, user, What::SignedIn, "").await;
    tracing::info!(%user, "signed in");
    Ok(())
}

/// Writes to the owner of an account when a session of it begins in a browser that is not known as theirs.
/// Whoever has proved who they are gets in, also when no letter can wait.
async fn tell_of_a_new_browser(call: &CallContext, user: UserId) {
    if call.device.as_ref().is_some_and(|device| device.is_of(user, &call.on.key)) {
        return;
    }
    if let Err(error) = letters::tell(call, user, &Errand::NewBrowser(Occasion::of(call))).await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, %user, "nobody is told of a sign-in with a new browser");
    }
}

/// Makes the browser known as theirs, and leads to `next`; or to where a second factor is added, if nothing else
/// can be done without one.
async fn enter(
    call: &CallContext,
    (user, level): (UserId, Level),
    next: Option<String>,
) -> Result<(), ServiceError> {
    if let Some(cookie) = Device::fresh(user, &call.on.key).and_then(|device| device.cookie()) {
        call.add_cookie(cookie);
    }
    if wants_second_factor(call, user, level).await? {
        call.lead_to(paths::FACTORS);
    } else {
        call.lead_to(next.as_deref().map_or(paths::FRONT, paths::local));
    }
    Ok(())
}

/// Whether there is something that they may not do before they have a second factor.
async fn wants_second_factor(
    call: &CallContext,
    user: UserId,
    level: Level,
) -> Result<bool, ServiceError> {
    let Some(account) = people::accounts::Accounts(call.on.db.clone()).find(user).await? else {
        return Ok(false);
    };
    let now = call.on.clock.now();
    let mut who = SignedIn::just_now(user, String::new(), Vec::new(), now);
    who.take(account);
    who.assurance = Assurance { level, proved_at: now };
    let held = call.authorizer.ability(&Principal::User(Box::new(who)), call.context());
    Ok(held.ability.wants_second_factor())
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
