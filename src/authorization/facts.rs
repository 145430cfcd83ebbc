//! What a feature tells about its things, once: from it come the Cedar entity, the subject of a
//! rule, and the column of a filter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A thing that policies speak of.
pub trait Governed: Sized + 'static {
    /// Its entity type in Cedar and its `subject` in rules: `Article`.
    const TYPE: &'static str;
    /// The table that keeps it; its id is in the column `id`.
    const TABLE: &'static str;
    /// How that table keeps its id.
    const KEY: Key = Key::Integer;
    /// Everything that policies may ask of it.
    const FACTS: &'static [Fact<Self>];

    /// Its id; a thing that is not kept yet has an id that nothing else has.
    fn id(&self) -> String;

    /// What the audit calls it, where somebody was refused it: its id, and what else one would ask.
    fn on_record(&self) -> (String, String) {
        (self.id(), String::new())
    }

    /// This thing as rules see it.
    fn subject(&self) -> Subject {
        // Not collected: the browser would sort the facts first, with code that nothing else needs.
        let mut facts = BTreeMap::new();
        for fact in Self::FACTS {
            if let Some(value) = (fact.read)(self) {
                facts.insert(fact.field.to_owned(), value);
            }
        }
        Subject { kind: Self::TYPE.to_owned(), id: self.id(), facts }
    }
}

/// One fact about a thing, in the vocabularies of all who ask for it.
pub struct Fact<T> {
    /// The attribute in Cedar: `author`.
    pub attribute: &'static str,
    /// The field in rules and JSON: `authorId`.
    pub field: &'static str,
    /// The column in the database: `author_id`.
    pub column: &'static str,
    /// What kind of value it is.
    pub kind: Kind,
    /// The value; `None` only for an optional attribute that is absent.
    pub read: fn(&T) -> Option<Value>,
}

/// The kinds of values that rules can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Bool,
    /// A whole number; moments are milliseconds since 1970.
    Long,
    /// Words.
    Text,
    /// Another thing, by its Cedar type and the type of its key column.
    Entity(&'static str, Key),
}

/// How the database keeps the id of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `bigint`
    Integer,
    /// `text`
    Text,
}

/// The value of a fact. Ids are text everywhere outside the database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged, try_from = "serde_json::Value")]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Long(i64),
    /// Words, or an id.
    Text(String),
}

impl TryFrom<serde_json::Value> for Value {
    type Error = &'static str;

    fn try_from(json: serde_json::Value) -> Result<Self, Self::Error> {
        use serde_json::Value as Json;

        match json {
            Json::Bool(flag) => Ok(Self::Bool(flag)),
            Json::Number(number) => number.as_i64().map(Self::Long).ok_or("not a whole number"),
            Json::String(text) => Ok(Self::Text(text)),
            Json::Null | Json::Array(_) | Json::Object(_) => Err("not a value"),
        }
    }
}

/// A thing as rules see it: its kind and the facts that conditions ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The `subject` of rules: `Article`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Field and value; an absent fact has no entry.
    pub facts: BTreeMap<String, Value>,
}
