//! The field for a new password.

use leptos::prelude::*;

use super::{api::WeighPassword, model::Strength};
use crate::ui::{
    field::{Field, Help},
    form::FormState,
    look::{Look, use_look},
};

/// A new password, which is shown while somebody wants to see it, and how good it is.
///
/// Without script neither is there; the form says what is wrong with it.
#[component]
pub fn NewPassword(
    /// The form it belongs to.
    state: FormState,
    /// What people call it.
    #[prop(default = "Password")]
    label: &'static str,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let is_shown = RwSignal::new(false);
    let look = use_look::<WeighPassword>();
    look.follow(true, move || vec![("password", typed.get())]);
    let help = Help::of(state, "password");
    view! {
        <Field
            help=help.clone()
            label
            hint=Some(
                "A long one: four words that have nothing to do with each other are a good start. Paste one from a password manager if you like.",
            )
        >
            <input
                class="input"
                id="password"
                name="password"
                type=move || if is_shown.get() { "text" } else { "password" }
                autocomplete="new-password"
                autofocus=state.begins_at("password", false)
                aria-invalid=help.invalid()
                aria-describedby=help.described_by()
                on:input:target=move |event| typed.set(event.target().value())
            />
        </Field>
        <Meter look typed is_shown />
    }
}

/// How good it is, and the way to see it; nothing before something is typed.
#[component]
fn Meter(
    /// What the server says.
    look: Look,
    /// What is typed.
    typed: RwSignal<String>,
    /// Whether it is shown.
    is_shown: RwSignal<bool>,
) -> impl IntoView {
    let strength = move || match look.answer::<Strength>() {
        Some(Ok(strength)) if !typed.read().is_empty() => Some(strength),
        _ => None,
    };
    let score = move || strength().map_or(0, |it| it.score);
    view! {
        <div class="strength" hidden=move || typed.read().is_empty()>
            <meter
                min="0"
                max="4"
                low="2"
                high="3"
                optimum="4"
                aria-label="Strength of the password"
                value=move || score().to_string()
            ></meter>
            <p class="hint" role="status">
                {move || strength().map(|it| it.advice)}
            </p>
            <button
                class="button quiet"
                type="button"
                aria-pressed=move || is_shown.get().to_string()
                on:click=move |_| is_shown.update(|it| *it = !*it)
            >
                "Show the password"
            </button>
        </div>
    }
}
