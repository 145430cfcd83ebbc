//! What somebody signs in with: their e-mail address and password, and how they change them.
//!
//! # Why another address counts only once its letter was read by who is signed in
//!
//! Until then a mistyped one changes nothing. And whoever has that letter by mistake has no session of the
//! account, so its link is of no use to them.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
mod service;
pub mod views;
