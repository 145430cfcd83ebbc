//! Files of articles: pictures in the text, and attachments under it. Who may not read the article gets
//! neither.

pub mod api;
#[cfg(feature = "ssr")]
mod arriving;
#[cfg(feature = "ssr")]
mod content;
#[cfg(feature = "ssr")]
mod form;
pub mod model;
#[cfg(feature = "ssr")]
pub mod send;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod sweeper;
#[cfg(feature = "ssr")]
pub mod take;
pub mod views;

#[cfg(feature = "ssr")]
pub use sweeper::{sweep, sweep_once};
