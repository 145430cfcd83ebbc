//! What is kept encrypted, under keys that are not in the database.
//!
//! # Why
//!
//! A hash is enough for what somebody else brings, and is only compared. The seed of a TOTP must be read again
//! for every code; whoever has stolen the database, or a backup of it, would make codes with it. So it is
//! sealed: encrypted, so that a changed bit is noticed, and bound to its use and its owner, so that nobody
//! who can write into the database moves it to another account. What is sealed names its key: a new first key
//! seals from then on, and the ones after it still open.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use sha2::{Digest, Sha256};

use super::{
    build::IS_DEVELOPMENT,
    chance,
    private::{self, SecretError},
    settings,
};

/// The setting that names the keys.
const SETTING: &str = "factors.keys";

/// The key of development, made where there is none.
const OF_DEVELOPMENT: &str = "data/factors.key";

/// Bytes of a nonce: so many that nobody draws the same one twice, however much is sealed.
const NONCE: usize = 24;

/// Seals with the first of its keys, and opens with all.
pub struct Seals {
    keys: Vec<SealKey>,
}

/// A key, and the name by which what is sealed calls it.
struct SealKey {
    name: String,
    cipher: XChaCha20Poly1305,
}

/// Why something cannot be opened: it is not as we have sealed it, not for that, or its key is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "what is sealed cannot be opened: it was changed, is another's, or its key is missing (`factors.keys`)"
)]
pub struct Unopened;

/// The system has no randomness, or there is too much to seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing can be sealed")]
pub struct Unsealed;

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum NoKeys {
    /// One cannot be used.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// Development's own cannot be made.
    #[error("{OF_DEVELOPMENT} cannot be made (`factors.keys`)")]
    Unmade(#[source] io::Error),
    /// There is none.
    #[error("there is no key (`factors.keys`)")]
    None,
}

impl Seals {
    /// The keys of the settings; in development one that is made once, if they name none.
    ///
    /// # Errors
    ///
    /// There is none, or one cannot be used.
    pub fn load(settings: &settings::Factors) -> Result<Self, NoKeys> {
        if !settings.keys.is_empty() {
            return Self::of_files(&settings.keys);
        }
        if !IS_DEVELOPMENT {
            return Err(NoKeys::None);
        }
        make(Path::new(OF_DEVELOPMENT)).map_err(NoKeys::Unmade)?;
        Self::of_files(&[OF_DEVELOPMENT.to_owned()])
    }

    fn of_files(files: &[String]) -> Result<Self, NoKeys> {
        let keys = files.iter().map(|file| Ok(SealKey::of(&private::secret(file, SETTING)?)));
        Ok(Self { keys: keys.collect::<Result<_, SecretError>>()? })
    }

    /// Seals it for that use and those parts: only with the same it opens.
    ///
    /// # Errors
    ///
    /// The system has no randomness.
    pub fn seal(&self, plain: &[u8], used_for: &str, parts: &[&str]) -> Result<String, Unsealed> {
        let nonce = chance::bytes::<NONCE>().map_err(|_| Unsealed)?;
        let payload = Payload { msg: plain, aad: &bound_to(used_for, parts) };
        let key = self.keys.first().ok_or(Unsealed)?;
        let hidden = key.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Unsealed)?;
        let sealed = URL_SAFE_NO_PAD.encode([nonce.as_slice(), &hidden].concat());
        Ok(format!("{}.{sealed}", key.name))
    }

    /// Whether it is sealed with the key that seals now: else it is better sealed anew, so that the other key can go.
    #[must_use]
    pub fn is_newest(&self, sealed: &str) -> bool {
        let name = sealed.split('.').next();
        self.keys.first().is_some_and(|key| Some(key.name.as_str()) == name)
    }

    /// What was sealed for that use and those parts.
    ///
    /// # Errors
    ///
    /// It was not, or not with a key that is still here.
    pub fn open(&self, sealed: &str, used_for: &str, parts: &[&str]) -> Result<Vec<u8>, Unopened> {
        let (name, sealed) = sealed.split_once('.').ok_or(Unopened)?;
        let key = self.keys.iter().find(|key| key.name == name).ok_or(Unopened)?;
        let sealed = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| Unopened)?;
        let (nonce, msg) = sealed.split_first_chunk::<NONCE>().ok_or(Unopened)?;
        let payload = Payload { msg, aad: &bound_to(used_for, parts) };
        key.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| Unopened)
    }
}

