//! Letters to people: what is asked for waits in a table, and is written and carried beside requests.
//!
//! # Why a letter is written when it is carried
//!
//! Whoever asks for a letter to some address gets their answer before anybody has looked whether there is an
//! account: no answer, and no time that one takes, tells. The secret of a link is made at that moment too,
//! so none lies in the table of what waits; nor does a code. And a letter survives the server that was to carry it.

#[cfg(feature = "ssr")]
mod carrier;
#[cfg(feature = "ssr")]
mod codes;
#[cfg(debug_assertions)]
pub mod development;
#[cfg(not(debug_assertions))]
#[path = "no_development/mod.rs"]
pub mod development;
#[cfg(feature = "ssr")]
mod errand;
#[cfg(feature = "ssr")]
mod factors;
#[cfg(feature = "ssr")]
mod farewell;
#[cfg(feature = "ssr")]
mod link;
pub mod model;
#[cfg(feature = "ssr")]
mod open;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
pub mod views;
#[cfg(feature = "ssr")]
mod words;
#[cfg(feature = "ssr")]
mod writing;

#[cfg(feature = "ssr")]
pub use self::{
    carrier::{carry, carry_once},
    codes::use_up as use_code,
    errand::{Errand, FactorChange, Occasion},
    open::open,
};
