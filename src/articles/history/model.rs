//! What an article has said, and what changed between two of its texts.

use serde::{Deserialize, Serialize};

use crate::{articles::model::Article, timestamp::Timestamp};

/// One text that an article has had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The version of the article that brought it.
    pub version: i64,
    /// The name of who saved it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Words of the text.
    pub words: i64,
    /// Whether the editor saved it by itself.
    pub automatic: bool,
}

/// What an article has said, the newest first, and one of its texts compared with another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The article as it stands.
    pub article: Article,
    /// Its texts, the newest first; there is one at least.
    pub revisions: Vec<Revision>,
    /// The comparison that was asked for.
    pub comparison: Comparison,
}

/// What is compared with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Against {
    /// The first text, with none.
    Nothing,
    /// A text with the one before it.
    Before,
    /// A text with the one that stands.
    Current,
}

/// What changed between two texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The version that was asked for.
    pub chosen: i64,
    /// What it is compared with.
    pub against: Against,
    /// What became of the older text.
    pub difference: Difference,
}

/// What became of headline, standfirst and text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The headline.
    pub title: Vec<Piece>,
    /// The standfirst.
    pub standfirst: Vec<Piece>,
    /// The text.
    pub body: Vec<Passage>,
}

/// A part of a text, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Passage {
    /// So many paragraphs that stayed as they were.
    Same(usize),
    /// A paragraph in which something changed, or one beside it.
    Paragraph(Vec<Piece>),
}

/// Words that became of a text together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What happened to them.
    pub change: Change,
    /// The words.
    pub words: String,
}

/// What happened to words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Nothing.
    Kept,
    /// They are new.
    Added,
    /// They are gone.
    Removed,
}

impl Difference {
    /// Words that are new, and words that are gone.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let body = self.body.iter().filter_map(|passage| match passage {
            Passage::Paragraph(pieces) => Some(pieces),
            Passage::Same(_) => None,
        });
        let (mut added, mut removed) = (0, 0);
        for piece in [&self.title, &self.standfirst].into_iter().chain(body).flatten() {
            let words = piece.words.split_whitespace().count();
            match piece.change {
                Change::Kept => {}
                Change::Added => added += words,
                Change::Removed => removed += words,
            }
        }
        (added, removed)
    }
}
