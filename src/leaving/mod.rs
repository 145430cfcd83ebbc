//! How an account ends.
//!
//! Whoever asks for it has proved lately who they are, and types their address. All their other sessions end, a
//! letter says what will be, and until the time of `accounts.grace` is over they can sign in and stop it. Then, in
//! one transaction and once only, however many nodes there are:
//!
//! - Roles, password, second factors, picture, what happened, and every letter, link and code on its way are gone; the
//!   address is free. The row of the account stays, suspended, as “Former member” at another address.
//! - Drafts are deleted, unless they are under legal hold. All other articles pass to whoever answers for them in
//!   their department ([`articles::legacy`](crate::articles::legacy)); where nobody does, they stay with the former
//!   member. Bylines stay as they were printed.
//! - Comments stay, under “Former member”. So do the entries of the audit trail, and what the files of articles hold.
//!
//! Who holds a role that somebody must hold, and is the last one, cannot go: the policies say so when it is asked for
//! and again when it is due, when they look at it anew every day.

pub mod api;
#[cfg(feature = "ssr")]
mod departure;
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
pub mod views;

#[cfg(feature = "ssr")]
pub use departure::{leave, leave_once};
