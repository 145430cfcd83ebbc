//! How often something has changed on this page: whoever shows what may have changed asks anew.

use leptos::prelude::*;

/// Counts the forms that succeeded in this page: who shows data that they may change reads it.
#[derive(Clone, Copy, Debug)]
pub struct Changes(pub(super) RwSignal<u32>);

impl Changes {
    /// Makes the counter available to the page.
    pub fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// The number of changes so far; reading it subscribes to the next.
    #[must_use]
    pub fn read() -> u32 {
        use_context::<Self>().map_or(0, |changes| changes.0.get())
    }
}
