//! The foot of every page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    departments::{
        model::{Department, Sections},
        shown::use_sections,
    },
    paths,
    ui::icon::Icon,
};

/// Who makes the paper; and, should it be so, that the page's script did not start.
#[component]
pub fn Colophon() -> impl IntoView {
    let (path, sections) = (use_location().pathname, use_sections());
    let feed = move || {
        let Sections(departments) = sections.get();
        let is_here = |one: &Department| path.with(|path| *path == paths::department(&one.id));
        let here = departments.into_iter().find(is_here);
        here.map_or_else(|| paths::FEED.to_owned(), |one| paths::feed_of(&one.id))
    };
    view! {
        <footer class="colophon">
            <div class="page">
                <p>
                    "The Daily Stile, Vellbridge. Founded 1911, printed until 2024. "
                    <span class="without-script">"Days and times are UTC."</span>
                    <span class="with-script">"Days and times are those of your clock."</span>
                </p>
                <p>
                    <a href=paths::PEOPLE>"People"</a>
                    " · "
                    <a href=feed rel="external">
                        "Feed"
                    </a>
                </p>
                <p class="script-failed" role="status">
                    <Icon name="info" class="first-line" />
                    "This page works without its script, which did not start. Reload it to try again."
                </p>
            </div>
        </footer>
    }
}
