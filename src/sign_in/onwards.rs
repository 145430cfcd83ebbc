//! Where it goes on once somebody has proved who they are.

use leptos::{prelude::*, web_sys::Event};

use crate::ui::{field::HiddenField, form::FormState, proof::Proof};

/// Where it goes on.
#[component]
pub fn Onwards(
    /// To a page.
    next: Option<String>,
    /// With what waits.
    interrupted: Option<String>,
) -> impl IntoView {
    view! {
        {next.map(|next| view! { <HiddenField name="next" value=next /> })}
        {interrupted.map(|waits| view! { <HiddenField name="interrupted" value=waits /> })}
    }
}

/// What waits goes on as soon as that form has had success.
pub fn goes_on_after(state: FormState) {
    let proof = use_context::<Proof>();
    Effect::new(move |_| {
        if state.done() > 0
            && let Some(proof) = proof
        {
            // What the page knows of their powers is not what holds now.
            if let Ok(event) = Event::new("stile:proved") {
                let _ = window().dispatch_event(&event);
            }
            proof.answer(true);
        }
    });
}
