//! What the policies answer.

/// Whether somebody may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They may.
    Allowed,
    /// They may not.
    Refused {
        /// The sentence that forbids what is otherwise permitted.
        reason: Option<String>,
    },
}

impl Decision {
    /// Whether they may.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        *self == Self::Allowed
    }
}
