//! The button that sends a form.

use leptos::prelude::*;

use super::{form::FormState, icon::Icon};

/// Sends its form, and says so while the form is on its way.
///
/// It is disabled for those who listen only (`aria-disabled`): a button that is really disabled
/// loses the focus. The form itself does not send twice.
#[component]
pub fn Submit(
    /// The form that it sends.
    state: FormState,
    /// What it does: `Publish`.
    label: &'static str,
    /// What it says meanwhile: `Publishing…`.
    pending: &'static str,
    /// `primary`, `danger` or `wide`.
    #[prop(optional)]
    class: &'static str,
    /// The symbol's id in the sprite.
    #[prop(optional)]
    icon: Option<&'static str>,
) -> impl IntoView {
    let class = format!("button {class}");
    view! {
        <button
            class=class
            type="submit"
            aria-disabled=move || state.is_pending().then_some("true")
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{move || if state.is_pending() { pending } else { label }}</span>
        </button>
    }
}
