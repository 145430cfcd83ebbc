//! A part of the newsroom.

use serde::{Deserialize, Serialize};

/// A part of the newsroom; the scope of most roles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Department {
    /// Its id in addresses and policies: `science`.
    pub id: String,
    /// The name that people read: `Science`.
    pub name: String,
}

/// All departments, in the order of the masthead: they travel in every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sections(pub Vec<Department>);
