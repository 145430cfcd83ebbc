//! What a person sees of themselves.

pub mod head;
pub mod session;
pub mod theme;
pub mod wanted;
