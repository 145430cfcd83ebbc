//! One entry of the audit.

use crate::{sessions::UserId, timestamp::Timestamp};

/// What came of what somebody wanted to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Allowed,
    /// The policies said no.
    Refused,
}

impl Outcome {
    /// As it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Refused => "refused",
        }
    }
}

/// An entry as it was kept, in the words of the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number: the newer, the greater.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who; nobody, if it was a visitor.
    pub user: Option<UserId>,
    /// Cedar's name of the act.
    pub permission: String,
    /// The kind of thing.
    pub subject: String,
    /// Which thing.
    pub subject_id: String,
    /// A headline, or a note.
    pub detail: String,
    /// One of [`Outcome`].
    pub outcome: String,
    /// The sentences of the policies that decided.
    pub policies: Vec<String>,
    /// From where.
    pub network: String,
    /// The request's number.
    pub request_id: String,
}
