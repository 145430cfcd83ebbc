//! The way from a control that refuses to the page that says why.

use leptos::prelude::*;

use crate::{
    authorization::{Governed, Permission, Subject, Value, Verdict, use_ability},
    paths,
    people::facts::Anybody,
};

/// The page that says why the caller may not do this, for those who look after everybody's powers.
#[must_use]
pub fn explained_at(permission: Permission, on: &Subject) -> Option<String> {
    let anybody = Anybody.subject();
    let may = use_ability().with_untracked(|it| it.check(Permission::ReadPowers, &anybody));
    (may == Verdict::Yes).then(|| paths::why(permission.cedar_action(), &named(on)))
}

/// The thing as a question names it: a role by who holds it, everything else by its id.
fn named(on: &Subject) -> String {
    let fact = |name| match on.facts.get(name) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    match (fact("holderId"), fact("role"), fact("departmentId")) {
        ("", ..) => on.id.clone(),
        (holder, role, "") => format!("{holder} {role}"),
        (holder, role, department) => format!("{holder} {role}@{department}"),
    }
}
