//! Ceremonies that start a session, and the one that ends it.

pub mod api;
#[cfg(debug_assertions)]
pub mod development;
#[cfg(not(debug_assertions))]
#[path = "no_development.rs"]
pub mod development;
mod onwards;
pub mod passkey;
pub mod second_factor;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod session;
pub mod step_up;
pub mod views;
