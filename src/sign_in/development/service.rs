//! Becoming one of the seeded people.

use std::time::Duration;

use super::model::Somebody;
use crate::{
    call::{CallContext, ServiceError},
    paths, people,
    sessions::{Assurance, Level},
    sign_in::session::{just_proved, start_session, strengthen, suspended_account},
};

/// The seeded people.
pub async fn list(call: &CallContext) -> Result<Vec<Somebody>, ServiceError> {
    let mut people = Vec::new();
    for (person, roles) in people::service::everybody(call).await? {
        people.push(Somebody {
            handle: handle(&person.email).to_owned(),
            name: person.name,
            roles: people::service::in_words(call, &roles).await?,
            powers: person.powers,
        });
    }
    Ok(people)
}

/// Starts a session as that person, just as two factors do.
pub async fn be(call: &CallContext, name: &str, next: Option<String>) -> Result<(), ServiceError> {
    let people = people::service::everybody(call).await?;
    let person = people.into_iter().find(|(person, _)| handle(&person.email) == name);
    let (person, _) = person.ok_or(ServiceError::NotFound)?;
    if person.suspended.is_some() {
        return Err(suspended_account());
    }
    // As if they had proved all that anybody can: what asks for less is seen with a real password.
    start_session(call, (person.id, person.version), (just_proved(call, Level::Multi), false), next)
        .await
}

/// Lets the caller's session go on as if the last proof of who they are was an hour old.
pub async fn forget_proof(call: &CallContext) -> Result<(), ServiceError> {
    let Assurance { level, .. } = call.user()?.assurance;
    let proved_at = call.on.clock.now().minus(Duration::from_hours(1));
    strengthen(call, Assurance { level, proved_at }).await
}

/// Lets the caller's session go on as if they had proved again who they are.
pub async fn prove(call: &CallContext, next: Option<String>) -> Result<(), ServiceError> {
    let Assurance { level, .. } = call.user()?.assurance;
    let proved_at = call.on.clock.now();
    strengthen(call, Assurance { level, proved_at }).await?;
    if let Some(next) = next {
        call.lead_to(paths::local(&next));
    }
    Ok(())
}

/// The part of the e-mail address before the `@`.
fn handle(email: &str) -> &str {
    email.split('@').next().unwrap_or(email)
}
