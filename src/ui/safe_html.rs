//! HTML that has been through the sanitiser.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// HTML that may stand in a page as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Marks HTML as safe. Only the sanitiser, `server::markdown`, calls this.
    #[must_use]
    pub fn sanitised(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Text of an article: the only place where HTML from data becomes part of a page.
#[component]
pub fn Prose(
    /// The text.
    html: SafeHtml,
) -> impl IntoView {
    view! { <div class="prose" inner_html=html.0></div> }
}
