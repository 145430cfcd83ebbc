//! The form, which stands on the page of the person.

use leptos::prelude::*;

use super::api::ResetFactors;
use crate::{
    authorization::{CanOrWhy, Governed, Permission},
    people::model::Profile,
    ui::{
        erased::{Erased, erased},
        field::HiddenField,
        form::{Form, use_form},
        form_error::FormError,
        submit::Submit,
    },
};

/// Removes the person's second factors, for who may. Whether there are any it says to nobody.
#[must_use]
pub fn factors_reset(person: &Profile) -> Erased {
    let state = use_form::<ResetFactors>();
    let (subject, id) = (person.subject(), person.id);
    let done = StoredValue::new(format!("{} has no second factor any more.", person.name));
    erased(view! {
        <FormError state />
        <CanOrWhy
            permission=Permission::ResetFactors
            on=subject
            act="Remove second factors, refused"
            id="why-reset-factors"
        >
            <details class="unfold" open=move || state.error().is_some()>
                <summary class="button">"Remove second factors"</summary>
                <Form state class="fields" says=done.get_value()>
                    <p>
                        "Make sure whom you speak to: passkeys and recovery codes go too, every session ends, and the password alone is enough."
                    </p>
                    <HiddenField name="id" value=id.to_string() />
                    <Submit state label="Remove them" pending="Removing…" class="danger" />
                </Form>
            </details>
        </CanOrWhy>
    })
}
