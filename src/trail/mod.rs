//! The audit trail: who did what or was refused it, for the person and for administrators.

pub mod api;
#[cfg(feature = "ssr")]
mod asked;
#[cfg(feature = "ssr")]
pub mod export;
pub mod facts;
pub mod model;
#[cfg(feature = "ssr")]
mod reading;
#[cfg(feature = "ssr")]
pub mod service;
pub mod views;
#[cfg(feature = "ssr")]
mod words;
