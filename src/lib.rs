//! Stile: a reference newsroom that gets sessions and permissions right.
//!
//! Read it from the ground up; every import runs down. `README.md` has the tour.

pub mod authorization;
#[cfg(feature = "ssr")]
pub mod server;
pub mod sessions;
pub mod timestamp;
