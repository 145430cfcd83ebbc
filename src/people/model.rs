//! What others may know of a person, and how it is shown.

use serde::{Deserialize, Serialize};

use crate::{
    departments::model::Department,
    error::FieldErrors,
    sessions::{Role, UserId},
    slug::Slug,
    timestamp::Timestamp,
    typed::{one_line, required},
    ui::pager::Pages,
};

/// What others may know of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The account.
    pub id: UserId,
    /// The readable part of their page's address; it never changes.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// The roles that they hold, in the order in which roles are listed.
    pub roles: Vec<Role>,
    /// The number of their picture.
    pub picture: Option<i64>,
    /// When they last published something that readers can see.
    pub published: Option<Timestamp>,
    /// For those who may know it.
    pub contact: Option<Contact>,
}

/// What only some may know of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// In lower case.
    pub email: String,
    /// Since when the account is suspended, if it is.
    pub suspended: Option<Timestamp>,
}

/// Whether that is an address. What is kept in the place of one says that the account is nobody's any more.
#[must_use]
pub fn is_address(email: &str) -> bool {
    email.contains('@')
}

/// Which people are asked for, as the address of the list says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words that the name has.
    pub words: String,
    /// A role that they hold; any, if empty.
    pub role: String,
    /// A department in which they hold one; any, if empty.
    pub department: String,
    /// What the list is sorted by: one of [`ORDERS`], with a `-` before it to turn it around.
    pub order: String,
}

/// What the list of people can be sorted by; by the first, unless something else is asked for.
pub const ORDERS: [&str; 2] = ["name", "published"];

/// One page of the list of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// The people of this page.
    pub people: Vec<Profile>,
    /// Which part of the list this is.
    pub pages: Pages,
    /// Every role that there is.
    pub roles: Vec<String>,
}

/// Who works in a department, as far as the reader may know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// In the order of roles, then by name.
    pub people: Vec<Colleague>,
    /// Whether there are more than these.
    pub has_more: bool,
}

/// Somebody who works in a department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// The readable part of their page's address.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// The first of the roles that they hold there.
    pub role: String,
}

/// The first letters of the first and last name: `AO`.
///
/// Only ASCII is made upper case: Unicode's tables would be a fiftieth of the wasm.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Characters of a name.
pub const NAME_MAX: usize = 80;

/// A name, as it is kept.
///
/// # Errors
///
/// What to type, if it cannot be.
pub fn checked_name(name: &str) -> Result<String, FieldErrors> {
    let name = one_line(name);
    match required(&name, NAME_MAX, "Write the name that others will see.") {
        None => Ok(name),
        Some(error) => Err([("name".to_owned(), error)].into()),
    }
}

/// One role in words: `Editor, Science`.
#[must_use]
pub fn role_in_words(role: &Role, departments: &[Department]) -> String {
    roles_in_words(std::slice::from_ref(role), departments)
}

/// What somebody with that role is: `an editor in Science`, `a moderator`.
#[must_use]
pub fn role_in_a_sentence(role: &Role, departments: &[Department]) -> String {
    let article = if role.name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let within = departments.iter().find(|it| role.department.as_ref() == Some(&it.id));
    let within = within.map(|department| format!(" in {}", department.name)).unwrap_or_default();
    format!("{article} {}{within}", role.name)
}

/// Roles in words, with their departments in the order of the masthead: `Editor, Science and Culture`.
#[must_use]
pub fn roles_in_words(roles: &[Role], departments: &[Department]) -> String {
    let mut names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let phrases = names.into_iter().map(|name| {
        let holds_in = |id: &str| {
            roles.iter().any(|role| role.name == name && role.department.as_deref() == Some(id))
        };
        let within = departments.iter().filter(|department| holds_in(&department.id));
        let within: Vec<&str> = within.map(|department| department.name.as_str()).collect();
        let name = capitalised(name);
        if within.is_empty() { name } else { format!("{name}, {}", listed(&within)) }
    });
    phrases.collect::<Vec<_>>().join("; ")
}

/// The word with a capital letter.
#[must_use]
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn listed(words: &[&str]) -> String {
    match words {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        words => words.join(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(name: &str, department: Option<&str>) -> Role {
        Role { name: name.into(), department: department.map(str::to_owned) }
    }

    #[test]
    fn initials_are_first_and_last() {
        assert_eq!(initials("Ada Okafor"), "AO");
        assert_eq!(initials("Ada van der Okafor"), "AO");
        assert_eq!(initials("ada"), "A");
        assert_eq!(initials("Åsa Öberg"), "ÅÖ");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn roles_are_named_with_their_departments() {
        let departments =
            ["city", "sport"].map(|id| Department { id: id.into(), name: capitalised(id) });
        let roles =
            [role("editor", Some("sport")), role("reader", None), role("editor", Some("city"))];

        assert_eq!(roles_in_words(&roles, &departments), "Editor, City and Sport; Reader");
        assert_eq!(role_in_a_sentence(&roles[2], &departments), "an editor in City");
        assert_eq!(role_in_a_sentence(&roles[1], &departments), "a reader");
    }
}
