//! Leads from an old address of a page to the one that it has.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::page_status::PageStatus;

/// Leads on, if the page was asked for by an old address.
#[component]
pub fn Moved(
    /// The address that was asked for.
    from: String,
    /// The one that its subject has.
    #[prop(into)]
    to: String,
    /// The page's path by address.
    address: fn(&str) -> String,
) -> impl IntoView {
    if from != to {
        let path = address(&to);
        PageStatus::found_at(&path);
        let navigate = use_navigate();
        Effect::new(move |_| {
            navigate(&path, NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    }
}
