//! What may be done with departments: everybody may know them, and some may change them.

use super::{
    model::{Department, Section, SectionText},
    store::{self, sections},
};
use crate::{
    audit,
    authorization::Permission,
    call::{CallContext, Foundation, ServiceError},
    error::FieldErrors,
    paths,
    server::database::{self, Transaction},
    slug::Slug,
};

/// All departments, in the order of the masthead.
pub async fn list(call: &CallContext) -> Result<Vec<Department>, ServiceError> {
    Ok(store::list(&call.on.db).await?)
}

/// The department with that id.
pub async fn find(call: &CallContext, id: &str) -> Result<Department, ServiceError> {
    Ok(described(call, id).await?.0)
}

/// The department with that id, and what stands under its name.
pub async fn described(call: &CallContext, id: &str) -> Result<(Department, String), ServiceError> {
    // Only what could be an id is asked for: PostgreSQL takes no text with a NUL.
    let found = if is_id(id) { store::find(&call.on.db, id).await? } else { None };
    found.ok_or(ServiceError::NotFound)
}

/// Whether a department could have that id.
#[must_use]
pub fn is_id(id: &str) -> bool {
    Slug::try_from(id.to_owned()).is_ok()
}

/// All departments with what is said of them, for those who may found another one.
pub async fn sections(call: &CallContext) -> Result<Vec<Section>, ServiceError> {
    call.authorize(Permission::CreateDepartment, &Section::default())?.unrecorded();
    Ok(sections::list(&call.on.db).await?)
}

/// One department, for those who may change it.
pub async fn load(call: &CallContext, id: &str) -> Result<Section, ServiceError> {
    call.user()?;
    let section = Section::of(find(call, id).await?);
    call.authorize(Permission::UpdateDepartment, &section)?.unrecorded();
    sections::find(&call.on.db, id).await?.ok_or(ServiceError::NotFound)
}

/// Founds a department, as the last of the masthead.
pub async fn create(call: &CallContext, text: SectionText) -> Result<(), ServiceError> {
    let permit = call.authorize(Permission::CreateDepartment, &Section::default())?;

    let text = text.checked().map_err(ServiceError::Invalid)?;
    let tx = database::begin(&call.on.db).await?;
    store::lock(&tx).await?;
    let others = store::list(&tx).await?;
    unless_named(&others, &text.name)?;
    let department = Department { id: free_id(&others, &text.name), name: text.name };
    store::insert(&tx, &department, &text.description, position(others.len())).await?;
    // Those before it may have had gaps between them.
    let all: Vec<Department> = others.into_iter().chain([department.clone()]).collect();
    order(&tx, &all).await?;
    let Department { id, name } = department;
    audit::service::record(&tx, call, &permit.about(&id), &name).await?;
    tx.commit().await?;
    call.lead_to(&paths::department(&id));
    Ok(())
}

/// Changes what is said of a department; its address stays.
pub async fn update(call: &CallContext, id: &str, text: SectionText) -> Result<(), ServiceError> {
    call.user()?;
    let department = find(call, id).await?;
    let permit = call.authorize(Permission::UpdateDepartment, &Section::of(department))?;

    let text = text.checked().map_err(ServiceError::Invalid)?;
    let tx = database::begin(&call.on.db).await?;
    store::lock(&tx).await?;
    let (mine, others): (Vec<_>, Vec<_>) =
        store::list(&tx).await?.into_iter().partition(|one| one.id == id);
    let before = mine.into_iter().next().ok_or(ServiceError::NotFound)?;
    unless_named(&others, &text.name)?;
    store::update(&tx, id, &text).await?;
    let detail = format!("{}, until now {}", text.name, before.name);
    audit::service::record(&tx, call, &permit, &detail).await?;
    tx.commit().await?;
    call.lead_to(&paths::department(id));
    Ok(())
}

/// Moves a department one place up or down the masthead.
pub async fn shift(call: &CallContext, id: &str, up: bool) -> Result<(), ServiceError> {
    call.user()?;
    let department = find(call, id).await?;
    let permit = call.authorize(Permission::MoveDepartment, &Section::of(department))?;

    let tx = database::begin(&call.on.db).await?;
    store::lock(&tx).await?;
    let mut all = store::list(&tx).await?;
    let place = all.iter().position(|one| one.id == id).ok_or(ServiceError::NotFound)?;
    let other = if up { place.checked_sub(1) } else { Some(place + 1) };
    let Some(other) = other.filter(|other| *other < all.len()) else {
        let stage = if up { "the first" } else { "the last" };
        return Err(ServiceError::MovedOn { stage: stage.to_owned() });
    };
    all.swap(place, other);
    order(&tx, &all).await?;
    let detail = format!("{}, to place {}", all[other].name, other + 1);
    audit::service::record(&tx, call, &permit, &detail).await?;
    Ok(tx.commit().await?)
}

/// Removes a department that no article belongs to, and in which nobody holds a role.
pub async fn delete(call: &CallContext, id: &str) -> Result<(), ServiceError> {
    call.user()?;
    find(call, id).await?;
    let section = sections::find(&call.on.db, id).await?.ok_or(ServiceError::NotFound)?;
    call.authorize(Permission::DeleteDepartment, &section)?.unrecorded();

    let tx = database::begin(&call.on.db).await?;
    // Whatever begins to belong to it at the same moment waits here, and then finds it gone.
    store::lock(&tx).await?;
    let section = sections::find(&tx, id).await?.ok_or(ServiceError::NotFound)?;
    let permit = call.authorize(Permission::DeleteDepartment, &section)?;

    store::delete(&tx, id).await?;
    let name = &section.department.name;
    audit::service::record(&tx, call, &permit, name).await?;
    tx.commit().await?;
    call.lead_to(paths::DEPARTMENTS);
    Ok(())
}

/// Readers could not tell two departments of one name apart.
fn unless_named(others: &[Department], name: &str) -> Result<(), ServiceError> {
    let is_named = |one: &Department| one.name.to_lowercase() == name.to_lowercase();
    if !others.iter().any(is_named) {
        return Ok(());
    }
    let error = "Another department has this name: choose one that readers can tell apart.";
    Err(ServiceError::Invalid(FieldErrors::from([("name".to_owned(), error.to_owned())])))
}

/// An id that no other department has, made from the name.
fn free_id(others: &[Department], name: &str) -> String {
    let plain = Slug::of(name, "department");
    let mut id = plain.clone();
    let mut number = 2;
    while others.iter().any(|one| one.id == id.as_str()) {
        id = plain.numbered(number);
        number += 1;
    }
    id.to_string()
}

/// Puts all departments in this order.
async fn order(tx: &Transaction, all: &[Department]) -> Result<(), ServiceError> {
    for (place, department) in all.iter().enumerate() {
        store::place(tx, &department.id, position(place)).await?;
    }
    Ok(())
}

fn position(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}

/// All departments, asking nobody: for the seed.
pub async fn all(on: &Foundation) -> Result<Vec<Department>, ServiceError> {
    Ok(store::list(&on.db).await?)
}

/// Adds a department at that place of the masthead: for the seed.
pub async fn found(
    tx: &Transaction,
    department: &Department,
    description: &str,
    position: i32,
) -> Result<(), ServiceError> {
    Ok(store::insert(tx, department, description, position).await?)
}
