//! The button by which a device signs its owner in. Browsers without passkeys do not show it.

use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{AskToSignIn, SignInWithPasskey};
use crate::{
    passkeys::views::AskDevice,
    ui::{
        field::HiddenField,
        form::{PlainForm, use_form},
        form_error::FormError,
    },
};

/// Signs in with nothing else.
#[component]
pub fn PasskeyDoor(
    /// Where it leads.
    next: String,
) -> impl IntoView {
    let state = use_form::<SignInWithPasskey>();
    let next = state.value("next", &next);
    view! {
        <div class="with-passkeys">
            <PlainForm state class="fields">
                <FormError state />
                <HiddenField name="next" value=next />
                <AskDevice state how="offer" asks=AskToSignIn::PATH />
                <button class="button wide" type="submit">
                    "Sign in with a passkey"
                </button>
            </PlainForm>
        </div>
    }
}
