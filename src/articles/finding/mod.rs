//! Finding articles by words, department, author, stage and date.

pub mod api;
#[cfg(feature = "ssr")]
mod excerpt;
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
pub mod views;
#[cfg(feature = "ssr")]
mod words;
