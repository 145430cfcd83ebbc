//! What policies may ask of an article.

use super::model::Article;
use crate::authorization::{Fact, Governed, Key, Kind, Value};

impl Governed for Article {
    const TYPE: &'static str = "Article";
    const TABLE: &'static str = "articles";
    const FACTS: &'static [Fact<Self>] = &[
        Fact {
            attribute: "author",
            field: "authorId",
            column: "author_id",
            kind: Kind::Entity("User", Key::Integer),
            read: |article| Some(Value::Text(article.author.id.to_string())),
        },
        Fact {
            attribute: "department",
            field: "departmentId",
            column: "department_id",
            kind: Kind::Entity("Department", Key::Text),
            read: |article| Some(Value::Text(article.department.id.clone())),
        },
        Fact {
            attribute: "stage",
            field: "stage",
            column: "stage",
            kind: Kind::Text,
            read: |article| Some(Value::Text(article.stage.as_str().to_owned())),
        },
        Fact {
            attribute: "embargo",
            field: "embargo",
            column: "embargo",
            kind: Kind::Long,
            read: |article| Some(Value::Long(article.terms.embargo?.millis())),
        },
        Fact {
            attribute: "held",
            field: "held",
            column: "held",
            kind: Kind::Bool,
            read: |article| Some(Value::Bool(article.terms.held)),
        },
    ];

    fn id(&self) -> String {
        self.id.to_string()
    }
}
