//! What people say about an article, in threads one level deep.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    articles::model::Article,
    error::FieldErrors,
    sessions::UserId,
    timestamp::Timestamp,
    typed::{lines, required},
    ui::pager::Pages,
};

/// The number of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommentId(i64);

impl CommentId {
    /// A comment that is not kept yet.
    pub const NEW: Self = Self(0);

    /// The comment with that number.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number, as the database keeps it.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The part of the page that shows it, by its id.
    #[must_use]
    pub fn part(self) -> String {
        format!("comment-{self}")
    }
}

impl fmt::Display for CommentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The part of the page that says how many comments there are, by its id.
pub const DISCUSSION: &str = "comments";

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commenter {
    /// The account.
    pub id: UserId,
    /// The name that others see.
    pub name: String,
}

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its number.
    pub id: CommentId,
    /// The comment that began its thread: itself, if it is no reply.
    pub thread: CommentId,
    /// Who wrote it.
    pub author: Commenter,
    /// What it says, in lines.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
    /// Until when its author can change it.
    pub editable_until: Timestamp,
    /// When its author last changed it.
    pub edited_at: Option<Timestamp>,
    /// Who reads it no longer, and why; `None` if everybody reads it.
    pub hidden: Option<Hidden>,
    /// Counts the changes.
    pub version: i64,
}

/// Why most people do not read a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// What the moderator said.
    pub reason: String,
    /// When it was hidden.
    pub at: Timestamp,
}

impl Comment {
    /// Characters of a comment.
    pub const TEXT_MAX: usize = 2000;
    /// Characters of a moderator's reason.
    pub const REASON_MAX: usize = 300;
    /// How long its author can change it.
    pub const EDITABLE: Duration = Duration::from_mins(10);

    /// A comment that this person begins now.
    #[must_use]
    pub fn begun(author: Commenter, text: String, now: Timestamp) -> Self {
        Self {
            id: CommentId::NEW,
            thread: CommentId::NEW,
            author,
            text,
            at: now,
            editable_until: now.plus(Self::EDITABLE),
            edited_at: None,
            hidden: None,
            version: 1,
        }
    }
}

/// What somebody says, without stray white space.
///
/// # Errors
///
/// What to mend, if it is empty or too long.
pub fn checked_text(text: &str) -> Result<String, FieldErrors> {
    checked("text", text, Comment::TEXT_MAX, "Write what you want to say.")
}

/// Why a comment is hidden, without stray white space.
///
/// # Errors
///
/// What to mend, if it is empty or too long.
pub fn checked_reason(reason: &str) -> Result<String, FieldErrors> {
    checked("reason", reason, Comment::REASON_MAX, "Say in a sentence why: its author reads it.")
}

fn checked(field: &str, text: &str, max: usize, missing: &str) -> Result<String, FieldErrors> {
    let text = lines(text);
    match required(&text, max, missing) {
        None => Ok(text),
        Some(error) => Err([(field.to_owned(), error)].into()),
    }
}

/// A page of what people say about an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussion {
    /// The article without its text.
    pub article: Article,
    /// The newest thread first.
    pub threads: Vec<Thread>,
    /// Which part of the comments this is; its total is what the caller may read.
    pub pages: Pages,
}

/// A comment and the replies to it, as far as they stand on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// What it begins with.
    pub first: First,
    /// The oldest first.
    pub replies: Vec<Comment>,
}

/// What a thread begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum First {
    /// This comment.
    Comment(Comment),
    /// A comment that stands on the page before.
    Before,
    /// A comment that the caller may not read.
    Hidden,
    /// A comment that is gone.
    Deleted,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_says_something_in_at_most_two_thousand_characters() {
        assert_eq!(checked_text(" Well said.\r\nThank you. ").unwrap(), "Well said.\nThank you.");
        assert_eq!(checked_text(" \u{200b}").unwrap_err()["text"], "Write what you want to say.");
        assert!(checked_text(&"é".repeat(2000)).is_ok());
        assert!(checked_text(&"é".repeat(2001)).is_err());
    }

    #[test]
    fn a_reason_must_be_given() {
        assert!(checked_reason("").unwrap_err().contains_key("reason"));
        assert!(checked_reason(&"r".repeat(301)).is_err());
    }
}
