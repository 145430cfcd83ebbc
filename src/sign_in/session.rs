//! How a session begins for whoever has proved enough, and goes on for who proves more.

use crate::{
    activity::{self, model::What},
    call::{CallContext, ServiceError},
    letters::{Errand, Occasion, service as letters},
    paths,
    people::{self, person::Person},
    server::telemetry,
    sessions::{Assurance, Beginning, Ending, Level, People as _, Principal, SignedIn, UserId},
};

/// Starts a session for whoever has just proved who they are, as they are known in that version, and leads
/// to `next`.
pub async fn start_session(
    call: &CallContext,
    id: (UserId, i64),
    (assurance, is_kept): (Assurance, bool),
    next: Option<String>,
) -> Result<(), ServiceError> {
    let person = begin(call, id, (assurance, is_kept)).await?;
    tell_of_a_new_browser(call, &person, assurance.level).await;
    enter(call, (&person, assurance.level), next).await
}

/// The same for whoever has proved the password of that hash: not, if it is another one by now. Whoever changes it
/// ends the sessions that are there, which this one may not have been.
pub async fn start_session_of(
    call: &CallContext,
    (id, hash): ((UserId, i64), &str),
    (assurance, is_kept): (Assurance, bool),
    next: Option<String>,
) -> Result<(), ServiceError> {
    let person = begin(call, id, (assurance, is_kept)).await?;
    if person.password_hash.as_deref() != Some(hash) {
        call.on.sessions.end(&call.session, Ending::PasswordChanged).await?;
        return Err(ServiceError::WrongCredentials);
    }
    tell_of_a_new_browser(call, &person, assurance.level).await;
    enter(call, (&person, assurance.level), next).await
}

/// Starts the first session of somebody whose account begins: no browser is known as theirs yet.
pub async fn start_first_session(call: &CallContext, user: UserId) -> Result<(), ServiceError> {
    let person = begin(call, (user, 1), (just_proved(call, Level::Single), false)).await?;
    enter(call, (&person, Level::Single), None).await
}

/// What somebody has just proved.
pub fn just_proved(call: &CallContext, level: Level) -> Assurance {
    Assurance { level, proved_at: call.on.clock.now() }
}

/// Begins a session. Whose it is, as they are now.
async fn begin(
    call: &CallContext,
    (user, version): (UserId, i64),
    (assurance, is_kept): (Assurance, bool),
) -> Result<Person, ServiceError> {
    let place = call.place.clone();
    let beginning = Beginning { user, version, assurance, is_kept, place };
    call.on.sessions.start(&call.session, beginning).await?;
    activity::service::note_done(call, user, What::SignedIn, "").await;
    tracing::info!(%user, "signed in");
    people::accounts::of(&call.on.db, user).await?.ok_or(ServiceError::NotFound)
}

/// Writes to the owner of an account when a session of it begins in a browser in which they have not proved as much
/// before. Whoever has proved who they are gets in, also when no letter can wait.
async fn tell_of_a_new_browser(call: &CallContext, owner: &Person, level: Level) {
    if people::devices::with(call, owner, level).is_some() {
        return;
    }
    let told = async {
        call.on.limits.notice("new-browser", &owner.email).await?;
        letters::tell(call, owner.id, &Errand::NewBrowser(Occasion::of(call))).await
    };
    if let Err(error) = told.await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, user = %owner.id, "nobody is told of a sign-in with a new browser");
    }
}

/// Makes the browser known as theirs, and leads to `next`; or to where a second factor is added, if nothing else
/// can be done without one.
async fn enter(
    call: &CallContext,
    (person, level): (&Person, Level),
    next: Option<String>,
) -> Result<(), ServiceError> {
    if let Some(cookie) = people::devices::cookie(call, person, level) {
        call.add_cookie(cookie);
    }
    if wants_second_factor(call, person.id, level).await? {
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

/// Goes on with the caller's session, which has proved that.
pub async fn strengthen(call: &CallContext, assurance: Assurance) -> Result<(), ServiceError> {
    let user = call.user()?.id;
    if !call.on.sessions.strengthen(&call.session, assurance).await? {
        return Err(ServiceError::NotSignedIn);
    }
    activity::service::note_done(call, user, What::Proved, "").await;
    tracing::info!(%user, "proved again who they are");
    Ok(())
}

/// Nobody can be them until an administrator restores the account.
pub fn suspended_account() -> ServiceError {
    let reason = "an administrator has suspended this account".to_owned();
    ServiceError::Refused { reason: Some(reason) }
}
