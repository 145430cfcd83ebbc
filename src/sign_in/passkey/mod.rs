//! Signing in with a passkey and nothing else.

pub mod api;
#[cfg(feature = "ssr")]
mod service;
pub mod views;
