//! What is wrong with a field that has no frame of its own.

use leptos::prelude::*;

use super::{form::FormState, icon::Icon};

/// The error of that field, where it stands.
#[component]
pub fn FieldError(
    /// The form.
    state: FormState,
    /// The argument of the server function.
    name: &'static str,
) -> impl IntoView {
    move || {
        state.field_error(name).map(|error| {
            view! {
                <p class="error">
                    <Icon name="alert" class="small first-line" />
                    <span>{error}</span>
                </p>
            }
        })
    }
}
