//! What is looked for, and what was found.

use serde::{Deserialize, Serialize};

use crate::{
    articles::model::{Stage, Story},
    error::FieldErrors,
    ui::pager::Pages,
};

/// What somebody looks for, as they typed it: each part narrows the search, and an empty one does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// Words, all of which an article must have; the last may be the beginning of one.
    pub q: String,
    /// The id of a department.
    pub department: String,
    /// The name of an author, or a part of it, or their number.
    pub author: String,
    /// The name of a stage.
    pub stage: String,
    /// The first day on which it was published: `2026-11-22`.
    pub from: String,
    /// The last day.
    pub until: String,
}

impl Question {
    /// The parts by the names that they have in an address.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &str); 6] {
        [
            ("q", &self.q),
            ("department", &self.department),
            ("author", &self.author),
            ("stage", &self.stage),
            ("from", &self.from),
            ("until", &self.until),
        ]
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, value)| value.is_empty())
    }
}

/// A text in parts, of which some are what was looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt(pub Vec<(String, bool)>);

/// An article that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The article.
    pub story: Story,
    /// Its headline.
    pub title: Excerpt,
    /// What it says where it says what was looked for.
    pub says: Excerpt,
}

/// One page of what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What was looked for.
    pub question: Question,
    /// What cannot be looked for, by its part.
    pub errors: FieldErrors,
    /// The stages in which the caller reads something.
    pub stages: Vec<Stage>,
    /// The articles of this page: those that say it in their headlines first, and of equal ones the
    /// newest first.
    pub hits: Vec<Hit>,
    /// Which part of them this is.
    pub pages: Pages,
    /// There are more than `pages` counts; those are the newest.
    pub is_more: bool,
    /// How many there are in all, if there are more and somebody asked.
    pub counted: Option<u64>,
}
