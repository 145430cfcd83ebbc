//! HTML that has been through the sanitiser, or that Leptos has written.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// HTML that may stand in a page as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Marks HTML that somebody has typed as safe. Only the sanitiser, `server::markdown`, calls this.
    #[must_use]
    pub fn sanitised(html: String) -> Self {
        Self(html)
    }

    /// What Leptos writes on the server, which escapes every text: for what needs no code in the browser.
    #[must_use]
    pub fn written(view: impl IntoView) -> Self {
        Self(view.into_view().to_html())
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Part of a page that the server has written.
#[component]
pub fn Written(
    /// It.
    html: SafeHtml,
    /// Layout classes.
    class: &'static str,
) -> impl IntoView {
    view! { <div class=class inner_html=html.0></div> }
}

/// Text of an article: the only place where HTML that somebody has typed becomes part of a page.
#[component]
pub fn Prose(
    /// The text.
    html: SafeHtml,
) -> impl IntoView {
    view! { <div class="prose" inner_html=html.0></div> }
}
