//! All departments, in the order of the masthead.

use leptos::prelude::*;

use super::found::Found;
use crate::{
    departments::{
        api::{ListSections, MoveDepartment},
        model::Section,
    },
    paths,
    ui::{
        ask::ask,
        field::HiddenField,
        form::{FormState, PlainForm, use_form},
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
    let last = sections.len().saturating_sub(1);
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
            <ol class="sections" role="list" aria-label="Departments">
                {sections
                    .into_iter()
                    .enumerate()
                    .map(|(place, section)| {
                        view! { <Item section state is_first=place == 0 is_last=place == last /> }
                    })
                    .collect_view()}
            </ol>
            <Found />
        </div>
    }
}

/// One department, and what can be done with it.
#[component]
fn Item(
    /// Which.
    section: Section,
    /// The form that moves it.
    state: FormState,
    /// Whether none stands before it.
    is_first: bool,
    /// Whether none stands after it.
    is_last: bool,
) -> impl IntoView {
    let Section { department, description, .. } = section;
    let (id, name) = (department.id, department.name);
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
                {(!is_first).then(|| view! { <Move state id=id.clone() name=name.clone() up=true /> })}
                {(!is_last).then(|| view! { <Move state id=id.clone() name=name.clone() up=false /> })}
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
) -> impl IntoView {
    let (icon, way) = if up { ("up", "up") } else { ("down", "down") };
    let label = format!("Move {name} {way}");
    view! {
        <PlainForm state>
            <HiddenField name="id" value=id />
            <HiddenField name="up" value=up.to_string() />
            <button class="button quiet" type="submit">
                <Icon name=icon />
                <span class="visually-hidden">{label}</span>
            </button>
        </PlainForm>
    }
}
