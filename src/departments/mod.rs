//! Departments: the parts of the newsroom.

pub mod api;
pub mod facts;
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
pub mod shown;
#[cfg(feature = "ssr")]
mod store;
pub mod views;
