//! Who asks in the benchmarks, and about what.

use std::collections::BTreeMap;

use stile::{
    authorization::{Context, Network, Subject, Value},
    sessions::{Principal, Role, SignedIn, UserId},
    timestamp::Timestamp,
};

/// When all of this happens, and from where it is asked.
pub const CALL: Context = Context { now: NOW, network: Network::Public };

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

/// An editor of two departments. Rules are remembered by version: another one has to be found out anew.
#[must_use]
pub fn editor(version: i64) -> Principal {
    let role = |department: &str| Role {
        name: "editor".to_owned(),
        department: Some(department.to_owned()),
    };
    Principal::User(Box::new(SignedIn {
        version,
        ..SignedIn::just_now(
            UserId::new(1),
            "Ada Okafor".to_owned(),
            vec![role("culture"), role("science")],
            NOW,
        )
    }))
}

/// An article in review, by that author.
#[must_use]
pub fn article(author: &str) -> Subject {
    let text = |field: &str, value: &str| (field.to_owned(), Value::Text(value.to_owned()));
    Subject {
        kind: "Article".to_owned(),
        id: "7".to_owned(),
        facts: BTreeMap::from([
            text("authorId", author),
            text("departmentId", "science"),
            text("stage", "in_review"),
            ("held".to_owned(), Value::Bool(false)),
        ]),
    }
}
