//! Pages of who may do what, and why.

mod explained;
pub mod pages;

pub use explained::explained_at;
