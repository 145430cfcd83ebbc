//! This is a development build: debug assertions are on.

/// Whether this build holds what helps to develop, and what no release may hold.
pub const IS_DEVELOPMENT: bool = true;
