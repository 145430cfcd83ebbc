//! Choosing a password: the field, and a meter that says how good what is typed is.
//!
//! # Why the server says how good it is
//!
//! What it takes and what the meter says are one judgement. The lists that it needs are larger than everything
//! that browsers load here.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
mod service;
pub mod views;
