//! Who works in a department, as far as the caller may know them.

use super::{
    directory::profiles,
    model::{Colleague, Profile, Staff},
    store::staff,
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    departments,
    sessions::Role,
};

/// People who are shown; whoever wants to see more looks at the list of people.
const SHOWN: usize = 24;

/// Who works there: in the order of roles, then by name, each once.
pub async fn of(call: &CallContext, department: &str) -> Result<Staff, ServiceError> {
    if !departments::service::is_id(department) {
        return Err(ServiceError::NotFound);
    }
    let filter = call.filter::<Profile>(Permission::ReadPerson);
    let kinds = call.authorizer.roles().iter().filter(|kind| kind.in_department);
    let roles: Vec<&str> = kinds.map(|kind| kind.name.as_str()).collect();
    // Where the condition lets too many through, every one is asked for on their own. One more than is
    // shown tells that there are more.
    let most = if filter.exact { SHOWN as u64 + 1 } else { i64::MAX.unsigned_abs() };
    let rows = staff::list(&call.on.db, filter.condition, department, &roles, most).await?;
    let mut people = profiles(call, rows).await?;
    people.retain(|person| filter.exact || call.may(Permission::ReadPerson, person));
    let has_more = people.len() > SHOWN;
    people.truncate(SHOWN);
    let here = |role: &Role| role.department.as_deref() == Some(department);
    let colleague = |person: Profile| {
        let role = person.roles.into_iter().find(here).map(|role| role.name);
        Colleague { slug: person.slug, name: person.name, role: role.unwrap_or_default() }
    };
    Ok(Staff { people: people.into_iter().map(colleague).collect(), has_more })
}
