//! What somebody else has saved while a form was open: where its writer has changed nothing, it stands.

use std::collections::BTreeMap;

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Event, HtmlTextAreaElement},
};

use super::returned::ReturnedPost;
use crate::{error::AppError, typed::lines};

/// What was typed and what went wrong. A field that its writer had not touched takes what somebody else
/// has saved there meanwhile.
pub(super) fn with_theirs(post: ReturnedPost) -> (BTreeMap<String, String>, Option<AppError>) {
    let (mut typed, error) = (post.typed, post.answer.err());
    for (name, base, theirs) in error.iter().flat_map(AppError::changed_meanwhile) {
        if let Some(mine) = typed.get_mut(name).filter(|mine| lines(mine) == base) {
            theirs.clone_into(mine);
        }
    }
    (typed, error)
}

/// The same in the page, whose fields have the names of their arguments as ids.
pub(super) fn take_theirs(error: &AppError) {
    for (name, base, theirs) in error.changed_meanwhile() {
        let area = document().get_element_by_id(name);
        let area = area.and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(area) = area.filter(|area| lines(&area.value()) == base) {
            area.set_value(theirs);
            // Whoever follows the field hears of it as if it had been typed.
            if let Ok(event) = Event::new("input") {
                let _ = area.dispatch_event(&event);
            }
        }
    }
}
