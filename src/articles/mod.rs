//! Articles, from draft to front page.

#[cfg(feature = "ssr")]
mod address;
pub mod api;
pub mod board;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod discreet;
#[cfg(feature = "ssr")]
mod entry;
pub mod facts;
#[cfg(feature = "ssr")]
pub mod feed;
pub mod finding;
#[cfg(test)]
pub mod fixture;
#[cfg(feature = "ssr")]
mod former;
#[cfg(feature = "ssr")]
mod found;
pub mod history;
#[cfg(feature = "ssr")]
mod kept;
#[cfg(feature = "ssr")]
pub mod legacy;
#[cfg(feature = "ssr")]
mod lists;
#[cfg(feature = "ssr")]
mod many;
pub mod model;
#[cfg(feature = "ssr")]
pub mod planting;
#[cfg(feature = "ssr")]
mod revisions;
#[cfg(feature = "ssr")]
mod scope;
#[cfg(feature = "ssr")]
pub mod service;
pub mod settings;
#[cfg(feature = "ssr")]
mod steps;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
pub mod taken;
#[cfg(feature = "ssr")]
mod tallies;
pub mod terms;
pub mod text;
pub mod views;
