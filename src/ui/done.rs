//! What was done, where the form stands that did it.

use leptos::prelude::*;

use super::changes::Changes;

/// What one of these forms has done, if it was the last to be answered; read out when it appears.
#[component]
pub fn Done(
    /// The paths of their server functions.
    of: &'static [&'static str],
) -> impl IntoView {
    let changes = use_context::<Changes>();
    view! {
        <p class="done" role="status">
            {move || changes.and_then(|changes| changes.words(of))}
        </p>
    }
}
