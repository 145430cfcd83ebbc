//! What may be known of people.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::{
    model::roles_in_words,
    person::{NewPerson, Person},
    store,
};
use crate::{
    call::{CallContext, Foundation, ServiceError},
    departments,
    server::database::{Database, Transaction},
    sessions::{Account, People, Role, Unavailable, UserId},
    timestamp::Timestamp,
};

/// The names of these people, as bylines show them.
pub async fn names(
    call: &CallContext,
    ids: Vec<UserId>,
) -> Result<BTreeMap<UserId, String>, ServiceError> {
    Ok(store::names(&call.on.db, ids).await?)
}

/// The person with that e-mail address, however it is written, for whoever checks their password.
pub async fn find_by_email(
    call: &CallContext,
    email: &str,
) -> Result<Option<Person>, ServiceError> {
    // PostgreSQL takes no text with a NUL, and no address has one.
    if email.contains('\0') {
        return Ok(None);
    }
    Ok(store::find_by_email(&call.on.db, &email.trim().to_lowercase()).await?)
}

/// Roles in words, the departments by name: `Editor, Science and Culture`.
pub async fn in_words(call: &CallContext, roles: &[Role]) -> Result<String, ServiceError> {
    let departments = departments::service::list(call).await?;
    Ok(roles_in_words(roles, &departments))
}

/// Everybody with their roles, in the order in which they came.
pub async fn everybody(call: &CallContext) -> Result<Vec<(Person, Vec<Role>)>, ServiceError> {
    let mut people = Vec::new();
    for person in store::list(&call.on.db).await? {
        let roles = store::roles(&call.on.db, person.id).await?;
        people.push((person, roles));
    }
    Ok(people)
}

/// How many people there are: for the seed.
pub async fn count(on: &Foundation) -> Result<u64, ServiceError> {
    Ok(store::count(&on.db).await?)
}

/// Adds a person with their roles: for the seed.
pub async fn enrol(
    tx: &Transaction,
    person: NewPerson,
    at: Timestamp,
) -> Result<UserId, ServiceError> {
    Ok(store::insert(tx, person, at).await?)
}

/// Who is who, for sessions.
#[derive(Clone, Debug)]
pub struct Directory(pub Database);

#[async_trait]
impl People for Directory {
    async fn find(&self, id: UserId) -> Result<Option<Account>, Unavailable> {
        let Self(db) = self;
        let Some(person) = store::find(db, id).await.map_err(Unavailable::new)? else {
            return Ok(None);
        };
        let roles = store::roles(db, id).await.map_err(Unavailable::new)?;
        Ok(Some(Account { name: person.name, roles, version: person.version }))
    }
}
