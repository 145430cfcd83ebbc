//! Who makes a request.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Handle;
use crate::timestamp::Timestamp;

/// The number of a user's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(i64);

impl UserId {
    /// The account with that number.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The account's number, as the database keeps it.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A role that a user holds, perhaps only in one department.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Role {
    /// The role's name in the policies' schema.
    pub name: String,
    /// The id of the department in which it holds; `None` for everywhere.
    pub department: Option<String>,
}

/// How strongly a session has proved who its user is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// One factor, such as a password.
    Single,
    /// Two, such as a password and a code; or a passkey, which asks for two itself.
    Multi,
}

/// What a session has proved, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Assurance {
    /// How strong the proof is.
    pub level: Level,
    /// When it was given.
    pub proved_at: Timestamp,
}

impl Assurance {
    /// Of who is signed in and has proved nothing that counts as a fresh proof.
    pub const STALE: Self = Self { level: Level::Single, proved_at: Timestamp::from_millis(0) };
}

/// A user who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The account.
    pub id: UserId,
    /// The name that others see.
    pub name: String,
    /// The roles held now, sorted.
    pub roles: Vec<Role>,
    /// Changes whenever something changes that policies may ask about this user.
    pub version: i64,
    /// What this session has proved.
    pub assurance: Assurance,
    /// When this session began.
    pub since: Timestamp,
    /// When it ends at the latest.
    pub until: Timestamp,
    /// When it ends if nobody uses it again.
    pub ends: Timestamp,
    /// What this session is called.
    pub handle: Handle,
    /// Browser and system where it began: `Firefox on Linux`.
    pub device: String,
}

impl SignedIn {
    /// A user who proves two factors at that moment, in a session of which nothing else is known.
    #[must_use]
    pub fn just_now(id: UserId, name: String, roles: Vec<Role>, now: Timestamp) -> Self {
        Self {
            id,
            name,
            roles,
            version: 0,
            assurance: Assurance { level: Level::Multi, proved_at: now },
            since: now,
            until: now,
            ends: now,
            handle: Handle::default(),
            device: String::new(),
        }
    }
}

/// Who makes a request, as policies see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// Nobody has signed in.
    #[default]
    Visitor,
    /// A user has.
    User(Box<SignedIn>),
}

impl Principal {
    /// The user, if one is signed in.
    #[must_use]
    pub fn user(&self) -> Option<&SignedIn> {
        match self {
            Self::Visitor => None,
            Self::User(user) => Some(user),
        }
    }

    /// What tells the session of a user from every other one, under whichever id it goes on; empty for a visitor.
    #[must_use]
    pub fn session_name(&self) -> String {
        let user = self.user();
        user.map(|user| format!("{} {}", user.id, user.handle.as_str())).unwrap_or_default()
    }

    /// Whether a user is signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.user().is_some()
    }
}
