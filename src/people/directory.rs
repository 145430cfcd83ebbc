//! The list of people: whom the caller may know, exactly counted, in full pages.

use std::collections::BTreeMap;

use sea_orm::{Condition, Order};

use super::{
    model::{Contact, NAME_MAX, Profile, Wanted},
    naming,
    store::{
        self,
        profiles::{self, Sorted},
    },
};
use crate::{
    authorization::{Filter, Permission},
    call::{CallContext, ServiceError},
    departments,
    sessions::{Role, UserId},
    slug::Slug,
    timestamp::Timestamp,
    ui::pager::Pages,
};

/// People on a page of the list.
const SIZE: u32 = 50;
/// Words of a name that are looked for; nobody types more.
const WORDS: usize = 8;

/// One page of the people whom the caller may know and who fit what is asked for.
pub async fn page(
    call: &CallContext,
    wanted: &Wanted,
    page: u32,
) -> Result<(Vec<Profile>, Pages), ServiceError> {
    let sorted = sorted(&wanted.order);
    let filter = call.filter::<Profile>(Permission::ReadPerson);
    let condition = Condition::all().add(filter.condition).add(fitting(call, wanted));
    if !filter.exact {
        let all = readable(call, condition, sorted).await?;
        let pages = Pages::new(page, all.len() as u64, SIZE);
        let skipped = (pages.page - 1) as usize * SIZE as usize;
        return Ok((all.into_iter().skip(skipped).take(SIZE as usize).collect(), pages));
    }
    let total = profiles::count(&call.on.db, condition.clone()).await?;
    let pages = Pages::new(page, total, SIZE);
    let offset = u64::from(pages.page - 1) * u64::from(SIZE);
    let rows = profiles::list(&call.on.db, condition, sorted, offset, u64::from(SIZE)).await?;
    Ok((profiles(call, rows).await?, pages))
}

/// Everybody whom the caller may know and who fits the condition, where that lets too many through:
/// every one is asked for on their own.
pub async fn readable(
    call: &CallContext,
    condition: Condition,
    sorted: Sorted,
) -> Result<Vec<Profile>, ServiceError> {
    let everybody = i64::MAX.unsigned_abs();
    let rows = profiles::list(&call.on.db, condition, sorted, 0, everybody).await?;
    let mut people = profiles(call, rows).await?;
    people.retain(|person| call.may(Permission::ReadPerson, person));
    Ok(people)
}

/// By what the list is sorted; by the name, if that cannot be understood.
pub fn sorted(order: &str) -> Sorted {
    let (turned, by) = match order.strip_prefix('-') {
        Some(by) => (true, by),
        None => (false, order),
    };
    let by = match by {
        "published" => profiles::Column::PublishedAt,
        _ => profiles::Column::Name,
    };
    Sorted { by, order: if turned { Order::Desc } else { Order::Asc } }
}

/// Who fits what is asked for. What nobody can hold or be called, nobody does.
fn fitting(call: &CallContext, wanted: &Wanted) -> Condition {
    let Wanted { words, role, department, .. } = wanted;
    let is_role = call.authorizer.roles().iter().any(|kind| kind.name == *role);
    let is_id = departments::service::is_id(department);
    let is_name = words.chars().count() <= NAME_MAX;
    if !is_name || !(is_id || department.is_empty()) || !(is_role || role.is_empty()) {
        return Filter::nothing().condition;
    }
    let (role, department) = (given(role), given(department));
    let mut fitting = Condition::all();
    if role.is_some() || department.is_some() {
        fitting = fitting.add(profiles::holds(role, department));
    }
    // PostgreSQL takes no text with a NUL, and no name has one.
    let words = words.split(|sign: char| sign.is_whitespace() || sign.is_control());
    for word in words.filter(|word| !word.is_empty()).take(WORDS) {
        fitting = fitting.add(naming::has_in_name(word));
    }
    fitting
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Those of these people whom the caller may know.
pub async fn known(call: &CallContext, ids: Vec<UserId>) -> Result<Vec<Profile>, ServiceError> {
    let Filter { condition, exact, .. } = call.filter::<Profile>(Permission::ReadPerson);
    let rows = profiles::among(&call.on.db, condition, ids).await?;
    let mut people = profiles(call, rows).await?;
    people.retain(|person| exact || call.may(Permission::ReadPerson, person));
    Ok(people)
}

/// What the caller may know of these people.
pub async fn profiles(
    call: &CallContext,
    rows: Vec<profiles::Model>,
) -> Result<Vec<Profile>, ServiceError> {
    let ids = rows.iter().map(|row| row.id).collect();
    let mut held: BTreeMap<UserId, Vec<Role>> = BTreeMap::new();
    for (id, role) in store::roles::of(&call.on.db, ids).await? {
        held.entry(id).or_default().push(role);
    }
    let kinds = call.authorizer.roles();
    let place = |role: &Role| kinds.iter().position(|kind| kind.name == role.name);
    let profile = |row: profiles::Model| {
        let id = UserId::new(row.id);
        let mut roles = held.remove(&id).unwrap_or_default();
        roles.sort_by_key(|role| place(role).unwrap_or(usize::MAX));
        let profile = Profile {
            id,
            slug: Slug::try_from(row.slug).map_err(ServiceError::failed)?,
            name: row.name,
            roles,
            picture: row.picture,
            published: row.published_at.map(Timestamp::from_millis),
            contact: None,
        };
        let contact =
            Contact { email: row.email, suspended: row.suspended_at.map(Timestamp::from_millis) };
        let contact = call.may(Permission::ReadContact, &profile).then_some(contact);
        Ok(Profile { contact, ..profile })
    };
    rows.into_iter().map(profile).collect()
}
