//! Chance, from the system.

use std::fmt::Write as _;

use rand::{TryRngCore, rand_core::OsError, rngs::OsRng};

/// 128 random bits in hexadecimal: 32 digits, which nobody guesses (ASVS 5.0, 11.5.1).
///
/// # Errors
///
/// The system has no randomness.
pub fn digits() -> Result<String, OsError> {
    Ok(hex(&bytes::<16>()?))
}

/// One of so many numbers, beginning at zero. Some come up more often than others by one in 2^64 divided by
/// how many there are, which nobody notices.
///
/// # Errors
///
/// The system has no randomness.
pub fn below(many: u64) -> Result<u64, OsError> {
    Ok(OsRng.try_next_u64()? % many.max(1))
}

/// So many random bytes.
///
/// # Errors
///
/// The system has no randomness.
pub fn bytes<const MANY: usize>() -> Result<[u8; MANY], OsError> {
    let mut bytes = [0; MANY];
    OsRng.try_fill_bytes(&mut bytes)?;
    Ok(bytes)
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
        assert_ne!(bytes::<16>().unwrap(), bytes::<16>().unwrap());
        assert!((0..100).all(|_| below(10).unwrap() < 10));
    }
}
