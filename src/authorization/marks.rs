//! Says at each control which rule governs it. Only in development: the fence shows it.

use std::sync::Arc;

use leptos::{attr::custom::custom_attribute, prelude::*};

use super::{Permission, Subject, Verdict};
use crate::ui::erased::{Erased, erased};

/// How a verdict is shown.
pub type Show = Arc<dyn Fn(Verdict) -> Erased + Send + Sync>;

/// The same, with the verdict, the permission and the thing's id at every element of it.
pub fn marked(show: Show, permission: Permission, on: Signal<Subject>) -> Show {
    Arc::new(move |verdict| {
        let word = match &verdict {
            Verdict::Yes => "yes",
            Verdict::Ask => "ask",
            Verdict::Challenge { .. } => "prove",
            Verdict::No { .. } => "no",
        };
        let id = on.with_untracked(|on| on.id.clone());
        let mark = format!("{word} {} {id}", permission.cedar_action());
        erased(show(verdict).add_any_attr(custom_attribute("data-fence", mark)))
    })
}
