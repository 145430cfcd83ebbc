//! Who looks at a page, and what they may do.

use serde::{Deserialize, Serialize};

use crate::{account::model::Theme, authorization::Rule, sessions::SignedIn};

/// What travels in every page about the person who looks at it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Who it is; `None` for a visitor.
    pub user: Option<ViewerUser>,
    /// What they may do.
    pub permissions: Vec<Rule>,
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
    /// The browser and system of this session, as far as it says: `Firefox on Linux`.
    pub device: String,
}
