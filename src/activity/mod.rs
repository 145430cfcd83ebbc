//! What happened to an account, in plain words, for its owner: who reads it knows what was not them.

pub mod api;
pub mod facts;
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod sweeper;
pub mod views;

#[cfg(feature = "ssr")]
pub use sweeper::{sweep, sweep_once};
