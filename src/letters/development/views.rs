//! The way to the letters that nobody carries.

use leptos::prelude::*;

/// The way to the mailbox.
#[component]
pub fn MailboxDoor() -> impl IntoView {
    view! {
        <p class="soft">
            "Development only: letters lie in the "
            <a class="text-link" href="/dev/mailbox" rel="external">
                "mailbox"
            </a> "."
        </p>
    }
}
