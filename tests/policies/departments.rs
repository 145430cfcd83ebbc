//! Who may do what with departments.

use stile::{
    authorization::{Permission, decision::Decision},
    departments::model::{Department, Section},
};

use crate::{
    support::{AUTHORIZER, CALL, DEPARTMENTS, person},
    tables::Row,
};

/// A department in words: `science`, `science with articles`, `science with roles` or `science with
/// both`.
pub fn section(words: &str) -> Section {
    let (id, with) = words.split_once(" with ").unwrap_or((words, "nothing"));
    assert!(["nothing", "articles", "roles", "both"].contains(&with), "nobody knows {with}");
    Section {
        department: Department { id: id.to_owned(), name: id.to_owned() },
        description: String::new(),
        has_articles: ["articles", "both"].contains(&with),
        has_roles: ["roles", "both"].contains(&with),
    }
}

pub const MAY_CREATE: &[Row] = &[
    ("a visitor", "travel", false),
    ("tom", "travel", false),
    ("lena", "travel", false),
    ("ada", "travel", false),
    ("mei", "travel", false),
    ("mei", "politics", false),
    ("olga", "science", false),
    ("rosa", "travel", false),
    ("priya", "travel", true),
];

pub const MAY_UPDATE: &[Row] = &[
    ("a visitor", "politics", false),
    ("tom", "politics", false),
    ("lena", "science", false),
    ("ada", "science", false),
    ("rosa", "politics", false),
    ("mei", "politics with both", true),
    ("mei", "science", false),
    ("olga", "science", true),
    ("olga", "sport", false),
    ("olga", "city", false),
    ("priya", "politics with both", true),
    ("priya", "science", true),
];

pub const MAY_MOVE: &[Row] = &[
    ("a visitor", "politics", false),
    ("tom", "politics", false),
    ("ada", "science", false),
    ("mei", "politics", false),
    ("rosa", "politics", false),
    ("priya", "politics with both", true),
];

pub const MAY_DELETE: &[Row] = &[
    ("a visitor", "travel", false),
    ("tom", "travel", false),
    ("ada", "science", false),
    ("mei", "politics", false),
    ("rosa", "travel", false),
    ("priya", "travel", true),
    ("priya", "travel with articles", false),
    ("priya", "travel with roles", false),
    ("priya", "travel with both", false),
];

pub fn every_section() -> Vec<Section> {
    let with = ["nothing", "articles", "roles", "both"];
    let words = DEPARTMENTS.iter().flat_map(|id| with.map(|with| format!("{id} with {with}")));
    words.map(|words| section(&words)).collect()
}

#[test]
fn who_may_not_remove_a_department_hears_why_if_they_could_otherwise() {
    let remove = |who: &str, what: &str| {
        AUTHORIZER.decide(&person(who), Permission::DeleteDepartment, &section(what), CALL)
    };
    let refused = |reason: Option<&str>| Decision::Refused {
        reason: reason.map(str::to_owned),
        challenge: None,
    };

    assert_eq!(
        remove("priya", "travel with articles"),
        refused(Some(
            "a department with articles stays, whatever their stage; only drafts can be deleted first"
        ))
    );
    assert_eq!(
        remove("priya", "travel with roles"),
        refused(Some(
            "a department in which somebody holds a role stays, so take those roles first"
        ))
    );
    assert_eq!(remove("mei", "politics with both"), refused(None));
}
