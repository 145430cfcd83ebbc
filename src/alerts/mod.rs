//! What the server and the browsers have noticed, for administrators: addresses that were shut out, and
//! pages in which a browser has stopped something.

pub mod api;
pub mod facts;
#[cfg(feature = "ssr")]
mod keep;
pub mod model;
#[cfg(feature = "ssr")]
pub mod report;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
pub mod views;

#[cfg(feature = "ssr")]
pub use keep::keep;
