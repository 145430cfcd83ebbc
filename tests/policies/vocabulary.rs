//! The policies, the code and the wire speak of the same things.

use std::{fs, path::Path};

use stile::authorization::Permission;

#[test]
fn every_permission_has_names_of_its_own() {
    let mut names: Vec<_> = Permission::ALL
        .iter()
        .map(|permission| (permission.action(), permission.subject()))
        .collect();
    names.sort_unstable();
    names.dedup();

    assert_eq!(names.len(), Permission::ALL.len());
}

#[test]
fn a_release_carries_every_policy_file() {
    let embedded = fs::read_to_string("src/authorization/policies/embedded.rs").unwrap();

    let missing: Vec<String> = fs::read_dir("policies")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".cedar"))
        .filter(|name| !embedded.contains(&format!("\"{name}\"")))
        .collect();

    assert_eq!(missing, [""; 0]);
}

/// Roles are named by the policies and by the seed.
const MAY_NAME_ROLES: [&str; 1] = ["src/seed"];

const ROLES: [&str; 6] = ["author", "editor", "manager", "moderator", "administrator", "reader"];

/// Where an author is whoever wrote an article, and no role.
const WROTE_IT: [&str; 5] = [
    "src/articles/feed.rs",
    "src/articles/finding/",
    "src/articles/scope.rs",
    "src/articles/tallies.rs",
    "src/powers/scenes.rs",
];

#[test]
fn no_code_names_a_role() {
    let mut named = Vec::new();
    for path in sources(Path::new("src")) {
        let code = fs::read_to_string(&path).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            // What a fact is called is no role: an article has an author.
            let is_fact = line.trim_start().starts_with("attribute: ");
            let wrote_it = WROTE_IT.iter().any(|known| path.starts_with(known));
            let names_role = |role: &str| {
                !(wrote_it && role == "author") && line.contains(&format!("\"{role}\""))
            };
            if !is_fact && ROLES.iter().any(|role| names_role(role)) {
                named.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }

    assert_eq!(named, [""; 0]);
}

fn sources(folder: &Path) -> Vec<String> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_str().unwrap().to_owned();
        if MAY_NAME_ROLES.iter().any(|allowed| name.starts_with(allowed)) {
            continue;
        }
        if path.is_dir() {
            sources.extend(self::sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(name);
        }
    }
    sources
}
