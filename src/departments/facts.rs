//! What policies may ask of a department.

use super::model::Section;
use crate::authorization::{Fact, Governed, Key, Kind, Value};

impl Governed for Section {
    const TYPE: &'static str = "Department";
    const TABLE: &'static str = "sections";
    const KEY: Key = Key::Text;
    const FACTS: &'static [Fact<Self>] = &[
        Fact {
            attribute: "department",
            field: "departmentId",
            column: "id",
            kind: Kind::Entity("Department", Key::Text),
            read: |section| Some(Value::Text(section.department.id.clone())),
        },
        Fact {
            attribute: "has_articles",
            field: "hasArticles",
            column: "has_articles",
            kind: Kind::Bool,
            read: |section| Some(Value::Bool(section.has_articles)),
        },
        Fact {
            attribute: "has_roles",
            field: "hasRoles",
            column: "has_roles",
            kind: Kind::Bool,
            read: |section| Some(Value::Bool(section.has_roles)),
        },
    ];

    fn id(&self) -> String {
        self.department.id.clone()
    }
}
