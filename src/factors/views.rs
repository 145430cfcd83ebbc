//! Parts of pages that ask for a code.

use leptos::prelude::*;

use crate::ui::{
    field::{Field, Help},
    form::FormState,
};

/// The field for a code, which is never filled in again.
#[component]
pub fn CodeField(
    /// The form it belongs to.
    state: FormState,
    /// The argument of the server function.
    #[prop(default = "code")]
    name: &'static str,
    /// Which code, and where it is found.
    hint: &'static str,
    /// Whether letters stand in it, as in a recovery code.
    #[prop(optional)]
    has_letters: bool,
) -> impl IntoView {
    let help = Help::of(state, name);
    view! {
        <Field help=help.clone() label="Code" hint=Some(hint)>
            <input
                class="input code-field"
                id=name
                name=name
                type="text"
                inputmode=if has_letters { "text" } else { "numeric" }
                autocomplete="one-time-code"
                spellcheck="false"
                autofocus=state.begins_at(name, false)
                aria-invalid=help.invalid()
                aria-describedby=help.described_by()
            />
        </Field>
    }
}
