//! A release shows nothing of the fence.

use leptos::prelude::*;

/// Nothing.
#[component]
pub fn FenceFiles() -> impl IntoView {}

/// Nothing.
#[component]
pub fn FenceButton() -> impl IntoView {}
