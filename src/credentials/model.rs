//! What somebody signs in with, as it is shown to them.

use serde::{Deserialize, Serialize};

/// What the caller signs in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    /// Their e-mail address.
    pub email: String,
    /// Whether they have a password.
    pub has_password: bool,
}

/// The letter to another address whose link this browser has followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailLetter {
    /// The address; nothing, if the link holds no longer.
    pub email: Option<String>,
    /// Who has followed it.
    pub reader: Reader,
}

/// Who has followed a link that only the owner of an account can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// Whose account it is.
    Owner,
    /// Somebody who is signed in to another account.
    SomebodyElse,
    /// Nobody is signed in.
    Visitor,
}
