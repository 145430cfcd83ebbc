//! The departments as the open page knows them: who changes them there changes them in all its parts.

use leptos::prelude::*;

use super::model::Sections;

/// Lets every part of the page know the departments.
pub fn provide_sections(sections: Sections) {
    provide_context(RwSignal::new(sections));
}

/// The departments, in the order of the masthead; none, where nobody provides them.
#[must_use]
pub fn use_sections() -> RwSignal<Sections> {
    use_context().unwrap_or_default()
}
