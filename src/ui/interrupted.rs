//! What somebody was doing when they were asked again who they are, without script: it goes on afterwards.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A form that was posted, and waits for a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interrupted {
    /// Where it was sent.
    pub action: String,
    /// What was typed, as forms send it, without secrets.
    pub sent: String,
    /// The page that it stands on.
    pub page: String,
    /// The sentence of the policy that asks for the proof.
    pub reason: Option<String>,
    /// How long it waits: milliseconds since 1970.
    #[serde(default)]
    pub until: i64,
    /// What says that it is ours, and whose.
    #[serde(default)]
    pub signature: String,
}

impl Interrupted {
    /// As a hidden field carries it.
    #[must_use]
    pub fn as_field(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As it comes back from there.
    #[must_use]
    pub fn read(field: &str) -> Option<Self> {
        serde_json::from_str(field).ok()
    }
}

/// Lets the page know what waits; the browser reads the same from the page.
pub fn provide_interrupted() {
    let waits = SharedValue::new(use_context::<Interrupted>).into_inner();
    provide_context(StoredValue::new(waits));
}

/// What waits for a proof, if something does.
#[must_use]
pub fn use_interrupted() -> Option<Interrupted> {
    use_context::<StoredValue<Option<Interrupted>>>().and_then(|waits| waits.get_value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_comes_back_from_its_field_and_nothing_else_does() {
        let waits = Interrupted {
            action: "/api/people/give-role".into(),
            sent: "id=3&role=a%26b".into(),
            page: "/people/tom".into(),
            reason: None,
            until: 7,
            signature: "0a".into(),
        };

        assert_eq!(Interrupted::read(&waits.as_field()), Some(waits));
        for odd in ["", "in place", "{}", "[1]"] {
            assert_eq!(Interrupted::read(odd), None, "{odd}");
        }
    }
}
