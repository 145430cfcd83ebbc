//! `[factors]`: with which keys the secrets of second factors are kept.

use serde::Deserialize;

use super::{InvalidSetting, check::wrong};

/// More than that nobody changes them without sealing anew.
const MOST: usize = 10;

/// `[factors]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factors {
    /// Files of keys: the first one seals, and all open.
    pub keys: Vec<String>,
}

impl Factors {
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        if self.keys.iter().any(String::is_empty) || self.keys.len() > MOST {
            return wrong("factors.keys", "are no names of at most 10 files: write [\"FILE\"]");
        }
        Ok(())
    }

    /// A release does not make a key that its next start would not find.
    pub(super) fn check_for_release(&self) -> Result<(), InvalidSetting> {
        if self.keys.is_empty() {
            return wrong(
                "factors.keys",
                "is empty, so the secrets of second factors cannot be kept: head -c 32 /dev/urandom makes a file with a key, which only its owner may read, and every node has the same; write [\"FILE\"]",
            );
        }
        Ok(())
    }
}
