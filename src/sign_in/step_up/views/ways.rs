//! What there is to prove with.

use leptos::prelude::*;

use crate::{
    sign_in::step_up::model::Ways,
    ui::{field::TextField, form::FormState},
};

/// The field for what somebody has.
#[component]
pub fn ProofFields(
    /// The form it belongs to.
    state: FormState,
    /// What they have.
    ways: Ways,
) -> impl IntoView {
    let password = ways.password.then(|| {
        view! {
            <TextField
                state
                name="my_password"
                label="Your password"
                kind="password"
                autocomplete="current-password"
            />
        }
    });
    view! { {password} }
}
