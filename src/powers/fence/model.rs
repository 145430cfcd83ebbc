//! What the fence shows.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// What the server knows about the page of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fence {
    /// The facts of the session: what, and which.
    pub session: Vec<(String, String)>,
    /// The policies in force.
    pub version: String,
    /// How many rules the page has been given.
    pub rules: usize,
    /// The controls that were asked about, as far as the server knows their things.
    pub controls: Vec<Ruled>,
    /// The last decisions of this session, the latest first.
    pub decisions: Vec<Ruled>,
}

/// A decision, and the sentence of the policy behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruled {
    /// What was asked: the permission, and the thing's id.
    pub name: String,
    /// Whether they may.
    pub allowed: bool,
    /// Of the policy that decides.
    pub sentence: String,
    /// When it was decided.
    pub at: Timestamp,
    /// How many decisions of its kind followed each other.
    pub times: u32,
}
