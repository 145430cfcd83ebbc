//! Under which name a session is kept.

use std::{fmt, num::ParseIntError, str::FromStr};

use sha2::{Digest, Sha256};
use tower_sessions::session::Id;

/// The first half of the SHA-256 of a session's id.
///
/// Who reads a store learns no id. The id is random and as long as this, so that neither salt nor
/// the other half would add anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u8; 16]);

impl Key {
    /// The name under which the session with that id is kept.
    #[must_use]
    pub fn of(id: &Id) -> Self {
        let digest = Sha256::digest(id.0.to_le_bytes());
        let mut half = [0; 16];
        half.copy_from_slice(&digest[..16]);
        Self(half)
    }

    /// The key in the form of an id, for a store that knows only ids.
    #[must_use]
    pub fn as_id(self) -> Id {
        Id(i128::from_le_bytes(self.0))
    }
}

/// The key that [`Key::as_id`] has made an id of.
impl From<Id> for Key {
    fn from(Id(name): Id) -> Self {
        Self(name.to_le_bytes())
    }
}

/// From hexadecimal digits.
impl FromStr for Key {
    type Err = ParseIntError;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        Ok(Self(u128::from_str_radix(digits, 16)?.to_be_bytes()))
    }
}

/// In hexadecimal digits.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_first_half_of_the_hash_of_the_id() {
        let key = Key::of(&Id(0));

        assert_eq!(key.to_string(), "374708fff7719dd5979ec875d56cd228");
        assert_ne!(key.as_id(), Id(0));
        assert_ne!(key, Key::of(&Id(1)));
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(Key::from(key.as_id()), key);
    }
}
