//! Why a session ends.

/// Why a session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its user has signed out.
    SignedOut,
    /// Another one has begun in the same browser.
    Replaced,
    /// Its user has ended it, from another one.
    EndedElsewhere,
    /// An administrator has ended it.
    EndedByAdministrator,
    /// Its user has begun more than there may be, and this one was the oldest.
    OneTooMany,
    /// Its user has another password now.
    PasswordChanged,
    /// Nobody can be its user any more.
    Suspended,
    /// Its user has no account any more.
    AccountDeleted,
    /// It was not used for too long, or has lasted as long as it may.
    TimedOut,
}

impl Ending {
    /// All of them.
    const ALL: [Self; 9] = [
        Self::SignedOut,
        Self::Replaced,
        Self::EndedElsewhere,
        Self::EndedByAdministrator,
        Self::OneTooMany,
        Self::PasswordChanged,
        Self::Suspended,
        Self::AccountDeleted,
        Self::TimedOut,
    ];

    /// The word that stores keep and nodes say.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Replaced => "replaced",
            Self::EndedElsewhere => "ended_elsewhere",
            Self::EndedByAdministrator => "ended_by_administrator",
            Self::OneTooMany => "one_too_many",
            Self::PasswordChanged => "password_changed",
            Self::Suspended => "suspended",
            Self::AccountDeleted => "account_deleted",
            Self::TimedOut => "timed_out",
        }
    }

    /// The one of that word; of a word that another version has said, nothing more is known.
    #[must_use]
    pub fn named(word: &str) -> Self {
        Self::ALL.into_iter().find(|why| why.as_str() == word).unwrap_or(Self::TimedOut)
    }

    /// What its page says.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SignedOut => "You have signed out.",
            Self::Replaced => "This browser has signed in anew.",
            Self::EndedElsewhere => "You have ended this session from another device.",
            Self::EndedByAdministrator => "An administrator has ended this session.",
            Self::OneTooMany => {
                "You have signed in on more devices than one may, so the session that began first has \
                 ended: this one."
            }
            Self::PasswordChanged => "The password of this account has changed.",
            Self::Suspended => "An administrator has suspended this account.",
            Self::AccountDeleted => "This account was deleted, as its owner wanted.",
            Self::TimedOut => {
                "Your session has ended: it was not used for a while, or has lasted as long as it may."
            }
        }
    }
}
