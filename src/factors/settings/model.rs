//! What the page about second factors shows.

use serde::{Deserialize, Serialize};

use crate::factors::model::{Factor, Kind};

/// What somebody has turned on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// One of each kind at most.
    pub factors: Vec<Factor>,
    /// Recovery codes that are left.
    pub recovery_codes: u64,
    /// Where codes by mail go.
    pub email: String,
}

impl Overview {
    /// The factor of that kind.
    #[must_use]
    pub fn factor(&self, kind: Kind) -> Option<Factor> {
        self.factors.iter().copied().find(|factor| factor.kind == kind)
    }

    /// Whether it is the only one.
    #[must_use]
    pub fn is_last(&self, kind: Kind) -> bool {
        self.factors.iter().all(|factor| factor.kind == kind)
    }
}

/// What an authenticator app is told, and the form brings back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The QR code: an SVG path of squares of one unit.
    pub path: String,
    /// How many units it is wide and high.
    pub size: usize,
    /// The same to type: letters and digits in groups of four.
    pub key: String,
    /// The seed, sealed.
    pub sealed: String,
}

/// Nobody reads a seed in a log.
impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(…)")
    }
}
