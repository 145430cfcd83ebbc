//! Why somebody may do something or not, for those who look after policies.

use serde::{Deserialize, Serialize};

use super::ability::Answer;
use crate::{sessions::Role, timestamp::Timestamp};

/// A decision, what led to it, and what would turn it round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The decision.
    pub answer: Answer,
    /// The policies that decided; none, where nothing permits.
    pub deciding: Vec<PolicyText>,
    /// All others that may say something about the permission.
    pub others: Vec<PolicyText>,
    /// What would make it another decision, each by itself.
    pub changes: Vec<Change>,
}

/// A policy as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PolicyText {
    /// Its `@id`.
    pub sentence: String,
    /// Whether it permits; otherwise it forbids.
    pub permits: bool,
    /// All of it, in Cedar.
    pub text: String,
}

/// Something that would make it another decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// To sign in, whoever one is.
    SignIn,
    /// To hold that role too.
    Gain(Role),
    /// To hold that role no longer.
    Lose(Role),
    /// To wait until then.
    Wait(Timestamp),
}
