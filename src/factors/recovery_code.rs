//! Recovery codes: for who has lost their factor.
//!
//! Each has 120 random bits, so that a plain hash of it is enough (ASVS 5.0, 6.5.2: from 112 on).

use rand::rand_core::OsError;
use sha2::{Digest, Sha256};

use crate::server::chance;

/// How many somebody gets at once.
pub const MANY: usize = 10;

/// Letters and digits of one: five bits each.
pub const LENGTH: usize = 24;

/// Crockford's base 32: nothing that is mistaken for something else.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new code, as it is kept: without hyphens, in upper case.
pub fn fresh() -> Result<String, OsError> {
    let bits = chance::bytes::<{ LENGTH * 5 / 8 }>()?;
    let bits = bits.into_iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(byte));
    let digits = (0..LENGTH).rev().map(|place| (bits >> (5 * place)) as usize & 31);
    Ok(digits.map(|digit| char::from(ALPHABET[digit])).collect())
}

/// As people read it: six groups of four.
pub fn shown(code: &str) -> String {
    let groups: Vec<&str> = (0..LENGTH).step_by(4).filter_map(|at| code.get(at..at + 4)).collect();
    groups.join("-")
}

/// The code of what somebody has typed in upper case, without spaces and hyphens, if it can be one.
pub fn read(typed: &str) -> Option<String> {
    let digit = |typed: char| match typed {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let code: String = typed.chars().map(digit).collect();
    let is_one = code.len() == LENGTH && code.bytes().all(|it| ALPHABET.contains(&it));
    is_one.then_some(code)
}

/// What is kept of it.
pub fn hash(code: &str) -> String {
    chance::hex(&Sha256::digest(code))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_code_has_120_bits_of_chance_in_24_signs() {
        let codes: BTreeSet<String> = (0..1000).map(|_| fresh().unwrap()).collect();

        assert_eq!(codes.len(), 1000);
        for place in 0..LENGTH {
            let signs: BTreeSet<u8> = codes.iter().map(|code| code.as_bytes()[place]).collect();
            // That one of 32 is missing among a thousand: one in 10^12.
            assert_eq!(signs.len(), 32, "at {place}");
        }
    }

    #[test]
    fn a_code_is_read_as_it_is_shown_and_as_people_mistake_it() {
        let code = "0123456789ABCDEFGHJKMNPQ";

        assert_eq!(shown(code), "0123-4567-89AB-CDEF-GHJK-MNPQ");
        assert_eq!(read("OI23456789ABCDEFGHJKMNPQ").as_deref(), Some(code));
        assert_eq!(read("0L23456789ABCDEFGHJKMNPQ").as_deref(), Some(code));
        for wrong in [
            "",
            "0123",
            "U123456789ABCDEFGHJKMNPQ",
            "0123456789ABCDEFGHJKMNPQ0",
            "é12345678901234567890123",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_ne!(hash(code), hash("1123456789ABCDEFGHJKMNPQ"));
    }
}
