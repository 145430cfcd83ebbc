//! What is asked about powers, and what is told.

use serde::{Deserialize, Serialize};

use crate::{
    authorization::PolicyText, error::FieldErrors, timestamp::Timestamp, ui::asked::Options,
};

/// Whether somebody may do something, as the address of the page asks it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who: the readable part of the address of their page, or their name. The caller, if it is empty.
    pub person: String,
    /// The permission, as policies name it: `PublishArticle`.
    pub permission: String,
    /// To which thing: its address or number, or a role and who would hold it.
    pub thing: String,
}

impl Question {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.person.is_empty() && self.permission.is_empty() && self.thing.is_empty()
    }
}

/// A page that the server draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// Whether somebody may do something, and why.
    Why,
    /// Who may do what.
    Powers,
}

/// The question with what can be chosen, what is wrong with it, and the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// What was asked.
    pub question: Question,
    /// What is wrong with which part of it.
    pub errors: FieldErrors,
    /// Some of the people whom the caller may ask about; nobody, if that is only themselves.
    pub people: Options,
    /// Every permission, under what many things of its kind are called.
    pub acts: Vec<(String, Options)>,
    /// The answer, once there is a question.
    pub told: Option<Told>,
}

/// A decision, and what led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The decision.
    pub allowed: bool,
    /// The same in words.
    pub sentence: String,
    /// What stands behind it, in words.
    pub reason: String,
    /// What would turn it round, each by itself.
    pub turns: Vec<Line>,
    /// The policies that decided.
    pub deciding: Vec<PolicyText>,
    /// All others that could have said something.
    pub others: Vec<PolicyText>,
    /// What the policies were told.
    pub facts: Vec<Line>,
}

impl Told {
    /// What is for everybody: policies know more of a thing, such as a legal hold, than all who may read
    /// it, and how they are written is for those who look after them.
    #[must_use]
    pub fn in_short(self) -> Self {
        let (turns, deciding, others, facts) = Default::default();
        Self { turns, deciding, others, facts, ..self }
    }
}

/// Something, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub name: String,
    /// What there is to say.
    pub words: String,
    /// The moment that the words end with.
    pub at: Option<Timestamp>,
}

/// Which powers are asked for, as the address of the page says it; all, where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What many things of a kind are called: `Articles`.
    pub subject: String,
    /// The permission, as policies name it.
    pub permission: String,
    /// Who holds the power.
    pub role: String,
}

/// Who may do what, as far as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// Which policies say so.
    pub version: String,
    /// What was asked for.
    pub wanted: Wanted,
    /// Every kind of thing, to choose from.
    pub subjects: Options,
    /// Every permission, to choose from.
    pub permissions: Vec<(String, Options)>,
    /// Everybody who is asked about, to choose from.
    pub roles: Options,
    /// Those of them who have a column.
    pub columns: Vec<String>,
    /// A table for every permission.
    pub tables: Vec<Table>,
}

/// Who may do one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What many things of its kind are called.
    pub subject: String,
    /// The permission, as policies name it.
    pub permission: String,
    /// What it lets somebody do: `Publish articles`.
    pub act: String,
    /// The states in which somebody may.
    pub rows: Vec<Row>,
}

/// Who may in these states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The states.
    pub states: String,
    /// To which things, for everybody who has a column.
    pub cells: Vec<String>,
}
