//! There is no way to it.

use leptos::prelude::*;

/// Nothing.
#[component]
pub fn MailboxDoor() -> impl IntoView {}
