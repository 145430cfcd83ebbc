//! What a person sees of themselves.

pub mod session;
pub mod theme;
