//! Whether an account is to be deleted.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// What somebody knows of the end of their account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// When it will be deleted, if that was asked for.
    pub due: Option<Timestamp>,
    /// For how many days one can stop it.
    pub days: u64,
    /// Why they cannot go, in the policy's words.
    pub refusal: Option<String>,
}
