//! This is a development build: debug assertions are on.

use leptos::config::LeptosOptions;

/// Whether this build holds what helps to develop, and what no release may hold.
pub const IS_DEVELOPMENT: bool = true;

/// Where pages hear of a new build, if `cargo leptos watch` has started us.
#[must_use]
pub fn reload_port(options: &LeptosOptions) -> Option<u32> {
    let port = options.reload_external_port.unwrap_or(options.reload_port);
    std::env::var_os("LEPTOS_WATCH").map(|_| port)
}

/// The script by which they do.
#[must_use]
pub fn reload_script(options: &LeptosOptions) -> Option<String> {
    let port = reload_port(options)?;
    Some(format!("{}({port})", include_str!("reload.js").trim_end()))
}
