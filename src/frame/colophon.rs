//! The foot of every page.

use leptos::prelude::*;

use crate::ui::icon::Icon;

/// Who makes the paper; and, should it be so, that the page's script did not start.
#[component]
pub fn Colophon() -> impl IntoView {
    view! {
        <footer class="colophon">
            <div class="page">
                <p>
                    "The Daily Stile, Vellbridge. Founded 1911, printed until 2024. "
                    <span class="without-script">"Days and times are UTC."</span>
                    <span class="with-script">"Days and times are those of your clock."</span>
                </p>
                <p class="script-failed" role="status">
                    <Icon name="info" class="first-line" />
                    "This page works without its script, which did not start. Reload it to try again."
                </p>
            </div>
        </footer>
    }
}
