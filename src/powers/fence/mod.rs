//! The fence: every control that a rule governs with its verdict, and what the server has decided. Only in
//! development: a release contains nothing of this.

pub mod api;
#[cfg(feature = "ssr")]
pub mod files;
pub mod model;
#[cfg(feature = "ssr")]
mod service;
pub mod views;
