//! Whom one can be.

use serde::{Deserialize, Serialize};

/// One of the seeded people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Somebody {
    /// The part of the e-mail address before the `@`.
    pub handle: String,
    /// The name.
    pub name: String,
    /// The roles in words: `Editor, Science and Culture`.
    pub roles: String,
    /// What this person may do that others may not.
    pub powers: String,
}
