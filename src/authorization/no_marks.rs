//! In a release nothing says which rule governs a control.

use std::sync::Arc;

use leptos::prelude::Signal;

use super::{Permission, Subject, Verdict};
use crate::ui::erased::Erased;

/// How a verdict is shown.
pub type Show = Arc<dyn Fn(Verdict) -> Erased + Send + Sync>;

/// The same.
pub fn marked(show: Show, _: Permission, _: Signal<Subject>) -> Show {
    show
}
