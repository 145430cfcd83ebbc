//! Everything that is kept of an account, as a file for its owner: theirs, and nothing that is secret or
//! belongs to others.

#[cfg(feature = "ssr")]
mod chapters;
#[cfg(feature = "ssr")]
pub mod export;
pub mod views;
