//! Removing everything that somebody has beside their password: for who has lost it, or was given what is not theirs.

pub mod api;
#[cfg(feature = "ssr")]
mod service;
pub mod views;
