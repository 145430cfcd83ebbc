//! Files of articles: pictures in the text, and attachments under it. Who may not read the article gets
//! neither.

pub mod api;
#[cfg(feature = "ssr")]
mod arriving;
#[cfg(feature = "ssr")]
mod content;
#[cfg(feature = "ssr")]
pub mod form;
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
#[cfg(feature = "ssr")]
pub mod taken;
pub mod views;

#[cfg(feature = "ssr")]
pub use self::{
    arriving::{portrait, wrong},
    sweeper::{sweep, sweep_once},
};
