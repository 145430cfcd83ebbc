//! The key with which the server signs what browsers bring back.
//!
//! # Why it is kept in the database
//!
//! All nodes need the same one, over restarts, and nobody has to make it: the first migration that knows
//! of it does. Whoever reads the database could forge the cookie of a known browser, and with it guess
//! passwords past the budget of an account, and the token of a form, which helps against no browser of today.

use hmac::{Hmac, Mac};
use sea_orm::{ConnectionTrait, DbErr, Statement};
use sha2::Sha256;

use super::database::Database;

/// Signs what browsers bring back: 256 random bits, then nothing up to the length of HMAC's block, as it
/// would fill a key itself (RFC 2104, section 2).
#[derive(Clone)]
pub struct Key([u8; 64]);

/// How many bytes of a signature are kept: 128 bits (RFC 2104, section 5: at least half of the hash).
const KEPT: usize = 16;

impl Key {
    /// The key of this database.
    ///
    /// # Errors
    ///
    /// The database does not answer, or has none.
    pub async fn load(db: &Database) -> Result<Self, DbErr> {
        let none = || DbErr::RecordNotFound("the table `keys` has no key".to_owned());
        let backend = db.get_database_backend();
        let select = Statement::from_string(backend, "select bits from keys");
        let row = db.query_one_raw(select).await?.ok_or_else(none)?;
        let bits: String = row.try_get("", "bits")?;
        let half = |digits: &str| u128::from_str_radix(digits, 16).ok();
        let (first, second) = bits.split_at_checked(32).ok_or_else(none)?;
        let (Some(first), Some(second)) = (half(first), half(second)) else { return Err(none()) };
        let mut key = [0; 64];
        key[..16].copy_from_slice(&first.to_be_bytes());
        key[16..32].copy_from_slice(&second.to_be_bytes());
        Ok(Self(key))
    }

    /// The signature of these parts, for that use, in hexadecimal.
    #[must_use]
    pub fn sign(&self, used_for: &str, parts: &[&str]) -> String {
        in_hexadecimal(&self.mac(used_for, parts).finalize().into_bytes())
    }

    /// Whether that is the signature; it takes as long whichever part of it is wrong.
    #[must_use]
    pub fn has_signed(&self, used_for: &str, parts: &[&str], signature: &str) -> bool {
        let Ok(bits) = u128::from_str_radix(signature, 16) else { return false };
        let is_whole = signature.len() == 2 * KEPT;
        is_whole && self.mac(used_for, parts).verify_truncated_left(&bits.to_be_bytes()).is_ok()
    }

    /// Every part goes in with its length, so that no two lists of parts read alike.
    fn mac(&self, used_for: &str, parts: &[&str]) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as Mac>::new(&self.0.into());
        for part in [used_for].iter().chain(parts) {
            mac.update(&part.len().to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac
    }

    #[cfg(test)]
    pub(crate) fn for_tests(number: u8) -> Self {
        Self([number; 64])
    }
}

/// The first 128 bits of a hash.
#[must_use]
pub fn in_hexadecimal(hash: &[u8]) -> String {
    let kept = hash.first_chunk::<KEPT>().copied().unwrap_or_default();
    format!("{:032x}", u128::from_be_bytes(kept))
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_key_its_use_and_its_parts_alone() {
        let key = Key::for_tests(1);
        let signature = key.sign("form", &["a", "bc"]);

        assert_eq!(signature.len(), 32);
        assert!(key.has_signed("form", &["a", "bc"], &signature));
        assert!(!key.has_signed("form", &["ab", "c"], &signature));
        assert!(!key.has_signed("form", &["a", "bc", ""], &signature));
        assert!(!key.has_signed("device", &["a", "bc"], &signature));
        assert!(!Key::for_tests(2).has_signed("form", &["a", "bc"], &signature));
    }

    #[test]
    fn a_part_of_a_signature_is_none() {
        let key = Key::for_tests(1);
        let signature = key.sign("form", &[]);

        for wrong in ["", "0", &signature[..30], &format!("+{}", &signature[1..]), "zz"] {
            assert!(!key.has_signed("form", &[], wrong), "{wrong}");
        }
    }

    #[test]
    fn a_key_is_not_shown() {
        assert_eq!(format!("{:?}", Key::for_tests(1)), "Key(…)");
    }
}
