//! How somebody who has forgotten their password gets back into their account.
//!
//! A letter leads to a form for a new one. Until that is sent the old one stays; after it no session goes on,
//! and nobody is signed in by it: whoever reads somebody's mail has not proved more than that.

pub mod api;
#[cfg(feature = "ssr")]
mod service;
pub mod views;
