//! Stile: a reference newsroom that gets sessions and permissions right.
//!
//! Read it from the ground up; every import runs down. `README.md` has the tour.

// The type of a view nests as deeply as its elements.
#![recursion_limit = "256"]

pub mod account;
pub mod activity;
pub mod alerts;
pub mod app;
#[cfg(feature = "ssr")]
pub mod application;
pub mod articles;
#[cfg(feature = "ssr")]
pub mod audit;
pub mod authorization;
#[cfg(feature = "ssr")]
pub mod call;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod comments;
pub mod credentials;
pub mod departments;
#[cfg(feature = "ssr")]
pub mod entrances;
pub mod error;
pub mod factors;
pub mod files;
pub mod frame;
pub mod leaving;
pub mod letters;
#[cfg(feature = "ssr")]
pub mod limits;
#[cfg(feature = "ssr")]
pub mod live;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod passkeys;
pub mod passwords;
pub mod paths;
pub mod people;
pub mod permissions;
pub mod powers;
pub mod profile;
pub mod recovery;
#[cfg(feature = "ssr")]
pub mod router;
#[cfg(feature = "ssr")]
pub mod seed;
#[cfg(feature = "ssr")]
pub mod server;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod slug;
pub mod takeout;
pub mod timestamp;
pub mod trail;
pub mod typed;
pub mod ui;
#[cfg(feature = "ssr")]
pub mod widget;
