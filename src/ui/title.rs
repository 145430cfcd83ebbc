//! The name of the page, and arriving at it.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::use_location;

use super::raw_text::in_title;

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
/// longer there: so those who listen hear where they are.
#[component]
pub fn PageTitle(
    /// What the page is about.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    if let Some(arrivals) = use_context::<Arrivals>() {
        arrivals.announce(use_here());
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

    fn announce(self, here: Signal<String>) {
        Effect::new(move |_| {
            if self.is_routing.get() {
                return;
            }
            let here = here.get_untracked();
            let before = self.last.get_value();
            self.last.set_value(Some(here.clone()));
            match before {
                None => {}
                Some(before) if before == here => request_animation_frame(focus_again),
                Some(_) => request_animation_frame(focus_heading),
            }
        });
    }
}

/// A form that succeeded may be gone, and the focus with it.
fn focus_again() {
    let active = document().active_element();
    if active.is_none_or(|active| active.tag_name() == "BODY") {
        focus_heading();
    }
}

fn focus_heading() {
    let heading = document().query_selector("main h1").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        heading.set_tab_index(-1);
        // A heading that cannot take the focus is read out when the reader gets there.
        let _ = heading.focus();
    }
}
