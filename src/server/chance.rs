//! Chance, from the system.

use std::fmt::Write as _;

use rand::{TryRngCore, rand_core::OsError, rngs::OsRng};

/// 128 random bits in hexadecimal: 32 digits, which nobody guesses (ASVS 5.0, 11.5.1).
///
/// # Errors
///
/// The system has no randomness.
pub fn digits() -> Result<String, OsError> {
    let mut bits = [0; 16];
    OsRng.try_fill_bytes(&mut bits)?;
    Ok(hex(&bits))
}

/// These bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_says_nothing_twice() {
        let (one, another) = (digits().unwrap(), digits().unwrap());

        assert_ne!(one, another);
        assert!(one.len() == 32 && one.bytes().all(|digit| digit.is_ascii_hexdigit()));
        assert_eq!(hex(&[0, 15, 255]), "000fff");
    }
}
