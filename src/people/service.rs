//! What may be known of people.

use std::collections::BTreeMap;

pub use super::roles::changed;
use super::{
    address,
    assignment::{Assignment, Powers, from_sent},
    directory,
    model::{Directory, Profile, Staff, Wanted, checked_name, is_address, roles_in_words},
    naming,
    person::{NewPerson, Person},
    roles::{self, unfit},
    staff, store,
};
use crate::{
    authorization::Permission,
    call::{CallContext, Foundation, Permit, ServiceError},
    departments,
    server::{
        database::{self, Transaction},
        events::News,
        telemetry,
    },
    sessions::{Ending, Role, UserId},
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

/// The same of those whom the caller may know.
pub async fn known(
    call: &CallContext,
    ids: Vec<UserId>,
) -> Result<BTreeMap<UserId, (String, String)>, ServiceError> {
    let known = directory::known(call, ids).await?.into_iter();
    Ok(known.map(|person| (person.id, (person.name, person.slug.to_string()))).collect())
}

/// The people whose name has that part, or who have that number: at most so many and one more.
pub async fn named(call: &CallContext, part: &str, most: u64) -> Result<Vec<i64>, ServiceError> {
    if let Ok(number) = part.trim().parse() {
        return Ok(vec![number]);
    }
    // PostgreSQL takes no text with a NUL, and no name has one.
    if part.contains('\0') {
        return Ok(Vec::new());
    }
    Ok(store::with_name(&call.on.db, naming::has_in_name(part.trim()), most + 1).await?)
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
        let roles = store::roles::list(&call.on.db, person.id).await?;
        people.push((person, roles));
    }
    Ok(people)
}

/// Nobody else changes that account until the transaction ends.
pub async fn lock(tx: &database::Transaction, id: UserId) -> Result<(), ServiceError> {
    Ok(database::lock(tx, "users", id.get()).await?)
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
    let kinds = call.authorizer.roles().iter();
    let roles = kinds.map(|kind| kind.name.clone()).collect();
    let (people, pages) = directory::page(call, wanted, page).await?;
    Ok(Directory { people, pages, roles })
}

/// Who works in the department, as far as the caller may know them.
pub async fn staff(call: &CallContext, department: &str) -> Result<Staff, ServiceError> {
    staff::of(call, department).await
}

/// What the caller may know of the person at that address.
pub async fn load(call: &CallContext, slug: &str) -> Result<Profile, ServiceError> {
    let slug = Slug::try_from(slug.to_owned()).map_err(|_| ServiceError::NotFound)?;
    let row = store::profiles::find_at(&call.on.db, slug.as_str()).await?;
    readable(call, row).await
}

/// What the caller may know of somebody, if they may know that they are there.
pub async fn readable(
    call: &CallContext,
    row: Option<store::profiles::Model>,
) -> Result<Profile, ServiceError> {
    let row = row.ok_or(ServiceError::NotFound)?;
    let profile = directory::profiles(call, vec![row]).await?.pop();
    let profile = profile.ok_or(ServiceError::NotFound)?;
    // Somebody whom one may not know does not exist: their address must not give them away.
    call.authorize_to_know(Permission::ReadPerson, &profile)?;
    Ok(profile)
}

/// The roles that the person holds, and those that the caller could give to them.
pub async fn powers(call: &CallContext, person: &Profile) -> Result<Powers, ServiceError> {
    roles::powers(call, person).await
}

/// Gives the person a role; it counts from their next request on.
pub async fn give(call: &CallContext, id: UserId, role: &str) -> Result<(), ServiceError> {
    let person = find(call, id).await?;
    if role.is_empty() && !roles::powers(call, &person).await?.offered.is_empty() {
        return Err(unfit("Choose a role first."));
    }
    let role = from_sent(role);
    let departments = departments::service::list(call).await?;
    let exists = roles::exists(call, &role, &departments);
    let others = if exists { store::roles::others(&call.on.db, id, &role.name).await? } else { 0 };
    let given = Assignment { id: 0, holder: id, role, others };
    let permit = call.authorize(Permission::GiveRole, &given)?;

    if !exists {
        return Err(unfit("Choose one of the roles in the list."));
    }
    let detail = roles::in_words(&given.role, &person, &departments);
    let tx = database::begin(&call.on.db).await?;
    if !store::roles::give(&tx, id, &given.role).await? {
        return Err(unfit("They hold this role already: choose another one."));
    }
    changed(&tx, call, permit, id, &detail).await?;
    tx.commit().await?;
    tell(call, id).await;
    Ok(())
}

/// Takes a role from the person; it is gone from their next request on.
pub async fn take(call: &CallContext, id: UserId, role: &str) -> Result<(), ServiceError> {
    let person = find(call, id).await?;
    let role = from_sent(role);
    let held = store::roles::held(&call.on.db, id, &role).await?;
    let taken = held.clone().unwrap_or(Assignment { id: 0, holder: id, role, others: 1 });
    call.authorize(Permission::TakeRole, &taken)?.unrecorded();

    let held = held.ok_or(ServiceError::NotFound)?;
    let departments = departments::service::list(call).await?;
    let detail = roles::in_words(&held.role, &person, &departments);
    let tx = database::begin(&call.on.db).await?;
    // Who takes the same role from somebody else at the same moment waits here, and counts anew.
    store::roles::lock(&tx, &held.role.name).await?;
    let held = store::roles::held(&tx, id, &held.role).await?.ok_or(ServiceError::NotFound)?;
    let permit = call.authorize(Permission::TakeRole, &held)?;
    store::roles::take(&tx, held.id).await?;
    changed(&tx, call, permit, id, &detail).await?;
    tx.commit().await?;
    tell(call, id).await;
    Ok(())
}

