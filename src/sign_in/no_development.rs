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

/// Nothing.
#[component]
pub fn ProofDoor(
    /// To which page it would lead.
    next: Option<String>,
    /// With what it would go on.
    interrupted: Option<String>,
) -> impl IntoView {
    drop((next, interrupted));
}

/// Nothing.
#[component]
pub fn ProofDoorInPlace() -> impl IntoView {}

/// Nothing.
#[component]
pub fn OldProofDoor() -> impl IntoView {}
