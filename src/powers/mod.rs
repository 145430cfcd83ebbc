//! Who may do what, and why: for those who look after the policies, and for everybody about themselves.

pub mod api;
#[cfg(feature = "ssr")]
mod asked;
#[cfg(feature = "ssr")]
mod askers;
#[cfg(feature = "ssr")]
mod drawn;
#[cfg(debug_assertions)]
pub mod fence;
#[cfg(not(debug_assertions))]
#[path = "no_fence/mod.rs"]
pub mod fence;
pub mod model;
#[cfg(feature = "ssr")]
mod scenes;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod table;
#[cfg(feature = "ssr")]
mod told;
pub mod views;
#[cfg(feature = "ssr")]
mod words;
