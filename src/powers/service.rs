//! Who may do what, and why, for those who may know it.

use std::sync::Arc;

use leptos::prelude::*;
use tokio::task::spawn_blocking;

use super::{
    asked, askers,
    drawn::{Asked, WholeChart},
    model::{Chart, Page, Question, Row, Table, Wanted, Why},
    scenes,
    table::{self, NOTHING, Powers},
    told,
    words::power,
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    error::FieldErrors,
    people::{self, facts::Anybody, model::Wanted as People},
    ui::{asked::Options, safe_html::SafeHtml},
};

/// Whether somebody may do something, and why.
///
/// Whoever is not there, and whoever the caller may not ask about, gets the same answer; so does what is
/// not there, and what the caller may not read.
pub async fn why(call: &CallContext, question: Question) -> Result<Why, ServiceError> {
    call.user()?;
    let mut why = Why {
        errors: FieldErrors::new(),
        people: people(call).await?,
        acts: permissions(),
        told: None,
        question,
    };
    if why.question.is_empty() {
        return Ok(why);
    }
    let Question { person, permission, thing } = &why.question;
    let person = asked::person(call, person).await?;
    let permission = asked::permission(permission);
    let thing = match (&person, permission) {
        (Some(person), Some(permission)) => {
            Some(asked::thing(call, person, permission, thing).await?)
        }
        _ => None,
    };
    let mut wrong = |part: &str, words: String| why.errors.insert(part.to_owned(), words);
    if person.is_none() {
        let words = if why.people.is_empty() {
            "You can ask about yourself only: leave this empty."
        } else {
            "There is no such person. Choose one of those in the list."
        };
        wrong("person", words.to_owned());
    }
    if permission.is_none() {
        wrong("permission", "There is no such permission. Choose one of the list.".to_owned());
    }
    if let (Some(None), Some(permission)) = (&thing, permission) {
        wrong("thing", asked::missing(permission));
    }
    if let (Some(person), Some(permission), Some(Some(thing))) = (person, permission, thing) {
        let told = told::tell(call, &person, permission, &thing).await?;
        let tells_all = call.may(Permission::ReadPowers, &Anybody);
        why.told = Some(if tells_all { told } else { told.in_short() });
    }
    Ok(why)
}

/// Who may do what, by role.
pub async fn chart(call: &CallContext, wanted: Wanted) -> Result<Chart, ServiceError> {
    call.user()?;
    // A link leads here: the audit would fill with what nobody meant to do.
    if !call.may(Permission::ReadPowers, &Anybody) {
        return Err(ServiceError::Refused { reason: None });
    }
    let authorizer = Arc::clone(&call.authorizer);
    let powers = spawn_blocking(move || table::of(&authorizer)).await;
    let powers = powers.map_err(ServiceError::failed)?;
    Ok(fitting(&powers, wanted))
}

/// One of both, drawn as the page that shows it.
pub async fn page(
    call: &CallContext,
    page: Page,
    question: Question,
    wanted: Wanted,
) -> Result<SafeHtml, ServiceError> {
    Ok(match page {
        Page::Why => {
            let why = why(call, question).await?;
            SafeHtml::written(view! { <Asked why /> })
        }
        Page::Powers => {
            let chart = chart(call, wanted).await?;
            SafeHtml::written(view! { <WholeChart chart /> })
        }
    })
}

/// Some of the people whom the caller may ask about, where that is not only themselves.
async fn people(call: &CallContext) -> Result<Options, ServiceError> {
    if !call.may(Permission::ReadPowers, &Anybody) {
        return Ok(Options::new());
    }
    let directory = people::service::directory(call, &People::default(), 1).await?;
    let option = |it: people::model::Profile| (it.slug.as_str().to_owned(), it.name);
    Ok(directory.people.into_iter().map(option).collect())
}

/// Every permission, under what many things of its kind are called.
fn permissions() -> Vec<(String, Options)> {
    let of_kind = |(kind, many): (&str, &str)| {
        let about = Permission::ALL.into_iter().filter(|one| one.subject() == kind);
        let option = |one: Permission| (one.cedar_action().to_owned(), power(one, many));
        (many.to_owned(), about.map(option).collect())
    };
    scenes::KINDS.into_iter().map(of_kind).collect()
}

/// What was asked for. What there is not, nobody may.
fn fitting(powers: &Powers, wanted: Wanted) -> Chart {
    let is_wanted = |wanted: &str, it: &str| wanted.is_empty() || wanted == it;
    let columns: Vec<usize> = (0..powers.askers.len())
        .filter(|column| is_wanted(&wanted.role, &powers.askers[*column]))
        .collect();
    let row = |row: &Row| Row {
        states: row.states.clone(),
        cells: columns.iter().filter_map(|column| row.cells.get(*column).cloned()).collect(),
    };
    let says_something = |row: &Row| row.cells.iter().any(|cell| cell != NOTHING);
    let tables = powers.tables.iter().filter(|table| {
        is_wanted(&wanted.subject, &table.subject)
            && is_wanted(&wanted.permission, &table.permission)
    });
    let tables = tables.map(|table| Table {
        rows: table.rows.iter().map(row).filter(says_something).collect(),
        ..table.clone()
    });
    let tables = tables.filter(|table| wanted.role.is_empty() || !table.rows.is_empty()).collect();
    let named = |name: &str| (name.to_owned(), askers::plural(name));
    Chart {
        version: powers.version.clone(),
        subjects: scenes::KINDS.map(|(_, many)| (many.to_owned(), many.to_owned())).into(),
        permissions: permissions(),
        roles: powers.askers.iter().map(|name| named(name)).collect(),
        columns: columns.iter().map(|column| askers::plural(&powers.askers[*column])).collect(),
        tables,
        wanted,
    }
}
