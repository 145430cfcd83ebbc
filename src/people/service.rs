//! What may be known of people.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::{
    address, directory,
    model::{Directory, Profile, Wanted, roles_in_words},
    person::{NewPerson, Person},
    store,
};
use crate::{
    authorization::Permission,
    call::{CallContext, Foundation, ServiceError},
    departments,
    server::database::{Database, Transaction},
    sessions::{Account, People, Role, Unavailable, UserId},
    slug::Slug,
    timestamp::Timestamp,
};

/// The names of these people, as bylines show them.
pub async fn names(
    call: &CallContext,
    ids: Vec<UserId>,
) -> Result<BTreeMap<UserId, String>, ServiceError> {
    Ok(store::names(&call.on.db, ids).await?)
}

/// The names of these people, with the addresses of their pages.
pub async fn bylines(
    call: &CallContext,
    ids: Vec<UserId>,
) -> Result<BTreeMap<UserId, (String, String)>, ServiceError> {
    Ok(store::bylines(&call.on.db, ids).await?)
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

/// One page of the people whom the caller may know, as far as they fit what is asked for.
pub async fn directory(
    call: &CallContext,
    wanted: &Wanted,
    page: u32,
) -> Result<Directory, ServiceError> {
    let kinds = call.on.authorizer.roles().iter();
    let roles = kinds.map(|kind| kind.name.clone()).collect();
    let (people, pages) = directory::page(call, wanted, page).await?;
    Ok(Directory { people, pages, roles })
}

/// What the caller may know of the person at that address.
pub async fn load(call: &CallContext, slug: &str) -> Result<Profile, ServiceError> {
    let slug = Slug::try_from(slug.to_owned()).map_err(|_| ServiceError::NotFound)?;
    let row = store::find_profile(&call.on.db, slug.as_str()).await?;
    let row = row.ok_or(ServiceError::NotFound)?;
    let profile = directory::profiles(call, vec![row]).await?.pop();
    let profile = profile.ok_or(ServiceError::NotFound)?;
    // Somebody whom one may not know does not exist: their address must not give them away.
    call.authorize(Permission::ReadPerson, &profile).map_err(|_| ServiceError::NotFound)?;
    Ok(profile)
}

/// Adds a person with their roles, at an address of their own: for the seed.
pub async fn enrol(
    tx: &Transaction,
    person: NewPerson,
    at: Timestamp,
) -> Result<(UserId, Slug), ServiceError> {
    let slug = address::free_slug(tx, &person.name).await?;
    Ok((store::insert(tx, person, &slug, at).await?, slug))
}

/// Who is who, for sessions.
#[derive(Clone, Debug)]
pub struct Accounts(pub Database);

#[async_trait]
impl People for Accounts {
    async fn find(&self, id: UserId) -> Result<Option<Account>, Unavailable> {
        let Self(db) = self;
        let found = store::find(db, id).await.map_err(Unavailable::new)?;
        let Some(person) = found.filter(|person| person.suspended.is_none()) else {
            return Ok(None);
        };
        let roles = store::roles(db, id).await.map_err(Unavailable::new)?;
        Ok(Some(Account { name: person.name, roles, version: person.version }))
    }
}
