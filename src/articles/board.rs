//! What the desk holds, and what is chosen from it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::{ArticleId, Stage, Story};
use crate::{departments::model::Department, ui::pager::Pages};

/// Every article that concerns the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// What waits for the caller, by what is to be done: at most fifty articles of each kind.
    pub waiting: Vec<Queue>,
    /// The stage that is open as a whole; none shows the beginning of every stage.
    pub stage: Option<Stage>,
    /// How many articles there are in each stage.
    pub counts: Vec<(Stage, u64)>,
    /// The stages that are shown.
    pub columns: Vec<Column>,
    /// Which part of the open stage this is.
    pub pages: Pages,
}

/// Articles that wait for the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The department whose submissions wait to be read; none for drafts that came back.
    pub review: Option<Department>,
    /// The articles, last changed first.
    pub stories: Vec<Story>,
}

/// Articles of one stage: the published ones as they were published, others last changed first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Which stage.
    pub stage: Stage,
    /// The first of its articles, or one page of them.
    pub stories: Vec<Story>,
}

/// An article that was chosen from a list, in the version that the list showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Chosen {
    /// Which.
    pub id: ArticleId,
    /// As it was read.
    pub version: i64,
}

/// What was sent names no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a chosen article is its number, a colon and its version")]
pub struct NotChosen;

impl Chosen {
    /// Articles that can be chosen at once: as many as wait on one page.
    pub const MOST: u32 = 50;
}

/// As a check box sends it: `17:3`.
impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.id, self.version)
    }
}

impl From<Chosen> for String {
    fn from(chosen: Chosen) -> Self {
        chosen.to_string()
    }
}

impl TryFrom<String> for Chosen {
    type Error = NotChosen;

    fn try_from(text: String) -> Result<Self, NotChosen> {
        let (id, version) = text.split_once(':').ok_or(NotChosen)?;
        let id = ArticleId::new(id.parse().map_err(|_| NotChosen)?);
        Ok(Self { id, version: version.parse().map_err(|_| NotChosen)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_article_is_read_as_it_was_sent() {
        let chosen = Chosen { id: ArticleId::new(17), version: 3 };

        assert_eq!(Chosen::try_from(chosen.to_string()), Ok(chosen));
        for wrong in ["", "17", "17:", ":3", "x:3", "17:x", "17:3:4", "99999999999999999999:1"] {
            assert_eq!(Chosen::try_from(wrong.to_owned()), Err(NotChosen), "{wrong}");
        }
    }
}
