//! What is said of a department: the fields of the form that founds it, and of the one that changes it.

use leptos::prelude::*;

use crate::{
    departments::{api::CreateDepartment, model::Section},
    ui::{
        field::TextField,
        form::{FormState, PlainForm, use_form},
        form_error::FormError,
        submit::Submit,
        text_area::TextArea,
    },
};

/// Founds a department. The whole page is loaded anew: the masthead is part of it.
#[component]
pub(super) fn Found() -> impl IntoView {
    let state = use_form::<CreateDepartment>();
    view! {
        <section class="panel" aria-labelledby="found">
            <h2 id="found">"A new department"</h2>
            <PlainForm state class="fields">
                <FormError state />
                <TextFields
                    state
                    hint="Its address is made of it, and stays. The department begins as the last of the masthead."
                    section=Section::default()
                />
                <Submit state label="Add the department" pending="Adding…" class="primary" />
            </PlainForm>
        </section>
    }
}

/// Name and description.
#[component]
pub(super) fn TextFields(
    /// The form.
    state: FormState,
    /// What to know before one types a name.
    hint: &'static str,
    /// What is kept.
    section: Section,
) -> impl IntoView {
    view! {
        <TextField state name="name" label="Name" hint kept=section.department.name />
        <TextArea
            state
            name="description"
            label="Description"
            hint="What it is about, in a sentence or two. It stands under the name."
            kept=section.description
            rows=3
        />
    }
}
