//! What is shown of passkeys.

use serde::{Deserialize, Serialize};

use crate::{
    error::FieldErrors,
    timestamp::Timestamp,
    typed::{one_line, required},
};

/// Characters of a name.
pub const NAME_MAX: usize = 60;

/// A passkey that somebody has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Its number.
    pub id: i64,
    /// What its owner calls it: `Chrome on Linux`, until they say otherwise.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
    /// When it was last used, if it was since.
    pub used: Option<Timestamp>,
}

/// Every passkey that somebody has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkeys {
    /// The first one first.
    pub list: Vec<Passkey>,
    /// Whether they have nothing else beside their password.
    pub is_all: bool,
}

/// The name as it is kept.
///
/// # Errors
///
/// What to type, if it cannot be.
pub fn checked_name(name: &str) -> Result<String, FieldErrors> {
    let name = one_line(name);
    match required(&name, NAME_MAX, "Write a name by which you know it again.") {
        None => Ok(name),
        Some(error) => Err([("name".to_owned(), error)].into()),
    }
}
