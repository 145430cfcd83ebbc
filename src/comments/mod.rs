//! Comments: what people say about published articles.

pub mod api;
pub mod facts;
pub mod model;
#[cfg(feature = "ssr")]
pub mod planting;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
pub mod taken;
#[cfg(feature = "ssr")]
mod threads;
pub mod views;
