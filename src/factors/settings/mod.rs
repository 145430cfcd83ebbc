//! Where somebody turns second factors on and off, and gets recovery codes.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
mod service;
pub mod views;
