//! Stile: a reference newsroom that gets sessions and permissions right.
//!
//! Read it from the ground up; every import runs down. `README.md` has the tour.

pub mod account;
pub mod app;
pub mod articles;
pub mod authorization;
#[cfg(feature = "hydrate")]
pub mod client;
pub mod departments;
pub mod error;
pub mod frame;
pub mod paths;
pub mod people;
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod server;
pub mod sessions;
pub mod sign_in;
pub mod timestamp;
pub mod ui;
