//! What a form has that is sent with the answer of a device. `ui/passkeys.js` asks it.

use leptos::prelude::*;

use crate::ui::{field_error::FieldError, form::FormState};

/// The field for the answer, and the place where it is said why there is none.
#[component]
pub fn AskDevice(
    /// The form it belongs to.
    state: FormState,
    /// What is asked of the device: `create`, `get`, or `offer`, which is `get` that a field also offers.
    how: &'static str,
    /// Where a browser learns what to ask, unless it is said here.
    #[prop(optional)]
    asks: Option<&'static str>,
    /// What to ask.
    #[prop(optional)]
    question: Option<String>,
) -> impl IntoView {
    view! {
        <input
            type="hidden"
            name="credential"
            data-passkey=how
            data-asks=asks
            data-question=question
        />
        <FieldError state name="credential" />
        <p class="error" role="alert" data-passkey-said=""></p>
    }
}
