//! A release has no people to be by one click.

use leptos::prelude::*;

/// Nothing.
#[component]
pub fn PeopleDoor(
    /// Where it would lead.
    next: String,
) -> impl IntoView {
    drop(next);
}
