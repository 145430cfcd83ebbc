//! What policies may ask of a comment.

use super::model::Comment;
use crate::authorization::{Fact, Governed, Key, Kind, Value};

impl Governed for Comment {
    const TYPE: &'static str = "Comment";
    const TABLE: &'static str = "comments";
    const FACTS: &'static [Fact<Self>] = &[
        Fact {
            attribute: "author",
            field: "authorId",
            column: "author_id",
            kind: Kind::Entity("User", Key::Integer),
            read: |comment| Some(Value::Text(comment.author.id.to_string())),
        },
        Fact {
            attribute: "hidden",
            field: "hidden",
            column: "hidden",
            kind: Kind::Bool,
            read: |comment| Some(Value::Bool(comment.hidden.is_some())),
        },
        Fact {
            attribute: "editable_until",
            field: "editableUntil",
            column: "editable_until",
            kind: Kind::Long,
            read: |comment| Some(Value::Long(comment.editable_until.millis())),
        },
    ];

    fn id(&self) -> String {
        self.id.to_string()
    }
}
