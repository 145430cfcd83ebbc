//! How a person is shown.

use crate::sessions::Role;

/// The first letters of the first and last name: `AO`.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// Roles in words, the departments of each together: `Editor, Science and Culture`.
///
/// `name_of` turns the id of a department into its name.
#[must_use]
pub fn roles_in_words(roles: &[Role], name_of: impl Fn(&str) -> String) -> String {
    let mut names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    names.dedup();
    let phrases = names.into_iter().map(|name| {
        let departments: Vec<String> = roles
            .iter()
            .filter(|role| role.name == name)
            .filter_map(|role| role.department.as_deref().map(&name_of))
            .collect();
        if departments.is_empty() {
            capitalised(name)
        } else {
            format!("{}, {}", capitalised(name), listed(&departments))
        }
    });
    phrases.collect::<Vec<_>>().join("; ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn listed(words: &[String]) -> String {
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
        assert_eq!(initials("Ada"), "A");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn roles_are_named_with_their_departments() {
        let roles =
            [role("editor", Some("city")), role("editor", Some("sport")), role("reader", None)];

        assert_eq!(roles_in_words(&roles, capitalised), "Editor, City and Sport; Reader");
    }
}
