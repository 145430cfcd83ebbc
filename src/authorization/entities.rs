//! Principals and things as Cedar sees them.

use std::{
    collections::{HashMap, HashSet},
    error::Error,
};

use cedar_policy::{Entity, EntityUid, RestrictedExpression};

use super::{
    facts::{Subject, Value},
    shape::{AttributeKind, ROLE_ATTRIBUTE, Shapes},
};
use crate::{
    sessions::{Principal, Role, SignedIn, UserId},
    timestamp::Timestamp,
};

/// Why something could not be told to Cedar; only the log hears it.
pub type EntityError = Box<dyn Error + Send + Sync>;

/// The type of users who are signed in.
pub const USER: &str = "User";
/// The type of those who are not.
pub const VISITOR: &str = "Visitor";
const ROLE: &str = "Role";

/// The principal's name in Cedar.
fn principal_uid(principal: &Principal, shapes: &Shapes) -> Result<EntityUid, EntityError> {
    match principal {
        Principal::Visitor => shapes.uid(VISITOR, "anybody"),
        Principal::User(user) => shapes.uid(USER, &user.id.to_string()),
    }
}

/// The principal, with everything that policies may ask of it.
///
/// A user's attributes follow the schema: `author_of` holds the departments in which the user has
/// the role `author`, for every attribute whose name ends so. A role that the schema does not list any
/// more gives no power.
pub fn principal(principal: &Principal, shapes: &Shapes) -> Result<Entity, EntityError> {
    let uid = principal_uid(principal, shapes)?;
    let Some(user) = principal.user() else {
        return Ok(Entity::with_uid(uid));
    };
    let mut attributes = Vec::new();
    for (name, attribute) in shapes.of(USER).into_iter().flatten() {
        if let (Some(role), AttributeKind::Entities(of)) =
            (name.strip_suffix(ROLE_ATTRIBUTE), &attribute.kind)
        {
            attributes.push((name.clone(), departments(user, role, of, shapes)?));
        }
    }
    Ok(Entity::new(uid, attributes.into_iter().collect(), roles(user, shapes)?)?)
}

/// A thing, with its facts.
///
/// # Errors
///
/// If it is of a type that the schema does not know, lacks a fact, or has one of another kind than the
/// schema says.
pub fn thing(subject: &Subject, shapes: &Shapes) -> Result<Entity, EntityError> {
    let shape = shapes.of(&subject.kind).ok_or_else(|| format!("there is no {}", subject.kind))?;
    let mut attributes = HashMap::new();
    for (name, attribute) in shape {
        match subject.facts.get(&attribute.field) {
            Some(value) => {
                attributes.insert(name.clone(), expression(name, &attribute.kind, value, shapes)?);
            }
            None if attribute.required => return Err(format!("{name} is missing").into()),
            None => {}
        }
    }
    Ok(Entity::new(shapes.uid(&subject.kind, &subject.id)?, attributes, HashSet::new())?)
}

/// A user who holds nothing, to try the schema with.
pub fn sample_user() -> Principal {
    let moment = Timestamp::from_millis(0);
    Principal::User(Box::new(SignedIn::just_now(UserId::new(0), String::new(), Vec::new(), moment)))
}

fn roles(user: &SignedIn, shapes: &Shapes) -> Result<HashSet<EntityUid>, EntityError> {
    let listed = shapes.roles();
    let is_listed = |name: &str| listed.is_empty() || listed.iter().any(|kind| kind.name == name);
    let held = user.roles.iter().filter(|role| is_listed(&role.name));
    held.map(|role| shapes.uid(ROLE, &role.name)).collect()
}

fn departments(
    user: &SignedIn,
    role: &str,
    of: &str,
    shapes: &Shapes,
) -> Result<RestrictedExpression, EntityError> {
    let held = user.roles.iter().filter(|held| held.name == role);
    let departments: Vec<_> = held
        .filter_map(|Role { department, .. }| department.as_deref())
        .map(|department| Ok(RestrictedExpression::new_entity_uid(shapes.uid(of, department)?)))
        .collect::<Result<_, EntityError>>()?;
    Ok(RestrictedExpression::new_set(departments))
}

fn expression(
    name: &str,
    kind: &AttributeKind,
    value: &Value,
    shapes: &Shapes,
) -> Result<RestrictedExpression, EntityError> {
    Ok(match (kind, value) {
        (AttributeKind::Bool, Value::Bool(yes)) => RestrictedExpression::new_bool(*yes),
        (AttributeKind::Long, Value::Long(number)) => RestrictedExpression::new_long(*number),
        (AttributeKind::Text, Value::Text(text)) => RestrictedExpression::new_string(text.clone()),
        (AttributeKind::Entity(of), Value::Text(id)) => {
            RestrictedExpression::new_entity_uid(shapes.uid(of, id)?)
        }
        (kind, value) => return Err(format!("{name} is {value:?}, which is not {kind:?}").into()),
    })
}
