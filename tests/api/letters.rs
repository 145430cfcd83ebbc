//! Letters, their links, and what those begin.

mod links;
mod new_browser;
mod recovery;
mod several;
mod sign_up;
mod undo;
mod waiting;

/// A password that nobody guesses, and that tells nothing of whose it is.
const GOOD: &str = "lantern-otter-gravel-seventeen";
const OTHER: &str = "a kettle, two herons and some moss";

const SIGN_UP: &str = "/api/sign-up/ask";
const RECOVER: &str = "/api/recovery/ask";
