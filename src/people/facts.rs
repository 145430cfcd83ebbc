//! What policies may ask of a person.

use super::model::Profile;
use crate::authorization::{Fact, Governed, Key, Kind, Value};

impl Governed for Profile {
    const TYPE: &'static str = "Person";
    const TABLE: &'static str = "people";
    const FACTS: &'static [Fact<Self>] = &[
        Fact {
            attribute: "account",
            field: "accountId",
            column: "id",
            kind: Kind::Entity("User", Key::Integer),
            read: |person| Some(Value::Text(person.id.to_string())),
        },
        Fact {
            attribute: "published",
            field: "published",
            column: "published_at",
            kind: Kind::Long,
            read: |person| person.published.map(|at| Value::Long(at.millis())),
        },
    ];

    fn id(&self) -> String {
        self.id.to_string()
    }
}
