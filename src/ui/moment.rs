//! A moment in words. In UTC, so that server and browser write the same.

use leptos::prelude::*;

use crate::timestamp::Timestamp;

/// A day, such as `22 November 2026`; with `minute`, also the time of day.
#[component]
pub fn Moment(
    /// When.
    at: Timestamp,
    /// Whether the minute matters.
    #[prop(optional)]
    minute: bool,
) -> impl IntoView {
    let words = if minute { at.date_and_time() } else { at.date() };
    view! { <time datetime=at.to_string()>{words}</time> }
}
