//! What policies may ask of a person, and of the roles that people hold.

use super::{
    assignment::{Assignment, as_sent},
    model::Profile,
};
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

/// Nobody in particular: who may do something with them may do it with everybody.
pub struct Anybody;

impl Governed for Anybody {
    const TYPE: &'static str = Profile::TYPE;
    const TABLE: &'static str = Profile::TABLE;
    const FACTS: &'static [Fact<Self>] = &[Fact {
        attribute: "account",
        field: "accountId",
        column: "id",
        kind: Kind::Entity("User", Key::Integer),
        read: |anybody| Some(Value::Text(anybody.id())),
    }];

    /// The number that no account has.
    fn id(&self) -> String {
        "0".to_owned()
    }
}

impl Governed for Assignment {
    const TYPE: &'static str = "Assignment";
    const TABLE: &'static str = "assignments";
    const FACTS: &'static [Fact<Self>] = &[
        Fact {
            attribute: "holder",
            field: "holderId",
            column: "user_id",
            kind: Kind::Entity("User", Key::Integer),
            read: |it| Some(Value::Text(it.holder.to_string())),
        },
        Fact {
            attribute: "role",
            field: "role",
            column: "role",
            kind: Kind::Text,
            read: |it| Some(Value::Text(it.role.name.clone())),
        },
        Fact {
            attribute: "department",
            field: "departmentId",
            column: "department_id",
            kind: Kind::Entity("Department", Key::Text),
            read: |it| it.role.department.clone().map(Value::Text),
        },
        Fact {
            attribute: "others",
            field: "others",
            column: "others",
            kind: Kind::Long,
            read: |it| Some(Value::Long(it.others)),
        },
    ];

    fn id(&self) -> String {
        self.id.to_string()
    }

    /// Its own number would say that somebody holds it.
    fn on_record(&self) -> (String, String) {
        (self.holder.to_string(), as_sent(&self.role))
    }
}
