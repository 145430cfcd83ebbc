//! The browser's entry point.

use leptos::mount::hydrate_body;
use stile::app::App;
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes the page that the server wrote answer to the person in front of it.
#[wasm_bindgen]
pub fn hydrate() {
    std::panic::set_hook(Box::new(|panic| {
        // Where it happened; the browser adds the stack, because a panic aborts.
        leptos::logging::error!("{panic}");
        mark("hydration", "failed");
    }));
    hydrate_body(App);
    mark("hydrated", "1");
}

/// Says it on the document's element, for the style sheet and for tests.
fn mark(name: &str, value: &str) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // The page works without the mark.
        let _ = root.set_attribute(&format!("data-{name}"), value);
    }
}
