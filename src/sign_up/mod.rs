//! How an account begins: an address, a letter, and whoever has read it chooses a name and a password.
//!
//! There is no account before that, so nobody can prepare one for the owner of another address.

pub mod api;
#[cfg(feature = "ssr")]
mod service;
pub mod views;
