//! What the server has noticed that somebody should look at, on its way to where it is kept.

use super::beside::Teller;
use crate::timestamp::Timestamp;

/// Alerts that may wait to be kept.
pub const ROOM: usize = 256;

/// Something that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alert {
    /// Somebody was refused too often, and is answered no more for a while.
    ShutOut {
        /// Since when.
        at: Timestamp,
        /// Who: a person or an address.
        who: String,
        /// Until when.
        until: Timestamp,
    },
    /// A browser has stopped something that a page of ours wanted to do.
    Violation {
        /// When.
        at: Timestamp,
        /// What was against which part of the policy: of two alike one is kept, and both are counted.
        what: String,
        /// Where, and what else the browser says.
        detail: String,
    },
}

/// Takes alerts to where administrators see them.
pub type Alerts = Teller<Alert>;
