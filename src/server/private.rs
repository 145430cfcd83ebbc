//! Files that nobody but their owner may read.

use std::{
    fs::{File, Metadata},
    io::{self, Read},
    os::unix::fs::PermissionsExt,
};

/// As many bytes as SHA-256 gives: nobody guesses them.
const SHORTEST: usize = 32;

/// More than that is no secret but some other file.
const LONGEST: u64 = 1024;

/// Whether others may read or change it.
#[must_use]
pub fn is_exposed(file: &Metadata) -> bool {
    file.permissions().mode() & 0o077 != 0
}

/// Why the secret of a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// It is not there, or not readable.
    #[error("{file} cannot be read (`{setting}`)")]
    Unreadable {
        /// Where it should be.
        file: String,
        /// Which setting names it.
        setting: &'static str,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// Others could have it.
    #[error("{file} may be read by others (`{setting}`): chmod 600 {file}")]
    Exposed {
        /// Where it is.
        file: String,
        /// Which setting names it.
        setting: &'static str,
    },
    /// It could be guessed, or is something else.
    #[error(
        "{file} is no secret of 32 to 1024 bytes (`{setting}`): head -c 32 /dev/urandom makes one"
    )]
    Unfit {
        /// Where it is.
        file: String,
        /// Which setting names it.
        setting: &'static str,
    },
}

/// The secret of that file, byte for byte; the setting is the one that names it.
///
/// # Errors
///
/// The file is not there, open to others, or not of that length.
pub fn secret(file: &str, setting: &'static str) -> Result<Vec<u8>, SecretError> {
    let unreadable = |cause| SecretError::Unreadable { file: file.to_owned(), setting, cause };
    let opened = File::open(file).map_err(unreadable)?;
    if is_exposed(&opened.metadata().map_err(unreadable)?) {
        return Err(SecretError::Exposed { file: file.to_owned(), setting });
    }
    let mut secret = Vec::new();
    opened.take(LONGEST + 1).read_to_end(&mut secret).map_err(unreadable)?;
    if secret.len() < SHORTEST || secret.len() as u64 > LONGEST {
        return Err(SecretError::Unfit { file: file.to_owned(), setting });
    }
    Ok(secret)
}
