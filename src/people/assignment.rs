//! A role that somebody holds, or would hold.

use serde::{Deserialize, Serialize};

use crate::sessions::{Role, UserId};

/// A role that somebody holds, or would hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Its number; 0 if nobody holds it.
    pub id: i64,
    /// Who holds it.
    pub holder: UserId,
    /// Which role, and where.
    pub role: Role,
    /// How many others hold the same role anywhere, and are not suspended.
    pub others: i64,
}

/// What the caller may find and change about somebody's roles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Powers {
    /// Those that the person holds.
    pub held: Vec<Assignment>,
    /// Those that the caller could give to them.
    pub offered: Vec<Assignment>,
}

/// The role as a form sends it: `author@science`, or `moderator` where it holds everywhere.
#[must_use]
pub fn as_sent(role: &Role) -> String {
    match &role.department {
        Some(department) => format!("{}@{department}", role.name),
        None => role.name.clone(),
    }
}

/// The role that a form has sent, whether there is one of that name or not.
#[must_use]
pub fn from_sent(text: &str) -> Role {
    let (name, department) = match text.split_once('@') {
        Some((name, department)) => (name, Some(department.to_owned())),
        None => (text, None),
    };
    Role { name: name.to_owned(), department }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_arrives_as_it_was_sent() {
        for text in ["author@science", "moderator", "", "@", "a@b@c"] {
            assert_eq!(as_sent(&from_sent(text)), text);
        }
        assert_eq!(from_sent("author@science").department.as_deref(), Some("science"));
    }
}
