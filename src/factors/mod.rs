//! Second factors: what somebody has beside their password, and how they prove it by a code.
//!
//! A code is told apart by its shape: six digits are an authenticator app's, eight came by mail, and 24 letters and
//! digits are a recovery code. Whatever is wrong with one, the answer is the same.
//!
//! # Why a wrong code uses nothing up
//!
//! Whoever guesses would void the owner's codes by it. So a wrong one costs a try from the budget of the account
//! and changes nothing else, and a right one is used up in one statement that only one of two can win.

#[cfg(feature = "ssr")]
pub mod changing;
#[cfg(feature = "ssr")]
mod code;
#[cfg(feature = "ssr")]
mod enrolment;
pub mod facts;
pub mod model;
#[cfg(feature = "ssr")]
mod recovery_code;
#[cfg(feature = "ssr")]
mod seed;
#[cfg(feature = "ssr")]
pub mod service;
pub mod settings;
#[cfg(feature = "ssr")]
mod store;
pub mod views;