/// Lets nobody be this person, until they are restored; whatever sessions they have end.
///
/// For that time it takes all their roles: who suspends must be allowed to take each of them.
pub async fn suspend(call: &CallContext, id: UserId) -> Result<(), ServiceError> {
    let person = find(call, id).await?;
    let mut permit = call.authorize(Permission::SuspendPerson, &person)?;

    let tx = database::begin(&call.on.db).await?;
    for role in &person.roles {
        store::roles::lock(&tx, &role.name).await?;
    }
    for held in store::roles::assignments(&tx, id).await? {
        permit = permit.and(call.authorize(Permission::TakeRole, &held)?);
    }
    if !store::suspend(&tx, id, Some(call.on.clock.now())).await? {
        return Err(ServiceError::MovedOn { stage: "suspended".to_owned() });
    }
    changed(&tx, call, permit, id, &person.name).await?;
    tx.commit().await?;
    // From here on nobody is them, even if their sessions cannot be ended now.
    if let Err(error) = call.on.sessions.end_all(id, Ending::Suspended).await {
        let error = telemetry::with_causes(&error);
        tracing::warn!(error, user = %id, "the sessions of somebody suspended go on, for nobody");
    }
    tell(call, id).await;
    Ok(())
}

/// Lets the person come back, with the roles that they had: who restores must be allowed to give each of them.
pub async fn restore(call: &CallContext, id: UserId) -> Result<(), ServiceError> {
    let person = find(call, id).await?;
    let mut permit = call.authorize(Permission::RestorePerson, &person)?;

    let not_suspended = || ServiceError::MovedOn { stage: "not suspended".to_owned() };
    let known = store::find(&call.on.db, id).await?;
    known.and_then(|known| known.suspended).ok_or_else(not_suspended)?;
    for held in store::roles::assignments(&call.on.db, id).await? {
        permit = permit.and(call.authorize(Permission::GiveRole, &held)?);
    }
    // No session from before comes back with them.
    call.on.sessions.end_all(id, Ending::Suspended).await?;
    let tx = database::begin(&call.on.db).await?;
    if !store::suspend(&tx, id, None).await? {
        return Err(not_suspended());
    }
    changed(&tx, call, permit, id, &person.name).await?;
    Ok(tx.commit().await?)
}

/// Changes the person's name; the address of their page stays.
pub async fn rename(call: &CallContext, id: UserId, name: &str) -> Result<(), ServiceError> {
    let person = find(call, id).await?;
    let permit = call.authorize(Permission::UpdatePerson, &person)?;

    let name = checked_name(name).map_err(ServiceError::Invalid)?;
    let tx = database::begin(&call.on.db).await?;
    store::rename(&tx, id, &name).await?;
    let detail = format!("{}, until now {}", name, person.name);
    changed(&tx, call, permit, id, &detail).await?;
    Ok(tx.commit().await?)
}

/// The role that the person holds, or would hold if it was given to them; `None`, if nobody can hold it.
pub async fn assignment(
    call: &CallContext,
    person: &Profile,
    role: &str,
) -> Result<Option<Assignment>, ServiceError> {
    let role = from_sent(role);
    let departments = departments::service::list(call).await?;
    if !roles::exists(call, &role, &departments) {
        return Ok(None);
    }
    if let Some(held) = store::roles::held(&call.on.db, person.id, &role).await? {
        return Ok(Some(held));
    }
    let others = store::roles::others(&call.on.db, person.id, &role.name).await?;
    Ok(Some(Assignment { id: 0, holder: person.id, role, others }))
}

/// The person with that account, whom the caller may know. A visitor is told to sign in, whoever it is.
pub async fn find(call: &CallContext, id: UserId) -> Result<Profile, ServiceError> {
    call.user()?;
    let row = store::profiles::find(&call.on.db, id).await?;
    // What is left of who has gone is nobody's: nobody gives it a role, or a way back in.
    readable(call, row.filter(|row| is_address(&row.email))).await
}

/// Records a change of somebody that another feature makes, and bumps their version: their sessions go on with
/// other ids, and whoever read what they may do reads it anew.
pub async fn record_change(
    tx: &Transaction,
    call: &CallContext,
    permit: Permit,
    id: UserId,
    detail: &str,
) -> Result<(), ServiceError> {
    changed(tx, call, permit, id, detail).await
}

/// Tells the open pages of that person that they may do something else now.
async fn tell(call: &CallContext, id: UserId) {
    call.on.events.tell(News::PowersOf(id.get())).await;
}

/// Adds a person with their roles, at an address of their own: for the seed, and for who signs up.
pub async fn enrol(
    tx: &Transaction,
    person: NewPerson,
    at: Timestamp,
) -> Result<(UserId, Slug), ServiceError> {
    let slug = address::free_slug(tx, &person.name).await?;
    Ok((store::insert(tx, person, &slug, at).await?, slug))
}
