//! The name of the page, and arriving at it.

use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::use_location;

use super::{
    changes::Changes,
    focus::{arrive, settle},
    raw_text::in_title,
};

/// The name of the paper.
pub const PAPER: &str = "The Daily Stile";

/// The path and query of the page.
#[must_use]
pub fn use_here() -> Signal<String> {
    let location = use_location();
    Signal::derive(move || {
        let (path, query) = (location.pathname.get(), location.search.get());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    })
}

/// The title of the document. Every page has one, next to its `h1`, inside what it waits for.
///
/// Who came here by a link gets the focus on the `h1`, as does who has just sent a form that is no
/// longer there, unless it says what to show: so those who listen hear where they are.
#[component]
pub fn PageTitle(
    /// What the page is about.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    if let (Some(arrivals), Some(changes)) = (use_context::<Arrivals>(), use_context()) {
        arrivals.announce(use_here(), changes);
    }
    view! { <Title text=in_title(&format!("{text} · {PAPER}")) /> }
}

/// Tells search engines, and whoever is sent a link, what the page is about.
#[component]
pub fn Description(
    /// In a sentence or two; nothing is said, if it is empty.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    (!text.is_empty()).then(|| view! { <Meta name="description" content=text /> })
}

/// Tells programs that collect news where the page has a feed.
#[component]
pub fn Feed(
    /// Where it is.
    #[prop(into)]
    address: String,
    /// What it is about.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    view! { <Link rel="alternate" type_="application/atom+xml" title=title href=address /> }
}

/// Knows whether the page has changed under the reader.
#[derive(Clone, Copy, Debug)]
pub struct Arrivals {
    is_routing: RwSignal<bool>,
    last: StoredValue<Option<String>>,
}

impl Arrivals {
    /// Makes arrivals known to the pages; the router sets the signal while it looks for the next.
    #[must_use]
    pub fn provide() -> RwSignal<bool> {
        let is_routing = RwSignal::new(false);
        provide_context(Self { is_routing, last: StoredValue::new(None) });
        is_routing
    }

    fn announce(self, here: Signal<String>, changes: Changes) {
        Effect::new(move |_| {
            if self.is_routing.get() {
                return;
            }
            let here = here.get_untracked();
            let before = self.last.get_value();
            self.last.set_value(Some(here.clone()));
            match before {
                None => {}
                Some(before) if before == here => request_animation_frame(move || settle(changes)),
                Some(_) => {
                    changes.leave();
                    match changes.part() {
                        None => request_animation_frame(arrive),
                        Some(_) => request_animation_frame(move || settle(changes)),
                    }
                }
            }
        });
    }
}
