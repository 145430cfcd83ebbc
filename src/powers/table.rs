//! Who may do what, role by role: asked of the policies in force, once for each version of them.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    askers,
    model::{Row, Table},
    scenes::{self, HELD, LAST, NOT_HELD, NOT_LAST, NOW, Scene, ToMe},
    words::power,
};
use crate::{
    authorization::{Authorizer, Context, Permission},
    sessions::Principal,
};

/// What a cell says where they may do it to nothing.
pub const NOTHING: &str = "–";

/// How a cell says which things it means; the first that fits is said first.
const SAID: &[(&[ToMe], &str)] = &[
    (&ToMe::ALL, "all"),
    (&[ToMe::OwnHere, ToMe::OwnElsewhere], "own"),
    (&[ToMe::OwnHere, ToMe::ForeignHere], "department’s"),
    (&[ToMe::ForeignHere, ToMe::ForeignElsewhere], "others’"),
    (&[ToMe::OwnHere], "own in department"),
    (&[ToMe::ForeignHere], "others’ in department"),
    (&[ToMe::OwnElsewhere], "own elsewhere"),
    (&[ToMe::ForeignElsewhere], "others’ elsewhere"),
];

/// Ends of states of which one always holds: where both have the same row, neither is said.
const EITHER_WAY: [[&str; 2]; 3] = [[NOT_HELD, HELD], [NOT_LAST, LAST], [", shown", ", hidden"]];

/// Everything that the policies say of roles.
pub struct Powers {
    /// Which policies.
    pub version: String,
    /// Who is asked about: nobody who has signed in, and every role.
    pub askers: Vec<String>,
    /// A table for every permission, in the order in which they are listed.
    pub tables: Vec<Table>,
}

/// The powers by the policies that were asked last: it takes many decisions to find them.
static LATEST: Mutex<Option<Arc<Powers>>> = Mutex::new(None);

/// Who may do what by these policies.
pub fn of(authorizer: &Authorizer) -> Arc<Powers> {
    let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    match &*latest {
        Some(powers) if powers.version == authorizer.version() => Arc::clone(powers),
        _ => Arc::clone(latest.insert(Arc::new(Powers::find(authorizer)))),
    }
}

impl Powers {
    fn find(authorizer: &Authorizer) -> Self {
        let askers = askers::of_every_role(authorizer);
        let mut tables = Vec::new();
        for (kind, many) in scenes::KINDS {
            let scenes = scenes::of(kind, authorizer);
            let about = Permission::ALL.into_iter().filter(|one| one.subject() == kind);
            tables.extend(about.map(|permission| Table {
                subject: many.to_owned(),
                permission: permission.cedar_action().to_owned(),
                act: power(permission, many),
                rows: rows(authorizer, permission, &scenes, &askers),
            }));
        }
        let askers = askers.into_iter().map(|(name, _)| name).collect();
        Self { version: authorizer.version().to_owned(), askers, tables }
    }
}

/// A row for all states in which everybody may do the same.
fn rows(
    authorizer: &Authorizer,
    permission: Permission,
    scenes: &[Scene],
    askers: &[(String, Principal)],
) -> Vec<Row> {
    let mut rows: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    let states: Vec<&[Scene]> = scenes.chunk_by(|a, b| a.state == b.state).collect();
    for state in &states {
        let name = state.first().map_or("", |scene| &scene.state);
        let cell = |(_, asker): &(String, Principal)| cell(authorizer, permission, state, asker);
        let cells: Vec<String> = askers.iter().map(cell).collect();
        match rows.iter_mut().find(|(_, others)| *others == cells) {
            Some((names, _)) => names.push(name),
            None => rows.push((vec![name], cells)),
        }
    }
    rows.retain(|(_, cells)| cells.iter().any(|cell| cell != NOTHING));
    let in_words = |names: Vec<&str>| match names.len() {
        all if all == states.len() => "in every state".to_owned(),
        _ => either_way(&names).join("; "),
    };
    rows.into_iter().map(|(names, cells)| Row { states: in_words(names), cells }).collect()
}

/// The states, without an end that makes no difference.
fn either_way(states: &[&str]) -> Vec<String> {
    let mut said: Vec<String> = states.iter().map(|state| (*state).to_owned()).collect();
    for [one, other] in EITHER_WAY {
        let pairs = states.iter().filter_map(|state| state.strip_suffix(one));
        for state in pairs.filter(|state| states.contains(&&*format!("{state}{other}"))) {
            said.retain(|known| *known != format!("{state}{other}"));
            said.iter_mut().filter(|known| **known == format!("{state}{one}")).for_each(|known| {
                known.truncate(state.len());
            });
        }
    }
    said
}

fn cell(
    authorizer: &Authorizer,
    permission: Permission,
    state: &[Scene],
    asker: &Principal,
) -> String {
    let may = |scene: &&Scene| {
        authorizer.decide_about(asker, permission, &scene.thing, Context::at(NOW)).is_allowed()
    };
    let may: BTreeSet<ToMe> = state.iter().filter(may).map(|scene| scene.to_me).collect();
    let mut unsaid = may.clone();
    let mut words = Vec::new();
    for (those, name) in SAID {
        if those.iter().all(|one| may.contains(one)) && those.iter().any(|one| unsaid.contains(one))
        {
            unsaid.retain(|one| !those.contains(one));
            words.push(*name);
        }
    }
    if words.is_empty() { NOTHING.to_owned() } else { words.join(", ") }
}
