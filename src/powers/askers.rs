//! People as policies see them, where nobody has signed in as them.

use super::scenes::{HERE, ME, NOW};
use crate::{
    authorization::{Authorizer, RoleKind},
    people::model::capitalised,
    sessions::{Principal, Role, SignedIn, UserId},
    timestamp::Timestamp,
};

/// What nobody is called who has not signed in.
pub const VISITOR: &str = "visitor";

/// Nobody, and then one for each role.
pub fn of_every_role(authorizer: &Authorizer) -> Vec<(String, Principal)> {
    let visitor = (VISITOR.to_owned(), Principal::Visitor);
    let holder = |kind: &RoleKind| (kind.name.clone(), with_role(kind));
    [visitor].into_iter().chain(authorizer.roles().iter().map(holder)).collect()
}

fn with_role(kind: &RoleKind) -> Principal {
    let department = kind.in_department.then(|| HERE.to_owned());
    let role = Role { name: kind.name.clone(), department };
    signed_in(ME, String::new(), vec![role], NOW)
}

/// Whoever has that account, as if they had just signed in with two factors.
pub fn signed_in(id: UserId, name: String, mut roles: Vec<Role>, now: Timestamp) -> Principal {
    roles.sort();
    Principal::User(Box::new(SignedIn::just_now(id, name, roles, now)))
}

/// What many of them are called: `Editors`.
pub fn plural(name: &str) -> String {
    format!("{}s", capitalised(name))
}
