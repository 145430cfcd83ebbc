//! Alerts as they are shown.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// Of what kind an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody was refused too often, and is answered no more for a while.
    ShutOut,
    /// A browser has stopped something that a page of ours wanted to do.
    Violation,
}

impl Kind {
    /// As it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ShutOut => "shut_out",
            Self::Violation => "violation",
        }
    }

    /// The kind that is kept as that.
    #[must_use]
    pub fn of(kept: &str) -> Option<Self> {
        [Self::ShutOut, Self::Violation].into_iter().find(|kind| kind.as_str() == kept)
    }
}

/// Everything of one kind that is alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Its number.
    pub id: i64,
    /// Of what kind.
    pub kind: Kind,
    /// Who was shut out, or what was against the policy.
    pub what: String,
    /// Where it happened last.
    pub detail: String,
    /// When first.
    pub first_at: Timestamp,
    /// When last.
    pub last_at: Timestamp,
    /// How often.
    pub times: i64,
    /// Until when it lasts, or did.
    pub until: Option<Timestamp>,
}

impl Alert {
    /// Any of that kind: who may read that, may read those that are kept.
    #[must_use]
    pub fn any(kind: Kind) -> Self {
        let never = Timestamp::from_millis(0);
        Self {
            id: 0,
            kind,
            what: String::new(),
            detail: String::new(),
            first_at: never,
            last_at: never,
            times: 0,
            until: None,
        }
    }
}

/// The alerts that somebody may read, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noticed {
    /// Which.
    pub alerts: Vec<Alert>,
    /// The moment at which they were read: who is shut out now is so until later.
    pub now: Timestamp,
}
