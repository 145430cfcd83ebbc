//! Passkeys: what somebody's device keeps for them, and proves only to us.
//!
//! A device asks its owner for a finger, a face or a PIN before it signs, so that a passkey is two factors at once:
//! it stands beside the password, and in the place of it.
//!
//! # Why the server keeps what it has asked
//!
//! A challenge counts once, for five minutes, for what it was made for, and in the browser or session that was
//! asked. A browser that could bring the question along with its answer could choose it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod asserting;
#[cfg(feature = "ssr")]
mod ceremony;
pub mod model;
#[cfg(feature = "ssr")]
mod relying_party;
pub mod resetting;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod sweeper;
pub mod views;

#[cfg(feature = "ssr")]
pub use sweeper::{sweep, sweep_once};
