//! The audit trail as it is shown.

use serde::{Deserialize, Serialize};

use crate::{error::FieldErrors, sessions::UserId, timestamp::Timestamp};

/// An entry, as far as policies ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The entry's number.
    pub id: i64,
    /// Who did it; nobody, if it was a visitor.
    pub actor: Option<UserId>,
}

impl Deed {
    /// What nobody did: who may read that, reads what everybody did.
    #[must_use]
    pub const fn of_nobody() -> Self {
        Self { id: 0, actor: None }
    }
}

/// Which entries somebody asks for, as they typed it: an empty part asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// The name of whoever did it, or a part of it, as in the address of their page.
    pub person: String,
    /// What was done: Cedar's name of the act.
    pub act: String,
    /// `allowed` or `refused`.
    pub outcome: String,
    /// The first day: `2026-11-22`.
    pub from: String,
    /// The last day.
    pub until: String,
}

impl Question {
    /// The parts by the names that they have in an address.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &str); 5] {
        [
            ("person", &self.person),
            ("act", &self.act),
            ("outcome", &self.outcome),
            ("from", &self.from),
            ("until", &self.until),
        ]
    }

    /// Whether all entries are asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, value)| value.is_empty())
    }
}

/// A name, and the page where one exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What people call it.
    pub name: String,
    /// Its page.
    pub address: Option<String>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Named,
    /// What they did or wanted to do: `Published an article`.
    pub act: String,
    /// To which thing: `Article 7`.
    pub thing: Option<Named>,
    /// A headline, or a note.
    pub detail: String,
    /// Whether the policies said no.
    pub refused: bool,
    /// The sentences of the policies that decided.
    pub policies: Vec<String>,
    /// From where.
    pub network: String,
    /// The request's number.
    pub request_id: String,
}

/// One page of the audit trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    /// What was asked for.
    pub question: Question,
    /// What cannot be asked for, by its part.
    pub errors: FieldErrors,
    /// Whether the caller reads what others did, too.
    pub of_everybody: bool,
    /// Everything that can have been done: name and words.
    pub acts: Vec<(String, String)>,
    /// The entries of this page, the newest first.
    pub entries: Vec<Entry>,
    /// Whether newer ones were left out.
    pub is_later: bool,
    /// Where older ones go on.
    pub older: Option<i64>,
}
