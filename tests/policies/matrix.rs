//! Who may do what, role by role, as a page that is read with every change of a policy.

use std::{fmt::Write as _, fs};

use stile::{
    authorization::Permission,
    powers::{
        model::Table,
        table::{self, Powers},
    },
};

use crate::support::AUTHORIZER;

/// The page as it is kept, beside the policies.
const PAGE: &str = "policies/matrix.md";

const HEAD: &str = "# Who may do what

Made from the policies by [`tests/policies/matrix.rs`](../tests/policies/matrix.rs), which writes it anew and fails when a
policy has changed it. Read the difference: it says who has gained or lost which power.

Everybody has one role, in a department where the role is held in one. A cell says to which things they may do it;
a role’s power over its *department’s* things ends at its department. What is in no row, nobody may do.
";

fn page() -> String {
    let powers = table::of(&AUTHORIZER);
    let mut page = HEAD.to_owned();
    for tables in powers.tables.chunk_by(|one, other| one.subject == other.subject) {
        let _ = write!(page, "\n## {}\n", tables[0].subject);
        for table in tables {
            page.push_str(&section(&powers, table));
        }
    }
    page
}

fn section(powers: &Powers, table: &Table) -> String {
    let mut section = format!("\n### {}\n\n", table.permission);
    let _ = writeln!(section, "| | {} |", powers.askers.join(" | "));
    let _ = writeln!(section, "|---|{}", "---|".repeat(powers.askers.len()));
    for row in &table.rows {
        let _ = writeln!(section, "| {} | {} |", row.states, row.cells.join(" | "));
    }
    section
}

#[test]
fn the_page_of_powers_says_what_the_policies_say() {
    let kept = fs::read_to_string(PAGE).unwrap_or_default();
    let page = page();
    if page != kept {
        fs::write(PAGE, &page).unwrap();
    }

    assert!(
        page == kept,
        "{PAGE} was written anew: read the difference, and commit it if it is meant"
    );
}

#[test]
fn every_permission_is_on_the_page_of_powers() {
    let page = page();

    let on_page = |one: &Permission| page.contains(&format!("\n### {}\n", one.cedar_action()));
    let missing: Vec<Permission> =
        Permission::ALL.into_iter().filter(|one| !on_page(one)).collect();

    assert_eq!(missing, [], "add scenes of its kind of thing to src/powers/scenes.rs");
}

#[test]
fn the_powers_are_found_once_for_each_version_of_the_policies() {
    let (first, again) = (table::of(&AUTHORIZER), table::of(&AUTHORIZER));

    assert!(std::sync::Arc::ptr_eq(&first, &again));
    assert_eq!(first.version, AUTHORIZER.version());
}
