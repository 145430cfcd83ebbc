//! People: accounts, the roles they hold, and the pages that show them.

#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
mod address;
pub mod api;
pub mod assignment;
#[cfg(feature = "ssr")]
pub mod devices;
#[cfg(feature = "ssr")]
mod directory;
pub mod facts;
pub mod model;
#[cfg(feature = "ssr")]
mod naming;
#[cfg(feature = "ssr")]
pub mod own;
#[cfg(feature = "ssr")]
pub mod passwords;
#[cfg(feature = "ssr")]
pub mod person;
#[cfg(feature = "ssr")]
mod roles;
#[cfg(feature = "ssr")]
pub mod service;
pub mod sessions;
#[cfg(feature = "ssr")]
mod staff;
#[cfg(feature = "ssr")]
mod store;
pub mod views;
