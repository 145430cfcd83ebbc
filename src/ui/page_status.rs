//! The HTTP status of the page that is being rendered, and where it leads.

use std::{fmt, sync::Arc};

use leptos::prelude::*;

/// Sets the status of the answer. The server provides it; a browser has none, and nothing to set.
#[derive(Clone)]
pub struct PageStatus(Arc<Answer>);

/// Takes the status, and the address to which the page leads.
type Answer = dyn Fn(u16, Option<&str>) + Send + Sync;

impl PageStatus {
    /// Wraps whatever sets the status of the answer, and the address to which it leads.
    pub fn new(set: impl Fn(u16, Option<&str>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(set))
    }

    /// Makes `status` the status of the page that is being rendered, if one is.
    pub fn set(status: u16) {
        if let Some(Self(set)) = use_context() {
            set(status, None);
        }
    }

    /// Leads to the address at which the page is found now. Nobody remembers it: it may be another
    /// one tomorrow, and this one again the day after.
    pub fn found_at(address: &str) {
        if let Some(Self(set)) = use_context() {
            set(302, Some(address));
        }
    }
}

impl fmt::Debug for PageStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PageStatus(…)")
    }
}
