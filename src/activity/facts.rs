//! What policies may ask of whom something happened to.

use crate::{
    authorization::{Fact, Governed, Key, Kind, Value},
    sessions::UserId,
};

/// An account, of which no more is known than whose it is.
pub struct Owner(pub UserId);

impl Governed for Owner {
    const TYPE: &'static str = "Person";
    const TABLE: &'static str = "people";
    const FACTS: &'static [Fact<Self>] = &[Fact {
        attribute: "account",
        field: "accountId",
        column: "id",
        kind: Kind::Entity("User", Key::Integer),
        read: |owner| Some(Value::Text(owner.id())),
    }];

    fn id(&self) -> String {
        self.0.to_string()
    }
}
