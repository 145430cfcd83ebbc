//! Becoming one of the seeded people.

use super::model::Somebody;
use crate::{
    call::{CallContext, ServiceError},
    people,
    sign_in::service::{start_session, suspended_account},
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

/// Starts a session as that person, just as a password does.
pub async fn be(call: &CallContext, name: &str, next: Option<String>) -> Result<(), ServiceError> {
    let people = people::service::everybody(call).await?;
    let person = people.into_iter().find(|(person, _)| handle(&person.email) == name);
    let (person, _) = person.ok_or(ServiceError::NotFound)?;
    if person.suspended.is_some() {
        return Err(suspended_account());
    }
    start_session(call, (person.id, person.version), false, next).await
}

/// The part of the e-mail address before the `@`.
fn handle(email: &str) -> &str {
    email.split('@').next().unwrap_or(email)
}
