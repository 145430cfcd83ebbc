//! What may be changed about a department.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::found::TextFields;
use crate::{
    authorization::{Can, CanOrWhy, Governed, Permission},
    departments::{
        api::{DeleteDepartment, LoadSection, UpdateDepartment},
        model::{Department, Section},
    },
    paths,
    ui::{
        ask::ask,
        field::HiddenField,
        form::{Form, PlainForm, use_form},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        submit::Submit,
        title::PageTitle,
    },
};

/// The way to the settings, for those who may change the department.
#[component]
pub fn SettingsLink(
    /// Which.
    department: Department,
) -> impl IntoView {
    let address = paths::department_settings(&department.id);
    let subject = Section::of(department).subject();
    view! {
        <Can permission=Permission::UpdateDepartment on=subject>
            <a class="button" href=address.clone()>
                "Settings"
            </a>
        </Can>
    }
}

/// The page on which a department is changed.
#[component]
pub fn DepartmentSettingsPage() -> impl IntoView {
    let params = use_params_map();
    let section = ask(move || LoadSection { id: params.read().get("id").unwrap_or_default() });
    view! {
        <Loaded from=section let:section>
            <Settings section />
        </Loaded>
    }
}

/// Name and description, then the way to remove it.
#[component]
fn Settings(
    /// Which.
    section: Section,
) -> impl IntoView {
    let id = section.department.id.clone();
    let name = section.department.name.clone();
    view! {
        <PageTitle text=format!("Settings: {name}") />
        <div class="page content department-settings">
            <a class="text-link" href=paths::department(&id)>
                <Icon name="left" class="small" />
                {name.clone()}
            </a>
            <h1>{format!("Settings: {name}")}</h1>
            <Change section=section.clone() />
            <Remove section />
        </div>
    }
}

/// Changes what is said of it. The whole page is loaded anew: the masthead is part of it.
#[component]
fn Change(
    /// Which.
    section: Section,
) -> impl IntoView {
    let state = use_form::<UpdateDepartment>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <HiddenField name="id" value=section.department.id.clone() />
            <TextFields
                state
                hint="It changes everywhere at once; the address of the department stays."
                section
            />
            <Submit state label="Save" pending="Saving…" class="primary" />
        </PlainForm>
    }
}

/// Removes it, once nothing belongs to it any more.
#[component]
fn Remove(
    /// Which.
    section: Section,
) -> impl IntoView {
    let state = use_form::<DeleteDepartment>();
    let subject = section.subject();
    let Department { id, name } = section.department;
    let id = StoredValue::new(id);
    let gone = StoredValue::new(format!("{name} is removed."));
    let warning = StoredValue::new(format!(
        "{name} leaves the masthead at once, and whoever has its page open is told that it is gone. \
        Nothing else is lost: nothing belongs to it."
    ));
    view! {
        <FormError state />
        <CanOrWhy
            permission=Permission::DeleteDepartment
            on=subject
            act="Remove, refused"
            id="why-remove"
            refused=|| view! { <button class="button">"Remove the department"</button> }
        >
            <details class="unfold">
                <summary class="button">"Remove the department"</summary>
                <Form state class="fields" says=gone.get_value()>
                    <p>{warning.get_value()}</p>
                    <HiddenField name="id" value=id.get_value() />
                    <Submit state label="Remove it" pending="Removing…" class="danger" />
                </Form>
            </details>
        </CanOrWhy>
    }
}
