//! What policies may ask of whoever has second factors.

use crate::{
    authorization::{Fact, Governed, Key, Kind, Value},
    sessions::UserId,
};

/// An account, of which no more is known than whose it is: an administrator without a second factor may add one
/// before they may read about anybody.
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
