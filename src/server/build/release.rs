//! This is a release build: nothing of development is in it.

/// Whether this build holds what helps to develop, and what no release may hold.
pub const IS_DEVELOPMENT: bool = false;
