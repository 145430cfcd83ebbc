//! What can happen to an account, and how it is told.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// What can happen to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A session has begun.
    SignedIn,
    /// Its user has ended it.
    SignedOut,
    /// Somebody knew the password, and not the second factor.
    WrongCode,
    /// Its user has proved again who they are.
    Proved,
    /// It has another password, by who knew the old one.
    PasswordChanged,
    /// It has another password, by a letter.
    PasswordRecovered,
    /// It has another e-mail address.
    EmailChanged,
    /// One more thing proves who they are.
    FactorAdded,
    /// One thing less does.
    FactorRemoved,
    /// Nothing but the password does any more: an administrator has removed the rest.
    FactorsReset,
    /// There are new recovery codes.
    RecoveryCodesMade,
    /// One of them was used.
    RecoveryCodeUsed,
    /// Sessions were ended from another one.
    SessionsEnded,
    /// Everything about it was taken home.
    DataDownloaded,
    /// Name or picture is another one.
    ProfileChanged,
    /// It is to be deleted.
    DeletionAsked,
    /// It stays after all.
    DeletionStopped,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::SignedIn,
        Self::SignedOut,
        Self::WrongCode,
        Self::Proved,
        Self::PasswordChanged,
        Self::PasswordRecovered,
        Self::EmailChanged,
        Self::FactorAdded,
        Self::FactorRemoved,
        Self::FactorsReset,
        Self::RecoveryCodesMade,
        Self::RecoveryCodeUsed,
        Self::SessionsEnded,
        Self::DataDownloaded,
        Self::ProfileChanged,
        Self::DeletionAsked,
        Self::DeletionStopped,
    ];

    /// The word that the table keeps.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
            Self::WrongCode => "wrong_code",
            Self::Proved => "proved",
            Self::PasswordChanged => "password_changed",
            Self::PasswordRecovered => "password_recovered",
            Self::EmailChanged => "email_changed",
            Self::FactorAdded => "factor_added",
            Self::FactorRemoved => "factor_removed",
            Self::FactorsReset => "factors_reset",
            Self::RecoveryCodesMade => "recovery_codes_made",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::SessionsEnded => "sessions_ended",
            Self::DataDownloaded => "data_downloaded",
            Self::ProfileChanged => "profile_changed",
            Self::DeletionAsked => "deletion_asked",
            Self::DeletionStopped => "deletion_stopped",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// What its owner reads.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SignedIn => "Signed in",
            Self::SignedOut => "Signed out",
            Self::WrongCode => "Right password, but a wrong code",
            Self::Proved => "Proved again who you are",
            Self::PasswordChanged => "Changed the password",
            Self::PasswordRecovered => "Chose a new password by a letter",
            Self::EmailChanged => "Changed the e-mail address",
            Self::FactorAdded => "Added a way to prove who you are",
            Self::FactorRemoved => "Removed a way to prove who you are",
            Self::FactorsReset => "An administrator removed your second factors",
            Self::RecoveryCodesMade => "Made new recovery codes",
            Self::RecoveryCodeUsed => "Used a recovery code",
            Self::SessionsEnded => "Ended sessions",
            Self::DataDownloaded => "Downloaded your data",
            Self::ProfileChanged => "Changed name or picture",
            Self::DeletionAsked => "Asked to delete the account",
            Self::DeletionStopped => "Stopped the deletion of the account",
        }
    }

    /// Whether somebody who is not the owner may have done it: it is worth a second look.
    #[must_use]
    pub const fn is_worth_a_look(self) -> bool {
        matches!(self, Self::WrongCode | Self::FactorsReset)
    }
}

/// That something happened to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number: the newer, the greater.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// What its owner would ask next: which session, which factor.
    pub detail: String,
    /// Browser and system: `Firefox on Linux`.
    pub device: String,
    /// The network, such as `203.0.113.0/24`; empty if it is unknown.
    pub network: String,
}

/// One page of what happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// The newest first.
    pub events: Vec<Event>,
    /// Whether newer ones were left out.
    pub is_later: bool,
    /// Where older ones go on.
    pub older: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_again() {
        for what in What::ALL {
            assert_eq!(What::named(what.as_str()), Some(what));
        }
        assert_eq!(What::named("printed"), None);
    }
}
