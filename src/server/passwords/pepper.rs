//! A secret that is part of every hash and is not in the database.
//!
//! # Why
//!
//! Whoever has stolen the database, or a backup of it, guesses passwords as fast as they can pay for machines.
//! With a pepper they cannot begin. It is argon2's own secret input (RFC 9106, 3.1) instead of an HMAC around
//! it, and a hash names its pepper by argon2's own `keyid`. So hashes from before there was one still count,
//! and one whose pepper is missing is known as our mistake, not taken for a wrong password.

use sha2::{Digest, Sha256};

use crate::server::private::{self, SecretError};

/// A secret, and the name that hashes call it by.
pub struct Pepper {
    secret: Vec<u8>,
    name: [u8; 6],
}

impl Pepper {
    /// The secret of that file, byte for byte.
    ///
    /// # Errors
    ///
    /// The file is not there, open to others, or not of that length.
    pub fn load(file: &str) -> Result<Self, SecretError> {
        private::secret(file, "passwords.pepper").map(Self::of)
    }

    fn of(secret: Vec<u8>) -> Self {
        let digest =
            Sha256::new_with_prefix("the name of a pepper:").chain_update(&secret).finalize();
        let mut name = [0; 6];
        name.copy_from_slice(&digest[..6]);
        Self { secret, name }
    }

    /// The secret itself, for hashing only.
    pub fn reveal(&self) -> &[u8] {
        &self.secret
    }

    /// What hashes call it: it tells apart, and tells nothing of the secret.
    pub fn name(&self) -> &[u8] {
        &self.name
    }
}

impl std::fmt::Debug for Pepper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pepper(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    fn load(bytes: &[u8], mode: u32) -> Result<Pepper, SecretError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pepper");
        fs::write(&file, bytes).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        Pepper::load(file.to_str().unwrap())
    }

    #[test]
    fn a_pepper_is_taken_byte_for_byte() {
        let bytes = b" thirty-two bytes and not one less\n\0";

        assert_eq!(load(bytes, 0o600).unwrap().reveal(), bytes);
    }

    #[test]
    fn a_pepper_that_is_missing_exposed_or_too_short_is_refused() {
        let unreadable = Pepper::load("/nowhere/pepper");
        assert!(matches!(unreadable, Err(SecretError::Unreadable { .. })));
        for mode in [0o640, 0o604, 0o620, 0o666] {
            assert!(matches!(load(&[7; 32], mode), Err(SecretError::Exposed { .. })), "{mode:o}");
        }
        assert!(matches!(load(&[7; 31], 0o600), Err(SecretError::Unfit { .. })));
        assert!(matches!(load(&[7; 1025], 0o600), Err(SecretError::Unfit { .. })));
        assert!(load(&[7; 1024], 0o400).is_ok());
    }

    #[test]
    fn peppers_are_told_apart_and_not_shown() {
        let (one, other) = (Pepper::of(vec![1; 32]), Pepper::of(vec![2; 32]));

        assert_ne!(one.name(), other.name());
        assert_eq!(format!("{one:?}"), "Pepper(…)");
    }
}
