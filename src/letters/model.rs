//! Links in letters, and what they are for.

use serde::{Deserialize, Serialize};

use crate::{sessions::UserId, timestamp::Timestamp};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An account begins.
    SignUp,
    /// The same, because somebody was invited: whoever asks for another letter does not shorten its time.
    Invitation,
    /// An account gets a new password.
    Recover,
    /// An account gets another e-mail address.
    Email,
    /// An account loses what was added to it beside its password, and gets a new password.
    Undo,
}

impl Purpose {
    /// What an account begins with.
    pub const BEGINNINGS: &'static [Self] = &[Self::SignUp, Self::Invitation];

    /// The word that the table and addresses know.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignUp => "sign-up",
            Self::Invitation => "invitation",
            Self::Recover => "recovery",
            Self::Email => "email",
            Self::Undo => "undo",
        }
    }

    /// The purpose of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let all = [Self::SignUp, Self::Invitation, Self::Recover, Self::Email, Self::Undo];
        all.into_iter().find(|it| it.as_str() == word)
    }
}

/// Whose letter it is whose link this browser has followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// Their e-mail address; nothing, if the link holds no longer.
    pub email: Option<String>,
    /// Since when what was added to their account goes, if the link undoes that.
    pub since: Option<Timestamp>,
}

/// A link that somebody has followed, and that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The SHA-256 of its secret, in hexadecimal.
    pub digest: String,
    /// Whose letter it stood in, in lower case.
    pub email: String,
    /// Whose account it concerns, if there is one.
    pub user: Option<UserId>,
    /// Since when it undoes what was added to that account, if it does.
    pub since: Option<Timestamp>,
}
