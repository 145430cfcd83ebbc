//! Drawings from the sprite in `public/icons.svg`.

use leptos::prelude::*;

/// A drawing beside words that say the same: it is hidden from those who listen.
#[component]
pub fn Icon(
    /// The symbol's id in the sprite.
    name: &'static str,
    /// `small`, or `first-line` beside running text.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = format!("icon {class}");
    view! {
        <svg class=class aria-hidden="true">
            <use_ href=format!("/icons.svg#{name}")></use_>
        </svg>
    }
}
