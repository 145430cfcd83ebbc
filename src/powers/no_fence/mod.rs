//! A release has no fence.

#[cfg(feature = "ssr")]
pub mod files;
pub mod views;
