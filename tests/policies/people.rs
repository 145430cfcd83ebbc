//! Who may do what with people.

use stile::{people::model::Profile, sessions::UserId, slug::Slug, timestamp::Timestamp};

use crate::{support::PEOPLE, tables::Row};

/// Somebody as policies see them: `ada`, or `ada, who has published`.
pub fn profile(words: &str) -> Profile {
    let (name, published) = match words.split_once(", ") {
        Some((name, "who has published")) => (name, Some(Timestamp::from_millis(5))),
        None => (words, None),
        Some(_) => panic!("nobody knows {words}"),
    };
    let (name, id, _) = PEOPLE.iter().find(|(known, ..)| *known == name).unwrap();
    Profile {
        id: UserId::new(*id),
        slug: Slug::of(name, "person"),
        name: (*name).to_owned(),
        roles: Vec::new(),
        published,
        contact: None,
    }
}

pub const MAY_READ: &[Row] = &[
    ("a visitor", "lena", false),
    ("a visitor", "lena, who has published", true),
    ("tom", "lena", false),
    ("tom", "lena, who has published", true),
    ("tom", "tom", true),
    ("ada", "tom", true),
    ("jonas", "ada", true),
    ("mei", "lena", true),
    ("rosa", "tom", true),
    ("priya", "ada, who has published", true),
];

pub const MAY_READ_CONTACT: &[Row] = &[
    ("a visitor", "lena, who has published", false),
    ("tom", "tom", false),
    ("tom", "lena, who has published", false),
    ("ada", "lena", false),
    ("mei", "lena", false),
    ("rosa", "lena", false),
    ("priya", "lena", true),
    ("priya", "priya", true),
];
