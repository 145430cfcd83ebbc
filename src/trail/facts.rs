//! What policies may ask of an entry.

use super::model::Deed;
use crate::authorization::{Fact, Governed, Key, Kind, Value};

impl Governed for Deed {
    const TYPE: &'static str = "AuditEntry";
    const TABLE: &'static str = "audit_entries";
    const FACTS: &'static [Fact<Self>] = &[Fact {
        attribute: "actor",
        field: "actorId",
        column: "user_id",
        kind: Kind::Entity("User", Key::Integer),
        read: |deed| deed.actor.map(|actor| Value::Text(actor.to_string())),
    }];

    fn id(&self) -> String {
        self.id.to_string()
    }
}
