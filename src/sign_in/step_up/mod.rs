//! Proving again who one is, for what policies demand a fresh proof of; what was interrupted goes on by itself.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
pub mod views;
