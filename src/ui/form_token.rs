//! The token that forms carry for clients that do not say where a request comes from.

use leptos::{html, prelude::*};
use serde::{Deserialize, Serialize};

use super::{content::Content, erased::erased};

/// The field of a form that carries it.
pub const FIELD: &str = "csrf-token";

/// The token of the forms of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormToken(pub String);

/// Lets the forms of this page know their token; the browser reads the same from the page.
pub fn provide_form_token() {
    if let Some(token) = SharedValue::new(use_context::<FormToken>).into_inner() {
        provide_context(token);
    }
}

/// What stands in a form, with the field if this page's forms need one.
pub(super) fn with_token(children: Content) -> impl IntoView {
    let field = match use_context::<FormToken>() {
        None => erased(()),
        Some(FormToken(token)) => erased(html::input().r#type("hidden").name(FIELD).value(token)),
    };
    (field, children.show())
}
