//! `[passwords]`: how much work they make, and which new ones are taken.

use serde::Deserialize;

use super::{InvalidSetting, check::wrong};

/// Memory in KiB and passes, of which at least one row must be reached (ASVS 5.0 appendix C, OWASP
/// Password Storage).
const FLOOR: [(u32, u32); 3] = [(47_104, 1), (19_456, 2), (12_288, 3)];

/// A quarter of a gigabyte for one password: a few sign-ins at once must fit into a small machine.
const MOST_MEMORY: u32 = 262_144;

/// Memory times passes that one core does in about a second.
const MOST_WORK: u64 = 1_048_576;

/// `[passwords]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passwords {
    /// Passwords checked at the same time.
    pub parallel: usize,
    /// Sign-ins that may wait for it.
    pub queue: usize,
    /// KiB of memory that one of them takes.
    pub memory: u32,
    /// How often that memory is gone through.
    pub passes: u32,
    /// Into how many parts it is divided; they are worked on one after the other.
    pub lanes: u32,
    /// The file of a secret that is part of every hash, or empty.
    pub pepper: String,
    /// So many characters a new password has at least.
    pub shortest: usize,
}

impl Passwords {
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        if !(1..=64).contains(&self.parallel) {
            return wrong(
                "passwords.parallel",
                "must be 1 to 64: half the number of cores is a good start",
            );
        }
        if self.queue > 10_000 {
            return wrong(
                "passwords.queue",
                "is over 10000: who waits so long has gone; 32 is a good start",
            );
        }
        if self.memory > MOST_MEMORY {
            return wrong("passwords.memory", "is over 262144: that is 256 MiB for one password");
        }
        let is_enough = |(memory, passes)| self.memory >= memory && self.passes >= passes;
        if !FLOOR.into_iter().any(is_enough) {
            return wrong(
                "passwords.memory",
                "is guessed too fast with so many passes: at least 47104 with 1, 19456 with 2, or 12288 with 3",
            );
        }
        if u64::from(self.memory) * u64::from(self.passes) > MOST_WORK {
            return wrong(
                "passwords.passes",
                "keep a core for more than a second: passwords.memory times passes is at most 1048576",
            );
        }
        if !(1..=16).contains(&self.lanes) {
            return wrong("passwords.lanes", "must be 1 to 16; 1 is a good start");
        }
        if !(8..=64).contains(&self.shortest) {
            return wrong("passwords.shortest", "must be 8 to 64; 15 is a good start");
        }
        Ok(())
    }
}
