//! The HTTP status of the page that is being rendered.

use std::{fmt, sync::Arc};

use leptos::prelude::*;

/// Sets the status of the answer. The server provides it; a browser has none, and nothing to set.
#[derive(Clone)]
pub struct PageStatus(Arc<dyn Fn(u16) + Send + Sync>);

impl PageStatus {
    /// Wraps whatever sets the status of the answer.
    pub fn new(set: impl Fn(u16) + Send + Sync + 'static) -> Self {
        Self(Arc::new(set))
    }

    /// Makes `status` the status of the page that is being rendered, if one is.
    pub fn set(status: u16) {
        if let Some(Self(set)) = use_context() {
            set(status);
        }
    }
}

impl fmt::Debug for PageStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PageStatus(…)")
    }
}
