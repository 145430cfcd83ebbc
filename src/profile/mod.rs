//! What people show of themselves: their name, and a picture.
//!
//! A picture is drawn anew, as a square, and kept like a file; it is seen by whoever may read about the person.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod send;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod sweeper;
#[cfg(feature = "ssr")]
pub mod take;
pub mod views;

#[cfg(feature = "ssr")]
pub use sweeper::{sweep, sweep_once};
