//! In which browsers somebody is signed in: their own list, and the administrators' of anybody.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
pub mod views;
