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
        Self(without_marks(view.into_view().to_html()))
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Without the comments by which a watched build of Leptos finds parts of pages again: the browser's policy for
/// HTML (`ui/trusted_types.js`) takes none.
fn without_marks(mut html: String) -> String {
    while let Some(begin) = html.find("<!--hot-reload|") {
        let end = html[begin..].find("-->").map_or(html.len(), |end| begin + end + "-->".len());
        html.replace_range(begin..end, "");
    }
    html
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_watched_build_marks_is_written_without_its_marks() {
        let marked =
            "<!--hot-reload|src-a.rs-1|open--><p>Bees<!></p><!--hot-reload|src-a.rs-1|close-->";

        assert_eq!(without_marks(marked.to_owned()), "<p>Bees<!></p>");
        assert_eq!(without_marks("<p><!--hot-reload|".to_owned()), "<p>");
    }
}
