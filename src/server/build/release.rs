//! This is a release build: nothing of development is in it.

use leptos::config::LeptosOptions;

/// Whether this build holds what helps to develop, and what no release may hold.
pub const IS_DEVELOPMENT: bool = false;

/// Nobody watches a release.
#[must_use]
pub const fn reload_port(_: &LeptosOptions) -> Option<u32> {
    None
}

/// Nor does it reload itself.
#[must_use]
pub const fn reload_script(_: &LeptosOptions) -> Option<String> {
    None
}
