//! What pages have of the fence.

use leptos::{nonce::use_nonce, prelude::*};

/// Its script and its style sheet, in the head of the document.
#[component]
pub fn FenceFiles() -> impl IntoView {
    view! {
        <link rel="stylesheet" href="/development/fence.css" />
        <script nonce=use_nonce() src="/development/fence.js" defer></script>
    }
}

/// Shows it, and hides it.
#[component]
pub fn FenceButton() -> impl IntoView {
    view! {
        <button class="button wide" type="button" data-fence-toggle="" aria-keyshortcuts="`">
            "Show or hide the fence "
            <kbd>"`"</kbd>
        </button>
    }
}
