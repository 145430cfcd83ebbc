//! What policies may ask of an alert.

use super::model::Alert;
use crate::authorization::{Fact, Governed, Kind, Value};

impl Governed for Alert {
    const TYPE: &'static str = "Alert";
    const TABLE: &'static str = "alerts";
    const FACTS: &'static [Fact<Self>] = &[Fact {
        attribute: "kind",
        field: "kind",
        column: "kind",
        kind: Kind::Text,
        read: |alert| Some(Value::Text(alert.kind.as_str().to_owned())),
    }];

    fn id(&self) -> String {
        self.id.to_string()
    }
}
