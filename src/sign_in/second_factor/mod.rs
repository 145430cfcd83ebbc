//! The second half of signing in, for who has a second factor: there is no session before it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod service;
pub mod views;
