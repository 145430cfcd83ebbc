//! Which roles somebody holds, and which they could hold.

use super::{
    assignment::{Assignment, Powers},
    model::{Profile, role_in_words},
    store,
};
use crate::{
    audit,
    authorization::Permission,
    call::{CallContext, Permit, ServiceError},
    departments::{self, model::Department},
    error::FieldErrors,
    server::database::Transaction,
    sessions::{Role, UserId},
};

/// The roles that the person holds, and those that the caller could give to them; neither for who takes
/// no roles, because how many others hold one tells who of them is suspended.
pub async fn powers(call: &CallContext, person: &Profile) -> Result<Powers, ServiceError> {
    if !call.ability().ability.can_some(Permission::TakeRole) {
        return Ok(Powers::default());
    }
    let mut held = store::roles::assignments(&call.on.db, person.id).await?;
    let kinds = call.authorizer.roles();
    held.sort_by_key(|it| kinds.iter().position(|kind| kind.name == it.role.name));
    let mut offered = possible(call, person.id).await?;
    offered.retain(|it| !held.iter().any(|held| held.role == it.role));
    offered.retain(|it| call.may_once_proved(Permission::GiveRole, it));
    Ok(Powers { held, offered })
}

/// Every role that there is, in every department in which it can be held.
async fn possible(call: &CallContext, holder: UserId) -> Result<Vec<Assignment>, ServiceError> {
    let departments = departments::service::list(call).await?;
    let mut possible = Vec::new();
    for kind in call.authorizer.roles() {
        let others = store::roles::others(&call.on.db, holder, &kind.name).await?;
        let places: Vec<Option<String>> = if kind.in_department {
            departments.iter().map(|department| Some(department.id.clone())).collect()
        } else {
            vec![None]
        };
        possible.extend(places.into_iter().map(|department| {
            let role = Role { name: kind.name.clone(), department };
            Assignment { id: 0, holder, role, others }
        }));
    }
    Ok(possible)
}

/// Whether there is such a role, held where it can be held.
pub fn exists(call: &CallContext, role: &Role, departments: &[Department]) -> bool {
    let kind = call.authorizer.roles().iter().find(|kind| kind.name == role.name);
    match (kind, &role.department) {
        (Some(kind), Some(id)) if kind.in_department => {
            departments.iter().any(|department| department.id == *id)
        }
        (Some(kind), None) => !kind.in_department,
        _ => false,
    }
}

/// What is wrong with a role that cannot be given.
pub fn unfit(words: &str) -> ServiceError {
    ServiceError::Invalid(FieldErrors::from([("role".to_owned(), words.to_owned())]))
}

/// Records a change of the person, and bumps their version, so that it counts from their next request on.
///
/// In this order: who changes something of themselves is known to the record by the version before.
pub async fn changed(
    tx: &Transaction,
    call: &CallContext,
    permit: Permit,
    id: UserId,
    detail: &str,
) -> Result<(), ServiceError> {
    audit::service::record(tx, call, &permit.about(id), detail).await?;
    Ok(store::bump(tx, id).await?)
}

/// A role of somebody in words, for the audit: `Editor, Science: Ada Okafor`.
pub fn in_words(role: &Role, person: &Profile, departments: &[Department]) -> String {
    format!("{}: {}", role_in_words(role, departments), person.name)
}
