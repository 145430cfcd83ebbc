//! What is decided about an article besides its text.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// What was decided about an article besides its text. Readers are told of the byline only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Before that moment no reader sees it.
    pub embargo: Option<Timestamp>,
    /// Whether it is under legal hold.
    pub held: bool,
    /// Why it is.
    pub hold_reason: Option<String>,
    /// The names under the headline, if they are others than the author's.
    pub byline: Option<String>,
}

impl Terms {
    /// What readers are told.
    #[must_use]
    pub fn for_readers(self) -> Self {
        Self { byline: self.byline, ..Self::default() }
    }
}
