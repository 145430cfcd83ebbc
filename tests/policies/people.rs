//! Who may do what with people.

use stile::{
    authorization::{Permission, decision::Decision},
    people::{
        assignment::{Assignment, from_sent},
        model::Profile,
    },
    sessions::UserId,
    slug::Slug,
    timestamp::Timestamp,
};

use crate::{
    support::{AUTHORIZER, CALL, PEOPLE, person},
    tables::Row,
};

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
        picture: None,
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

pub const MAY_READ_POWERS: &[Row] = &[
    ("a visitor", "lena, who has published", false),
    ("tom", "tom", true),
    ("tom", "lena, who has published", false),
    ("ada", "ada", true),
    ("ada", "lena", false),
    ("mei", "lena", false),
    ("rosa", "lena", false),
    ("priya", "lena", true),
    ("priya", "priya", true),
];

/// Who may see where somebody is signed in may also end it.
pub const MAY_READ_AND_END_SESSIONS: &[Row] = &[
    ("a visitor", "lena, who has published", false),
    ("tom", "tom", true),
    ("tom", "lena, who has published", false),
    ("ada", "ada", true),
    ("ada", "lena", false),
    ("mei", "lena", false),
    ("rosa", "lena", false),
    ("priya", "lena", true),
    ("priya", "priya", true),
];

pub const MAY_UPDATE: &[Row] = &[
    ("a visitor", "lena, who has published", false),
    ("tom", "tom", false),
    ("lena", "lena", false),
    ("mei", "lena", false),
    ("rosa", "lena", false),
    ("priya", "lena", true),
    ("priya", "priya", true),
];

pub const MAY_SUSPEND: &[Row] = &[
    ("a visitor", "lena", false),
    ("tom", "lena", false),
    ("mei", "lena", false),
    ("rosa", "tom", false),
    ("priya", "lena", true),
    ("priya", "priya", false),
];

/// One's own account is nobody else's business.
pub const MAY_LOOK_AFTER: &[Row] = &[
    ("a visitor", "tom", false),
    ("a visitor", "lena, who has published", false),
    ("tom", "tom", true),
    ("tom", "lena", false),
    ("lena", "lena, who has published", true),
    ("mei", "lena", false),
    ("rosa", "lena", false),
    ("priya", "lena", false),
    ("priya", "priya", true),
];

pub const MAY_INVITE: &[Row] = &[
    ("a visitor", "lena", false),
    ("tom", "lena", false),
    ("mei", "lena", false),
    ("rosa", "lena", false),
    ("priya", "lena", true),
];

pub const MAY_RESTORE: &[Row] = &[
    ("a visitor", "lena", false),
    ("lena", "lena", false),
    ("mei", "lena", false),
    ("priya", "lena", true),
];

pub const MAY_RESET_FACTORS: &[Row] = &[
    ("a visitor", "lena", false),
    ("lena", "lena", false),
    ("mei", "lena", false),
    ("priya", "lena", true),
    ("priya", "priya", false),
];

pub const MAY_GIVE: &[Row] = &[
    ("a visitor", "author@science of tom", false),
    ("tom", "author@science of tom", false),
    ("tom", "administrator of tom", false),
    ("lena", "author@city of lena", false),
    ("ada", "author@science of tom", false),
    ("rosa", "moderator of tom", false),
    ("mei", "author@politics of tom", true),
    ("mei", "editor@politics of lena", true),
    ("mei", "manager@politics of lena", false),
    ("mei", "author@science of tom", false),
    ("mei", "author of tom", false),
    ("mei", "editor of tom", false),
    ("mei", "administrator of tom", false),
    ("mei", "administrator of mei", false),
    ("mei", "moderator of tom", false),
    ("mei", "editor@politics of mei", false),
    ("olga", "editor@science of tom", true),
    ("olga", "editor@sport of tom", false),
    ("priya", "author@science of tom", true),
    ("priya", "manager@sport of ada", true),
    ("priya", "administrator of ada", true),
    ("priya", "manager@sport of priya", false),
    ("priya", "reader of priya", false),
];

pub const MAY_TAKE: &[Row] = &[
    ("a visitor", "editor@science of ada", false),
    ("tom", "reader of tom", false),
    ("ada", "editor@science of ada", false),
    ("henrik", "editor@science of ada", false),
    ("rosa", "editor@science of ada", false),
    ("mei", "editor@politics of ada", true),
    ("mei", "editor@science of ada", false),
    ("mei", "manager@politics of olga", false),
    ("mei", "manager@politics of mei", false),
    ("mei", "administrator of priya", false),
    ("priya", "editor@science of ada", true),
    ("priya", "manager@politics of mei, the last", true),
    ("priya", "administrator of ada", true),
    ("priya", "administrator of ada, the last", false),
    ("priya", "administrator of priya", false),
    ("priya", "administrator of priya, the last", false),
];

pub const MAY_GIVE_UP: &[Row] = &[
    ("a visitor", "reader of tom", false),
    ("tom", "reader of tom", true),
    ("tom", "editor@science of ada", false),
    ("ada", "editor@science of ada, the last", true),
    ("mei", "manager@politics of mei, the last", true),
    ("mei", "editor@politics of ada", false),
    ("priya", "editor@science of ada", false),
    ("priya", "administrator of priya", true),
    ("priya", "administrator of priya, the last", false),
];

/// A role as policies see it: `author@science of tom`, or `administrator of priya, the last`.
pub fn assignment(words: &str) -> Assignment {
    let (words, others) = match words.split_once(", ") {
        Some((words, "the last")) => (words, 0),
        None => (words, 1),
        Some(_) => panic!("nobody knows {words}"),
    };
    let (role, name) = words.split_once(" of ").unwrap();
    let holder = profile(name).id;
    Assignment { id: 0, holder, role: from_sent(role), others }
}

/// Every role of everybody, in some of the departments, with and without others who hold it.
pub fn every_assignment() -> Vec<Assignment> {
    let mut assignments = Vec::new();
    for (name, ..) in PEOPLE {
        for role in [
            "author@science",
            "editor@politics",
            "manager@politics",
            "author",
            "moderator",
            "administrator",
        ] {
            for words in [format!("{role} of {name}"), format!("{role} of {name}, the last")] {
                let id = i64::try_from(assignments.len()).unwrap();
                assignments.push(Assignment { id, ..assignment(&words) });
            }
        }
    }
    assignments
}

/// Everybody; some have published.
pub fn every_profile() -> Vec<Profile> {
    let words = PEOPLE.map(|(name, ..)| match name {
        "ada" | "lena" | "olga" => format!("{name}, who has published"),
        name => name.to_owned(),
    });
    words.iter().map(|words| profile(words)).collect()
}

#[test]
fn a_refusal_to_take_a_role_says_why() {
    let take = |who: &str, what: &str| {
        AUTHORIZER.decide(&person(who), Permission::TakeRole, &assignment(what), CALL)
    };
    let refused = |reason: Option<&str>| Decision::Refused {
        reason: reason.map(str::to_owned),
        challenge: None,
    };

    assert_eq!(
        take("priya", "administrator of ada, the last"),
        refused(Some("the last administrator cannot go"))
    );
    assert_eq!(
        take("priya", "moderator of priya"),
        refused(Some("nobody changes their own roles"))
    );
    assert_eq!(take("mei", "manager@politics of mei"), refused(None));
}
