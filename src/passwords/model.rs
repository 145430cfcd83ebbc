//! How good a password is.

use serde::{Deserialize, Serialize};

/// How good a new password is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength {
    /// From 0, which is guessed at once, to 4; from 3 on it is taken.
    pub score: u8,
    /// One sentence: what to do, or that nothing need be done.
    pub advice: String,
}
