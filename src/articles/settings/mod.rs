//! What is decided about an article besides its text: embargo, legal hold, address, byline.

pub mod api;
#[cfg(feature = "ssr")]
mod checked;
#[cfg(feature = "ssr")]
pub mod service;
pub mod views;
