//! Where the focus goes when the page has changed under it.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlTextAreaElement},
};

use super::changes::Changes;

/// On another page: to the field to write in, or to the heading.
pub(super) fn arrive() {
    let _ = focus_first("main [autofocus]") || focus_first("main h1");
}

/// On a page that was asked for anew, once all of it is there: to the part that shows what was done. A
/// form that succeeded may be gone, and the focus with it; then to the heading.
pub(super) fn settle(changes: Changes) {
    if is_busy() {
        return;
    }
    let part = changes
        .part()
        .and_then(|ids| ids.split(' ').find_map(|part| document().get_element_by_id(part)));
    changes.has_arrived();
    let is_there = part.is_some_and(|part| {
        if let Some(area) = part.dyn_ref::<HtmlTextAreaElement>() {
            // Who writes goes on behind what is written.
            let _ = area.set_selection_range(u32::MAX, u32::MAX);
        }
        focus(part)
    });
    let is_lost = || document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    if !is_there && is_lost() {
        focus_first("main h1");
    }
}

/// Into the question that stands over the page: to its first field, or its first button.
pub fn into_dialog() {
    let _ =
        focus_first("dialog[open] input:not([type=hidden])") || focus_first("dialog[open] button");
}

/// To the first field to correct, if there is one.
pub(super) fn what_is_wrong() {
    focus_first("form [aria-invalid=true]");
}

/// Whether some part of the page is still asked for.
fn is_busy() -> bool {
    document().query_selector(".loaded[aria-busy]").ok().flatten().is_some()
}

fn focus_first(selector: &str) -> bool {
    document().query_selector(selector).ok().flatten().is_some_and(focus)
}

/// Who cannot be moved there still hears what is said, and finds what is marked.
fn focus(element: Element) -> bool {
    let Ok(element) = element.dyn_into::<HtmlElement>() else { return false };
    if element.tab_index() < 0 {
        element.set_tab_index(-1);
    }
    element.focus().is_ok()
}
