//! All departments, in the order of the masthead.

use leptos::{prelude::*, server_fn::ServerFn};

use super::found::Found;
use crate::{
    departments::{
        api::{DeleteDepartment, ListSections, MoveDepartment},
        model::{Section, Sections},
        shown::use_sections,
    },
    paths,
    ui::{
        ask::ask,
        done::Done,
        field::HiddenField,
        form::{Form, FormState, use_form},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        title::PageTitle,
    },
};

/// The departments, for those who found and order them.
#[component]
pub fn DepartmentsPage() -> impl IntoView {
    let sections = ask(|| ListSections {});
    view! {
        <Loaded from=sections let:sections>
            <Departments sections />
        </Loaded>
    }
}

/// Every one of them, and a way to found another.
#[component]
fn Departments(
    /// In the order of the masthead.
    sections: Vec<Section>,
) -> impl IntoView {
    let state = use_form::<MoveDepartment>();
    let departments: Vec<_> = sections.iter().map(|section| section.department.clone()).collect();
    let names: Vec<_> = departments.iter().map(|department| department.name.clone()).collect();
    show_everywhere(Sections(departments));
    let items = sections
        .into_iter()
        .enumerate()
        .map(|(place, section)| {
            let before = place.checked_sub(1).and_then(|place| names.get(place).cloned());
            let after = names.get(place + 1).cloned();
            view! { <Item section state before after /> }
        })
        .collect_view();
    view! {
        <PageTitle text="Departments" />
        <div class="page content">
            <div class="page-head">
                <div>
                    <h1>"Departments"</h1>
                    <p>"In the order in which readers see them in the masthead."</p>
                </div>
            </div>
            <FormError state />
            <Done of=&[MoveDepartment::PATH, DeleteDepartment::PATH] />
            <ol class="sections" role="list" aria-label="Departments">
                {items}
            </ol>
            <Found />
        </div>
    }
}

/// Whoever orders the departments here sees the masthead follow.
fn show_everywhere(now: Sections) {
    let sections = use_sections();
    Effect::new(move |_| {
        if sections.get_untracked() != now {
            sections.set(now.clone());
        }
    });
}

/// One department, and what can be done with it.
#[component]
fn Item(
    /// Which.
    section: Section,
    /// The form that moves it.
    state: FormState,
    /// The name of the one before it.
    before: Option<String>,
    /// The name of the one after it.
    after: Option<String>,
) -> impl IntoView {
    let Section { department, description, .. } = section;
    let (id, name) = (department.id, department.name);
    let way = |up: bool, past: Option<String>| {
        let (id, name) = (id.clone(), name.clone());
        past.map(|past| view! { <Move state id name up past /> })
    };
    let (up, down) = (way(true, before), way(false, after));
    view! {
        <li>
            <div>
                <h2>
                    <a class="department" data-department=id.clone() href=paths::department(&id)>
                        {name.clone()}
                    </a>
                </h2>
                {(!description.is_empty()).then(|| view! { <p class="soft">{description}</p> })}
            </div>
            <div class="actions">
                {up}
                {down}
                <a class="button" href=paths::department_settings(&id)>
                    "Settings"
                    <span class="visually-hidden">{format!(" of {name}")}</span>
                </a>
            </div>
        </li>
    }
}

/// Moves a department by one place.
#[component]
fn Move(
    /// The form.
    state: FormState,
    /// Which.
    id: String,
    /// Its name.
    name: String,
    /// Towards the beginning of the masthead.
    up: bool,
    /// The one that it changes places with.
    past: String,
) -> impl IntoView {
    let (way, back, place) = if up { ("up", "down", "before") } else { ("down", "up", "after") };
    let label = format!("Move {name} {way}");
    let button = format!("{way}-{id}");
    view! {
        <Form
            state
            says=format!("{name} stands {place} {past}.")
            part=format!("{button} {back}-{id}")
            fragment=button.clone()
        >
            <HiddenField name="id" value=id />
            <HiddenField name="up" value=up.to_string() />
            <button class="button quiet" type="submit" id=button>
                <Icon name=way />
                <span class="visually-hidden">{label}</span>
            </button>
        </Form>
    }
}
