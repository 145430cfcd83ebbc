//! Earlier texts of an article: what changed, by whom, and the way back to one of them.

pub mod api;
#[cfg(feature = "ssr")]
mod difference;
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
pub mod views;
