//! The keys of the desk, told to whoever asks; `ui/keys.js` obeys them.

use leptos::prelude::*;

/// A key, and what it does.
const KEYS: [(&str, &str); 8] = [
    ("J ↓", "the next article"),
    ("K ↑", "the one before"),
    ("H ← L →", "the stage to the left, to the right"),
    ("Home End", "the first, the last"),
    ("Enter", "open it"),
    ("E", "edit it"),
    ("X", "select it"),
    ("?", "show these keys"),
];

/// Shows the keys, and lets letters be letters again: who speaks to the computer may press them unawares.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let keys = KEYS.map(|(key, does)| view! { <dt><kbd>{key}</kbd></dt> <dd>{does}</dd> });
    view! {
        <button
            class="button quiet with-script keys-button"
            type="button"
            popovertarget="keys"
            aria-keyshortcuts="?"
        >
            "Keys "
            <kbd aria-hidden="true">"?"</kbd>
        </button>
        <section class="panel keys" id="keys" popover="auto" aria-labelledby="keys-title">
            <h2 id="keys-title">"Keys on the desk"</h2>
            <dl class="facts">{keys.into_iter().collect_view()}</dl>
            <label class="choice">
                <input type="checkbox" checked=true data-moves-on="" />
                "Keys move through the articles"
            </label>
        </section>
    }
}
