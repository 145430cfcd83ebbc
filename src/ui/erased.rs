//! Views whose type is forgotten, on the server: those of Leptos.

use leptos::prelude::*;

/// A view whose type is forgotten.
pub type Erased = AnyView;

/// Forgets the type of a view.
pub fn erased(view: impl IntoView + 'static) -> Erased {
    view.into_any()
}
