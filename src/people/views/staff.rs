//! Who works in a department.

use leptos::prelude::*;

use crate::{
    departments::model::Department,
    paths,
    people::{
        api::LoadStaff,
        model::{Colleague, Staff, capitalised},
    },
    ui::{ask::ask, loaded::Loaded},
};

/// Names by role, each a link; nothing, if the reader may know nobody there.
#[component]
pub fn StaffPanel(
    /// Where.
    department: Department,
) -> impl IntoView {
    let Department { id, name } = department;
    let everybody = paths::people_of(&id);
    let staff = ask(move || LoadStaff { department: id.clone() });
    view! {
        <Loaded from=staff aside=true let:staff>
            <Names staff everybody=everybody.clone() name=name.clone() />
        </Loaded>
    }
}

/// The panel.
#[component]
fn Names(
    /// Who.
    staff: Staff,
    /// Where the list of all of them is.
    everybody: String,
    /// The department's name.
    name: String,
) -> impl IntoView {
    let Staff { people, has_more } = staff;
    (!people.is_empty()).then(|| {
        view! {
            <section class="panel staff" aria-labelledby="staff">
                <h2 id="staff">"Who works here"</h2>
                <dl class="facts">
                    {by_role(people)
                        .into_iter()
                        .map(|(role, people)| view! { <Role role people /> })
                        .collect_view()}
                </dl>
                {has_more
                    .then(|| {
                        view! {
                            <a class="text-link" href=everybody>
                                {format!("Everybody who works in {name}")}
                            </a>
                        }
                    })}
            </section>
        }
    })
}

/// Everybody of one role.
#[component]
fn Role(
    /// Which.
    role: String,
    /// Who.
    people: Vec<Colleague>,
) -> impl IntoView {
    let plural = if people.len() > 1 { "s" } else { "" };
    let link = |person: Colleague| {
        view! {
            <li>
                <a class="text-link" href=paths::person(person.slug.as_str())>
                    {person.name}
                </a>
            </li>
        }
    };
    view! {
        <dt>{capitalised(&role)} {plural}</dt>
        <dd>
            <ul role="list">{people.into_iter().map(link).collect_view()}</ul>
        </dd>
    }
}

/// The people of each role together; they come in the order of roles.
fn by_role(people: Vec<Colleague>) -> Vec<(String, Vec<Colleague>)> {
    let mut groups: Vec<(String, Vec<Colleague>)> = Vec::new();
    for person in people {
        match groups.last_mut() {
            Some((role, group)) if *role == person.role => group.push(person),
            _ => groups.push((person.role.clone(), vec![person])),
        }
    }
    groups
}
