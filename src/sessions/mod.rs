//! Who is it: a session on the server, one opaque cookie in the browser.

pub mod principal;

pub use principal::{Assurance, Level, Principal, Role, SignedIn, UserId};
