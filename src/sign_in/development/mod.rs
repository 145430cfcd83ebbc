//! Being somebody by one click. Only in development: a release contains nothing of this.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
mod service;
mod views;

pub use views::{OldProofDoor, PeopleDoor, ProofDoor, ProofDoorInPlace};
