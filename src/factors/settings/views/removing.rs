//! Removing a factor, and what follows from it.

use leptos::prelude::*;

use crate::{
    factors::{model::Kind, settings::api::RemoveFactor},
    paths,
    ui::{
        field::{CheckBox, HiddenField},
        field_error::FieldError,
        form::{FormState, PlainForm, use_form},
        form_error::FormError,
    },
};

/// The form that removes it.
#[component]
pub fn Removing(
    /// Which.
    kind: Kind,
    /// Whether there is no other one.
    is_last: bool,
) -> impl IntoView {
    let state = use_form::<RemoveFactor>();
    let label = match kind {
        Kind::Totp => "Remove the app",
        Kind::Mail => "Turn codes off",
        Kind::Passkey => "Remove",
    };
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <HiddenField name="kind" value=kind.as_str() />
            {is_last.then(|| view! { <Sure state /> })}
            <EndOthers state />
            <div class="buttons">
                <button class="button danger" type="submit">
                    {label}
                </button>
                <a class="button quiet" href=paths::FACTORS>
                    "Keep it"
                </a>
            </div>
        </PlainForm>
    }
}

/// Whether the last one is to go.
#[component]
pub fn Sure(
    /// The form it belongs to.
    state: FormState,
) -> impl IntoView {
    view! {
        <p>
            "It is your last one. Without it your password alone is enough to be you, and your recovery codes count no longer."
        </p>
        <CheckBox state name="sure" label="I am sure" hint="You can add one again at any time." />
        <FieldError state name="sure" />
    }
}

/// Whether every other session ends with a change.
#[component]
pub fn EndOthers(
    /// The form it belongs to.
    state: FormState,
) -> impl IntoView {
    view! {
        <CheckBox
            state
            name="end_others"
            label="Sign out everywhere else"
            hint="Every other session of yours ends; this one goes on."
            ticked=true
        />
    }
}
