//! Who may do what with comments.

use stile::authorization::{Fact, Governed, Key, Kind, Value};

use crate::{
    support::{NOW, PEOPLE},
    tables::Row,
};

pub const MAY_COMMENT: &[Row] = &[
    ("a visitor", "published science by lena", false),
    ("tom", "published science by lena", true),
    ("lena", "published science by lena", true),
    ("rosa", "published science by lena", true),
    ("tom", "published science by lena embargoed", false),
    ("lena", "published science by lena embargoed", false),
    ("tom", "in_review science by lena", false),
    ("lena", "draft science by lena", false),
    ("ada", "retracted science by lena", false),
];

pub const MAY_READ: &[Row] = &[
    ("a visitor", "new by tom", true),
    ("a visitor", "old by tom", true),
    ("a visitor", "new hidden by tom", false),
    ("ada", "old hidden by tom", false),
    ("priya", "old hidden by tom", false),
    ("tom", "old hidden by tom", true),
    ("rosa", "old hidden by tom", true),
];

pub const MAY_UPDATE: &[Row] = &[
    ("a visitor", "new by tom", false),
    ("tom", "new by tom", true),
    ("tom", "old by tom", false),
    ("tom", "new hidden by tom", false),
    ("lena", "new by tom", false),
    ("rosa", "new by tom", false),
    ("priya", "new by tom", false),
];

pub const MAY_HIDE: &[Row] = &[
    ("a visitor", "old by tom", false),
    ("tom", "old by tom", false),
    ("ada", "old by tom", false),
    ("rosa", "old by tom", true),
    ("rosa", "new by rosa", true),
    ("rosa", "old hidden by tom", false),
    ("priya", "old by tom", false),
];

pub const MAY_RESTORE: &[Row] = &[
    ("a visitor", "old hidden by tom", false),
    ("tom", "old hidden by tom", false),
    ("rosa", "old hidden by tom", true),
    ("rosa", "old by tom", false),
    ("priya", "old hidden by tom", false),
];

pub const MAY_DELETE: &[Row] = &[
    ("a visitor", "old by tom", false),
    ("tom", "new by tom", false),
    ("ada", "old by tom", false),
    ("rosa", "old by tom", true),
    ("rosa", "new hidden by tom", true),
    ("priya", "old by tom", false),
];

/// A comment, as far as policies ask.
#[derive(Clone, Debug)]
pub struct Comment {
    pub id: i64,
    pub author: i64,
    pub hidden: bool,
    pub editable_until: i64,
}

impl Governed for Comment {
    const TYPE: &'static str = "Comment";
    const TABLE: &'static str = "comments";
    const FACTS: &'static [Fact<Self>] = &[
        Fact {
            attribute: "author",
            field: "authorId",
            column: "author_id",
            kind: Kind::Entity("User", Key::Integer),
            read: |comment| Some(Value::Text(comment.author.to_string())),
        },
        Fact {
            attribute: "hidden",
            field: "hidden",
            column: "hidden",
            kind: Kind::Bool,
            read: |comment| Some(Value::Bool(comment.hidden)),
        },
        Fact {
            attribute: "editable_until",
            field: "editableUntil",
            column: "editable_until",
            kind: Kind::Long,
            read: |comment| Some(Value::Long(comment.editable_until)),
        },
    ];

    fn id(&self) -> String {
        self.id.to_string()
    }
}

/// A comment in words: `new hidden by tom`. An old one could be edited long ago, a new one can for long.
pub fn comment(words: &str) -> Comment {
    let (age, rest) = words.split_once(' ').unwrap();
    let (hidden, author) = match rest.split_once("by ").unwrap() {
        ("hidden ", author) => (true, author),
        ("", author) => (false, author),
        (other, _) => panic!("no comment is {other}"),
    };
    let left = match age {
        "new" => 600_000,
        "old" => -600_000,
        other => panic!("no comment is {other}"),
    };
    let author = PEOPLE.iter().find(|(name, ..)| *name == author).unwrap().1;
    Comment { id: 0, author, hidden, editable_until: NOW.millis() + left }
}

/// One comment for every person, age and hiding; some can be edited for less than rules hold.
pub fn every_comment() -> Vec<Comment> {
    let mut comments = Vec::new();
    for (_, author, _) in PEOPLE {
        for hidden in [false, true] {
            for left in [-600_000, 0, 1, 600_000] {
                let id = i64::try_from(comments.len()).unwrap() + 1;
                let editable_until = NOW.millis() + left;
                comments.push(Comment { id, author, hidden, editable_until });
            }
        }
    }
    comments
}
