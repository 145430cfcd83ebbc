//! The texts as they were when this program was built.

use super::{PolicyError, Text};

/// Every file of `policies/`, by name; a test compares the list with the folder.
const FILES: &[(&str, &str)] = &[
    ("alerts.cedar", include_str!("../../../policies/alerts.cedar")),
    ("alerts.cedarschema", include_str!("../../../policies/alerts.cedarschema")),
    ("articles.cedar", include_str!("../../../policies/articles.cedar")),
    ("articles.cedarschema", include_str!("../../../policies/articles.cedarschema")),
    ("audit.cedar", include_str!("../../../policies/audit.cedar")),
    ("audit.cedarschema", include_str!("../../../policies/audit.cedarschema")),
    ("comments.cedar", include_str!("../../../policies/comments.cedar")),
    ("comments.cedarschema", include_str!("../../../policies/comments.cedarschema")),
    ("departments.cedar", include_str!("../../../policies/departments.cedar")),
    ("departments.cedarschema", include_str!("../../../policies/departments.cedarschema")),
    ("newsroom.cedarschema", include_str!("../../../policies/newsroom.cedarschema")),
    ("people.cedar", include_str!("../../../policies/people.cedar")),
    ("people.cedarschema", include_str!("../../../policies/people.cedarschema")),
    ("proof.cedar", include_str!("../../../policies/proof.cedar")),
];

/// Every policy and schema file, by name.
#[expect(clippy::unnecessary_wraps, reason = "in development the same function reads files")]
pub fn texts() -> Result<Vec<Text>, PolicyError> {
    let text = |&(name, content): &(&str, &str)| Text {
        name: name.to_owned(),
        content: content.to_owned(),
    };
    Ok(FILES.iter().map(text).collect())
}
