//! Who did what, and when: kept in the same transaction as the change.

#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
