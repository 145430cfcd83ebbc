//! What a letter is to bring about.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{call::CallContext, sessions::UserId, timestamp::Timestamp};

/// Why somebody gets a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "errand", rename_all = "snake_case")]
pub enum Errand {
    /// Somebody wants an account with that address.
    SignUp(Occasion),
    /// Somebody is invited to have one.
    Invite {
        /// When and from where.
        when: Occasion,
        /// Whose invitation it is.
        by: String,
    },
    /// Somebody has forgotten the password of the account with that address.
    Recover(Occasion),
    /// The password of the account was changed.
    PasswordChanged(Occasion),
    /// The account is to be deleted.
    DeletionAsked {
        /// When and from where.
        when: Occasion,
        /// When it will be: milliseconds since 1970.
        due: i64,
    },
    /// The account stays after all.
    DeletionStopped(Occasion),
    /// The account was deleted.
    AccountDeleted {
        /// Milliseconds since 1970.
        at: i64,
    },
    /// An account is to have that address.
    UseEmail {
        /// When and from where.
        when: Occasion,
        /// Whose account.
        user: UserId,
    },
    /// The account with that address is to have another one.
    EmailAsked(Occasion),
    /// The account has another address than that one now.
    FormerEmail(Occasion),
    /// The account has that address now.
    NewEmail(Occasion),
    /// Somebody knows the password of the account, and typed a wrong code after it.
    WrongCode(Occasion),
    /// A session of the account has begun in a browser that is not known as its owner's.
    NewBrowser(Occasion),
    /// Somebody proves with a code that they read the mail of that account.
    Code {
        /// When and from where it was asked for.
        when: Occasion,
        /// Whose account it is.
        user: UserId,
        /// What the code is bound to, as [`binding`](super::codes) says it.
        bound: String,
    },
    /// An administrator has removed all second factors of the account.
    FactorsReset {
        /// Milliseconds since 1970.
        at: i64,
    },
    /// The second factors of the account were changed, or a recovery code was used.
    Factors {
        /// When and from where.
        when: Occasion,
        /// What was done.
        change: FactorChange,
    },
}

/// What was done with somebody's second factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorChange {
    /// An authenticator app was added.
    AppAdded,
    /// It was removed.
    AppRemoved,
    /// Codes by mail were turned on.
    MailAdded,
    /// They were turned off.
    MailRemoved,
    /// A passkey was added.
    PasskeyAdded,
    /// One was removed.
    PasskeyRemoved,
    /// There are new recovery codes, and the old ones are void.
    CodesMade,
    /// A recovery code was used.
    CodeUsed {
        /// How many are left.
        left: u64,
    },
}

impl FactorChange {
    /// Whether somebody may be kept in, or let in, who was not before.
    #[must_use]
    pub const fn adds(self) -> bool {
        match self {
            Self::AppAdded | Self::MailAdded | Self::PasskeyAdded | Self::CodesMade => true,
            Self::AppRemoved | Self::MailRemoved | Self::PasskeyRemoved | Self::CodeUsed { .. } => {
                false
            }
        }
    }
}

/// When and from where it was asked for or done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// Milliseconds since 1970.
    at: i64,
    /// `Firefox on Linux`
    device: String,
    /// The network; empty if it is unknown.
    network: String,
}

impl Occasion {
    /// This call.
    #[must_use]
    pub fn of(call: &CallContext) -> Self {
        let (device, network) = (call.place.device.clone(), call.place.network.clone());
        Self { at: call.on.clock.now().millis(), device, network }
    }

    /// When what was done began: a minute before, in which it may have waited for others.
    pub(super) fn began(&self) -> Timestamp {
        Timestamp::from_millis(self.at).minus(Duration::from_mins(1))
    }

    /// `on 3 May 2026, 10:20 UTC, with Firefox on Linux, from 203.0.113.0/24`
    pub(super) fn in_words(&self) -> String {
        let at = Timestamp::from_millis(self.at).date_and_time();
        let from = if self.network.is_empty() { "" } else { ", from " };
        format!("on {at} UTC, with {}{from}{}", self.device, self.network)
    }
}
