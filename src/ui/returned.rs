//! What a page hears of a form that was posted without script.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A form that was posted without script and comes back: the page is rendered again with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedPost {
    /// The server function's path.
    pub action: String,
    /// What was typed, by field, without secrets.
    pub typed: BTreeMap<String, String>,
    /// What the server function says about the fields, as JSON, or why it failed.
    pub answer: Result<String, AppError>,
}

/// The address of the page that is shown in answer to a post, which has an address of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownAt(pub String);

/// The parameter of a form's address that says on which page it stands.
pub const SHOWN_AT: &str = "shown-at";

/// Whom the page shows, by number. Its forms say so: another tab may have signed in as somebody else meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFor(pub i64);

/// The parameter of a form's address that says for whom its page was made.
pub const MADE_FOR: &str = "made-for";

/// What the page shows instead of itself: an error that happened before there was a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure(pub AppError);

/// Lets the forms of this page know about a post that comes back; the browser reads the same from the
/// page.
pub fn provide_returned_post() {
    let returned = SharedValue::new(use_context::<ReturnedPost>).into_inner();
    provide_context(StoredValue::new(returned));
}

/// The post that comes back to this page, if it went there.
pub(super) fn returned_post(path: &str) -> Option<ReturnedPost> {
    use_context::<StoredValue<Option<ReturnedPost>>>()
        .and_then(|returned| returned.get_value())
        .filter(|returned| returned.action == path)
}
