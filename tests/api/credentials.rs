//! How somebody changes what they sign in with.

mod email;
mod password;

const ADA: &str = "ada@stile.example";

/// A password that nobody guesses, and that tells nothing of whose it is.
const GOOD: &str = "lantern-otter-gravel-seventeen";
