//! What somebody has beside their password.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// A kind of second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A code of an authenticator app (TOTP, RFC 6238).
    Totp,
    /// A code that comes by mail.
    Mail,
    /// Passkeys, however many.
    Passkey,
}

impl Kind {
    /// The word that the table and forms know.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Mail => "mail",
            Self::Passkey => "passkey",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        [Self::Totp, Self::Mail, Self::Passkey].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Which factors somebody has beside their password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// An authenticator app.
    pub totp: bool,
    /// Codes by mail.
    pub mail: bool,
    /// A passkey, or several.
    pub passkey: bool,
    /// Recovery codes that are left.
    pub recovery_codes: u64,
}

impl Held {
    /// Whether there is a second factor. Recovery codes alone are none: they stand in for one.
    #[must_use]
    pub const fn is_any(self) -> bool {
        self.totp || self.mail || self.passkey
    }
}

/// What was proved by a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proved {
    /// That they have the authenticator app.
    Totp,
    /// That they read the mail of the account.
    Mail,
    /// That they have a recovery code, which was used up; so many are left.
    RecoveryCode {
        /// How many.
        left: u64,
    },
}

/// A factor that somebody has turned on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Which.
    pub kind: Kind,
    /// Since when.
    pub since: Timestamp,
    /// When it was last used, if it was since.
    pub used: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_codes_alone_are_no_factor() {
        assert!(!Held { recovery_codes: 10, ..Held::default() }.is_any());
        assert!(Held { totp: true, ..Held::default() }.is_any());
        assert!(Held { mail: true, ..Held::default() }.is_any());
        assert!(Held { passkey: true, ..Held::default() }.is_any());
    }

    #[test]
    fn a_kind_is_named_by_its_word() {
        for kind in [Kind::Totp, Kind::Mail, Kind::Passkey] {
            assert_eq!(Kind::named(kind.as_str()), Some(kind));
        }
        assert_eq!(Kind::named("sms"), None);
    }
}
