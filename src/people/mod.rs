//! People: accounts, the roles they hold, and the pages that show them.

#[cfg(feature = "ssr")]
mod address;
pub mod api;
#[cfg(feature = "ssr")]
mod directory;
pub mod facts;
pub mod model;
#[cfg(feature = "ssr")]
pub mod person;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
pub mod views;
