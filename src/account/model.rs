//! Who looks at a page, and how it looks to them.

use serde::{Deserialize, Serialize};

use crate::{authorization::Rule, sessions::SignedIn};

/// Light or dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper at night.
    Dark,
}

impl Theme {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word in the cookie, the form and the document's `data-theme`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name; what is unknown is the system's.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name).unwrap_or_default()
    }
}

/// What travels in every page about the person who looks at it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Who it is; `None` for a visitor.
    pub user: Option<ViewerUser>,
    /// Why a visitor is signed in no longer, in words.
    pub ended: Option<String>,
    /// What they may do.
    pub permissions: Vec<Rule>,
    /// For how many milliseconds from now that holds; the clock of a browser may be wrong.
    pub holds_for: Option<u64>,
    /// How the pages look to them.
    pub theme: Theme,
}

/// A signed-in person as they see themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewerUser {
    /// Account, name, roles, session.
    pub account: SignedIn,
    /// The roles in words: `Editor, Science and Culture`.
    pub roles: String,
    /// The readable part of their page's address.
    pub slug: String,
    /// The number of their picture.
    pub picture: Option<i64>,
    /// In how many milliseconds the session ends if nobody uses it; the clock of a browser may be wrong.
    pub ends_in: u64,
    /// The same at the latest.
    pub lasts_for: u64,
}
