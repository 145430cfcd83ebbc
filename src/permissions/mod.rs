//! What a person sees of their powers.

pub mod api;
pub mod fresh;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod things;
