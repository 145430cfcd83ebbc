//! What the policies answer.

/// Whether somebody may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They may.
    Allowed {
        /// The sentences of the policies that permit it, sorted.
        policies: Vec<String>,
    },
    /// They may not.
    Refused {
        /// The sentence that forbids what is otherwise permitted.
        reason: Option<String>,
        /// Which proof would lift that, if one would: `step_up`.
        challenge: Option<String>,
    },
}

impl Decision {
    /// They may not, and there is nothing to say about it.
    pub const REFUSED: Self = Self::Refused { reason: None, challenge: None };

    /// Whether they may.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed { .. })
    }
}