impl SealKey {
    /// A file may hold more than a key is long; each of its bytes counts.
    fn of(secret: &[u8]) -> Self {
        let derived = |what: &str| Sha256::new_with_prefix(what).chain_update(secret).finalize();
        let key: [u8; 32] = derived("the key of a seal:").into();
        let name = chance::hex(&derived("the name of a key:")[..6]);
        Self { name, cipher: XChaCha20Poly1305::new(&key.into()) }
    }
}

/// Every part goes in with its length, so that no two lists of parts read alike.
fn bound_to(used_for: &str, parts: &[&str]) -> Vec<u8> {
    let mut bound = Vec::new();
    for part in [used_for].iter().chain(parts) {
        bound.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bound.extend_from_slice(part.as_bytes());
    }
    bound
}

/// Makes a file with a key that only its owner may read, unless there is one. Several may at once: all
/// have the same afterwards.
fn make(file: &Path) -> io::Result<()> {
    if file.exists() {
        return Ok(());
    }
    let secret = chance::bytes::<32>().map_err(io::Error::other)?;
    if let Some(folder) = file.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mine = file.with_extension(chance::digits().map_err(io::Error::other)?);
    let mut written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&mine)?;
    written.write_all(&secret)?;
    written.sync_all()?;
    let linked = fs::hard_link(&mine, file);
    fs::remove_file(&mine)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

impl std::fmt::Debug for Seals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seals(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn seals(secrets: &[u8]) -> Seals {
        Seals { keys: secrets.iter().map(|secret| SealKey::of(&[*secret; 32])).collect() }
    }

    #[test]
    fn what_is_sealed_opens_for_the_same_use_and_owner_alone() {
        let seals = seals(&[1]);
        let sealed = seals.seal(b"seed", "totp", &["7"]).unwrap();

        assert_eq!(seals.open(&sealed, "totp", &["7"]).unwrap(), b"seed");
        for (used_for, parts) in [
            ("totp", vec!["8"]),
            ("enrolment", vec!["7"]),
            ("totp7", vec![]),
            ("totp", vec!["7", ""]),
        ] {
            assert_eq!(
                seals.open(&sealed, used_for, &parts),
                Err(Unopened),
                "{used_for} {parts:?}"
            );
        }
    }

    #[test]
    fn a_changed_bit_is_noticed_wherever_it_is() {
        let seals = seals(&[1]);
        let sealed = seals.seal(b"seed", "totp", &["7"]).unwrap();
        let (name, text) = sealed.split_once('.').unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(text).unwrap();

        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = format!("{name}.{}", URL_SAFE_NO_PAD.encode(changed));
            assert_eq!(seals.open(&changed, "totp", &["7"]), Err(Unopened), "bit {bit}");
        }
    }

    #[test]
    fn what_we_cannot_have_sealed_does_not_open() {
        let seals = seals(&[1]);
        let sealed = seals.seal(b"seed", "totp", &["7"]).unwrap();
        let (name, _) = sealed.split_once('.').unwrap();

        for wrong in
            ["", ".", "a.b", name, &format!("{name}."), &format!("{name}.AAAA"), &sealed[..40]]
        {
            assert_eq!(seals.open(wrong, "totp", &["7"]), Err(Unopened), "{wrong}");
        }
    }

    #[test]
    fn the_first_key_seals_and_the_others_still_open() {
        let (old, both, new) = (seals(&[1]), seals(&[2, 1]), seals(&[2]));
        let before = old.seal(b"seed", "totp", &["7"]).unwrap();
        let after = both.seal(b"seed", "totp", &["7"]).unwrap();

        assert_eq!(both.open(&before, "totp", &["7"]).unwrap(), b"seed");
        assert_eq!(new.open(&after, "totp", &["7"]).unwrap(), b"seed");
        assert!(both.is_newest(&after) && !both.is_newest(&before) && !both.is_newest(""));
        assert_eq!(new.open(&before, "totp", &["7"]), Err(Unopened));
        assert_eq!(old.open(&after, "totp", &["7"]), Err(Unopened));
    }

    #[test]
    fn the_same_is_never_sealed_alike_and_keys_are_not_shown() {
        let seals = seals(&[1]);
        let seal = || seals.seal(b"seed", "totp", &["7"]).unwrap();

        assert_ne!(seal(), seal());
        assert_eq!(format!("{seals:?}"), "Seals(…)");
    }

    #[test]
    fn the_key_of_development_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data/factors.key");
        make(&file).unwrap();
        let first = fs::read(&file).unwrap();

        make(&file).unwrap();

        assert_eq!(fs::read(&file).unwrap(), first);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
        assert!(Seals::of_files(&[file.display().to_string()]).is_ok());
    }
}
