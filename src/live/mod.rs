//! What a page hears and asks while it is open.

pub mod status;
pub mod stream;
mod watch;
