//! Who works here: a table that sorts, filters and turns its pages by its address.

use leptos::prelude::*;

use super::{
    profile::{Address, Suspended},
    query::Query,
};
use crate::{
    departments::{model::Sections, shown::use_sections},
    paths,
    people::{
        api::LoadDirectory,
        model::{Directory, ORDERS, Profile, capitalised, initials, roles_in_words},
    },
    ui::{
        ask::ask,
        icon::Icon,
        loaded::Loaded,
        moment::Moment,
        pager::{Pager, use_page},
        title::PageTitle,
    },
};

/// The people whom the reader may know.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    let query = Query::of_the_page();
    let page = use_page();
    let directory = ask(move || {
        let Query { words, role, department, order } = query();
        LoadDirectory { words, role, department, order, page: page() }
    });
    view! {
        <Loaded from=directory let:directory>
            <WholeDirectory directory query=query() />
        </Loaded>
    }
}

/// What is asked for, then who fits it.
#[component]
fn WholeDirectory(
    /// One page of the list.
    directory: Directory,
    /// What is asked for.
    query: Query,
) -> impl IntoView {
    let Directory { people, pages, roles } = directory;
    let count = match pages.total {
        1 => "1 person".to_owned(),
        total => format!("{total} people"),
    };
    let list = query.address();
    let nobody = people.is_empty();
    view! {
        <PageTitle text="People" />
        <div class="page content">
            <div class="page-head">
                <h1>"People"</h1>
                <p role="status">{count}</p>
            </div>
            <Wishes roles query=query.clone() />
            {nobody
                .then(|| {
                    view! {
                        <p class="empty">"Nobody fits this."</p>
                    }
                })}
            {(!nobody).then(|| view! { <Table people query /> })}
            <Pager pages list />
        </div>
    }
}

/// Asks for some of the people. It is sent by the browser itself: its answer has an address.
#[component]
fn Wishes(
    /// Every role that there is.
    roles: Vec<String>,
    /// What is asked for.
    query: Query,
) -> impl IntoView {
    let Sections(departments) = use_sections().get_untracked();
    let roles = roles.into_iter().map(|role| (capitalised(&role), role)).collect();
    let departments = departments.into_iter().map(|it| (it.name, it.id)).collect();
    let roles = with_chosen(roles, &query.role);
    let departments = with_chosen(departments, &query.department);
    let everybody = query.is_for_everybody();
    view! {
        <form class="wishes" method="get" action=paths::PEOPLE role="search" aria-label="People">
            <div class="field">
                <label for="words">"Name"</label>
                <input class="input" id="words" name="words" type="search" value=query.words />
            </div>
            <Choice name="role" label="Role" any="Any role" options=roles chosen=query.role />
            <Choice
                name="department"
                label="Department"
                any="Any department"
                options=departments
                chosen=query.department
            />
            <input type="hidden" name="order" value=query.order />
            <div class="actions">
                <button class="button" type="submit">
                    <Icon name="search" />
                    "Show"
                </button>
                {(!everybody)
                    .then(|| {
                        view! {
                            <a class="button quiet" href=paths::PEOPLE>
                                "Show everybody"
                            </a>
                        }
                    })}
            </div>
        </form>
    }
}

/// The options, and what the address asks for although there is no such thing: the form shows what is
/// asked.
fn with_chosen(mut options: Vec<(String, String)>, chosen: &str) -> Vec<(String, String)> {
    if !chosen.is_empty() && options.iter().all(|(_, value)| value != chosen) {
        options.push((chosen.to_owned(), chosen.to_owned()));
    }
    options
}

/// One of several, or any.
#[component]
fn Choice(
    /// The parameter of the address.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// The words for any of them.
    any: &'static str,
    /// Words and value of each.
    options: Vec<(String, String)>,
    /// The value that is asked for.
    chosen: String,
) -> impl IntoView {
    let option = move |(words, value): (String, String)| {
        let selected = value == chosen;
        view! {
            <option value=value selected=selected>
                {words}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select class="input" id=name name=name>
                <option value="">{any}</option>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// The people of this page of the list.
#[component]
fn Table(
    /// Who.
    people: Vec<Profile>,
    /// What is asked for.
    query: Query,
) -> impl IntoView {
    let has_contact = people.iter().any(|person| person.contact.is_some());
    let [name, published] = ORDERS;
    view! {
        <table class="table">
            <thead>
                <tr>
                    <Column label="Name" by=name first=true query=query.clone() />
                    <th scope="col">"Roles"</th>
                    <Column label="Last published" by=published first=false query />
                    {has_contact.then(|| view! { <th scope="col">"E-mail"</th> })}
                </tr>
            </thead>
            <tbody>
                {people
                    .into_iter()
                    .map(|person| view! { <Row person has_contact /> })
                    .collect_view()}
            </tbody>
        </table>
    }
}

/// The head of a column by which the list can be sorted.
#[component]
fn Column(
    /// What it shows.
    label: &'static str,
    /// What the address calls it.
    by: &'static str,
    /// Whether the list is sorted by it if nothing else is asked for.
    first: bool,
    /// What is asked for.
    query: Query,
) -> impl IntoView {
    let direction = query.direction(by, first);
    let next = match direction {
        Some("ascending") => Query { order: format!("-{by}"), ..query },
        _ => query.sorted_by(by),
    };
    let icon = match direction {
        Some("ascending") => "up",
        Some(_) => "down",
        None => "sort",
    };
    view! {
        <th scope="col" aria-sort=direction>
            <a href=next.address()>{label} <Icon name=icon class="small" /></a>
        </th>
    }
}

/// One person.
#[component]
fn Row(
    /// Who.
    person: Profile,
    /// Whether the table shows e-mail addresses.
    has_contact: bool,
) -> impl IntoView {
    let Sections(departments) = use_sections().get_untracked();
    let roles = roles_in_words(&person.roles, &departments);
    let suspended = person.contact.as_ref().is_some_and(|contact| contact.suspended.is_some());
    view! {
        <tr>
            <th scope="row">
                <span class="person">
                    <span class="initials" aria-hidden="true">
                        {initials(&person.name)}
                    </span>
                    <span>
                        <a href=paths::person(person.slug.as_str())>{person.name}</a>
                        {suspended.then(|| view! { " " <Suspended /> })}
                    </span>
                </span>
            </th>
            <td data-label="Roles">{if roles.is_empty() { "None".to_owned() } else { roles }}</td>
            <td data-label="Last published">
                {person.published.map(|at| view! { <Moment at /> })}
                {person.published.is_none().then_some("—")}
            </td>
            {has_contact
                .then(|| {
                    view! {
                        <td data-label="E-mail">
                            {person.contact.map(|contact| view! { <Address contact /> })}
                        </td>
                    }
                })}
        </tr>
    }
}
