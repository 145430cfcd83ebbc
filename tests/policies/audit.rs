//! Who may read what in the audit trail.

use stile::{sessions::UserId, trail::model::Deed};

use crate::{support::PEOPLE, tables::Row};

/// An entry as policies see it: of `ada`, or of `nobody`.
pub fn deed(words: &str) -> Deed {
    if words == "nobody" {
        return Deed::of_nobody();
    }
    let (_, id, _) = PEOPLE.iter().find(|(known, ..)| *known == words).unwrap();
    Deed { id: 0, actor: Some(UserId::new(*id)) }
}

pub const MAY_READ: &[Row] = &[
    ("a visitor", "ada", false),
    ("a visitor", "nobody", false),
    ("tom", "tom", true),
    ("tom", "ada", false),
    ("tom", "nobody", false),
    ("ada", "ada", true),
    ("ada", "lena", false),
    ("mei", "ada", false),
    ("rosa", "tom", false),
    ("priya", "priya", true),
    ("priya", "ada", true),
    ("priya", "nobody", true),
];

/// One entry of everybody, and one of nobody.
pub fn every_deed() -> Vec<Deed> {
    let of_people = PEOPLE.iter().map(|(name, ..)| deed(name));
    of_people.chain([Deed::of_nobody()]).collect()
}
