//! The button by which a device proves who its owner is. Browsers without passkeys do not show it.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    passkeys::views::AskDevice,
    sign_in::{
        onwards::{Onwards, goes_on_after},
        step_up::api::{AskProofPasskey, ProveWithPasskey},
    },
    ui::{
        form::{Form, PlainForm, use_form},
        form_error::FormError,
        submit::Submit,
    },
};

/// Proves it again, on the page that asks for it.
#[component]
pub fn ProofPasskey(
    /// To which page it leads.
    next: Option<String>,
    /// With what it goes on.
    interrupted: Option<String>,
) -> impl IntoView {
    let state = use_form::<ProveWithPasskey>();
    view! {
        <div class="with-passkeys">
            <PlainForm state class="fields">
                <FormError state />
                <Onwards next interrupted />
                <AskDevice state how="get" asks=AskProofPasskey::PATH />
                <button class="button primary wide" type="submit">
                    "Use a passkey"
                </button>
            </PlainForm>
        </div>
    }
}

/// The same over the page whose form waits.
#[component]
pub fn ProofPasskeyInPlace() -> impl IntoView {
    let state = use_form::<ProveWithPasskey>();
    goes_on_after(state);
    view! {
        <div class="with-passkeys">
            <Form state class="fields">
                <FormError state />
                <AskDevice state how="get" asks=AskProofPasskey::PATH />
                <Submit state label="Use a passkey" pending="Looking…" class="primary wide" />
            </Form>
        </div>
    }
}
