//! Articles, from draft to front page.

#[cfg(feature = "ssr")]
mod address;
pub mod api;
#[cfg(feature = "ssr")]
mod entry;
pub mod facts;
#[cfg(test)]
pub mod fixture;
#[cfg(feature = "ssr")]
mod found;
#[cfg(feature = "ssr")]
mod lists;
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod steps;
#[cfg(feature = "ssr")]
mod store;
pub mod text;
pub mod views;
